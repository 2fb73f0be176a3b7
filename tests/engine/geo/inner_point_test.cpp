// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/inner_point.hpp"

#include "engine/geo/point_locator.hpp"
#include "tests/engine/geo/shapes.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace tractwise::geo {
namespace {

TEST(InnerPoint, LiesInsideWhereTheCenterDoesNot) {
    PolygonSet set;
    set.begin_shape(); // a horseshoe around (5, 5)
    set.begin_part();
    const LonLat horseshoe[] = {{0, 0}, {10, 0}, {10, 10}, {8, 10},
                                {8, 2}, {2, 2},  {2, 10},  {0, 10}};
    set.add_ring(horseshoe);
    set.begin_shape(); // a ring around a lake, after a small island
    set.begin_part();
    set.add_ring(test::square(40, 0, 1));
    set.begin_part();
    set.add_ring(test::square(20, 0, 10));
    set.add_ring(test::square(21, 1, 8));
    set.begin_shape(); // nothing
    const PointLocator locator(set);
    EXPECT_EQ(locator.locate(inner_point(set, 0)), 0U);
    EXPECT_EQ(locator.locate(inner_point(set, 1)), 1U);
    EXPECT_LT(inner_point(set, 1).lon, 40);
    EXPECT_TRUE(std::isnan(inner_point(set, 2).lon));
}

} // namespace
} // namespace tractwise::geo
