// SPDX-License-Identifier: Apache-2.0
#include "engine/index/uncertainty.hpp"

#include "tests/engine/index/toy_table.hpp"

#include "engine/core/parallel.hpp"
#include "engine/index/draws.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tractwise::index {
namespace {

using test::recipe_of;
using test::toy_table;
using testing::HasSubstr;

std::vector<std::string> ids_of(std::size_t rows) {
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < rows; ++i)
        ids.push_back(fmt::format("{}", 10001000100 + 100 * i));
    return ids;
}

struct Spread {
    double mean = 0, deviation = 0, within_margin = 0, low = 0, high = 0;
};
/// Of many draws of one estimate.
Spread spread_of(double estimate, double margin, Bounds bounds) {
    const std::vector<double> value{estimate}, margins{margin};
    const ColumnDraws draws({value, margins, bounds}, keys_of({"17031010100"}, "x", 1));
    constexpr std::size_t kDraws = 40'000;
    std::vector<double> all;
    Spread spread;
    for (std::size_t i = 0; i < kDraws; ++i) {
        const double x = draws.draw_of(i, 0);
        EXPECT_GE(x, bounds.least);
        EXPECT_LE(x, bounds.greatest);
        all.push_back(x);
        spread.within_margin += std::abs(x - estimate) <= margin ? 1.0 / kDraws : 0;
    }
    spread.mean = std::accumulate(all.begin(), all.end(), 0.0) / kDraws;
    for (const double x : all)
        spread.deviation += (x - spread.mean) * (x - spread.mean) / kDraws;
    spread.deviation = std::sqrt(spread.deviation);
    std::sort(all.begin(), all.end());
    spread.low = all[kDraws / 20];
    spread.high = all[kDraws - 1 - kDraws / 20];
    return spread;
}

TEST(Draws, FarFromItsBoundsAnEstimateHasANormalError) {
    const Spread spread = spread_of(0.4, 0.1645, {0, 1}); // a standard error of 0.1
    EXPECT_NEAR(spread.mean, 0.4, 0.0015);
    EXPECT_NEAR(spread.deviation, 0.1, 0.0015);
    EXPECT_NEAR(spread.within_margin, 0.9, 0.005);
}

TEST(Draws, NearABoundMeanAndErrorStayAsPublished) {
    const Spread low = spread_of(0.03, 0.0329, {0, 1}); // 0.03, standard error 0.02
    EXPECT_NEAR(low.mean, 0.03, 0.0004);
    EXPECT_NEAR(low.deviation, 0.02, 0.001);
    EXPECT_GT(low.low, 0);
    const Spread high = spread_of(97, 3.29, {0, 100});
    EXPECT_NEAR(high.mean, 97, 0.04);
    EXPECT_NEAR(high.deviation, 2, 0.1);
}

TEST(Draws, ACountOfZeroIsWithinItsMarginNineTimesInTen) {
    const Spread zero = spread_of(0, 12, {0, kInfinity});
    EXPECT_NEAR(zero.within_margin, 0.9, 0.005);
    const Spread all = spread_of(1, 0.2, {0, 1});
    EXPECT_NEAR(all.within_margin, 0.9, 0.005);
}

TEST(Draws, WhereBothBoundsAreNearTheLogitIsDrawn) {
    const Spread spread = spread_of(0.5, 0.5, {0, 1});
    EXPECT_NEAR(spread.mean, 0.5, 0.003);
    EXPECT_GT(spread.low, 0.1);
    EXPECT_LT(spread.high, 0.9);
}

TEST(Draws, WithoutAnErrorTheEstimateStands) {
    const std::vector<double> values{0.2, kNaN, 0.3, 0.4}, margins{0, 0.1, kNaN, 0.1};
    const ColumnDraws draws({values, margins, {0, 1}}, keys_of(ids_of(4), "x", 1));
    EXPECT_EQ(draws.drawn(), 1U);
    EXPECT_EQ(draws.without_margin(), 1U);
    std::vector<float> four(16);
    draws.draw_four(1, four);
    const std::vector<float> out(four.begin() + 4, four.begin() + 8); // the fifth draw
    EXPECT_EQ(out[0], 0.2F);
    EXPECT_TRUE(std::isnan(out[1]));
    EXPECT_EQ(out[2], 0.3F);
    EXPECT_NE(out[3], 0.4F);
    EXPECT_EQ(out[3], draws.draw_of(5, 3));
    EXPECT_THAT(test::error_of([&] {
                    const std::vector<double> negative{-1, 0, 0, 0};
                    ColumnDraws({values, negative, {0, 1}}, keys_of(ids_of(4), "x", 1));
                }),
                HasSubstr("margin of error of -1"));
}

TEST(Draws, AreThoseOfTheRowWhereverItStands) {
    const std::vector<std::string> ids = ids_of(50);
    const std::vector<std::string> turned(ids.rbegin(), ids.rend());
    EXPECT_EQ(keys_of(ids, "x", 1)[3], keys_of(turned, "x", 1)[46]);
    EXPECT_NE(keys_of(ids, "x", 1)[3], keys_of(ids, "y", 1)[3]);
    EXPECT_NE(keys_of(ids, "x", 1)[3], keys_of(ids, "x", 2)[3]);
}

/// Rows, columns with estimates and margins, and the mean of their percentile ranks.
struct Survey {
    std::vector<std::string> ids;
    std::vector<std::vector<double>> estimate, margin;
    Diagnostics findings;

    IndexRecipe recipe() const {
        std::string text = "id = \"toy\"\ntitle = \"Toy\"\n[[domain]]\nname = \"d\"\n";
        for (std::size_t c = 0; c < estimate.size(); ++c)
            text += fmt::format("[[domain.indicator]]\ncolumn = \"x{}_share\"\n", c);
        return recipe_of(text);
    }
    tract::TractTable table() const {
        tract::TractTable made(ids);
        for (std::size_t c = 0; c < estimate.size(); ++c) {
            tract::Column column = test::toy_column(fmt::format("x{}_share", c), estimate[c]);
            column.info.unit = "share";
            column.margin = margin[c];
            made.add(std::move(column));
        }
        return made;
    }
    IndexUncertainty uncertainty(const UncertaintyChoice& choice = {}) {
        const tract::TractTable all = table();
        return index::uncertainty(evaluate(recipe(), all, findings), all, choice, findings, {});
    }
};

Survey random_survey(std::size_t rows, std::size_t columns, unsigned seed, double margin = 0.08) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> share(0.05, 0.95);
    Survey survey{.ids = ids_of(rows), .estimate = {}, .margin = {}, .findings = {}};
    for (std::size_t c = 0; c < columns; ++c) {
        std::vector<double> values;
        for (std::size_t i = 0; i < rows; ++i)
            values.push_back(random() % 20 == 0 ? kNaN : share(random));
        survey.estimate.push_back(std::move(values));
        survey.margin.emplace_back(rows, margin);
    }
    return survey;
}

TEST(Uncertainty, TwoTractsChangePlacesAsOftenAsTheirErrorsSay) {
    Survey survey{.ids = ids_of(2),
                  .estimate = {{0.5, 0.51}},
                  .margin = {{0.01645, 0.01645}},
                  .findings = {}};
    const IndexUncertainty sure = survey.uncertainty({.draws = 20'000, .seed = 3});
    // The difference of 0.01 has a standard error of 0.01 x sqrt(2): Phi(-1 / sqrt(2)) = 0.2397500610934768.
    const auto rank_one = [&](std::size_t row) {
        return sure.rank_lo[row] == 1 && sure.rank_hi[row] == 2;
    };
    EXPECT_TRUE(rank_one(0) && rank_one(1));
    Survey ten{.ids = ids_of(10), .estimate = {{}}, .margin = {{}}, .findings = {}};
    for (int i = 0; i < 8; ++i) {
        ten.estimate[0].push_back(0.1);
        ten.margin[0].push_back(0);
    }
    for (const double x : {0.5, 0.51}) {
        ten.estimate[0].push_back(x);
        ten.margin[0].push_back(0.01645);
    }
    const IndexUncertainty worst = ten.uncertainty({.draws = 20'000, .seed = 3});
    const double expected = 0.2397500610934768;
    EXPECT_NEAR(worst.p_worst_tenth[8], expected, 3 * worst.monte_carlo_error(expected) + 1e-4);
    EXPECT_NEAR(worst.p_worst_tenth[8] + worst.p_worst_tenth[9], 1, 1e-3);
    EXPECT_EQ(worst.p_worst_tenth[0], 0);
}

TEST(Uncertainty, WithoutMarginsAnIndexIsAsItIs) {
    Survey survey = random_survey(60, 3, 1, 0);
    survey.margin[2].clear();
    const tract::TractTable table = survey.table();
    const IndexResult index = evaluate(survey.recipe(), table, survey.findings);
    const IndexUncertainty sure = uncertainty(index, table, {}, survey.findings, {});
    for (std::size_t row = 0; row < 60; ++row) {
        if (index.rank[row] == 0) {
            EXPECT_TRUE(std::isnan(sure.rank_lo[row]) && std::isnan(sure.p_worst_tenth[row]));
            continue;
        }
        EXPECT_EQ(sure.rank_lo[row], index.rank[row]);
        EXPECT_EQ(sure.rank_hi[row], index.rank[row]);
        EXPECT_EQ(sure.percentile_lo[row], index.percentile[row]);
        EXPECT_EQ(sure.percentile_hi[row], index.percentile[row]);
        EXPECT_EQ(sure.p_worst_tenth[row], index.percentile[row] >= 0.9 ? 1 : 0);
    }
    ASSERT_EQ(survey.findings.findings().size(), 1U);
    EXPECT_EQ(survey.findings.findings()[0].code, "taken-as-exact");
    EXPECT_EQ(survey.findings.findings()[0].count, 3U);
}

TEST(Uncertainty, MarginsOfNextToNothingChangeNothing) {
    Survey survey = random_survey(200, 4, 2, 1e-7);
    const tract::TractTable table = survey.table();
    const IndexResult index = evaluate(survey.recipe(), table, survey.findings);
    const IndexUncertainty sure = uncertainty(index, table, {}, survey.findings, {});
    for (std::size_t row = 0; row < 200; ++row)
        if (index.rank[row] != 0) {
            // Columns are counted in steps of 1/65,536 of their range, which may join two neighbors.
            EXPECT_NEAR(sure.rank_lo[row], index.rank[row], 1);
            EXPECT_NEAR(sure.rank_hi[row], index.rank[row], 1);
        }
}

// Many rows are counted in steps instead of being sorted, which a rounded domain is not: outlying values are drawn in
// either way, so that the highest six are one place.
TEST(Uncertainty, OutlyingValuesAreDrawnInHoweverManyRowsThereAre) {
    constexpr std::size_t kRows = 9'000;
    std::vector<double> values(kRows);
    std::vector<double> exact(kRows, 1e-4);
    for (std::size_t i = 0; i < kRows; ++i)
        values[i] = static_cast<double>(i % 1000) / 1000;
    for (std::size_t i = 0; i < 5; ++i)
        values[i] = 100 + 50 * static_cast<double>(i); // far above the others
    tract::TractTable table(ids_of(kRows));
    tract::Column column = test::toy_column("x", values);
    column.info.unit = "dollars";
    column.margin = exact;
    table.add(std::move(column));
    const auto of = [&](const std::string& round) {
        Diagnostics findings;
        const IndexResult index =
            evaluate(recipe_of("id = \"t\"\n[defaults]\noutliers = \"treat\"\n[overall]\n" + round +
                               "[[indicator]]\ncolumn = \"x\"\n"),
                     table, findings);
        EXPECT_EQ(index.rank[0], index.rank[4]);
        return uncertainty(index, table, {.draws = 100}, findings, {});
    };
    const IndexUncertainty counted = of(""), sorted = of("round = 12\n");
    for (std::size_t row = 0; row < 5; ++row) {
        EXPECT_EQ(counted.rank_hi[row], sorted.rank_hi[row]) << row;
        EXPECT_EQ(counted.rank_lo[row], sorted.rank_lo[row]) << row;
        EXPECT_EQ(counted.rank_lo[row], counted.rank_lo[0]) << row;
    }
}

TEST(Uncertainty, OneThreadAndManyGiveTheSameBytesAndSoDoesAnyOrderOfRows) {
    Survey survey = random_survey(120, 5, 4);
    const IndexUncertainty many = survey.uncertainty({.draws = 200, .seed = 7});
    const std::size_t threads = thread_count();
    set_thread_limit(1);
    const IndexUncertainty one = survey.uncertainty({.draws = 200, .seed = 7});
    set_thread_limit(threads);
    const auto equal = [](const std::vector<double>& a, const std::vector<double>& b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) {
            return x == y || (std::isnan(x) && std::isnan(y));
        });
    };
    EXPECT_TRUE(equal(many.rank_lo, one.rank_lo) && equal(many.rank_hi, one.rank_hi));
    EXPECT_TRUE(equal(many.p_worst_tenth, one.p_worst_tenth));
    Survey turned = survey;
    std::reverse(turned.ids.begin(), turned.ids.end());
    for (std::size_t c = 0; c < 5; ++c)
        std::reverse(turned.estimate[c].begin(), turned.estimate[c].end());
    IndexUncertainty back = turned.uncertainty({.draws = 200, .seed = 7});
    std::reverse(back.rank_lo.begin(), back.rank_lo.end());
    std::reverse(back.percentile_hi.begin(), back.percentile_hi.end());
    EXPECT_TRUE(equal(back.rank_lo, many.rank_lo));
    EXPECT_TRUE(equal(back.percentile_hi, many.percentile_hi));
    const IndexUncertainty other = survey.uncertainty({.draws = 200, .seed = 8});
    EXPECT_FALSE(equal(other.p_worst_tenth, many.p_worst_tenth));
}

/// Of single columns: a truth is drawn and surveyed, and the interval of the draws looked at.
TEST(Draws, TheirIntervalsCoverTheTruthNineTimesInTen) {
    constexpr std::size_t kRepeats = 1000, kDraws = 1000;
    std::mt19937 random(5);
    std::normal_distribution<double> normal;
    for (const double size : {0.30, 0.05}) { // far from 0, and within three standard errors of it
        const double error = size / 4 > 0.02 ? 0.03 : 0.02;
        std::size_t covered = 0;
        for (std::size_t repeat = 0; repeat < kRepeats; ++repeat) {
            const double truth = size * (0.8 + 0.4 * static_cast<double>(repeat) / kRepeats);
            const std::vector<double> estimate{
                std::clamp(truth + error * normal(random), 0.0, 1.0)},
                margin{1.645 * error};
            const ColumnDraws draws({estimate, margin, {0, 1}},
                                    keys_of({fmt::format("{}", repeat)}, "x", 1));
            std::vector<double> all;
            for (std::size_t i = 0; i < kDraws; ++i)
                all.push_back(draws.draw_of(i, 0));
            std::sort(all.begin(), all.end());
            covered += truth >= all[kDraws / 20] && truth <= all[kDraws - kDraws / 20] ? 1 : 0;
        }
        std::printf("90 %% intervals around %.2f cover the truth in %.1f %%\n", size,
                    100.0 * static_cast<double>(covered) / kRepeats);
        EXPECT_NEAR(static_cast<double>(covered) / kRepeats, 0.9, size > 0.1 ? 0.015 : 0.04);
    }
}

/// A truth is drawn, surveyed with a known error, and the interval of each percentile looked at.
TEST(Uncertainty, IntervalsOfPlacesCoverTheTruth) {
    constexpr std::size_t kRows = 40, kRepeats = 1000;
    std::mt19937 random(11);
    std::normal_distribution<double> normal;
    double covered = 0, seen = 0;
    for (std::size_t repeat = 0; repeat < kRepeats; ++repeat) {
        Survey truth{.ids = ids_of(kRows), .estimate = {}, .margin = {}, .findings = {}};
        for (std::size_t c = 0; c < 4; ++c) {
            std::vector<double> values;
            for (std::size_t i = 0; i < kRows; ++i)
                values.push_back(0.5 + 0.12 * std::clamp(normal(random), -3.0, 3.0));
            truth.estimate.push_back(std::move(values));
            truth.margin.emplace_back(kRows, 1.645 * 0.03);
        }
        Survey survey = truth;
        for (std::vector<double>& column : survey.estimate)
            for (double& value : column)
                value += 0.03 * normal(random);
        const tract::TractTable all = truth.table();
        const IndexResult is = evaluate(truth.recipe(), all, truth.findings);
        const IndexUncertainty sure = survey.uncertainty({.draws = 400, .seed = 1000 + repeat});
        for (std::size_t row = 0; row < kRows; ++row) {
            covered += is.rank[row] >= sure.rank_lo[row] && is.rank[row] <= sure.rank_hi[row];
            ++seen;
        }
    }
    std::printf("90 %% intervals of ranks cover the truth in %.2f %%\n", 100 * covered / seen);
    EXPECT_GT(covered / seen, 0.885);
    EXPECT_LT(covered / seen, 0.95);
}

TEST(Uncertainty, SaysWhichIndicatorsMarginMattersMost) {
    Survey survey = random_survey(100, 3, 5, 0.01);
    survey.estimate[1][0] = survey.estimate[0][0] = survey.estimate[2][0] = 0.5;
    survey.margin[1][0] = 0.4;
    survey.margin[2][0] = 0.0;
    const tract::TractTable table = survey.table();
    const IndexResult index = evaluate(survey.recipe(), table, survey.findings);
    const std::vector<MarginEffect> effects = margin_effects(index, table, 0, {});
    ASSERT_EQ(effects.size(), 2U);
    EXPECT_EQ(index.parts[effects[0].part].column, "x1_share");
    // A standard error of 0.243 of shares spread evenly over 0.9: 0.27 of a rank, of which a third counts.
    EXPECT_NEAR(effects[0].deviation, 0.27 / 3, 0.02);
    EXPECT_LT(effects[1].deviation, 0.01);
}

TEST(Uncertainty, RefusesWhatCannotBe) {
    Survey survey = random_survey(10, 1, 1);
    EXPECT_THAT(test::error_of([&] { survey.uncertainty({.draws = 10}); }),
                HasSubstr("10 draws cannot be made"));
    survey.margin[0][3] = -0.5;
    EXPECT_THAT(test::error_of([&] { survey.uncertainty(); }), HasSubstr("margin of error"));
}

} // namespace
} // namespace tractwise::index
