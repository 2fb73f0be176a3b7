// SPDX-License-Identifier: Apache-2.0
#include "engine/index/plain_table.hpp"

#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tractwise::index {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

PlainIndex plain_index(const std::vector<std::vector<std::string>>& rows,
                       const PlainChoice& choice = {}) {
    const IndexRecipe recipe = parse_recipe(
        ConfigTable::parse("id = \"two\"\ntitle = \"Two\"\n"
                           "indicator = [{ column = \"poverty\" }, { column = \"no_vehicle\" }]\n",
                           "two.toml"));
    io::Table table("areas.csv", rows.front());
    for (std::size_t r = 1; r < rows.size(); ++r)
        table.add_row(std::vector<std::string_view>(rows[r].begin(), rows[r].end()));
    Diagnostics findings;
    return index_of_table(recipe, {.id = "table", .path = "areas.csv"}, table, choice, findings);
}

// Ranks of three are 0, 1/2, 1; the score is their mean.
TEST(PlainTable, ScoresByHandInTheOrderOfTheRows) {
    const PlainIndex found = plain_index({{"GEOID", "poverty", "no_vehicle"},
                                          {"01001020300", "0.3", "0.2"},
                                          {"01001020100", "0.1", "0.3"},
                                          {"01001020200", "0.2", "0.1"}});
    EXPECT_EQ(found.id_column, "GEOID");
    EXPECT_EQ(found.areas.ids().front(), "01001020300");
    EXPECT_THAT(found.index->score, ElementsAre(0.75, 0.5, 0.25));
    EXPECT_EQ(found.other_release, "");
}

TEST(PlainTable, ReferenceNeedsCensusIds) {
    const std::vector<std::vector<std::string>> rows = {
        {"place", "poverty", "no_vehicle"}, {"here", "1", "2"}, {"there", "2", "3"}};
    EXPECT_THAT(test::error_of([&] {
                    plain_index(rows, {"place", Reference::County, std::nullopt});
                }),
                HasSubstr("within their county"));
    EXPECT_EQ(plain_index(rows, {.id_column = "place"}).index->n_ranked, 2U);
}

// A column that the recipe does not want was no near miss of one that it does.
TEST(PlainTable, AMisspelledColumnIsNamed) {
    EXPECT_THAT(test::error_of([] {
                    plain_index({{"GEOID", "povrety", "no_vehicle"}, {"01001020100", "1", "2"}});
                }),
                AllOf(HasSubstr("lacks: \"poverty\""), HasSubstr("did you mean \"povrety\"?")));
}

TEST(PlainTable, NothingToRank) {
    EXPECT_THAT(test::error_of([] {
                    plain_index({{"GEOID", "poverty", "no_vehicle"}});
                }),
                HasSubstr("no rows"));
    EXPECT_THAT(test::error_of([] {
                    plain_index({{"GEOID", "poverty", "no_vehicle"}, {"01001020100", "", "2"}});
                }),
                AllOf(HasSubstr("no area can be ranked: 1 of 1"), HasSubstr("areas.csv")));
}

} // namespace
} // namespace tractwise::index
