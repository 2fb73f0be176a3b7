// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/cli/travel_options.hpp"

#include "engine/access/measure.hpp"
#include "engine/access/mixed_travel.hpp"
#include "engine/access/people_summary.hpp"
#include "engine/access/table_cost.hpp"
#include "engine/core/reader.hpp"
#include "engine/core/text.hpp"

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

// What `access` wires together: options, ways of traveling, their costs, the measures made of
// them.

namespace tractwise::cli {

struct AccessOptions {
    PlaceOptions demand{.what = "demand points", .prefix = "demand"};
    PlaceOptions facilities{.what = "facilities", .prefix = "facility", .destinations = true};
    StreetOptions streets;
    std::string table;
    access::TableCost::Columns table_columns;
    std::string people, supply, walkers, walk_profile, direction = "to", out, matrix_out;
    std::vector<std::string> groups, measures;
    std::optional<double> limit;
    bool by_tract = false, json = false;
    std::optional<Units> units;

    /// Who reads what is printed.
    Reader reader() const { return {Language::English, units.value_or(Units::Us)}; }
    double limit_or_none() const { return limit.value_or(std::numeric_limits<double>::infinity()); }
};

/// How people travel: one way, or by car and on foot.
struct Travel {
    struct Mode {
        std::string name; ///< "drive"; empty where there is one way only
        std::shared_ptr<const access::TravelCost> cost;
        std::shared_ptr<const access::StreetNetwork> network; ///< null: not by street
    };
    std::vector<Mode> modes;

    access::CostUnit unit() const { return modes.front().cost->unit(); }
    std::string describe() const {
        std::vector<std::string> texts;
        for (const Mode& mode : modes)
            texts.push_back(mode.cost->describe());
        return join(texts, "; ");
    }
};
Travel open_travel(const AccessOptions& options, Diagnostics& diagnostics,
                   const Progress& progress);

/// What one way of traveling costs. The nearest facility has no limit but the user's own; the
/// matrix goes as far as the measures look.
struct Costs {
    access::NearestCosts nearest;
    access::CostMatrix nearest_only; ///< the same as a matrix of one pair a row
    access::CostMatrix matrix;
};
Costs costs_of(const access::TravelCost& cost, const PlaceTable& demand,
               const PlaceTable& facilities, const AccessOptions& options,
               std::optional<double> matrix_limit, Diagnostics& diagnostics,
               const Progress& progress);
/// How far the matrix has to go; nothing where no measure looks at it.
std::optional<double> matrix_limit(const AccessOptions& options,
                                   const std::vector<access::MeasureSpec>& specs);
/// Error(Usage) where a measure without an end would store more pairs than memory holds.
void refuse_huge_matrix(std::optional<double> limit, const PlaceTable& demand,
                        const PlaceTable& facilities);

/// The rows that measures are made for: one per demand point, or, where people drive and walk, the
/// drivers of every point and after them the walkers.
struct Rows {
    const std::vector<double>* people = nullptr;
    std::optional<access::MixedTravel> mixed_nearest, mixed;

    std::vector<double> to_points(const access::AccessColumn& column) const {
        if (!mixed_nearest)
            return column.values;
        return column.is_destination ? mixed_nearest->of_larger_group(column.values)
                                     : mixed_nearest->merge(column.values);
    }
};
/// The groups as they stand in the rows: with two ways of traveling everybody, drivers, walkers.
std::vector<access::PeopleGroup> groups_in_rows(const People& people, const Travel& travel,
                                                const Rows& rows);
/// In the order of `specs`, one value per row.
std::vector<access::AccessColumn> measure_all(const std::vector<access::MeasureSpec>& specs,
                                              const Rows& rows, const std::vector<Costs>& costs,
                                              const std::vector<double>& supply,
                                              const access::MeasureNames& names,
                                              Diagnostics& diagnostics, const Progress& progress);

/// Why a row has no value where it has none: the first reason that holds.
struct Reasons {
    enum : std::size_t { NoPlace, NotPlaced, NothingReached, NotEnough };
    std::vector<std::string> texts;
    std::vector<std::size_t> of_row;
};
Reasons reasons_of(const AccessOptions& options, const Travel& travel, const PlaceTable& demand,
                   const std::vector<Costs>& costs);
/// Nothing is known of people who are nowhere on the map, far from every street or not in the
/// table: not even that they are beyond.
void forget_unplaced(std::vector<double>& values, const Reasons& reasons);

/// The ids of facilities by row number; empty for NaN.
std::vector<std::string> ids_of(const std::vector<double>& destinations,
                                const PlaceTable& facilities);
/// Of every demand point.
std::vector<std::string> nearest_ids(const Rows& rows, const std::vector<Costs>& costs,
                                     const PlaceTable& facilities);

} // namespace tractwise::cli
