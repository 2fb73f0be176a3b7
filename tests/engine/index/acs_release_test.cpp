// SPDX-License-Identifier: Apache-2.0
#include "engine/index/acs_release.hpp"
#include "engine/index/evaluate.hpp"

#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tractwise::index {
namespace {

using testing::AllOf;
using testing::HasSubstr;

const char* const kRecipe = R"(
id = "white"
title = "White people"
acs_year = 2022
other_release_title = "Method of 2022 on ACS {years}, nobody's"
indicator = [{ column = "DP05_0079E" }, { column = "DP05_0001E" }]
)";

IndexRecipe recipe(const std::string& toml = kRecipe) {
    return parse_recipe(ConfigTable::parse(toml, "white.toml"));
}

std::string label(const char* end) {
    return std::string("Estimate!!HISPANIC OR LATINO AND RACE!!Total population!!") + end;
}

/// A profile as of 2024, where the codes of 2022 mean other people.
io::Table table_2024(bool labeled) {
    io::Table table("table", {"GEO_ID", "DP05_0001E", "DP05_0079E", "DP05_0096E"});
    if (labeled)
        table.set_labels(
            {"Geography", "Estimate!!SEX AND AGE!!Total population",
             "Estimate!!RACE!!Total population!!Two or More Races!!White and Some Other Race",
             label("Not Hispanic or Latino!!White alone")});
    return table;
}

struct Asked {
    Diagnostics diagnostics;
    AcsRelease operator()(const io::Table& table, const std::string& file,
                          std::optional<int> year = {}, const IndexRecipe& of = recipe()) {
        return acs_release(of, io::source_from_path("table", file), table, year, diagnostics);
    }
};

TEST(AcsRelease, AnotherReleaseIsRefusedUnlessAskedFor) {
    Asked ask;
    for (const bool labeled : {true, false}) {
        const io::Table table = table_2024(labeled);
        EXPECT_THAT(test::error_of([&] { ask(table, "ACSDP5Y2024.DP05-Data.csv"); }),
                    AllOf(HasSubstr("release of 2022 (ACS 2018-2022)"), HasSubstr("is of 2024"),
                          HasSubstr("--acs-year 2024")));
        const AcsRelease release = ask(table, "ACSDP5Y2024.DP05-Data.csv", 2024);
        EXPECT_EQ(release.columns.find("DP05_0079E", release.codes_of).column, 3U);
        EXPECT_EQ(release.recipe.title, "Method of 2022 on ACS 2020-2024, nobody's");
        EXPECT_EQ(release.recipe.id, "white_on_2024");
    }
    EXPECT_EQ(ask.diagnostics.findings().back().code, "other-release");
}

TEST(AcsRelease, LabelsGiveAnotherReleaseAwayWhereTheNameDoesNot) {
    Asked ask;
    EXPECT_THAT(test::error_of([&] { ask(table_2024(true), "downloaded.csv"); }),
                AllOf(HasSubstr("is of 2024"), HasSubstr("DP05_0096E"), HasSubstr("DP05_0079E")));
}

TEST(AcsRelease, WithoutLabelsAndNameTheReleaseHasToBeSaid) {
    Asked ask;
    EXPECT_THAT(test::error_of([&] { ask(table_2024(false), "downloaded.csv"); }),
                AllOf(HasSubstr("nothing says which"), HasSubstr("--acs-year 2022")));
    EXPECT_EQ(ask(table_2024(false), "downloaded.csv", 2022).recipe.title, "White people");
}

TEST(AcsRelease, ItsOwnReleaseIsTakenWithoutAWord) {
    Asked ask;
    io::Table table("table", {"GEO_ID", "DP05_0001E", "DP05_0079E"});
    EXPECT_EQ(ask(table, "ACSDP5Y2022.DP05-Data.csv").recipe, recipe());
    EXPECT_TRUE(ask.diagnostics.findings().empty());
    table.set_labels({"Geography", "Estimate!!SEX AND AGE!!Total population",
                      label("Not Hispanic or Latino!!White alone")});
    EXPECT_EQ(ask(table, "downloaded.csv").recipe, recipe());
    EXPECT_EQ(ask.diagnostics.findings().back().code, "release-not-known");
}

TEST(AcsRelease, AnEditedLabelIsAnError) {
    Asked ask;
    io::Table table("table", {"DP05_0001E", "DP05_0079E"});
    table.set_labels(
        {"Estimate!!SEX AND AGE!!Total population", label("Not Hispanic or Latino!!Asian alone")});
    EXPECT_THAT(test::error_of([&] { ask(table, "ACSDP5Y2022.DP05-Data.csv"); }),
                AllOf(HasSubstr("Asian alone"), HasSubstr("White alone")));
}

TEST(AcsRelease, ARecipeWithCellsThatMoveSaysItsYear) {
    Asked ask;
    const io::Table table = table_2024(false);
    const auto of = [](const char* column) {
        return recipe(std::string("id = \"mine\"\nindicator = [{ column = \"") + column +
                      "\" }]\n");
    };
    EXPECT_THAT(
        test::error_of([&] { ask(table, "ACSDP5Y2024.DP05-Data.csv", {}, of("DP05_0079E")); }),
        AllOf(HasSubstr("DP05_0079E"), HasSubstr("acs_year = 2022")));
    // Total population never moved; E_TOTPOP is no cell at all.
    EXPECT_EQ(ask(table, "x.csv", {}, of("DP05_0001E")).recipe.id, "mine");
    EXPECT_EQ(ask(table, "x.csv", {}, of("E_TOTPOP")).recipe.id, "mine");
    EXPECT_EQ(ask(table, "x.csv", {}, of("B01003_001E")).recipe.id, "mine");
}

// DP05_0001E is no substitute for DP04_0001E, however alike they look.
TEST(AcsRelease, MissingCellsNameTheirTables) {
    tract::TractTable table({"1"});
    table.add(tract::Column{{.name = "DP05_0001E"}, {5}, {}, {}});
    Diagnostics diagnostics;
    const IndexRecipe of =
        recipe("id = \"mine\"\nacs_year = 2022\n"
               "indicator = [{ column = \"DP04_0001E\" }, { column = \"B01003_001E\" }]\n");
    EXPECT_THAT(test::error_of([&] { evaluate(of, table, diagnostics); }),
                AllOf(HasSubstr("tables B01003, DP04"), testing::Not(HasSubstr("did you mean"))));
}

TEST(AcsRelease, TheYearIsPartOfTheRecipe) {
    EXPECT_EQ(recipe(to_toml(recipe())), recipe());
    EXPECT_NE(recipe(),
              recipe("id = \"white\"\ntitle = \"White people\"\n"
                     "indicator = [{ column = \"DP05_0079E\" }, { column = \"DP05_0001E\" }]\n"));
}

} // namespace
} // namespace tractwise::index
