// SPDX-License-Identifier: Apache-2.0
#include "engine/stats/agreement.hpp"

#include "tests/support/data_pack.hpp"

#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace tractwise::stats {
namespace {

/// scipy 1.10.1, stats.kendalltau.
TEST(Kendall, AsScipy) {
    EXPECT_NEAR(kendall(std::vector<double>{12, 2, 1, 12, 2}, std::vector<double>{1, 4, 7, 1, 0}),
                -0.4714045207910316, 1e-15);
    const std::vector<double> a{4, 5, 7, 9, 0, 1, 8, 9, 2, 3, 8, 4, 2, 8, 2, 4, 6, 5, 0, 0,
                                8, 7, 8, 5, 8, 3, 4, 7, 1, 3, 1, 4, 9, 1, 3, 4, 9, 2, 5, 2};
    const std::vector<double> b{4,  9,  7, 10, 2,  3, 8, 14, 6, 8, 8, 8, 3,  11, 7, 5, 10, 5, 1, 5,
                                10, 10, 9, 5,  10, 6, 6, 11, 3, 6, 5, 9, 11, 1,  7, 7, 14, 4, 7, 2};
    EXPECT_NEAR(kendall(a, b), 0.706658816442387, 1e-14);
    EXPECT_NEAR(kendall(b, a), 0.706658816442387, 1e-14);
}

TEST(Kendall, LeavesOutWhatIsMissingAndSaysWhenThereIsNone) {
    EXPECT_EQ(kendall(std::vector<double>{1, 2, kNaN, 3}, std::vector<double>{1, 2, 0, 3}), 1);
    EXPECT_TRUE(std::isnan(kendall(std::vector<double>{1, 1, 1}, std::vector<double>{1, 2, 3})));
    EXPECT_TRUE(std::isnan(kendall(std::vector<double>{}, std::vector<double>{})));
    EXPECT_TRUE(std::isnan(kendall_interval(0.5, 4).low));
    const Limits limits = kendall_interval(0.5, 104);
    EXPECT_NEAR(limits.low, std::tanh(std::atanh(0.5) - 1.959963984540054 * std::sqrt(0.00437)),
                1e-15);
}

/// Eight pillars of 51 countries: COINr 1.1.14, tau-b.
TEST(Kendall, AsCoinr) {
    TRACTWISE_NEEDS("truth/coinr/corr_pillars_kendall.csv");
    const auto read = [](const char* file) {
        std::ifstream in(test::data_pack(file));
        std::vector<std::vector<double>> columns;
        std::string line;
        std::getline(in, line);
        while (std::getline(in, line)) {
            std::stringstream cells(line);
            std::string cell;
            std::getline(cells, cell, ',');
            for (std::size_t c = 0; std::getline(cells, cell, ','); ++c) {
                if (c == columns.size())
                    columns.emplace_back();
                columns[c].push_back(std::stod(cell));
            }
        }
        return columns;
    };
    const auto pillars = read("truth/coinr/pillar_scores_amean.csv");
    const auto expected = read("truth/coinr/corr_pillars_kendall.csv");
    ASSERT_EQ(pillars.size(), 8U);
    for (std::size_t i = 0; i < 8; ++i)
        for (std::size_t j = 0; j < 8; ++j)
            EXPECT_NEAR(kendall(pillars[i], pillars[j]), expected[i][j], 1e-12) << i << " " << j;
}

/// statsmodels 0.13.5, inter_rater.cohens_kappa: kappa and its asymptotic standard error.
TEST(Kappa, AsStatsmodels) {
    const Kappa two = kappa({{20, 5}, {10, 15}});
    EXPECT_NEAR(two.value, 0.4, 1e-14);
    EXPECT_NEAR(two.se, 0.12699606293110033, 1e-14);
    const std::vector<std::vector<double>> three{{44, 5, 1}, {7, 20, 3}, {9, 5, 6}};
    const Kappa plain = kappa(three), squares = kappa(three, KappaWeights::Quadratic);
    EXPECT_NEAR(plain.value, 0.49152542372881347, 1e-14);
    EXPECT_NEAR(plain.se, 0.07212745929334068, 1e-14);
    EXPECT_NEAR(squares.value, 0.4545454545454546, 1e-14);
    EXPECT_NEAR(squares.se, 0.09397969777572601, 1e-14);
    EXPECT_TRUE(std::isnan(kappa({{10, 0}, {0, 0}}).value)) << "nothing that could disagree";
}

TEST(TopAgreement, CountsRowsAndPeople) {
    const std::vector<double> a{0.95, 0.95, 0.2, 0.1, kNaN}, b{0.92, 0.5, 0.91, 0.1, 0.95},
        people{10, 20, 30, 40, 50};
    const TopAgreement top = top_agreement(a, b, people, 0.9);
    EXPECT_EQ(top.rows, (std::array<std::size_t, 4>{1, 1, 1, 1}));
    EXPECT_EQ(top.people, (std::array<double, 4>{40, 20, 30, 10}));
    EXPECT_NEAR(top.kappa.value, 0, 1e-15);
    const std::vector<double> p = percentiles_of(std::vector<double>{3, 1, kNaN, 1, 5});
    EXPECT_EQ(p[0], 0.5);
    EXPECT_EQ(p[1], 0);
    EXPECT_TRUE(std::isnan(p[2]));
    EXPECT_EQ(p[4], 0.75);
    EXPECT_EQ(percentiles_of(std::vector<double>{3, 1, 2}, true)[1], 2.0 / 3);
    const auto five =
        fifths(std::vector<double>{0, 0.2, 0.99}, std::vector<double>{0.19, 0.2, 0.8});
    EXPECT_EQ(five[0][0] + five[1][1] + five[4][4], 3);
}

} // namespace
} // namespace tractwise::stats
