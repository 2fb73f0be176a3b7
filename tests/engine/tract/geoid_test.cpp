// SPDX-License-Identifier: Apache-2.0
#include "engine/core/error.hpp"
#include "engine/tract/geoid.hpp"

#include "tests/support/data_pack.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace tractwise::tract {
namespace {

using Status = ParsedGeoid::Status;

struct Case {
    const char* text;
    const char* id;
    Status status;
};

TEST(Geoid, ReadsWhatAgenciesAndSpreadsheetsWrite) {
    for (const Case& c :
         {Case{"01001020100", "01001020100", Status::Good},
          Case{"1400000US01001020100", "01001020100", Status::Good},
          Case{"14000US01001020100", "01001020100", Status::Good},
          Case{" 17031010100 ", "17031010100", Status::Good},
          Case{"17031010100.0", "17031010100", Status::Good},
          Case{"=\"01001020100\"", "01001020100", Status::Good},
          Case{"'01001020100", "01001020100", Status::Good},
          Case{"1001020100", "01001020100", Status::RepairedZero},
          Case{"1001020100.0", "01001020100", Status::RepairedZero},
          Case{"9.01E+09", "", Status::Ruined}, Case{"1.7031e10", "", Status::Ruined},
          Case{"", "", Status::Empty}, Case{"Geography", "", Status::NotAnId},
          Case{"17031010100.5", "", Status::NotAnId}, Case{"170310101001", "", Status::NotAnId},
          Case{"0031010100", "", Status::NotAnId}}) {
        const ParsedGeoid parsed = parse_geoid(c.text, AreaLevel::Tract);
        EXPECT_EQ(parsed.id, c.id) << c.text;
        EXPECT_EQ(parsed.status, c.status) << c.text;
    }
    EXPECT_EQ(parse_geoid("1001", AreaLevel::County).id, "01001");
    EXPECT_EQ(parse_geoid("170310101001", AreaLevel::BlockGroup).id, "170310101001");
}

class RowIdsTest : public testing::Test {
protected:
    io::Table read(std::string_view csv) {
        return io::read_table(io::source_from_path("t", folder_.write("t.csv", csv).string()),
                              diagnostics_);
    }
    test::TemporaryFolder folder_;
    Diagnostics diagnostics_;
};

TEST_F(RowIdsTest, GluesThreeColumnsAndPadsThem) {
    const auto ids = row_ids(read("state,county,tract,x\n1,1,20100,5\n17,031,010100,6\n"), {},
                             AreaLevel::Tract, diagnostics_);
    EXPECT_THAT(ids.ids, testing::ElementsAre("01001020100", "17031010100"));
    EXPECT_EQ(ids.column, "state + county + tract");
}

TEST_F(RowIdsTest, LostZerosAreRepairedAndCounted) {
    const auto ids =
        row_ids(read("GEOID,x\n1001020100,5\n01001020200,6\n"), {}, AreaLevel::Tract, diagnostics_);
    EXPECT_THAT(ids.ids, testing::ElementsAre("01001020100", "01001020200"));
    ASSERT_EQ(diagnostics_.findings().size(), 1U);
    EXPECT_EQ(diagnostics_.findings()[0].code, "lost-leading-zero");
}

TEST_F(RowIdsTest, RuinedKeysAreRefusedWithTheirRow) {
    const auto table = read("GEOID,x\n17031010100,5\n9.01E+09,6\n");
    try {
        row_ids(table, {}, AreaLevel::Tract, diagnostics_);
        FAIL();
    } catch (const Error& e) {
        EXPECT_THAT(e.what(),
                    testing::AllOf(testing::HasSubstr("line 3"), testing::HasSubstr("9.01E+09"),
                                   testing::HasSubstr("as text")));
    }
}

TEST_F(RowIdsTest, NoIdColumnNamesTheColumns) {
    const auto table = read("name,x\na,5\n");
    try {
        row_ids(table, {}, AreaLevel::Tract, diagnostics_);
        FAIL();
    } catch (const Error& e) {
        EXPECT_THAT(e.what(), testing::HasSubstr("columns: name, x"));
    }
}

TEST_F(RowIdsTest, TheFinestLevelWins) {
    EXPECT_EQ(row_ids_any_level(read("GEOID20,POP20\n990010001001000,5\n"), {}, diagnostics_).level,
              AreaLevel::Block);
    EXPECT_EQ(row_ids_any_level(read("STATEFP,COUNTYFP,TRACTCE,BLKGRPCE\n99,001,000100,1\n"), {},
                                diagnostics_)
                  .ids.front(),
              "990010001001");
    EXPECT_EQ(row_ids_any_level(read("STATEFP,COUNTYFP,TRACTCE\n99,001,000100\n"), {}, diagnostics_)
                  .level,
              AreaLevel::Tract);
}

io::Table real(const std::string& relative, Diagnostics& diagnostics) {
    return io::read_table(io::source_from_path("real", test::data_pack(relative).string()),
                          diagnostics);
}

// INDEX of the data pack: 13,645 ids of the 2019 atlas lost their leading zero.
TEST(RowIdsReal, FoodAtlas2019LostLeadingZeros) {
    TRACTWISE_NEEDS("data/food/FoodAtlas2019_US_6cols.csv");
    Diagnostics diagnostics;
    const auto table = real("data/food/FoodAtlas2019_US_6cols.csv", diagnostics);
    const auto ids = row_ids(table, {}, AreaLevel::Tract, diagnostics);
    EXPECT_EQ(ids.column, "CensusTract");
    const auto& findings = diagnostics.findings();
    const auto repaired = std::find_if(findings.begin(), findings.end(),
                                       [](const auto& f) { return f.code == "lost-leading-zero"; });
    ASSERT_NE(repaired, findings.end());
    EXPECT_EQ(repaired->count, 13645U);
}

TEST(RowIdsReal, ForeclosureKeysRuinedByASpreadsheetAreRefused) {
    TRACTWISE_NEEDS("data/housing/OEPS_EC04_T_Foreclosure_broken_keys.csv");
    Diagnostics diagnostics;
    const auto table = real("data/housing/OEPS_EC04_T_Foreclosure_broken_keys.csv", diagnostics);
    EXPECT_THROW(row_ids(table, {}, AreaLevel::Tract, diagnostics), Error);
}

TEST(RowIdsReal, CensusApiAndDataCensusGovLayouts) {
    TRACTWISE_NEEDS("data/acs/CensusAPI_ACS5_2022_profile_Cook_tracts.csv");
    Diagnostics diagnostics;
    const auto api = real("data/acs/CensusAPI_ACS5_2022_profile_Cook_tracts.csv", diagnostics);
    EXPECT_EQ(row_ids(api, {}, AreaLevel::Tract, diagnostics).ids.front(), "17031010100");
    const auto gov = real("data/acs/DECENNIALDHC2020.P1-Data.csv", diagnostics);
    const auto ids = row_ids(gov, {}, AreaLevel::Tract, diagnostics);
    EXPECT_EQ(ids.ids.size(), 1332U);
    EXPECT_EQ(ids.ids.front(), "17031010100");
}

} // namespace
} // namespace tractwise::tract
