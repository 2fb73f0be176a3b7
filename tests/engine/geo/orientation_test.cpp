// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/orientation.hpp"

#include <random>

#include <gtest/gtest.h>

namespace tractwise::geo {
namespace {

__extension__ using Wide = __int128;

int sign(Wide v) {
    return v > 0 ? 1 : v < 0 ? -1 : 0;
}

// Coordinates that are whole numbers of 2^-44 degrees below 256 fill the double; integers of 128
// bits know the truth.
TEST(Orientation, ExactWhereRoundingWouldDecide) {
    std::mt19937_64 random(1);
    std::uniform_int_distribution<std::int64_t> far(-(1LL << 51), 1LL << 51), near(-1, 1);
    std::uniform_real_distribution<double> share(-0.5, 1.5);
    int on_line = 0;
    for (int i = 0; i < 200'000; ++i) {
        std::int64_t ax = far(random), ay = far(random), bx = far(random), by = far(random);
        std::int64_t px, py;
        if (i % 2) { // on the line, or a unit away from it
            ax /= 16, ay /= 16;
            const std::int64_t dx = bx / 64, dy = by / 64;
            bx = ax + 4 * dx, by = ay + 4 * dy;
            px = ax + dx + near(random), py = ay + dy + near(random);
        } else { // the rounded point at a share of the way
            const double t = share(random);
            px = ax + static_cast<std::int64_t>(t * static_cast<double>(bx - ax)) / 2;
            py = ay + static_cast<std::int64_t>(t * static_cast<double>(by - ay)) / 2;
        }
        const int truth =
            sign(static_cast<Wide>(ax - px) * (by - py) - static_cast<Wide>(ay - py) * (bx - px));
        on_line += truth == 0;
        const auto degrees = [](std::int64_t x, std::int64_t y) {
            return LonLat{static_cast<double>(x) * 0x1p-44, static_cast<double>(y) * 0x1p-44};
        };
        ASSERT_EQ(orientation(degrees(ax, ay), degrees(bx, by), degrees(px, py)), truth);
    }
    EXPECT_GT(on_line, 5'000);
}

TEST(Orientation, KnowsTheSmallestStep) {
    // The classic case of Kettner et al. (2008): a point half a unit in the last place off the
    // diagonal.
    const LonLat a{12, 12}, b{24, 24};
    for (int i = -64; i <= 64; ++i)
        for (int j = -64; j <= 64; ++j)
            ASSERT_EQ(
                orientation(a, b, {0.5 + i * 0x1p-53, 0.5 + j * 0x1p-53}),
                // below one half the grid of doubles is finer than above it: compare what is stored
                (0.5 + j * 0x1p-53 > 0.5 + i * 0x1p-53) - (0.5 + j * 0x1p-53 < 0.5 + i * 0x1p-53));
}

} // namespace
} // namespace tractwise::geo
