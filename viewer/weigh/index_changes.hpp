// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/study/results.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tractwise::viewer {

/// What other weights did to the ranking.
struct IndexChanges {
    /// Percentiles from here on are the worst tenth of the ranked tracts.
    static constexpr double kWorstTenth = 0.9;
    static constexpr std::size_t kMovers = 10;

    std::size_t worst = 0;   ///< tracts in the worst tenth now
    double worst_people = 0; ///< in them; of tracts whose people are known
    std::size_t came_in = 0, went_out = 0;
    double people_in = 0, people_out = 0;
    std::size_t newly_ranked = 0, no_longer_ranked = 0;
    std::size_t compared = 0; ///< tracts ranked before and now
    std::size_t moved = 0;    ///< of them, those whose percentile is another one
    double spearman = 0;      ///< of the ranks before and now; NaN where all are equal
    struct Mover {
        std::uint32_t row = 0;
        double before = 0, now = 0;
    };
    std::vector<Mover> movers; ///< the largest moves, largest first; no tract that stayed
};

/// The same ranking of the same tracts by the same recipe: a run gives new results although it changed a plan only. Both
/// have an index.
bool same_index(const study::Results& a, const study::Results& b);

/// Compares percentiles (0..1, NaN: not ranked) before and now; `people` per tract, NaN where not
/// known.
///
///     const IndexChanges c = compare_percentiles(remembered, index.percentile, people);
///     c.came_in, c.people_in          // 3 tracts with 9,120 people are new in the worst tenth
///
/// Columns of different length are compared as if nothing was ranked before. Cost: two sorts, 15 ms
/// for 85,000 tracts.
IndexChanges compare_percentiles(std::span<const double> before, std::span<const double> now,
                                 std::span<const double> people);

} // namespace tractwise::viewer
