// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

// Private to engine/geo: where the distance to the nearest line is exactly so much.

namespace tractwise::geo {

struct XY { // meters in a plane
    double x, y;
};

/// A straight piece of a line; a point where both ends agree.
struct Piece {
    XY a, b;
};

using Ring = std::vector<XY>; ///< closed: the last point repeats the first

/// The outlines of the area within `meters` of any piece: against the clock around it, with the
/// clock around its holes. Rings never touch each other. Pieces should not be much longer than
/// `meters`: each is looked at all over its box.
///
/// The distance is measured on a grid of an eighth of `meters` whose nodes are multiples of the
/// step, and its contour is drawn by marching squares (Lorensen and Cline 1987, in the plane). On a
/// grid side between two nodes the crossing is found by straight interpolation: along a straight
/// street it is exact, at its round end 0.2 % of `meters` off.
///
/// Why not GEOSBuffer: outlines of city streets 240 m wide cross each other hundreds of times, and
/// GEOS cuts all at all crossings. 39,350 stretches of city streets took it from 8 s of processor
/// time (one buffer for two lines, then their union) to more than 30 s (one for all: not done yet);
/// this takes 0.4 s, and its area differs by 0.02 % from that of GEOS with 8 segments a quarter.
/// Time grows with the length of the lines alone.
std::vector<Ring> distance_contour(std::span<const Piece> pieces, double meters);

} // namespace tractwise::geo
