// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/overlaps.hpp"

#include "engine/core/parallel.hpp"
#include "engine/geo/boost_adapt.hpp"
#include "engine/geo/inner_point.hpp"
#include "engine/geo/orientation.hpp"

#include <cmath>
#include <utility>

#include <boost/geometry/algorithms/within.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <boost/geometry/strategies/cartesian/point_in_poly_franklin.hpp>
#include <boost/geometry/strategies/strategies.hpp>

namespace tractwise::geo {
namespace {

namespace bgi = boost::geometry::index;
using Entry = std::pair<Box, std::uint32_t>;

/// Within by the even-odd rule, rings of all parts together.
bool holds(const PolygonSet& shapes, std::size_t s, LonLat p) {
    bool inside = false;
    for (const std::size_t r : shapes.rings_of(s))
        inside ^= boost::geometry::within(p, RingView<LonLat>{shapes.ring(r)},
                                          boost::geometry::strategy::within::franklin<LonLat>());
    return inside;
}

} // namespace

std::vector<std::uint32_t> earlier_shape_over(const PolygonSet& shapes,
                                              std::span<const LonLat> middles) {
    std::vector<Entry> entries;
    for (std::uint32_t s = 0; s < shapes.size(); ++s)
        if (const Box box = shapes.box(s); !box.empty())
            entries.emplace_back(box, s);
    const bgi::rtree<Entry, bgi::quadratic<16>> tree(entries);
    std::vector<std::uint32_t> over(shapes.size(), kApart);
    parallel_for(
        shapes.size(),
        [&](std::size_t begin, std::size_t end) {
            for (std::size_t s = begin; s < end; ++s) {
                LonLat middle = middles[s];
                if (!std::isnan(middle.lon) && !holds(shapes, s, middle))
                    middle = inner_point(shapes, s);
                if (std::isnan(middle.lon))
                    continue;
                for (auto it = tree.qbegin(bgi::intersects(middle)); it != tree.qend(); ++it)
                    if (it->second < s && it->second < over[s] && holds(shapes, it->second, middle))
                        over[s] = it->second;
            }
        },
        256);
    return over;
}

bool has_area(const PolygonSet& shapes, std::size_t s) {
    for (const std::size_t r : shapes.rings_of(s))
        if (turn_of(shapes.ring(r)) != 0)
            return true;
    return false;
}

} // namespace tractwise::geo
