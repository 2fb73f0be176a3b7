// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/value_words.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tractwise::tract {
namespace {

TEST(ValueWords, UnitsThatAPersonReads) {
    EXPECT_EQ(value_words(1234, "m"), "1.23 km");
    EXPECT_EQ(value_words(999.4, "m"), "999 m");
    EXPECT_EQ(value_words(0.548, "share"), "54.8 %");
    EXPECT_EQ(value_words(2352, "people"), "2,352 people");
    EXPECT_EQ(value_words(48000, "dollars"), "$48,000");
    EXPECT_EQ(value_words(-250.5, "dollars"), "-$251");
    EXPECT_EQ(value_words(0.874, "percentile"), "percentile 87.4");
    EXPECT_EQ(value_words(1, "flag"), "yes");
    EXPECT_EQ(value_words(0, "flag"), "no");
    EXPECT_EQ(value_words(12.34, "min"), "12.3 min");
    EXPECT_EQ(value_words(1.234, "clinics per 10,000 people"), "1.23 clinics per 10,000 people");
    EXPECT_EQ(value_words(7, ""), "7");
    EXPECT_EQ(value_words(7, "bus stops"), "7 bus stops");
    EXPECT_EQ(value_words(std::nan(""), "m"), "missing");
}

TEST(ValueWords, Spanish) {
    constexpr auto spanish = Language::Spanish;
    EXPECT_EQ(value_words(2352, "people", spanish), "2,352 personas");
    EXPECT_EQ(value_words(1, "flag", spanish), "sí");
    EXPECT_EQ(value_words(0.5, "percentile", spanish), "percentil 50.0");
    EXPECT_EQ(value_words(std::nan(""), "m", spanish), "sin dato");
    EXPECT_EQ(unit_words("share", spanish), "por ciento");
    EXPECT_EQ(unit_words("housing units", spanish), "viviendas");
}

// The margin of 20 % +/- 4 is 4 percentage points; "4 %" would be 0.8 points.
TEST(ValueWords, Margins) {
    EXPECT_EQ(margin_words(0.041, "share"), "±4.1 percentage points");
    EXPECT_EQ(margin_words(85, "people"), "±85 people");
    EXPECT_EQ(margin_words(1200, "dollars"), "±$1,200");
    EXPECT_EQ(margin_words(std::nan(""), "share"), "");
}

TEST(ValueWords, UnitsAlone) {
    EXPECT_EQ(unit_words("share"), "percent");
    EXPECT_EQ(unit_words("people"), "people");
    EXPECT_EQ(unit_words("min"), "minutes");
    EXPECT_EQ(unit_words("score"), "");
    EXPECT_EQ(unit_words(""), "");
    EXPECT_EQ(unit_words("bus stops"), "bus stops");
}

} // namespace
} // namespace tractwise::tract
