// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/plane.hpp"

#include "engine/geo/boost_adapt.hpp"

#include <boost/geometry/algorithms/within.hpp>
#include <boost/geometry/strategies/cartesian/point_in_poly_franklin.hpp>

namespace tractwise::geo {

bool contains(std::span<const Point> polygon, Point p) {
    // Boost's own choice would call places on the line outside and count how often a line that crosses itself goes around.
    // Franklin's method is even-odd and gives a place on a shared border to one side, whichever way the border is walked.
    return boost::geometry::within(p, RingView<Point>{polygon},
                                   boost::geometry::strategy::within::franklin<Point>());
}

} // namespace tractwise::geo
