// SPDX-License-Identifier: Apache-2.0
#include "engine/spatial/significance.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace tractwise::spatial {
namespace {

TEST(Significance, PseudoPLooksIntoTheTailOfTheValue) {
    const PseudoP high = pseudo_p(4, 996, 999);
    EXPECT_DOUBLE_EQ(high.folded, 0.005);
    EXPECT_DOUBLE_EQ(high.two_sided, 0.01);
    const PseudoP low = pseudo_p(997, 2, 999);
    EXPECT_DOUBLE_EQ(low.folded, 0.003);
    EXPECT_DOUBLE_EQ(low.two_sided, 0.006);
    // As the field folds: what is equal counts as larger, so below it only what is smaller counts.
    const PseudoP ties = pseudo_p(999, 500, 999);
    EXPECT_DOUBLE_EQ(ties.folded, 0.001);
    EXPECT_DOUBLE_EQ(ties.two_sided, 1);
    EXPECT_TRUE(std::isnan(pseudo_p(0, 0, 0).folded));
}

TEST(Significance, MonteCarloError) {
    EXPECT_NEAR(monte_carlo_error(0.05, 999), 0.0069, 0.00005);
    EXPECT_NEAR(monte_carlo_error(0.05, 99'999), 0.00069, 0.000005);
}

TEST(Significance, NormalTails) {
    EXPECT_NEAR(two_sided_normal(1.959963984540054), 0.05, 1e-15);
    EXPECT_NEAR(two_sided_normal(-2.5758293035489004), 0.01, 1e-15);
    EXPECT_EQ(two_sided_normal(0), 1);
}

// R 4.2: p.adjust(c(0.01, 0.04, 0.03, NA, 0.005, 0.2), "BH") and "bonferroni".
TEST(Significance, AdjustedAsR) {
    const std::vector<double> p{0.01, 0.04, 0.03, kNaN, 0.005, 0.2};
    const auto fdr = adjusted(p, Correction::Fdr);
    const std::vector<double> expected{0.025, 0.05, 0.05, kNaN, 0.025, 0.2};
    const auto all = adjusted(p, Correction::Bonferroni);
    const std::vector<double> bonferroni{0.05, 0.2, 0.15, kNaN, 0.025, 1};
    for (std::size_t i = 0; i < p.size(); ++i) {
        if (i == 3) {
            EXPECT_TRUE(std::isnan(fdr[i]) && std::isnan(all[i]));
            continue;
        }
        EXPECT_DOUBLE_EQ(fdr[i], expected[i]);
        EXPECT_DOUBLE_EQ(all[i], bonferroni[i]);
        EXPECT_EQ(adjusted(p, Correction::None)[i], p[i]);
    }
}

} // namespace
} // namespace tractwise::spatial
