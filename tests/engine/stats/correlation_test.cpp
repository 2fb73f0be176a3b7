// SPDX-License-Identifier: Apache-2.0
#include "engine/stats/correlation.hpp"

#include "engine/core/numbers.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace tractwise::stats {
namespace {

using Values = std::vector<double>;

// M. Hollander and D. A. Wolfe, *Nonparametric Statistical Methods* (1973), p. 187: lightness of
// canned tuna and its taste; the interval is what R's help page of cor.test shows.
TEST(Correlation, PearsonIntervalOfTunaLightness) {
    const Values lightness = {44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1};
    const Values taste = {2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8};
    const Correlation tuna = correlate(lightness, taste);
    EXPECT_NEAR(tuna.pairs.pearson, 0.5711816, 5e-8);
    EXPECT_NEAR(tuna.pearson.low, -0.1497426, 5e-8);
    EXPECT_NEAR(tuna.pearson.high, 0.8955795, 5e-8);
    EXPECT_NEAR(tuna.pairs.spearman, 0.6, 1e-12); // R: rho 0.6
}

// The example of ci.spear() in D. G. Bonett's package statpsych.
TEST(Correlation, SpearmanIntervalOfBonettsExample) {
    const Values y = {21, 4, 9, 12, 35, 18, 10, 22, 24, 1, 6, 8, 13, 16, 19};
    const Values x = {67, 28, 30, 28, 52, 40, 25, 37, 44, 10, 14, 20, 28, 40, 51};
    const Correlation example = correlate(y, x);
    EXPECT_NEAR(example.pairs.spearman, 0.8699639, 5e-8);
    EXPECT_NEAR(example.spearman.low, 0.5840951, 5e-8);
    EXPECT_NEAR(example.spearman.high, 0.9638297, 5e-8);
}

TEST(Correlation, IntervalTurnsWithTheSign) {
    for (const auto interval : {pearson_interval, spearman_interval}) {
        const Limits up = interval(0.4, 30), down = interval(-0.4, 30);
        EXPECT_DOUBLE_EQ(up.low, -down.high);
        EXPECT_DOUBLE_EQ(up.high, -down.low);
    }
}

TEST(Correlation, WholeCoefficientHasNoWidth) {
    const Correlation line = correlate(Values{1, 2, 3, 4, 5}, Values{10, 8, 6, 4, 2});
    EXPECT_EQ(line.pairs.pearson, -1);
    EXPECT_EQ(line.pearson.low, -1);
    EXPECT_EQ(line.pearson.high, -1);
    EXPECT_EQ(line.spearman.low, -1);
}

TEST(Correlation, TooFewPairsHaveNoInterval) {
    const Correlation three = correlate(Values{1, 2, 3, kNaN}, Values{1, 3, 2, 5});
    EXPECT_EQ(three.pairs.count, 3U);
    EXPECT_EQ(three.pairs.left_out, 1U);
    EXPECT_DOUBLE_EQ(three.pairs.pearson, 0.5);
    EXPECT_TRUE(std::isnan(three.pearson.low));
    EXPECT_TRUE(std::isnan(three.spearman.high));
    EXPECT_TRUE(std::isnan(pearson_interval(kNaN, 100).low));
}

} // namespace
} // namespace tractwise::stats
