// SPDX-License-Identifier: Apache-2.0
// The program as users call it: one line a case, arguments -> exit code and what it says.
#include "tests/cli/toy_program.hpp"

#include "engine/core/sha256.hpp"
#include "engine/index/recipe.hpp"

#include "tests/support/data_pack.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

namespace tractwise {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using test::Outcome;
using testing::HasSubstr;
using testing::Not;

// Five areas that the toy recipe can rank, as a plain table.
constexpr const char* kAreas = "GEOID,population,supermarket_nearest_m,clinic_nearest_m\n"
                               "99001000100,100,10,50\n99001000200,200,20,40\n"
                               "99001000300,300,30,30\n99001000400,100,40,20\n"
                               "99001000500,0,50,10\n";

class Command : public test::ToyProgram {
protected:
    void study_with(const std::string& from, const std::string& to) const {
        files().write("study.toml", test::toy_study_with(from, to));
    }
};

TEST_F(Command, HelpOfEachCommandShowsAnExample) {
    expect({
        {"--help",
         0,
         {"Usage", "run", "replay", "streets", "access", "catchment", "data/studies/sample.toml",
          "Exit codes"}},
        {"run --help", 0, {"Example", "tractwise run"}},
        {"check --help", 0, {"Example", "tractwise check"}},
        {"explain --help", 0, {"Example", "tractwise explain"}},
        {"index --help", 0, {"Example", "tractwise index"}},
        {"assign --help", 0, {"Example", "tractwise assign"}},
        {"inspect --help", 0, {"Example", "tractwise inspect"}},
        {"layers --help", 0, {"Example", "tractwise layers"}},
        {"recipes --help", 0, {"Example", "tractwise recipes"}},
        {"replay --help", 0, {"Example", "tractwise replay"}},
        {"streets --help", 0, {"Example", "tractwise streets"}},
        {"access --help", 0, {"Example", "tractwise access"}},
        {"catchment --help", 0, {"Example", "tractwise catchment"}},
        {"--version", 0, {"."}},
    });
}

TEST_F(Command, WrongArguments) {
    expect({
        {"", 2, {"subcommand", "--help"}},
        {"rnu study.toml", 2, {"rnu"}},
        {"--fast", 2, {"--fast"}},
        {"run", 2, {"study"}},
        {"run study.toml --fast", 2, {"--fast"}},
        {"run study.toml extra", 2, {"extra"}},
        {"explain study.toml", 2, {"geoid"}},
        {"index --recipe risk", 2, {"--table"}},
        {"index --recipe risk --table a.csv --id a --out b.csv --reference town", 2, {"county"}},
        {"assign --points stores.csv", 2, {"--tracts"}},
        {"layers clinic_distance food_access", 2, {"food_access"}},
    });
}

TEST_F(Command, AMistypedCommandIsNamedWithTheNearestOne) {
    expect({
        {"rnu study.toml", 2, {"unknown command \"rnu\"", "did you mean \"run\""}},
        {"xyzzy", 2, {"unknown command \"xyzzy\"", "known: run, check"}},
        {"--fast", 2, {"unknown option --fast", "--help"}},
        {"--fast run study.toml", 2, {"--fast"}},
    });
}

TEST_F(Command, Run) {
    expect({
        {"run study.toml --out a", 0, {"Toy", "5 tracts ranked", "Written to a", "run.json"}},
        {"run study.toml", 0, {"Written to", "/out"}},
        {"run study.toml --quiet --out b", 0, {"Written to b"}},
    });
    for (const char* name : {"a/indices.csv", "a/indices.gpkg", "a/indices.geojson",
                             "a/codebook.csv", "a/codebook.md", "a/audit.csv", "a/unmatched.csv",
                             "a/findings.csv", "a/run.json", "out/run.json", "b/run.json"})
        EXPECT_GT(fs::file_size(folder() / name), 0U) << name;
    EXPECT_EQ(sha256_of_file(folder() / "a/indices.gpkg"),
              sha256_of_file(folder() / "b/indices.gpkg"));
    EXPECT_EQ(run("run study.toml --quiet").err, "");
}

TEST_F(Command, RunWithAMistakeInTheStudySaysWhereAndWhatToWrite) {
    expect({{"run nowhere.toml", 3, {"nowhere.toml: no such file"}}});
    study_with("[layers.food_access]", "[layers.food_acess]");
    expect({{"run study.toml", 2, {"study.toml:23", "did you mean \"food_access\""}}});
    study_with("clinics = \"clinics\"", "clinics = \"clinic\"");
    expect({{"run study.toml", 2, {"study.toml:27", "did you mean \"clinics\""}}});
    study_with("recipe = \"recipe.toml\"", "recipe = \"rsik\"");
    expect({{"run study.toml", 2, {"did you mean \"risk\""}}});
    study_with("counties = [\"99001\"]", "counties = [\"9901\"]");
    expect({{"run study.toml", 2, {"study.toml:3", "9901", "5-digit"}}});
    study_with("counties = [\"99001\"]", "counties = [\"17031\"]");
    expect({{"run study.toml", 3, {"17031", "99001 (6)"}}});
    study_with("title = \"Toy\"", "title = Toy");
    expect({{"run study.toml", 2, {"study.toml:1", "not valid TOML"}}});
    study_with("formats = [\"csv\", ", "formats = [\"cvs\", ");
    expect({{"run study.toml", 2, {"study.toml:", "did you mean \"csv\""}}});
    EXPECT_FALSE(fs::exists(folder() / "out"));
}

TEST_F(Command, RunWithAMissingFileWritesNothing) {
    fs::remove(folder() / "clinics.csv");
    expect({
        {"run study.toml", 3, {"clinics.csv"}},
        {"check study.toml", 3, {"clinics.csv"}},
    });
    EXPECT_FALSE(fs::exists(folder() / "out"));
}

TEST_F(Command, RunIntoSomethingThatIsNoFolder) {
    expect({{"run study.toml --out acs.csv", 2, {"needs a folder"}}});
}

TEST_F(Command, NoBarWhereNobodyWatches) {
    const Outcome outcome = run("run study.toml");
    EXPECT_THAT(outcome.err, HasSubstr("reading tracts"));
    EXPECT_THAT(outcome.text(), Not(HasSubstr("\x1b")));
    EXPECT_THAT(outcome.text(), Not(HasSubstr("\r")));
}

TEST_F(Command, Check) {
    expect({
        {"check study.toml", 0, {"6 tracts, 5 sources", "The study can be run."}},
        {"check study.toml --strict", 0, {"The study can be run."}},
    });
    EXPECT_FALSE(fs::exists(folder() / "out"));
    files().write("acs.csv", "GEOID,E_TOTPOP,M_TOTPOP\n99001000100,100,10\n");
    expect({
        {"check study.toml", 0, {"tract-without-row", "read the warnings"}},
        {"check study.toml --strict", 3, {"tract-without-row"}},
        {"check study.toml --strict --json", 3, {"\"ok\": false"}},
    });
}

TEST_F(Command, Explain) {
    expect({
        {"explain study.toml 99001000300", 0, {"rank 1 of 5", "clinic_nearest_m", "1.25 mi"}},
        {"explain study.toml 99001000300 --units metric",
         0,
         {"clinic_nearest_m", "2.01 km", "km²"}},
        {"explain study.toml 1400000US99001000300", 0, {"99001000300"}},
        {"explain study.toml 99001990000", 0, {"not ranked", "Nobody lives in this tract"}},
        {"explain study.toml 99001000301", 2, {"no tract 99001000301", "did you mean"}},
        {"explain study.toml 3", 0, {"99001000300"}},
        {"explain study.toml 000300", 0, {"99001000300"}},
        {"explain study.toml 99001", 2, {"6 tracts fit", "99001000100"}},
        {"explain study.toml elsewhere", 2, {"no tract elsewhere"}},
    });
}

TEST_F(Command, LayersAndRecipes) {
    expect({
        {"layers", 0, {"population", "housing", "food_access", "clinic_distance"}},
        {"layers clinic_distance", 0, {"clinic_nearest_m", "needs clinics", "option"}},
        {"layers foo", 2, {"unknown layer \"foo\""}},
        {"layers food_acess", 2, {"did you mean \"food_access\""}},
        {"recipes", 0, {"risk", "svi2022", "ces3"}},
        {"recipes risk", 0, {"Neighborhood risk index", "Food access", "Columns needed"}},
        {"recipes recipe.toml", 0, {"Toy index", "supermarket_nearest_m"}},
        {"recipes rsik", 2, {"did you mean \"risk\""}},
    });
    EXPECT_THAT(run("layers clinic_distance").out, Not(HasSubstr("rent")));
}

TEST_F(Command, ARecipePrintedAsTomlIsTheSameRecipe) {
    const std::vector<fs::path> folders{test::source_file("data/recipes")};
    for (const std::string& id : index::list_recipes(folders)) {
        const Outcome outcome = run("recipes " + id + " --toml");
        EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
        EXPECT_EQ(index::parse_recipe(ConfigTable::parse(outcome.out, id)),
                  index::load_recipe(id, folders));
    }
}

TEST_F(Command, Inspect) {
    files().write("empty.csv", "");
    fs::create_directory(folder() / "nothing");
    expect({
        {"inspect tracts.geojson", 0, {"GeoJSON", "Polygon", "GEOID", "rows      6"}},
        {"inspect acs.csv", 0, {"E_TOTPOP", "id column GEOID"}},
        {"inspect missing.csv", 3, {"missing.csv: no such file"}},
        {"inspect empty.csv", 3, {"empty.csv: is empty"}},
        {"inspect nothing", 3, {"nothing"}},
        {"inspect study.toml", 3, {"study.toml"}},
    });
}

TEST_F(Command, InspectTakesOnlyCensusIdsForIds) {
    files().write("county.csv", "county_fips,x\n99001,1\n99003,2\n");
    files().write("district.csv",
                  "name,State FIPS and Congressional District Number Code\na,1707\nb,0601\n");
    expect({
        {"inspect county.csv", 0, {"id column county_fips"}},
        {"inspect district.csv", 0, {"id column none found"}},
    });
}

TEST_F(Command, Index) {
    files().write("areas.csv", kAreas);
    files().write("bare.csv", "GEOID\n99001000100\n");
    files().write("zips.csv", "zip,population,supermarket_nearest_m,clinic_nearest_m\n"
                              "01001,1,2,3\n1002,2,3,1\n");
    expect({
        {"index --recipe recipe.toml --table areas.csv --id GEOID --out s.csv",
         0,
         {"4 of 5 areas ranked", "Written to s.csv"}},
        {"index --recipe recipe.toml --table areas.csv --id GEOID --out s.xlsx", 0, {"s.xlsx"}},
        {"index --recipe recipe.toml --table areas.csv --id GEOID --uncertainty --out u.csv",
         0,
         {"1,000 draws", "2 of 2 indicators have no margins of error", "taken-as-exact"}},
        {"index --recipe recipe.toml --table areas.csv --id GEOID --uncertainty 99 --out t.csv",
         2,
         {"--uncertainty", "100"}},
        {"index --recipe recipe.toml --table zips.csv --id zip --out z.csv", 0, {"2 of 2"}},
        {"index --recipe recipe.toml --table bare.csv --id GEOID --out t.csv",
         3,
         {"population", "supermarket_nearest_m", "clinic_nearest_m"}},
        {"index --recipe svi2021 --table areas.csv --id GEOID --out t.csv",
         2,
         {"svi2021", "did you mean \"svi202"}},
        {"index --recipe recipe.toml --table areas.csv --id GEOID --out t.parquet",
         2,
         {"t.parquet", ".csv or .xlsx"}},
        {"index --recipe recipe.toml --table areas.csv --id GEOIDS --out t.csv",
         3,
         {"GEOIDS", "did you mean \"GEOID\""}},
        {"index --recipe recipe.toml --table none.csv --id GEOID --out t.csv", 3, {"none.csv"}},
        {"index --recipe recipe.toml --table tracts.geojson --id GEOID --out t.csv",
         3,
         {"population"}},
    });
    EXPECT_FALSE(fs::exists(folder() / "t.csv"));
    EXPECT_FALSE(fs::exists(folder() / "t.parquet"));
    EXPECT_THAT(files().read("u.csv"), testing::AllOf(HasSubstr("pct_lo"), HasSubstr("rank_hi"),
                                                      HasSubstr("p_worst_tenth")));
    EXPECT_THAT(files().read("z.csv"), testing::AllOf(HasSubstr("\"01001\""), HasSubstr("1002")));
    EXPECT_THAT(files().read("z.csv"), Not(HasSubstr("01002"))); // no tracts: ids stay as they are
}

TEST_F(Command, IndexRepairsCountyIdsAndKnowsWhatIsNone) {
    const auto table = [&](const std::string& name, const std::string& id, const std::string& a,
                           const std::string& b) {
        files().write(name, id + ",population,supermarket_nearest_m,clinic_nearest_m\n" + a +
                                ",1,2,3\n" + b + ",2,3,1\n");
    };
    table("mixed.csv", "area", "1001", "17031");
    table("fips.csv", "County FIPS", "1001", "1003");
    table("four.csv", "area", "1001", "1003");
    table("third.csv", "area", "3001", "17031"); // no state 03
    expect({
        {"index --recipe recipe.toml --table mixed.csv --id area --out m.csv",
         0,
         {"2 of 2", "lost-leading-zero"}},
        {"index --recipe recipe.toml --table fips.csv --id \"County FIPS\" --out f.csv "
         "--reference state",
         0,
         {"2 of 2", "lost-leading-zero"}},
        {"index --recipe recipe.toml --table four.csv --id area --out o.csv", 0, {"2 of 2"}},
        {"index --recipe recipe.toml --table third.csv --id area --out q.csv", 0, {"2 of 2"}},
        {"index --recipe recipe.toml --table four.csv --id area --out t.csv --reference county",
         2,
         {"area", "not census ids", "--reference all"}},
    });
    EXPECT_THAT(files().read("m.csv"), HasSubstr("\"01001\""));
    EXPECT_THAT(files().read("f.csv"), HasSubstr("\"01003\""));
    EXPECT_THAT(files().read("o.csv"), HasSubstr("\"1003\""));
    EXPECT_THAT(files().read("q.csv"), HasSubstr("\"3001\""));
    EXPECT_FALSE(fs::exists(folder() / "t.csv"));
}

TEST_F(Command, IndexFindsTheIdColumn) {
    const std::string values = ",population,supermarket_nearest_m,clinic_nearest_m\n";
    files().write("tract.csv", "name,TractFIPS" + values +
                                   "a,17031010100,1,2,3\n"
                                   "b,17031010200,2,3,1\n");
    files().write("county.csv", "COUNTY FIPS" + values + "17031,1,2,3\n1001,2,3,1\n");
    files().write("parts.csv", "STATEFP,COUNTYFP,TRACTCE" + values +
                                   "17,031,010100,1,2,3\n17,031,010200,2,3,1\n");
    files().write("none.csv", "place" + values + "Oak Park,1,2,3\nCicero,2,3,1\n");
    expect({
        {"index --recipe recipe.toml --table tract.csv --out t.csv",
         0,
         {"2 of 2", "column TractFIPS (ids of tracts)"}},
        {"index --recipe recipe.toml --table county.csv --out c.csv",
         0,
         {"2 of 2", "column COUNTY FIPS (ids of counties)"}},
        {"index --recipe recipe.toml --table parts.csv --out p.csv",
         0,
         {"2 of 2", "STATEFP + COUNTYFP + TRACTCE"}},
        {"index --recipe recipe.toml --table none.csv --out n.csv", 2, {"--id", "place"}},
    });
    EXPECT_THAT(files().read("p.csv"), HasSubstr("\"17031010200\""));
    EXPECT_THAT(files().read("c.csv"), HasSubstr("\"01001\""));
}

TEST_F(Command, AnOutputIsNeverAnInput) {
    files().write("areas.csv", kAreas);
    fs::create_symlink("areas.csv", folder() / "link.csv");
    const std::string stores = files().read("stores.csv");
    expect({
        {"index --recipe recipe.toml --table areas.csv --id GEOID --out areas.csv",
         2,
         {"areas.csv", "overwrite its own input"}},
        {"index --recipe recipe.toml --table areas.csv --id GEOID --out link.csv",
         2,
         {"overwrite its own input"}},
        {"assign --points stores.csv --tracts tracts.geojson --out stores.csv",
         2,
         {"overwrite its own input"}},
        {"assign --points stores.csv --tracts tracts.geojson --out tracts.geojson",
         2,
         {"overwrite its own input"}},
    });
    EXPECT_EQ(files().read("areas.csv"), kAreas);
    EXPECT_EQ(files().read("stores.csv"), stores);
}

TEST_F(Command, NothingToRankOrToPlaceIsSaid) {
    const std::string head = "GEOID,population,supermarket_nearest_m,clinic_nearest_m\n";
    files().write("none.csv", head);
    files().write("empty.csv", head + "99001000100,100,,\n99001000200,0,1,2\n");
    files().write("points.csv", "name,lon,lat\n");
    expect({
        {"index --recipe recipe.toml --table none.csv --id GEOID --out t.csv",
         3,
         {"none.csv: has a header but no rows"}},
        {"index --recipe recipe.toml --table empty.csv --id GEOID --out t.csv",
         4,
         {"no area can be ranked", "1 of 2", "hint"}},
        {"assign --points points.csv --tracts tracts.geojson --out t.csv",
         3,
         {"points.csv: has a header but no rows"}},
    });
    EXPECT_FALSE(fs::exists(folder() / "t.csv"));
}

TEST_F(Command, IndexWritesTheMissingValueThatWasAskedFor) {
    files().write("areas.csv", kAreas);
    const std::string base = "index --recipe recipe.toml --table areas.csv --id GEOID --out ";
    EXPECT_EQ(run(base + "plain.csv").exit_code, 0);
    EXPECT_EQ(run(base + "coded.csv --missing -999").exit_code, 0);
    EXPECT_THAT(files().read("plain.csv"), Not(HasSubstr("-999")));
    EXPECT_THAT(files().read("coded.csv"), HasSubstr("-999"));
}

TEST_F(Command, IndexRefusesIdsThatAreNotOneRowEach) {
    const std::string table = kAreas;
    files().write("same.csv", table + "99001000400,100,40,20\n");
    files().write("differ.csv", table + "99001000400,100,41,20\n");
    files().write("ruined.csv", table + "9.9001E+10,100,41,20\n");
    files().write("no_id.csv", table + ",100,41,20\n");
    expect({
        {"index --recipe recipe.toml --table same.csv --id GEOID --out s.csv",
         0,
         {"4 of 5", "duplicate-row"}},
        {"index --recipe recipe.toml --table differ.csv --id GEOID --out t.csv",
         3,
         {"99001000400", "twice", "line 5", "line 7"}},
        {"index --recipe recipe.toml --table ruined.csv --id GEOID --out t.csv",
         3,
         {"9.9001E+10", "spreadsheet", "line 7"}},
        {"index --recipe recipe.toml --table no_id.csv --id GEOID --out n.csv",
         0,
         {"4 of 5", "line 7"}},
    });
    EXPECT_FALSE(fs::exists(folder() / "t.csv"));
}

// The points: a middle, a border of two tracts, a corner of four, the far side of the world, none.
TEST_F(Command, AssignGivesBordersToTheLowestGeoidAndCountsWhatIsOutside) {
    files().write("points.csv", "name,lon,lat\nmiddle,-96.9826,39.0045\nborder,-96.9884,39.0045\n"
                                "corner,-96.9884,39\nfar,10,10\nnone,,\n");
    expect({{"assign --points points.csv --tracts tracts.geojson --out p.csv",
             0,
             {"5 points: 3 in a tract, 1 outside all of 6 tracts, 1 without a place",
              "point-outside-tracts"}}});
    std::string out = files().read("p.csv");
    std::erase(out, '"');
    EXPECT_THAT(out, HasSubstr("name,lon,lat,GEOID\n"));
    const auto owner = [&](const std::string& place) {
        const auto line = out.find("\n" + place + ",");
        EXPECT_NE(line, std::string::npos) << place;
        const auto begin = line + place.size() + 2;
        return out.substr(begin, out.find('\n', begin) - begin);
    };
    EXPECT_EQ(owner("middle,-96.9826,39.0045"), "99001000200");
    EXPECT_EQ(owner("border,-96.9884,39.0045"), "99001000100");
    EXPECT_EQ(owner("corner,-96.9884,39"), "99001000100");
    EXPECT_EQ(owner("far,10,10"), "");
    EXPECT_EQ(owner("none,,"), "");
}

// The census year of the boundaries plays no part in point-in-tract.
TEST_F(Command, AssignTakesTractsOfEveryCensus) {
    const std::string tracts = files().read("tracts.geojson");
    for (const std::string name : {"GEOID10", "CTIDFP00", "GEOID20", "GISJOIN"}) {
        std::string text = tracts;
        for (auto at = text.find("\"GEOID\""); at != std::string::npos;
             at = text.find("\"GEOID\"", at + 1))
            text.replace(at, 7, '"' + name + '"');
        if (name == "GISJOIN")
            for (auto at = text.find("\"99001"); at != std::string::npos;
                 at = text.find("\"99001", at + 1))
                text.replace(at, 6, "\"G9900010");
        files().write("tl_2010_99_tract.geojson", text);
        expect({{"assign --points stores.csv --tracts tl_2010_99_tract.geojson --out p.csv",
                 0,
                 {"2 points: 2 in a tract"}}});
        EXPECT_THAT(files().read("p.csv"), HasSubstr("99001000100")) << name;
    }
}

TEST_F(Command, AssignSaysWhatItCannotUse) {
    expect({
        {"assign --points acs.csv --tracts tracts.geojson --out p.csv", 3, {"lon = ", "E_TOTPOP"}},
        {"assign --points stores.csv --tracts acs.csv --out p.csv", 3, {"acs.csv"}},
        {"assign --points stores.csv --tracts tracts.geojson --out p.docx", 2, {".geojson"}},
        {"assign --points stores.csv --tracts tracts.geojson --out p.csv --county 17031",
         3,
         {"17031"}},
        {"assign --points stores.csv --tracts tracts.geojson --out p.geojson --column T",
         0,
         {"2 points: 2 in a tract"}},
    });
    EXPECT_FALSE(fs::exists(folder() / "p.csv"));
    EXPECT_THAT(files().read("p.geojson"), HasSubstr("\"T\""));
}

TEST_F(Command, AssignNamesTheMissingPartnerAndTheNewColumn) {
    files().write("points.csv", "name,lon,lat,GEOID\na,-96.9826,39.0045,old\n");
    const std::string base = "assign --points points.csv --tracts tracts.geojson --out p.csv ";
    for (const auto& [option, partner] : {std::pair{"--lon lon", "--lat"},
                                          {"--lat lat", "--lon"},
                                          {"--x lon", "--y"},
                                          {"--y lat", "--x"}}) {
        const Outcome outcome = run(base + option);
        EXPECT_EQ(outcome.exit_code, 2);
        EXPECT_THAT(outcome.err, HasSubstr(std::string("needs ") + partner));
    }
    expect({
        {"assign --points points.csv --tracts tracts.geojson --out p.csv --column \"\"",
         2,
         {"--column is empty"}},
        {"assign --points tracts.geojson --tracts tracts.geojson --out p.csv",
         3,
         {"holds polygons, not points"}},
    });
    EXPECT_FALSE(fs::exists(folder() / "p.csv"));
    EXPECT_THAT(run(base).out, testing::AllOf(HasSubstr("column-renamed"), HasSubstr("GEOID_2")));
    EXPECT_THAT(files().read("p.csv"), HasSubstr("GEOID,GEOID_2\n"));
}

TEST_F(Command, AssignKeepsNumbersNumbersAndIdsTexts) {
    files().write("points.csv", "lon,lat,beds,share,site,zip,phone,sum,note,mixed\n"
                                "-96.9826,39.0045,7,0.50,07,60601,3125551234,+1,,12\n"
                                "-96.9942,39.0045,,1,12,60602,3125551235,2,,n/a\n");
    EXPECT_EQ(run("assign --points points.csv --tracts tracts.geojson --out p.geojson").exit_code,
              0);
    EXPECT_EQ(run("assign --points points.csv --tracts tracts.geojson --out p.csv").exit_code, 0);
    const json rows = json::parse(files().read("p.geojson"))["features"];
    const json& first = rows.at(0)["properties"];
    EXPECT_EQ(first["lon"], -96.9826);
    EXPECT_EQ(first["beds"], 7);
    EXPECT_TRUE(rows.at(1)["properties"]["beds"].is_null());
    for (const auto& [name, text] : {std::pair{"share", "0.50"},
                                     {"site", "07"},
                                     {"zip", "60601"},
                                     {"phone", "3125551234"},
                                     {"sum", "+1"},
                                     {"mixed", "12"},
                                     {"GEOID", "99001000200"}})
        EXPECT_EQ(first[name], text) << name;
    EXPECT_THAT(files().read("p.csv"), HasSubstr("\n-96.9826,39.0045,7,\"0.50\",\"07\""));
}

TEST_F(Command, Replay) {
    EXPECT_EQ(run("run study.toml").exit_code, 0);
    files().write("other.json", R"({"program": "something else"})");
    expect({
        {"replay out/run.json", 0, {"identical: 8 files, 5 inputs"}},
        {"replay other.json", 3, {"not a run record"}},
        {"replay acs.csv", 3, {"not a run record"}},
        {"replay nothing.json", 3, {"nothing.json: no such file"}},
    });
    json record = json::parse(files().read("out/run.json"));
    record["outputs"][3]["sha256"] = std::string(64, '0');
    const std::string name = record["outputs"][3]["name"];
    files().write("changed.json", record.dump());
    expect({{"replay changed.json", 3, {("differs: " + name).c_str()}}});
    files().write("acs.csv", files().read("acs.csv") + "\n");
    expect({{"replay out/run.json", 3, {"source \"acs\" has changed", "acs.csv", "SHA-256"}}});
    fs::remove(folder() / "acs.csv");
    expect({{"replay out/run.json", 3, {"acs.csv"}}});
    expect({{"replay --help", 0, {"changed or lost"}}});
}

TEST_F(Command, ReplayLooksAtTheFilesBesideTheRecord) {
    EXPECT_EQ(run("run study.toml").exit_code, 0);
    files().write("out/indices.csv", files().read("out/indices.csv") + "edited\n");
    fs::remove(folder() / "out/codebook.md");
    const Outcome outcome = run("replay out/run.json");
    EXPECT_EQ(outcome.exit_code, 3);
    EXPECT_THAT(outcome.out, testing::AllOf(HasSubstr("identical: 8 files"),
                                            HasSubstr("changed since the run: indices.csv"),
                                            HasSubstr("missing beside the record: codebook.md")));
    EXPECT_THAT(outcome.out, Not(HasSubstr("indices.gpkg")));
}

// The recipe of the record is used, whatever has become of the file since.
TEST_F(Command, ReplayDoesNotNeedTheRecipeFile) {
    EXPECT_EQ(run("run study.toml").exit_code, 0);
    fs::remove(folder() / "recipe.toml");
    fs::remove(folder() / "study.toml");
    expect({{"replay out/run.json", 0, {"identical"}}});
}

TEST_F(Command, JsonOutputsAreJsonAndNothingElse) {
    files().write("areas.csv", kAreas);
    const auto parsed = [&](const std::string& arguments) {
        SCOPED_TRACE(arguments);
        const Outcome outcome = run(arguments);
        EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
        EXPECT_EQ(outcome.err, "");
        return json::parse(outcome.out, nullptr, false);
    };
    EXPECT_EQ(parsed("run study.toml --json")["ranked"], 5);
    EXPECT_EQ(parsed("check study.toml --json")["tracts"], 6);
    EXPECT_EQ(parsed("explain study.toml 99001000300 --json")["index"]["rank"], 1);
    EXPECT_EQ(parsed("explain study.toml 99001990000 --json")["index"]["rank"], nullptr);
    EXPECT_EQ(parsed("inspect tracts.geojson --json")["layers"][0]["rows"], 6);
    EXPECT_EQ(parsed("layers --json")[0]["id"], "population");
    EXPECT_EQ(parsed("layers housing --json").size(), 1U);
    EXPECT_GE(parsed("recipes --json").size(), 10U);
    EXPECT_EQ(parsed("index --recipe recipe.toml --table areas.csv --id GEOID --out s.csv "
                     "--json")["ranked"],
              4);
    EXPECT_EQ(parsed("assign --points stores.csv --tracts tracts.geojson --out p.csv "
                     "--json")["inside"],
              2);
}

// A named pipe as a source holds the run at a known place: it waits there until somebody writes.
class Interrupted : public Command {
protected:
    Interrupted() {
        fs::remove(folder() / "stores.csv");
        EXPECT_EQ(::mkfifo((folder() / "stores.csv").c_str(), 0600), 0);
    }
    // The writing end, as soon as the program reads.
    int writing_end(test::StartedProgram& program) const {
        int end = -1;
        while (end < 0 && program.running()) {
            end = ::open((folder() / "stores.csv").c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
            pause();
        }
        return end;
    }
    static void pause() { std::this_thread::sleep_for(std::chrono::milliseconds(20)); }

    void expect_clean_stop(void (test::StartedProgram::*signal)() const) {
        test::StartedProgram program(folder(), "run study.toml");
        const int end = writing_end(program);
        ASSERT_GE(end, 0) << program.wait().text();
        (program.*signal)();
        std::this_thread::sleep_for(std::chrono::seconds(1)); // its watcher looks every 20 ms
        ::close(end);
        const Outcome outcome = program.wait();
        EXPECT_EQ(outcome.exit_code, 130);
        EXPECT_THAT(outcome.err, HasSubstr("nothing was written"));
        EXPECT_FALSE(fs::exists(folder() / "out"));
    }
};

TEST_F(Interrupted, StopsWithCode130AndWritesNothing) {
    expect_clean_stop(&test::StartedProgram::interrupt);
}

TEST_F(Interrupted, ATerminationStopsAsCleanly) {
    expect_clean_stop(&test::StartedProgram::terminate);
}

TEST_F(Interrupted, TheSecondInterruptDoesNotWait) {
    test::StartedProgram program(folder(), "run study.toml");
    const int end = writing_end(program);
    ASSERT_GE(end, 0) << program.wait().text();
    while (program.running()) {
        program.interrupt();
        pause();
    }
    EXPECT_EQ(program.wait().exit_code, 130);
    EXPECT_FALSE(fs::exists(folder() / "out"));
    ::close(end);
}

// "Today" is written down, so that a run can be repeated next year.
TEST_F(Command, ReplayUsesTheDayOfTheRun) {
    files().write(
        "stores.csv",
        "Store Name,Store Type,Latitude,Longitude,End Date\n"
        "Plenty,Supermarket,39.0045,-96.9942,2012-06-30\n"
        "Far,Supermarket,39.0045,-96.9710,\nCorner,Convenience Store,38.9955,-96.9826,\n");
    const Outcome first = run("run study.toml");
    EXPECT_EQ(first.exit_code, 0) << first.text();
    EXPECT_THAT(first.text(), HasSubstr("1 of 3 rows has an end date in the past"));
    json record = json::parse(files().read("out/run.json"));
    EXPECT_EQ(record["open_on"].get<std::string>().size(), 10U);
    expect({{"replay out/run.json", 0, {"identical: 8 files, 5 inputs"}}});
    EXPECT_THAT(files().read("out/audit.csv"), HasSubstr("rows_closed"));
    expect({{"check study.toml", 0, {"closed", "is not counted; open = \"all\" keeps it"}}});
    // On the day of the record, not of the replay: in 2010 the store was open.
    const std::string day = record["open_on"];
    record["open_on"] = "2010-01-01";
    files().write("old.json", record.dump());
    expect({{"replay old.json", 3, {"differs"}}});
    record["open_on"] = "yesterday";
    files().write("old.json", record.dump());
    expect({{"replay old.json", 3, {"\"open_on\" is no day"}}});
    // A study that says its day gives the same bytes as one that was run on it.
    files().write("dated.toml", "date = \"" + day + "\"\n" + files().read("study.toml"));
    EXPECT_EQ(run("run dated.toml --out dated").exit_code, 0);
    for (const char* name : {"/indices.csv", "/findings.csv", "/audit.csv"})
        EXPECT_EQ(files().read("dated" + std::string(name)),
                  files().read("out" + std::string(name)));
}

} // namespace
} // namespace tractwise
