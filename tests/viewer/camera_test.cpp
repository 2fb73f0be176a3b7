// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/camera.hpp"

#include <gtest/gtest.h>

#include <random>

namespace tractwise::viewer {
namespace {

Camera camera() {
    return {.center = {1000, -500}, .meters_per_pixel = 20, .width = 800, .height = 600};
}

TEST(Camera, NorthIsUpAndTheCenterInTheMiddle) {
    const Camera at = camera();
    EXPECT_EQ(at.to_pixel({1000, -500}), (Pixel{400, 300}));
    EXPECT_EQ(at.to_pixel({1000 + 20 * 100, -500 + 20 * 50}), (Pixel{500, 250}));
}

TEST(Camera, PixelsAndWorldAreInverse) {
    std::mt19937 random(1);
    std::uniform_real_distribution<double> any(-5000, 5000);
    const Camera at = camera();
    for (int i = 0; i < 1000; ++i) {
        const geo::Point world{any(random), any(random)};
        const geo::Point back = at.to_world(at.to_pixel(world));
        EXPECT_NEAR(back.x, world.x, 1e-9);
        EXPECT_NEAR(back.y, world.y, 1e-9);
    }
}

TEST(Camera, WhatIsUnderTheCursorStaysThere) {
    std::mt19937 random(2);
    std::uniform_real_distribution<double> place(0, 600), factor(0.3, 3);
    Camera at = camera();
    for (int i = 0; i < 1000; ++i) {
        const Pixel cursor{place(random), place(random)};
        const geo::Point before = at.to_world(cursor);
        at.zoom_at(cursor, factor(random));
        const geo::Point after = at.to_world(cursor);
        ASSERT_NEAR(before.x, after.x, 1e-6);
        ASSERT_NEAR(before.y, after.y, 1e-6);
    }
}

TEST(Camera, ZoomStopsAtItsLimits) {
    Camera at = camera();
    at.zoom_at({10, 10}, 1e9);
    EXPECT_EQ(at.meters_per_pixel, at.closest);
    const geo::Point before = at.to_world({10, 10});
    at.zoom_at({10, 10}, 2); // no nearer, and no drift
    EXPECT_NEAR(at.to_world({10, 10}).x, before.x, 1e-9);
    at.zoom_at({10, 10}, 1e-12);
    EXPECT_EQ(at.meters_per_pixel, at.farthest);
}

TEST(Camera, PanFollowsTheHandExactly) {
    Camera at = camera();
    const geo::Point held = at.to_world({123, 456});
    at.pan(37, -21);
    EXPECT_NEAR(at.to_pixel(held).x, 160, 1e-9);
    EXPECT_NEAR(at.to_pixel(held).y, 435, 1e-9);
}

TEST(Camera, FitShowsTheWholeBoxBesideThePanels) {
    Camera at = camera();
    const MapBox box{{-3000, -2000}, {5000, 1000}};
    at.fit(box, 200, 50, 20, 10);
    const Pixel upper_left = at.to_pixel({box.least.x, box.greatest.y});
    const Pixel lower_right = at.to_pixel({box.greatest.x, box.least.y});
    EXPECT_GE(upper_left.x, 200 - 1e-6);
    EXPECT_GE(upper_left.y, 50 - 1e-6);
    EXPECT_LE(lower_right.x, 780 + 1e-6);
    EXPECT_LE(lower_right.y, 590 + 1e-6);
    // It touches the free room on two sides.
    EXPECT_NEAR(lower_right.x - upper_left.x, 580, 1e-6);
    const Camera before = at;
    at.fit(MapBox::nothing());
    EXPECT_EQ(at, before);
}

TEST(Camera, NeverLosesTheRegion) {
    Camera at = camera();
    const MapBox box{{-3000, -2000}, {5000, 1000}};
    at.pan(1e6, -1e6);
    at.keep_in_sight(box);
    EXPECT_NEAR(at.to_pixel(box.least).x, 400 + 800 / 3.0, 1e-6);
    EXPECT_NEAR(at.to_pixel(box.least).y, 300 - 600 / 3.0, 1e-6);
    at.zoom_at({400, 300}, 1e-9);
    at.keep_in_sight(box);
    // 8 km on 800 pixels; the height has more room.
    EXPECT_NEAR((box.greatest.x - box.least.x) / at.meters_per_pixel, 800 / 5.0, 1e-6);
    const Camera before = at;
    at.keep_in_sight(MapBox::nothing());
    EXPECT_EQ(at, before);
}

TEST(Camera, VisibleIsWhatTheRectangleHolds) {
    const MapBox box = camera().visible();
    EXPECT_EQ(box.least.x, 1000 - 400 * 20);
    EXPECT_EQ(box.greatest.y, -500 + 300 * 20);
}

} // namespace
} // namespace tractwise::viewer
