// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/siting/deadline.hpp"
#include "engine/siting/exact.hpp"

#include "engine/siting/problem.hpp"
#include "engine/siting/spec.hpp"

#include "engine/core/progress.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// Private to engine/siting.

namespace tractwise::siting {

/// Pairs up to which all homes are asked about at once, and all costs that occur are listed.
inline constexpr std::size_t kMostCenterPairs = 20'000'000;

/// p-center: the shortest longest trip, by bisection over the costs that occur (Minieka 1970): a
/// limit is enough where as many sites as allowed cover everybody within it. `start` and the answer
/// are sites of the problem. Above `most_pairs` it is asked of some homes first: what cannot be for them
/// cannot be for all, and who is left out of a plan is asked about, too. Error(Infeasible) where somebody in need reaches no site at all, or no
/// choice of the size reaches everybody.
Found best_center(const SitingSpec& spec, const SitingProblem& problem,
                  std::span<const std::uint32_t> start, const Progress& progress,
                  const Deadline& deadline, std::size_t most_pairs = kMostCenterPairs);

/// The longest trip of anybody in need to the nearest open site; infinite where one reaches none.
double longest_trip(const SitingProblem& problem, std::span<const std::uint32_t> stops);

} // namespace tractwise::siting
