// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/geometry.hpp"

#include "tests/engine/geo/shapes.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace tractwise::geo {
namespace {

using test::add;
using test::square;

TEST(Geometry, BoxGrowsAndIgnoresNaN) {
    Box box;
    EXPECT_TRUE(box.empty());
    box.add(LonLat{-87, 41});
    box.add(LonLat{std::nan(""), 42});
    EXPECT_EQ(box, (Box{-87, 41, -87, 42}));
    EXPECT_TRUE(box.contains({-87, 42}));
    EXPECT_FALSE(box.contains({std::nan(""), 42}));
}

TEST(Geometry, ShapesPartsAndRings) {
    PolygonSet set;
    EXPECT_EQ(set.size(), 0U);
    add(set, {square(0, 0, 10), square(2, 2, 1)});
    set.begin_shape();                    // empty
    add(set, {{{0, 0}, {1, 0}, {0, 1}}}); // open: closed by add_ring
    set.begin_part();
    set.add_ring(square(5, 5, 1));

    ASSERT_EQ(set.size(), 3U);
    EXPECT_EQ(set.rings_of(0).size(), 2U);
    EXPECT_TRUE(set.shape_empty(1));
    EXPECT_TRUE(set.box(1).empty());
    EXPECT_EQ(set.parts_of(2).size(), 2U);
    const auto triangle = set.ring(*set.rings_of(2).begin());
    ASSERT_EQ(triangle.size(), 4U);
    EXPECT_EQ(triangle.front(), triangle.back());
    EXPECT_EQ(set.box(), (Box{0, 0, 10, 10}));
}

TEST(Geometry, AppendCopiesAShapeWithItsHoles) {
    PolygonSet from, to;
    add(from, {square(0, 0, 1)});
    add(from, {square(0, 0, 10), square(2, 2, 1)});
    to.append(from, 1);
    ASSERT_EQ(to.size(), 1U);
    EXPECT_EQ(to.rings_of(0).size(), 2U);
    EXPECT_EQ(to.box(), from.box(1));
}

} // namespace
} // namespace tractwise::geo
