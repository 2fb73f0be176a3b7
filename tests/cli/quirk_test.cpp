// SPDX-License-Identifier: Apache-2.0
// Files as agencies, spreadsheets and GIS programs really write them: each quirk is read rightly
// and said, or refused with the place and a way out.
#include "tests/cli/toy_program.hpp"

#include "tests/engine/io/gdal_fixture.hpp"

#include "engine/io/table.hpp"

#include <gmock/gmock.h>

#include <filesystem>

#include <nlohmann/json.hpp>
#include <unistd.h>

namespace tractwise {
namespace {

namespace fs = std::filesystem;
using test::Outcome;
using testing::HasSubstr;
using testing::Not;

class Quirk : public test::ToyProgram {
protected:
    /// Runs the study and expects success; its words are the answer.
    std::string said() const {
        const Outcome outcome = run("run study.toml");
        EXPECT_EQ(outcome.exit_code, 0) << outcome.text();
        return outcome.out;
    }
    /// Runs the study and expects a refusal of a file (3) that writes nothing.
    std::string refused() const {
        const Outcome outcome = run("run study.toml");
        EXPECT_EQ(outcome.exit_code, 3) << outcome.text();
        EXPECT_FALSE(fs::exists(folder() / "out"));
        return outcome.err;
    }
    /// A cell of the written indices.csv.
    std::string cell(const std::string& geoid, const std::string& column) const {
        Diagnostics diagnostics;
        const io::Table table = io::read_table(
            io::source_from_path("out", (folder() / "out/indices.csv").string()), diagnostics);
        for (std::size_t r = 0; r < table.rows(); ++r)
            if (table.cell(r, table.require("geoid")) == geoid)
                return std::string(table.cell(r, table.require(column)));
        ADD_FAILURE() << "no row " << geoid;
        return {};
    }
    void write(const std::string& name, const std::string& bytes) const {
        files().write(name, bytes);
    }
    std::string read(const std::string& name) const { return files().read(name); }
    void change(const std::string& name, const std::string& from, const std::string& to) const {
        std::string text = read(name);
        const auto at = text.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        write(name, text.replace(at, from.size(), to));
    }
    static std::string replace_all(std::string text, const std::string& from,
                                   const std::string& to) {
        for (auto at = text.find(from); at != std::string::npos;
             at = text.find(from, at + to.size()))
            text.replace(at, from.size(), to);
        return text;
    }
    void study_with(const std::string& from, const std::string& to) const {
        write("study.toml", test::toy_study_with(from, to));
    }
};

// --- how the text is written ---

TEST_F(Quirk, ByteOrderMark) {
    write("acs.csv", "\xEF\xBB\xBF" + read("acs.csv"));
    EXPECT_THAT(said(), HasSubstr("byte-order-mark"));
    EXPECT_EQ(cell("99001000300", "population"), "300");
}

TEST_F(Quirk, Utf16FromASpreadsheet) {
    std::string wide = "\xFF\xFE";
    for (const char c : read("acs.csv"))
        wide += {c, '\0'};
    write("acs.csv", wide);
    EXPECT_THAT(said(), HasSubstr("utf-16"));
    EXPECT_EQ(cell("99001000300", "population"), "300");
}

TEST_F(Quirk, Latin1Letters) {
    std::string text = "GEOID,NAME,E_TOTPOP,M_TOTPOP\n";
    for (const char* row :
         {"99001000100,\xD1u\xF1oa,100,10\n", "99001000200,b,200,20\n", "99001000300,c,300,30\n",
          "99001000400,d,100,10\n", "99001000500,e,200,20\n", "99001990000,f,0,0\n"})
        text += row;
    write("acs.csv", text);
    EXPECT_THAT(said(), HasSubstr("latin-1"));
    EXPECT_EQ(cell("99001000100", "population"), "100");
}

TEST_F(Quirk, CarriageReturnsOnly) {
    write("acs.csv", replace_all(read("acs.csv"), "\n", "\r"));
    EXPECT_THAT(said(), HasSubstr("cr-line-ends"));
    EXPECT_EQ(cell("99001000300", "population"), "300");
}

TEST_F(Quirk, WindowsLineEndsNeedNoWord) {
    write("acs.csv", replace_all(read("acs.csv"), "\n", "\r\n"));
    EXPECT_THAT(said(), Not(HasSubstr("cr-line-ends")));
    EXPECT_EQ(cell("99001000300", "population"), "300");
}

TEST_F(Quirk, SecondHeaderRowOfDataCensusGov) {
    write("acs.csv", "GEO_ID,NAME,B01003_001E,B01003_001M\n"
                     "Geography,Geographic Area Name,Estimate!!Total,Margin of Error!!Total\n"
                     "1400000US99001000100,\"Tract 1; A\",100,10\n"
                     "1400000US99001000200,\"Tract 2; A\",200,20\n"
                     "1400000US99001000300,\"Tract 3; A\",300,30\n"
                     "1400000US99001000400,\"Tract 4; A\",100,10\n"
                     "1400000US99001000500,\"Tract 5; A\",200,20\n"
                     "1400000US99001990000,\"Tract 9900; A\",0,*****\n");
    EXPECT_THAT(said(), HasSubstr("label-row"));
    EXPECT_EQ(cell("99001000300", "population"), "300");
    EXPECT_EQ(cell("99001000300", "population_moe"), "30");
}

TEST_F(Quirk, ThousandsSeparators) {
    change("acs.csv", "99001000300,300,30", "99001000300,\"12,300\",\"1,030\"");
    said();
    EXPECT_EQ(cell("99001000300", "population"), "12300");
    EXPECT_EQ(cell("99001000300", "population_moe"), "1030");
}

TEST_F(Quirk, CensusApiArrays) {
    write("acs.json", R"([["NAME","B01003_001E","B01003_001M","state","county","tract"],
["Tract 1","100","10","99","001","000100"],["Tract 2","200","20","99","001","000200"],
["Tract 3","300","30","99","001","000300"],["Tract 4","100","10","99","001","000400"],
["Tract 5","200","20","99","001","000500"],["Tract 9900","0","-555555555","99","001","990000"]])");
    study_with("acs.csv", "acs.json");
    EXPECT_THAT(said(), HasSubstr("acs                     6        6"));
    EXPECT_EQ(cell("99001000300", "population"), "300");
    EXPECT_EQ(cell("99001990000", "population_moe"), "0"); // controlled: no sampling error
}

// --- ids ---

TEST_F(Quirk, GeoIdPrefixes) {
    write("acs.csv", replace_all(read("acs.csv"), "99001", "1400000US99001"));
    EXPECT_THAT(said(), HasSubstr("acs                     6        6"));
    EXPECT_EQ(cell("99001000300", "population"), "300");
}

TEST_F(Quirk, StateCountyAndTractInThreeColumns) {
    std::string text = replace_all(read("acs.csv"), "99001", "99,1,");
    write("acs.csv", replace_all(replace_all(text, "GEOID", "STATE,COUNTY,TRACT"), ",000", ","));
    said();
    EXPECT_EQ(cell("99001000300", "population"), "300");
}

// 1 and 3 stand for 000100 and 000300 beside a number with decimals; as codes they would be others.
TEST_F(Quirk, TractNumbersWithDecimalsAreNoCodes) {
    write("acs.csv", "state,county,tract,E_TOTPOP\n99,1,1,111\n99,1,3,333\n99,1,2.00,222\n"
                     "99,1,1.01,5\n");
    const std::string words = said();
    EXPECT_THAT(words, HasSubstr("tract-numbers"));
    EXPECT_THAT(words, HasSubstr("99001000101")); // of no tract here, and said
    EXPECT_EQ(cell("99001000100", "population"), "111");
    EXPECT_EQ(cell("99001000300", "population"), "333");
    EXPECT_EQ(cell("99001000200", "population"), "222");
}

TEST_F(Quirk, NamesOfTractsInAStudyOfOneCounty) {
    for (const char* csv :
         {"NAME,E_TOTPOP\nCensus Tract 1,111\nCensus Tract 3,333\n",
          "Tract,E_TOTPOP\n1.00,111\n3.00,333\n", "TRACTCE,E_TOTPOP\n100,111\n300,333\n",
          "GEOID,E_TOTPOP\n99-001-000100,111\n99-001-000300,333\n",
          "GISJOIN,E_TOTPOP\nG9900010000100,111\nG9900010000300,333\n"}) {
        write("acs.csv", csv);
        const std::string words = said();
        EXPECT_EQ(cell("99001000300", "population"), "333") << csv;
        if (std::string_view(csv).substr(0, 1) != "G") {
            EXPECT_THAT(words, HasSubstr("county-assumed")) << csv;
        }
    }
    write("acs.csv", "Tract,E_TOTPOP\n1.00,111\n3.00,333\n");
    change("study.toml", "path = \"acs.csv\"", "path = \"acs.csv\"\ncounty = \"99001\"");
    EXPECT_THAT(said(), Not(HasSubstr("county-assumed")));
    change("study.toml", "county = \"99001\"", "county = \"Toy\"");
    EXPECT_THAT(run("run study.toml").err, HasSubstr("no county code"));
}

TEST_F(Quirk, NationStateAndCountyAmongTracts) {
    std::string text = replace_all(read("acs.csv"), "99001", "1400000US99001");
    const auto first = text.find('\n') + 1;
    text.insert(first, "0100000US,9,1\n0400000US99,8,1\n0500000US99001,7,1\n");
    write("acs.csv", text);
    EXPECT_THAT(said(), testing::AllOf(HasSubstr("other-areas"), HasSubstr("1 of counties"),
                                       HasSubstr("1 of the nation")));
    EXPECT_EQ(cell("99001000300", "population"), "300");
}

TEST_F(Quirk, TablesOfOtherAreasAreRefusedByName) {
    for (const auto& [csv, words] :
         {std::pair{"FIPS,E_TOTPOP\n99001,1\n99003,2\n", "ids of 2 counties"},
          std::pair{"GEO_ID,E_TOTPOP\n1500000US990010001001,1\n", "sum = ["},
          std::pair{"ZIP,E_TOTPOP\n19104,1\n19103,2\n", "2 ZIP code areas"},
          std::pair{"GEOID,E_TOTPOP\n99001000100NA,1\n", "end in NA"}}) {
        write("acs.csv", csv);
        EXPECT_THAT(refused(), HasSubstr(words));
    }
}

TEST_F(Quirk, WithheldCountsAreMissingNotText) {
    change("acs.csv", "99001000300,300", "99001000300,<10");
    change("acs.csv", "99001000200,200", "99001000200,1-9");
    EXPECT_THAT(said(), Not(HasSubstr("not-a-number")));
    EXPECT_EQ(cell("99001000300", "population"), "");
    EXPECT_EQ(cell("99001000200", "population"), "");
}

// Alabama's 01... as numbers: the toy county is moved there.
TEST_F(Quirk, LostLeadingZeros) {
    for (const char* name : {"tracts.geojson", "homes.csv", "study.toml"})
        write(name, replace_all(read(name), "99001", "01001"));
    write("acs.csv", replace_all(read("acs.csv"), "99001", "1001"));
    const std::string words = said();
    EXPECT_THAT(words, HasSubstr("lost-leading-zero            6"));
    EXPECT_THAT(words, HasSubstr("1001000100"));
    EXPECT_EQ(cell("01001000300", "population"), "300");
}

TEST_F(Quirk, KeysRuinedByASpreadsheetAreRefusedWithTheirRow) {
    change("acs.csv", "99001000300", "9.9001E+10");
    EXPECT_THAT(refused(), testing::AllOf(HasSubstr("acs.csv, line 4"), HasSubstr("9.9001E+10"),
                                          HasSubstr("as text")));
}

TEST_F(Quirk, RepeatedRowsThatAgreeAreCounted) {
    write("acs.csv", read("acs.csv") + "99001000300,300,30\n99001000300,300,30\n");
    EXPECT_THAT(said(), HasSubstr("duplicate-row                2"));
    EXPECT_EQ(cell("99001000300", "population"), "300");
}

TEST_F(Quirk, RepeatedRowsThatDisagreeAreRefused) {
    write("acs.csv", read("acs.csv") + "99001000300,301,30\n");
    EXPECT_THAT(refused(), testing::AllOf(HasSubstr("line 4 and line 8"), HasSubstr("99001000300"),
                                          HasSubstr("where = { year")));
}

TEST_F(Quirk, AnotherVintageNamesBothTheCountAndTheWayOut) {
    study_with("path = \"acs.csv\"\nvintage = 2020", "path = \"acs.csv\"\nvintage = 2010");
    EXPECT_THAT(refused(),
                testing::AllOf(HasSubstr("2010"), HasSubstr("2020"), HasSubstr("6 of its 6 ids"),
                               HasSubstr("crosswalk"), HasSubstr("study.toml:")));
}

TEST_F(Quirk, AnotherVintageIsSeenWhereNoneIsDeclared) {
    study_with("path = \"acs.csv\"\nvintage = 2020", "path = \"acs.csv\"");
    write("acs.csv", replace_all(read("acs.csv"), "99001000300", "99001000301"));
    EXPECT_THAT(refused(), testing::AllOf(HasSubstr("2020"), HasSubstr("5 of its 6 ids"),
                                          HasSubstr("vintage = 2010")));
}

// --- values ---

TEST_F(Quirk, AcsAnnotationsAreMissingWithTheirReason) {
    write("acs.csv", "GEOID,B01003_001E,B11001_001E,B25001_001E\n"
                     "99001000100,100,-666666666,90\n99001000200,200,-888888888,(X)\n"
                     "99001000300,300,-999999999,N\n99001000400,100,-,50\n"
                     "99001000500,200,,40\n99001990000,0,null,0\n");
    said();
    const auto why = [&](const char* geoid) { return cell(geoid, "missing"); };
    EXPECT_THAT(why("99001000100"), HasSubstr("households=no-sample"));
    EXPECT_THAT(why("99001000200"), testing::AllOf(HasSubstr("households=not-applicable"),
                                                   HasSubstr("housing_units=not-applicable")));
    EXPECT_THAT(why("99001000300"), testing::AllOf(HasSubstr("households=not-available"),
                                                   HasSubstr("housing_units=not-available")));
    EXPECT_THAT(why("99001000400"), HasSubstr("households=no-sample"));
    EXPECT_THAT(why("99001000500"), HasSubstr("households=empty"));
    for (const char* geoid : {"99001000100", "99001000200", "99001000300", "99001000400"})
        EXPECT_EQ(cell(geoid, "households"), "");
    EXPECT_THAT(read("out/indices.csv"), Not(HasSubstr("666666666")));
}

TEST_F(Quirk, SviMissingValuesAreMissing) {
    write("acs.csv", "FIPS,E_TOTPOP,M_TOTPOP,E_HH,EP_POV150,RPL_THEMES\n"
                     "99001000100,100,10,40,12.5,0.5\n99001000200,200,20,80,-999,-999\n"
                     "99001000300,300,30,120,50,1\n99001000400,100,10,40,25,0.75\n"
                     "99001000500,200,20,-999,10,0.25\n99001990000,0,0,0,-999,-999\n");
    study_with("[layers.population]\nacs = \"acs\"",
               "[layers.population]\nacs = \"acs\"\n[layers.social]\nacs = \"acs\"");
    said();
    EXPECT_THAT(cell("99001000200", "missing"), HasSubstr("poverty_150_share=svi-missing"));
    EXPECT_THAT(cell("99001000500", "missing"), HasSubstr("households=svi-missing"));
    EXPECT_EQ(cell("99001000100", "poverty_150_share"), "0.125");
    EXPECT_THAT(read("out/indices.csv"), Not(HasSubstr("-999")));
}

class PublishedShares : public Quirk {
protected:
    /// lapop1share of the first tracts as the food_access layer understands it.
    std::string read_as(const std::string& first, const std::string& second) {
        write("atlas.csv", "CensusTract,Urban,Pop2010,lapop1,lapop1share\n99001000100,1,100,25," +
                               first + "\n99001000200,1,200,150," + second +
                               "\n99001000300,1,300,0,0\n99001000400,1,100,0,0\n"
                               "99001000500,1,200,0,0\n");
        study_with("[layers.food_access]\nstores = \"stores\"",
                   "[sources.atlas]\npath = \"atlas.csv\"\nvintage = 2020\n"
                   "[layers.food_access]\natlas = \"atlas\"\nstores = \"stores\"");
        const std::string words = said();
        EXPECT_THAT(words, HasSubstr("unit-guessed"));
        return cell("99001000100", "atlas_beyond_1mi_share") + " " +
               cell("99001000200", "atlas_beyond_1mi_share");
    }
};

TEST_F(PublishedShares, ZeroToOne) {
    EXPECT_EQ(read_as("0.25", "0.75"), "0.25 0.75");
}

TEST_F(PublishedShares, ZeroToHundred) {
    EXPECT_EQ(read_as("25", "75"), "0.25 0.75");
}

// --- places and shapes ---

TEST_F(Quirk, InvalidPolygonIsRepairedAndCounted) {
    // Tract 000300 becomes a bow tie: its first two corners change places.
    change("tracts.geojson", "[-96.9768,39.0000],[-96.9652,39.0000]",
           "[-96.9652,39.0000],[-96.9768,39.0000]");
    change("tracts.geojson", "[-96.9768,39.0090],[-96.9768,39.0000]",
           "[-96.9768,39.0090],[-96.9652,39.0000]");
    const std::string words = said();
    EXPECT_THAT(words, HasSubstr("invalid-polygon              1"));
    EXPECT_THAT(words, HasSubstr("99001000300"));
}

TEST_F(Quirk, PlacesAtZeroAndOutsideAreCountedNotUsed) {
    write("clinics.csv", read("clinics.csv") + "Failed,0,0\nNowhere,,\nAbroad,51.5,-0.1\n");
    const std::string words = said();
    EXPECT_THAT(words, HasSubstr("point-at-zero                1"));
    EXPECT_THAT(words, HasSubstr("point-missing                1"));
    EXPECT_THAT(words, HasSubstr("point-outside-region         1"));
    EXPECT_EQ(cell("99001000100", "clinics_within_5mi"), "1");
}

TEST_F(Quirk, ExchangedLongitudeAndLatitudeIsSaid) {
    write("clinics.csv", "name,lon,lat\nNorth,39.0045,-96.9942\n");
    EXPECT_THAT(run("run study.toml").text(), HasSubstr("exchanged"));
}

TEST_F(Quirk, MissingPrjFile) {
    test::make_dataset(folder() / "tracts.shp", read("tracts.geojson"));
    study_with("path = \"tracts.geojson\"", "path = \"tracts.shp\"");
    said();
    fs::remove_all(folder() / "out");
    fs::remove(folder() / "tracts.prj");
    EXPECT_THAT(refused(), testing::AllOf(HasSubstr("tracts.shp"), HasSubstr(".prj"),
                                          HasSubstr("crs = \"EPSG:4269\"")));
    study_with("path = \"tracts.geojson\"", "path = \"tracts.shp\"\ncrs = \"EPSG:4269\"");
    said();
    EXPECT_EQ(cell("99001000300", "population"), "300");
}

// The .cpg file says UTF-8, the program that wrote the names did not care.
TEST_F(Quirk, ShapefileTextInAnotherEncodingThanItDeclares) {
    std::string tracts = read("tracts.geojson");
    for (const char* geoid : {"99001000100", "99001000200"})
        tracts = replace_all(tracts, std::string("\"GEOID\":\"") + geoid + "\"",
                             std::string("\"GEOID\":\"") + geoid + "\",\"NAMELSAD\":\"Ca~on\"");
    test::make_dataset(folder() / "tracts.shp", tracts, {"-lco", "ENCODING=UTF-8"});
    write("tracts.dbf", replace_all(read("tracts.dbf"), "Ca~on", "Ca\xF1on"));
    study_with("path = \"tracts.geojson\"", "path = \"tracts.shp\"");
    change("study.toml", "\"gpkg\"]", "\"gpkg\", \"xlsx\"]");
    said();
    EXPECT_EQ(cell("99001000300", "population"), "300");
    for (const char* name : {"out/indices.geojson", "out/run.json"}) // accepts UTF-8 only
        EXPECT_TRUE(nlohmann::json::accept(read(name))) << name;
}

// An id that is no text at all is quoted in findings; that must not break the run record.
TEST_F(Quirk, ShapefileIdWithBrokenBytes) {
    std::string tracts = read("tracts.geojson");
    test::make_dataset(folder() / "tracts.shp", tracts, {"-lco", "ENCODING=UTF-8"});
    write("tracts.dbf", replace_all(read("tracts.dbf"), "99001000500",
                                    "9900100\xC1"
                                    "500"));
    study_with("path = \"tracts.geojson\"", "path = \"tracts.shp\"");
    const Outcome outcome = run("run study.toml");
    EXPECT_THAT(outcome.text(), Not(HasSubstr("internal error")));
    EXPECT_THAT(outcome.text(), HasSubstr("not-an-id                    1"));
}

// GDAL quotes the cell in its warning; the run record must take it all the same.
TEST_F(Quirk, ShapefileNumberWithBrokenBytes) {
    test::make_dataset(folder() / "tracts.shp", read("tracts.geojson"));
    change("tracts.dbf", "1000000",
           "1\xC1"
           "00000");
    study_with("path = \"tracts.geojson\"", "path = \"tracts.shp\"");
    EXPECT_THAT(said(), HasSubstr("reader-warning"));
    EXPECT_TRUE(nlohmann::json::accept(read("out/run.json")));
}

TEST_F(Quirk, FileWhoseNameIsNoUtf8IsPrintedAsJson) {
    write("Ca\xF1on.csv", read("clinics.csv"));
    const Outcome outcome = run("inspect Ca\xF1on.csv --json");
    EXPECT_EQ(outcome.exit_code, 0) << outcome.text();
    EXPECT_TRUE(nlohmann::json::accept(outcome.out));
}

TEST_F(Quirk, FolderWhoseNameIsNoUtf8) {
    const Outcome outcome = run("run study.toml --out Ca\xF1on");
    EXPECT_EQ(outcome.exit_code, 0) << outcome.text();
    EXPECT_TRUE(fs::exists(folder() / "Ca\xF1on" / "run.json"));
    EXPECT_EQ(run("replay Ca\xF1on/run.json").exit_code, 0);
}

TEST_F(Quirk, MissingDbfFile) {
    test::make_dataset(folder() / "tracts.shp", read("tracts.geojson"));
    study_with("path = \"tracts.geojson\"", "path = \"tracts.shp\"");
    fs::remove(folder() / "tracts.dbf");
    EXPECT_THAT(refused(), HasSubstr("tracts.shp"));
}

// --- files that are none ---

TEST_F(Quirk, EmptyFile) {
    write("acs.csv", "");
    EXPECT_THAT(refused(), HasSubstr("acs.csv: is empty"));
}

TEST_F(Quirk, HeaderWithoutRows) {
    write("acs.csv", "GEOID,E_TOTPOP,M_TOTPOP\n");
    EXPECT_THAT(refused(), HasSubstr("acs.csv"));
}

TEST_F(Quirk, DirectoryForAFile) {
    fs::remove(folder() / "acs.csv");
    fs::create_directory(folder() / "acs.csv");
    EXPECT_THAT(refused(), testing::AllOf(HasSubstr("acs.csv"), HasSubstr("folder")));
}

TEST_F(Quirk, UnreadableFile) {
    fs::permissions(folder() / "acs.csv", fs::perms::none);
    if (::access((folder() / "acs.csv").c_str(), R_OK) == 0)
        GTEST_SKIP() << "this user may read everything";
    EXPECT_THAT(refused(), testing::AllOf(HasSubstr("acs.csv"), HasSubstr("may be read")));
}

TEST_F(Quirk, APageInsteadOfTheDownload) {
    write("acs.csv", "<!DOCTYPE html>\n<html><body>Sign in, please</body></html>\n");
    EXPECT_THAT(refused(), HasSubstr("acs.csv"));
}

TEST_F(Quirk, CutOffDownload) {
    write("tracts.geojson", read("tracts.geojson").substr(0, 700));
    EXPECT_THAT(refused(), HasSubstr("tracts.geojson"));
}

// -999 would be the lowest of all, and a state the largest county.
TEST_F(Quirk, IndexRanksNeitherSentinelsNorStates) {
    write("poor.toml", "id = \"poor\"\nindicator = [{ column = \"poor\" }]\n");
    write("counties.csv",
          "FIPS,name,poor\n42000,Pennsylvania,12\n42001,Adams,8\n42003,Allegheny,11\n"
          "42005,Armstrong,-999\n");
    const Outcome outcome =
        run("index --recipe poor.toml --table counties.csv --id FIPS --out ranks.csv");
    ASSERT_EQ(outcome.exit_code, 0) << outcome.text();
    EXPECT_THAT(outcome.out, testing::AllOf(HasSubstr("2 of 3 areas ranked"), HasSubstr("sentinel"),
                                            HasSubstr("rows of states")));
    write("warm.csv", "FIPS,poor\n42001,-5\n42003,-999\n");
    EXPECT_THAT(run("index --recipe poor.toml --table warm.csv --id FIPS --out w.csv").out,
                HasSubstr("2 of 2 areas ranked"));
}

} // namespace
} // namespace tractwise
