// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/index/toy_table.hpp"

#include "tests/support/data_pack.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace tractwise::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

const std::vector<std::filesystem::path> kShipped{source_file("data/recipes")};

std::string parse_error(const std::string& toml) {
    return error_of([&] { recipe_of(toml); });
}

TEST(Recipe, EveryShippedRecipeReadsBackFromItsOwnText) {
    const auto ids = index::list_recipes(kShipped);
    EXPECT_THAT(ids, testing::IsSupersetOf({"ces2", "ces3", "imu", "risk", "svi2018", "svi2018_acs",
                                            "svi2020", "svi2020_acs", "svi2022", "svi2022_acs"}));
    for (const std::string& id : ids) {
        const index::IndexRecipe recipe = index::load_recipe(id, kShipped);
        EXPECT_EQ(recipe.id, id);
        EXPECT_FALSE(recipe.sources.empty()) << id;
        EXPECT_EQ(recipe_of(index::to_toml(recipe)), recipe) << index::to_toml(recipe);
    }
}

TEST(Recipe, WritesAndReadsEveryKindOfKey) {
    const auto recipe = recipe_of(R"(id = "all"
description = "a \"quoted\" text"
sources = ["one", "two"]
pool = "population > 0 and households >= 10"
reference = "county"
score_direction = "higher_is_better"
derive = [
    { name = "s", sum = ["a", "-b", "100"], round = 2, margin = "sm", margin_round = "floor", zero_margins = "largest" },
    { name = "r", label = "R", ratio = ["a", "b"], over = ["c", "-d"], scale = 1000, zero_over = 0, margin = "rm", margin_round = 1, adjunct = true },
]
[overall]
aggregate = "power_mean"
power = -1
max_missing = 1
flag = "bad"
flag_when = "<= 62.0"
[[domain]]
name = "d"
weight = 2.5
aggregate = "geometric_mean"
min_present = 1
round = 3
scale_to_max = 10
rank = { normalise = "z_score", centre = 50, spread = 10, round = 2, output = "d_rank", carry = true }
indicator = [
    { column = "a", normalise = "min_max", range = [1, 100], direction = "higher_is_better", invert = "after", optional = true },
    { column = "b", normalise = "lookup", rows = [[-inf, 1, 2], [1, inf, 3]], round_before = 1 },
    { column = "c", name = "cc", normalise = "cutpoints", cutpoints = [1, 2, 3], enabled = false },
]
[[domain.domain]]
name = "inner"
min_present = "half"
max_missing_indicators = 3
indicator = [{ column = "s", also = ["S", "s_2"], output = "s_norm", flag = "s_flag", flag_when = "> 0.5" }]
)");
    EXPECT_EQ(recipe.pool.size(), 2U);
    EXPECT_EQ(recipe.derived[0].of[1], (index::Term{"b", -1}));
    EXPECT_EQ(recipe.derived[0].of[2], (index::Term{"", 100}));
    const index::Domain& inner = recipe.overall.domains[0].domains[0];
    EXPECT_EQ(inner.indicators[0].flag_when.op, index::Condition::Op::Greater);
    EXPECT_EQ(inner.indicators[0].also, (std::vector<std::string>{"S", "s_2"}));
    EXPECT_EQ(inner.max_missing_indicators, 3);
    EXPECT_EQ(recipe_of(index::to_toml(recipe)), recipe) << index::to_toml(recipe);
}

TEST(Recipe, NamesOfDefaultsAreFilledIn) {
    const auto recipe = recipe_of(R"(id = "t"
[defaults]
column = "EP_{name}"
output = "EPL_{name}"
round = 4
[[domain]]
name = "THEME1"
output = "SPL_{name}"
indicator = [{ name = "POV" }, { name = "UNEMP", column = "u", round = 1 }])");
    const index::Domain& theme = recipe.overall.domains[0];
    EXPECT_EQ(theme.output, "SPL_THEME1");
    EXPECT_EQ(theme.indicators[0].column, "EP_POV");
    EXPECT_EQ(theme.indicators[0].output, "EPL_POV");
    EXPECT_EQ(theme.indicators[0].round, 4);
    EXPECT_EQ(theme.indicators[1].column, "u");
    EXPECT_EQ(theme.indicators[1].round, 1);
}

TEST(Recipe, ErrorsNameThePlaceAndTheRemedy) {
    EXPECT_THAT(parse_error("id = \"t\"\nrefrence = \"county\"\n"),
                AllOf(HasSubstr("r.toml:2:1: unknown key \"refrence\""),
                      HasSubstr("did you mean \"reference\"?")));
    EXPECT_THAT(parse_error("id = \"t\"\n[[indicator]]\ncolumn = \"a\"\nwieght = 2\n"),
                AllOf(HasSubstr("r.toml:4:1"), HasSubstr("did you mean \"weight\"?")));
    EXPECT_THAT(
        parse_error("id = \"t\"\n[[indicator]]\ncolumn = \"a\"\nweight = -1\n"),
        AllOf(HasSubstr("r.toml:4:10: weight -1 is negative"), HasSubstr("higher_is_better")));
    EXPECT_THAT(
        parse_error("id = \"t\"\n[overall]\naggregate = \"meen\"\n[[indicator]]\ncolumn = \"a\"\n"),
        AllOf(HasSubstr("r.toml:3:13: \"meen\" is not a known aggregate"),
              HasSubstr("did you mean \"mean\"?")));
    EXPECT_THAT(parse_error("id = \"t\"\n[[indicator]]\ncolumn = \"a\"\nnormalise = \"zscore\"\n"),
                AllOf(HasSubstr("r.toml:4:13"), HasSubstr("did you mean \"z_score\"?")));
    EXPECT_THAT(
        parse_error("id = \"t\"\npool = \"population above 0\"\nindicator = [{column=\"a\"}]\n"),
        AllOf(HasSubstr("r.toml:2:8"), HasSubstr("is not a condition")));
    EXPECT_THAT(parse_error("title = \"t\"\n"), HasSubstr("\"id\" is missing"));
    EXPECT_THAT(parse_error("id = \"t\"\n"), HasSubstr("holds no enabled indicator or domain"));
    EXPECT_THAT(parse_error("id = \"t\"\nindicator = [{column=\"a\", weight=0}]\n"),
                HasSubstr("all weights are 0"));
    EXPECT_THAT(parse_error("id = \"t\"\nindicator = [{column=\"a\"}, {column=\"a\"}]\n"),
                HasSubstr("the name \"a\" is used twice"));
    EXPECT_THAT(parse_error("id = \"t\"\nindicator = [{column=\"a\", normalise=\"lookup\"}]\n"),
                HasSubstr("a lookup needs rows"));
    EXPECT_THAT(parse_error("id = \"t\"\nindicator = [{column=\"a\", normalise=\"lookup\", "
                            "rows=[[0, 2, 1], [1, 3, 2]]}]\n"),
                HasSubstr("rows 1 and 2 overlap"));
    EXPECT_THAT(
        parse_error(
            "id = \"t\"\nindicator = [{column=\"a\", normalise=\"min_max\", range=[5, 1]}]\n"),
        HasSubstr("the range of min_max"));
    EXPECT_THAT(
        parse_error(
            "id = \"t\"\nderive = [{name=\"x\", percent=\"a\"}]\nindicator = [{column=\"x\"}]\n"),
        HasSubstr("a ratio without a denominator"));
    EXPECT_THAT(
        parse_error("id = \"t\"\n[overall]\nmin_present = 3\n[[indicator]]\ncolumn = \"a\"\n"),
        HasSubstr("asks for more than its 1 parts"));
}

TEST(Recipe, AnEditedRecipeIsCheckedAgain) {
    auto recipe = recipe_of("id = \"t\"\nindicator = [{column=\"a\"}, {column=\"b\"}]\n");
    recipe.overall.indicators[0].weight = -2;
    Diagnostics findings;
    const auto table = toy_table({{"a", {1, 2}}, {"b", {3, 4}}});
    EXPECT_THAT(error_of([&] { index::evaluate(recipe, table, findings); }),
                AllOf(HasSubstr("indicator \"a\""), HasSubstr("weight -2")));
}

TEST(Recipe, LoadsByNameOrFileAndSuggests) {
    EXPECT_THAT(error_of([] { index::load_recipe("svi2021", kShipped); }),
                AllOf(HasSubstr("unknown recipe \"svi2021\""), HasSubstr("did you mean \"svi202")));
    TemporaryFolder folder;
    const auto file = folder.write("mine.toml", "id = \"mine\"\nindicator = [{column=\"a\"}]\n");
    EXPECT_EQ(index::load_recipe(file.string(), {}).id, "mine");
    EXPECT_EQ(index::load_recipe("mine", {folder.path()}).id, "mine");
}

TEST(Recipe, ListsTheColumnsItNeeds) {
    const auto recipe = recipe_of(R"(id = "t"
pool = "people > 0"
derive = [{ name = "p", percent = "n", over = "d" }, { name = "extra", copy = "z", adjunct = true }]
indicator = [{ column = "p" }, { column = "q" }, { column = "o", optional = true }, { column = "e", enabled = false }])");
    EXPECT_EQ(index::required_columns(recipe), (std::vector<std::string>{"n", "d", "people", "q"}));
    EXPECT_EQ(index::required_columns(index::load_recipe("risk", kShipped)).size(), 12U);
}

} // namespace
} // namespace tractwise::test
