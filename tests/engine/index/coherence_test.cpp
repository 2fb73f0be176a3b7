// SPDX-License-Identifier: Apache-2.0
#include "engine/index/coherence.hpp"

#include "engine/index/stability.hpp"
#include "tests/engine/index/toy_table.hpp"

#include <cmath>
#include <random>

#include <gmock/gmock.h>

namespace tractwise::index {
namespace {

using test::recipe_of;
using testing::HasSubstr;
using Values = std::vector<double>;

// What a reader works out by hand: covariances 2.5, 2, 2.5 (n - 1 = 4) of 1..5 and 1, 3, 2, 5, 4.
TEST(Coherence, AlphaByHand) {
    const Values a{1, 2, 3, 4, 5}, b{1, 3, 2, 5, 4}, same{7, 7, 7, 7, 7},
        turned{-1, -2, -3, -4, -5};
    EXPECT_NEAR(cronbach_alpha(std::vector<std::span<const double>>{a, b}), 4 * 2.0 / 9, 1e-14);
    EXPECT_NEAR(cronbach_alpha(std::vector<std::span<const double>>{a, a, a}), 1, 1e-14);
    EXPECT_TRUE(std::isnan(cronbach_alpha(std::vector<std::span<const double>>{a})));
    EXPECT_TRUE(std::isnan(cronbach_alpha(std::vector<std::span<const double>>{same, same})));
    EXPECT_TRUE(std::isnan(cronbach_alpha(std::vector<std::span<const double>>{a, turned})));
}

constexpr const char* kThree = R"(
id = "toy"
title = "Toy"
[defaults]
normalise = "min_max"
[[domain]]
name = "food"
[[domain.indicator]]
column = "a"
[[domain.indicator]]
column = "b"
direction = "higher_is_better"
[[domain]]
name = "homes"
weight = 3
[[domain.indicator]]
column = "c"
[[domain]]
name = "beside"
weight = 0
[[domain.indicator]]
name = "again"
column = "c"
)";

TEST(Coherence, OfAnIndexWithTwoDomains) {
    const auto table = test::toy_table({{"a", {1, 2, 3, 4, 5, kNaN}},
                                        {"b", {-1, -3, -2, -5, -4, -9}},
                                        {"c", {1, 1, 1, 1, 40, 5}}});
    Diagnostics findings;
    const IndexResult index = evaluate(recipe_of(kThree), table, findings);
    const Coherence found = coherence(index, table);
    ASSERT_EQ(found.items.size(), 3U); // what weighs nothing is no part of it
    EXPECT_EQ(found.areas, 5U);
    ASSERT_EQ(found.groups.size(), 2U);
    EXPECT_EQ(found.groups[0].part, -1);
    EXPECT_EQ(index.parts[static_cast<std::size_t>(found.groups[1].part)].name, "food");
    // Higher b is better: turned, it is 1, 3, 2, 5, 4, and r = 8 / 10. The sixth area is not ranked.
    EXPECT_NEAR(found.correlation(0, 1), 0.8, 1e-14);
    EXPECT_NEAR(found.items[0].with_rest, 0.8, 1e-14);
    EXPECT_TRUE(std::isnan(found.items[2].with_rest) && std::isnan(found.items[0].alpha_without));
    EXPECT_NEAR(found.groups[1].eigenvalues[0], 1.8, 1e-14);
    EXPECT_NEAR(found.groups[1].loading[0], std::sqrt(0.9), 1e-14);
    EXPECT_NEAR(found.groups[1].component_weight[0], 0.5, 1e-14);
    // Weights 1 : 3 of the domains, 1 : 1 in the first.
    EXPECT_NEAR(found.items[0].nominal, 0.125, 1e-15);
    EXPECT_NEAR(found.items[2].nominal, 0.75, 1e-15);
    EXPECT_NEAR(found.items[0].importance + found.items[1].importance + found.items[2].importance,
                1, 1e-14);
    EXPECT_GT(found.items[2].with_score, 0.9);
    EXPECT_TRUE(found.items[2].outlying); // 40 among ones
    EXPECT_FALSE(found.items[0].outlying);
}

constexpr const char* kComponent = R"(
id = "toy"
title = "Toy"
[defaults]
normalise = "z_score"
[overall]
aggregate = "principal_component"
[[indicator]]
column = "a"
[[indicator]]
column = "b"
direction = "higher_is_better"
[[indicator]]
column = "c"
)";

tract::TractTable random_areas(std::size_t rows) {
    std::mt19937 random(12);
    std::normal_distribution<double> normal;
    std::map<std::string, Values> columns;
    for (std::size_t i = 0; i < rows; ++i) {
        const double need = normal(random);
        columns["a"].push_back(need + normal(random));
        columns["b"].push_back(-2 * need + normal(random));
        columns["c"].push_back(i % 17 == 3 ? kNaN : 100 + 30 * need + 10 * normal(random));
    }
    return test::toy_table(columns);
}

TEST(PrincipalComponentIndex, ScoreIsStandardAndItsPartsAddUp) {
    const auto table = random_areas(60);
    Diagnostics findings;
    const IndexResult index = evaluate(recipe_of(kComponent), table, findings);
    EXPECT_EQ(index.n_ranked, 56U);
    double sum = 0, squares = 0;
    for (std::size_t row = 0; row < index.rows(); ++row) {
        if (std::isnan(index.score[row]))
            continue;
        sum += index.score[row];
        squares += index.score[row] * index.score[row];
        double parts = 0;
        for (std::size_t part = 0; part < index.parts.size(); ++part)
            parts += index.contribution(part, row);
        EXPECT_NEAR(parts, index.score[row], 1e-12);
    }
    EXPECT_NEAR(sum, 0, 1e-11);
    EXPECT_NEAR(squares / 55, 1, 1e-12);
    for (const IndexPart& part : index.parts)
        EXPECT_GT(part.weight, 0) << part.name; // need is common to all of them
    EXPECT_THAT(index.why(3), HasSubstr("2 of 3 values present, 3 needed"));
    // Its weights are no choice: drawing weights moves nothing.
    const auto shifts = weight_stability(index, table.ids(), {.draws = 20}, {});
    for (std::size_t row = 0; row < index.rows(); ++row)
        if (index.rank[row] != 0) {
            EXPECT_NEAR(shifts[row].mean, index.rank[row], 1e-9);
        }
}

TEST(PrincipalComponentIndex, WhatIsRefused) {
    const auto error = [](const std::string& from, const std::string& to) {
        std::string text = kComponent;
        text.replace(text.find(from), from.size(), to);
        return test::error_of([&] {
            Diagnostics findings;
            evaluate(recipe_of(text), random_areas(30), findings);
        });
    };
    EXPECT_THAT(error("column = \"a\"", "column = \"a\"\nweight = 2"),
                HasSubstr("come from the data"));
    EXPECT_THAT(error("\"principal_component\"", "\"principal_component\"\nmin_present = \"half\""),
                HasSubstr("needs all of its parts"));
    EXPECT_THAT(error("title = \"Toy\"", "title = \"Toy\"\nreference = \"county\""),
                HasSubstr("all areas"));
    // A part that is the same everywhere: nobody is ranked, and it is said.
    const auto flat = test::toy_table({{"a", {1, 2, 3}}, {"b", {4, 2, 1}}, {"c", {7, 7, 7}}});
    Diagnostics findings;
    EXPECT_EQ(evaluate(recipe_of(kComponent), flat, findings).n_ranked, 0U);
    bool said = false;
    for (const Finding& finding : findings.findings())
        said = said || finding.code == "no-component";
    EXPECT_TRUE(said);
}

TEST(OutliersInARecipe, ReadWrittenAndCounted) {
    const std::string text = R"(
id = "toy"
title = "Toy"
[defaults]
normalise = "min_max"
outliers = { winsorize = 2, then = "box_cox", lambda = 0.5 }
[[indicator]]
column = "a"
[[indicator]]
column = "b"
outliers = "keep"
[[indicator]]
column = "c"
outliers = "treat"
)";
    const IndexRecipe recipe = recipe_of(text);
    const OutlierRule box{.winsorize = 2, .then = OutlierRule::Then::BoxCox, .lambda = 0.5};
    EXPECT_EQ(recipe.overall.indicators[0].normalizer.outliers, box);
    EXPECT_FALSE(recipe.overall.indicators[1].normalizer.outliers);
    EXPECT_EQ(recipe.overall.indicators[2].normalizer.outliers, OutlierRule{});
    EXPECT_EQ(recipe_of(to_toml(recipe)), recipe);
    const Values far{1, 2, 3, 4, 5, 6, 7, 8, 9, 100};
    const auto table = test::toy_table({{"a", far}, {"b", far}, {"c", far}});
    Diagnostics findings;
    const IndexResult index = evaluate(recipe, table, findings);
    EXPECT_DOUBLE_EQ(index.parts[0].values[8], 1);
    EXPECT_DOUBLE_EQ(index.parts[1].values[8], 8.0 / 99);
    std::size_t winsorized = 0;
    for (const Finding& finding : findings.findings())
        if (finding.code == "outliers-winsorized")
            winsorized += finding.count;
    EXPECT_EQ(winsorized, 2U);
    const auto refused = [&](const std::string& rule) {
        return test::error_of([&] {
            validate(
                recipe_of("id = \"t\"\n[[indicator]]\ncolumn = \"a\"\noutliers = " + rule + "\n"));
        });
    };
    EXPECT_THAT(refused("\"drop\""), HasSubstr("treat"));
    EXPECT_THAT(refused("{ winsorise = 3 }"), HasSubstr("winsorize"));
    EXPECT_THAT(refused("{ lambda = 2 }"), HasSubstr("box_cox"));
    EXPECT_THAT(refused("{ winsorize = -1 }"), HasSubstr("at least 0"));
}

} // namespace
} // namespace tractwise::index
