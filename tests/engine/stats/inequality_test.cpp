// SPDX-License-Identifier: Apache-2.0
#include "engine/stats/inequality.hpp"

#include "engine/core/numbers.hpp"
#include "engine/stats/disparity.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <random>
#include <vector>

namespace tractwise::stats {
namespace {

using testing::HasSubstr;
using Numbers = std::vector<double>;

const Numbers kTenIncomes{541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261};

// Printed by the examples of the R packages acid 1.1 (gini) and phylotools 0.1.2 (gini).
TEST(Inequality, GiniAsPackagesPrintIt) {
    EXPECT_NEAR(inequality({kTenIncomes, Numbers(10, 1)}).gini.value, 0.4620911, 5e-8);
    const Numbers seven{1, 3, 2, 1, 1, 1, 4};
    EXPECT_NEAR(inequality({seven, Numbers(7, 2.5)}).gini.value, 0.3076923, 5e-8);
}

TEST(Inequality, EqualsTheSumsOverAllPairs) {
    std::mt19937_64 random(2);
    std::uniform_int_distribution<int> any(1, 12);
    for (int round = 0; round < 100; ++round) {
        Numbers values, people;
        std::vector<GroupEstimate> groups;
        for (int i = 0; i < 40; ++i) {
            values.push_back(any(random));
            people.push_back(any(random));
            groups.push_back({people.back(), values.back()});
        }
        double pairs = 0, all = 0, sum = 0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            all += people[i];
            sum += people[i] * values[i];
            for (std::size_t j = 0; j < values.size(); ++j)
                pairs += people[i] * people[j] * std::abs(values[i] - values[j]);
        }
        const Inequality found = inequality({values, people});
        EXPECT_NEAR(found.gini.value, pairs / (2 * all * sum), 1e-13);
        EXPECT_NEAR(found.mean, sum / all, 1e-13);
        EXPECT_NEAR(1000 * found.theil.value, spread(groups).theil.value, 1e-10);
        EXPECT_NEAR(1000 * found.log_deviation.value, spread(groups).log_deviation.value, 1e-10);
        // Who ranks a value by itself, the highest first, gets minus its Gini index.
        EXPECT_NEAR(concentration({values, people}, values).relative.value, -found.gini.value,
                    1e-13);
    }
}

TEST(Inequality, PalmaByHand) {
    // Ten people: the highest has 22,261, the lowest four 541 + 1463 + 2445 + 3438.
    EXPECT_DOUBLE_EQ(inequality({kTenIncomes, Numbers(10, 3)}).palma.value, 22261.0 / 7887);
    // Five: half of the highest one, and the lowest two.
    EXPECT_DOUBLE_EQ(inequality({Numbers{50, 10, 40, 20, 30}, Numbers(5, 1)}).palma.value,
                     25.0 / 30);
    EXPECT_TRUE(std::isnan(inequality({Numbers{0, 0, 0, 5, 5}, Numbers(5, 1)}).palma.value));
}

TEST(Inequality, WhatCannotBeTold) {
    const Inequality some = inequality({Numbers{1, kNaN, 3, 4}, Numbers{1, 1, 1, 0}});
    EXPECT_EQ(some.rows, 2U);
    EXPECT_EQ(some.left_out, 2U);
    EXPECT_DOUBLE_EQ(some.gini.value, 0.25);
    EXPECT_TRUE(std::isnan(some.gini.se) && std::isnan(some.noise_share));
    const Inequality zero = inequality({Numbers{0, 2}, Numbers{1, 1}, Numbers{0.1, 0.1}});
    EXPECT_DOUBLE_EQ(zero.gini.value, 0.5);
    EXPECT_FALSE(std::isnan(zero.gini.se));
    EXPECT_DOUBLE_EQ(zero.theil.value, std::log(2));
    EXPECT_TRUE(std::isnan(zero.theil.se) && std::isnan(zero.log_deviation.value));
    const Inequality below = inequality({Numbers{-1, 2}, Numbers{1, 1}});
    EXPECT_DOUBLE_EQ(below.mean, 0.5);
    EXPECT_TRUE(std::isnan(below.gini.value) && std::isnan(below.theil.value));
    EXPECT_TRUE(std::isnan(inequality({Numbers{0, 0}, Numbers{1, 1}}).gini.value));
    EXPECT_EQ(inequality({Numbers{3, 3}, Numbers{1, 7}}).gini.value, 0);
    EXPECT_EQ(inequality({}).rows, 0U);
    EXPECT_TRUE(std::isnan(inequality({Numbers{1, 2}, Numbers{1, 1}, Numbers{0.1, -5}}).gini.se));
    EXPECT_THAT(test::error_of([] {
                    inequality({Numbers{1}, Numbers{-1}});
                }),
                HasSubstr("below 0"));
    EXPECT_THAT(test::error_of([] {
                    inequality({Numbers{1}, Numbers{1}, Numbers{1, 2}});
                }),
                HasSubstr("different length"));
    EXPECT_THAT(test::error_of([] {
                    concentration({Numbers{1}, Numbers{1}}, {});
                }),
                HasSubstr("different length"));
}

// One person each; the worst off first, as a column of need ranks them.
TEST(Concentration, OfTractsByHand) {
    // Shares 0.1, 0.2, 0.6 behind needs 9, 5, 1: R = 1/6, 1/2, 5/6, so 2/3 (-0.1 / 3 + 0.6 / 3) = 1/9; m = 0.3.
    const Numbers share{0.2, 0.6, 0.1, 0.9}, people(4, 1), need{5, 1, 9, kNaN};
    const RankedConcentration found = concentration({share, people}, need);
    EXPECT_NEAR(found.absolute.value, 1.0 / 9, 1e-15);
    EXPECT_NEAR(found.relative.value, 10.0 / 27, 1e-15);
    EXPECT_NEAR(found.erreygers.value, 4.0 / 9, 1e-15);
    EXPECT_NEAR(found.wagstaff.value, 10.0 / 27 / 0.7, 1e-15);
    EXPECT_EQ(found.rows, 3U);
    EXPECT_EQ(found.left_out, 1U);
    // Of those who are without, the bounded ones change only their sign.
    const Numbers without{0.8, 0.4, 0.9, 0.1};
    const RankedConcentration other = concentration({without, people}, need);
    EXPECT_NEAR(other.erreygers.value, -4.0 / 9, 1e-15);
    EXPECT_NEAR(other.wagstaff.value, -10.0 / 27 / 0.7, 1e-15);
    EXPECT_GT(std::abs(other.relative.value + found.relative.value), 0.1);
    // Equal ranks stand at the middle of all of theirs, in any order.
    EXPECT_NEAR(concentration({share, people}, Numbers(4, 7)).absolute.value, 0, 1e-15);
    EXPECT_TRUE(
        std::isnan(concentration({Numbers{1, 2}, Numbers{1, 1}}, Numbers{1, 2}).wagstaff.value));
    // The groups of concentration_index, in rows.
    const Concentration groups =
        concentration_index(std::vector<GroupEstimate>{{2, 75}, {3, 91}, {1, 96}});
    EXPECT_NEAR(
        concentration({Numbers{96, 75, 91}, Numbers{1, 2, 3}}, Numbers{0, 9, 4}).absolute.value,
        groups.absolute.value, 1e-13);
}

TEST(Inequality, ErrorsAreThoseOfDrawingTheValuesAgainAndAgain) {
    const Numbers values{0.10, 0.22, 0.31, 0.47, 0.58, 0.66}, people{900, 400, 1200, 700, 300, 500},
        se{0.010, 0.012, 0.008, 0.020, 0.015, 0.011}, need{3, 9, 4, 1, 7, 2};
    const Inequality once = inequality({values, people, se});
    const RankedConcentration ranked = concentration({values, people, se}, need);
    std::mt19937_64 random(6);
    std::normal_distribution<double> normal;
    constexpr int kDraws = 40'000;
    constexpr std::size_t kMeasures = 8;
    double sum[kMeasures] = {}, squares[kMeasures] = {};
    for (int draw = 0; draw < kDraws; ++draw) {
        Numbers drawn = values;
        for (std::size_t i = 0; i < drawn.size(); ++i)
            drawn[i] += se[i] * normal(random);
        const Inequality s = inequality({drawn, people});
        const RankedConcentration c = concentration({drawn, people}, need);
        const double is[] = {s.gini.value,     s.theil.value,    s.log_deviation.value,
                             s.palma.value,    c.absolute.value, c.relative.value,
                             c.wagstaff.value, c.erreygers.value};
        for (std::size_t k = 0; k < kMeasures; ++k) {
            sum[k] += is[k];
            squares[k] += is[k] * is[k];
        }
    }
    const double formula[] = {once.gini.se,       once.theil.se,      once.log_deviation.se,
                              once.palma.se,      ranked.absolute.se, ranked.relative.se,
                              ranked.wagstaff.se, ranked.erreygers.se};
    for (std::size_t k = 0; k < kMeasures; ++k) {
        const double mean = sum[k] / kDraws;
        EXPECT_NEAR(std::sqrt(squares[k] / kDraws - mean * mean) / formula[k], 1, 0.03) << k;
    }
    // Of the variance between these tracts, what is noise: sum q se^2 / sum q (y - m)^2.
    double all = 0, mean = 0, noise = 0, variance = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        all += people[i];
        mean += people[i] * values[i];
    }
    mean /= all;
    for (std::size_t i = 0; i < values.size(); ++i) {
        noise += people[i] * se[i] * se[i];
        variance += people[i] * (values[i] - mean) * (values[i] - mean);
    }
    EXPECT_NEAR(once.noise_share, noise / variance, 1e-12);
}

TEST(TheilParts, ByHand) {
    // Two regions of two rows: means 2 and 6, m = 4, s = 1/4 and 3/4.
    const TheilParts parts = theil_parts(Numbers{1, 3, 6, 6, kNaN, 9}, Numbers{1, 1, 1, 1, 1, 0},
                                         std::vector<std::size_t>{0, 0, 1, 1, 1, 0});
    const double between = 0.25 * std::log(0.5) + 0.75 * std::log(1.5);
    const double within = 0.25 * (0.25 * std::log(0.5) + 0.75 * std::log(1.5));
    EXPECT_DOUBLE_EQ(parts.between, between);
    EXPECT_DOUBLE_EQ(parts.within, within);
    EXPECT_DOUBLE_EQ(parts.total, between + within);
    EXPECT_EQ(parts.rows, 4U);
    EXPECT_EQ(parts.left_out, 2U);
}

TEST(TheilParts, AddUpAndAgreeWithTheIndexOfGroups) {
    std::mt19937_64 random(5);
    std::uniform_int_distribution<int> any(0, 9);
    for (int round = 0; round < 100; ++round) {
        Numbers values, weights;
        std::vector<std::size_t> region;
        std::vector<GroupEstimate> groups;
        for (int i = 0; i < 40; ++i) {
            values.push_back(any(random) + 0.5 * (i % 2));
            weights.push_back(1 + any(random));
            region.push_back(static_cast<std::size_t>(any(random)));
            groups.push_back({weights.back(), values.back()});
        }
        const TheilParts parts = theil_parts(values, weights, region);
        EXPECT_NEAR(parts.total, parts.between + parts.within, 1e-14);
        EXPECT_NEAR(1000 * parts.total, spread(groups).theil.value, 1e-10);
    }
}

TEST(TheilParts, WhatCannotBeTold) {
    const std::vector<std::size_t> region{0, 1};
    EXPECT_TRUE(std::isnan(theil_parts(Numbers{1, -1}, Numbers{1, 1}, region).total));
    EXPECT_TRUE(std::isnan(theil_parts(Numbers{0, 0}, Numbers{1, 1}, region).total));
    EXPECT_DOUBLE_EQ(theil_parts(Numbers{0, 2}, Numbers{1, 1}, region).between, std::log(2));
    EXPECT_THAT(test::error_of([&] { theil_parts(Numbers{1}, Numbers{1}, region); }),
                HasSubstr("different length"));
    EXPECT_THAT(test::error_of([&] {
                    theil_parts(Numbers{1, 1}, Numbers{1, -1}, region);
                }),
                HasSubstr("below 0"));
}

TEST(Atkinson, ByHand) {
    // Three of four people with 1, one with 9 (m = 3), e = 2: 1 - 1 / (3/4 * 3 + 1/4 / 3).
    EXPECT_DOUBLE_EQ(atkinson(Numbers{1, 9}, Numbers{3, 1}, 2), 1 - 1 / (9.0 / 4 + 1.0 / 12));
    EXPECT_NEAR(atkinson(Numbers{1, 9}, Numbers{3, 1}, 1 + 1e-7),
                atkinson(Numbers{1, 9}, Numbers{3, 1}, 1), 1e-6);
    EXPECT_DOUBLE_EQ(atkinson(Numbers{0, 4}, Numbers{1, 1}, 0.5), 0.5);
    EXPECT_EQ(atkinson(Numbers{0, 4}, Numbers{1, 1}, 1), 1);
    EXPECT_EQ(atkinson(Numbers{0, 4}, Numbers{1, 1}, 2), 1);
    EXPECT_NEAR(atkinson(Numbers{7, 7, kNaN}, Numbers{1, 5, 1}, 3), 0, 1e-15);
    EXPECT_TRUE(std::isnan(atkinson(Numbers{-1, 4}, Numbers{1, 1}, 2)));
    EXPECT_TRUE(std::isnan(atkinson({}, {}, 2)));
    EXPECT_THAT(test::error_of([] { atkinson({}, {}, -1); }), HasSubstr("below 0"));
}

} // namespace
} // namespace tractwise::stats
