// SPDX-License-Identifier: Apache-2.0
#include "engine/core/text.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace tractwise {
namespace {

TEST(Text, ParsesPlainNumbersOnly) {
    EXPECT_EQ(parse_number("12"), 12.0);
    EXPECT_EQ(parse_number(" +32.476823 "), 32.476823);
    EXPECT_EQ(parse_number("-086.486599"), -86.486599);
    EXPECT_EQ(parse_number("1e3"), 1000.0);
    for (const char* bad :
         {"", " ", "1,234", "12%", "nan", "inf", "-", "+-3", "1 2", "0x10", "1e999"})
        EXPECT_FALSE(parse_number(bad)) << bad;
}

TEST(Text, CharactersAreNotBytes) {
    EXPECT_EQ(count_characters("ñandú"), 5U);
    EXPECT_EQ(count_characters(""), 0U);
    EXPECT_EQ(first_characters("ñandú", 1), "ñ");
    EXPECT_EQ(first_characters("ñandú", 4), "ñand");
    EXPECT_EQ(first_characters("ñandú", 5), "ñandú");
    EXPECT_EQ(first_characters("ñandú", 99), "ñandú");
    EXPECT_EQ(first_characters("ñandú", 0), "");
}

TEST(Text, FormatsShortestAndNeverMinusZero) {
    EXPECT_EQ(format_number(0.1), "0.1");
    EXPECT_EQ(format_number(-0.0), "0");
    EXPECT_EQ(format_number(1234567), "1234567");
    EXPECT_EQ(format_number(std::numeric_limits<double>::quiet_NaN()), "");
    EXPECT_EQ(format_fixed(-0.04, 1), "0.0");
    EXPECT_EQ(format_count(1234567), "1,234,567");
    EXPECT_EQ(format_count(-1234), "-1,234");
    EXPECT_EQ(format_count(999), "999");
}

// Agencies round on paper: 28.5 is a tie although 0.285 * 100 is not in binary.
TEST(Text, RoundsHalfAwayFromZero) {
    EXPECT_EQ(round_half_away(2.345, 2), 2.35);
    EXPECT_EQ(round_half_away(-2.345, 2), -2.35);
    EXPECT_EQ(round_half_away(0.285 * 100, 0), 29);
    EXPECT_EQ(round_half_away(0.5, 0), 1);
    EXPECT_EQ(round_half_away(12.34, 1), 12.3);
    EXPECT_EQ(round_half_away(1.0 / 3, 4), 0.3333);
}

TEST(Text, SuggestsTheNearestWord) {
    const std::vector<std::string> known{"food_access", "housing", "clinic_distance"};
    EXPECT_EQ(suggestion("food_acess", known), "did you mean \"food_access\"?");
    EXPECT_EQ(suggestion("paht", std::vector<std::string>{"path"}), "did you mean \"path\"?");
    EXPECT_EQ(suggestion("zzz", known), "known: food_access, housing, clinic_distance");
}

} // namespace
} // namespace tractwise
