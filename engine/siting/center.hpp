// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/siting/exact.hpp"

#include "engine/siting/problem.hpp"
#include "engine/siting/spec.hpp"

#include "engine/core/progress.hpp"

#include <cstdint>
#include <span>
#include <vector>

// Private to engine/siting.

namespace tractwise::siting {

/// p-center: the shortest longest trip, by bisection over the costs that occur (Minieka 1970): a
/// limit is enough where as many sites as allowed cover everybody within it. `start` and the answer
/// are sites of the problem. Error(Infeasible) where somebody in need reaches no site at all, or no
/// choice of the size reaches everybody.
Found best_center(const SitingSpec& spec, const SitingProblem& problem,
                  std::span<const std::uint32_t> start, const Progress& progress);

/// The longest trip of anybody in need to the nearest open site; infinite where one reaches none.
double longest_trip(const SitingProblem& problem, std::span<const std::uint32_t> stops);

} // namespace tractwise::siting
