// SPDX-License-Identifier: Apache-2.0
#include "engine/stats/pairs.hpp"

#include "engine/core/numbers.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <vector>

namespace tractwise::stats {
namespace {

using Values = std::vector<double>;

// F. J. Anscombe, "Graphs in Statistical Analysis", The American Statistician 27 (1973): four
// columns with the same line, y = 3.00 + 0.500 x, and the same correlation, 0.816.
const Values kAnscombeX{10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
const Values kAnscombeX4{8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8};
const Values kAnscombeY[] = {{8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68},
                             {9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74},
                             {7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73},
                             {6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89}};

TEST(Pairs, AnscombesQuartet) {
    for (std::size_t i = 0; i < 4; ++i) {
        const Pairs p = pairs_of(i < 3 ? kAnscombeX : kAnscombeX4, kAnscombeY[i]);
        EXPECT_EQ(p.count, 11U);
        EXPECT_NEAR(p.slope, 0.500, 0.0005);
        EXPECT_NEAR(p.intercept, 3.00, 0.005);
        EXPECT_NEAR(p.pearson, 0.816, 0.001);
        EXPECT_NEAR(p.r2, 0.67, 0.005);
    }
    // Ranks of the fourth: ten x share rank 5.5, one has 11, as its y has. Sums of products of
    // deviations from 6: dx dy 27.5, dx^2 27.5, dy^2 110.
    EXPECT_DOUBLE_EQ(pairs_of(kAnscombeX4, kAnscombeY[3]).spearman, 0.5);
}

// NIST, Statistical Reference Datasets, Norris: certified to 15 digits.
TEST(Pairs, EqualsTheCertifiedLineOfNist) {
    const Values x{0.2, 337.4, 118.2, 884.6, 10.1,  226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4,
                   0.6, 775.5, 666.9, 338.0, 447.5, 11.6,  556.0, 228.1, 995.8, 887.6, 120.2, 0.3,
                   0.3, 556.8, 339.1, 887.2, 999.0, 779.0, 11.1,  118.3, 229.2, 669.1, 448.9, 0.5};
    const Values y{0.1, 338.8, 118.1, 888.0, 9.2,   228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3,
                   0.1, 778.1, 668.8, 339.3, 448.9, 10.8,  557.7, 228.3, 998.0, 888.8, 119.6, 0.3,
                   0.6, 557.6, 339.3, 888.0, 998.5, 778.9, 10.2,  117.6, 228.9, 668.4, 449.2, 0.2};
    const Pairs p = pairs_of(x, y);
    EXPECT_NEAR(p.intercept, -0.262323073774029, 1e-13);
    EXPECT_NEAR(p.slope, 1.00211681802045, 1e-14);
    EXPECT_NEAR(p.r2, 0.999993745883712, 1e-14);
}

TEST(Pairs, RanksByHand) {
    // Ranks 1 2 3 4 5 and 2 1 4 3 5: 1 - 6 * 4 / (5 * 24).
    EXPECT_DOUBLE_EQ(pairs_of(Values{1, 10, 100, 1000, 10000}, Values{2, 1, 4, 3, 5}).spearman,
                     0.8);
    const Pairs curve = pairs_of(Values{1, 2, 3, 4}, Values{1, 4, 9, 16});
    EXPECT_DOUBLE_EQ(curve.spearman, 1);
    EXPECT_LT(curve.pearson, 1);
    // Ties: ranks 1 2.5 2.5 4 against 1 2 3 4: 4.5 / sqrt(4.5 * 5).
    EXPECT_DOUBLE_EQ(pairs_of(Values{5, 6, 6, 7}, Values{1, 2, 3, 4}).spearman,
                     4.5 / std::sqrt(4.5 * 5));
}

TEST(Pairs, RowsWithoutBothAreLeftOutAndCounted) {
    const double infinity = std::numeric_limits<double>::infinity();
    const Pairs p = pairs_of(Values{1, kNaN, 2, 3, infinity, kNaN}, Values{5, 1, 3, 1, 9, kNaN});
    EXPECT_EQ(p.count, 3U);
    EXPECT_EQ(p.left_out, 3U);
    EXPECT_DOUBLE_EQ(p.slope, -2);
    EXPECT_DOUBLE_EQ(p.intercept, 7);
    EXPECT_DOUBLE_EQ(p.pearson, -1);
    EXPECT_DOUBLE_EQ(p.spearman, -1);
    EXPECT_DOUBLE_EQ(p.r2, 1);
}

TEST(Pairs, WithoutSpreadThereIsNoCorrelation) {
    for (const Pairs& p : {pairs_of(Values{2, 2}, Values{1, 3}), pairs_of(Values{1}, Values{1}),
                           pairs_of(Values{}, Values{})})
        for (const double x : {p.pearson, p.spearman, p.slope, p.intercept, p.r2})
            EXPECT_TRUE(std::isnan(x));
    const Pairs flat = pairs_of(Values{1, 2, 3}, Values(3, 0.1));
    EXPECT_EQ(flat.slope, 0);
    EXPECT_EQ(flat.intercept, 0.1);
    EXPECT_TRUE(std::isnan(flat.pearson));
    EXPECT_TRUE(std::isnan(flat.spearman));
    EXPECT_TRUE(std::isnan(flat.r2));
}

TEST(Pairs, ColumnsOfDifferentLengthAreAnError) {
    EXPECT_THAT(test::error_of([] { pairs_of(Values{1}, Values{}); }),
                testing::HasSubstr("differ in length"));
}

} // namespace
} // namespace tractwise::stats
