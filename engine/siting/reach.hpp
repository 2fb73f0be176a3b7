// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/cost_matrix.hpp"
#include "engine/access/people_group.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace tractwise::siting {

/// People of a group with the margin of error of the survey that counted them.
///
///     const SurveyGroup uninsured{{"uninsured_people", "Uninsured people", at_homes}, per_tract};
struct SurveyGroup {
    access::PeopleGroup group;  ///< people per demand point
    std::vector<double> margin; ///< ACS 90 % MOE of each area; empty: not known; NaN: of this area
};

/// Demand points as a statement about a plan sees them: the rows of the travel costs. Two rows may
/// be one place (people with and without a car), and an area may have any number of rows.
///
///     Homes homes{.area = tract_of_home, .areas = tracts.size(), .groups = {uninsured, people}};
struct Homes {
    std::vector<std::uint32_t> area; ///< tract of each demand point
    std::size_t areas = 0;
    std::vector<SurveyGroup> groups; ///< the first one is the need, the second one all people

    /// The group that rates are held against: all people, or the need where it is the only group.
    std::size_t everybody() const { return groups.size() > 1 ? 1 : 0; }
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
    Amount total; ///< everybody
    Amount before, after,
        newly; ///< within the limit of existing sites; with the stops; the difference
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
///     reach.groups[0].newly.people;      // people in need within 15 minutes for the first time
///     reach.stop(2, 0).alone.people;     // lost without the third stop
///     reach.overlap(0, 1);               // in need within the limit of both first and second
///
/// A home is reached where its cost is at most `limit` (and finite). Amounts per stop are in the
/// order of `stops`; group g as in Homes. Missing people (NaN) are nobody. A home is served by the
/// site of the lowest cost; a tie goes to an existing site, then to the lower column. A percentile
/// is the lowest cost that at least 90 % of the people do not exceed.
///
/// Margins are 90 % margins of error, in people: sqrt(sum over areas of (reached share of the
/// area's people of the group times their margin)^2), after US Census Bureau, "Understanding and
/// Using ACS Data" (2020), chapter 8; shares within an area are taken as exact.
/// - An area counts where a home of it is among those of the amount, even one without people.
/// - Areas where the survey found nobody of the group have no share: of those that count, only
///   the largest margin enters, once and in full (moe_of_sum in layer/margins.hpp).
/// - NaN where an area that counts has no margin, and where the group has none at all.
/// Shares by moe_of_proportion; where nobody of the group is left out the share is 1, with margin 0
/// unless an area is left out in which the survey found nobody, but with a larger margin than in
/// those that count. Ratios by moe_of_ratio; all people against themselves are 1 with margin 0.
///
/// Cost: one pass over `costs`, then one over the pairs of the stops for each group; the overlap
/// takes k^2 / 2 steps for adjacent homes that the same k stops reach. Memory: 24 bytes a pair of a
/// stop, 8 a reached home and group. The same bits for any number of threads.
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

/// `stops` and `existing` are columns of `costs`, each at most once in the two together; rows are
/// those of `homes`. `limit` may be infinite: every pair of the matrix counts as reached. Errors:
/// Error(Usage) where the costs end before a finite limit; Error(Input) where a group has fewer or
/// more values than there are rows, or one below 0.
PlanReach reach_of(const access::CostMatrix& costs, double limit, const Homes& homes,
                   std::span<const std::uint32_t> stops, std::span<const std::uint32_t> existing);

} // namespace tractwise::siting
