// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/cost_matrix.hpp"
#include "engine/core/progress.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace tractwise::access {

struct RaamOptions {
    /// The travel cost that weighs as much as a clinic with the average number of people per unit
    /// of supply, in the unit of the matrix (Saxon & Snow: 60 minutes).
    double tau = 60;
    /// Solved when nobody could better their own cost by more than this by going elsewhere.
    double tolerance = 1e-6;
    std::size_t most_rounds = 100'000;
};

/// RAAM, the rational agent access model: people choose between a near crowded clinic and a far
/// quiet one until nobody is better off elsewhere (Saxon & Snow 2020). Low is good.
///
///     const Raam raam = rational_agents(costs, people, doctors, {.tau = 60});
///     raam.cost[home];      // 1: as bad as an average clinic next door, or a free one tau away
///     raam.load[clinic];    // people who choose it
///
/// The cost of clinic j for people of i, with x_ij of them going there:
///     cost_ij = c_ij / tau + sum_k x_kj / (rho S_j),     rho = sum_i P_i / sum_j S_j
/// and the value of i is the mean of cost_ij over its people, which in equilibrium is the cost of
/// every clinic that they use. Where nobody lives it is the cost one more person would find.
///
/// This is a Wardrop equilibrium. It is also the minimum of the convex function
///     sum_ij x_ij c_ij / tau + sum_j load_j^2 / (2 rho S_j)
/// whose loads and costs are unique, so it is solved as such: one origin after the other is divided
/// exactly over its clinics while the others stand still ("water filling"), round by round. The
/// published program moves whole people in steps of falling size for 150 rounds instead: its result
/// depends on the steps and on chance ties, and carries their noise (means agree within 1 %).
///
/// Edges: NaN or 0 supply is no clinic, NaN people nobody; NaN where no clinic with supply is in
/// reach (such people and clinics still count in rho, as published). Error(Infeasible) when
/// `most_rounds` do not suffice; Error(Usage) for a tau that is not above 0. One thread, because
/// each origin sees what the one before it did. A city takes milliseconds; the whole country at
/// 50 km (8.3 million pairs) 12 s to a tolerance of 0.1, and much longer to a finer one.
struct Raam {
    std::vector<double> cost;
    std::vector<double> load;
    std::size_t rounds = 0;
    double largest_regret = 0; ///< what anybody could still save by going elsewhere
};
Raam rational_agents(const CostMatrix& costs, std::span<const double> people,
                     std::span<const double> supply, const RaamOptions& options,
                     const Progress& progress = {});

} // namespace tractwise::access
