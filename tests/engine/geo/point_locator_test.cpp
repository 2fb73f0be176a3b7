// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/point_locator.hpp"

#include "engine/core/parallel.hpp"

#include "tests/engine/geo/shapes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include <gtest/gtest.h>

namespace tractwise::geo {
namespace {

using test::add;
using test::Ring;
using test::square;

constexpr std::uint32_t kOutside = PointLocator::kOutside;

TEST(PointLocator, TwoTractsSideBySide) {
    PolygonSet set;
    add(set, {square(0, 0, 1)});
    add(set, {square(1, 0, 1)});
    const PointLocator locator(set);
    EXPECT_EQ(locator.locate({0.5, 0.5}), 0U);
    EXPECT_EQ(locator.locate({1.5, 0.5}), 1U);
    EXPECT_EQ(locator.locate({1, 0.5}), 0U); // shared border: lowest index
    EXPECT_EQ(locator.locate({1, 0}), 0U);   // shared vertex
    EXPECT_EQ(locator.locate({1, 1}), 0U);
    EXPECT_EQ(locator.locate({2, 1}), 1U);   // outer corner
    EXPECT_EQ(locator.locate({1.5, 1}), 1U); // horizontal edge
    EXPECT_EQ(locator.locate({1.5, 0}), 1U);
    EXPECT_EQ(locator.locate({0, 0}), 0U);
    EXPECT_EQ(locator.locate({2.5, 0}), kOutside); // on the line of a horizontal edge, beyond it
    EXPECT_EQ(locator.locate({-0.5, 1}), kOutside);
    EXPECT_EQ(locator.locate({std::nextafter(2.0, 3), 0.5}), kOutside);
    EXPECT_EQ(locator.locate({0.5, std::nextafter(0.0, -1)}), kOutside);
}

TEST(PointLocator, OneUnitInTheLastPlaceDecides) {
    // A border from (0, 0) to (1, 3): 1/3 is not a double, so no point at lat 1 is on it, and its
    // two neighbors differ.
    PolygonSet set;
    add(set, {{{0, 0}, {1, 3}, {0, 3}}});
    add(set, {{{0, 0}, {1, 0}, {1, 3}}});
    const PointLocator locator(set);
    const double third = 1.0 / 3; // just below
    EXPECT_EQ(locator.locate({third, 1}), 0U);
    EXPECT_EQ(locator.locate({std::nextafter(third, 1), 1}), 1U);
    EXPECT_EQ(locator.locate({0.5, 1.5}), 0U); // on it: both contain it
}

TEST(PointLocator, HolesPartsAndIslandsInHoles) {
    PolygonSet set;
    add(set, {square(0, 0, 10), square(2, 2, 6)}); // a ring-shaped tract
    add(set, {square(4, 4, 2)}); // an island in the hole, and a second part far away
    set.begin_part();
    set.add_ring(square(20, 20, 1));
    set.begin_shape(); // empty
    const PointLocator locator(set);
    EXPECT_EQ(locator.locate({1, 1}), 0U);
    EXPECT_EQ(locator.locate({3, 3}), kOutside);
    EXPECT_EQ(locator.locate({2, 5}), 0U); // the rim of the hole belongs to the shape
    EXPECT_EQ(locator.locate({8, 8}), 0U);
    EXPECT_EQ(locator.locate({5, 5}), 1U);
    EXPECT_EQ(locator.locate({20.5, 20.5}), 1U);
    EXPECT_EQ(locator.locate({15, 15}), kOutside);
}

TEST(PointLocator, OverlapsBelongToTheLowestIndex) {
    PolygonSet set;
    add(set, {square(0, 0, 2)});
    add(set, {square(1, 1, 2)});
    EXPECT_EQ(PointLocator(set).locate({1.5, 1.5}), 0U);
    EXPECT_EQ(PointLocator(set).locate({2.5, 2.5}), 1U);
}

TEST(PointLocator, RepeatedVerticesSpikesAndNoArea) {
    PolygonSet set;
    add(set, {{{0, 0}, {0, 0}, {1, 0}, {1, 0}, {1, 1}, {1, 1}, {1, 1}, {0, 1}, {0, 0}, {0, 0}}});
    add(set, {{{2, 0}, {3, 0}, {3, 1}, {3, 2}, {3, 1}, {2, 1}}}); // a spike up to (3, 2)
    add(set, {{{5, 5}, {6, 5}, {5, 5}}});                         // a line
    add(set, {{{7, 7}, {7, 7}, {7, 7}}});                         // a point
    const PointLocator locator(set);
    EXPECT_EQ(locator.locate({0.5, 0.5}), 0U);
    EXPECT_EQ(locator.locate({1, 1}), 0U);
    EXPECT_EQ(locator.locate({2.5, 0.5}), 1U);
    EXPECT_EQ(locator.locate({3, 1.5}), 1U);
    EXPECT_EQ(locator.locate({2.5, 1.5}), kOutside);
    EXPECT_EQ(locator.locate({5.5, 5}), 2U);
    EXPECT_EQ(locator.locate({7, 7}), 3U);
    EXPECT_EQ(locator.locate({7, 7.5}), kOutside);
}

TEST(PointLocator, NothingAndNotANumber) {
    const double nan = std::nan("");
    const double inf = std::numeric_limits<double>::infinity();
    const PolygonSet none;
    EXPECT_EQ(PointLocator(none).locate({0, 0}), kOutside);
    PolygonSet set;
    set.begin_shape();
    EXPECT_EQ(PointLocator(set).locate({0, 0}), kOutside);
    add(set, {square(-1, -1, 2)});
    const PointLocator locator(set);
    const std::vector<LonLat> points{{nan, 0}, {0, nan}, {nan, nan}, {inf, 0}, {0, -inf}, {0, 0}};
    EXPECT_EQ(locator.locate(points),
              (std::vector{kOutside, kOutside, kOutside, kOutside, kOutside, 1U}));
    EXPECT_TRUE(locator.locate(std::span<const LonLat>()).empty());
}

TEST(PointLocator, KeepsNothingOfTheSet) {
    auto set = std::make_unique<PolygonSet>();
    add(*set, {square(0, 0, 1)});
    PointLocator first(*set);
    set.reset();
    const PointLocator moved = std::move(first);
    EXPECT_EQ(moved.locate({0.5, 0.5}), 0U);
}

// The definition itself, in whole numbers (coordinates are halves): closed, even-odd.
bool covers(const PolygonSet& set, std::size_t s, LonLat point) {
    const auto whole = [](double v) { return static_cast<std::int64_t>(v * 2); };
    const std::int64_t px = whole(point.lon), py = whole(point.lat);
    bool inside = false;
    for (std::size_t r : set.rings_of(s)) {
        const auto ring = set.ring(r);
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            const std::int64_t ax = whole(ring[i].lon), ay = whole(ring[i].lat);
            const std::int64_t bx = whole(ring[i + 1].lon), by = whole(ring[i + 1].lat);
            const std::int64_t turn = (ax - px) * (by - py) - (ay - py) * (bx - px);
            if (turn == 0 && px >= std::min(ax, bx) && px <= std::max(ax, bx) &&
                py >= std::min(ay, by) && py <= std::max(ay, by))
                return true;
            if ((ay > py) != (by > py) && (turn > 0) == (by > py))
                inside = !inside;
        }
    }
    return inside;
}

std::uint32_t owner_by_definition(const PolygonSet& set, LonLat point) {
    for (std::size_t s = 0; s < set.size(); ++s)
        if (covers(set, s, point))
            return static_cast<std::uint32_t>(s);
    return kOutside;
}

// Random rings on a coarse grid, crossing and touching each other, with every grid and half-grid
// point: a large share lies exactly on edges and vertices.
TEST(PointLocator, EqualsTheDefinitionOnRandomShapes) {
    std::mt19937_64 random(11);
    for (int round = 0; round < 60; ++round) {
        const int size = round % 2 ? 12 : 40;
        std::uniform_int_distribution<int> at(0, size), corners(3, round % 3 ? 8 : 60),
            reach(1, size / 3);
        PolygonSet set;
        for (int s = 0; s < 1 + round; ++s) {
            set.begin_shape();
            for (int part = 0; part < 1 + s % 2; ++part) {
                set.begin_part();
                for (int hole = 0; hole < 1 + s % 3; ++hole) {
                    const int cx = at(random), cy = at(random), far = reach(random);
                    std::uniform_int_distribution<int> step(-far, far);
                    Ring ring(static_cast<std::size_t>(corners(random)));
                    for (LonLat& p : ring)
                        p = {static_cast<double>(cx + step(random)),
                             static_cast<double>(cy + step(random))};
                    set.add_ring(ring);
                }
            }
        }
        std::vector<LonLat> points;
        for (double x = -size; x <= 2 * size; x += 0.5)
            for (double y = -size; y <= 2 * size; y += 0.5)
                points.push_back({x, y});
        const PointLocator locator(set);
        const auto owners = locator.locate(points);
        for (std::size_t i = 0; i < points.size(); ++i)
            ASSERT_EQ(owners[i], owner_by_definition(set, points[i]))
                << "round " << round << " at " << points[i].lon << ' ' << points[i].lat;
    }
}

// A ragged border of arbitrary doubles, used in opposite directions by its two sides: no point near
// it may fall between them, and its own vertices belong to both.
TEST(PointLocator, SharedBordersHaveNoGaps) {
    std::mt19937_64 random(12);
    std::uniform_real_distribution<double> wobble(-0.001, 0.001);
    Ring border;
    for (int i = 0; i <= 500; ++i)
        border.push_back({-87.6 + wobble(random), 41.0 + i * 0.002 + wobble(random) / 3});
    Ring west = border, east = border;
    west.push_back({-88, border.back().lat});
    west.push_back({-88, border.front().lat});
    std::reverse(east.begin(), east.end());
    east.push_back({-87, border.front().lat});
    east.push_back({-87, border.back().lat});
    PolygonSet west_first, west_alone, east_alone;
    add(west_first, {west});
    add(west_first, {east});
    add(west_alone, {west});
    add(east_alone, {east});

    std::vector<LonLat> points;
    std::uniform_real_distribution<double> share(0, 1);
    std::uniform_int_distribution<int> ulp(-2, 2);
    for (int round = 0; round < 40; ++round) {
        for (std::size_t i = 0; i + 1 < border.size(); ++i) {
            const double t = share(random);
            LonLat p{border[i].lon + t * (border[i + 1].lon - border[i].lon),
                     border[i].lat + t * (border[i + 1].lat - border[i].lat)};
            for (int n = ulp(random); n != 0; n += n < 0 ? 1 : -1)
                p.lon = std::nextafter(p.lon, n < 0 ? -180 : 180);
            points.push_back(p);
        }
    }
    const auto both = PointLocator(west_first).locate(points);
    const auto in_west = PointLocator(west_alone).locate(points);
    const auto in_east = PointLocator(east_alone).locate(points);
    int wests = 0, easts = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        ASSERT_NE(both[i], kOutside);
        ASSERT_EQ(both[i], in_west[i] == 0 ? 0U : 1U);
        ASSERT_TRUE(in_west[i] == 0 || in_east[i] == 0);
        wests += in_west[i] == 0;
        easts += in_east[i] == 0;
    }
    EXPECT_GT(wests, 5000);
    EXPECT_GT(easts, 5000);
    for (LonLat p : border) {
        EXPECT_EQ(PointLocator(west_alone).locate(p), 0U);
        EXPECT_EQ(PointLocator(east_alone).locate(p), 0U);
    }
}

TEST(PointLocator, OrderDirectionAndThreadsDoNotMatter) {
    PolygonSet set, reversed;
    std::mt19937_64 random(13);
    std::uniform_real_distribution<double> at(0, 10);
    for (int s = 0; s < 400; ++s) {
        const double x = at(random), y = at(random);
        Ring ring = square(x, y, 0.5);
        add(set, {ring});
        std::reverse(ring.begin(), ring.end());
        add(reversed, {ring});
    }
    std::vector<LonLat> points(50'000);
    for (LonLat& p : points)
        p = {at(random), at(random)};
    const auto owners = PointLocator(set).locate(points);
    EXPECT_EQ(PointLocator(reversed).locate(points), owners);
    set_thread_limit(1);
    EXPECT_EQ(PointLocator(set).locate(points), owners);
    set_thread_limit(4);
    EXPECT_EQ(PointLocator(set).locate(points), owners);
    std::vector<LonLat> backwards(points.rbegin(), points.rend());
    auto found = PointLocator(set).locate(backwards);
    std::reverse(found.begin(), found.end());
    EXPECT_EQ(found, owners);
    const PointLocator locator(set);
    for (std::size_t i = 0; i < points.size(); i += 101)
        EXPECT_EQ(locator.locate(points[i]), owners[i]);
}

// A thousand shapes on one another, and a comb whose every tooth is as high as the shape: memory
// must stay in bounds.
TEST(PointLocator, PilesAndCombsStaySmall) {
    PolygonSet set;
    for (int s = 0; s < 1000; ++s)
        add(set, {square(0, 0, 1 + s * 1e-6)});
    Ring comb;
    for (int i = 0; i < 50'000; ++i) {
        comb.push_back({2 + i * 1e-4, 0});
        comb.push_back({2 + (i + 0.5) * 1e-4, 1});
    }
    comb.push_back({8, -1});
    comb.push_back({2, -1});
    add(set, {comb});
    const PointLocator locator(set);
    EXPECT_EQ(locator.locate({0.5, 0.5}), 0U);
    EXPECT_EQ(locator.locate({1.0005, 0.5}), 500U);
    EXPECT_EQ(locator.locate({2 + 0.5e-4, 0.5}), 1000U);
    EXPECT_EQ(locator.locate({2 + 1.0e-4, 0.5}), kOutside);
}

} // namespace
} // namespace tractwise::geo
