// SPDX-License-Identifier: Apache-2.0
#include "engine/map/class_labels.hpp"

#include <gmock/gmock.h>

namespace tractwise::map {
namespace {

using testing::ElementsAre;

std::vector<std::string> labels(double lowest, std::vector<double> upper, LabelChoice choice,
                                Reader reader = {}) {
    return class_labels({.upper = std::move(upper), .lowest = lowest}, choice, reader);
}

// Poverty in the tracts of Illinois, in quintiles.
TEST(ClassLabels, SharesArePercent) {
    EXPECT_THAT(labels(0, {0.081, 0.1434, 0.213, 0.3178, 1}, {.unit = "share"}),
                ElementsAre("0 – 8 %", "8 – 14 %", "14 – 21 %", "21 – 32 %", "32 – 100 %"));
    EXPECT_THAT(labels(0, {0.004, 0.0061, 0.02}, {.unit = "share"}),
                ElementsAre("0.0 – 0.4 %", "0.4 – 0.6 %", "0.6 – 2.0 %"));
    EXPECT_THAT(labels(0, {0.25, 0.5, 1}, {.unit = "percentile"}),
                ElementsAre("0 – 25", "25 – 50", "50 – 100"));
}

TEST(ClassLabels, NeverTheSameNumberTwice) {
    EXPECT_THAT(labels(0, {0, 0.5, 1}, {.unit = "share"}),
                ElementsAre("0 %", "0 – 50 %", "50 – 100 %"));
    EXPECT_THAT(labels(0.31, {0.31}, {.unit = "share"}), ElementsAre("31 %"));
    EXPECT_THAT(labels(1.001, {1.002, 1.004}, {}), ElementsAre("1.001 – 1.002", "1.002 – 1.004"));
}

TEST(ClassLabels, DistancesAndThousands) {
    constexpr Reader metric{Language::English, Units::Metric};
    EXPECT_THAT(labels(120, {480, 950}, {.unit = "m"}, metric),
                ElementsAre("120 – 480 m", "480 – 950 m"));
    EXPECT_THAT(labels(120, {1480, 12950}, {.unit = "m"}, metric),
                ElementsAre("0.1 – 1.5 km", "1.5 – 13.0 km"));
    // 0.0746, 0.2983 and 0.5903 miles; 98.4, 295.3 and 492.1 feet
    EXPECT_THAT(labels(120, {480, 950}, {.unit = "m"}),
                ElementsAre("0.07 – 0.30 mi", "0.30 – 0.59 mi"));
    EXPECT_THAT(labels(30, {90, 150}, {.unit = "m"}), ElementsAre("98 – 295 ft", "295 – 492 ft"));
    // The words of a density stand above the legend: 259.0, 2590.0 and 5180.0 per square mile.
    EXPECT_THAT(labels(100, {1000, 2000}, {.unit = "people/km2"}),
                ElementsAre("259 – 2,590", "2,590 – 5,180"));
    EXPECT_THAT(labels(500.5, {41000, 250000}, {.unit = "dollars"}),
                ElementsAre("501 – 41,000", "41,000 – 250,000"));
}

TEST(ClassLabels, WholeNumbersFollowEachOther) {
    EXPECT_THAT(labels(0, {5, 10.4, 1200}, {.unit = "people", .whole = true}),
                ElementsAre("0 – 5", "6 – 10", "11 – 1,200"));
    EXPECT_THAT(labels(0, {0, 1, 3}, {.unit = "stores", .whole = true}),
                ElementsAre("0", "1", "2 – 3"));
    EXPECT_THAT(labels(0, {0, 1}, {.unit = "flag", .whole = true}), ElementsAre("no", "yes"));
    EXPECT_THAT(labels(0, {0, 1}, {.unit = "flag", .whole = true}, {Language::Spanish, Units::Us}),
                ElementsAre("no", "sí"));
    // A class without a whole number in it: bounds as they are.
    EXPECT_THAT(labels(0, {5.2, 5.8, 9}, {.whole = true}),
                ElementsAre("0.0 – 5.2", "5.2 – 5.8", "5.8 – 9.0"));
}

TEST(ClassLabels, NegativeAndOpenEnds) {
    EXPECT_THAT(labels(-3, {-1, 2}, {}), ElementsAre("−3 to −1", "−1 to 2"));
    EXPECT_THAT(labels(-3, {-1, 2}, {}, {Language::Spanish, Units::Us}),
                ElementsAre("−3 a −1", "−1 a 2"));
    EXPECT_THAT(labels(0, {0.2, 0.4, 0.8}, {.unit = "share", .open_ended = true}),
                ElementsAre("up to 20 %", "20 – 40 %", "more than 40 %"));
    // Two deviations below the mean lie below every value.
    EXPECT_THAT(labels(0, {-40, 60}, {}), ElementsAre("up to −40", "−40 to 60"));
    EXPECT_TRUE(labels(0, {}, {}).empty());
}

// Own breaks at or above every value: the last class has no number in it.
TEST(ClassLabels, AnEmptyLastClassIsNoNumber) {
    EXPECT_THAT(labels(-30, {-12, -4, 4, 12, 12}, {.unit = "people"}),
                ElementsAre("−30 to −12", "−12 to −4", "−4 to 4", "4 to 12", "more than 12"));
}

TEST(ClassLabels, PeopleAreWholeWhereBreaksAre) {
    EXPECT_THAT(labels(-63.4, {-4, 4, 20.7}, {.unit = "people"}),
                ElementsAre("−63 to −4", "−4 to 4", "4 to 21"));
}

} // namespace
} // namespace tractwise::map
