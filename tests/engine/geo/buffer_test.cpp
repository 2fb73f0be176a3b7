// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/buffer.hpp"

#include "engine/core/parallel.hpp"
#include "engine/geo/geodesic.hpp"
#include "engine/geo/point_locator.hpp"
#include "engine/geo/validity.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

namespace tractwise::geo {
namespace {

constexpr LonLat kHere{-84.5, 39.0};
constexpr double kDegree = std::numbers::pi / 180;

/// A place so many meters east and north of kHere (good to 0.1 % for a few kilometers).
LonLat at(double east, double north) {
    return {kHere.lon + east / (111'320 * std::cos(kHere.lat * kDegree)),
            kHere.lat + north / 111'030};
}

LineSet lines_of(const std::vector<std::vector<LonLat>>& lines) {
    LineSet set;
    for (const auto& line : lines)
        set.add(line);
    return set;
}

PolygonSet buffer_of(const LineSet& lines, double meters, BufferOptions options = {}) {
    PolygonSet out;
    buffer(lines, meters, out, options);
    EXPECT_EQ(out.size(), 1U);
    PolygonSet copy = out;
    EXPECT_TRUE(repair(copy).empty()) << "not valid";
    return out;
}

/// Streets of a town: `n` x `n` blocks of 100 m.
LineSet town(int n) {
    LineSet set;
    for (int i = 0; i <= n; ++i)
        for (int j = 0; j < n; ++j) {
            set.add(std::vector{at(i * 100, j * 100), at(i * 100, j * 100 + 100)});
            set.add(std::vector{at(j * 100, i * 100), at(j * 100 + 100, i * 100)});
        }
    return set;
}

TEST(GeoBuffer, AStraightStreetHasTheAreaOfASausage) {
    for (const double meters : {20.0, 120.0, 1000.0}) {
        const std::vector<LonLat> street{at(0, 0), at(2000, 500), at(4000, 1000)};
        const double length = geodesic_m(street[0], street[1]) + geodesic_m(street[1], street[2]);
        const PolygonSet out = buffer_of(lines_of({street}), meters);
        const double area = 2 * meters * length + std::numbers::pi * meters * meters;
        EXPECT_NEAR(area_m2(out, 0) / area, 1, 0.01) << meters;
        EXPECT_EQ(out.parts_of(0).size(), 1U);
        EXPECT_EQ(out.rings_of(0).size(), 1U);
        for (const LonLat p : out.vertices()) {
            double nearest = 1e9;
            for (int k = 0; k <= 4000; ++k)
                nearest = std::min(nearest, geodesic_m(p, at(k, k / 4.0)));
            EXPECT_NEAR(nearest, meters, 0.03 * meters + 1);
        }
    }
}

TEST(GeoBuffer, APlaceAndALineOfNoLengthHaveTheAreaOfACircle) {
    for (const auto& line : std::vector<std::vector<LonLat>>{{kHere}, {kHere, kHere}}) {
        const PolygonSet out = buffer_of(lines_of({line}), 120);
        EXPECT_NEAR(area_m2(out, 0) / (std::numbers::pi * 120 * 120), 1, 0.02);
    }
}

TEST(GeoBuffer, ABlockLeavesAHoleThatMayBeFilled) {
    const LineSet block =
        lines_of({{at(0, 0), at(1000, 0), at(1000, 1000), at(0, 1000), at(0, 0)}});
    const PolygonSet with_hole = buffer_of(block, 100);
    ASSERT_EQ(with_hole.rings_of(0).size(), 2U);
    const double outside = 1000 * 1000 + 4 * 1000 * 100 + std::numbers::pi * 100 * 100;
    EXPECT_NEAR(area_m2(with_hole, 0), outside - 800 * 800, 0.01 * outside);
    EXPECT_EQ(buffer_of(block, 100, {.min_hole_m2 = 600'000}).rings_of(0).size(), 2U);
    const PolygonSet filled = buffer_of(block, 100, {.min_hole_m2 = 700'000});
    ASSERT_EQ(filled.rings_of(0).size(), 1U);
    EXPECT_NEAR(area_m2(filled, 0), outside, 0.01 * outside);
}

TEST(GeoBuffer, AnIslandInAHoleIsAPartAndGoesWhereTheHoleIsFilled) {
    const LineSet lines = lines_of({{at(0, 0), at(1000, 0), at(1000, 1000), at(0, 1000), at(0, 0)},
                                    {at(450, 500), at(550, 500)}});
    const PolygonSet out = buffer_of(lines, 100);
    EXPECT_EQ(out.parts_of(0).size(), 2U);
    EXPECT_EQ(out.rings_of(0).size(), 3U);
    EXPECT_EQ(buffer_of(lines, 100, {.min_hole_m2 = 1e6}).rings_of(0).size(), 1U);
}

TEST(GeoBuffer, TwoPlacesApartAreTwoParts) {
    const PolygonSet out = buffer_of(lines_of({{at(0, 0)}, {at(5000, 0)}}), 100);
    EXPECT_EQ(out.parts_of(0).size(), 2U);
}

TEST(GeoBuffer, NothingMakesAnEmptyShape) {
    PolygonSet out;
    buffer(LineSet{}, 100, out);
    buffer(lines_of({{LonLat{std::nan(""), 3}}}), 100, out);
    EXPECT_EQ(out.size(), 2U);
    EXPECT_TRUE(out.shape_empty(0));
    EXPECT_TRUE(out.shape_empty(1));
}

TEST(GeoBuffer, InsideIsWhatIsNearerThanTheDistance) {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> meters(0, 3000);
    LineSet lines;
    std::vector<std::pair<LonLat, LonLat>> ends;
    for (int i = 0; i < 60; ++i) {
        const double x = meters(random), y = meters(random);
        ends.emplace_back(at(x, y), at(x + meters(random) / 10, y - meters(random) / 10));
        lines.add(std::vector{ends.back().first, ends.back().second});
    }
    const PolygonSet out = buffer_of(lines, 150);
    const PointLocator locator(out);
    std::size_t inside = 0;
    for (int i = 0; i < 1500; ++i) {
        const LonLat p = at(meters(random), meters(random));
        double nearest = 1e9;
        for (const auto& [a, b] : ends)
            for (double t = 0; t <= 1; t += 1.0 / 16)
                nearest = std::min(nearest, geodesic_m(p, {a.lon + t * (b.lon - a.lon),
                                                           a.lat + t * (b.lat - a.lat)}));
        if (std::abs(nearest - 150) < 20)
            continue; // within a step of the grid
        const bool in = locator.locate(p) != PointLocator::kOutside;
        EXPECT_EQ(in, nearest < 150);
        inside += in;
    }
    EXPECT_GT(inside, 250U);
}

TEST(GeoBuffer, AcrossTheAntimeridianStaysInOnePiece) {
    const PolygonSet out = buffer_of(lines_of({{{179.99, 52}, {-179.99, 52}}}), 500);
    EXPECT_EQ(out.parts_of(0).size(), 1U);
    EXPECT_NEAR(out.box(0).max_x - out.box(0).min_x,
                0.02 + 2 * 500 / (111'320 * std::cos(52 * kDegree)), 0.001);
}

TEST(GeoBuffer, IsTheSameWithOneThreadAndWithMany) {
    const LineSet lines = town(20);
    const PolygonSet many = buffer_of(lines, 30);
    const std::size_t threads = thread_count();
    set_thread_limit(1);
    const PolygonSet one = buffer_of(lines, 30);
    set_thread_limit(threads);
    EXPECT_TRUE(std::equal(many.vertices().begin(), many.vertices().end(), one.vertices().begin(),
                           one.vertices().end()));
    EXPECT_EQ(many.rings_of(0).size(), 1U + 20 * 20); // every block has its yard
}

TEST(GeoBuffer, ThirtyThousandStretchesAreOneShapeWithoutYards) {
    const LineSet lines = town(122);
    EXPECT_GT(lines.size(), 30'000U);
    PolygonSet out;
    buffer(lines, 120, out);
    EXPECT_EQ(out.rings_of(0).size(), 1U);
}

TEST(GeoCircle, EveryCornerIsAsFarAsItSays) {
    for (const LonLat center : {kHere, LonLat{179.9, -40}, LonLat{20, 70}})
        for (const double meters : {100.0, 5000.0, 80'000.0}) {
            PolygonSet out;
            circle(center, meters, out);
            for (const LonLat p : out.vertices())
                EXPECT_NEAR(geodesic_m(center, p), meters, 1e-6 * meters);
            EXPECT_NEAR(area_m2(out, 0) / (std::numbers::pi * meters * meters), 1, 5e-4);
        }
}

} // namespace
} // namespace tractwise::geo
