// SPDX-License-Identifier: Apache-2.0
#include "engine/map/scale_bar.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace tractwise::map {
namespace {

TEST(ScaleBar, RoundLengths) {
    const ScaleBar bar = scale_bar(12.5, 160); // room for 2,000 m
    EXPECT_EQ(bar.kilometers.label, "2 km");
    EXPECT_DOUBLE_EQ(bar.kilometers.meters, 2000);
    EXPECT_DOUBLE_EQ(bar.kilometers.pixels, 160);
    EXPECT_EQ(bar.miles.label, "1 mi");
    EXPECT_NEAR(bar.miles.pixels, 1609.344 / 12.5, 1e-9);

    EXPECT_EQ(scale_bar(2000, 150).kilometers.label, "200 km");
    EXPECT_EQ(scale_bar(2000, 150).miles.label, "100 mi");
    EXPECT_EQ(scale_bar(25000, 150).miles.label, "2,000 mi");
    EXPECT_EQ(scale_bar(1, 150).kilometers.label, "100 m");
    EXPECT_EQ(scale_bar(1, 150).miles.label, "200 ft"); // 492 ft of room
    EXPECT_EQ(scale_bar(10, 150).miles.label, "2,000 ft");
    EXPECT_EQ(scale_bar(0.001, 150).kilometers.label, "0.1 m");
}

// At every scale: within the room, and never shorter than a 1-2-5 series allows.
TEST(ScaleBar, FitsAndFillsAtEveryScale) {
    for (double scale = 1e-3; scale < 1e6; scale *= 1.01)
        for (const BarLength& bar :
             {scale_bar(scale, 150).kilometers, scale_bar(scale, 150).miles}) {
            EXPECT_LE(bar.pixels, 150 * (1 + 1e-9)) << scale;
            EXPECT_GT(bar.pixels, 150 / 2.7) << scale << " " << bar.label;
            EXPECT_NEAR(bar.pixels * scale, bar.meters, 1e-9 * bar.meters);
        }
}

TEST(ScaleBar, NothingToMeasure) {
    EXPECT_EQ(scale_bar(0, 100).kilometers.label, "");
    EXPECT_EQ(scale_bar(std::numeric_limits<double>::quiet_NaN(), 100).miles.pixels, 0);
    EXPECT_EQ(scale_bar(1, -5).miles.pixels, 0);
    EXPECT_EQ(scale_bar(std::numeric_limits<double>::infinity(), 100).miles.pixels, 0);
}

} // namespace
} // namespace tractwise::map
