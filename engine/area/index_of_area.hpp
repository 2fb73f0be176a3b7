// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/area/pooled.hpp"
#include "engine/index/evaluate.hpp"

#include <optional>
#include <string>

namespace tractwise::area {

/// The index of the study for an area, as if it were one more tract.
///
///     const AreaIndex south = index_of(results, pool);
///     if (south.index) south.percentile     // 0.87: higher than 87 % of the ranked tracts
///     else print(south.why)
///
/// Its indicators are pooled (Pool) and put behind those of the tracts; then the recipe is evaluated
/// on all of them. Its percentile is never a mean of percentiles. `index` is absent, and `why` says so, where
/// the study has no index, where a column of the recipe cannot be pooled, or where the area has no
/// value of one that is needed. Cost: one evaluation.
struct AreaIndex {
    std::optional<index::IndexResult> index;
    std::size_t row = 0;      ///< of the area
    double percentile = kNaN; ///< share of the ranked tracts, without the area, that are better off
    std::string why;
};
AreaIndex index_of(const study::Results& results, const Pool& pool, Language language);

} // namespace tractwise::area
