// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/cost_matrix.hpp"
#include "engine/access/decay.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace tractwise::access {

/// Spatial availability: every clinic is divided once among the people who may come to it, and a
/// home gets its part (Soukhov, Paez, Higgins & Mohamed 2023).
///
///     const Availability doctors_near = availability(costs, people, doctors, Decay::binary(30));
///     doctors_near.total[home];        // doctors that fall to this place: V_i
///     doctors_near.per_person[home];   // V_i / P_i
///
///     V_i = sum_j S_j F_ij,   F_ij = P_i w_ij / sum_k P_k w_kj,   w_ij = W(c_ij) / sum_k W(c_kj)
///
/// The normalization of w cancels within F, so that V_i / P_i is the two-step ratio of
/// floating_catchment() with the same weights: the same quantity, told as a count. The sum of V is
/// the sum of S, less what nobody can reach (counted). Where nobody lives V_i is 0 and the value a
/// person is what one more person would find. Edges and errors as in floating_catchment().
struct Availability {
    std::vector<double> total;      ///< V_i, in units of supply; adds up over origins
    std::vector<double> per_person; ///< V_i / P_i
    std::size_t destinations_without_demand = 0;
    double supply_without_demand = 0;
};
Availability availability(const CostMatrix& costs, std::span<const double> people,
                          std::span<const double> supply, const Decay& decay);

} // namespace tractwise::access
