// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/siting/deadline.hpp"
#include "engine/siting/gain_model.hpp"

#include "engine/core/progress.hpp"

#include <cstdint>
#include <vector>

// Private to engine/siting.

namespace tractwise::siting {

/// What the Lagrangian relaxation of a GainModel says: no choice is worth more than `bound`, and
/// some sites are in no better choice than the best known one, or in every one.
struct LagrangianResult {
    double bound = 0;
    std::vector<std::uint32_t> chosen; ///< the best choice known: `start`, or one met on the way
    double value = 0;                  ///< of `chosen`
    std::vector<char> in, out; ///< per site: settled; only where a better choice exists at all
    std::vector<double> price; ///< per home: of the bound
};

/// Dualises "each home counts one site": for prices u >= 0
///     L(u) = constant + sum_i u_i + max over choices S of sum_{j in S} sum_i max(0, gain_ij - u_i)
/// and improves u by subgradients (Held, Wolfe & Crowder 1974; Cornuejols, Fisher & Nemhauser 1977).
/// With a budget the choice inside is relaxed to a fractional knapsack. Ends when the gap is
/// at most `gap` of the value, after `iterations`, or at the deadline, but not before the first one:
/// there is always a bound. Each iteration is a pass over the pairs. Without `also_plans` its choices are
/// not tried as plans: where the bound is all that is wanted, and `start` so good that prices begin there.
LagrangianResult lagrangian_bound(const GainModel& model, std::vector<std::uint32_t> start,
                                  double gap, std::size_t iterations, const Progress& progress,
                                  const Deadline& deadline = {}, bool also_plans = true);

/// What the prices of one bound say of plans of other sizes: no plan of `number` sites, required ones
/// included, gains more. Valid for every number, close to the best bound near the one that the prices
/// are from. Only without a budget. Cost: one pass over the pairs for all numbers together.
std::vector<double> bounds_by_number(const GainModel& model, const std::vector<double>& price,
                                     std::size_t first, std::size_t last);

} // namespace tractwise::siting
