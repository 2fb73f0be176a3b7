// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/geometry.hpp"

#include <span>

// Private to engine/geo.

namespace tractwise::geo {

/// The sign of the turn a -> b -> p: +1 where p lies left of the line, -1 right of it, 0 exactly on
/// it.
///
/// Exact for all finite coordinates that are 0 or between 1e-120 and 1e150 in size: a rounded
/// determinant decides where its error bound allows, expansion arithmetic where not (Shewchuk 1997,
/// "Adaptive precision floating-point arithmetic and fast robust geometric predicates").
int orientation(LonLat a, LonLat b, LonLat p);

/// Twice the signed area of a closed ring in square degrees, counterclockwise positive. Not exact.
double turn_of(std::span<const LonLat> ring);

/// Where |det| exceeds this share of |left| + |right|, the sign of the rounded determinant is right
/// (ibid., bound A).
inline constexpr double kOrientationBound = 3.3306690738754716e-16;
/// Below this, underflow could have spoiled the bound.
inline constexpr double kOrientationFloor = 1e-280;

} // namespace tractwise::geo
