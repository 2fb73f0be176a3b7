// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/geometry.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tractwise::geo {

/// For every shape the first shape before it in which its middle lies, or kApart: shapes that should
/// lie side by side, and do not.
///
///     const auto over = earlier_shape_over(tracts.polygons(), tracts.centroids());
///     if (over[t] != kApart) report(t, "lies in", over[t]);
///
/// The middle is `middles[s]` where that lies in shape s, else a point inside it. Shapes that overlap
/// without holding each other's middles are not found. Method: R-tree of boxes, even-odd rule. Cost:
/// 0.03 s for 41,000 tracts.
inline constexpr std::uint32_t kApart = 0xffffffffU;
std::vector<std::uint32_t> earlier_shape_over(const PolygonSet& shapes,
                                              std::span<const LonLat> middles);

/// Whether any ring of the shape goes around something.
bool has_area(const PolygonSet& shapes, std::size_t s);

} // namespace tractwise::geo
