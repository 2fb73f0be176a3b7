// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/spatial/weights.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// Private to engine/spatial: conditional permutation, all tracts at once.

namespace tractwise::spatial {

/// What is summed over the neighbors j of tract i, with its weights.
enum class Summed {
    Values,    ///< v_j
    Distances, ///< (v_i - v_j)^2
};

/// Of `draws` draws, how many give a tract a sum at least as large as the observed one, and at most
/// as large (both, where it is equal but for rounding). Islands: 0 and 0.
struct Tails {
    std::vector<std::uint32_t> at_least, at_most;
};

/// A tract keeps its own value (`v`), and its neighbors get others, drawn without replacement from those of
/// all other tracts: L. Anselin, *Geographical Analysis* 27 (1995), section 3.
///
/// All tracts share the draws, as in PySAL, and that makes it quick. A draw is a row of values without
/// replacement, one more than any tract has neighbors. A tract with k neighbors takes the first k; where
/// its own value is among them it takes the next one instead, which is exactly a draw from the others. Where
/// its neighbors weigh the same, only the sum of the first k matters, which is the same for all
/// tracts with k neighbors but the few that had to leave out themselves: sums are sorted once for each
/// k, the observed one is looked up, and those few are set right. So a tract costs a search, not
/// `draws` sums. Where weights differ, or distances are summed, it costs `draws` sums out of values that
/// lie in a row.
///
/// Every tract's p is that of independent draws. But tracts share their luck: with another seed the p of
/// all that are alike moves together.
Tails conditional_draws(std::span<const double> v, const Weights& weights, Summed summed,
                        std::size_t draws, std::uint64_t seed, const Progress& progress);

} // namespace tractwise::spatial
