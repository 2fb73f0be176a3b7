// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/line_mesh.hpp"

#include "engine/geo/geodesic.hpp"

#include "tests/engine/geo/shapes.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace tractwise::geo {
namespace {

using test::add;
using test::square;

PolygonSet two_squares() {
    PolygonSet set;
    add(set, {square(-88, 41, 0.5)});
    add(set, {square(-87.5, 41, 0.5)});
    return set;
}

TEST(LineMesh, EachBorderOnceWithItsSides) {
    const PolygonSet set = two_squares();
    const Topology topology(set);
    const EqualArea projection = EqualArea::around(set.box());
    const LineMesh mesh = line_mesh(topology, projection);
    ASSERT_EQ(mesh.size(), 7U);
    ASSERT_EQ(mesh.ends.size(), 28U);
    std::size_t shared = 0;
    for (std::size_t i = 0; i < mesh.size(); ++i) {
        const float* e = &mesh.ends[4 * i];
        // A step to the left, and one to the right, land in the shape that is named.
        for (int side = 0; side < 2; ++side) {
            const double turn = side == 0 ? 0.01 : -0.01;
            const LonLat p = projection.inverse({(e[0] + e[2]) / 2 - turn * (e[3] - e[1]),
                                                 (e[1] + e[3]) / 2 + turn * (e[2] - e[0])});
            const bool inside = p.lon > -88 && p.lon < -87 && p.lat > 41 && p.lat < 41.5;
            EXPECT_EQ(mesh.sides[2 * i + side], !inside         ? Topology::kOutside
                                                : p.lon < -87.5 ? 0U
                                                                : 1U);
        }
        shared +=
            mesh.sides[2 * i] != Topology::kOutside && mesh.sides[2 * i + 1] != Topology::kOutside
                ? 1
                : 0;
    }
    EXPECT_EQ(shared, 1U);
}

TEST(LineMesh, SomeArcsAndALevel) {
    const PolygonSet set = two_squares();
    const Topology topology(set);
    const EqualArea projection = EqualArea::around(set.box());
    const auto rim = topology.borders_between(std::vector<std::uint32_t>{4, 4});
    EXPECT_EQ(line_mesh(topology, projection, {.arcs = rim}).size(), 6U);
    EXPECT_EQ(line_mesh(topology, projection, {.arcs = std::span<const std::uint32_t>()}).size(),
              0U);
    const Topology::Level coarse = topology.simplified(1e6); // two triangles
    EXPECT_EQ(line_mesh(topology, projection, {.simplified = &coarse.arcs}).size(), 5U);
    EXPECT_EQ(line_mesh(topology, projection, {.simplified = &coarse.arcs, .arcs = rim}).size(),
              4U);
    EXPECT_EQ(line_mesh(Topology(PolygonSet()), projection).size(), 0U);
}

TEST(LineMesh, StreetsHaveOutsideOnBothSides) {
    const EqualArea projection = EqualArea::around({-88, 41, -87, 42});
    LineSet streets;
    const std::vector<LonLat> bends{{-87.6, 41.8}, {-87.6, 41.81}, {-87.6, 41.81}, {-87.59, 41.81}};
    const std::vector<LonLat> broken{
        {-87.6, 41.8}, {std::nan(""), 41.81}, {-87.6, 41.9}, {-87.6, 41.95}};
    streets.add(bends);
    streets.add(broken);
    streets.add(std::vector<LonLat>{{-87.5, 41.5}});
    const LineMesh mesh = line_mesh(streets, projection);
    ASSERT_EQ(mesh.size(), 3U); // no repeated point, nothing to or from nowhere
    for (std::uint32_t side : mesh.sides)
        EXPECT_EQ(side, Topology::kOutside);
    const float* e = mesh.ends.data();
    EXPECT_NEAR(std::hypot(e[2] - e[0], e[3] - e[1]), geodesic_m(bends[0], bends[1]), 0.1);
    EXPECT_NEAR(std::hypot(e[6] - e[4], e[7] - e[5]), geodesic_m(bends[2], bends[3]), 0.1);
}

} // namespace
} // namespace tractwise::geo
