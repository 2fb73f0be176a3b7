// SPDX-License-Identifier: Apache-2.0
#include "engine/map/alternative.hpp"

#include "tests/engine/map/made_results.hpp"

#include <gmock/gmock.h>

namespace tractwise::map {
namespace {

using test::made_column;
using test::made_results;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

/// Thirty tracts in a row from west to east, the first without a value.
std::vector<std::string> told(const std::vector<double>& values, tract::Direction direction,
                              Reader reader = {}) {
    tract::Column column = made_column("poverty_share", "share", values);
    column.info.direction = direction;
    const study::ResultColumns columns(made_results({column}));
    const geo::Topology topology(columns.results().tracts->polygons());
    const MapScene scene = make_scene(columns, {.column = "poverty_share"}, reader);
    return map_alternative(columns, scene, topology, reader);
}

std::vector<double> rising() {
    std::vector<double> values{kNaN};
    for (int i = 1; i < 30; ++i)
        values.push_back(i / 100.0);
    return values;
}

// 29 values, 0.01 to 0.29: the middle one is 0.15; one in five of them are 5.
TEST(MapAlternative, TellsRangeMiddleEndsAndWhere) {
    EXPECT_THAT(
        told(rising(), tract::Direction::HigherIsWorse),
        ElementsAre(
            "Map of Label of poverty_share, by census tract: 30 tracts in Toy County.",
            "Label of poverty_share: from 1.0 % to 29.0 %; half of the tracts have 15.0 % or less.",
            "Highest: 99001000030 (29.0 %); 99001000029 (28.0 %); 99001000028 (27.0 %); "
            "99001000027 "
            "(26.0 %); 99001000026 (25.0 %).",
            "Lowest: 99001000002 (1.0 %); 99001000003 (2.0 %); 99001000004 (3.0 %); 99001000005 "
            "(4.0 %); 99001000006 (5.0 %).",
            "Of the 5 tracts that are worst off (one in five), 5 lie side by side in the east.",
            "No data: 1 tract."));
}

TEST(MapAlternative, WhereHigherIsBetterTheLowestAreWorst) {
    EXPECT_THAT(told(rising(), tract::Direction::HigherIsBetter)[4],
                AllOf(HasSubstr("worst off"), HasSubstr("in the west")));
    for (const std::string& sentence : told(rising(), tract::Direction::Context))
        EXPECT_THAT(sentence, testing::Not(HasSubstr("worst off")));
}

TEST(MapAlternative, ManyOfTheSameValueAreCounted) {
    std::vector<double> values = rising();
    for (std::size_t i = 1; i < 9; ++i)
        values[i] = 0;
    EXPECT_EQ(told(values, tract::Direction::Context)[3],
              "Lowest: 0.0 %. 8 tracts have this value.");
}

TEST(MapAlternative, SpeaksSpanish) {
    const auto spanish =
        told(rising(), tract::Direction::HigherIsWorse, {Language::Spanish, Units::Us});
    EXPECT_THAT(spanish[0], StartsWith("Mapa de "));
    EXPECT_THAT(spanish[4], HasSubstr("están juntos en el este"));
}

TEST(MapAlternative, WithoutAValueNothingIsInvented) {
    EXPECT_THAT(
        told({kNaN, kNaN}, tract::Direction::HigherIsWorse),
        ElementsAre("Map of Label of poverty_share, by census tract: 2 tracts in Toy County.",
                    "No data: 2 tracts."));
}

} // namespace
} // namespace tractwise::map
