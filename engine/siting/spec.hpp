// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace tractwise::siting {

/// What a plan is best at.
enum class Objective {
    /// Maximal covering: the most need within a limit (Church & ReVelle 1974). With several rings,
    /// need counts by the weight of the nearest ring it is in.
    Mclp,
    Lscp,    ///< set covering: the fewest (or cheapest) stops that cover a share of the need
             ///< (Toregas et al. 1971)
    PMedian, ///< the least total travel, each person to the nearest open site (Hakimi 1964)
    PCenter, ///< the shortest longest trip of anybody in need (Hakimi 1964)
    /// Covering that looks at groups: the greatest coverage of the group that is covered worst.
    MaxMin,
    /// The most need covered while every group's coverage is at least `fair_share` of the overall
    /// coverage.
    FairShare
};
std::string_view name_of(Objective objective); ///< "mclp", "lscp", "p-median", ...

/// Need within `limit` (inclusive, in the unit of the costs) counts `weight` times.
struct Ring {
    double limit = 0;
    double weight = 1;
    friend bool operator==(const Ring&, const Ring&) = default;
};

/// The question put to solve().
///
///     SitingSpec{.objective = Objective::Mclp, .k = 6, .rings = {{15, 1}}}              // 15 minutes
///     SitingSpec{.objective = Objective::Mclp, .budget = 90'000, .rings = {{5, 1}, {10, 0.6}, {20, 0.2}}}
///     SitingSpec{.objective = Objective::Lscp, .rings = {{15, 1}}, .share = 0.95}
///     SitingSpec{.objective = Objective::PMedian, .k = 4}
///
/// `k` is the most stops that may be open beside the existing sites, `budget` the most that their
/// costs may sum to; a plan that needs fewer is answered with fewer. Lscp needs neither. Covering
/// objectives need rings: limits ascend, weights fall and are above 0; all but Mclp take exactly
/// one.
struct SitingSpec {
    Objective objective = Objective::Mclp;
    std::optional<std::size_t> k;
    std::optional<double> budget;
    std::vector<Ring> rings;
    double share = 1;        ///< Lscp: of the need that must be covered, above 0 up to 1
    double fair_share = 0.9; ///< FairShare: 0..1
    /// PMedian: the most that a trip counts, also that of somebody who reaches no open site. Without
    /// it everybody must reach one.
    std::optional<double> beyond;
    bool capacities = false; ///< Mclp with one ring: no stop serves more than Site::capacity
    /// Ask Cbc for a proof where the heuristic's bound leaves a gap.
    bool prove = true;
    /// For all of it: search, bound, restarts, proof. What it ends says `time_limited`; a first plan with
    /// a bound there always is.
    double time_limit_s = 30;
    /// Gap at which a plan is good enough to stop: 0 wants a proof.
    double gap = 0;
    std::uint64_t seed = 1; ///< of the heuristic's restarts
    /// Restarts of the heuristic from a shaken plan; the best of all counts.
    std::size_t restarts = 20;
    /// Cbc is not asked where its model would have more pairs than this: it would not answer in
    /// the time of a working day.
    std::size_t largest_model = 500'000;
    friend bool operator==(const SitingSpec&, const SitingSpec&) = default;
};

bool is_covering(Objective objective);      ///< all but PMedian and PCenter
bool higher_is_better(Objective objective); ///< Mclp, MaxMin, FairShare
/// Whether the value of a plan is an amount of need: Mclp and FairShare.
bool counts_need(Objective objective);

} // namespace tractwise::siting
