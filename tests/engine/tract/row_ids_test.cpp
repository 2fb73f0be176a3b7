// SPDX-License-Identifier: Apache-2.0
// Which rows of a table are which tracts: the ids as agencies, spreadsheets and people write them.
#include "engine/core/error.hpp"
#include "engine/tract/geoid.hpp"
#include "engine/tract/tract_set.hpp"

#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>

namespace tractwise::tract {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using Ids = std::vector<std::string>;

/// Tracts of squares; `counties` are written as NAMELSADCO where they are not empty.
TractSet tracts_of(const std::vector<std::pair<std::string, std::string>>& id_and_county,
                   int vintage = 2020) {
    std::string features;
    for (std::size_t i = 0; i < id_and_county.size(); ++i) {
        const auto& [id, county] = id_and_county[i];
        const std::string at = std::to_string(i), next = std::to_string(i + 1);
        features += std::string(i == 0 ? "" : ",") +
                    R"({"type":"Feature","properties":{"GEOID":")" + id + '"' +
                    (county.empty() ? "" : R"(,"NAMELSADCO":")" + county + '"') +
                    R"(},"geometry":{"type":"Polygon","coordinates":[[[)" + at + ",0],[" + next +
                    ",0],[" + next + ",1],[" + at + ",0]]]}}";
    }
    const test::TemporaryFolder folder;
    auto source = io::source_from_path(
        "tracts",
        folder.write("t.geojson", R"({"type":"FeatureCollection","features":[)" + features + "]}")
            .string());
    source.vintage = vintage;
    Diagnostics diagnostics;
    return TractSet::read(source, {}, diagnostics);
}

class RowIdsOfStudy : public testing::Test {
protected:
    Ids ids(std::string_view csv, AreaLevel level = AreaLevel::Tract) {
        found_ = row_ids(read(csv), source_, level, tracts_, diagnostics_);
        return found_.ids;
    }
    std::string error_of(std::string_view csv) {
        try {
            ids(csv);
        } catch (const Error& e) {
            EXPECT_EQ(e.kind(), ErrorKind::Input);
            return e.what();
        }
        return "no error";
    }
    io::Table read(std::string_view csv) {
        const auto source = io::source_from_path("t", folder_.write("t.csv", csv).string());
        return io::read_table(source, diagnostics_);
    }
    const Finding* finding(const std::string& code) const {
        const auto& all = diagnostics_.findings();
        const auto at =
            std::find_if(all.begin(), all.end(), [&](const auto& f) { return f.code == code; });
        return at == all.end() ? nullptr : &*at;
    }
    test::TemporaryFolder folder_;
    Diagnostics diagnostics_;
    io::SourceSpec source_;
    RowIds found_;
    // As in Philadelphia: 1.01, 1.02, 2, 101 and 102.
    TractSet tracts_ = tracts_of({{"42101000101", ""},
                                  {"42101000102", ""},
                                  {"42101000200", ""},
                                  {"42101010100", ""},
                                  {"42101010200", ""}});
};

TEST_F(RowIdsOfStudy, QuotesDashesAndBlanks) {
    const Ids right{"42101000101", "42101000102"};
    for (const char* csv :
         {"GEOID,x\n''42101000101'',1\n''42101000102'',2\n",
          "GEOID,x\n\"\"\"42101000101\"\"\",1\n\"\"\"42101000102\"\"\",2\n",
          "GEOID,x\n42-101-000101,1\n42-101-000102,2\n",
          "GEOID,x\n42101-000101,1\n42101-000102,2\n",
          "GEOID,x\n42 101 000101,1\n42 101 000102,2\n",
          "GEOID,x\n\"42,101,000,101\",1\n\"42,101,000,102\",2\n",
          "GEOID,x\n14000US42101000101,1\n14000US42101000102,2\n",
          "GISJOIN,x\nG4201010000101,1\nG4201010000102,2\n",
          "YEAR,STATEA,COUNTYA,TRACTA,x\n2020,42,101,000101,1\n2020,42,101,000102,2\n"}) {
        EXPECT_EQ(ids(csv), right) << csv;
    }
}

TEST(AreaIds, TelephoneNumbersDatesAndCountySubdivisionsAreNoTracts) {
    for (const char* text :
         {"215-555-1212", "1-215-555-1212", "2020-01-02", "0600000US4210160000", "1600000US4260000",
          "860Z200US19104", "G4201010", "42101000101NA", "1.5E+03"})
        EXPECT_EQ(parse_geoid(text, AreaLevel::Tract).status, ParsedGeoid::Status::NotAnId) << text;
    EXPECT_EQ(parse_geoid("6-037-101110", AreaLevel::Tract).id, "06037101110");
    EXPECT_EQ(parse_geoid("G42010100001011", AreaLevel::BlockGroup).id, "421010001011");
    EXPECT_EQ(parse_geoid("0500000US42101", AreaLevel::County).id, "42101");
}

TEST_F(RowIdsOfStudy, RowsOfOtherAreasAreCountedByWhatTheyAre) {
    EXPECT_EQ(ids("GEO_ID,x\n0100000US,9\n0400000US42,8\n0500000US42101,7\n0500000US42045,7\n"
                  "1400000US42101000101,1\n1400000US42101000102,2\n"),
              (Ids{"", "", "", "", "42101000101", "42101000102"}));
    ASSERT_NE(finding("other-areas"), nullptr);
    EXPECT_EQ(finding("other-areas")->count, 4U);
    EXPECT_THAT(
        finding("other-areas")->message,
        AllOf(HasSubstr("2 of counties"), HasSubstr("1 of states"), HasSubstr("1 of the nation")));
    EXPECT_EQ(finding("not-an-id"), nullptr);
    EXPECT_EQ(found_.elsewhere, 4U);
}

TEST_F(RowIdsOfStudy, SeveralKindsOfAreasUnderOneName) {
    EXPECT_EQ(ids("type,GEOID,x\nCensus Tract,42101000101,1\nCensus Tract,sealed,2\n"
                  "Zip Code,19104,3\n"),
              (Ids{"42101000101", "", ""}));
    EXPECT_THAT(finding("other-areas")->message, HasSubstr("1 of five digits"));
    EXPECT_EQ(finding("not-an-id")->count, 1U);
}

// A table of all levels in which tracts are few: the prefix says which rows are meant.
TEST_F(RowIdsOfStudy, FewTractsAmongManyOtherAreas) {
    std::string csv = "GEO_ID,x\n";
    for (int i = 0; i < 3000; ++i)
        csv += "0600000US4210160" + std::to_string(100 + i % 900) + ",1\n";
    const Ids all = ids(csv + "1400000US42101000101,1\n");
    EXPECT_EQ(all.back(), "42101000101");
    EXPECT_EQ(all.front(), "");
}

TEST_F(RowIdsOfStudy, NumbersWithDecimalsAreTimesAHundred) {
    const Ids right{"42101000101", "42101000102", "42101010100", "42101010200"};
    EXPECT_EQ(ids("state,county,tract,x\n42,101,1.01,1\n42,101,1.02,2\n42,101,101,3\n"
                  "42,101,102,4\n"),
              right);
    EXPECT_NE(finding("tract-numbers"), nullptr);
    EXPECT_EQ(ids("st,co_fips,Tract No,x\n42,42101,1.01,1\n42,42101,1.02,2\n42,42101,101.00,3\n"
                  "42,42101,102,4\n"),
              right);
    // As a spreadsheet keeps 1.01 in a table of binary fractions.
    EXPECT_EQ(ids("state,county,tract,x\n42,101,1.01,1\n42,101,1.0200000000000002,2\n42,101,101,3\n"
                  "42,101,102,4\n"),
              right);
}

TEST_F(RowIdsOfStudy, BinaryFractionsJustBelowANumber) {
    EXPECT_EQ(
        ids("state,county,tract,x\n42,101,1.0199999999999998,1\n42,101,1.9999999999999998,2\n"),
        (Ids{"42101000102", "42101000200"}));
    EXPECT_EQ(ids("state,county,tract,x\n42,101,1.01,1\n42,101,1.02,2\n42,101,1.015,3\n"),
              (Ids{"42101000101", "42101000102", ""})); // no tract has three decimals
}

TEST_F(RowIdsOfStudy, CodesThatLostTheirZerosStayCodes) {
    EXPECT_EQ(ids("state,county,tract,x\n42,101,101,1\n42,101,10100,2\n"),
              (Ids{"42101000101", "42101010100"})); // five digits are no number
    EXPECT_EQ(ids("STATEFP,COUNTYFP,TRACTCE,x\n42,101,101,1\n42,101,102,2\n"),
              (Ids{"42101000101", "42101000102"})); // the name means codes
    EXPECT_EQ(ids("STATEFP,COUNTYFP,TRACTCE,x\n42,101,101.0,1\n42,101,102.0,2\n"),
              (Ids{"42101000101", "42101000102"})); // floats
}

TEST_F(RowIdsOfStudy, WhereBothReadingsFitItIsRefusedWithBoth) {
    EXPECT_THAT(error_of("state,county,tract,x\n42,101,101,1\n42,101,102,2\n"),
                AllOf(HasSubstr("\"101\" in column tract"), HasSubstr("010100"),
                      HasSubstr("000101"), HasSubstr("numbers 2"), HasSubstr("codes 2"),
                      HasSubstr("line 2")));
}

TEST_F(RowIdsOfStudy, WhereOneReadingFitsItIsTaken) {
    tracts_ = tracts_of({{"42101000101", ""}, {"42101000102", ""}});
    EXPECT_EQ(ids("state,county,tract,x\n42,101,101,1\n42,101,102,2\n"),
              (Ids{"42101000101", "42101000102"}));
    tracts_ = tracts_of({{"19001960100", ""}, {"19001960200", ""}});
    EXPECT_EQ(ids("state,county,tract,x\n19,1,9601,1\n19,1,9602,2\n"),
              (Ids{"19001960100", "19001960200"}));
}

TEST_F(RowIdsOfStudy, ADecimalThatASpreadsheetCutOff) {
    tracts_ = tracts_of({{"42101000101", ""}, {"42101000110", ""}});
    EXPECT_EQ(ids("state,county,tract,x\n42,101,1.01,1\n42,101,1.1,2\n"),
              (Ids{"42101000101", "42101000110"}));
    ASSERT_NE(finding("tract-number-cut"), nullptr);
    EXPECT_THAT(finding("tract-number-cut")->examples, ElementsAre("1.1"));
    // Nothing shows that 2.1 is 2.10 and not 2.01.
    EXPECT_THAT(error_of("state,county,tract,x\n42,101,2.1,2\n"), HasSubstr("tract"));
}

TEST_F(RowIdsOfStudy, NamesOfTracts) {
    const Ids right{"42101000101", "42101000200", "42101010100"};
    for (const char* csv :
         {"NAME,x\n\"Census Tract 1.01, Philadelphia County, Pennsylvania\",1\n"
          "\"Census Tract 2, Philadelphia County, Pennsylvania\",2\n"
          "\"Census Tract 101, Philadelphia County, Pennsylvania\",3\n",
          "NAME,x\nCensus Tract 1.01; Philadelphia County; Pennsylvania,1\n"
          "Census Tract 2; Philadelphia County; Pennsylvania,2\n"
          "Census Tract 101; Philadelphia County; Pennsylvania,3\n",
          "area,x\nTract 1.01,1\nTract 2,2\nTract 101,3\n", "area,x\nCT 1.01,1\nCT 2,2\nCT 101,3\n",
          "NAMELSAD,x\nCensus Tract 1.01,1\nCensus Tract 2,2\nCensus Tract 101,3\n",
          "Tract,x\n1.01,1\n2,2\n101,3\n",
          "State,County,Tract,x\nPA,Philadelphia,1.01,1\nPA,Philadelphia,2,2\n"
          "PA,Philadelphia,101,3\n",
          "State,County,Tract,x\nPennsylvania,Philadelphia County,1.01,1\n"
          "Pennsylvania,Philadelphia County,2,2\nPennsylvania,Philadelphia County,101,3\n"}) {
        diagnostics_ = {};
        EXPECT_EQ(ids(csv), right) << csv;
        ASSERT_NE(finding("county-assumed"), nullptr) << csv;
        EXPECT_THAT(finding("county-assumed")->message,
                    HasSubstr("42101, the only county of the study"));
    }
}

TEST_F(RowIdsOfStudy, CodesAloneInAStudyOfOneCounty) {
    EXPECT_EQ(ids("TRACTCE20,x\n000101,1\n000200,2\n"), (Ids{"42101000101", "42101000200"}));
    EXPECT_EQ(ids("TRACTCE20,x\n101,1\n200,2\n"), (Ids{"42101000101", "42101000200"}));
    EXPECT_NE(finding("county-assumed"), nullptr);
}

TEST_F(RowIdsOfStudy, TheSourceSaysTheCounty) {
    source_.county = "42101";
    EXPECT_EQ(ids("Tract,x\n1.01,1\n2,2\n"), (Ids{"42101000101", "42101000200"}));
    EXPECT_EQ(finding("county-assumed"), nullptr);
    const io::Table table = read("TRACTCE,x\n000101,1\n");
    EXPECT_EQ(row_ids(table, source_, AreaLevel::Tract, diagnostics_).ids,
              Ids{"42101000101"}); // no tracts needed
}

TEST_F(RowIdsOfStudy, SeveralCountiesNeedOneInTheRows) {
    tracts_ = tracts_of({{"24005400100", "Baltimore County"},
                         {"24510010100", "Baltimore city"},
                         {"24027601101", "Howard County"}});
    EXPECT_THAT(error_of("Tract,x\n4001,1\n101,2\n"),
                AllOf(HasSubstr("without state and county"), HasSubstr("3 counties"),
                      HasSubstr("county = ")));
    EXPECT_EQ(ids("NAME,x\n\"Census Tract 4001, Baltimore County, Maryland\",1\n"
                  "\"Census Tract 101, Baltimore city, Maryland\",2\n"
                  "\"Census Tract 6011.01, Howard County, Maryland\",3\n"
                  "\"Census Tract 6011.01, Kent County, Maryland\",4\n"
                  "\"Census Tract 4001, Baltimore County, Ohio\",5\n"),
              (Ids{"24005400100", "24510010100", "24027601101", "", ""}));
    ASSERT_NE(finding("other-county"), nullptr);
    EXPECT_EQ(finding("other-county")->count, 2U);
    EXPECT_EQ(finding("county-assumed"), nullptr);
    EXPECT_THAT(error_of("County,Tract,x\nBaltimore,101.00,1\nHoward,6011.01,1\n"),
                AllOf(HasSubstr("Baltimore County (24005)"), HasSubstr("Baltimore city (24510)")));
}

TEST_F(RowIdsOfStudy, ACityIsNotTheCountyOfItsName) {
    tracts_ = tracts_of({{"24510010100", "Baltimore city"}});
    EXPECT_EQ(ids("County,Tract,x\nBaltimore County,101.00,1\nBaltimore city,101.00,2\n"),
              (Ids{"", "24510010100"}));
    EXPECT_EQ(ids("County,Tract,x\nBaltimore,101.00,1\nBaltimore City,101.00,2\n"),
              (Ids{"", "24510010100"}));
    EXPECT_EQ(ids("County,Tract,x\nBaltimore,101.00,1\nHoward,101.00,2\n"),
              (Ids{"24510010100", ""}));
    tracts_ = tracts_of({{"24005010100", "Baltimore County"}});
    EXPECT_EQ(ids("County,Tract,x\nBaltimore,101.00,1\nBaltimore city,101.00,2\n"),
              (Ids{"24005010100", ""}));
}

// A table of the whole state must not give its neighbors' tracts to the study's county.
TEST_F(RowIdsOfStudy, NamesOfSeveralCountiesInAStudyThatNamesNone) {
    EXPECT_THAT(error_of("NAME,x\n\"Census Tract 1.01, Philadelphia County, Pennsylvania\",1\n"
                         "\"Census Tract 2, Delaware County, Pennsylvania\",2\n"),
                AllOf(HasSubstr("Philadelphia County"), HasSubstr("NAMELSADCO")));
    EXPECT_THAT(error_of("NAME,x\n\"Census Tract 1.01, Cook County, Illinois\",1\n"),
                AllOf(HasSubstr("no row"), HasSubstr("Cook County, Illinois")));
    EXPECT_THAT(error_of("Tract,x\n9501.01,1\n9502,2\n1.01,3\n"), HasSubstr("2 of the 3 tracts"));
}

TEST_F(RowIdsOfStudy, OfTwoColumnsTheOneThatNamesTheTracts) {
    tracts_ = tracts_of({{"09110528100", ""}, {"09110528200", ""}});
    const char* csv = "TractFIPS20,TractFIPS23,x\n09013528100,09110528100,1\n"
                      "09013528200,09110528200,2\n";
    EXPECT_EQ(ids(csv), (Ids{"09110528100", "09110528200"}));
    EXPECT_EQ(found_.column, "TractFIPS23");
    ASSERT_NE(finding("id-columns"), nullptr);
    EXPECT_THAT(finding("id-columns")->message,
                AllOf(HasSubstr("TractFIPS23 was taken"), HasSubstr("2 of the study's 2"),
                      HasSubstr("TractFIPS20: 0")));
    tracts_ = tracts_of({{"09013528100", ""}, {"09013528200", ""}});
    EXPECT_EQ(ids(csv).front(), "09013528100");
}

TEST_F(RowIdsOfStudy, TheYearInANameDecidesAmongVintagesThatNearlyAgree) {
    const char* csv = "GEOID10,GEOID20,x\n42101000101,42101000101,1\n42101000102,42101000102,2\n"
                      "42101000200,42101000200,3\n42101010100,42101010100,4\n"
                      "42101010200,42101010200,5\n42101999999,42101888888,6\n";
    EXPECT_EQ(ids(csv).back(), "42101888888");
    source_.vintage = 2010;
    EXPECT_EQ(ids(csv).back(), "42101999999");
}

TEST_F(RowIdsOfStudy, TwoColumnsOfIdsWithoutAWordAreRefused) {
    EXPECT_THAT(error_of("home_tract,work_tract,n\n42101000101,42101000102,5\n"
                         "42101000102,42101000101,6\n"),
                AllOf(HasSubstr("home_tract and work_tract"), HasSubstr("id = ")));
}

TEST_F(RowIdsOfStudy, WhatTheCellsAreInstead) {
    EXPECT_THAT(error_of("FIPS,x\n42101,1\n42045,2\n"), HasSubstr("ids of 2 counties"));
    EXPECT_THAT(error_of("GEO_ID,x\n0500000US42101,1\n0500000US42045,2\n"),
                HasSubstr("ids of 2 counties"));
    EXPECT_THAT(error_of("GEO_ID,x\n1500000US421010001011,1\n1500000US421010001012,2\n"),
                AllOf(HasSubstr("ids of 2 block groups"), HasSubstr("sum = [")));
    EXPECT_THAT(error_of("GEOID20,x\n421010001011001,1\n"),
                AllOf(HasSubstr("ids of 1 block,"), HasSubstr("sum = [")));
    EXPECT_THAT(error_of("GEO_ID,x\n860Z200US19104,1\n860Z200US19103,1\n"),
                HasSubstr("ids of 2 ZIP code areas"));
    EXPECT_THAT(error_of("zip,x\n19104,1\n19103,1\n"), HasSubstr("2 ZIP code areas"));
    EXPECT_THAT(error_of("GEOID,x\n42101000101NA,1\n42101000102NA,1\n"),
                AllOf(HasSubstr("end in NA"), HasSubstr("42101000101NA")));
    EXPECT_THAT(error_of("tract_name,x\nFishtown,1\nKensington,2\n"),
                HasSubstr("names (\"Fishtown\")"));
    source_.id_columns = {"place"};
    EXPECT_THAT(error_of("place,x\n42101,1\n42045,2\n"), HasSubstr("place"));
}

// A column of counties counts whatever it is called: tract 2 of Camden is not tract 2 of the study.
TEST_F(RowIdsOfStudy, CountiesUnderAnyNameTellRowsApart) {
    for (const char* name : {"FIPS", "Code", "GEOID", "place"}) {
        SCOPED_TRACE(name);
        EXPECT_THAT(ids(std::string(name) + ",Tract,people\n42101,1.01,5\n34007,2,77\n"),
                    ElementsAre("42101000101", "34007000200"));
    }
    EXPECT_THAT(ids("Area,Tract,people\n\"Philadelphia County, Pennsylvania\",1.01,5\n"
                    "\"Philadelphia County, Pennsylvania\",2,7\n"),
                ElementsAre("42101000101", "42101000200"));
    // ZIP codes are no counties.
    EXPECT_THAT(ids("ZIP,Tract,people\n42101,1.01,5\n42102,2,77\n"),
                ElementsAre("42101000101", "42101000200"));
}

TEST_F(RowIdsOfStudy, AGapAmongCountiesIsNoCounty) {
    EXPECT_THAT(ids("state,county,tract,people\n42,101,000101,5\n42,045,000200,6\n42,,000200,77\n"),
                ElementsAre("42101000101", "42045000200", ""));
}

// 200 is a code of the study and no number of it; the twelve others are neither. That proves little.
TEST_F(RowIdsOfStudy, AReadingThatExplainsFewRowsIsNotBelieved) {
    const std::string rows =
        "42,101,103\n42,101,104\n42,101,105\n42,101,106\n42,101,107\n42,101,108\n42,101,109\n"
        "42,101,110\n42,101,111\n42,101,112\n42,101,113\n42,101,114\n";
    EXPECT_THAT(error_of("state,county,tract\n42,101,200\n" + rows), HasSubstr("may be"));
}

} // namespace
} // namespace tractwise::tract
