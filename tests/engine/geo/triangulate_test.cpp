// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/triangulate.hpp"

#include "engine/core/diagnostics.hpp"
#include "engine/core/error.hpp"
#include "engine/core/parallel.hpp"
#include "engine/geo/geodesic.hpp"
#include "engine/geo/point_locator.hpp"
#include "engine/io/features.hpp"

#include "tests/engine/geo/shapes.hpp"
#include "tests/support/data_pack.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace tractwise::geo {
namespace {

using test::add;
using test::Ring;
using test::square;

Point corner(const TriangleMesh& mesh, std::size_t i) {
    const std::size_t v = mesh.triangles[i];
    return {mesh.xy[2 * v], mesh.xy[2 * v + 1]};
}

double area_of(const TriangleMesh& mesh, std::size_t triangle) {
    const Point a = corner(mesh, 3 * triangle), b = corner(mesh, 3 * triangle + 1),
                c = corner(mesh, 3 * triangle + 2);
    return ((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / 2;
}

/// Square meters per shape; also checks that the arrays fit together.
std::vector<double> areas(const TriangleMesh& mesh, std::size_t shapes) {
    EXPECT_EQ(mesh.xy.size(), 2 * mesh.shape.size());
    EXPECT_EQ(mesh.triangles.size() % 3, 0U);
    std::vector<double> sum(shapes);
    for (std::size_t t = 0; t < mesh.triangles.size() / 3; ++t) {
        const std::uint32_t s = mesh.shape[mesh.triangles[3 * t]];
        EXPECT_EQ(s, mesh.shape[mesh.triangles[3 * t + 1]]);
        EXPECT_EQ(s, mesh.shape[mesh.triangles[3 * t + 2]]);
        sum[s] += area_of(mesh, t);
    }
    return sum;
}

bool covers(const TriangleMesh& mesh, Point p) {
    for (std::size_t t = 0; t < mesh.triangles.size() / 3; ++t) {
        const std::vector<Point> triangle{corner(mesh, 3 * t), corner(mesh, 3 * t + 1),
                                          corner(mesh, 3 * t + 2)};
        if (contains(triangle, p))
            return true;
    }
    return false;
}

TEST(Triangulate, SquareWithAHoleAndAnIsland) {
    PolygonSet set;
    add(set, {square(-88, 41, 0.4), square(-87.9, 41.1, 0.2)});
    set.begin_shape(); // nothing
    add(set, {square(-87.85, 41.15, 0.1)});
    set.begin_part();
    set.add_ring(square(-87, 41, 0.1));
    const EqualArea projection = EqualArea::around(set.box());
    const TriangleMesh mesh = triangulate(set, projection);
    const auto area = areas(mesh, 3);
    // Cells of the graticule have curved sides, which the straight ones of the map miss by 1e-4.
    EXPECT_NEAR(area[0], area_m2(set, 0), area_m2(set, 0) * 2e-4);
    EXPECT_EQ(area[1], 0);
    EXPECT_NEAR(area[2], area_m2(set, 2), area_m2(set, 2) * 2e-4);
    EXPECT_EQ(mesh.shape.size(), 4U + 4 + 4 + 4);
    EXPECT_EQ(mesh.triangles.size(), 3U * (8 + 2 + 2)); // n - 2 + 2 per hole
    for (std::size_t t = 0; t < mesh.triangles.size() / 3; ++t)
        EXPECT_GT(area_of(mesh, t), 0); // counterclockwise
    EXPECT_TRUE(covers(mesh, projection.forward({-87.97, 41.2})));
    EXPECT_FALSE(covers(mesh, projection.forward({-87.88, 41.2}))); // the hole
    EXPECT_TRUE(covers(mesh, projection.forward({-87.81, 41.2})));  // the island
}

TEST(Triangulate, BrokenRingsDoNoHarm) {
    const double nan = std::nan("");
    PolygonSet set;
    add(set, {{{0, 0}, {2, 2}, {2, 0}, {0, 2}}});                 // bow tie: two triangles
    add(set, {{{5, 5}, {6, 5}, {5, 5}}});                         // a line
    add(set, {{{7, 7}, {7, 7}, {7, 7}}});                         // a point
    add(set, {{{0, 9}, {1, 9}, {nan, 9}, {1, 10}}});              // not a number
    add(set, {square(3, 0, 1), {{0, nan}, {1, 1}, {2, 2}}});      // only the hole is broken
    add(set, {{{3, 3}, {4, 3}, {4, 4}, {4, 5}, {4, 4}, {3, 4}}}); // a spike
    add(set, {square(0, 4, 1), square(0, 4, 1)});                 // a hole as large as the shape
    const EqualArea projection = EqualArea::around({0, 0, 7, 10});
    const TriangleMesh mesh = triangulate(set, projection);
    const auto area = areas(mesh, set.size());
    PolygonSet whole;
    add(whole, {square(0, 0, 2)});
    EXPECT_NEAR(area[0], area_m2(whole, 0) / 2, area_m2(whole, 0) * 1e-3);
    EXPECT_EQ(area[1], 0);
    EXPECT_EQ(area[2], 0);
    EXPECT_EQ(area[3], 0);
    EXPECT_NEAR(area[4], area_m2(set, 0 + 5), area_m2(set, 5) * 1e-2);
    EXPECT_NEAR(area[5], area_m2(set, 5), area_m2(set, 5) * 1e-3);
    EXPECT_EQ(area[6], 0);
    EXPECT_TRUE(triangulate(PolygonSet(), projection).triangles.empty());
}

TEST(Triangulate, RandomScribblesFollowTheEvenOddRule) {
    std::mt19937_64 random(11);
    const EqualArea projection = EqualArea::around({0, 30, 1, 31});
    for (int round = 0; round < 300; ++round) {
        // Corners on a coarse grid half of the time: repeated points, edges on edges, crossings.
        const bool coarse = round % 2 == 0;
        const auto at = [&] {
            return coarse ? static_cast<double>(random() % 6) / 5
                          : static_cast<double>(random() % 1'000'000) / 1e6;
        };
        Ring ring;
        const std::size_t n = 3 + random() % 20;
        for (std::size_t i = 0; i < n; ++i)
            ring.push_back({at(), 30 + at()});
        PolygonSet set;
        add(set, {ring});
        const TriangleMesh mesh = triangulate(set, projection);
        areas(mesh, 1);
        const std::vector<Point> line = projection.forward(set.ring(0));
        for (int k = 0; k < 20; ++k) {
            const Point p =
                projection.forward({static_cast<double>(random() % 1'000'000) / 1e6,
                                    30 + static_cast<double>(random() % 1'000'000) / 1e6});
            double nearest = 1e18; // floats round: not within a meter of a line
            for (std::size_t i = 0; i + 1 < line.size(); ++i) {
                const double bx = line[i + 1].x - line[i].x, by = line[i + 1].y - line[i].y;
                const double length2 = bx * bx + by * by;
                const double t =
                    length2 > 0
                        ? std::clamp(((p.x - line[i].x) * bx + (p.y - line[i].y) * by) / length2,
                                     0.0, 1.0)
                        : 0;
                nearest = std::min(nearest,
                                   std::hypot(p.x - line[i].x - t * bx, p.y - line[i].y - t * by));
            }
            if (nearest > 1) {
                ASSERT_EQ(covers(mesh, p), contains(line, p)) << round;
            }
        }
    }
}

PolygonSet many_squares() {
    PolygonSet set;
    for (int i = 0; i < 10'000; ++i)
        add(set, {square(-90 + i % 100 * 0.01, 40 + i / 100 * 0.01, 0.01)});
    return set;
}

TEST(Triangulate, SameForAnyNumberOfThreads) {
    const PolygonSet set = many_squares();
    const EqualArea projection = EqualArea::around(set.box());
    const std::size_t threads = thread_count();
    set_thread_limit(1);
    const TriangleMesh one = triangulate(set, projection);
    set_thread_limit(4);
    const TriangleMesh four = triangulate(set, projection);
    set_thread_limit(threads);
    EXPECT_EQ(one.xy, four.xy);
    EXPECT_EQ(one.shape, four.shape);
    EXPECT_EQ(one.triangles, four.triangles);
    EXPECT_EQ(one.triangles.size(), 60'000U);
    EXPECT_TRUE(std::ranges::is_sorted(one.shape));
}

TEST(Triangulate, CanBeStopped) {
    std::stop_source stop;
    stop.request_stop();
    const PolygonSet set = many_squares();
    EXPECT_THROW(triangulate(set, EqualArea::around(set.box()), {.stop = stop.get_token()}), Error);
}

TEST(Triangulate, TractsOfIllinois) {
    TRACTWISE_NEEDS("data/tracts/cb_2018_17_tract_500k.geojson");
    Diagnostics diagnostics;
    const auto file = tractwise::test::data_pack("data/tracts/cb_2018_17_tract_500k.geojson");
    const PolygonSet set =
        io::read_polygons(io::source_from_path("tracts", file.string()), diagnostics).shapes;
    const EqualArea projection = EqualArea::around(turned_box(set));
    const TriangleMesh mesh = triangulate(set, projection);
    const auto area = areas(mesh, set.size());
    ASSERT_EQ(set.size(), 3121U);
    for (std::size_t s = 0; s < set.size(); ++s)
        // The ellipsoid's own area from PROJ; edges that are straight on the map are not geodesics.
        EXPECT_NEAR(area[s], area_m2(set, s), area_m2(set, s) * 1e-4) << s;
    // Every triangle lies in its own tract.
    std::vector<LonLat> middles;
    std::vector<std::uint32_t> shapes;
    for (std::size_t t = 0; t < mesh.triangles.size() / 3; ++t) {
        if (area_of(mesh, t) < 1000) // slivers: rounding moves their middle across a border
            continue;
        const Point a = corner(mesh, 3 * t), b = corner(mesh, 3 * t + 1),
                    c = corner(mesh, 3 * t + 2);
        middles.push_back(projection.inverse({(a.x + b.x + c.x) / 3, (a.y + b.y + c.y) / 3}));
        shapes.push_back(mesh.shape[mesh.triangles[3 * t]]);
    }
    const auto found = PointLocator(set).locate(middles);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < found.size(); ++i)
        wrong += found[i] != shapes[i] ? 1 : 0;
    EXPECT_EQ(wrong, 0U);
    EXPECT_GT(found.size(), 50'000U);
}

} // namespace
} // namespace tractwise::geo
