// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/plan/stage.hpp"
#include "engine/siting/problem.hpp"
#include "engine/siting/reach.hpp"

#include <span>
#include <string>
#include <vector>

// Private to engine/plan: who is in need, and the groups that a plan is looked at by.

namespace tractwise::plan {

/// A count per tract; who is not known counts 0 here and is a finding.
struct TractCount {
    std::string name, description;
    std::vector<double> people;
    std::vector<double> margin;   ///< empty: not known
    bool without_vehicle = false; ///< these are the households that have none
};

struct NeedCounts {
    TractCount need, everybody;
    std::vector<TractCount> groups; ///< beside these two
    std::vector<TractCount> fair;   ///< for the objectives that look at groups; else empty
    std::string words, unit;        ///< as in SitingResults
    std::string no_margin;          ///< why the need has no margins; empty where it has
};

/// Need: the product of its columns, 0 outside the tracts of `only`. Where a column is missing and
/// people live, the tract counts as nobody: finding "need-missing". Margins: those of a plain
/// column, of a product by moe_of_product where every column has one.
NeedCounts need_counts(const SitingChoice& choice, const SitingInputs& in,
                       Diagnostics& diagnostics);

/// Counts of tracts brought to where people are: a row for every demand point, or two, first who
/// has a vehicle, then who has none.
struct NeedRows {
    siting::Homes homes; ///< groups: need, everybody, the others
    std::vector<access::PeopleGroup> fair;
    std::vector<geo::LonLat> place;
    std::vector<std::string> id;
    const std::vector<double>& need() const { return homes.groups[0].group.people; }
};

/// A tract's count goes to its demand points by their people, evenly where they have none (finding
/// "need-without-people"); a tract without demand points has nowhere to put it
/// ("need-without-point"). With two rows, `without_vehicle` is the share per tract; households
/// without a vehicle stand in the second row alone. Rows that are not `placed` count nobody
/// ("need-not-placed").
NeedRows need_rows(const NeedCounts& counts, const SitingInputs& in,
                   std::span<const double> without_vehicle, std::span<const char> placed,
                   Diagnostics& diagnostics);

/// Share of households without a vehicle per tract, 0 where it is not known; empty where no layer
/// has it.
std::vector<double> without_vehicle(const SitingInputs& in);

} // namespace tractwise::plan
