// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/io/findings.hpp"
#include "tests/support/data_pack.hpp"
#include "tests/support/temporary_folder.hpp"

#include "engine/io/table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tractwise::io {
namespace {

using test::error_of;
using testing::ElementsAre;
using testing::HasSubstr;

class JsonTable : public testing::Test {
protected:
    Table read(std::string_view text) {
        return read_table(source_from_path("src", folder.write("t.json", text).string()),
                          diagnostics);
    }
    test::TemporaryFolder folder;
    Diagnostics diagnostics;
};

TEST_F(JsonTable, CensusApiArray) {
    const Table table = read(R"([["NAME","B01003_001E","state"],
["Tract 1","4284","17"],["Tract 2",null,"17"]])");
    EXPECT_THAT(table.columns(), ElementsAre("NAME", "B01003_001E", "state"));
    ASSERT_EQ(table.rows(), 2U);
    EXPECT_EQ(table.cell(0, 1), "4284");
    EXPECT_EQ(table.cell(1, 1), "");
}

TEST_F(JsonTable, OneArrayPerState) {
    const Table table = read(R"([[["id","x"],["17","1"]],[["id","x"],["18",2.5]]])");
    ASSERT_EQ(table.rows(), 2U);
    EXPECT_EQ(table.cell(1, 0), "18");
    EXPECT_EQ(table.cell(1, 1), "2.5");
}

TEST_F(JsonTable, ListOfIdsIsOneColumn) {
    const Table table = read("[17001000400, [17001000500, \"01001020100\"]]");
    EXPECT_THAT(table.columns(), ElementsAre("value"));
    ASSERT_EQ(table.rows(), 3U);
    EXPECT_EQ(table.cell(0, 0), "17001000400");
    EXPECT_EQ(table.cell(2, 0), "01001020100");
}

TEST_F(JsonTable, ListOfHudQualifiedTracts) {
    TRACTWISE_NEEDS("data/housing/HUD_IL_QCT_2018_tract_nums.json");
    const auto path = test::data_pack("data/housing/HUD_IL_QCT_2018_tract_nums.json");
    const Table table = read_table(source_from_path("qct", path.string()), diagnostics);
    EXPECT_EQ(table.rows(), 10868U);
    EXPECT_EQ(table.cell(0, 0), "17001000400");
}

TEST_F(JsonTable, ListOfObjects) {
    const Table table = read(R"([{"id":"1","beds":20},{"id":"2","open":true}])");
    EXPECT_THAT(table.columns(), ElementsAre("id", "beds", "open"));
    EXPECT_EQ(table.cell(1, 1), "");
    EXPECT_EQ(table.cell(1, 2), "true");
}

TEST_F(JsonTable, DamageIsAnError) {
    EXPECT_THAT(error_of([&] { read("[[\"a\",\"b\"],\n[\"1\"]]"); }),
                HasSubstr("row 1 has 1 values"));
    EXPECT_THAT(error_of([&] { read("[[\"a\"],\n[\"1\""); }),
                HasSubstr("t.json:2: is not valid JSON"));
    EXPECT_THAT(error_of([&] { read(std::string(100'000, '[')); }), HasSubstr("nests"));
    EXPECT_THAT(error_of([&] { read("[1, {\"a\": 2}]"); }), HasSubstr("mixes objects"));
}

} // namespace
} // namespace tractwise::io
