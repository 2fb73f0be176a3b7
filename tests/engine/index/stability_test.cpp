// SPDX-License-Identifier: Apache-2.0
#include "engine/index/stability.hpp"

#include "tests/engine/index/toy_table.hpp"
#include "tests/support/data_pack.hpp"

#include "engine/core/parallel.hpp"
#include "engine/core/text.hpp"
#include "engine/io/features.hpp"

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
using testing::HasSubstr;

constexpr const char* kTwoDomains = R"(
id = "toy"
title = "Toy"
[[domain]]
name = "food"
[[domain.indicator]]
column = "a"
[[domain.indicator]]
column = "b"
[[domain]]
name = "homes"
[[domain.indicator]]
column = "c"
)";

tract::TractTable random_table(std::size_t rows, unsigned seed) {
    std::mt19937 random(seed);
    std::map<std::string, std::vector<double>> columns;
    for (const char* name : {"a", "b", "c"})
        for (std::size_t i = 0; i < rows; ++i)
            columns[name].push_back(random() % 15 == 0 ? kNaN
                                                       : static_cast<double>(random() % 1000));
    return test::toy_table(columns);
}

/// 51 countries, the weighted mean of eight pillars, 200 draws of the weights: COINr 1.1.14.
TEST(Stability, CoinrsRanksUnderTwoHundredWeightings) {
    TRACTWISE_NEEDS("truth/coinr/pillar_scores_amean.csv");
    Diagnostics findings;
    const auto table_of = [&](const char* file) {
        return io::read_table(io::source_from_path("t", test::data_pack(file).string()), findings);
    };
    const io::Table scores = table_of("truth/coinr/pillar_scores_amean.csv");
    const io::Table draws = table_of("truth/coinr/mc_weights_200.csv");
    const io::Table expected = table_of("truth/coinr/mc_rankstats_200.csv");
    std::map<std::string, std::vector<double>> columns;
    std::vector<std::string> ids;
    for (std::size_t r = 0; r < scores.rows(); ++r) {
        ids.emplace_back(scores.cell(r, 0));
        for (std::size_t c = 1; c < scores.columns().size(); ++c)
            columns[scores.columns()[c]].push_back(*parse_number(scores.cell(r, c)));
    }
    std::string text = "id = \"asem\"\ntitle = \"ASEM\"\n[[domain]]\nname = \"pillars\"\n";
    for (std::size_t c = 1; c < scores.columns().size(); ++c) {
        text += fmt::format("[[domain.indicator]]\ncolumn = \"{}\"\nnormalise = \"none\"\n",
                            scores.columns()[c]);
    }
    const tract::TractTable table = test::toy_table(columns, ids);
    const IndexResult index = evaluate(recipe_of(text), table, findings);
    std::vector<std::vector<std::uint32_t>> rankings;
    for (std::size_t k = 0; k < draws.rows(); ++k) {
        std::vector<double> weights;
        for (const IndexPart& part : index.parts) {
            const auto column = draws.find(part.name);
            weights.push_back(column ? *parse_number(draws.cell(k, *column)) : 1);
        }
        // Countries with the highest score are rank 1, as COINr counts.
        rankings.push_back(ranks_with(index, table.ids(), weights));
    }
    ASSERT_EQ(rankings.size(), 200U);
    const std::vector<RankShift> shifts = rank_shifts(index.rank, rankings);
    double all = 0;
    ASSERT_EQ(expected.rows(), shifts.size());
    for (std::size_t r = 0; r < expected.rows(); ++r) {
        const auto row = static_cast<std::size_t>(
            std::find(ids.begin(), ids.end(), expected.cell(r, 0)) - ids.begin());
        const auto value = [&](const char* name) {
            return *parse_number(expected.cell(r, *expected.find(name)));
        };
        EXPECT_EQ(index.rank[row], value("Nominal")) << ids[row];
        EXPECT_NEAR(shifts[row].mean, value("Mean"), 1e-10) << ids[row];
        EXPECT_NEAR(shifts[row].median, value("Median"), 1e-10) << ids[row];
        EXPECT_NEAR(shifts[row].q5, value("Q5"), 1e-10) << ids[row];
        EXPECT_NEAR(shifts[row].q95, value("Q95"), 1e-10) << ids[row];
        EXPECT_NEAR(shifts[row].mean_shift, value("AvgAbsShift"), 1e-10) << ids[row];
        all += shifts[row].mean_shift / static_cast<double>(shifts.size());
    }
    EXPECT_NEAR(all, 0.706274509803922, 1e-12);
}

TEST(Stability, TheRecipesOwnWeightsGiveItsRanks) {
    Diagnostics findings;
    const tract::TractTable table = random_table(80, 1);
    const IndexResult index = evaluate(recipe_of(kTwoDomains), table, findings);
    std::vector<double> weights;
    for (const IndexPart& part : index.parts)
        weights.push_back(part.weight);
    EXPECT_EQ(ranks_with(index, table.ids(), weights), index.rank);
    // A domain of weight 0 is one that is switched off.
    IndexRecipe without = recipe_of(kTwoDomains);
    without.overall.domains[1].enabled = false;
    for (std::size_t i = 0; i < weights.size(); ++i)
        weights[i] = index.parts[i].name == "homes" ? 0 : 1;
    EXPECT_EQ(ranks_with(index, table.ids(), weights), evaluate(without, table, findings).rank);
}

TEST(Stability, DrawnWeightsSpreadAsTheConcentrationSays) {
    Diagnostics findings;
    const tract::TractTable table = random_table(60, 2);
    const IndexResult index = evaluate(recipe_of(kTwoDomains), table, findings);
    const auto mean = [&](double concentration) {
        const auto shifts = weight_stability(
            index, table.ids(), {.draws = 300, .seed = 1, .concentration = concentration}, {});
        double sum = 0, n = 0;
        for (const RankShift& shift : shifts)
            if (!std::isnan(shift.mean_shift)) {
                sum += shift.mean_shift;
                ++n;
            }
        return sum / n;
    };
    EXPECT_GT(mean(5), mean(50));
    EXPECT_LT(mean(1e7), 0.05);
    const std::size_t threads = thread_count();
    const double many = mean(24);
    set_thread_limit(1);
    EXPECT_EQ(mean(24), many);
    set_thread_limit(threads);
    EXPECT_THAT(test::error_of([&] {
                    weight_stability(index, table.ids(), {.draws = 10, .concentration = 0}, {});
                }),
                HasSubstr("weights cannot be varied"));
}

TEST(Stability, OtherChoicesAreToldWithThePeopleWhoMove) {
    Diagnostics findings;
    const tract::TractTable table = random_table(100, 3);
    const IndexResult index = evaluate(recipe_of(kTwoDomains), table, findings);
    const std::vector<double> people(100, 1000);
    const std::vector<Alternative> others = alternatives(index, table, people, findings, {});
    const auto find = [&](Alternative::Kind kind, const std::string& name) {
        return std::find_if(others.begin(), others.end(),
                            [&](const Alternative& a) { return a.kind == kind && a.name == name; });
    };
    ASSERT_NE(find(Alternative::Kind::Normalization, "min_max"), others.end());
    EXPECT_EQ(find(Alternative::Kind::Normalization, "percent_rank"), others.end()) << "as it is";
    const auto without = find(Alternative::Kind::Without, "homes");
    ASSERT_NE(without, others.end());
    IndexRecipe recipe = recipe_of(kTwoDomains);
    recipe.overall.domains[1].enabled = false;
    const IndexResult other = evaluate(recipe, table, findings);
    std::size_t enter = 0;
    for (std::size_t row = 0; row < 100; ++row)
        enter += other.percentile[row] >= 0.9 && !(index.percentile[row] >= 0.9) ? 1 : 0;
    EXPECT_EQ(without->tracts_enter, enter);
    EXPECT_EQ(without->enter, 1000.0 * static_cast<double>(enter));
    for (std::size_t i = 1; i < others.size(); ++i)
        EXPECT_GE(others[i - 1].enter + others[i - 1].leave, others[i].enter + others[i].leave);
}

/// Sobol's indices add up to one at most for the first order, and a factor that does nothing has none.
TEST(Stability, AFactorThatDoesNothingHasNoIndex) {
    Diagnostics findings;
    tract::TractTable table = random_table(60, 4);
    const IndexResult index = evaluate(recipe_of(kTwoDomains), table, findings);
    const Sensitivity found = sensitivity(index, table, 256, 1, {});
    ASSERT_EQ(found.factors.size(), 4U);
    EXPECT_EQ(found.evaluations, 256U * 6);
    double first = 0;
    for (const Sensitivity::Factor& factor : found.factors) {
        first += factor.first;
        EXPECT_GE(factor.total, 0) << factor.name;
    }
    EXPECT_LT(first, 1.3);
    EXPECT_GT(found.mean_shift, 0);
    // One domain alone: its weight changes nothing.
    IndexRecipe one = recipe_of(kTwoDomains);
    one.overall.domains.pop_back();
    const IndexResult single = evaluate(one, table, findings);
    const Sensitivity nothing = sensitivity(single, table, 64, 1, {});
    EXPECT_NEAR(nothing.factors[0].total, 0, 1e-12);
}

} // namespace
} // namespace tractwise::index
