// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/topology.hpp"

#include "tests/engine/geo/shapes.hpp"
#include "tests/engine/geo/topology_checks.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace tractwise::geo {
namespace {

using namespace test;

/// n x n squares with corners on whole numbers; shape y * n + x.
PolygonSet grid(int n) {
    PolygonSet set;
    for (int y = 0; y < n; ++y)
        for (int x = 0; x < n; ++x)
            add(set, {square(x, y, 1)});
    return set;
}

TEST(Topology, TwoSquaresHaveThreeArcs) {
    PolygonSet set;
    add(set, {square(0, 0, 1)});
    add(set, {square(1, 0, 1)});
    const Topology topology(set);
    ASSERT_EQ(topology.arcs(), 3U);
    EXPECT_EQ(topology.shapes(), 2U);
    // Around the first square without its eastern side, walked westwards from (1, 1).
    std::size_t shared = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(topology.left(i) == kOutside || topology.right(i) == kOutside,
                  topology.arc(i).size() == 4);
        if (topology.arc(i).size() == 2)
            shared = i;
    }
    // The first shape lies to the left of its counterclockwise ring, which goes up the shared side.
    EXPECT_EQ(topology.arc(shared).front(), (LonLat{1, 0}));
    EXPECT_EQ(topology.arc(shared).back(), (LonLat{1, 1}));
    EXPECT_EQ(topology.left(shared), 0U);
    EXPECT_EQ(topology.right(shared), 1U);
    EXPECT_EQ(topology.borders().size(), 3U);
    expect_whole(set, topology);
}

TEST(Topology, TheWayARingIsWalkedDoesNotMatter) {
    for (int mask = 0; mask < 8; ++mask) {
        PolygonSet set;
        Ring west = square(0, 0, 1), east = square(1, 0, 1), hole = square(0.25, 0.25, 0.5);
        for (Ring* ring : {&west, &east, &hole})
            if (mask & (ring == &west ? 1 : ring == &east ? 2 : 4))
                std::ranges::reverse(*ring);
        add(set, {west, hole});
        add(set, {east});
        const Topology topology(set);
        ASSERT_EQ(topology.arcs(), 4U);
        for (std::size_t i = 0; i < 4; ++i) {
            // A step to the left of an arc's first edge lands where it says.
            const LonLat a = topology.arc(i)[0], b = topology.arc(i)[1];
            const double x = (a.lon + b.lon) / 2 - (b.lat - a.lat) * 0.01;
            const double y = (a.lat + b.lat) / 2 + (b.lon - a.lon) * 0.01;
            const bool in_hole = x > 0.25 && x < 0.75 && y > 0.25 && y < 0.75;
            const bool inside = x > 0 && x < 2 && y > 0 && y < 1 && !in_hole;
            EXPECT_EQ(topology.left(i), !inside ? kOutside : x < 1 ? 0U : 1U);
        }
        expect_whole(set, topology);
    }
}

TEST(Topology, GridHasAnArcBetweenAnyTwoJunctions) {
    constexpr int n = 5;
    const PolygonSet set = grid(n);
    const Topology topology(set);
    // 2 n (n + 1) sides, and each of the four corners joins two of them.
    EXPECT_EQ(topology.arcs(), 2U * n * (n + 1) - 4);
    expect_whole(set, topology);
    // Groups of columns: the lines between them and the rim, with a group outside.
    std::vector<std::uint32_t> column(set.size());
    for (std::size_t s = 0; s < set.size(); ++s)
        column[s] = static_cast<std::uint32_t>(s % n / 2);
    double across = 0, rim = 0;
    for (std::uint32_t arc : topology.borders_between(column)) {
        const auto line = topology.arc(arc);
        if (topology.left(arc) == kOutside || topology.right(arc) == kOutside)
            rim += static_cast<double>(line.size()) - 1;
        else {
            across += 1;
            EXPECT_TRUE(line[0].lon == line[1].lon && (line[0].lon == 2 || line[0].lon == 4));
        }
    }
    EXPECT_EQ(across, 2 * n);
    EXPECT_EQ(rim, 4 * n);
    // Shapes in no group are outside: only the rim of the rest is left.
    std::vector<std::uint32_t> only_middle(set.size(), kOutside);
    only_middle[12] = 7;
    EXPECT_EQ(topology.borders_between(only_middle).size(), 4U);
    EXPECT_TRUE(topology.borders_between(std::vector<std::uint32_t>(set.size(), kOutside)).empty());
}

TEST(Topology, IslandInAHoleSharesOneClosedArc) {
    PolygonSet set;
    Ring island = square(4, 4, 2);
    std::rotate(island.begin(), island.begin() + 2, island.end() - 1); // another first corner
    island.back() = island.front();
    add(set, {square(0, 0, 10), square(4, 4, 2)});
    add(set, {island});
    const Topology topology(set);
    ASSERT_EQ(topology.arcs(), 2U);
    const std::size_t shared =
        topology.left(0) != kOutside && topology.right(0) != kOutside ? 0 : 1;
    EXPECT_EQ(std::min(topology.left(shared), topology.right(shared)), 0U);
    EXPECT_EQ(std::max(topology.left(shared), topology.right(shared)), 1U);
    EXPECT_EQ(topology.arc(shared).front(), topology.arc(shared).back());
    EXPECT_EQ(topology.arc(shared).size(), 5U);
    expect_whole(set, topology);
}

TEST(Topology, ShapesThatDoNotMatchBorderOnOutside) {
    PolygonSet set;
    add(set, {square(0, 0, 2)});
    add(set, {square(2, 0, 1)}); // its corner (2, 1) lies on the first one's side
    add(set, {square(1, 1, 2)}); // overlaps
    add(set, {square(0, 0, 2)}); // the first again
    const Topology topology(set);
    expect_whole(set, topology);
    for (std::size_t i = 0; i < topology.arcs(); ++i)
        EXPECT_TRUE(topology.left(i) == kOutside || topology.right(i) == kOutside);
    EXPECT_EQ(topology.simplified(1000).shapes.size(), 4U);
}

TEST(Topology, OddRingsSurvive) {
    const double nan = std::nan("");
    PolygonSet set;
    add(set, {{{0, 0}, {0, 0}, {1, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}, {0, 0}}}); // repeats
    add(set, {{{5, 5}, {6, 5}, {5, 5}}});                                         // a line
    add(set, {{{7, 7}, {7, 7}, {7, 7}}});                                         // a point
    set.begin_shape();                                                            // nothing
    add(set, {{{2, 0}, {3, 0}, {3, 1}, {3, 2}, {3, 1}, {2, 1}}});                 // a spike
    add(set, {{{0, 9}, {1, 9}, {nan, 9}, {1, 10}}});
    add(set, {{{10, 0}, {12, 2}, {12, 0}, {10, 2}}});                   // a bow tie
    add(set, {{{20, 0}, {22, 0}, {21, 1}, {22, 2}, {20, 2}, {21, 1}}}); // touches itself
    add(set, {{{-0.0, 20}, {1, 20}, {1, 21}, {0.0, 21}}});
    add(set, {{{0.0, 20}, {-0.0, 21}, {-1, 21}, {-1, 20}}});
    const Topology topology(set);
    for (double tolerance : {0.0, 10.0, 1e9}) {
        const Topology::Level level = topology.simplified(tolerance);
        ASSERT_EQ(level.shapes.size(), set.size());
        EXPECT_TRUE(level.shapes.shape_empty(3));
        for (std::size_t s : {0, 4, 8, 9}) {
            const auto ring = level.shapes.ring(level.shapes.rings_of(s).first);
            EXPECT_GE(places(ring).size(), 3U);
            EXPECT_GT(std::abs(turn(ring)), 0);
        }
    }
    const auto shared = [&](std::size_t i) {
        return topology.left(i) != kOutside && topology.right(i) != kOutside;
    };
    std::size_t found = 0; // minus zero is zero: the last two are neighbors
    for (std::size_t i = 0; i < topology.arcs(); ++i)
        found += shared(i) ? 1 : 0;
    EXPECT_EQ(found, 1U);
    EXPECT_EQ(Topology(PolygonSet()).arcs(), 0U);
    EXPECT_EQ(Topology(PolygonSet()).simplified(5).shapes.size(), 0U);
}

TEST(Topology, RandomScribblesOnAFewPlaces) {
    // Rings over 16 places: spikes, repeats, edges walked twice, rings within rings, anything.
    std::mt19937_64 random(19);
    for (int round = 0; round < 3000; ++round) {
        PolygonSet set;
        const std::size_t shapes = 1 + random() % 6;
        for (std::size_t s = 0; s < shapes; ++s) {
            set.begin_shape();
            const std::size_t rings = random() % 3;
            if (rings > 0)
                set.begin_part();
            for (std::size_t r = 0; r < rings; ++r) {
                Ring ring;
                const std::size_t n = 3 + random() % 8;
                for (std::size_t i = 0; i < n; ++i)
                    ring.push_back(
                        {static_cast<double>(random() % 4), static_cast<double>(random() % 4)});
                set.add_ring(ring);
            }
        }
        SCOPED_TRACE(round);
        const Topology topology(set);
        expect_whole(set, topology);
        const Topology::Level level = topology.simplified(static_cast<double>(random() % 400'000));
        for (std::size_t s = 0; s < shapes; ++s)
            for (std::size_t r : set.rings_of(s)) {
                const double before = turn(set.ring(r));
                if (before != 0) {
                    ASSERT_GT(turn(level.shapes.ring(r)) * before, 0);
                }
            }
        if (HasFatalFailure())
            return;
    }
}

} // namespace
} // namespace tractwise::geo
