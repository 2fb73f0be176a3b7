// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/index/toy_table.hpp"

#include "tests/support/data_pack.hpp"

#include "engine/core/numbers.hpp"
#include "engine/core/parallel.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>
#include <random>

namespace tractwise::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsNan;

index::IndexResult run(const index::IndexRecipe& recipe, const tract::TractTable& table,
                       Diagnostics* keep = nullptr) {
    Diagnostics findings;
    auto result = index::evaluate(recipe, table, findings);
    if (keep != nullptr)
        *keep = findings;
    return result;
}

const char* kTwoDomains = R"(id = "t"
pool = "population > 0"
[[domain]]
name = "food"
weight = 2
min_present = "half"
indicator = [{ column = "far" }, { column = "shops", direction = "higher_is_better" }]
[[domain]]
name = "home"
indicator = [{ column = "rent" }]
)";

TEST(Evaluate, ScoresRanksAndContributionsByHand) {
    const auto table = toy_table({{"population", {10, 20, 0, 30, 40}},
                                  {"far", {100, 200, 999, kNaN, 300}},
                                  {"shops", {3, 2, 9, 1, kNaN}},
                                  {"rent", {0.1, 0.2, 0.9, 0.3, 0.1}}});
    const auto r = run(recipe_of(kTwoDomains), table);
    // far of (100, 200, 300) -> 0, 1/2, 1; shops turned of (3, 2, 1) -> 0, 1/2, 1; rent (.1 .2 .3
    // .1) -> 0, 2/3, 1, 0
    const double b = (2 * 0.5 + 2.0 / 3) / 3;
    EXPECT_THAT(r.score,
                ElementsAre(0, testing::DoubleEq(b), IsNan(), 1, testing::DoubleEq(2.0 / 3)));
    EXPECT_THAT(r.rank, ElementsAre(4, 3, 0, 1, 2));
    EXPECT_THAT(r.percentile, ElementsAre(0, 0.25, IsNan(), 0.75, 0.5));
    EXPECT_THAT(r.n_present, ElementsAre(3, 3, 0, 2, 2));
    EXPECT_EQ(r.n_indicators, 3U);
    EXPECT_EQ(r.n_ranked, 4U);
    EXPECT_EQ(r.reason[2], io::Missing::NoPeople);
    EXPECT_THAT(r.why(2), HasSubstr("population"));
    EXPECT_EQ(r.why(1), "");

    ASSERT_EQ(r.parts.size(), 5U);
    EXPECT_EQ(r.parts[0].name, "food");
    EXPECT_EQ(r.parts[1].name, "far");
    EXPECT_EQ(r.parts[1].parent, 0);
    EXPECT_EQ(r.parts[3].name, "home");
    for (const std::size_t row : {0U, 1U, 3U, 4U}) {
        double domains = 0, indicators = 0;
        for (std::size_t part = 0; part < r.parts.size(); ++part) {
            const double c = r.contribution(part, row);
            (r.parts[part].is_indicator ? indicators : domains) += std::isnan(c) ? 0 : c;
        }
        EXPECT_DOUBLE_EQ(domains, r.score[row]);
        EXPECT_DOUBLE_EQ(indicators, r.score[row]);
    }
    EXPECT_THAT(r.contributions(1), ElementsAre(0, testing::DoubleEq(1.0 / 6), IsNan(), IsNan(),
                                                testing::DoubleEq(2.0 / 3)));
}

TEST(Evaluate, SaysWhyAnAreaIsNotRanked) {
    const auto table = toy_table(
        {{"population", {10, 20}}, {"far", {1, kNaN}}, {"shops", {1, kNaN}}, {"rent", {1, 2}}});
    const auto r = run(recipe_of(kTwoDomains), table);
    EXPECT_EQ(r.reason[1], io::Missing::Dependent);
    EXPECT_THAT(r.why(1), AllOf(HasSubstr("food: 0 of 2 values present, 1 needed"),
                                HasSubstr("far"), HasSubstr("shops")));
}

TEST(Evaluate, APartOfWeightZeroCannotKeepAnAreaFromItsScore) {
    auto recipe = recipe_of(kTwoDomains);
    recipe.overall.domains[0].weight = 0;
    const auto table = toy_table(
        {{"population", {10, 20}}, {"far", {1, kNaN}}, {"shops", {1, kNaN}}, {"rent", {1, 2}}});
    EXPECT_THAT(run(recipe, table).score, ElementsAre(0, 1));
}

TEST(Evaluate, NamesAllAbsentColumnsAtOnce) {
    const auto table = toy_table({{"population", {1}}, {"far", {1}}, {"shop", {1}}});
    EXPECT_THAT(error_of([&] { run(recipe_of(kTwoDomains), table); }),
                AllOf(HasSubstr("r.toml"),
                      HasSubstr("2 columns that the table lacks: \"shops\", \"rent\""),
                      HasSubstr("for \"shops\" did you mean \"shop\"?")));
}

TEST(Evaluate, OptionalIndicatorsMayBeAbsent) {
    auto recipe = recipe_of(kTwoDomains);
    recipe.overall.domains[1].indicators[0].optional = true; // its domain goes with it
    const auto table = toy_table({{"population", {1, 1}}, {"far", {1, 2}}, {"shops", {2, 1}}});
    Diagnostics findings;
    const auto r = run(recipe, table, &findings);
    EXPECT_THAT(r.score, ElementsAre(0, 1));
    ASSERT_EQ(findings.findings().size(), 1U);
    EXPECT_EQ(findings.findings()[0].code, "indicator-absent");
    EXPECT_THAT(findings.findings()[0].examples, ElementsAre("rent"));
}

TEST(Evaluate, ComparesWithinCountyOrState) {
    const auto table =
        toy_table({{"x", {1, 2, 10, 20, 5}}},
                  {"17031000100", "17031000200", "17043000100", "17043000200", "18001000100"});
    auto recipe = recipe_of("id = \"t\"\nreference = \"county\"\nindicator = [{column = \"x\"}]\n");
    EXPECT_THAT(run(recipe, table).score, ElementsAre(0, 1, 0, 1, 0));
    EXPECT_THAT(run(recipe, table).rank, ElementsAre(2, 1, 2, 1, 1));
    recipe.reference = index::Reference::State;
    EXPECT_THAT(run(recipe, table).score,
                ElementsAre(0, testing::DoubleEq(1.0 / 3), testing::DoubleEq(2.0 / 3), 1, 0));
    recipe.reference = index::Reference::All;
    EXPECT_THAT(run(recipe, table).score, ElementsAre(0, 0.25, 0.75, 1, 0.5));
}

TEST(Evaluate, AGeometricMeanOfZeroIsAFindingAndNotANumber) {
    const auto recipe = recipe_of(R"(id = "t"
[overall]
aggregate = "geometric_mean"
[defaults]
normalise = "none"
[[indicator]]
column = "a"
[[indicator]]
column = "b"
)");
    Diagnostics findings;
    const auto r = run(recipe, toy_table({{"a", {4, 0}}, {"b", {9, 5}}}), &findings);
    EXPECT_THAT(r.score, ElementsAre(testing::DoubleEq(6), IsNan()));
    EXPECT_EQ(r.reason[1], io::Missing::NotApplicable);
    EXPECT_THAT(r.why(1), HasSubstr("geometric_mean needs values above zero"));
    EXPECT_TRUE(std::isnan(r.contribution(0, 0))); // no unique shares
    ASSERT_EQ(findings.findings().size(), 1U);
    EXPECT_EQ(findings.findings()[0].code, "not-positive");
}

TEST(Evaluate, NestedDomainsSayWhatCalEnviroScreenFourDoes) {
    // Exposures at weight 1, effects at weight 1/2, then scaled to 10 and multiplied.
    const auto recipe = recipe_of(R"(id = "ces4"
[defaults]
normalise = "none"
[overall]
aggregate = "product"
[[domain]]
name = "Pollution"
scale_to_max = 10
[[domain.domain]]
name = "Exposures"
indicator = [{ column = "a" }, { column = "b" }]
[[domain.domain]]
name = "Effects"
weight = 0.5
indicator = [{ column = "c" }]
[[domain]]
name = "PopChar"
scale_to_max = 10
indicator = [{ column = "d" }]
)");
    const auto r = run(
        recipe, toy_table({{"a", {80, 20}}, {"b", {40, 20}}, {"c", {60, 20}}, {"d", {50, 100}}}));
    EXPECT_THAT(r.score, ElementsAre(testing::DoubleEq(10 * 5), testing::DoubleEq(10.0 / 3 * 10)));
}

TEST(Evaluate, SumsOfRoundedRanksTieExactly) {
    // 0.1 + 0.2 and 0.3 + 0.0 are one sum on paper and two in binary.
    const auto recipe = recipe_of(R"(id = "t"
[defaults]
normalise = "none"
[overall]
aggregate = "sum"
round = 4
rank = { round = 4, output = "RPL" }
[[indicator]]
column = "a"
[[indicator]]
column = "b"
)");
    const auto r = run(recipe, toy_table({{"a", {0.1, 0.3, 1}}, {"b", {0.2, 0, 1}}}));
    EXPECT_THAT(r.overall.ranks, ElementsAre(0, 0, 1));
    EXPECT_THAT(r.rank, ElementsAre(2, 2, 1));
}

TEST(Evaluate, Svi2018TurnsIncomeAfterRankingAndLeavesEmptyTractsOut) {
    const auto recipe = index::load_recipe("svi2018", {source_file("data/recipes")});
    std::map<std::string, std::vector<double>> columns{{"E_TOTPOP", {100, 100, 100, 0}}};
    for (const std::string& name : index::required_columns(recipe))
        if (name != "E_TOTPOP")
            columns[name] = {1, 2, 2, 0};
    columns["EP_PCI"] = {20000, 30000, 30000, 0};
    const auto ours = columns_of(run(recipe, toy_table(columns)));
    EXPECT_THAT(ours.at("EPL_POV").values, ElementsAre(0, 0.5, 0.5, IsNan()));
    EXPECT_THAT(ours.at("EPL_PCI").values, ElementsAre(1, 0.5, 0.5, IsNan()));
    EXPECT_THAT(ours.at("F_PCI").values, ElementsAre(1, 0, 0, IsNan()));
    EXPECT_THAT(ours.at("SPL_THEME1").values, ElementsAre(1, 2, 2, IsNan()));
    EXPECT_THAT(ours.at("RPL_THEMES").values, ElementsAre(0, 0.5, 0.5, IsNan()));
    EXPECT_THAT(ours.at("F_TOTAL").values, ElementsAre(1, 0, 0, IsNan()));
    EXPECT_TRUE(ours.contains("EPL_LIMENG"));
    EXPECT_EQ(ours.size(), 15U + 5 + 5 + 15 + 5);
}

TEST(Evaluate, RiskRunsOnTheLayersColumns) {
    const auto recipe = index::load_recipe("risk", {source_file("data/recipes")});
    std::map<std::string, std::vector<double>> columns;
    for (const std::string& name : index::required_columns(recipe))
        columns[name] = {1, 2, 3};
    const auto r = run(recipe, toy_table(columns));
    // Two of eleven indicators are better when higher: food (0 + 0 + 0 + 1) / 4, clinics (0 + 0 +
    // 1) / 3.
    EXPECT_DOUBLE_EQ(r.score[0], (0.25 + 0 + 1.0 / 3) / 3);
    EXPECT_EQ(r.rank[2], 1U);
    EXPECT_EQ(r.n_indicators, 11U);
    auto with_social = recipe;
    with_social.overall.domains[3].enabled = true;
    EXPECT_THAT(error_of([&] { run(with_social, toy_table(columns)); }),
                HasSubstr("needs 9 columns"));
}

TEST(Evaluate, NobodyRankedIsAFinding) {
    Diagnostics findings;
    const auto r = run(
        recipe_of(kTwoDomains),
        toy_table({{"population", {0}}, {"far", {1}}, {"shops", {1}}, {"rent", {1}}}), &findings);
    EXPECT_EQ(r.n_ranked, 0U);
    ASSERT_FALSE(findings.findings().empty());
    EXPECT_EQ(findings.findings().back().code, "nothing-ranked");
}

TEST(Evaluate, ThreadsAndRowOrderDoNotMatter) {
    std::mt19937 random(3);
    const std::size_t n = 20000;
    std::map<std::string, std::vector<double>> columns;
    for (const char* name : {"population", "far", "shops", "rent"}) {
        auto& values = columns[name];
        for (std::size_t i = 0; i < n; ++i)
            values.push_back(random() % 50 == 0 ? kNaN : static_cast<double>(random() % 5000) / 7);
    }
    const auto table = toy_table(columns);
    const auto recipe = recipe_of(kTwoDomains);
    const auto many = run(recipe, table);
    set_thread_limit(1);
    const auto one = run(recipe, table);
    set_thread_limit(4);
    const auto same = [](const std::vector<double>& a, const std::vector<double>& b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) {
            return x == y || (std::isnan(x) && std::isnan(y));
        });
    };
    EXPECT_TRUE(same(many.score, one.score));
    EXPECT_TRUE(same(many.percentile, one.percentile));
    EXPECT_EQ(many.rank, one.rank);
    EXPECT_EQ(many.reason, one.reason);

    auto turned = columns;
    for (auto& [name, values] : turned)
        std::reverse(values.begin(), values.end());
    auto back = run(recipe, toy_table(turned));
    std::reverse(back.score.begin(), back.score.end());
    std::reverse(back.rank.begin(), back.rank.end());
    EXPECT_TRUE(same(many.score, back.score));
    EXPECT_EQ(many.rank, back.rank);
}

// CalEnviroScreen averages by group first, and counts what is missing over both groups.
TEST(Evaluate, MissingIndicatorsAreCountedAcrossTheDomainsBelow) {
    const auto table = toy_table({{"a", {1, kNaN, kNaN, kNaN}},
                                  {"b", {2, 2, kNaN, kNaN}},
                                  {"c", {3, kNaN, kNaN, 3}},
                                  {"d", {5, 5, 5, 5}}});
    const auto r = run(recipe_of(R"(id = "t"
[defaults]
normalise = "none"
[[domain]]
name = "people"
max_missing_indicators = 2
[[domain.domain]]
name = "left"
min_present = 1
indicator = [{ column = "a" }, { column = "b" }, { column = "c" }]
[[domain.domain]]
name = "right"
indicator = [{ column = "d" }]
)"),
                       table);
    EXPECT_THAT(r.score, ElementsAre(3.5, 3.5, IsNan(), 4));
    EXPECT_EQ(r.reason[2], io::Missing::Dependent);
}

TEST(Evaluate, ADomainIsScaledByTheLargestValueThatCounts) {
    const auto table = toy_table({{"a", {10, 2}}, {"b", {kNaN, 2}}});
    const auto r = run(recipe_of(R"(id = "t"
[defaults]
normalise = "none"
[[domain]]
name = "d"
min_present = 1
max_missing_indicators = 0
scale_to_max = 10
indicator = [{ column = "a" }, { column = "b" }]
)"),
                       table);
    EXPECT_THAT(r.score, ElementsAre(IsNan(), 10))
        << "the 10 of an area without value is no maximum";
}

TEST(Evaluate, AColumnUnderItsOtherPublishedName) {
    const auto recipe = recipe_of(R"(id = "t"
[[domain]]
name = "d"
indicator = [{ column = "pm", also = ["PM2.5", "PM2_5"] }]
)");
    const auto long_name = run(recipe, toy_table({{"PM2.5", {1, 2, 3}}}));
    EXPECT_THAT(long_name.score, ElementsAre(0, 0.5, 1));
    const auto both = run(recipe, toy_table({{"PM2.5", {3, 2, 1}}, {"pm", {1, 2, 3}}}));
    EXPECT_THAT(both.score, ElementsAre(0, 0.5, 1)) << "its own name comes first";
    EXPECT_THAT(error_of([&] { run(recipe, toy_table({{"x", {1, 2}}})); }), HasSubstr("\"pm\""));
}

/// Everything that a result holds, bit by bit.
void expect_same(const index::IndexResult& a, const index::IndexResult& b) {
    const auto bits = [](const std::vector<double>& values) {
        std::vector<std::uint64_t> all;
        for (const double value : values)
            all.push_back(std::bit_cast<std::uint64_t>(std::isnan(value) ? kNaN : value));
        return all;
    };
    EXPECT_EQ(bits(a.score), bits(b.score));
    EXPECT_EQ(bits(a.percentile), bits(b.percentile));
    EXPECT_EQ(a.rank, b.rank);
    EXPECT_EQ(a.n_present, b.n_present);
    EXPECT_EQ(a.n_indicators, b.n_indicators);
    EXPECT_EQ(a.reason, b.reason);
    ASSERT_EQ(a.parts.size(), b.parts.size());
    for (std::size_t part = 0; part < a.parts.size(); ++part) {
        EXPECT_EQ(a.parts[part].name, b.parts[part].name);
        EXPECT_EQ(a.parts[part].weight, b.parts[part].weight);
        EXPECT_EQ(a.parts[part].needed, b.parts[part].needed);
        EXPECT_EQ(bits(a.parts[part].values), bits(b.parts[part].values)) << a.parts[part].name;
        EXPECT_EQ(bits(a.parts[part].ranks), bits(b.parts[part].ranks)) << a.parts[part].name;
        EXPECT_EQ(a.parts[part].reasons, b.parts[part].reasons) << a.parts[part].name;
    }
}

// A slider, a switch, another method, a column that has no spread, somebody who is not ranked any more: whatever was
// computed before, the result is that of computing everything anew.
TEST(Evaluate, FromWhatWasThereBeforeIsTheSameAsAnew) {
    std::mt19937 random(31);
    std::map<std::string, std::vector<double>> columns;
    for (const char* name : {"a", "b", "c", "d", "people"})
        for (int i = 0; i < 60; ++i)
            columns[name].push_back(random() % 9 == 0 ? kNaN : static_cast<double>(random() % 40));
    columns["flat"].assign(60, 3);
    const auto table = toy_table(columns);
    const std::string start = R"(
id = "t"
pool = "people > 0"
[[domain]]
name = "one"
min_present = "half"
rank = { normalise = "percent_rank", carry = true }
[[domain.indicator]]
column = "a"
[[domain.indicator]]
column = "b"
direction = "higher_is_better"
[[domain.indicator]]
column = "flat"
normalise = "min_max"
[[domain]]
name = "two"
min_present = "half"
[[domain.indicator]]
column = "c"
[[domain.indicator]]
column = "d"
)";
    const std::vector<std::function<void(index::IndexRecipe&)>> changes = {
        [](index::IndexRecipe& r) { r.overall.domains[0].weight = 3; },
        [](index::IndexRecipe& r) { r.overall.domains[1].indicators[0].weight = 0; },
        [](index::IndexRecipe& r) { r.overall.domains[1].enabled = !r.overall.domains[1].enabled; },
        [](index::IndexRecipe& r) {
            r.overall.domains[0].indicators[1].normalizer.method = index::Normalization::ZScore;
        },
        [](index::IndexRecipe& r) { r.overall.domains[0].indicators[0].enabled = false; },
        [](index::IndexRecipe& r) {
            r.overall.domains[0].aggregation = index::Aggregation::GeometricMean;
        },
        [](index::IndexRecipe& r) { r.overall.domains[0].aggregation = index::Aggregation::Sum; },
        [](index::IndexRecipe& r) { r.overall.domains[0].indicators[0].enabled = true; },
        [](index::IndexRecipe& r) { r.pool[0].number = 12; },
        [](index::IndexRecipe& r) {
            r.overall.domains[1].presence.rule = index::Presence::Rule::All;
        },
        [](index::IndexRecipe& r) { std::swap(r.overall.domains[0], r.overall.domains[1]); },
        [](index::IndexRecipe& r) { r.overall.domains[0].scale_to_max = 10; },
        [](index::IndexRecipe& r) {
            r.overall.domains[1].indicators[1].direction = tract::Direction::HigherIsWorse;
        },
    };
    index::IndexRecipe recipe = recipe_of(start);
    Diagnostics first;
    index::IndexResult before = index::evaluate(recipe, table, first);
    for (std::size_t change = 0; change < changes.size(); ++change) {
        SCOPED_TRACE(change);
        changes[change](recipe);
        Diagnostics anew_findings, again_findings;
        const index::IndexResult anew = index::evaluate(recipe, table, anew_findings);
        index::IndexResult again = index::evaluate(recipe, table, again_findings, &before);
        expect_same(anew, again);
        ASSERT_EQ(anew_findings.findings().size(), again_findings.findings().size());
        for (std::size_t i = 0; i < anew_findings.findings().size(); ++i)
            EXPECT_EQ(anew_findings.findings()[i], again_findings.findings()[i]);
        before = std::move(again);
    }
}

} // namespace
} // namespace tractwise::test
