// SPDX-License-Identifier: Apache-2.0
#include "engine/layer/margins.hpp"

#include "tests/support/data_pack.hpp"

#include "engine/core/numbers.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <limits>
#include <utility>
#include <vector>

namespace tractwise::layer {
namespace {

// The examples of the Census Bureau's handbook, chapter 8.
TEST(Margins, HandbookExamples) {
    TRACTWISE_NEEDS("truth/moe/moe_expected.json");
    std::ifstream file(test::data_pack("truth/moe/moe_expected.json"));
    int checked = 0;
    for (const auto& example : nlohmann::json::parse(file)) {
        const std::string op = example.at("op");
        if (op == "median_from_bins" || op == "sum_zero_estimates_tidycensus_variant" ||
            !example.at("input").is_array())
            continue;
        std::vector<Estimate> in;
        for (const auto& pair : example.at("input"))
            in.push_back({pair[0], pair[1]});
        double moe = std::numeric_limits<double>::quiet_NaN();
        if (op == "sum")
            moe = moe_of_sum(in);
        else if (op.starts_with("proportion"))
            moe = moe_of_proportion(in[0], in[1]);
        else if (op == "ratio")
            moe = moe_of_ratio(in[0], in[1]);
        else if (op == "product")
            moe = moe_of_product(in[0], in[1]);
        else if (op == "percent_change")
            moe = moe_of_percent_change(in[0], in[1]);
        else
            continue;
        const double expected = example.at("expected_moe");
        EXPECT_NEAR(moe, expected, 1e-12 * expected) << op;
        ++checked;
    }
    EXPECT_GE(checked, 10);
}

TEST(Margins, OfSeveralZeroEstimatesOnlyTheLargestMarginEnters) {
    const Estimate cells[] = {{0, 12}, {0, 17}, {30, 20}};
    EXPECT_DOUBLE_EQ(moe_of_sum(cells), std::sqrt(17. * 17 + 20. * 20));
}

TEST(Margins, NegativeRadicandFallsBackToTheRatioFormula) {
    EXPECT_DOUBLE_EQ(moe_of_proportion({90, 5}, {100, 20}), moe_of_ratio({90, 5}, {100, 20}));
}

TEST(Margins, LimitsOf95PercentBecomeAMarginOf90) {
    // The upper half, 2.1, is the larger one; 2.1 * 1.645 / 1.96.
    EXPECT_NEAR(moe_of_limits(8.0, 6.2, 10.1), 1.7625, 1e-12);
    EXPECT_NEAR(moe_of_limits(8.3, 6.2, 10.1), 1.7625, 1e-12);
    EXPECT_EQ(moe_of_limits(8.0, 8.0, 8.0), 0);
    for (const auto& [low, high] : {std::pair(8.1, 10.1), {6.2, 7.9}, {10.1, 6.2}, {kNaN, 10.1}})
        EXPECT_TRUE(std::isnan(moe_of_limits(8.0, low, high)));
    EXPECT_TRUE(std::isnan(moe_of_limits(kNaN, 6.2, 10.1)));
}

TEST(Margins, UnknownStaysUnknown) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const Estimate cells[] = {{10, 3}, {20, nan}};
    EXPECT_TRUE(std::isnan(moe_of_sum(cells)));
    EXPECT_TRUE(std::isnan(moe_of_proportion({10, nan}, {20, 3})));
    EXPECT_TRUE(std::isnan(moe_of_proportion({0, 3}, {0, 3})));
}

} // namespace
} // namespace tractwise::layer
