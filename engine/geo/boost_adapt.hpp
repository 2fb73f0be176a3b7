// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/ecef.hpp"
#include "engine/geo/geometry.hpp"
#include "engine/geo/plane.hpp"

#include <cstddef>
#include <span>

// Boost 1.74 includes headers of its own that it calls deprecated, and says so at every compilation.
#ifndef BOOST_ALLOW_DEPRECATED_HEADERS
#define BOOST_ALLOW_DEPRECATED_HEADERS
#endif
#include <boost/geometry/core/closure.hpp>
#include <boost/geometry/core/cs.hpp>
#include <boost/geometry/core/tags.hpp>
#include <boost/geometry/geometries/multi_polygon.hpp>
#include <boost/geometry/geometries/polygon.hpp>
#include <boost/geometry/geometries/register/box.hpp>
#include <boost/geometry/geometries/register/point.hpp>

// Private to engine/geo: our types as Boost.Geometry's concepts. It is heavy for the compiler: no header includes this one,
// and a .cpp takes the algorithms that it needs and no more.
//
//     boost::geometry::within(p, RingView<Point>{corners}, strategy)
//
// To Boost everything is flat. That is what shapes, boxes and positions are about; meters on the earth are geodesic.hpp's.

BOOST_GEOMETRY_REGISTER_POINT_2D(tractwise::geo::Point, double, boost::geometry::cs::cartesian, x,
                                 y)
BOOST_GEOMETRY_REGISTER_POINT_2D(tractwise::geo::LonLat, double, boost::geometry::cs::cartesian,
                                 lon, lat)
BOOST_GEOMETRY_REGISTER_POINT_3D(tractwise::geo::Point3, double, boost::geometry::cs::cartesian, x,
                                 y, z)
BOOST_GEOMETRY_REGISTER_BOX_2D_4VALUES(tractwise::geo::Box, tractwise::geo::LonLat, min_x, min_y,
                                       max_x, max_y)

namespace tractwise::geo {

/// A ring where it lies, open or closed: what closes it twice has no length.
template <typename P>
struct RingView {
    std::span<const P> points;

    using value_type = P;
    using iterator = const P*;
    using const_iterator = const P*;
    using size_type = std::size_t;
    using difference_type = std::ptrdiff_t;
    const P* begin() const { return points.data(); }
    const P* end() const { return points.data() + points.size(); }
    std::size_t size() const { return points.size(); }
};

/// Closed rings, as PolygonSet keeps them; outer ones counterclockwise once boost::geometry::correct() has turned them.
using BoostPolygon = boost::geometry::model::polygon<LonLat, false>;
using BoostShape = boost::geometry::model::multi_polygon<BoostPolygon>;

/// A copy of shape `s`, rings in the direction that they have.
inline BoostShape boost_shape(const PolygonSet& set, std::size_t s) {
    BoostShape shape;
    for (const std::size_t part : set.parts_of(s)) {
        BoostPolygon& polygon = shape.emplace_back();
        bool outer = true;
        for (const std::size_t r : set.rings_of_part(part)) {
            const auto ring = set.ring(r);
            auto& copy = outer ? polygon.outer() : polygon.inners().emplace_back();
            copy.assign(ring.begin(), ring.end());
            outer = false;
        }
    }
    return shape;
}

} // namespace tractwise::geo

namespace boost::geometry::traits {

template <typename P>
struct tag<tractwise::geo::RingView<P>> {
    using type = ring_tag;
};
template <typename P>
struct closure<tractwise::geo::RingView<P>> {
    static const closure_selector value = open;
};

} // namespace boost::geometry::traits
