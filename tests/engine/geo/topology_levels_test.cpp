// SPDX-License-Identifier: Apache-2.0
// Simplified levels, and everything on random grids and real tracts.
#include "engine/core/diagnostics.hpp"
#include "engine/core/error.hpp"
#include "engine/core/parallel.hpp"
#include "engine/geo/boost_adapt.hpp"
#include "engine/geo/geodesic.hpp"
#include "engine/geo/topology.hpp"
#include "engine/io/features.hpp"

#include "tests/engine/geo/shapes.hpp"
#include "tests/engine/geo/topology_checks.hpp"
#include "tests/support/data_pack.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numbers>
#include <random>

#include <boost/geometry/algorithms/simplify.hpp>
#include <boost/geometry/geometries/linestring.hpp>
#include <boost/geometry/strategies/strategies.hpp>
#include <gtest/gtest.h>

namespace tractwise::geo {
namespace {

using namespace test;

TEST(TopologyLevels, SimplifiedOnBothSidesAlike) {
    // A border from (0, 0) to (0, 1) with a bend of 111 m and one of 1.1 km, on the equator.
    PolygonSet set;
    const Ring border{{0, 0}, {0.001, 0.25}, {0, 0.5}, {0.01, 0.75}, {0, 1}};
    Ring west = border, east(border.rbegin(), border.rend());
    west.insert(west.end(), {{-1, 1}, {-1, 0}});
    east.insert(east.end(), {{1, 0}, {1, 1}});
    add(set, {west});
    add(set, {east});
    const Topology topology(set);
    const auto vertices = [&](double tolerance) {
        const auto level = topology.simplified(tolerance);
        const auto a = places(level.shapes.ring(0)), b = places(level.shapes.ring(1));
        std::set<Place> both;
        std::ranges::set_intersection(a, b, std::inserter(both, both.end()));
        return both.size();
    };
    EXPECT_EQ(vertices(0), 5U);
    EXPECT_EQ(vertices(50), 5U);
    EXPECT_EQ(vertices(120), 4U); // (0.001, 0.25) is 111 m off the line to (0, 0.5)
    EXPECT_EQ(vertices(735), 4U);
    EXPECT_EQ(vertices(745), 3U); // (0, 0.5) is 741 m off the line to (0.01, 0.75)
    EXPECT_EQ(vertices(1105), 3U);
    EXPECT_EQ(vertices(1115), 2U); // 0.01 degrees are 1,112 m
    EXPECT_EQ(vertices(1e9), 2U);
}

// A border of 400 random bends along the equator, where a degree is as long in both directions: what each tolerance leaves of
// it is what Boost.Geometry's Douglas and Peucker leaves.
TEST(TopologyLevels, TheVerticesOfDouglasAndPeucker) {
    std::mt19937_64 random(11);
    std::uniform_real_distribution<double> step(-0.003, 0.003);
    for (int run = 0; run < 20; ++run) {
        Ring border{{0, 0}};
        for (int i = 1; i < 400; ++i)
            border.push_back({i / 400.0, border.back().lat + step(random)});
        border.push_back({1, 0});
        Ring north = border, south(border.rbegin(), border.rend());
        north.insert(north.end(), {{1, 9}, {0, 9}});
        south.insert(south.end(), {{0, -9}, {1, -9}});
        PolygonSet set;
        add(set, {north});
        add(set, {south});
        const Topology topology(set);
        for (const double degrees : {0.0001, 0.001, 0.004, 0.01, 0.03}) {
            const auto level = topology.simplified(degrees * std::numbers::pi / 180 * 6'371'008.8);
            std::size_t compared = 0;
            for (std::size_t i = 0; i < topology.arcs(); ++i) {
                const auto arc = topology.arc(i), left = level.arcs.line(i);
                if (arc.size() != border.size())
                    continue;
                const boost::geometry::model::linestring<LonLat> line(arc.begin(), arc.end());
                boost::geometry::model::linestring<LonLat> expected;
                boost::geometry::simplify(line, expected, degrees);
                EXPECT_TRUE(std::ranges::equal(left, expected)) << run << ' ' << degrees;
                compared += expected.size() < border.size() ? 1 : 0;
            }
            EXPECT_EQ(compared, 1U);
        }
    }
}

TEST(TopologyLevels, SmallShapesStayTriangles) {
    // A square of 11 m beside nothing, and one of 1 km: both keep an area at any tolerance.
    PolygonSet set;
    add(set, {square(10, 10, 1e-4)});
    Ring round;
    for (int i = 0; i < 100; ++i)
        round.push_back({20 + 0.01 * std::cos(i * 0.0628), 20 + 0.01 * std::sin(i * 0.0628)});
    std::ranges::reverse(round);
    add(set, {round});
    const auto level = Topology(set).simplified(50'000);
    EXPECT_LE(places(level.shapes.ring(0)).size(), 4U); // two corners matter alike
    EXPECT_LE(places(level.shapes.ring(1)).size(), 4U);
    EXPECT_GT(turn(level.shapes.ring(0)), 0);
    EXPECT_LT(turn(level.shapes.ring(1)), 0);
}

/// An n x n grid whose corners are moved and whose sides have random bends, shared by neighbors.
PolygonSet crooked_grid(std::uint64_t seed, int n) {
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> shake(-0.2, 0.2), bend(-0.08, 0.08);
    std::map<std::pair<int, int>, LonLat> corner;
    for (int y = 0; y <= n; ++y)
        for (int x = 0; x <= n; ++x)
            corner[{x, y}] = {x + shake(random), 40 + y + shake(random)};
    std::map<std::array<int, 4>, Ring> sides;
    const auto side = [&](int x0, int y0, int x1, int y1) {
        const bool backwards = std::pair(x1, y1) < std::pair(x0, y0);
        const std::array<int, 4> key =
            backwards ? std::array{x1, y1, x0, y0} : std::array{x0, y0, x1, y1};
        Ring& line = sides[key];
        if (line.empty()) {
            const LonLat a = corner[{key[0], key[1]}], b = corner[{key[2], key[3]}];
            line.push_back(a);
            const int bends = static_cast<int>(random() % 20);
            for (int i = 1; i <= bends; ++i) {
                const double t = static_cast<double>(i) / (bends + 1);
                line.push_back({a.lon + t * (b.lon - a.lon) + bend(random),
                                a.lat + t * (b.lat - a.lat) + bend(random)});
            }
            line.push_back(b);
        }
        return backwards ? Ring(line.rbegin(), line.rend()) : line;
    };
    PolygonSet set;
    for (int y = 0; y < n; ++y)
        for (int x = 0; x < n; ++x) {
            Ring ring;
            for (const Ring& part : {side(x, y, x + 1, y), side(x + 1, y, x + 1, y + 1),
                                     side(x + 1, y + 1, x, y + 1), side(x, y + 1, x, y)})
                ring.insert(ring.end(), part.begin(), part.end() - 1);
            std::rotate(ring.begin(), ring.begin() + static_cast<long>(random() % ring.size()),
                        ring.end());
            if (random() % 2)
                std::ranges::reverse(ring);
            add(set, {ring});
        }
    return set;
}

TEST(TopologyLevels, RandomGridsAtAllTolerances) {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        const PolygonSet set = crooked_grid(seed, 6);
        const Topology topology(set);
        expect_whole(set, topology);
        EXPECT_EQ(topology.arcs(), 2U * 6 * 7 - 4);
        double total = 0;
        for (std::size_t r = 0; r < set.size(); ++r)
            total += std::abs(turn(set.ring(r)));
        for (double tolerance : {100.0, 2000.0, 10'000.0, 1e6}) {
            const auto level = topology.simplified(tolerance);
            ASSERT_EQ(level.shapes.size(), set.size());
            // Neighbors still fit: edges within are there twice, and the areas add up to what the
            // rim goes around.
            Edges rim;
            for (const auto& [edge, times] : edges_of(level.shapes)) {
                ASSERT_LE(times, 2);
                if (times == 1)
                    rim[edge] = 1;
            }
            Edges rim_of_arcs;
            double around = 0, sum = 0;
            for (std::size_t i = 0; i < topology.arcs(); ++i) {
                const auto line = level.arcs.line(i);
                ASSERT_EQ(line.front(), topology.arc(i).front());
                ASSERT_EQ(line.back(), topology.arc(i).back());
                const bool out_left = topology.left(i) == kOutside;
                if (!out_left && topology.right(i) != kOutside)
                    continue;
                count(line, rim_of_arcs);
                double part = 0;
                for (std::size_t k = 1; k < line.size(); ++k)
                    part += (line[k - 1].lon * (line[k].lat - 40) -
                             line[k].lon * (line[k - 1].lat - 40)) /
                            2;
                around += out_left ? -part : part;
            }
            ASSERT_EQ(rim, rim_of_arcs);
            for (std::size_t r = 0; r < set.size(); ++r) {
                ASSERT_GT(turn(level.shapes.ring(r)) * turn(set.ring(r)), 0);
                sum += std::abs(turn(level.shapes.ring(r)));
            }
            EXPECT_NEAR(sum, around, 1e-9);
            // A rim of 24 degrees moved by no more than the tolerance, with 2 for its bends.
            EXPECT_NEAR(sum, total, 2 * 24 * tolerance / 111'195 / std::cos(40 * M_PI / 180));
        }
    }
}

TEST(TopologyLevels, NothingLeftOutLiesFartherThanTheTolerance) {
    const PolygonSet set = crooked_grid(77, 5);
    const Topology topology(set);
    for (double tolerance : {500.0, 3000.0}) {
        const auto level = topology.simplified(tolerance);
        for (std::size_t i = 0; i < topology.arcs(); ++i) {
            const auto line = level.arcs.line(i);
            for (LonLat p : topology.arc(i)) {
                double nearest = 1e18;
                for (std::size_t k = 1; k < line.size(); ++k)
                    for (int step = 0; step <= 100; ++step) {
                        const double t = step / 100.0;
                        nearest = std::min(
                            nearest,
                            geodesic_m(p, {line[k - 1].lon + t * (line[k].lon - line[k - 1].lon),
                                           line[k - 1].lat + t * (line[k].lat - line[k - 1].lat)}));
                    }
                ASSERT_LE(nearest, tolerance * 1.05 + 200); // 200 m: half a step of the search
            }
        }
    }
}

TEST(TopologyLevels, SameForAnyNumberOfThreads) {
    const PolygonSet set = crooked_grid(5, 40);
    const auto run = [&] {
        const auto level = Topology(set).simplified(3000);
        return std::vector<LonLat>(level.shapes.vertices().begin(), level.shapes.vertices().end());
    };
    const std::size_t threads = thread_count();
    set_thread_limit(1);
    const auto one = run();
    set_thread_limit(4);
    EXPECT_EQ(run(), one);
    set_thread_limit(threads);
}

TEST(TopologyLevels, CanBeStopped) {
    std::stop_source stop;
    stop.request_stop();
    const PolygonSet set = crooked_grid(1, 3);
    EXPECT_THROW(Topology(set, {.stop = stop.get_token()}), Error);
    EXPECT_THROW(Topology(set).simplified(10, {.stop = stop.get_token()}), Error);
}

TEST(TopologyLevels, CountyLinesOfIllinois) {
    TRACTWISE_NEEDS("data/tracts/cb_2018_17_tract_500k.geojson");
    Diagnostics diagnostics;
    const auto file = tractwise::test::data_pack("data/tracts/cb_2018_17_tract_500k.geojson");
    const auto tracts =
        io::read_polygons(io::source_from_path("tracts", file.string()), diagnostics);
    const PolygonSet& set = tracts.shapes;
    const std::size_t column = tracts.table.require("COUNTYFP");
    std::vector<std::uint32_t> county(set.size());
    std::map<std::string, std::uint32_t> numbers;
    for (std::size_t s = 0; s < set.size(); ++s)
        county[s] = numbers
                        .try_emplace(std::string(tracts.table.cell(s, column)),
                                     static_cast<std::uint32_t>(numbers.size()))
                        .first->second;
    ASSERT_EQ(numbers.size(), 102U); // Illinois has 102 counties

    const Topology topology(set);
    expect_whole(set, topology);
    const auto lines = topology.borders_between(county);
    // By brute force: the edges whose two users differ, or that have only one.
    std::map<std::pair<Place, Place>, std::vector<std::uint32_t>> users;
    for (std::size_t s = 0; s < set.size(); ++s)
        for (std::size_t r : set.rings_of(s)) {
            const auto ring = set.ring(r);
            for (std::size_t i = 1; i < ring.size(); ++i)
                users[std::minmax(place(ring[i - 1]), place(ring[i]))].push_back(county[s]);
        }
    Edges expected, found;
    for (const auto& [edge, by] : users)
        if (by.size() == 1 || by[0] != by[1])
            expected[edge] = 1;
    for (std::uint32_t arc : lines)
        count(topology.arc(arc), found);
    EXPECT_EQ(found, expected);
    // Closed: as many lines come to any place as leave it.
    for (const Topology::Level& level : {topology.simplified(0), topology.simplified(2000)}) {
        std::map<Place, int> ends;
        for (std::uint32_t arc : lines) {
            ++ends[place(level.arcs.line(arc).front())];
            ++ends[place(level.arcs.line(arc).back())];
        }
        for (const auto& [at, times] : ends)
            EXPECT_GE(times, 2) << at.first << ' ' << at.second;
    }
    // At 200 m the state keeps its square meters and loses most of its vertices.
    const auto level = topology.simplified(200);
    double before = 0, after = 0;
    for (std::size_t s = 0; s < set.size(); ++s) {
        before += area_m2(set, s);
        after += area_m2(level.shapes, s);
    }
    EXPECT_NEAR(after, before, before * 1e-3);
    EXPECT_LT(level.shapes.vertex_count(), set.vertex_count() / 2);
}

} // namespace
} // namespace tractwise::geo
