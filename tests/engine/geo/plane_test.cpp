// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/plane.hpp"

#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace tractwise::geo {
namespace {

using Polygon = std::vector<Point>;

TEST(Contains, SquareOpenOrClosedEitherWay) {
    for (const Polygon& square : {Polygon{{0, 0}, {2, 0}, {2, 2}, {0, 2}},
                                  Polygon{{0, 0}, {0, 2}, {2, 2}, {2, 0}, {0, 0}}}) {
        EXPECT_TRUE(contains(square, {1, 1}));
        EXPECT_TRUE(contains(square, {0.001, 1.999}));
        EXPECT_FALSE(contains(square, {-1, 1}));
        EXPECT_FALSE(contains(square, {3, 1}));
        EXPECT_FALSE(contains(square, {1, 3}));
        EXPECT_FALSE(contains(square, {-1, 0})); // level with a side
        EXPECT_FALSE(contains(square, {3, 2}));
    }
}

TEST(Contains, ConcaveAndAPointLevelWithCorners) {
    const Polygon notched{{0, 0}, {4, 0}, {4, 4}, {2, 1}, {0, 4}};
    EXPECT_TRUE(contains(notched, {0.5, 1}));
    EXPECT_TRUE(contains(notched, {3.5, 1}));
    EXPECT_FALSE(contains(notched, {2, 3}));
    EXPECT_TRUE(contains(notched, {2, 0.5}));
    EXPECT_FALSE(contains(notched, {-1, 1}));
}

TEST(Contains, EvenOddWhereTheLineCrossesItself) {
    // A five-pointed star: its middle is gone around twice.
    Polygon star;
    for (int i = 0; i < 5; ++i)
        star.push_back({std::sin(i * 4 * M_PI / 5), std::cos(i * 4 * M_PI / 5)});
    EXPECT_FALSE(contains(star, {0, 0}));
    EXPECT_TRUE(contains(star, {0, 0.8}));
}

TEST(Contains, NothingAndNotANumber) {
    EXPECT_FALSE(contains({}, {0, 0}));
    EXPECT_FALSE(contains(Polygon{{0, 0}}, {0, 0}));
    EXPECT_FALSE(contains(Polygon{{-1, -1}, {1, 1}}, {0, 0}));
    EXPECT_FALSE(contains(Polygon{{0, 0}, {2, 0}, {2, 2}}, {std::nan(""), 1}));
    EXPECT_FALSE(contains(Polygon{{0, 0}, {2, 0}, {2, 2}}, {1, std::nan("")}));
}

TEST(Contains, OfTwoNeighborsExactlyOneHasAPlaceOnTheirBorder) {
    std::mt19937_64 random(7);
    std::uniform_int_distribution<int> at(1, 63);
    for (int i = 0; i < 2000; ++i) {
        // A square cut in two by a line with three bends on a grid, where rounding plays no part.
        Polygon cut{{0, 0}};
        for (int k = 0; k < 3; ++k)
            cut.push_back({static_cast<double>(at(random)), 16.0 * (k + 1)});
        cut.push_back({64, 64});
        Polygon left = cut, right(cut.rbegin(), cut.rend());
        left.push_back({0, 64});
        right.push_back({64, 0});
        const auto k = static_cast<std::size_t>(i % 3);
        const Point on = cut[k + 1];
        EXPECT_NE(contains(left, on), contains(right, on));
        const Point middle{(cut[k].x + cut[k + 1].x) / 2, (cut[k].y + cut[k + 1].y) / 2};
        EXPECT_NE(contains(left, middle), contains(right, middle));
    }
}

} // namespace
} // namespace tractwise::geo
