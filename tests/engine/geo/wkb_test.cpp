// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/wkb.hpp"

#include "tests/support/error_of.hpp"

#include <charconv>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tractwise::geo {
namespace {

using testing::HasSubstr;

std::string wkb_bytes(std::string_view hex) {
    std::string text;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        unsigned byte = 0;
        std::from_chars(hex.data() + i, hex.data() + i + 2, byte, 16);
        text.push_back(static_cast<char>(byte));
    }
    return text;
}

// Written by GEOS 3.11 (Shapely): a square of side 4 with a triangular hole, and a triangle.
const std::string kTwoParts =
    wkb_bytes("01060000000200000001030000000200000005000000000000000000000000000000000000000000"
              "00000000104000000000000000000000000000001040000000000000104000000000000000000000"
              "0000000010400000000000000000000000000000000004000000000000000000F03F000000000000"
              "F03F000000000000F03F000000000000004000000000000000400000000000000040000000000000"
              "F03F000000000000F03F010300000001000000040000000000000000002440000000000000000000"
              "0000000000264000000000000000000000000000002640000000000000F03F000000000000244000"
              "00000000000000");
// A triangle, most significant byte first; one with heights of 7 and the SRID 4269; others.
const std::string kBigEndian =
    wkb_bytes("00000000030000000100000004000000000000000000000000000000004010000000000000000000"
              "00000000004010000000000000401000000000000000000000000000000000000000000000");
const std::string kHeights =
    wkb_bytes("01030000A0AD1000000100000004000000000000000000000000000000000000000000000000001C"
              "40000000000000104000000000000000000000000000001C40000000000000104000000000000010"
              "400000000000001C40000000000000000000000000000000000000000000001C40");
const std::string kPoint = wkb_bytes("0101000000000000000000F03F0000000000000040");
const std::string kEmpty = wkb_bytes("010700000000000000");

TEST(Wkb, PartsAndHolesComeAndGo) {
    PolygonSet set;
    add_wkb(set, kTwoParts);
    ASSERT_EQ(set.size(), 1U);
    EXPECT_EQ(set.parts_of(0).size(), 2U);
    EXPECT_EQ(set.rings_of(0).size(), 3U);
    EXPECT_THAT(set.ring(1),
                testing::ElementsAre(LonLat{1, 1}, LonLat{1, 2}, LonLat{2, 2}, LonLat{1, 1}));
    EXPECT_EQ(to_wkb(set, 0), kTwoParts);
}

TEST(Wkb, ByteOrderHeightsAndSrid) {
    for (const std::string& wkb : {kBigEndian, kHeights}) {
        PolygonSet set;
        add_wkb(set, wkb);
        ASSERT_EQ(set.size(), 1U);
        EXPECT_THAT(set.ring(0),
                    testing::ElementsAre(LonLat{0, 0}, LonLat{4, 0}, LonLat{4, 4}, LonLat{0, 0}));
    }
}

TEST(Wkb, NothingIsAnEmptyShape) {
    PolygonSet set;
    add_wkb(set, "");
    add_wkb(set, kEmpty);
    ASSERT_EQ(set.size(), 2U);
    EXPECT_TRUE(set.shape_empty(0));
    EXPECT_TRUE(set.shape_empty(1));
}

TEST(Wkb, WhatIsNoPolygonIsRefused) {
    PolygonSet set;
    EXPECT_THAT(tractwise::test::error_of([&] { add_wkb(set, kPoint); }),
                HasSubstr("of type 1, no polygon"));
    EXPECT_THAT(tractwise::test::error_of([&] { add_wkb(set, kTwoParts + "x"); }),
                HasSubstr("goes on"));
    for (std::size_t size = 1; size < kTwoParts.size(); ++size)
        EXPECT_THAT(tractwise::test::error_of([&] { add_wkb(set, kTwoParts.substr(0, size)); }),
                    HasSubstr("ends early"))
            << size;
    std::string nan = kTwoParts;
    nan.replace(nan.size() - 8, 8, wkb_bytes("000000000000F87F"));
    EXPECT_THAT(tractwise::test::error_of([&] { add_wkb(set, nan); }), HasSubstr("no number"));
    // Four thousand million points are said to follow: no memory is asked for.
    std::string endless = kBigEndian;
    endless.replace(9, 4, "\xff\xff\xff\xff");
    EXPECT_THAT(tractwise::test::error_of([&] { add_wkb(set, endless); }), HasSubstr("ends early"));
}

} // namespace
} // namespace tractwise::geo
