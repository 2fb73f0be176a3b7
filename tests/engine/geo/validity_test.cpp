// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/validity.hpp"

#include "engine/geo/geodesic.hpp"

#include "tests/engine/geo/shapes.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

namespace tractwise::geo {
namespace {

using test::add;
using test::square;

TEST(Validity, BowTieIsRepairedAndItsNeighborsUntouched) {
    PolygonSet set;
    add(set, {square(0.1, 0.2, 0.3)});
    add(set, {{{1, 0}, {2, 1}, {2, 0}, {1, 1}}}); // crosses itself at 1.5, 0.5
    add(set, {square(3, 0, 1), square(3.25, 0.25, 0.5)});
    const PolygonSet before = set;

    const auto invalid = repair(set);
    ASSERT_EQ(invalid.size(), 1U);
    EXPECT_EQ(invalid[0].shape, 1U);
    EXPECT_NE(invalid[0].reason.find("Self-intersection"), std::string::npos) << invalid[0].reason;
    ASSERT_EQ(set.size(), 3U);
    EXPECT_EQ(set.parts_of(1).size(), 2U); // two triangles, a quarter of the square each
    PolygonSet whole;
    add(whole, {square(1, 0, 1)});
    EXPECT_NEAR(area_m2(set, 1) / area_m2(whole, 0), 0.5, 1e-3);
    for (std::size_t s : {0U, 2U}) {
        ASSERT_EQ(set.rings_of(s).size(), before.rings_of(s).size());
        for (std::size_t i = 0; i < before.rings_of(s).size(); ++i) {
            const auto was = before.ring(before.rings_of(s).first + i);
            const auto is = set.ring(set.rings_of(s).first + i);
            EXPECT_TRUE(std::equal(was.begin(), was.end(), is.begin(), is.end()));
        }
    }
    EXPECT_TRUE(repair(set).empty()); // now it is valid
}

TEST(Validity, ASpikeIsToldFromACrossing) {
    PolygonSet set;
    add(set, {{{0, 0}, {4, 0}, {4, 2}, {6, 2}, {4, 2}, {4, 4}, {0, 4}}});  // out to 6, 2 and back
    add(set, {{{0, 4}, {4, 4}, {4, 2}, {6, 2}, {4, 2}, {4, 0}, {0, 0}}});  // the other way around
    add(set, {{{0, 0}, {4, 4}, {4, 0}, {0, 3}}});                          // a crossing
    add(set, {square(0, 0, 9), {{1, 1}, {3, 1}, {3, 3}, {1, 3}, {3, 3}}}); // in a hole
    const auto invalid = repair(set);
    ASSERT_EQ(invalid.size(), 4U);
    for (const std::size_t i : {0U, 1U, 3U})
        EXPECT_TRUE(invalid[i].reason.ends_with(", a spike")) << invalid[i].reason;
    EXPECT_FALSE(invalid[2].reason.ends_with(", a spike")) << invalid[2].reason;
    for (const std::size_t s : {0U, 1U}) { // the spike is gone, the square stays
        ASSERT_EQ(set.rings_of(s).size(), 1U);
        EXPECT_EQ(set.box(s), (Box{0, 0, 4, 4}));
    }
}

TEST(Validity, ValidSetsAreNotTouched) {
    PolygonSet set;
    add(set, {square(0, 0, 1)});
    set.begin_shape(); // an empty shape is valid
    const LonLat* const vertices = set.vertices().data();
    EXPECT_TRUE(repair(set).empty());
    EXPECT_EQ(set.vertices().data(), vertices);
}

TEST(Validity, HoleOutsideOverlappingPartsAndShapesWithoutArea) {
    PolygonSet set;
    add(set, {square(0, 0, 1), square(5, 5, 1)}); // hole outside its shell
    add(set, {square(0, 0, 2)});                  // overlapping parts
    set.begin_part();
    set.add_ring(square(1, 1, 2));
    add(set, {{{0, 0}, {1, 1}, {0, 0}}});            // a line
    add(set, {{{0, 0}, {1, 1}, {2, 2}, {0, 0}}});    // a line
    add(set, {{{0, 0}, {std::nan(""), 1}, {1, 1}}}); // not a number
    const auto invalid = repair(set);
    ASSERT_EQ(invalid.size(), 5U);
    for (std::size_t i = 0; i < 5; ++i)
        EXPECT_EQ(invalid[i].shape, i);
    ASSERT_EQ(set.size(), 5U);
    EXPECT_NEAR(area_m2(set, 1) / area_m2(set, 0), 7.0 / 2,
                0.1); // union 4 + 4 - 1; a stray hole becomes land
    EXPECT_TRUE(set.shape_empty(2));
    EXPECT_TRUE(set.shape_empty(3));
    EXPECT_TRUE(set.shape_empty(4));
}

} // namespace
} // namespace tractwise::geo
