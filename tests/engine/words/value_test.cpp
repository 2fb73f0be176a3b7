// SPDX-License-Identifier: Apache-2.0
#include "engine/words/value.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace tractwise::words {
namespace {

TEST(ValueWords, UnitsThatAPersonReads) {
    EXPECT_EQ(value(0.548, "share", {}), "54.8 %");
    EXPECT_EQ(value(2352, "people", {}), "2,352 people");
    EXPECT_EQ(value(48000, "dollars", {}), "$48,000");
    EXPECT_EQ(value(-250.5, "dollars", {}), "-$251");
    EXPECT_EQ(value(0.874, "percentile", {}), "percentile 87.4");
    EXPECT_EQ(value(1, "flag", {}), "yes");
    EXPECT_EQ(value(0, "flag", {}), "no");
    EXPECT_EQ(value(12.34, "min", {}), "12.3 min");
    EXPECT_EQ(value(1.234, "clinics per 10,000 people", {}), "1.23 clinics per 10,000 people");
    EXPECT_EQ(value(7, "", {}), "7");
    EXPECT_EQ(value(7, "bus stops", {}), "7 bus stops");
    EXPECT_EQ(value(std::nan(""), "m", {}), "missing");
}

// A mile is 1,609.344 m, a foot 0.3048 m, so a square mile 2.589988 km².
TEST(ValueWords, ScoresAndRanksStandAlone) {
    EXPECT_EQ(value(0.5732, "score", {}), "0.57");
    EXPECT_EQ(value(30, "rank", {}), "30");
    EXPECT_EQ(value(11, "indicators", {}), "11 indicators");
}

TEST(ValueWords, DistancesAndAreasInMiles) {
    EXPECT_EQ(value(1984, "m", {}), "1.23 mi"); // 1.2328
    EXPECT_EQ(value(1609.344, "m", {}), "1.00 mi");
    EXPECT_EQ(value(160.9344, "m", {}), "0.10 mi");
    EXPECT_EQ(value(160.9, "m", {}), "528 ft"); // 527.9
    EXPECT_EQ(value(0, "m", {}), "0 ft");
    EXPECT_EQ(value(-1984, "m", {}), "-1.23 mi");
    EXPECT_EQ(value(16093, "m", {}), "10.0 mi"); // 9.9997
    EXPECT_EQ(value(19987, "m", {}), "12.4 mi"); // 12.4194
    EXPECT_EQ(value(2000000, "m", {}), "1,243 mi");
    EXPECT_EQ(value(2.589988, "km2", {}), "1.00 sq mi");
    EXPECT_EQ(value(100, "km2", {}), "38.6 sq mi");   // 38.610
    EXPECT_EQ(value(0.05, "km2", {}), "0.019 sq mi"); // 0.01931
    EXPECT_EQ(value(1000, "people/km2", {}), "2,590 people per sq mi");
    constexpr Reader spanish{Language::Spanish, Units::Us};
    EXPECT_EQ(value(100, "m", spanish), "328 pies"); // 328.08
    EXPECT_EQ(value(100, "km2", spanish), "38.6 mi²");
    EXPECT_EQ(margin(1984, "m", {}), "±1.23 mi");
    EXPECT_EQ(unit("people/km2", {}), "people per sq mi");
}

TEST(ValueWords, DistancesAndAreasInKilometers) {
    constexpr Reader metric{Language::English, Units::Metric};
    EXPECT_EQ(value(1234, "m", metric), "1.23 km");
    EXPECT_EQ(value(12345, "m", metric), "12.3 km");
    EXPECT_EQ(value(999.4, "m", metric), "999 m");
    EXPECT_EQ(value(999.6, "m", metric), "1.00 km");
    EXPECT_EQ(value(8.137, "km2", metric), "8.14 km²");
    EXPECT_EQ(value(1000, "people/km2", metric), "1,000 people per km²");
    EXPECT_EQ(unit("people/km2", metric), "people per km²");
}

// The values of a column have one unit, that of the greatest, and one number of decimals.
TEST(ValueWords, OneUnitForMany) {
    const ShownUnit miles = shown_unit("m", 160.9344, {});
    EXPECT_EQ(miles.words, "mi");
    EXPECT_EQ(miles.decimals, 2);
    EXPECT_DOUBLE_EQ(miles.factor * 1609.344, 1);
    EXPECT_EQ(shown_unit("m", 160, {}).words, "ft");
    EXPECT_EQ(shown_unit("m", 160, {Language::English, Units::Metric}).words, "m");
    EXPECT_EQ(shown_unit("min", 20, {}).factor, 1);
}

TEST(ValueWords, Spanish) {
    constexpr Reader spanish{Language::Spanish, Units::Us};
    EXPECT_EQ(value(2352, "people", spanish), "2,352 personas");
    EXPECT_EQ(value(1, "flag", spanish), "sí");
    EXPECT_EQ(value(0.5, "percentile", spanish), "percentil 50.0");
    EXPECT_EQ(value(std::nan(""), "m", spanish), "sin dato");
    EXPECT_EQ(unit("share", spanish), "por ciento");
    EXPECT_EQ(unit("housing units", spanish), "viviendas");
}

// The margin of 20 % +/- 4 is 4 percentage points; "4 %" would be 0.8 points.
TEST(ValueWords, Margins) {
    EXPECT_EQ(margin(0.041, "share", {}), "±4.1 percentage points");
    EXPECT_EQ(margin(85, "people", {}), "±85 people");
    EXPECT_EQ(margin(1200, "dollars", {}), "±$1,200");
    EXPECT_EQ(margin(std::nan(""), "share", {}), "");
}

TEST(ValueWords, UnitsAlone) {
    EXPECT_EQ(unit("share", {}), "percent");
    EXPECT_EQ(unit("people", {}), "people");
    EXPECT_EQ(unit("min", {}), "minutes");
    EXPECT_EQ(unit("score", {}), "");
    EXPECT_EQ(unit("", {}), "");
    EXPECT_EQ(unit("bus stops", {}), "bus stops");
}

} // namespace
} // namespace tractwise::words
