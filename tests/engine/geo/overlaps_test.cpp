// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/overlaps.hpp"

#include "engine/geo/geodesic.hpp"
#include "tests/engine/geo/shapes.hpp"

#include <gtest/gtest.h>

namespace tractwise::geo {
namespace {

using test::add;
using test::square;

TEST(Overlaps, AreShapesThatLieInEarlierOnes) {
    PolygonSet set;
    add(set, {square(0, 0, 4)});
    add(set, {square(4, 0, 4)});                    // beside it
    add(set, {square(1, 1, 1)});                    // in the first
    add(set, {square(10, 0, 4), square(11, 1, 2)}); // with a hole ...
    add(set, {square(11, 1, 2)});                   // ... and what lies in the hole
    add(set, {square(10, 0, 4)}); // over both: its middle lies in the hole's shape
    set.begin_shape();            // nothing
    std::vector<LonLat> middles;
    for (std::size_t s = 0; s < set.size(); ++s)
        middles.push_back(centroid(set, s));
    EXPECT_EQ(earlier_shape_over(set, middles),
              (std::vector<std::uint32_t>{kApart, kApart, 0, kApart, kApart, 4, kApart}));
}

TEST(Overlaps, AShapeThatIsALineHasNoArea) {
    PolygonSet set;
    add(set, {square(0, 0, 1)});
    add(set, {{{0, 0}, {1, 1}, {2, 2}}});
    set.begin_shape();
    EXPECT_TRUE(has_area(set, 0));
    EXPECT_FALSE(has_area(set, 1));
    EXPECT_FALSE(has_area(set, 2));
}

// The middle of a horseshoe lies in what it goes around.
TEST(Overlaps, AMiddleOutsideOfItsShapeIsNotAsked) {
    PolygonSet set;
    add(set, {square(2, 2, 2)});
    add(set, {{{0, 0}, {6, 0}, {6, 6}, {0, 6}, {0, 5}, {5, 5}, {5, 1}, {0, 1}}});
    const std::vector<LonLat> middles = {{3, 3}, {3, 3}};
    EXPECT_EQ(earlier_shape_over(set, middles), (std::vector<std::uint32_t>{kApart, kApart}));
}

} // namespace
} // namespace tractwise::geo
