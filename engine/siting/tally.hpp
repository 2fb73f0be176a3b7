// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/cost_matrix.hpp"
#include "engine/siting/problem.hpp"
#include "engine/siting/solve.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace tractwise::siting {

/// What a plan comes to in need alone: by stop, by site, by home, and all together. What it says in
/// people of every group, with margins, is PlanReach.
///
///     const PlanTally tally = tally_of(problem, 15, plan);
///     for (const std::size_t stop : tally.order)                 // what adds most goes first
///         row(problem.sites[plan.stops[stop]].name, tally.stops[stop].adds);
///     tally.reached;                                             // in need within 15 of any stop
///
/// Within reach is a cost of at most `limit`, which may be infinite: every pair of the matrix. Need
/// that is missing or 0 is nobody. A home is served by its nearest open site within the limit; a tie
/// goes to an existing site, then to the lower number, as in PlanReach.
struct PlanTally {
    static constexpr std::uint32_t kNone = 0xffffffffU;

    struct Stop {
        std::size_t rank = 0; ///< from 1: the number of the stop in tables and on the map
        /// Need newly reached, beyond existing sites and the stops ranked before it.
        double adds = 0;
        double served = 0; ///< need whose nearest open site this stop is
        double served_mean_cost = std::numeric_limits<double>::quiet_NaN(); ///< NaN: serves nobody
        double assigned = 0; ///< need that a plan with capacities sends here
    };
    std::vector<Stop> stops; ///< in the order of SitingPlan::stops
    /// Stops by rank: first the one that newly reaches the most need, then the one that adds most to
    /// it, and so on. Where no limit says what reached means, by the need that each one serves.
    std::vector<std::size_t> order;

    double reached = 0;  ///< within the limit of a stop
    double shared = 0;   ///< of two stops or more
    double alone = 0;    ///< of one stop and of no existing site: lost where that stop is dropped
    double capacity = 0; ///< of all stops; infinite where one of them has no limit
    double assigned = 0, assigned_existing = 0; ///< with capacities: to stops, to existing sites

    /// By site of the problem, chosen or not: need within its limit, and of that what no existing
    /// site reaches.
    std::vector<double> site_reached, site_newly;

    // By home.
    std::vector<char> before;           ///< 1: within the limit of an existing site
    std::vector<std::uint32_t> nearest; ///< open site that serves it; kNone where none is in reach
    std::vector<double> nearest_cost;   ///< NaN where none
};

/// One pass over the pairs of `problem`, then one over those of the stops for every stop.
PlanTally tally_of(const SitingProblem& problem, double limit, const SitingPlan& plan);

/// For each home: 1 where one of `sites` is within `limit` (inclusive).
std::vector<char> homes_within(const access::CostMatrix& costs, double limit,
                               std::span<const std::uint32_t> sites);

} // namespace tractwise::siting
