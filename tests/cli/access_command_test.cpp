// SPDX-License-Identifier: Apache-2.0
// The commands about travel as users call them, on the sample county: streets, access, catchment.
#include "tests/cli/program.hpp"

#include "engine/core/text.hpp"
#include "engine/io/table.hpp"

#include "tests/support/data_pack.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
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
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kAccess = "access --demand blocks.csv --facilities hrsa_sites.csv ";
constexpr const char* kActive = "--facility-where \"Site Status Description=Active\" ";
constexpr const char* kOld = "what stood here before";

// The sample county under short names, and room for outputs.
class TravelCommand : public testing::Test {
protected:
    TravelCommand() {
        for (const char* name :
             {"blocks.csv", "hrsa_sites.csv", "snap_stores.csv", "streets.osm", "tracts.geojson"})
            fs::create_symlink(test::source_file("data/sample/" + std::string(name)),
                               files_ / name);
    }
    Outcome run(const std::string& arguments) const {
        return test::run_program(folder(), arguments);
    }
    json parsed(const std::string& arguments) const {
        SCOPED_TRACE(arguments);
        const Outcome outcome = run(arguments + " --json");
        EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
        EXPECT_EQ(outcome.err, "");
        return json::parse(outcome.out, nullptr, false);
    }
    void expect(std::initializer_list<test::Case> cases) const {
        test::expect_all(folder(), cases);
    }
    // The command fails, and the output that stood there stands there still, and nothing else.
    void expect_refusal(const std::string& arguments, int exit_code,
                        std::initializer_list<const char*> says) const {
        SCOPED_TRACE(arguments);
        files_.write("old.csv", kOld);
        files_.write("old.gpkg", kOld);
        const std::size_t before = entries();
        const Outcome outcome = run(arguments);
        EXPECT_EQ(outcome.exit_code, exit_code) << outcome.text();
        for (const char* text : says)
            EXPECT_THAT(outcome.err, HasSubstr(text));
        EXPECT_EQ(files_.read("old.csv"), kOld);
        EXPECT_EQ(files_.read("old.gpkg"), kOld);
        EXPECT_EQ(entries(), before) << "something new was left behind";
    }
    io::Table table(const std::string& name) const {
        Diagnostics diagnostics;
        return io::read_table(io::source_from_path("out", (files_ / name).string()), diagnostics);
    }
    std::size_t entries() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(folder()), fs::directory_iterator()));
    }
    const fs::path& folder() const { return files_.path(); }
    const test::TemporaryFolder& files() const { return files_; }

private:
    test::TemporaryFolder files_;
};

double number(const io::Table& table, std::size_t row, const std::string& column) {
    return parse_number(table.cell(row, table.require(column))).value_or(std::nan(""));
}

TEST_F(TravelCommand, HelpShowsAnExample) {
    expect({
        {"streets --help", 0, {"Example", "tractwise streets"}},
        {"access --help", 0, {"Example", "tractwise access", "--list-measures"}},
        {"catchment --help", 0, {"Example", "tractwise catchment", "counted where they live"}},
        {"access --list-measures", 0, {"nearest", "e2sfca", "Luo & Qi 2009", "gaussian"}},
        {"access", 2, {"required", "--help"}},
        {"acces --demand blocks.csv", 2, {"did you mean \"access\""}},
    });
}

TEST_F(TravelCommand, StreetsSaysWhatIsInTheFile) {
    expect({
        {"streets streets.osm",
         0,
         {"drive", "walk", "bicycle", "residential", "left out", "connected pieces", "one way"}},
        {"streets streets.osm --profile drive --out roads.gpkg",
         0,
         {"motorway", "mph", "Written to roads.gpkg"}},
        {"streets streets.osm --profile walk --out paths.geojson", 0, {"footway"}},
    });
    EXPECT_GT(fs::file_size(folder() / "roads.gpkg"), 100'000U);
    const json summary = parsed("streets streets.osm");
    ASSERT_EQ(summary["networks"].size(), 3U);
    for (const json& network : summary["networks"]) {
        double meters = 0;
        for (const json& street_class : network["classes"])
            meters += street_class["metres"].get<double>();
        EXPECT_NEAR(meters, network["metres"].get<double>(), 1);
        EXPECT_LE(network["largest_m"], network["metres"]);
    }
    EXPECT_EQ(summary["networks"][0]["profile"], "drive");
}

TEST_F(TravelCommand, StreetsRefusesWhatItCannotUse) {
    files().write("half.osm", files().read("streets.osm").substr(0, 500'000));
    files().write("half.osm.pbf", std::string("\0\0\0\x0d\n\x09OSMH", 10));
    files().write("empty.osm", "<osm version=\"0.6\"></osm>");
    expect_refusal("streets nowhere.osm", 3, {"nowhere.osm: no such file"});
    expect_refusal("streets half.osm --profile drive --out old.gpkg", 3,
                   {"half.osm", "ends early"});
    expect_refusal("streets half.osm.pbf --profile drive --out old.gpkg", 3, {"half.osm.pbf"});
    expect_refusal("streets empty.osm", 3, {"empty.osm"});
    expect_refusal("streets streets.osm --out old.gpkg", 2, {"--profile"});
    expect_refusal("streets streets.osm --profile drive --out old.csv", 2, {".gpkg"});
    expect_refusal("streets streets.osm --profile drvie", 2, {"drvie"});
}

// Nothing but a motorway: cars only. The overview shows them, walkers are told why there is none.
TEST_F(TravelCommand, StreetsWithoutAWayOfTheProfile) {
    files().write("motorway.osm",
                  "<osm version=\"0.6\"><node id=\"1\" lat=\"39\" lon=\"-97\"/>"
                  "<node id=\"2\" lat=\"39.01\" lon=\"-97\"/><way id=\"1\"><nd ref=\"1\"/>"
                  "<nd ref=\"2\"/><tag k=\"highway\" v=\"motorway\"/></way></osm>");
    expect({{"streets motorway.osm", 0, {"motorway", "no-street-for-profile", "walk"}}});
    expect_refusal("streets motorway.osm --profile walk", 3,
                   {"none of the 1 ways is open to profile \"walk\""});
    expect_refusal(std::string(kAccess) + "--streets motorway.osm --profile walk "
                                          "--measures nearest --out old.csv",
                   3, {"motorway.osm", "walk"});
}

TEST_F(TravelCommand, AccessByStreetHasARowForEveryDemandPoint) {
    const Outcome outcome =
        run(std::string(kAccess) + kActive +
            "--streets streets.osm --profile drive --measures nearest,beyond:15,e2sfca "
            "--groups HOUSING20 --out access.csv");
    ASSERT_EQ(outcome.exit_code, 0) << outcome.text();
    EXPECT_THAT(outcome.out,
                AllOf(HasSubstr("991 points"), HasSubstr("262,035 people (POP20)"),
                      HasSubstr("15 from hrsa_sites.csv"),
                      HasSubstr("driving time by street (drive), streets from streets.osm"),
                      HasSubstr("nearest_min"), HasSubstr("% of people"), HasSubstr("everyone"),
                      HasSubstr("HOUSING20"), HasSubstr("without a value"), HasSubstr("Findings"),
                      HasSubstr("Written to access.csv")));
    const io::Table access = table("access.csv");
    EXPECT_EQ(access.rows(), 991U);
    EXPECT_THAT(access.columns(), testing::ElementsAre("id", "people", "nearest_min",
                                                       "beyond_15min", "e2sfca", "nearest_id"));
    // A supply of 15 sites is handed out and none is made up: at most 15 arrive.
    double handed_out = 0;
    for (std::size_t r = 0; r < access.rows(); ++r) {
        const double minutes = number(access, r, "nearest_min");
        if (std::isnan(minutes)) { // far from every street: nothing is known
            EXPECT_EQ(access.cell(r, access.require("beyond_15min")), "");
            EXPECT_EQ(access.cell(r, access.require("e2sfca")), "");
            continue;
        }
        handed_out += number(access, r, "people") * number(access, r, "e2sfca");
        EXPECT_EQ(number(access, r, "beyond_15min"), minutes <= 15 ? 0 : 1);
        EXPECT_FALSE(access.cell(r, access.require("nearest_id")).empty());
    }
    EXPECT_LE(handed_out, 15 + 1e-9);
    EXPECT_GT(handed_out, 13);
}

TEST_F(TravelCommand, AccessWritesEveryFormatAndStraightDistances) {
    for (const char* out : {"a.csv", "a.xlsx", "a.gpkg", "a.geojson"})
        expect({{(kAccess + std::string("--measures nearest,within:1609 --out ") + out).c_str(),
                 0,
                 {"straight distance", "nearest_m", "within_1609m", out}}});
    for (const char* out : {"a.csv", "a.xlsx", "a.gpkg", "a.geojson"})
        EXPECT_EQ(table(out).rows(), 991U) << out;
    expect({{"access --demand tracts.geojson --facilities snap_stores.csv --measures nearest "
             "--out polygons.csv",
             0,
             {"polygon-centroids", "every point counts 1", "each counting 1", "every point"}}});
}

TEST_F(TravelCommand, AccessByTractAgreesWithItsPoints) {
    ASSERT_EQ(
        run(std::string(kAccess) + "--measures nearest,beyond:8000 --out points.csv").exit_code, 0);
    ASSERT_EQ(
        run(std::string(kAccess) + "--measures nearest,beyond:8000 --by-tract --out tracts.csv")
            .exit_code,
        0);
    const io::Table points = table("points.csv"), tracts = table("tracts.csv");
    EXPECT_EQ(tracts.rows(), 120U);
    std::map<std::string, std::pair<double, double>> sums; // people, people * meters
    double people = 0;
    for (std::size_t r = 0; r < points.rows(); ++r) {
        auto& [of, weighted] = sums[std::string(points.cell(r, 0).substr(0, 11))];
        of += number(points, r, "people");
        weighted += number(points, r, "people") * number(points, r, "nearest_m");
    }
    for (std::size_t t = 0; t < tracts.rows(); ++t) {
        const auto& [of, weighted] = sums.at(std::string(tracts.cell(t, 0)));
        EXPECT_EQ(number(tracts, t, "people"), of);
        if (of > 0)
            EXPECT_NEAR(number(tracts, t, "nearest_m"), weighted / of, 1e-6);
        else
            EXPECT_TRUE(std::isnan(number(tracts, t, "nearest_m")));
        people += of;
    }
    EXPECT_EQ(people, 262'035);
}

// People beyond a limit have no time to their clinic, and are beyond: neither is averaged away.
TEST_F(TravelCommand, PeopleOutOfReachAreCountedAndBeyond) {
    files().write("homes.csv", "id,lon,lat,people\n"
                               "near,-97.5130,39.3279,100\n"
                               "far,-97.2900,39.1000,40\n"
                               "lake,-96.5000,39.3000,20\n"
                               "nowhere,,,7\n");
    const json access = parsed("access --demand homes.csv --facilities hrsa_sites.csv --streets "
                               "streets.osm --limit 10 --measures nearest,beyond:10,within:10 "
                               "--groups people --out out.csv");
    EXPECT_EQ(access["people"], 167);
    const json& nearest = access["measures"][0];
    EXPECT_EQ(nearest["groups"][0]["people_without"], 67);
    EXPECT_EQ(nearest["groups"][1]["group"], "people");
    EXPECT_EQ(nearest["groups"][1]["people_without"], 67);
    ASSERT_EQ(nearest["without"].size(), 3U);
    EXPECT_EQ(nearest["without"][0]["reason"], "no usable place on the map");
    EXPECT_EQ(nearest["without"][0]["people"], 7);
    EXPECT_EQ(nearest["without"][1]["reason"], "no street to start from within 2,000 m");
    EXPECT_EQ(nearest["without"][1]["people"], 20);
    EXPECT_EQ(nearest["without"][2]["reason"], "no facility within 10 min");
    EXPECT_EQ(nearest["without"][2]["people"], 40);
    // Of the 140 whose street is known, 40 are beyond; of the 27 others nothing is known.
    EXPECT_NEAR(access["measures"][1]["groups"][0]["mean"].get<double>(), 40.0 / 140, 1e-12);
    EXPECT_EQ(access["measures"][1]["groups"][0]["people_without"], 27);
    const io::Table out = table("out.csv");
    EXPECT_EQ(number(out, 1, "beyond_10min"), 1);
    EXPECT_EQ(number(out, 1, "within_10min"), 0);
    EXPECT_EQ(out.cell(2, out.require("beyond_10min")), "");
    EXPECT_EQ(out.cell(2, out.require("within_10min")), "");
    EXPECT_EQ(out.cell(2, out.require("nearest_min")), "");
    EXPECT_EQ(out.cell(3, out.require("beyond_10min")), "");
    expect({{"access --demand homes.csv --facilities hrsa_sites.csv --streets streets.osm "
             "--measures nearest --out out.csv",
             0,
             {"far-from-streets", "lake", "no street to start from", "20 people at 1 point"}}});
}

TEST_F(TravelCommand, WalkersAndDriversStandBesideEachOther) {
    files().write("homes.csv", "id,lon,lat,people,no_car\n"
                               "a,-97.5130,39.3300,100,25\nb,-97.5300,39.3100,50,60\n");
    const json access = parsed(
        "access --demand homes.csv --facilities hrsa_sites.csv --streets streets.osm "
        "--walkers no_car --measures nearest,within:10 --out out.csv --matrix-out costs.csv");
    const json& groups = access["measures"][0]["groups"];
    ASSERT_EQ(groups.size(), 3U);
    EXPECT_EQ(groups[1]["group"], "driving");
    EXPECT_EQ(groups[1]["people"], 75);
    EXPECT_EQ(groups[2]["group"], "walking");
    EXPECT_EQ(groups[2]["people"], 75); // no more than all 50 walk in b
    EXPECT_GT(groups[2]["mean"], groups[1]["mean"]);
    EXPECT_THAT(table("costs.csv").columns(),
                testing::ElementsAre("origin", "destination", "minutes", "metres", "profile"));
    expect({{"access --demand homes.csv --facilities hrsa_sites.csv --streets streets.osm "
             "--walkers no_car --measures nearest --out out.csv",
             0,
             {"driving time by street (drive); walking time by street (walk)",
              "more-walkers-than-people"}}});
}

// What a matrix says comes back from it as a table of travel costs.
TEST_F(TravelCommand, AMatrixServesAsATableOfCosts) {
    ASSERT_EQ(run(std::string(kAccess) +
                  "--streets streets.osm --measures nearest,within:20 --limit 60 --out a.csv "
                  "--matrix-out costs.csv")
                  .exit_code,
              0);
    expect({{(kAccess + std::string("--table costs.csv --measures nearest,within:20 --limit 60 "
                                    "--out b.csv"))
                 .c_str(),
             0,
             {"Written to b.csv", "minutes of the table costs.csv,"}}});
    const io::Table a = table("a.csv"), b = table("b.csv");
    for (std::size_t r = 0; r < a.rows(); ++r)
        for (std::size_t c = 0; c < a.columns().size(); ++c)
            EXPECT_EQ(a.cell(r, c), b.cell(r, c)) << a.columns()[c];
    // A table needs no coordinates.
    std::string ids = "GEOID,people\n";
    for (std::size_t r = 0; r < a.rows(); ++r)
        ids += std::string(a.cell(r, 0)) + "," + std::string(a.cell(r, 1)) + "\n";
    files().write("ids.csv", ids);
    expect({{"access --demand ids.csv --facilities hrsa_sites.csv --table costs.csv --measures "
             "nearest,within:20 --limit 60 --out c.csv",
             0,
             {"no-places", "not-in-cost-table"}}});
    const io::Table c = table("c.csv");
    for (std::size_t r = 0; r < a.rows(); ++r)
        EXPECT_EQ(a.cell(r, 2), c.cell(r, 2));
}

TEST_F(TravelCommand, AccessRefusesBadArgumentsBeforeItReads) {
    const std::string access = kAccess;
    expect_refusal(access + "--measures nearest --profile drive --out old.csv", 2,
                   {"--profile needs --streets", "hint"});
    expect_refusal(access + "--measures nearest --nodes n.csv --out old.csv", 2, {"--streets"});
    expect_refusal(access + "--measures nearest --streets streets.osm --table t.csv --out old.csv",
                   2, {"--streets and --table"});
    expect_refusal(access + "--measures neerest --out old.csv", 2,
                   {"tractwise: unknown access measure \"neerest\"", "did you mean \"nearest\""});
    expect_refusal(access + "--measures nearest,nearest --out old.csv", 2, {"twice"});
    expect_refusal(access + "--measures e2sfca --out old.csv", 2,
                   {"e2sfca: the default, 10=1:20=0.68:30=0.22, is in minutes", "meters"});
    expect_refusal(access + "--measures within:500 --limit 100 --out old.csv", 2, {"--limit"});
    expect_refusal(access + "--measures nearest --limit 0 --out old.csv", 2, {"above 0"});
    expect_refusal(access + "--measures nearest --out old.shp", 2, {".shp", ".gpkg"});
    expect_refusal(access + "--measures nearest --out blocks.csv", 2, {"own input"});
    expect_refusal(access + "--measures nearest --out old.csv --matrix-out old.csv", 2,
                   {"same file"});
    expect_refusal(access + "--measures nearest --walkers HOUSING20 --out old.csv", 2,
                   {"--streets"});
    expect_refusal(access + "--measures nearest --direction up --out old.csv", 2, {"up"});
    expect_refusal(access + "--measures nearest --demand-lon x --out old.csv", 2, {"--demand-lat"});
    expect_refusal(access + "--measures nearest --facility-where Active --out old.csv", 2,
                   {"COLUMN=VALUE"});
    expect_refusal(access + "--measures nearest --table-cost x --out old.csv", 2, {"--table"});
}

TEST_F(TravelCommand, AccessRefusesBadFilesAndLeavesTheOutputAlone) {
    files().write("half.osm", files().read("streets.osm").substr(0, 500'000));
    files().write("typo.toml", "based_on = \"drive\"\nslowdwn = 1.3\n");
    files().write("roads.csv", "from,to\n1,2\n");
    files().write("strangers.csv", "origin,destination,minutes\na,b,3\n");
    files().write("negative.csv",
                  "origin,destination,minutes\n990010001011000,Alder Park Dental,-3\n");
    files().write("minus.csv", "id,lon,lat,people\na,-97.5,39.3,5\nb,-97.5,39.3,-5\n");
    files().write("none.csv", "id,lon,lat,people\n");
    const std::string access = kAccess;
    expect_refusal(access + "--streets half.osm --measures nearest --out old.csv", 3,
                   {"half.osm", "ends early"});
    expect_refusal(access + "--streets roads.csv --measures nearest --out old.csv", 3,
                   {"roads.csv", "name it after --nodes"});
    const Outcome absent = run(access + "--streets xyzzy.pbf --measures nearest --out old.csv");
    EXPECT_THAT(absent.err, AllOf(HasSubstr("no such file"), Not(HasSubstr("study"))));
    expect_refusal(access + "--streets streets.osm --profile typo.toml --measures nearest "
                            "--out old.csv",
                   2, {"typo.toml:2:1", "did you mean \"slowdown\""});
    expect_refusal(access + "--table strangers.csv --measures nearest --out old.csv", 3,
                   {"strangers.csv", "none of the 991 demand points", "\"a\""});
    expect_refusal(access + "--table negative.csv --measures nearest --out old.csv", 3,
                   {"negative.csv:2", "-3"});
    expect_refusal("access --demand minus.csv --facilities hrsa_sites.csv --measures nearest "
                   "--out old.csv",
                   3, {"minus.csv", "line 3", "negative"});
    expect_refusal("access --demand none.csv --facilities hrsa_sites.csv --measures nearest "
                   "--out old.csv",
                   3, {"none.csv"});
    expect_refusal(access + "--groups uninsured --measures nearest --out old.csv", 3,
                   {"has no column \"uninsured\""});
    expect_refusal(access + "--facility-id Name --measures nearest --out old.csv", 3,
                   {"has no column \"Name\""});
    expect_refusal("access --demand snap_stores.csv --facilities hrsa_sites.csv --measures nearest "
                   "--by-tract --out old.csv",
                   3, {"snap_stores.csv"});
}

TEST_F(TravelCommand, CatchmentAreasAndWhoLivesWithin) {
    const Outcome outcome = run(
        std::string("catchment --facilities hrsa_sites.csv ") + kActive +
        "--streets streets.osm --minutes 10,5 --demand blocks.csv --groups HOUSING20 "
        "--facility \"Alder Park Dental\" --facility \"Tallgrove Rural Clinic\" --out areas.gpkg "
        "--streets-out reached.gpkg");
    ASSERT_EQ(outcome.exit_code, 0) << outcome.text();
    EXPECT_THAT(outcome.out, AllOf(HasSubstr("within 5 min"), HasSubstr("within 10 min"),
                                   HasSubstr("All facilities together"), HasSubstr("beyond"),
                                   HasSubstr("Alder Park Dental"), HasSubstr("HOUSING20"),
                                   HasSubstr("Written to areas.gpkg (6 areas)"),
                                   HasSubstr("Written to reached.gpkg")));
    const io::Table areas = table("areas.gpkg");
    ASSERT_EQ(areas.rows(), 6U);
    const auto people = [&](std::size_t row) { return number(areas, row, "people"); };
    EXPECT_EQ(areas.cell(5, areas.require("facility")), "all facilities");
    EXPECT_EQ(areas.cell(4, areas.require("id")), "all_5min");
    EXPECT_LE(people(0), people(1)); // rings are nested
    EXPECT_LE(people(4), people(0) + people(2));
    EXPECT_GE(people(5), people(1));
    EXPECT_LE(number(areas, 4, "area_km2"), number(areas, 5, "area_km2"));
    EXPECT_GT(table("reached.gpkg").rows(), 100U);
}

// Who is within a time counts the same in both commands.
TEST_F(TravelCommand, CatchmentAgreesWithAccess) {
    const json areas = parsed("catchment --facilities hrsa_sites.csv --streets streets.osm "
                              "--minutes 15 --demand blocks.csv --out areas.geojson");
    const json access = parsed(std::string(kAccess) +
                               "--streets streets.osm --measures beyond:15 --out access.csv");
    const double within = areas["catchments"].back()["within"]["people"];
    const double beyond = access["measures"][0]["groups"][0]["mean"];
    EXPECT_NEAR(within, 262'035 * (1 - beyond), 1e-6);
    EXPECT_EQ(areas["total"]["people"], 262'035);
}

TEST_F(TravelCommand, CatchmentAsTheCrowFlies) {
    const json areas =
        parsed("catchment --facilities hrsa_sites.csv --miles 1,5 --out areas.geojson");
    EXPECT_EQ(areas["unit"], "m");
    EXPECT_DOUBLE_EQ(areas["limits"][0], 1609.344);
    EXPECT_NEAR(areas["catchments"][0]["area_km2"].get<double>(), 8.137, 0.01); // pi r^2
    EXPECT_FALSE(areas["catchments"][0].contains("within"));
    expect({{"catchment --facilities hrsa_sites.csv --miles 1,5 --out areas.geojson",
             0,
             {"within 1 mi", "within 5 mi", "3.14 sq mi"}}, // pi r^2
            {"catchment --facilities hrsa_sites.csv --miles 1,5 --out areas.geojson --units metric",
             0,
             {"within 1 mi", "8.14 km²"}}});
}

TEST_F(TravelCommand, CatchmentRefusals) {
    const std::string catchment = "catchment --facilities hrsa_sites.csv ";
    expect_refusal(catchment + "--minutes 10 --out old.gpkg", 2, {"--streets", "--miles"});
    expect_refusal(catchment + "--out old.gpkg", 2, {"how far"});
    expect_refusal(catchment + "--streets streets.osm --miles 1 --out old.gpkg", 2, {"--minutes"});
    expect_refusal(catchment + "--miles 0 --out old.gpkg", 2, {"farther than 0"});
    expect_refusal(catchment + "--miles 1 --out old.csv", 2, {".gpkg"});
    expect_refusal(catchment + "--miles 1 --groups a --out old.gpkg", 2, {"--demand"});
    expect_refusal(catchment + "--miles 1 --streets-out s.gpkg --out old.gpkg", 2, {"--streets"});
    expect_refusal(catchment + "--miles 1 --profile drive --out old.gpkg", 2, {"--streets"});
    expect_refusal(catchment + "--miles 1 --facility \"Alder Park Dentl\" --out old.gpkg", 2,
                   {"did you mean \"Alder Park Dental\""});
    files().write("half.osm", files().read("streets.osm").substr(0, 500'000));
    expect_refusal(catchment + "--streets half.osm --minutes 10 --out old.gpkg", 3, {"ends early"});
}

// A named pipe holds the run while it reads; then it is interrupted.
TEST_F(TravelCommand, AnInterruptLeavesNoFile) {
    ASSERT_EQ(::mkfifo((folder() / "homes.csv").c_str(), 0600), 0);
    files().write("old.csv", kOld);
    const std::size_t before = entries();
    test::StartedProgram program(folder(), "access --demand homes.csv --facilities hrsa_sites.csv "
                                           "--measures nearest --out old.csv");
    int end = -1;
    while (end < 0 && program.running()) {
        end = ::open((folder() / "homes.csv").c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    ASSERT_GE(end, 0) << program.wait().text();
    program.interrupt();
    // It ends although what it reads never comes.
    EXPECT_EQ(program.wait().exit_code, 130);
    ::close(end);
    EXPECT_EQ(files().read("old.csv"), kOld);
    EXPECT_LE(entries(), before + 2); // what the program printed, kept by the test itself
}

// HRSA's list of the sample county has one inactive site; a store closed in 2012.
TEST_F(TravelCommand, ClosedFacilitiesDoNotCount) {
    expect(
        {{"access --demand blocks.csv --facilities hrsa_sites.csv --measures nearest --out a.csv",
          0,
          {"15 from hrsa_sites.csv",
           "1 of 16 rows is closed by column \"Site Status "
           "Description\": \"Inactive\" (1 row)",
           "--facility-open all keeps it"}},
         {"access --demand blocks.csv --facilities hrsa_sites.csv --facility-open all --measures "
          "nearest --out b.csv",
          0,
          {"16 from hrsa_sites.csv", "as --facility-open all asks"}},
         {"access --demand blocks.csv --facilities hrsa_sites.csv --facility-open soon --measures "
          "nearest --out c.csv",
          2,
          {"\"soon\" is neither \"all\" nor a day", "--facility-open"}}});
    files().write("stores.csv", "name,lat,lon,End Date\nOld,39.3,-97.5,6/30/2012\n"
                                "New,39.4,-97.4,\nNext,39.3,-97.4,12/31/9999\n");
    expect(
        {{"access --demand blocks.csv --facilities stores.csv --facility-open 2010-01-01 "
          "--measures nearest --out d.csv",
          0,
          {"3 from stores.csv"}},
         {"access --demand blocks.csv --facilities stores.csv --measures nearest --out e.csv",
          0,
          {"2 from stores.csv"}},
         {"catchment --facilities stores.csv --miles 1 --out e.gpkg",
          0,
          {"1 of 3 rows has an end date in the past"}},
         {"access --demand stores.csv --facilities hrsa_sites.csv --measures nearest --out f.csv",
          0,
          {"3 points from stores.csv"}}});
}

} // namespace
} // namespace tractwise
