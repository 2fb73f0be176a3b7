// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/id_guess.hpp"

#include "tests/support/data_pack.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace tractwise::tract {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class IdGuessTest : public testing::Test {
protected:
    io::LayerSummary look_at(std::string_view csv, const std::string& name = "t.csv") {
        path_ = folder_.write(name, csv).string();
        return io::inspect(io::source_from_path("x", path_), diagnostics_).layers.at(0);
    }
    IdGuess ids(std::string_view csv) { return guess_ids(look_at(csv).sample); }
    std::string column(std::string_view csv) { return ids(csv).column; }
    std::string vintage(std::string_view csv, const std::string& name = "t.csv") {
        const io::LayerSummary layer = look_at(csv, name);
        return guess_vintage(layer, path_).text();
    }
    /// Of a file whose columns tell nothing.
    int year_of(const std::string& name, bool boundaries = false) {
        return guess_vintage({"a"}, {}, name, boundaries).year;
    }
    test::TemporaryFolder folder_;
    Diagnostics diagnostics_;
    std::string path_;
};

TEST_F(IdGuessTest, PrefixLostZeroOrThreeColumns) {
    EXPECT_EQ(column("GEO_ID,x\n1400000US17031010100,1\n"), "GEO_ID");
    EXPECT_EQ(column("CensusTract,x\n1001020100,1\n"), "CensusTract");
    EXPECT_EQ(column("state,county,tract\n17,031,010100\n"), "state + county + tract");
    EXPECT_EQ(column("phone,GEOID20\n7735551234,17031010100\n"), "GEOID20");
    EXPECT_EQ(column("zip,x\n60601,1\n"), "");
}

TEST_F(IdGuessTest, CountyIdsNeedATellingNameAndFiveDigits) {
    EXPECT_EQ(column("GEOID,x\n99001000100,1\n"), "GEOID");
    EXPECT_EQ(column("FIPS,x\n99001,1\n1001,1\n"), "FIPS");
    EXPECT_EQ(ids("FIPS,x\n99001,1\n1001,1\n").level, AreaLevel::County);
    EXPECT_EQ(column("GEOID,x\n00000000000,1\n"), "");
    EXPECT_EQ(column("x,State FIPS and Congressional District Number Code\na,1707\nb,0601\n"), "");
}

TEST_F(IdGuessTest, NamesNobodyListed) {
    EXPECT_EQ(column("State-County FIPS Code,State-County-Tract FIPS Code (lookup by address at "
                     "http://x/),pop\n42101,42101000101,5\n42101,42101000102,6\n"),
              "State-County-Tract FIPS Code (lookup by address at http://x/)");
    EXPECT_EQ(column("OBJECTID *,tracts.GEOID,B.B01003_001E\n1,42101000101,5\n"), "tracts.GEOID");
    EXPECT_EQ(column("Zone,pop\n42101000101,5\n42101000102,6\n"), "Zone");
    EXPECT_EQ(column("Parcel,pop\n99999000101,5\n88101000102,6\n"), ""); // no such states
    EXPECT_EQ(column("GISJOIN,pop\nG4201010000101,5\n"), "GISJOIN");
    EXPECT_EQ(
        column("GISJOIN,YEAR,STATEA,COUNTYA,TRACTA,pop\nG4201010000101,2020,42,101,000101,5\n"),
        "GISJOIN");
    EXPECT_EQ(column("YEAR,STATEA,COUNTYA,TRACTA,pop\n2020,42,101,000101,5\n"),
              "STATEA + COUNTYA + TRACTA");
}

TEST_F(IdGuessTest, AmongSeveralTheOneThatAJoinTakes) {
    EXPECT_EQ(column("GEOID10,GEOID\n17031010100,17031010100\n"), "GEOID");
    const IdGuess two = ids("TractFIPS23,TractFIPS20,x\n09110528100,09013528100,1\n");
    EXPECT_EQ(two.column, "TractFIPS20");
    EXPECT_THAT(two.words, HasSubstr("TractFIPS23"));
    EXPECT_EQ(ids("TractFIPS23,TractFIPS20,x\n42101000101,42101000101,1\n").words, "");
    const IdGuess trips = ids("home_tract,work_tract,n\n42101000101,42101000200,5\n");
    EXPECT_EQ(trips.column, "");
    EXPECT_THAT(trips.words, HasSubstr("home_tract and work_tract"));
}

TEST_F(IdGuessTest, NumbersAndNamesAreSaidToBeSo) {
    EXPECT_THAT(ids("Tract,x\n1.01,5\n2,6\n").words, HasSubstr("tract numbers"));
    EXPECT_EQ(column("Tract,x\n1.01,5\n2,6\n"), "Tract");
    EXPECT_THAT(ids("NAME,x\n\"Census Tract 1.01, Cook County, Illinois\",5\n").words,
                HasSubstr("names"));
    EXPECT_EQ(ids("GEO_ID,x\n1500000US421010001011,5\n").level, AreaLevel::BlockGroup);
}

TEST_F(IdGuessTest, WhatKeepsIdsFromBeingIdsIsSaid) {
    const IdGuess spoilt = ids("GEOID,x\n42101000101NA,1\n42101000102NA,2\n");
    EXPECT_EQ(spoilt.column, "");
    EXPECT_THAT(spoilt.words, HasSubstr("end in NA"));
    EXPECT_EQ(ids("name,x\na,1\n").words, "");
}

TEST_F(IdGuessTest, VintageFromColumns) {
    EXPECT_EQ(vintage("phone,GEOID20\n7735551234,17031010100\n"), "2020 (column GEOID20)");
    EXPECT_THAT(vintage("GEOIDFQ\n1\n"), StartsWith("2020"));
    EXPECT_THAT(vintage("TRACTCE10\n1\n"), StartsWith("2010"));
    EXPECT_THAT(vintage("CTIDFP00,x\n42101000101,1\n"), StartsWith("2000"));
    EXPECT_EQ(vintage("Census tract 2010 ID,x\n42101000101,1\n"),
              "2010 (column Census tract 2010 ID)");
    EXPECT_THAT(vintage("CensusTract20,x\n42101000101,1\n"), StartsWith("2020"));
    EXPECT_THAT(vintage("TractFIPS23,x\n09110528100,1\n"), StartsWith("2020"));
    // The year of a number is not that of the ids; columns of two censuses tell nothing.
    EXPECT_THAT(vintage("GEOID,Pop2010\n42101000101,1\n"), StartsWith("unknown"));
    EXPECT_THAT(vintage("id,GEOID10,GEOID20\n1,42101000101,\n2,,42101000102\n"),
                testing::AnyOf(StartsWith("unknown"), HasSubstr("GEOID20")));
    EXPECT_THAT(vintage("a\n1\n"), StartsWith("unknown"));
}

TEST_F(IdGuessTest, VintageFromNamesOfFiles) {
    EXPECT_EQ(year_of("cb_2018_17_tract_500k"), 2010);
    EXPECT_EQ(year_of("tl_2010_17_tract00"), 2000);
    EXPECT_EQ(year_of("tl_2020_42_tract10"), 2010);
    EXPECT_EQ(year_of("tl_2009_17_tract"), 2000);
    EXPECT_EQ(year_of("ACSDT5Y2019.B08201-Data"), 2010);
    EXPECT_EQ(year_of("acsdp5y2021"), 2020);
    EXPECT_EQ(year_of("acsdt5y2024-b01003"), 2020);
    EXPECT_EQ(year_of("ACSST5Y2018.S1701-Data"), 2010);
    EXPECT_EQ(year_of("acs_2015_2019"), 2010);
    EXPECT_EQ(year_of("SVI2018_US"), 2010);
    EXPECT_EQ(year_of("SVI_2022_CT"), 2020);
    EXPECT_EQ(year_of("CenPop2020_Mean_TR"), 2020);
    EXPECT_EQ(year_of("il_tracts_2010", true), 2010);
}

// The release of 2024 was the first with tracts of 2020.
TEST_F(IdGuessTest, VintageFromTheReleaseOfPlaces) {
    EXPECT_EQ(year_of("PLACES__Census_Tract_Data__GIS_Friendly_Format___2023_release_20240501"),
              2010);
    EXPECT_EQ(year_of("PLACES__Local_Data_for_Better_Health__Census_Tract_Data_2020_release"),
              2010);
    EXPECT_EQ(year_of("PLACES__Census_Tract_Data__GIS_Friendly_Format___2024_release_20241010"),
              2020);
    EXPECT_EQ(year_of("press_2023_release"), 0);
    EXPECT_EQ(vintage_of_places({"TractFIPS", "COREM_CrudePrev"}, "x").year, 2010);
    EXPECT_EQ(vintage_of_places({"tractfips", "loneliness_crudeprev"}, "x").year, 2020);
    EXPECT_EQ(vintage_of_places({"COREM_CrudePrev", "LONELINESS_CrudePrev"}, "x").year, 0);
}

TEST_F(IdGuessTest, WhatDoesNotTellTheVintageSaysNothing) {
    EXPECT_EQ(year_of("tract_proprietary_valid_2000_2018"), 0); // a span of years
    EXPECT_EQ(year_of("all_sites_monthly_2020_2021"), 0);
    EXPECT_EQ(year_of("tracts_2010_2020", true), 0);
    EXPECT_EQ(year_of("tab20_tract20_tract10_natl"), 0); // a relationship file
    EXPECT_EQ(year_of("PLACES_tract_2020"), 0);          // the year of a release
    EXPECT_EQ(year_of("PLACES_2010_tract", true), 0);
    EXPECT_EQ(year_of("ACSDT1Y2021.B01003-Data"), 0); // one year: no tracts
    EXPECT_EQ(year_of("export_2024-05-01"), 0);
}

TEST_F(IdGuessTest, RealBoundaries) {
    TRACTWISE_NEEDS("data/tracts/cb_2025_17_tract_500k.shp");
    const std::string path = test::data_pack("data/tracts/cb_2025_17_tract_500k.shp").string();
    const auto layer = io::inspect(io::source_from_path("x", path), diagnostics_).layers.at(0);
    EXPECT_EQ(guess_vintage(layer, path).text(), "2020 (column GEOIDFQ)");
    EXPECT_EQ(guess_ids(layer.sample).column, "GEOID");
}

} // namespace
} // namespace tractwise::tract
