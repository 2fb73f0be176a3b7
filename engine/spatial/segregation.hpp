// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/numbers.hpp"
#include "engine/spatial/weights.hpp"

#include <cstddef>
#include <span>

namespace tractwise::spatial {

/// How far two groups live apart where a neighborhood does not end at the border of its tract: a checkerboard of tracts
/// and two halves of a town are the same to stats::segregation, and not to these.
///
///     const SpatialSegregation s = spatial_segregation(black, white, queen(tracts.polygons()));
///     s.isolation             // 0.55: the group's share in the tracts around its average member, own tract included
///
/// The environment of tract i is the tract itself (with weight 1) and its neighbors with theirs; p~ is the share of
/// `group` among the two in it. t, T, p, P and E as in stats/segregation.hpp.
///
/// | | formula |
/// |---|---|
/// | dissimilarity | sum t \|p~ - P\| / (2 T P (1 - P)) |
/// | entropy | 1 - sum t E(p~) / (T E) |
/// | isolation | sum (x / X) p~ |
/// | exposure | sum (x / X) (1 - p~) |
/// | border_dissimilarity | dissimilarity of tracts, less sum w_ij \|p_i - p_j\| / sum w_ij |
///
/// The first four are those of S. F. Reardon and D. O'Sullivan, *Sociological Methodology* 34, 2004, with a spatial
/// proximity of the weights instead of a curve of distance; without any link they are those of tracts. The last is R. L.
/// Morrill's, *Geography Research Forum* 11, 1991: what neighbors on two sides of a border could share. It can be below
/// 0. A tract with fewer of the group around it than the whole has counts as uneven too: with `rook`, a checkerboard is no
/// less so than two halves (isolation tells them apart). A tract without people of either group, or with a missing count, is nobody's neighbor and is counted in
/// `left_out`. All NaN where a group has nobody. Error(Input) for counts below 0, Error(Usage) for columns of another length
/// than the weights. Cost: one pass over the links.
struct SpatialSegregation {
    double dissimilarity = kNaN;
    double entropy = kNaN;
    double isolation = kNaN;
    double exposure = kNaN;
    double border_dissimilarity =
        kNaN; ///< the tracts' own where no two tracts with people are neighbors
    std::size_t tracts = 0, left_out = 0;
};
SpatialSegregation spatial_segregation(std::span<const double> group,
                                       std::span<const double> others, const Weights& weights);

} // namespace tractwise::spatial
