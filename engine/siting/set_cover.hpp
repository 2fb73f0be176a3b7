// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/siting/exact.hpp"
#include "engine/siting/gain_model.hpp"

#include "engine/core/progress.hpp"

#include <cstdint>
#include <optional>
#include <vector>

// Private to engine/siting.

namespace tractwise::siting {

/// The cheapest sites that reach a target: for set covering, and inside p-center.
///
///     CoverTask{.model = cover_model(problem, 15, need), .target = 0.95 * total}
///
/// Rows of the model have one gain each (plain coverage), its `most` and `budget` are not looked
/// at. `target` is what model.value() must reach, constant included.
struct CoverTask {
    GainModel model;
    double target = 0;
};

/// Whether a value reaches the target, with a tolerance of it: sums in another order are the same
/// coverage.
bool covers(double target, double value);

/// A cover by greedy choice, taking back what became idle, and, until the deadline, exchanges for one
/// site fewer; empty optional where all sites together do not reach the target.
std::optional<std::vector<std::uint32_t>> search_cover(const CoverTask& task,
                                                       const SitingSpec& spec,
                                                       const Progress& progress,
                                                       const Deadline& deadline);
/// No cover costs less: a Lagrangian relaxation, rounded up where all costs are whole.
double cover_bound(const CoverTask& task, double known_cost, const Progress& progress,
                   const Deadline& deadline);
/// From `known`, a cover that search_cover() found: bound, and Cbc where a gap is left. `value` and
/// `bound` are costs.
Found best_cover(const CoverTask& task, std::vector<std::uint32_t> known, const SitingSpec& spec,
                 const Progress& progress, const Deadline& deadline);

} // namespace tractwise::siting
