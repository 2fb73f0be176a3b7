// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/inner_point.hpp"

#include "engine/geo/boost_adapt.hpp"

#include <boost/geometry/algorithms/correct.hpp>
#include <boost/geometry/algorithms/envelope.hpp>
#include <boost/geometry/algorithms/point_on_surface.hpp>
#include <boost/geometry/strategies/strategies.hpp>

namespace tractwise::geo {

LonLat inner_point(const PolygonSet& set, std::size_t s) {
    LonLat found = kNowhere;
    double largest = -1;
    for (BoostPolygon& part : boost_shape(set, s)) {
        Box box;
        for (const LonLat& corner : part.outer())
            box.add(corner);
        const double size = (box.max_x - box.min_x) * (box.max_y - box.min_y);
        if (size <= largest)
            continue;
        boost::geometry::correct(part);
        largest = size;
        boost::geometry::point_on_surface(part, found);
    }
    return found;
}

} // namespace tractwise::geo
