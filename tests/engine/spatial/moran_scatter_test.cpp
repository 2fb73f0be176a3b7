// SPDX-License-Identifier: Apache-2.0
#include "engine/spatial/moran_scatter.hpp"

#include "engine/spatial/global.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace tractwise::spatial {
namespace {

using testing::HasSubstr;

/// Four tracts in a row: each is a neighbor of the next.
Weights row_of_four() {
    return Weights::from_links(4, {{0, 1}, {1, 0}, {1, 2}, {2, 1}, {2, 3}, {3, 2}});
}

// Mean 4, squares 9 + 1 + 0 + 16 = 26, deviation sqrt(26 / 3).
TEST(MoranScatter, ByHand) {
    const MoranScatter plot = moran_scatter(std::vector<double>{1, 3, 4, 8}, row_of_four());
    const double d = std::sqrt(26.0 / 3);
    EXPECT_NEAR(plot.across[0], -3 / d, 1e-15);
    EXPECT_NEAR(plot.across[3], 4 / d, 1e-15);
    EXPECT_NEAR(plot.up[0], -1 / d, 1e-15);
    EXPECT_NEAR(plot.up[1], (-3 + 0) / 2.0 / d, 1e-15);
    EXPECT_NEAR(plot.up[2], (-1 + 4) / 2.0 / d, 1e-15);
    EXPECT_NEAR(plot.up[3], 0, 1e-15);
    // sum z lag = 3 + 1.5 + 0 + 0 of 26.
    EXPECT_NEAR(plot.slope, 4.5 / 26, 1e-15);
    EXPECT_NEAR(plot.intercept, (-1 - 1.5 + 1.5 + 0) / 4 / d, 1e-15);
    EXPECT_EQ(plot.points, 4U);
}

// The third has no value: the fourth has no neighbor that has one.
TEST(MoranScatter, WithoutAValueOrANeighborThereIsNoPoint) {
    const std::vector<double> values = {1, 3, kNaN, 8};
    const MoranScatter plot = moran_scatter(values, row_of_four());
    EXPECT_EQ(plot.points, 2U);
    EXPECT_TRUE(std::isnan(plot.across[2]));
    EXPECT_TRUE(std::isnan(plot.up[2]));
    EXPECT_FALSE(std::isnan(plot.across[3]));
    EXPECT_TRUE(std::isnan(plot.up[3]));
    EXPECT_NEAR(plot.up[0], plot.across[1], 1e-15);
    EXPECT_NEAR(plot.slope, -1, 1e-12);
}

TEST(MoranScatter, WhatHasNoMoranHasNoPlot) {
    const auto error = [](const std::vector<double>& values) {
        return test::error_of([&] { moran_scatter(values, row_of_four()); });
    };
    EXPECT_THAT(error({5, 5, 5, 5}), HasSubstr("nothing can cluster"));
    EXPECT_NE(error({kNaN, 1, kNaN, 2}), "");
    EXPECT_NE(error({1, 2, 3}), "");
}

} // namespace
} // namespace tractwise::spatial
