// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/cost_matrix.hpp"
#include "engine/access/travel_cost.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace tractwise::access {

/// How far the nearest destination is, or the k nearest, or as many as it takes.
///
///     nearest(costs).cost[home];                // minutes; NaN: no clinic in reach
///     mean_of_nearest(costs, 3)[home];          // a choice of three, not one
///     cost_to_nth(costs, 3)[home];              // until there is a choice of three
///     cost_to_reach(costs, doctors, 10)[home];  // until ten doctors are within reach
///
/// One value per origin, in the unit of the matrix; NaN where nothing, or not enough, is within the
/// limit of the matrix. A destination counts whatever its supply is (but see cost_to_reach). Cost:
/// one pass over the pairs, on all cores.

/// The lower index on a tie. TravelCost::nearest() gives the same without a matrix.
NearestCosts nearest(const CostMatrix& costs);

/// (c_1 + ... + c_k) / k over the k lowest costs of an origin. NaN where fewer than k are within
/// reach: a mean of what happens to be there would make a remote place look better than it is.
std::vector<double> mean_of_nearest(const CostMatrix& costs, std::size_t k);

/// The k-th lowest cost: from there on an origin has a choice of k. NaN where fewer are in reach.
std::vector<double> cost_to_nth(const CostMatrix& costs, std::size_t k);

/// The smallest cost t at which the supply of all destinations with c <= t is at least `amount`
/// ("cost to closest" of the R package accessibility). Supply that is NaN counts as 0. NaN where
/// the amount is not within reach.
std::vector<double> cost_to_reach(const CostMatrix& costs, std::span<const double> supply,
                                  double amount);

} // namespace tractwise::access
