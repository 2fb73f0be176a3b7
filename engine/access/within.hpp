// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/cost_matrix.hpp"
#include "engine/access/decay.hpp"

#include <span>
#include <vector>

namespace tractwise::access {

/// What lies within a travel cost of home, how much a clinic could be asked for, and who lives
/// beyond.
///
///     destinations_within(costs, 15)[home];           // clinics within 15 minutes
///     supply_within(costs, doctors, 15)[home];        // doctors within 15 minutes
///     supply_within(costs, doctors, Decay::exponential(0.1))[home];   // gravity
///     people_within(costs, people, 15)[clinic];       // people within 15 minutes of it
///     share_beyond(costs, people, 15);                // share of people with no clinic within 15
///
/// A cost exactly at the threshold is within. Nothing in reach gives 0, which is a fact and not a
/// missing value; a home that could not be placed on the map also gives 0, so callers mark those.
/// NaN supply counts as 0, NaN people as nobody. Error(Usage) where the matrix ends before the
/// threshold; a decay that never ends counts what the matrix has. Cost: one pass over the pairs.

/// N_i = number of j with c_ij <= threshold.
std::vector<double> destinations_within(const CostMatrix& costs, double threshold);

/// A_i = sum_j S_j [c_ij <= threshold]: cumulative opportunities.
std::vector<double> supply_within(const CostMatrix& costs, std::span<const double> supply,
                                  double threshold);
/// A_i = sum_j S_j W(c_ij): the gravity (potential) measure of Hansen (1959).
std::vector<double> supply_within(const CostMatrix& costs, std::span<const double> supply,
                                  const Decay& decay);

/// D_j = sum_i P_i W(c_ij), one value per destination.
std::vector<double> people_within(const CostMatrix& costs, std::span<const double> people,
                                  const Decay& decay);
std::vector<double> people_within(const CostMatrix& costs, std::span<const double> people,
                                  double threshold);

/// 1 where the nearest destination costs more than `threshold` or none can be reached, else 0. Its
/// mean by people is the share of people beyond.
std::vector<double> beyond(const CostMatrix& costs, double threshold);
/// sum of P_i with nearest_i > threshold (strictly), as a share of all people; NaN where nobody
/// lives.
double share_beyond(const CostMatrix& costs, std::span<const double> people, double threshold);

} // namespace tractwise::access
