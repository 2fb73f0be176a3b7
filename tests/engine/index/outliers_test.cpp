// SPDX-License-Identifier: Apache-2.0
#include "engine/index/outliers.hpp"

#include "engine/core/numbers.hpp"
#include "engine/index/normalize.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace tractwise::index {
namespace {

using Values = std::vector<double>;

const Values kOneFar{1, 2, 3, 4, 5, 6, 7, 8, 9, 100};

TEST(Outliers, ShapeByHand) {
    // 2, 4, 4, 4, 5, 5, 7, 9: m2 = 4, m3 = 5.25, m4 = 44.5.
    const Shape shape = shape_of(Values{2, 4, kNaN, 4, 4, 5, 5, 7, 9});
    EXPECT_NEAR(shape.skewness, 5.25 / 8 * std::sqrt(56.0) / 6, 1e-14);
    EXPECT_NEAR(shape.kurtosis, 7.0 / 30 * (9 * (44.5 / 16 - 3) + 6), 1e-14);
    EXPECT_TRUE(std::isnan(shape_of(Values{3, 3, 3, 3}).skewness));
    EXPECT_TRUE(std::isnan(shape_of(Values{1, 2}).skewness));
    EXPECT_TRUE(std::isnan(shape_of(Values{1, 2, 4}).kurtosis));
    EXPECT_FALSE(outlying(shape_of(Values{}), {}));
}

TEST(Outliers, OneFarValueBecomesItsNeighbor) {
    ASSERT_TRUE(outlying(shape_of(kOneFar), {}));
    const Treated high = treat_outliers(kOneFar, {});
    EXPECT_EQ(high.values, (Values{1, 2, 3, 4, 5, 6, 7, 8, 9, 9}));
    EXPECT_EQ(high.winsorized, 1U);
    EXPECT_TRUE(high.passes && !high.transformed);
    Values low;
    for (const double x : kOneFar)
        low.push_back(-x);
    EXPECT_EQ(treat_outliers(low, {}).values.back(), -9);
    // Missing values stay, in their places.
    const Treated gaps = treat_outliers(Values{kNaN, 1, 2, 3, 4, 5, 6, 7, 8, 9, 100, kNaN}, {});
    EXPECT_TRUE(std::isnan(gaps.values.front()) && std::isnan(gaps.values.back()));
    EXPECT_EQ(gaps.values[10], 9);
    EXPECT_EQ(treat_outliers(Values{1, 2, 3}, {}).values, (Values{1, 2, 3}));
    EXPECT_TRUE(treat_outliers(Values{}, {}).values.empty());
}

TEST(Outliers, WhereThatIsNotEnough) {
    const OutlierRule none{.winsorize = 0, .then = OutlierRule::Then::Nothing};
    EXPECT_EQ(treat_outliers(kOneFar, none).values, kOneFar);
    EXPECT_FALSE(treat_outliers(kOneFar, none).passes);
    // ln(x - 1 + 0.99): of the column as it was.
    const Treated logs = treat_outliers(kOneFar, {.winsorize = 0});
    EXPECT_TRUE(logs.transformed);
    EXPECT_EQ(logs.winsorized, 0U);
    EXPECT_DOUBLE_EQ(logs.values[0], std::log(0.99));
    EXPECT_DOUBLE_EQ(logs.values[9], std::log(99.99));
    EXPECT_TRUE(std::is_sorted(logs.values.begin(), logs.values.end()));
    Values low;
    for (const double x : kOneFar)
        low.push_back(-x);
    EXPECT_DOUBLE_EQ(treat_outliers(low, {.winsorize = 0}).values[9], -std::log(99.99));
    const Treated root =
        treat_outliers(kOneFar, {.winsorize = 0, .then = OutlierRule::Then::BoxCox, .lambda = 0.5});
    EXPECT_DOUBLE_EQ(root.values[3], (2.0 - 1) / 0.5);
    EXPECT_DOUBLE_EQ(
        treat_outliers(kOneFar, {.winsorize = 0, .then = OutlierRule::Then::BoxCox}).values[9],
        std::log(100));
    Values zeros = kOneFar;
    zeros[0] = 0;
    EXPECT_DOUBLE_EQ(
        treat_outliers(zeros, {.winsorize = 0, .then = OutlierRule::Then::BoxCox}).values[0], 0);
}

TEST(Outliers, BeforeValuesAreNormalized) {
    const Normalizer drawn_in{.method = Normalization::MinMax, .outliers = OutlierRule{}};
    const Values ours = normalize(drawn_in, kOneFar);
    EXPECT_DOUBLE_EQ(ours[8], 1);
    EXPECT_DOUBLE_EQ(ours[9], 1);
    EXPECT_DOUBLE_EQ(ours[4], 0.5);
    EXPECT_DOUBLE_EQ(normalize({.method = Normalization::MinMax}, kOneFar)[8], 8.0 / 99);
    EXPECT_DOUBLE_EQ(normalize(drawn_in, kOneFar, Turn::Before)[0], 1);
    // Among those that are compared with each other.
    const Groups two{{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {10, 11}};
    Values values = kOneFar, out(12, kNaN);
    values.insert(values.end(), {100, 300});
    ValueOrder order;
    normalize_groups(drawn_in, Turn::None, std::nullopt, values, two, order, out);
    EXPECT_DOUBLE_EQ(out[9], 1);
    EXPECT_DOUBLE_EQ(out[10], 0);
    EXPECT_DOUBLE_EQ(out[11], 1);
}

} // namespace
} // namespace tractwise::index
