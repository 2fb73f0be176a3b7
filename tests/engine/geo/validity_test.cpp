// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/validity.hpp"

#include "engine/geo/geodesic.hpp"
#include "engine/geo/geos.hpp"
#include "engine/geo/simple_rings.hpp"

#include "tests/engine/geo/shapes.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include <gtest/gtest.h>

namespace tractwise::geo {
namespace {

bool geos_finds_nothing(const PolygonSet& set) {
    const Geos geos;
    const Geos::Geometry polygon = geos.own(geos.polygon(geos.ring(set.ring(0)), {}));
    return GEOSisValid_r(geos.get(), polygon.get()) == 1;
}

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

// What is called simple at once must be valid for GEOS, and most of what is valid must be seen at once.
TEST(SimpleRings, AreOnlyWhatGeosCallsValid) {
    std::mt19937 random(11);
    std::uniform_real_distribution<double> unit(0, 1);
    SimpleRings simple;
    std::size_t seen = 0, valid = 0, invalid = 0;
    for (int i = 0; i < 4000; ++i) {
        // Stars around a middle are simple; the wilder, the more of them cross themselves. A coarse
        // grid makes corners touch, lie on stretches and come back.
        const std::size_t corners = 3 + static_cast<std::size_t>(unit(random) * 20);
        const double wild = unit(random) * unit(random) * 9;
        const double grid = i % 2 == 0 ? 4 : 1e9;
        std::vector<LonLat> ring;
        for (std::size_t c = 0; c < corners; ++c) {
            const double turn = (static_cast<double>(c) + wild * unit(random)) /
                                static_cast<double>(corners) * 2 * std::numbers::pi,
                         far = 1 + 3 * unit(random);
            ring.push_back({std::round(far * std::cos(turn) * grid) / grid,
                            std::round(far * std::sin(turn) * grid) / grid});
        }
        PolygonSet set;
        add(set, {ring});
        const bool surely = simple.surely(set, 0);
        const bool fine = geos_finds_nothing(set);
        (fine ? valid : invalid) += 1;
        seen += surely ? 1 : 0;
        EXPECT_TRUE(fine || !surely) << "ring " << i;
    }
    EXPECT_GT(valid, 500U);
    EXPECT_GT(invalid, 500U);
    EXPECT_GT(seen, valid * 8 / 10);
}

TEST(SimpleRings, LeaveToGeosWhatHasHolesOrPartsSideBySide) {
    PolygonSet set;
    add(set, {square(0, 0, 4), square(1, 1, 1)});
    set.begin_shape();
    for (const double west : {0.0, 4.0, 10.0}) {
        set.begin_part();
        set.add_ring(square(west, 0, 4));
    }
    set.begin_shape();
    for (const double west : {0.0, 5.0, 10.0}) {
        set.begin_part();
        set.add_ring(square(west, 0, 4));
    }
    SimpleRings simple;
    EXPECT_FALSE(simple.surely(set, 0));
    EXPECT_FALSE(simple.surely(set, 1)); // two share a side
    EXPECT_TRUE(simple.surely(set, 2));
}

} // namespace
} // namespace tractwise::geo
