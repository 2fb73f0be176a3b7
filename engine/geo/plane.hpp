// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

namespace tractwise::geo {

/// A place on a flat map: meters east and north of the center of its projection (equal_area.hpp).
struct Point {
    double x = 0;
    double y = 0;
    friend bool operator==(const Point&, const Point&) = default;
};

/// Whether `p` lies inside a polygon, drawn by hand for instance (a lasso).
///
///     std::vector<Point> lasso = drawn;                // open or closed, in either direction
///     if (contains(lasso, projection.forward(centroid(tracts, s))))
///         select(s);
///
/// Even-odd: where the line crosses itself, what it goes around twice is outside. Of two polygons
/// that share a border, a place on it is inside exactly one, but for rounding. False for fewer than
/// three corners and for a place that is not a number. Cost: one pass over the corners.
bool contains(std::span<const Point> polygon, Point p);

} // namespace tractwise::geo
