// SPDX-License-Identifier: Apache-2.0
// `tractwise report` as users call it: areas, what is refused, what is written.
#include "tests/cli/toy_program.hpp"

#include "engine/core/atomic_file.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

namespace tractwise {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class Report : public test::ToyProgram {};

// Six tracts of 100, 200, 300, 100, 200 people and one of water.
TEST_F(Report, WritesTheFormatsThatAreAskedFor) {
    const test::Outcome made = run("report study.toml --area \"population >= 200\" --title Busy "
                                   "--format html,csv --json --out r");
    ASSERT_EQ(made.exit_code, 0) << made.err;
    const auto said = nlohmann::json::parse(made.out);
    EXPECT_EQ(said["reports"][0]["people"], 700);
    EXPECT_EQ(said["reports"][0]["tracts"], 3);
    EXPECT_TRUE(fs::exists(folder() / "r/report.html"));
    EXPECT_FALSE(fs::exists(folder() / "r/report.md"));
    const std::string people = read_text_file(folder() / "r/tables/people.csv");
    EXPECT_THAT(people,
                HasSubstr("\"population\",\"People\",\"people\",700,")); // sqrt(20^2 + 30^2 + 20^2)
    EXPECT_THAT(people, HasSubstr("41.23105625617661"));
    EXPECT_THAT(read_text_file(folder() / "r/report.html"), HasSubstr("Community needs: Busy"));
}

// A polygon west of the line between the second and the third column of tracts.
TEST_F(Report, APolygonAndOneReportEach) {
    files().write("zones.geojson",
                  R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"NAME":"West"},"geometry":{"type":"Polygon","coordinates":[[[-97,38.98],[-96.9768,38.98],[-96.9768,39.02],[-97,39.02],[-97,38.98]]]}},
{"type":"Feature","properties":{"NAME":"Far away"},"geometry":{"type":"Polygon","coordinates":[[[10,50],[11,50],[11,51],[10,50]]]}}]})");
    const test::Outcome made =
        run("report study.toml --areas zones.geojson --format csv --quiet --out r");
    ASSERT_EQ(made.exit_code, 0) << made.err;
    EXPECT_THAT(made.out, HasSubstr("nobody of the study lives were left out"));
    EXPECT_TRUE(fs::exists(folder() / "r/west/tables/people.csv"));
    EXPECT_THAT(read_text_file(folder() / "r/areas.csv"), HasSubstr("\"West\",600,4"));
}

// The sixth tract is water: nobody lives there, and the other five have their reports all the same.
TEST_F(Report, ATractWithoutPeopleDoesNotStopTheOthers) {
    const test::Outcome made = run("report study.toml --areas 99001 --format csv --quiet --out r");
    ASSERT_EQ(made.exit_code, 0) << made.err;
    EXPECT_THAT(made.out, HasSubstr("5 reports written"));
    EXPECT_THAT(made.out, HasSubstr("have no report"));
    const std::string table = read_text_file(folder() / "r/areas.csv");
    EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 6);
}

TEST_F(Report, SaysWhatIsWrongAndWritesNothing) {
    expect({
        {"report study.toml", 2, {"a report is about an area", "--area"}},
        {"report study.toml --area 99001999999", 2, {"no tract 99001999999"}},
        {"report study.toml --area 12345", 2, {"ZIP codes", "--areas-from"}},
        {"report study.toml --area Nowhere", 2, {"no file, no area"}},
        {"report study.toml --area \"populaton > 5\"", 2, {"population"}},
        {"report study.toml --area 99001 --format htm", 2, {"unknown format", "html"}},
        {"report study.toml --area 99001 --compare country", 2, {"county"}},
        {"report study.toml --area 99001 --target poverty", 2, {"no measure \"poverty\""}},
        {"report study.toml --area 99001 --theme none.toml", 3, {"none.toml"}},
        {"report study.toml --area 99001 --profile none.toml", 3, {"none.toml"}},
        {"report study.toml --area 99001 --out study.toml", 2, {"is a file, not a folder"}},
    });
    EXPECT_FALSE(fs::exists(folder() / "out/report"));
}

} // namespace
} // namespace tractwise
