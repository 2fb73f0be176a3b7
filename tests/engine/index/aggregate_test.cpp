// SPDX-License-Identifier: Apache-2.0
#include "engine/index/aggregate.hpp"

#include "engine/core/numbers.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace tractwise::index {
namespace {

double of(Aggregation method, std::vector<double> values, std::vector<double> weights,
          double power = 1) {
    return aggregate(method, values, weights, power);
}

TEST(Aggregate, EachMethodByHand) {
    EXPECT_DOUBLE_EQ(of(Aggregation::Sum, {1, 2, 3}, {1, 1, 2}), 9);
    EXPECT_DOUBLE_EQ(of(Aggregation::Mean, {1, 2, 3}, {1, 1, 2}), 2.25);
    EXPECT_DOUBLE_EQ(of(Aggregation::Product, {2, 3}, {1, 2}), 18);
    EXPECT_DOUBLE_EQ(of(Aggregation::Maximum, {2, 5, 3}, {1, 1, 1}), 5);
    // The two literals of COINr's own tests.
    EXPECT_DOUBLE_EQ(of(Aggregation::GeometricMean, {1, 2, 3}, {1, 1, 2}), 2.0597671439071177);
    EXPECT_DOUBLE_EQ(of(Aggregation::HarmonicMean, {1, 2, 3}, {2, 1, 1}), 1.411764705882353);
    EXPECT_DOUBLE_EQ(of(Aggregation::PowerMean, {3, 4}, {1, 1}, 2), std::sqrt(12.5));
    EXPECT_DOUBLE_EQ(of(Aggregation::PowerMean, {1, 4}, {1, 1}, 0), 2);
}

TEST(Aggregate, WeightsAreRenormalizedOverWhatIsPresent) {
    EXPECT_DOUBLE_EQ(of(Aggregation::Mean, {1, kNaN, 3}, {1, 5, 3}), 2.5);
    EXPECT_DOUBLE_EQ(of(Aggregation::GeometricMean, {kNaN, 4}, {3, 2}), 4);
    EXPECT_DOUBLE_EQ(of(Aggregation::Product, {kNaN, 4}, {3, 1}), 4);
    EXPECT_DOUBLE_EQ(of(Aggregation::Maximum, {-2, kNaN, -3}, {1, 1, 1}), -2);
    EXPECT_DOUBLE_EQ(of(Aggregation::Maximum, {9, 1}, {0, 1}), 1);
    EXPECT_TRUE(std::isnan(of(Aggregation::Mean, {kNaN, kNaN}, {1, 1})));
    EXPECT_TRUE(std::isnan(of(Aggregation::Sum, {kNaN}, {1})));
}

TEST(Aggregate, UndefinedMeansAreMissingNotNumbers) {
    EXPECT_TRUE(std::isnan(of(Aggregation::GeometricMean, {0, 4}, {1, 1})));
    EXPECT_TRUE(std::isnan(of(Aggregation::GeometricMean, {-1, 4}, {1, 1})));
    EXPECT_TRUE(std::isnan(of(Aggregation::HarmonicMean, {0, 4}, {1, 1})));
    EXPECT_TRUE(std::isnan(of(Aggregation::PowerMean, {-1, 4}, {1, 1}, 0.5)));
    EXPECT_DOUBLE_EQ(of(Aggregation::PowerMean, {-3, 3}, {1, 1}, 2), 3);
}

TEST(Aggregate, RowsWithTooFewPartsAreMissing) {
    const std::vector<double> a{1, kNaN, kNaN}, b{2, 4, kNaN};
    const std::vector<WeightedColumn> parts{{a, 1}, {b, 3}};
    std::vector<double> out(3);
    std::vector<std::uint16_t> present(3);
    aggregate_rows(Aggregation::Mean, 1, parts, 2, 0, 3, out, present);
    EXPECT_THAT(out, testing::ElementsAre(1.75, testing::IsNan(), testing::IsNan()));
    EXPECT_THAT(present, testing::ElementsAre(2, 1, 0));
}

TEST(Presence, SaysHowManyPartsAreNeeded) {
    EXPECT_EQ((Presence{Presence::Rule::All, 0}.needed(5)), 5U);
    EXPECT_EQ((Presence{Presence::Rule::Half, 0}.needed(4)), 2U);
    EXPECT_EQ((Presence{Presence::Rule::Half, 0}.needed(3)), 2U);
    EXPECT_EQ((Presence{Presence::Rule::AtLeast, 4}.needed(12)), 4U);
    EXPECT_EQ((Presence{Presence::Rule::AllBut, 1}.needed(3)), 2U);
    EXPECT_EQ((Presence{Presence::Rule::AllBut, 9}.needed(3)), 1U);
}

} // namespace
} // namespace tractwise::index
