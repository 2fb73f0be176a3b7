// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/topology.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <gtest/gtest.h>

namespace tractwise::geo::test {

inline constexpr std::uint32_t kOutside = Topology::kOutside;
using Place = std::pair<double, double>;

inline Place place(LonLat p) {
    return {p.lon, p.lat};
}

inline std::set<Place> places(std::span<const LonLat> line) {
    std::set<Place> found;
    for (LonLat p : line)
        found.insert(place(p));
    return found;
}

inline double turn(std::span<const LonLat> ring) {
    double area = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        area += (ring[i].lon - ring[0].lon) * (ring[i + 1].lat - ring[0].lat) -
                (ring[i + 1].lon - ring[0].lon) * (ring[i].lat - ring[0].lat);
    return area / 2;
}

/// How often each straight edge is there, whichever way it is walked.
using Edges = std::map<std::pair<Place, Place>, int>;

inline void count(std::span<const LonLat> line, Edges& edges) {
    for (std::size_t i = 1; i < line.size(); ++i) {
        const Place a = place(line[i - 1]), b = place(line[i]);
        if (a != b)
            ++edges[std::minmax(a, b)];
    }
}

inline Edges edges_of(const PolygonSet& set) {
    Edges edges;
    for (std::size_t s = 0; s < set.size(); ++s)
        for (std::size_t r : set.rings_of(s))
            count(set.ring(r), edges);
    return edges;
}

/// What must hold for any set: level 0 is the set, and every edge is in as many arcs' sides as
/// there are rings that walk it.
inline void expect_whole(const PolygonSet& set, const Topology& topology) {
    const Topology::Level same = topology.simplified(0);
    ASSERT_EQ(same.shapes.size(), set.size());
    ASSERT_EQ(same.arcs.size(), topology.arcs());
    for (std::size_t s = 0; s < set.size(); ++s) {
        ASSERT_EQ(same.shapes.parts_of(s).size(), set.parts_of(s).size());
        ASSERT_EQ(same.shapes.rings_of(s).size(), set.rings_of(s).size());
        for (std::size_t i = 0; i < set.rings_of(s).size(); ++i) {
            const auto before = set.ring(set.rings_of(s).first + i);
            const auto after = same.shapes.ring(same.shapes.rings_of(s).first + i);
            ASSERT_EQ(places(before), places(after)) << "shape " << s;
            ASSERT_NEAR(turn(before), turn(after), 1e-12) << "shape " << s;
        }
    }
    ASSERT_EQ(edges_of(set), edges_of(same.shapes));
    Edges sides;
    for (std::size_t i = 0; i < topology.arcs(); ++i)
        for (std::uint32_t side : {topology.left(i), topology.right(i)})
            if (side != kOutside)
                count(topology.arc(i), sides);
    ASSERT_EQ(edges_of(set), sides);
}

} // namespace tractwise::geo::test
