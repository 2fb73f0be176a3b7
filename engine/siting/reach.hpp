// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/access/cost_matrix.hpp>
#include <tractwise/access/people_group.hpp>

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace tractwise::siting {

/// People of a group with the margin of error of the survey that counted them.
///
///     const SurveyGroup uninsured{{"uninsured_people", "Uninsured people", at_homes}, margin_per_tract};
struct SurveyGroup {
    access::PeopleGroup group;  ///< people per demand point
    std::vector<double> margin; ///< ACS 90 % MOE of each area; empty: not known; NaN: of this area
};

/// Demand points as a statement about a plan sees them.
struct Homes {
    std::vector<std::uint32_t> area;  ///< tract of each demand point
    std::size_t areas = 0;
    std::vector<SurveyGroup> groups;  ///< the first one is the need, the second one all people
};

/// An amount of people with its margin (NaN: not known).
struct Amount {
    double people = 0;
    double moe = std::numeric_limits<double>::quiet_NaN();
};

/// What one stop does for one group.
struct StopReach {
    Amount reached; ///< within the limit of this stop
    Amount newly;   ///< of those, within the limit of no existing site
    Amount shared;  ///< of those reached, within the limit of another stop of the plan too
    Amount alone;   ///< of the newly reached, of no other stop: lost where this stop is dropped
    Amount served;  ///< this is their nearest open site, existing ones included
    double mean_cost = 0, p90_cost = 0; ///< to this stop, of the reached; NaN where nobody is
};

/// What the whole plan does for one group.
struct GroupReach {
    std::string name, description;
    Amount total;                ///< everybody
    Amount before, after, newly; ///< within the limit of existing sites; with the stops; the difference
    double before_share = 0, after_share = 0; ///< of the total; NaN where there is nobody
    double before_share_moe = 0, after_share_moe = 0;
    /// after_share over that of all people: below 1, the plan passes this group by. NaN for nobody.
    double rate_ratio = 0, rate_ratio_moe = 0;
    double before_rate_ratio = 0;
    /// To the nearest open site within the limit, of those who reach one; NaN where nobody does.
    double mean_cost = 0, p90_cost = 0, before_mean_cost = 0, before_p90_cost = 0;
};

/// What a plan says, in people.
///
///     const PlanReach reach = reach_of(costs, 15, homes, plan.stops, existing);
///     reach.groups[0].newly.people;          // people in need within 15 minutes for the first time
///     reach.stop(2, 0).alone.people;         // lost without the third stop
///     reach.overlap(0, 1);                   // in need within the limit of both the first and second
///
/// A home is reached where its cost is at most `limit`. Amounts per stop are in the order of
/// `stops`; group g as in Homes. Percentiles are weighted by people: the cost that 90 % of them do
/// not exceed. Margins: sum over areas of (reached share of the area's group times its margin),
/// squared and rooted (ACS handbook, chapter 8; the share is taken as exact); NaN where a reached
/// area has none. Shares by moe_of_proportion, ratios by moe_of_ratio (layer/margins.hpp).
/// Cost: one pass over the pairs of the open sites for each group.
struct PlanReach {
    double limit = 0;
    std::vector<std::uint32_t> stops, existing;
    std::vector<GroupReach> groups;
    std::vector<StopReach> by_stop;   ///< stop by stop, group by group
    std::vector<double> overlap_need; ///< stops x stops; the diagonal is `reached`

    const StopReach& stop(std::size_t stop, std::size_t group) const {
        return by_stop[stop * groups.size() + group];
    }
    double overlap(std::size_t a, std::size_t b) const {
        return overlap_need[a * stops.size() + b];
    }
};
/// `limit` may be infinite: every pair of the matrix counts as reached.
PlanReach reach_of(const access::CostMatrix& costs, double limit, const Homes& homes,
                   std::span<const std::uint32_t> stops, std::span<const std::uint32_t> existing);

} // namespace tractwise::siting
