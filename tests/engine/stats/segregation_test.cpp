// SPDX-License-Identifier: Apache-2.0
#include "engine/stats/segregation.hpp"

#include "engine/core/numbers.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <functional>
#include <random>
#include <vector>

namespace tractwise::stats {
namespace {

using testing::HasSubstr;
using Counts = std::vector<double>;

TEST(Segregation, ByHand) {
    // 30 of 40 and 10 of 60 are in the group, P = 0.4:
    // D = (40 * 0.35 + 60 * 7/30) / (2 * 100 * 0.24), isolation 3/4 * 3/4 + 1/4 * 1/6.
    const Segregation s = segregation(Counts{30, 10, 0, kNaN, 5}, Counts{10, 50, 0, 9, kNaN});
    EXPECT_DOUBLE_EQ(s.dissimilarity, 28.0 / 48);
    EXPECT_DOUBLE_EQ(s.isolation, 9.0 / 16 + 1.0 / 24);
    EXPECT_DOUBLE_EQ(s.exposure, 1 - 9.0 / 16 - 1.0 / 24);
    EXPECT_DOUBLE_EQ(s.gini, 40 * 60 * (0.75 - 1.0 / 6) / (100 * 100 * 0.24));
    const auto entropy = [](double p) { return -p * std::log(p) - (1 - p) * std::log(1 - p); };
    EXPECT_DOUBLE_EQ(s.entropy, 1 - (0.4 * entropy(0.75) + 0.6 * entropy(1.0 / 6)) / entropy(0.4));
    EXPECT_EQ(s.tracts, 2U);
    EXPECT_EQ(s.left_out, 3U);
}

TEST(Segregation, FromNoneToAll) {
    const Segregation none = segregation(Counts{10, 20, 5}, Counts{30, 60, 15});
    for (const double index : {none.dissimilarity, none.gini, none.entropy})
        EXPECT_NEAR(index, 0, 1e-15);
    EXPECT_DOUBLE_EQ(none.isolation, 0.25);
    const Segregation all = segregation(Counts{10, 0, 5}, Counts{0, 60, 0});
    for (const double index : {all.dissimilarity, all.gini, all.entropy, all.isolation})
        EXPECT_DOUBLE_EQ(index, 1);
    EXPECT_NEAR(all.exposure, 0, 1e-15);
    const Segregation nobody = segregation(Counts{0, 0}, Counts{10, 20});
    EXPECT_TRUE(std::isnan(nobody.dissimilarity) && std::isnan(nobody.isolation));
    EXPECT_EQ(nobody.tracts, 2U);
    EXPECT_TRUE(std::isnan(segregation({}, {}).gini));
}

TEST(Segregation, EqualsTheSumsOverAllPairsOfTracts) {
    std::mt19937_64 random(11);
    std::uniform_int_distribution<int> any(0, 40);
    for (int round = 0; round < 100; ++round) {
        Counts a, b;
        for (int i = 0; i < 30; ++i) {
            a.push_back(any(random));
            b.push_back(any(random));
        }
        double people = 0, members = 0, pairs = 0;
        for (std::size_t i = 0; i < a.size(); ++i) {
            people += a[i] + b[i];
            members += a[i];
            for (std::size_t j = 0; j < a.size(); ++j)
                if (a[i] + b[i] > 0 && a[j] + b[j] > 0)
                    pairs += std::abs(a[i] * (a[j] + b[j]) - a[j] * (a[i] + b[i]));
        }
        const Segregation s = segregation(a, b);
        EXPECT_NEAR(s.gini, pairs / (2 * members * (people - members)), 1e-13);
        EXPECT_GE(s.gini, s.dissimilarity - 1e-13);
        EXPECT_NEAR(segregation(b, a).dissimilarity, s.dissimilarity, 1e-13);
        // xPy X = yPx Y
        EXPECT_NEAR(s.exposure * members, segregation(b, a).exposure * (people - members), 1e-9);
    }
}

TEST(Segregation, ExposureAmongEverybody) {
    const Counts a{30, 10, kNaN}, b{5, 20, 1}, everybody{40, 60, 10};
    EXPECT_DOUBLE_EQ(exposure(a, b, everybody), 0.75 * 5 / 40 + 0.25 * 20 / 60);
    EXPECT_DOUBLE_EQ(exposure(a, a, everybody), 0.75 * 30 / 40 + 0.25 * 10 / 60);
    EXPECT_TRUE(std::isnan(exposure(Counts{0}, Counts{1}, Counts{1})));
}

TEST(Segregation, EntropyOfManyGroups) {
    // H = 1 - (E in tracts) / (E of the whole); here the tracts are even halves of 2 of 4 groups.
    const Counts a{10, 0}, b{10, 0}, c{0, 10}, d{0, 10};
    const std::span<const double> four[] = {a, b, c, d};
    EXPECT_DOUBLE_EQ(entropy_index(four), 0.5);
    const Counts missing{kNaN, 1, 1}, whole{1, 1, 1};
    const std::span<const double> two[] = {missing, whole}, one[] = {whole};
    EXPECT_NEAR(entropy_index(two), 0, 1e-15);
    EXPECT_TRUE(std::isnan(entropy_index(one)));
    EXPECT_TRUE(std::isnan(entropy_index({})));
}

TEST(Segregation, Errors) {
    EXPECT_THAT(test::error_of([] {
                    segregation(Counts{1}, Counts{1, 2});
                }),
                HasSubstr("different length"));
    EXPECT_THAT(test::error_of([] { segregation(Counts{-1}, Counts{1}); }), HasSubstr("below 0"));
    EXPECT_THAT(test::error_of([] { exposure(Counts{1}, Counts{1}, Counts{}); }),
                HasSubstr("different length"));
}

TEST(Segregation, AtkinsonsByHand) {
    // x 30 and 10, y 10 and 50: 1 - (sqrt 300 + sqrt 500)^2 / (40 * 60); the same from the other side.
    const double roots = std::sqrt(300) + std::sqrt(500);
    EXPECT_DOUBLE_EQ(segregation(Counts{30, 10}, Counts{10, 50}).atkinson,
                     1 - roots * roots / 2400);
    EXPECT_DOUBLE_EQ(segregation(Counts{10, 50}, Counts{30, 10}).atkinson,
                     1 - roots * roots / 2400);
    EXPECT_DOUBLE_EQ(segregation(Counts{10, 0}, Counts{0, 60}).atkinson, 1);
}

TEST(Segregation, ErrorsAreThoseOfDrawingTheCountsAgainAndAgain) {
    const Counts group{400, 900, 250, 1200, 60}, others{2400, 700, 1250, 300, 3060};
    const Counts group_se{20, 30, 15, 40, 6}, others_se{60, 30, 50, 20, 90};
    const Segregation once = segregation(group, others, {group_se, others_se});
    std::mt19937_64 random(4);
    std::normal_distribution<double> normal;
    constexpr int kDraws = 40'000;
    double sum[3] = {}, squares[3] = {};
    for (int draw = 0; draw < kDraws; ++draw) {
        Counts a = group, b = others;
        for (std::size_t i = 0; i < a.size(); ++i) {
            a[i] += group_se[i] * normal(random);
            b[i] += others_se[i] * normal(random);
        }
        const Segregation s = segregation(a, b);
        const double is[] = {s.dissimilarity, s.gini, s.isolation};
        for (std::size_t k = 0; k < 3; ++k) {
            sum[k] += is[k];
            squares[k] += is[k] * is[k];
        }
    }
    const double formula[] = {once.dissimilarity_se, once.gini_se, once.isolation_se};
    for (std::size_t k = 0; k < 3; ++k) {
        const double mean = sum[k] / kDraws;
        EXPECT_NEAR(std::sqrt(squares[k] / kDraws - mean * mean) / formula[k], 1, 0.03) << k;
    }
    EXPECT_TRUE(std::isnan(segregation(group, others).dissimilarity_se));
    const Counts unknown{20, -555555555, 15, 40, 6};
    EXPECT_TRUE(std::isnan(segregation(group, others, {unknown, others_se}).gini_se));
    EXPECT_THAT(test::error_of([&] {
                    segregation(group, others, {group_se, {}});
                }),
                HasSubstr("different length"));
}

} // namespace
} // namespace tractwise::stats
