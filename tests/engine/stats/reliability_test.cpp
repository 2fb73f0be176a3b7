// SPDX-License-Identifier: Apache-2.0
#include "engine/stats/reliability.hpp"

#include "engine/core/numbers.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <random>

namespace tractwise::stats {
namespace {

using testing::ElementsAre;
using Values = std::vector<double>;

TEST(Reliability, CoefficientOfVariation) {
    EXPECT_DOUBLE_EQ(coefficient_of_variation(20, 6.58), 0.2);
    // Adults without a diploma in Hale County, Alabama, ACS 2005-2009: 2,557 +/- 350, 8.32 %.
    EXPECT_NEAR(coefficient_of_variation(2557, 350), 0.0832, 0.00005);
    EXPECT_DOUBLE_EQ(coefficient_of_variation(-20, 6.58), 0.2); // a change can be below 0
    EXPECT_EQ(coefficient_of_variation(20, 0), 0);
    EXPECT_EQ(coefficient_of_variation(0, 12), 1) << "the rule of the survey's data release";
    EXPECT_EQ(coefficient_of_variation(0, 0), 0) << "a zero that is certain is reliable";
}

TEST(Reliability, WhatIsNotKnown) {
    for (const auto& [estimate, margin] :
         {std::pair{kNaN, 1.0}, {1.0, kNaN}, {1.0, -555555555.0}, {1.0, HUGE_VAL}}) {
        EXPECT_TRUE(std::isnan(coefficient_of_variation(estimate, margin)));
        EXPECT_EQ(reliability(estimate, margin), Reliability::Unknown);
    }
}

TEST(Reliability, TheTwoSetsOfThresholds) {
    const auto at = [](double cv, const ReliabilityThresholds& thresholds) {
        return reliability(1000, cv * 1645, thresholds);
    };
    EXPECT_EQ(at(0.11, kEsriThresholds), Reliability::High);
    EXPECT_EQ(at(0.13, kEsriThresholds), Reliability::Medium);
    EXPECT_EQ(at(0.39, kEsriThresholds), Reliability::Medium);
    EXPECT_EQ(at(0.41, kEsriThresholds), Reliability::Low);
    EXPECT_EQ(at(0.14, kCensusThresholds), Reliability::High);
    EXPECT_EQ(at(0.16, kCensusThresholds), Reliability::Medium);
    EXPECT_EQ(at(0.29, kCensusThresholds), Reliability::Medium);
    EXPECT_EQ(at(0.31, kCensusThresholds), Reliability::Low);
    EXPECT_EQ(reliability(0, 12), Reliability::Low);
}

// 0.125 and 0.25 are exact in binary, so the bounds themselves can be met.
TEST(Reliability, BoundsBelongWhereTheirAuthorsPutThem) {
    const ReliabilityThresholds below{0.125, 0.25}, up_to{0.125, 0.25, true};
    const double margin = 1.645;
    ASSERT_EQ(coefficient_of_variation(8, margin), 0.125);
    EXPECT_EQ(reliability(8, margin, below), Reliability::Medium);
    EXPECT_EQ(reliability(8, margin, up_to), Reliability::High);
    EXPECT_EQ(reliability(4, margin, below), Reliability::Medium);
}

TEST(Reliability, Names) {
    EXPECT_EQ(name_of(Reliability::High), "high");
    EXPECT_EQ(name_of(Reliability::Medium), "medium");
    EXPECT_EQ(name_of(Reliability::Low), "low");
    EXPECT_EQ(name_of(Reliability::Unknown), "unknown");
}

// Normal tables: beyond 1, 1.645, 1.96 and 2 standard errors lie 0.1587, 0.0500, 0.0250, 0.0228.
TEST(WrongClass, ChancesOfTheNormalTable) {
    const Classes classes{.upper = {10, 20, 40}, .lowest = 0};
    const double margin = 1.645; // a standard error of 1
    EXPECT_NEAR(wrong_class_chance(11, margin, classes), 0.1587, 5e-5);
    EXPECT_NEAR(wrong_class_chance(18.04, margin, classes), 0.0250, 5e-5);
    EXPECT_NEAR(wrong_class_chance(15, 5, classes), 2 * 0.0500, 5e-5);
    EXPECT_NEAR(wrong_class_chance(9, margin, classes), 0.1587, 5e-5) << "first class: open below";
    EXPECT_NEAR(wrong_class_chance(22, margin, classes), 0.0228, 5e-5) << "last class: open above";
    EXPECT_NEAR(wrong_class_chance(41, margin, classes), 0, 1e-12) << "kept classes";
    EXPECT_DOUBLE_EQ(wrong_class_chance(10, margin, classes), 0.5) << "on the bound";
}

TEST(WrongClass, WhatIsExactAndWhatIsNotKnown) {
    const Classes classes{.upper = {10, 20}, .lowest = 0};
    EXPECT_EQ(wrong_class_chance(10, 0, classes), 0);
    EXPECT_EQ(wrong_class_chance(5, 99, Classes{.upper = {10}, .lowest = 0}), 0) << "one class";
    EXPECT_TRUE(std::isnan(wrong_class_chance(kNaN, 1, classes)));
    EXPECT_TRUE(std::isnan(wrong_class_chance(5, kNaN, classes)));
    EXPECT_TRUE(std::isnan(wrong_class_chance(5, -1, classes)));
    EXPECT_TRUE(std::isnan(wrong_class_chance(5, 1, Classes{})));
}

TEST(WrongClass, EqualsDrawingTheTrueValueAgainAndAgain) {
    std::mt19937_64 random(20);
    std::normal_distribution<double> error;
    const Classes classes{.upper = {8, 12, 13, 30}, .lowest = 0};
    for (const double estimate : {7.0, 9.5, 12.6, 29.0}) {
        const double margin = 4, draws = 100'000;
        int wrong = 0;
        for (int i = 0; i < draws; ++i)
            wrong += classes.of(estimate + error(random) * margin / 1.645) != classes.of(estimate);
        EXPECT_NEAR(wrong_class_chance(estimate, margin, classes), wrong / draws, 0.006);
    }
}

TEST(MapReliability, MeansByClassAndInAll) {
    const Classes classes{.upper = {10, 20, 30}, .lowest = 0};
    const Values estimates{9, 11, 10, kNaN, 15, 8}, margins{1.645, 1.645, 0, 1, kNaN, -1};
    const MapReliability r = map_reliability(estimates, margins, classes);
    ASSERT_EQ(r.by_class.size(), 3U);
    EXPECT_NEAR(r.by_class[0].chance, 0.1587 / 2, 5e-5); // 9 +/- 1.645, 10 exactly
    EXPECT_NEAR(r.by_class[1].chance, 0.1587, 5e-5);
    EXPECT_TRUE(std::isnan(r.by_class[2].chance));
    EXPECT_NEAR(r.chance, 2 * 0.1587 / 3, 5e-5);
    EXPECT_EQ(r.count, 3U);
    EXPECT_EQ(r.missing, 1U);
    EXPECT_EQ(r.without_margin, 2U);
    EXPECT_EQ(r.by_class[0].count, 2U);
    EXPECT_EQ(r.by_class[0].without_margin, 1U);
    EXPECT_EQ(r.by_class[1].without_margin, 1U);
}

TEST(MapReliability, WithoutAnything) {
    const MapReliability none = map_reliability(Values{1, kNaN}, Values{1, 1}, Classes{});
    EXPECT_TRUE(none.by_class.empty());
    EXPECT_TRUE(std::isnan(none.chance));
    EXPECT_EQ(none.missing, 2U);
    EXPECT_THAT(test::error_of([] { map_reliability(Values{1}, Values{}, Classes{}); }),
                testing::HasSubstr("different length"));
}

} // namespace
} // namespace tractwise::stats
