// SPDX-License-Identifier: Apache-2.0
#include "engine/study/index_choice.hpp"

#include "tests/support/error_of.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace tractwise::study {
namespace {

using test::error_of;

/// Two domains with one and two indicators, one of the domains within another.
const char* const kRecipe = R"(
id = "toy"
title = "Toy"

[[domain]]
name = "food"
aggregate = "mean"
[[domain.indicator]]
column = "far"
[[domain.indicator]]
column = "near"
direction = "higher_is_better"
enabled = false

[[domain]]
name = "homes"
aggregate = "sum"
[[domain.indicator]]
column = "crowded"
weight = 3
)";

index::IndexRecipe toy() {
    return index::parse_recipe(ConfigTable::parse(kRecipe, "toy.toml"));
}

IndexChoice parse(const std::string& text) {
    return IndexChoice::parse(ConfigTable::parse(text, "study.toml"));
}

const index::Domain& domain(const index::IndexRecipe& recipe, std::string_view name) {
    return *std::find_if(recipe.overall.domains.begin(), recipe.overall.domains.end(),
                         [&](const index::Domain& one) { return one.name == name; });
}

const index::Indicator& indicator(const index::IndexRecipe& recipe, std::string_view name) {
    for (const index::Domain& one : recipe.overall.domains)
        for (const index::Indicator& found : one.indicators)
            if (found.name == name)
                return found;
    throw std::runtime_error("no such indicator");
}

TEST(IndexChoice, ReadsEveryKey) {
    const IndexChoice choice = parse(R"(
recipe = "toy"
enable = ["near"]
disable = "homes"
reference = "county"
[weights]
far = 2.5
[direction]
far = "higher_is_better"
[normalise]
near = "z_score"
[aggregate]
food = "geometric_mean"
overall = "sum"
)");
    EXPECT_EQ(choice.recipe, "toy");
    EXPECT_EQ(choice.enable, std::vector<std::string>{"near"});
    EXPECT_EQ(choice.disable, std::vector<std::string>{"homes"});
    EXPECT_EQ(choice.reference, index::Reference::County);
    EXPECT_EQ(choice.weights.at("far"), 2.5);
    EXPECT_EQ(choice.direction.at("far"), tract::Direction::HigherIsBetter);
    EXPECT_EQ(choice.normalize.at("near"), index::Normalization::ZScore);
    EXPECT_EQ(choice.aggregate.at("food"), index::Aggregation::GeometricMean);
    EXPECT_EQ(choice.aggregate.at("overall"), index::Aggregation::Sum);
}

TEST(IndexChoice, AnEmptyTableIsTheRecipeRisk) {
    const IndexChoice choice = parse("");
    EXPECT_EQ(choice.recipe, "risk");
    EXPECT_EQ(choice, IndexChoice{});
}

TEST(IndexChoice, WritesWhatItReadsForEveryMethod) {
    IndexChoice choice{.recipe = "toy",
                       .enable = {"near"},
                       .disable = {"homes", "a b"},
                       .weights = {{"far", 0.1}, {"name with blanks", 2}},
                       .direction = {{"far", tract::Direction::HigherIsBetter},
                                     {"near", tract::Direction::HigherIsWorse}},
                       .reference = index::Reference::State};
    for (const index::Normalization method : exchangeable_normalizations())
        choice.normalize["n" + std::string(name_of(method))] = method;
    for (const index::Aggregation method : exchangeable_aggregations())
        choice.aggregate["a" + std::string(name_of(method))] = method;
    const ConfigTable whole = ConfigTable::parse(choice.to_toml(), "written.toml");
    EXPECT_EQ(IndexChoice::parse(whole.table("index")), choice);
    IndexChoice other = choice;
    other.normalize["nrank"] = index::Normalization::MinMax;
    EXPECT_FALSE(other == choice);
}

TEST(IndexChoice, LeavesOutWhatIsNotSaid) {
    EXPECT_EQ(IndexChoice{}.to_toml(), "\n[index]\nrecipe = \"risk\"\n");
}

TEST(IndexChoice, ChangesTheRecipeWhereItSaysAndNowhereElse) {
    const index::IndexRecipe before = toy();
    EXPECT_EQ(apply(IndexChoice{}, before), before);
    const index::IndexRecipe after = apply(parse(R"(
enable = ["near"]
disable = ["homes"]
reference = "county"
[weights]
far = 2.5
food = 4
[direction]
far = "higher_is_better"
[normalise]
near = "z_score"
[aggregate]
food = "geometric_mean"
overall = "sum"
)"),
                                           before);
    EXPECT_TRUE(indicator(after, "near").enabled);
    EXPECT_FALSE(domain(after, "homes").enabled);
    EXPECT_EQ(after.reference, index::Reference::County);
    EXPECT_EQ(indicator(after, "far").weight, 2.5);
    EXPECT_EQ(domain(after, "food").weight, 4);
    EXPECT_EQ(indicator(after, "far").direction, tract::Direction::HigherIsBetter);
    EXPECT_EQ(indicator(after, "near").direction, tract::Direction::HigherIsBetter);
    EXPECT_EQ(indicator(after, "near").normalizer.method, index::Normalization::ZScore);
    EXPECT_EQ(indicator(after, "far").normalizer.method,
              indicator(before, "far").normalizer.method);
    EXPECT_EQ(domain(after, "food").aggregation, index::Aggregation::GeometricMean);
    EXPECT_EQ(domain(after, "homes").aggregation, index::Aggregation::Sum);
    EXPECT_EQ(after.overall.aggregation, index::Aggregation::Sum);
    EXPECT_EQ(indicator(after, "crowded"), indicator(before, "crowded"));
}

/// What is said of a choice, while it is read or applied.
std::string complaint(const std::string& text) {
    return test::error_of([&] { static_cast<void>(apply(parse(text), toy())); });
}

TEST(IndexChoice, MistakesNameFileLineAndColumn) {
    const auto says = [](const std::string& text, std::initializer_list<const char*> parts) {
        const std::string said = complaint(text);
        for (const char* part : parts)
            EXPECT_NE(said.find(part), std::string::npos) << text << "\n" << said;
    };
    says("recipe = \"toy\"\nwieghts = 1\n", {"study.toml:2:1", "wieghts", "weights"});
    says("reference = \"town\"\n", {"study.toml:1:", "town", "county"});
    says("[weights]\nfar = -1\n", {"study.toml:2:", "negative", "direction"});
    says("[weights]\nfar = \"much\"\n", {"study.toml:2:"});
    says("[weights]\nfr = 1\n",
         {"study.toml:2:", "\"toy\" has no domain or indicator \"fr\"", "far"});
    says("enable = [\"fodo\"]\n", {"study.toml:1:", "fodo", "food"});
    says("disable = [\"nowhere\"]\n", {"study.toml:1:", "nowhere"});
    says("[direction]\nfar = \"context\"\n", {"study.toml:2:", "context", "higher_is_worse"});
    says("[direction]\nfood = \"higher_is_better\"\n", {"study.toml:2:", "no indicator \"food\""});
    says("[normalise]\nfar = \"lookup\"\n", {"study.toml:2:", "lookup", "z_score"});
    says("[normalise]\nfood = \"z_score\"\n", {"study.toml:2:", "no indicator \"food\""});
    says("[aggregate]\nfood = \"power_mean\"\n", {"study.toml:2:", "power_mean", "mean"});
    says("[aggregate]\nfar = \"mean\"\n", {"study.toml:2:", "no domain \"far\""});
}

TEST(IndexChoice, AnIndexOfNothingIsRefused) {
    EXPECT_NE(complaint("[weights]\nfood = 0\nhomes = 0\n").find("weight"), std::string::npos);
}

TEST(IndexChoice, UncertaintyIsASwitchOrNumbers) {
    EXPECT_FALSE(parse("").uncertainty);
    EXPECT_FALSE(parse("uncertainty = false").uncertainty);
    EXPECT_EQ(parse("uncertainty = true").uncertainty, index::UncertaintyChoice{});
    const IndexChoice some = parse("uncertainty = { draws = 500, seed = 7 }");
    ASSERT_TRUE(some.uncertainty);
    EXPECT_EQ(some.uncertainty->draws, 500U);
    EXPECT_EQ(some.uncertainty->seed, 7U);
    const ConfigTable whole = ConfigTable::parse(some.to_toml(), "written.toml");
    EXPECT_EQ(IndexChoice::parse(whole.table("index")), some);
    for (const char* wrong : {"uncertainty = { draws = 10 }", "uncertainty = { draws = 200.5 }",
                              "uncertainty = { seed = -1 }"})
        EXPECT_NE(error_of([&] { parse(wrong); }).find("is a whole number from"), std::string::npos)
            << wrong;
    EXPECT_NE(error_of([] { parse("uncertainty = { drawz = 10 }"); }).find("draws"),
              std::string::npos);
}

} // namespace
} // namespace tractwise::study
