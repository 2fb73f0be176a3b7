// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/row_names.hpp"
#include "engine/access/street_network.hpp"
#include "engine/access/travel_cost.hpp"
#include "engine/core/diagnostics.hpp"
#include "engine/core/progress.hpp"
#include "engine/geo/geometry.hpp"
#include "engine/io/streets.hpp"
#include "engine/io/table.hpp"

#include <CLI/CLI.hpp>

#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

// What `access`, `catchment` and `streets` ask in the same words: which streets, which places, who
// lives there.

namespace tractwise::cli {

struct StreetOptions {
    std::string file, nodes, profile; ///< profile empty: drive
    bool given() const { return !file.empty(); }
    std::string profile_or_default() const { return profile.empty() ? "drive" : profile; }
};
void add_street_options(CLI::App& command, StreetOptions& options);
/// Error(Usage) for --profile or --nodes without --streets; reads the profile, so that a typo in it
/// is seen before any file is read.
void check_streets(const StreetOptions& options);
io::StreetData read_street_data(const StreetOptions& options, Diagnostics& diagnostics,
                                const Progress& progress);
/// One network per profile of the same streets.
std::vector<std::shared_ptr<const access::StreetNetwork>>
read_networks(const StreetOptions& options, const std::vector<std::string>& profiles,
              Diagnostics& diagnostics, const Progress& progress);

/// Demand points or facilities as the command line names them.
struct PlaceOptions {
    std::string what;   ///< "demand points"
    std::string prefix; ///< "demand": --demand-id, --demand-where
    std::string file, layer, id, lon, lat;
    std::vector<std::string> where; ///< "COLUMN=VALUE"
    /// Destinations that are closed do not count; demand points are never closed.
    bool destinations = false;
    std::string open; ///< of destinations: "all", or the day that counts
};
void add_place_options(CLI::App& command, PlaceOptions& options);
void check_places(const PlaceOptions& options);

struct PlaceTable {
    std::string what;
    io::Table table;
    std::vector<geo::LonLat> place; ///< NaN: unknown
    std::vector<std::string> id;
    std::string id_column; ///< empty: numbers of the rows
    access::Places places() const { return {place, id, what}; }
    access::RowNames names() const { return {what, id}; }
    std::size_t size() const { return id.size(); }
    /// Only these rows, in their order.
    void keep(const std::vector<std::size_t>& rows);
};
/// Ids come from the named column, else from the first that looks like ids or names and is filled
/// and different in every row, else they are row numbers; said in a note. Where `place_needed` is
/// not set, a table without coordinates will do.
PlaceTable read_place_table(const PlaceOptions& options, bool place_needed,
                            Diagnostics& diagnostics, const Progress& progress);

/// Error(Input) where none of the facilities lies near any of the demand points, with the guess why,
/// named after the file whose coordinates are the odd ones. Single ones far away are findings.
void require_near_each_other(const PlaceTable& demand, const PlaceTable& facilities,
                             Diagnostics& diagnostics);

/// Counts of people in a column: at least 0, NaN where the cell is empty or no number.
/// Error(Input) with the row for a negative one.
std::vector<double> counts(const io::Table& table, const std::string& column,
                           Diagnostics& diagnostics);

/// Who lives at the demand points.
struct People {
    std::string column; ///< empty: every point counts 1
    std::vector<double> count;
    struct Group {
        std::string name;
        std::vector<double> count;
    };
    std::vector<Group> groups;
};
/// `column` empty: the usual names, said in a note.
People read_people(const PlaceTable& demand, const std::string& column,
                   const std::vector<std::string>& groups, Diagnostics& diagnostics);

void add_direction(CLI::App& command, std::string& direction);
access::Direction direction_of(const std::string& text);

} // namespace tractwise::cli
