// SPDX-License-Identifier: Apache-2.0
#include "engine/stats/disparity.hpp"

#include "engine/core/numbers.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <random>
#include <vector>

namespace tractwise::stats {
namespace {

using testing::HasSubstr;
using Groups = std::vector<GroupEstimate>;
using Values = std::vector<double>;

TEST(Gap, ByHand) {
    // se 5 of 3 and 4; ln 2 with se sqrt(0.03^2 + 0.08^2).
    const Gap g = gap({1, 100, 3}, {1, 50, 4});
    EXPECT_DOUBLE_EQ(g.difference.value, 50);
    EXPECT_DOUBLE_EQ(g.difference.se, 5);
    EXPECT_NEAR(g.difference.low, 50 - 1.96 * 5, 1e-3);
    EXPECT_NEAR(g.difference.high, 50 + 1.96 * 5, 1e-3);
    const double of_log = std::sqrt(0.0073);
    EXPECT_DOUBLE_EQ(g.ratio.value, 2);
    EXPECT_DOUBLE_EQ(g.ratio.se, 2 * of_log);
    EXPECT_NEAR(g.ratio.low, 2 / std::exp(1.96 * of_log), 1e-4);
    EXPECT_NEAR(g.ratio.high, 2 * std::exp(1.96 * of_log), 1e-4);
    const Gap narrow = gap({1, 100, 3}, {1, 50, 4}, Confidence::Percent90);
    EXPECT_NEAR(narrow.difference.high, 50 + 1.645 * 5, 1e-3);
    EXPECT_NEAR(narrow.ratio.high, 2 * std::exp(1.645 * of_log), 1e-4);
}

TEST(Gap, WhatCannotBeTold) {
    const Gap no_error = gap({1, 6, kNaN}, {1, 3, 1});
    EXPECT_EQ(no_error.difference.value, 3);
    EXPECT_EQ(no_error.ratio.value, 2);
    EXPECT_TRUE(std::isnan(no_error.difference.se) && std::isnan(no_error.difference.low));
    EXPECT_TRUE(std::isnan(no_error.ratio.se) && std::isnan(no_error.ratio.high));
    const Gap to_zero = gap({1, 6, 1}, {1, 0, 1});
    EXPECT_EQ(to_zero.difference.value, 6);
    EXPECT_TRUE(std::isnan(to_zero.ratio.value));
    const Gap from_zero = gap({1, 0, 1}, {1, 6, 1});
    EXPECT_EQ(from_zero.ratio.value, 0);
    EXPECT_TRUE(std::isnan(from_zero.ratio.low));
    EXPECT_TRUE(std::isnan(gap({1, kNaN, 1}, {1, 6, 1}).difference.value));
}

TEST(Gap, OfTheExtremes) {
    const Groups groups{{10, 5, 1}, {0, 99, 1}, {10, kNaN, 1},
                        {10, 2, 1}, {10, 5, 1}, {kNaN, 1, 1}};
    const WidestGap widest = widest_gap(groups);
    EXPECT_EQ(widest.greatest, 0U) << "the first of equal ones";
    EXPECT_EQ(widest.least, 3U);
    EXPECT_EQ(widest.groups, 3U);
    EXPECT_EQ(widest.left_out, 3U) << "nobody there, no estimate, people not known";
    EXPECT_EQ(widest.gap.difference.value, 3);
    EXPECT_TRUE(std::isnan(widest_gap(Groups{{10, 5, 1}}).gap.difference.value));
    EXPECT_TRUE(std::isnan(widest_gap({}).gap.ratio.value));
}

TEST(Slope, ALineByHand) {
    // Two equal groups stand at 1/4 and 3/4: from 10 to 20 in half of the way.
    const SlopeIndex two = slope_index(Groups{{50, 10}, {50, 20}});
    EXPECT_DOUBLE_EQ(two.slope.value, 20);
    EXPECT_DOUBLE_EQ(two.ratio.value, 5);
    EXPECT_TRUE(std::isnan(two.slope.se));
    // On the line y = 10 + 30 R, however many people a group has: R = 0.1, 0.35, 0.75.
    const SlopeIndex exact = slope_index(Groups{{20, 13}, {30, 20.5}, {kNaN, 7}, {50, 32.5}});
    EXPECT_DOUBLE_EQ(exact.slope.value, 30);
    EXPECT_DOUBLE_EQ(exact.ratio.value, 4);
    EXPECT_NEAR(exact.slope.se, 0, 1e-9);
    EXPECT_EQ(exact.groups, 3U);
    EXPECT_EQ(exact.left_out, 1U);
    EXPECT_TRUE(std::isnan(slope_index(Groups{{1, 90}, {1, 10}}).ratio.value)) << "its end: -30";
}

TEST(Slope, ACurveByHand) {
    // Two groups lie on their curve: odds 1/4 at R = 1/4 and 4 at 3/4 are 1/16 at 0 and 16 at 1.
    const SlopeIndex two = slope_index(Groups{{9, 20}, {9, 80}}, {.model = SlopeModel::Logit});
    EXPECT_NEAR(two.slope.value, 100 * (16.0 / 17 - 1.0 / 17), 1e-10);
    EXPECT_NEAR(two.ratio.value, 16, 1e-10);
    const SlopeIndex shares =
        slope_index(Groups{{9, 0.2}, {9, 0.8}}, {.model = SlopeModel::Logit, .scale = 1});
    EXPECT_NEAR(shares.slope.value, two.slope.value / 100, 1e-12);
}

TEST(Slope, WithoutACurve) {
    const SlopeSpec logit{.model = SlopeModel::Logit};
    const auto apart = slope_index(Groups{{5, 0}, {5, 100}}, logit);
    EXPECT_TRUE(std::isnan(apart.slope.value)) << "steeper and steeper";
    const auto nobody = slope_index(Groups{{5, 0}, {5, 0}, {5, 0}}, logit);
    EXPECT_EQ(nobody.slope.value, 0);
    EXPECT_TRUE(std::isnan(nobody.ratio.value));
    const auto everybody = slope_index(Groups{{5, 100}, {5, 100}}, logit);
    EXPECT_EQ(everybody.slope.value, 0);
    EXPECT_EQ(everybody.ratio.value, 1);
    EXPECT_NEAR(slope_index(Groups{{5, 30}, {8, 30}, {2, 30}}, logit).slope.value, 0, 1e-12);
    EXPECT_TRUE(std::isnan(slope_index(Groups{{5, 30}}, logit).slope.value));
    EXPECT_TRUE(std::isnan(slope_index({}).slope.value));
}

TEST(Slope, Errors) {
    const Groups groups{{5, 30}, {5, 130}};
    EXPECT_THAT(test::error_of([&] { slope_index(groups, {.model = SlopeModel::Logit}); }),
                HasSubstr("scale"));
    EXPECT_THAT(
        test::error_of([&] { slope_index(groups, {.model = SlopeModel::Logit, .scale = 0}); }),
        HasSubstr("not above 0"));
    const Values short_of_one{1}, below{1, -1};
    EXPECT_THAT(test::error_of([&] { slope_index(groups, {.weights = short_of_one}); }),
                HasSubstr("one for each group"));
    EXPECT_THAT(test::error_of([&] { slope_index(groups, {.weights = below}); }),
                HasSubstr("below 0"));
    EXPECT_THAT(test::error_of([&] {
                    slope_index(Groups{{-1, 3}, {1, 2}});
                }),
                HasSubstr("people of a group are below 0"));
}

// The curve is the one of greatest likelihood: no other close to it has more.
TEST(Slope, TheCurveIsTheMostLikelyOne) {
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> any(0, 1);
    for (int round = 0; round < 200; ++round) {
        Groups groups;
        double people = 0;
        for (int i = 0; i < 5; ++i) {
            groups.push_back({1 + 100 * any(random), 100 * std::pow(any(random), 4)});
            people += groups.back().population;
        }
        const SlopeIndex index = slope_index(groups, {.model = SlopeModel::Logit});
        const double low = index.slope.value / (index.ratio.value - 1) / 100;
        const double high = low * index.ratio.value;
        const auto likelihood = [&](double at_0, double at_1) {
            const double a = std::log(at_0 / (1 - at_0)), b = std::log(at_1 / (1 - at_1)) - a;
            double before = 0, sum = 0;
            for (const GroupEstimate& group : groups) {
                const double x = a + b * (before + group.population / 2) / people;
                sum += group.population * (group.value / 100 * x - std::log1p(std::exp(x)));
                before += group.population;
            }
            return sum;
        };
        const double best = likelihood(low, high);
        for (const double step : {0.99, 1.01}) {
            EXPECT_GE(best, likelihood(low * std::min(step, 0.999 / low), high));
            EXPECT_GE(best, likelihood(low, high * std::min(step, 0.999 / high)));
        }
    }
}

TEST(Concentration, ByHand) {
    // 2 (1/2 * -1/4 * 10 + 1/2 * 1/4 * 30) = 5, of a mean of 20.
    const Concentration c = concentration_index(Groups{{8, 10}, {8, 30}});
    EXPECT_DOUBLE_EQ(c.absolute.value, 5);
    EXPECT_DOUBLE_EQ(c.relative.value, 0.25);
    EXPECT_TRUE(std::isnan(c.absolute.se));
    EXPECT_DOUBLE_EQ(concentration_index(Groups{{8, 30}, {8, 10}}).absolute.value, -5);
    EXPECT_NEAR(concentration_index(Groups{{8, 7}, {3, 7}, {1, 7}}).absolute.value, 0, 1e-15);
}

TEST(Concentration, WhatCannotBeTold) {
    EXPECT_TRUE(std::isnan(concentration_index(Groups{{8, 10}}).absolute.value));
    const Concentration zero = concentration_index(Groups{{8, -1}, {8, 1}, {0, 5}});
    EXPECT_DOUBLE_EQ(zero.absolute.value, 0.5);
    EXPECT_TRUE(std::isnan(zero.relative.value));
    EXPECT_EQ(zero.groups, 2U);
    EXPECT_EQ(zero.left_out, 1U);
}

TEST(Spread, ByHand) {
    // Three quarters of the people have 8, a quarter has 16: m = 10.
    const Spread s = spread(Groups{{75, 8, 1}, {25, 16, 2}});
    EXPECT_DOUBLE_EQ(s.mean, 10);
    EXPECT_DOUBLE_EQ(s.variance.value, 0.75 * 4 + 0.25 * 36);
    EXPECT_DOUBLE_EQ(s.deviation, std::sqrt(12));
    EXPECT_DOUBLE_EQ(s.variation, 10 * std::sqrt(12));
    EXPECT_NEAR(s.theil.value, 1000 * (0.6 * std::log(0.8) + 0.4 * std::log(1.6)), 1e-12);
    EXPECT_NEAR(s.log_deviation.value, -1000 * (0.75 * std::log(0.8) + 0.25 * std::log(1.6)),
                1e-12);
    EXPECT_DOUBLE_EQ(s.mean_difference.unweighted, 4);
    EXPECT_DOUBLE_EQ(s.mean_difference.weighted, 3);
    EXPECT_DOUBLE_EQ(s.disparity.unweighted, 40);
    EXPECT_DOUBLE_EQ(s.disparity.weighted, 30);
}

TEST(Spread, WhatCannotBeTold) {
    const Spread one = spread(Groups{{75, 8, 1}, {25, kNaN, 2}});
    EXPECT_EQ(one.mean, 8);
    EXPECT_TRUE(std::isnan(one.variance.value) && std::isnan(one.disparity.weighted));
    EXPECT_EQ(one.left_out, 1U);
    EXPECT_TRUE(std::isnan(spread({}).mean));

    const Spread zero = spread(Groups{{50, 0, 1}, {50, 4, 1}});
    EXPECT_DOUBLE_EQ(zero.theil.value, 1000 * std::log(2)) << "all of it in one half";
    EXPECT_TRUE(std::isnan(zero.theil.se));
    EXPECT_TRUE(std::isnan(zero.log_deviation.value));
    EXPECT_FALSE(std::isnan(zero.variation));

    const Spread below = spread(Groups{{50, -2, 1}, {50, 4, 1}});
    EXPECT_TRUE(std::isnan(below.theil.value));
    EXPECT_DOUBLE_EQ(below.variation, 300);
    const Spread nothing = spread(Groups{{50, 0, 1}, {50, 0, 1}});
    EXPECT_EQ(nothing.variance.value, 0);
    EXPECT_TRUE(std::isnan(nothing.variation) && std::isnan(nothing.theil.value));
    EXPECT_TRUE(std::isnan(spread(Groups{{5, 1, kNaN}, {5, 2, 1}}).variance.se));
}

TEST(Spread, ErrorsAreThoseOfDrawingTheEstimatesAgainAndAgain) {
    const Groups groups{{40, 20, 1}, {25, 30, 2}, {20, 26, 1.5}, {15, 45, 2}};
    const Spread once = spread(groups);
    std::mt19937_64 random(3);
    std::normal_distribution<double> normal;
    constexpr int kDraws = 40'000;
    double sum[3] = {}, squares[3] = {};
    for (int draw = 0; draw < kDraws; ++draw) {
        Groups drawn = groups;
        for (GroupEstimate& group : drawn)
            group.value += group.se * normal(random);
        const Spread s = spread(drawn);
        const double is[] = {s.variance.value, s.theil.value, s.log_deviation.value};
        for (std::size_t k = 0; k < 3; ++k) {
            sum[k] += is[k];
            squares[k] += is[k] * is[k];
        }
    }
    const double formula[] = {once.variance.se, once.theil.se, once.log_deviation.se};
    const double tolerance[] = {0.02, 0.05, 0.05}; // the first is exact, the others first order
    for (std::size_t k = 0; k < 3; ++k) {
        const double mean = sum[k] / kDraws;
        EXPECT_NEAR(std::sqrt(squares[k] / kDraws - mean * mean) / formula[k], 1, tolerance[k]);
    }
}

TEST(FromGroup, ByHand) {
    const Groups groups{{75, 8}, {25, 16}, {9, kNaN}};
    const FromGroup high = from_best(groups, Better::Higher);
    EXPECT_EQ(high.reference, 1U);
    EXPECT_DOUBLE_EQ(high.mean_difference.unweighted, 4);
    EXPECT_DOUBLE_EQ(high.mean_difference.weighted, 6);
    EXPECT_DOUBLE_EQ(high.risk, 6);
    EXPECT_DOUBLE_EQ(high.fraction, 60);
    EXPECT_EQ(high.left_out, 1U);
    const FromGroup low = from_best(groups, Better::Lower);
    EXPECT_EQ(low.reference, 0U);
    EXPECT_DOUBLE_EQ(low.risk, -2);
    EXPECT_DOUBLE_EQ(low.fraction, -20);
    const FromGroup worse = from_reference(groups, 0, Better::Higher);
    EXPECT_EQ(worse.risk, 0) << "nobody gains from being as the worst";
    EXPECT_EQ(worse.fraction, 0);
    EXPECT_DOUBLE_EQ(worse.mean_difference.weighted, 2);
}

TEST(FromGroup, WhatCannotBeTold) {
    const Groups groups{{75, 8}, {25, 16}, {9, kNaN}};
    EXPECT_TRUE(std::isnan(from_reference(groups, 2, Better::Higher).risk));
    EXPECT_TRUE(std::isnan(from_best(Groups{{1, 3}}, Better::Lower).mean_difference.weighted));
    EXPECT_TRUE(std::isnan(from_best(Groups{{0, 3}}, Better::Lower).risk));
    EXPECT_THAT(test::error_of([&] { from_reference(groups, 3, Better::Higher); }),
                HasSubstr("none of the groups"));
}

TEST(GroupMean, ByHand) {
    // 100 +/- 30 people at 10, 300 +/- 40 at 14: r = 13; sqrt(9 * 900 + 1 * 1600) / 400.
    const GroupMean mean =
        group_mean(Values{100, 300, 50, kNaN}, Values{30, 40, kNaN, 5}, Values{10, 14, kNaN, 12});
    EXPECT_DOUBLE_EQ(mean.value, 13);
    EXPECT_DOUBLE_EQ(mean.moe, std::sqrt(9700) / 400);
    EXPECT_EQ(mean.people, 400);
    EXPECT_EQ(mean.people_left_out, 50);
    EXPECT_EQ(mean.tracts, 2U);
    EXPECT_EQ(mean.left_out, 2U);
    // 13 / 10 with margins: sqrt(m^2 + 1.69 * 0.25) / 10.
    const RatioOfMeans ratio = ratio_of_means(mean, {.value = 10, .moe = 0.5});
    EXPECT_DOUBLE_EQ(ratio.value, 1.3);
    EXPECT_DOUBLE_EQ(ratio.moe, std::sqrt(9700.0 / 160000 + 1.69 * 0.25) / 10);
}

TEST(GroupMean, WhatCannotBeTold) {
    const GroupMean code = group_mean(Values{100, 300}, Values{30, -555555555}, Values{10, 14});
    EXPECT_DOUBLE_EQ(code.value, 13);
    EXPECT_TRUE(std::isnan(code.moe));
    const GroupMean nobody = group_mean(Values{0, 0}, Values{12, 12}, Values{10, 14});
    EXPECT_TRUE(std::isnan(nobody.value) && std::isnan(nobody.moe));
    EXPECT_EQ(nobody.tracts, 2U);
    EXPECT_TRUE(std::isnan(ratio_of_means(code, {.value = 0, .moe = 1}).value));
    EXPECT_TRUE(std::isnan(ratio_of_means(nobody, code).value));
    EXPECT_THAT(test::error_of([] { group_mean(Values{-1}, Values{1}, Values{1}); }),
                HasSubstr("below 0"));
    EXPECT_THAT(test::error_of([] { group_mean(Values{1}, Values{}, Values{1}); }),
                HasSubstr("different length"));
}

TEST(GroupMean, EqualsDrawingTheCountsAgainAndAgain) {
    const Values counts{400, 900, 250, 1200}, margins{80, 120, 60, 150}, outcome{9, 14, 20, 11};
    const GroupMean once = group_mean(counts, margins, outcome);
    std::mt19937_64 random(9);
    std::normal_distribution<double> normal;
    constexpr int kDraws = 40'000;
    double sum = 0, squares = 0;
    for (int draw = 0; draw < kDraws; ++draw) {
        Values drawn = counts;
        for (std::size_t i = 0; i < drawn.size(); ++i)
            drawn[i] += margins[i] / 1.645 * normal(random);
        const double value = group_mean(drawn, margins, outcome).value;
        sum += value;
        squares += value * value;
    }
    const double mean = sum / kDraws;
    EXPECT_NEAR(1.645 * std::sqrt(squares / kDraws - mean * mean) / once.moe, 1, 0.03);
}

TEST(GroupMean, AnOutcomeThatIsAnEstimateAddsItsOwnMargin) {
    // r = 13 as above: sqrt(9 * 900 + 1 * 1600 + (100 * 2)^2 + (300 * 1)^2) / 400.
    const GroupMean mean =
        group_mean(Values{100, 300}, Values{30, 40}, Values{10, 14}, Values{2, 1});
    EXPECT_DOUBLE_EQ(mean.moe, std::sqrt(9700 + 40000 + 90000) / 400);
    const GroupMean unknown =
        group_mean(Values{100, 300}, Values{30, 40}, Values{10, 14}, Values{2, kNaN});
    EXPECT_DOUBLE_EQ(unknown.value, 13);
    EXPECT_TRUE(std::isnan(unknown.moe));
    // Of a tract where nobody of the group lives, no margin is asked for.
    EXPECT_DOUBLE_EQ(group_mean(Values{100, 0}, Values{30, 0}, Values{10, 14}, Values{2, kNaN}).moe,
                     2);
}
} // namespace
} // namespace tractwise::stats
