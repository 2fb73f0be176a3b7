// SPDX-License-Identifier: Apache-2.0
#include "engine/stats/summary.hpp"

#include "tests/support/error_of.hpp"

#include "engine/core/numbers.hpp"
#include "engine/stats/classify.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace tractwise::stats {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Values = std::vector<double>;

TEST(Summary, CountsAndQuartiles) {
    const Summary s = summarize(Values{12, kNaN, 1, 2, 4, 7, kInfinity, 8, 9, 10});
    EXPECT_EQ(s.count, 8U);
    EXPECT_EQ(s.missing, 2U);
    EXPECT_EQ(s.least, 1);
    EXPECT_EQ(s.greatest, 12);
    EXPECT_DOUBLE_EQ(s.q1, 3.5); // the example of QUARTILE.INC
    EXPECT_DOUBLE_EQ(s.median, 7.5);
    EXPECT_DOUBLE_EQ(s.q3, 9.25);
    EXPECT_DOUBLE_EQ(s.mean, 53.0 / 8);
}

// NIST, Statistical Reference Datasets, NumAcc3 and NumAcc4: certified mean and deviation of 1,001
// values whose differences stand in the last digits.
TEST(Summary, EqualsTheCertifiedValuesOfNist) {
    for (const double large : {1'000'000.0, 10'000'000.0}) {
        Values values{large + 0.2};
        for (int i = 0; i < 500; ++i) {
            values.push_back(large + 0.1);
            values.push_back(large + 0.3);
        }
        const Summary s = summarize(values);
        EXPECT_DOUBLE_EQ(s.mean, large + 0.2);
        EXPECT_NEAR(s.deviation, 0.1, 1e-8); // what the values themselves hold in binary
    }
}

TEST(Summary, FewValues) {
    const Summary none = summarize(Values{kNaN});
    EXPECT_EQ(none.count, 0U);
    EXPECT_EQ(none.missing, 1U);
    for (const double x :
         {none.least, none.greatest, none.mean, none.deviation, none.q1, none.median, none.q3})
        EXPECT_TRUE(std::isnan(x));
    const Summary one = summarize(Values{3});
    EXPECT_EQ(one.median, 3);
    EXPECT_TRUE(std::isnan(one.deviation));
    const Summary equal = summarize(Values(85'000, 0.1));
    EXPECT_EQ(equal.mean, 0.1);
    EXPECT_EQ(equal.deviation, 0);
}

TEST(Summary, DoesNotDependOnTheOrderOfRows) {
    std::mt19937_64 random(3);
    Values values(5000);
    for (double& x : values)
        x = static_cast<double>(random() % 1'000'003) / 7e3;
    const Summary before = summarize(values);
    std::shuffle(values.begin(), values.end(), random);
    const Summary after = summarize(values);
    EXPECT_EQ(before.mean, after.mean);
    EXPECT_EQ(before.deviation, after.deviation);
}

TEST(Histogram, BinsAreClosedAbove) {
    const Histogram h = histogram(Values{0, 1, 1, 2, 3, 4, kNaN}, 4);
    EXPECT_THAT(h.edges, ElementsAre(0, 1, 2, 3, 4));
    EXPECT_THAT(h.counts, ElementsAre(3, 1, 1, 1));
    EXPECT_EQ(h.missing, 1U);
    EXPECT_EQ(h.below + h.above, 0U);
}

TEST(Histogram, ValuesOutsideAGivenRangeAreCounted) {
    const Histogram h =
        histogram(Values{-1, 0, 10, 11, 12, kInfinity}, 2, Range{.low = 0, .high = 10});
    EXPECT_THAT(h.edges, ElementsAre(0, 5, 10));
    EXPECT_THAT(h.counts, ElementsAre(1, 1));
    EXPECT_EQ(h.below, 1U);
    EXPECT_EQ(h.above, 2U);
    EXPECT_EQ(h.missing, 1U);
    EXPECT_THAT(histogram(Values{}, 2, Range{0, 10}).counts, ElementsAre(0, 0));
}

TEST(Histogram, EqualValuesHaveARoomOfTheirOwn) {
    const Histogram h = histogram(Values{7, 7}, 3);
    EXPECT_THAT(h.counts, ElementsAre(0, 2, 0));
    EXPECT_LT(h.edges.front(), h.edges.back());
    EXPECT_THAT(histogram(Values{kNaN}, 3).edges, IsEmpty());
}

TEST(Histogram, AgreesWithTheClassesOfAMap) {
    std::mt19937_64 random(5);
    Values values(4000);
    for (double& x : values)
        x = static_cast<double>(random() % 1001) / 10; // 0 to 100 with ties on the edges
    values[0] = 0;
    values[1] = 100;
    const SortedValues sorted(values);
    EXPECT_EQ(histogram(values, 8).counts,
              counts(sorted, classify(sorted, Method::EqualInterval, 8)));
}

TEST(Histogram, WhatCannotBeMeantIsAnError) {
    EXPECT_THAT(test::error_of([] { histogram(Values{1}, 0); }), HasSubstr("one bin"));
    for (const Range range : {Range{2, 1}, Range{kNaN, 1}, Range{0, kInfinity}})
        EXPECT_THAT(test::error_of([&] { histogram(Values{1}, 5, range); }), HasSubstr("range"));
}

TEST(Weighted, MeanByHand) {
    // 15 % of 1,000 people, 5 % of 3,000; tracts without people or without a value do not count.
    EXPECT_DOUBLE_EQ(weighted_mean(Values{15, 5, 99, kNaN, 8}, Values{1000, 3000, 0, 500, kNaN}),
                     7.5);
    EXPECT_TRUE(std::isnan(weighted_mean(Values{1}, Values{0})));
    EXPECT_TRUE(std::isnan(weighted_mean(Values{}, Values{})));
}

TEST(Weighted, QuantileIsTheLowestValueThatTheShareDoesNotExceed) {
    const Values minutes{10, 20, 30, 40}, people{10, 40, 40, 10};
    EXPECT_EQ(weighted_quantile(minutes, people, 0), 10);
    EXPECT_EQ(weighted_quantile(minutes, people, 0.1), 10);
    EXPECT_EQ(weighted_quantile(minutes, people, 0.11), 20);
    EXPECT_EQ(weighted_quantile(minutes, people, 0.5), 20);
    EXPECT_EQ(weighted_quantile(minutes, people, 0.9), 30);
    EXPECT_EQ(weighted_quantile(minutes, people, 1), 40);
    EXPECT_TRUE(std::isnan(weighted_quantile(Values{kNaN}, Values{1}, 0.5)));
    EXPECT_TRUE(std::isnan(weighted_quantile(minutes, people, kNaN)));
}

// Ten tenths: 0.1 + 0.1 + 0.1 is more than 0.3 in binary, 0.8 reached in tenths is less.
TEST(Weighted, RoundingOfSumsDoesNotMoveAQuantile) {
    Values values(10);
    std::iota(values.begin(), values.end(), 1.0);
    const Values tenth(10, 0.1);
    for (int i = 1; i <= 10; ++i)
        EXPECT_EQ(weighted_quantile(values, tenth, i / 10.0), i);
}

TEST(Weighted, WhatCannotBeMeantIsAnError) {
    EXPECT_THAT(test::error_of([] { weighted_mean(Values{1}, Values{-1}); }), HasSubstr("below 0"));
    EXPECT_THAT(test::error_of([] { weighted_quantile(Values{1}, Values{}, 0.5); }),
                HasSubstr("different length"));
}

} // namespace
} // namespace tractwise::stats
