// SPDX-License-Identifier: Apache-2.0
// `tractwise site` as users call it: the toy study with four places where a stop could be.
#include "tests/cli/toy_program.hpp"

#include "engine/core/sha256.hpp"

#include "tests/support/data_pack.hpp"

#include <gmock/gmock.h>

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

// S4 stands between the 200 and the 300 people of the first row, S2 beside the 200 of the second,
// S3 beside the 100 that are left; the clinic has 100 people. S5 has no place on the map.
constexpr const char* kSites =
    "id,name,lat,lon,parking,rent,room\n"
    "S1,Hall,39.0045,-96.9710,yes,200,90\nS2,School,38.9955,-96.9826,yes,200,90\n"
    "S3,Church,38.9955,-96.9942,no,100,90\nS4,Market,39.0045,-96.9768,yes,250,120\n"
    "S5,Nowhere,,,yes,1,1\n";
constexpr const char* kSiting = R"([siting]
k = 2
within = "600 m"
need = "population"
candidates = { source = "sites", where = { parking = ["yes"] } }
existing = "clinics"
[siting.scenarios]
corner = ["S1"]
)";
constexpr const char* kWeek = R"([siting.schedule]
depot = "39.0045, -96.9942"
straight_kmh = 40
days = ["Mon", "Tue"]
)";

class Site : public test::ToyProgram {
protected:
    Site() {
        files().write("sites.csv", kSites);
        study(std::string(kSiting));
    }
    /// The toy study with the places as a source and these tables.
    void study(const std::string& siting) const {
        files().write("study.toml", test::toy_study_with("[layers.population]",
                                                         "[sources.sites]\npath = \"sites.csv\"\n"
                                                         "[layers.population]") +
                                        siting);
    }
    json record(const std::string& out) const {
        return json::parse(files().read(out + "/run.json"));
    }
};

TEST_F(Site, FindsTheStopsAndSaysWhoIsReached) {
    expect(
        {{"site --help", 0, {"Examples", "tractwise site", "--compare", "exit code\n4"}},
         {"site study.toml --out a --quiet",
          0,
          {"Toy", "at most 2 stops (mclp)", "1 existing, 3 candidates",
           "2 stops; 800 of 900 in need (88.9 %) within 600 m of an open site", "Proven best",
           "Market (S4)", "School (S2)", "No two stops share people", "corner", "Written to a"}}});
    for (const char* name : {"plan.csv", "plan.gpkg", "plan.geojson", "plan_groups.csv",
                             "plan_overlap.csv", "plan_curve.csv", "plan_doubts.csv",
                             "plan_scenarios.csv", "plan_codebook.csv", "findings.csv", "run.json"})
        EXPECT_GT(fs::file_size(folder() / "a" / name), 0U) << name;
    EXPECT_FALSE(fs::exists(folder() / "a/indices.csv"));
    EXPECT_FALSE(fs::exists(folder() / "a/schedule.csv"));
}

TEST_F(Site, WithoutOutTheFilesStandBesideThoseOfTheStudy) {
    expect({{"site study.toml --quiet", 0, {"out/plan"}}});
    EXPECT_TRUE(fs::exists(folder() / "out/plan/plan.csv"));
}

TEST_F(Site, SameStudySameBytesAndReplays) {
    expect({{"site study.toml --out a --quiet", 0, {}},
            {"site study.toml --out b --quiet", 0, {}},
            {"replay a/run.json", 0, {"identical"}}});
    const json first = record("a");
    for (const json& output : first.at("outputs")) {
        const std::string name = output.at("name");
        EXPECT_EQ(sha256_of_file(folder() / "a" / name), sha256_of_file(folder() / "b" / name))
            << name;
    }
}

TEST_F(Site, RunWritesThePlanBesideTheIndex) {
    expect({{"run study.toml --out a", 0, {"5 tracts ranked", "Market (S4)", "plan.gpkg"}},
            {"replay a/run.json", 0, {"identical"}}});
    EXPECT_TRUE(fs::exists(folder() / "a/indices.csv"));
    EXPECT_EQ(record("a").at("siting").at("stops").size(), 2U);
}

TEST_F(Site, OptionsStandBeforeTheStudyAndAreRecorded) {
    expect(
        {{"site study.toml --out a --quiet --k 1", 0, {"1 stop; 600 of 900", "Market (S4)"}},
         {"site study.toml --out b --quiet --exclude S4", 0, {"1 excluded", "Hall (S1)"}},
         {"site study.toml --out c --quiet --require S1", 0, {"required: Hall (S1)"}},
         {"site study.toml --out d --quiet --candidate-where parking=no --k 1",
          0,
          {"1 stop; 200 of 900", "Church (S3)"}},
         {"site study.toml --out e --quiet --within \"400 m,600 m\" --weights 1,0.5",
          0,
          {"1 within 400 m, 0.5 within 600 m"}},
         {"site study.toml --out f --quiet --objective lscp --share 0.6", 0, {"1 stop; 66.7 %"}},
         {"site study.toml --out g --quiet --objective p-median", 0, {"mean travel"}},
         {"site study.toml --out h --quiet --only \"population >= 200\" --k 1", 0, {"500 of 700"}},
         {"site study.toml --quiet --out k --budget 300 --candidate-cost rent",
          0,
          {"a budget of 300", "600 of 900"}},
         {"site study.toml --quiet --out l --k 1 --capacities --candidate-capacity room",
          0,
          {"no stop serves more than its", "220 of 900", "assigned", "120"}},
         {"site study.toml --out i --quiet --stops corner", 0, {"nothing was left to choose"}},
         {"replay d/run.json", 0, {"identical"}},
         {"replay e/run.json", 0, {"identical"}}});
    EXPECT_THAT(record("a").at("study").get<std::string>(), HasSubstr("k = 1"));
    EXPECT_THAT(record("d").at("study").get<std::string>(), HasSubstr("parking = [\"no\"]"));
    EXPECT_EQ(record("a").at("siting").at("stops").at(0).at("id"), "S4");
}

TEST_F(Site, AStudyWithoutSitingAndFilesFromTheCommandLine) {
    study("");
    files().write("more.csv", "id,lat,lon\nM1,39.0045,-96.9826\n");
    expect({{"site study.toml", 2, {"no [siting]", "--candidates"}},
            {"site study.toml --quiet --out a --candidates more.csv --existing clinics --k 1 "
             "--within \"0.4 miles\" --need population",
             0,
             {"1 stop; 300 of 900 in need", "within 0.4 miles", "M1"}},
            {"replay a/run.json", 0, {"identical"}},
            {"site study.toml --candidates more.csv --within 600", 2, {"k = 6"}},
            {"site study.toml --candidates more.csv --k 1", 2, {"within"}},
            {"site study.toml --k 1 --within 600", 2, {"candidates"}}});
    EXPECT_THAT(record("a").at("study").get<std::string>(), HasSubstr("[sources.more]"));
}

TEST_F(Site, JsonIsForPrograms) {
    const Outcome outcome = run("site study.toml --out a --json --compare today plan");
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    const json said = json::parse(outcome.out);
    EXPECT_EQ(said.at("plan").at("value"), 800);
    EXPECT_TRUE(said.at("plan").at("proven").get<bool>());
    EXPECT_EQ(said.at("comparison").at("groups").at(0).at("gained"), 700);
    EXPECT_EQ(said.at("files").back(), "run.json");
}

TEST_F(Site, ComparesTwoScenarios) {
    expect({{"site study.toml --out a --quiet --compare corner plan",
             0,
             {"From \"corner\" to \"plan\"", "gained", "compare.geojson", "99001000500"}},
            {"replay a/run.json", 0, {"identical"}},
            {"site study.toml --out b --compare today plann", 2, {"did you mean \"plan\""}},
            {"site study.toml --out b --compare today", 2, {"--compare"}}});
    for (const char* name : {"compare.csv", "compare_groups.csv", "compare.gpkg"})
        EXPECT_GT(fs::file_size(folder() / "a" / name), 0U) << name;
    // The hall has 300; the market has these and 200 more, the school has 200.
    EXPECT_THAT(files().read("a/compare_groups.csv"), HasSubstr(",900,400,0,400,100,"));
    EXPECT_FALSE(fs::exists(folder() / "b"));
}

TEST_F(Site, BadInputSaysWhatAndWhere) {
    files().write("far.csv", "id,lat,lon\nF1,40.5,-97\n");
    expect(
        {{"site study.toml --out a --k 9", 2, {"--k", "3 candidates"}},
         {"site study.toml --out a --k 0", 2, {"--k", "at least 1"}},
         {"site study.toml --out a --require S5", 3, {"S5"}},
         {"site study.toml --out a --require S9", 2, {"--require", "S9"}},
         {"site study.toml --out a --require S1 --exclude S1", 2, {"required and excluded"}},
         {"site study.toml --out a --require S1,S2,S4", 2, {"k = 2"}},
         {"site study.toml --out a --candidates far.csv --k 1", 4, {"none of the 900", "nearest"}},
         {"site study.toml --out a --groups childern", 2, {"--groups", "childern"}},
         {"site study.toml --out a --need peopel", 2, {"--need", "peopel"}},
         {"site study.toml --out a --only \"population > 3\"", 2, {"--only", ">="}},
         {"site study.toml --out a --within \"600 parsecs\"", 2, {"--within", "parsecs"}},
         {"site study.toml --out a --within \"15 min\"", 2, {"min"}},
         {"site study.toml --out a --objective mlcp", 2, {"--objective", "mclp"}},
         {"site study.toml --out a --candidates nowhere.csv", 2, {"neither a source"}},
         {"site study.toml --out a --candidate-where parking", 2, {"COLUMN=VALUE"}},
         {"site study.toml --out a --weights 1,2", 2, {"--weights", "2 weights for 1"}},
         {"site study.toml --out a --fair-share 0.9", 2, {"--fair-share", "fair-share"}},
         {"site study.toml --out a --k \"\"", 2, {"--k", "needs a number"}},
         {"site study.toml --out a --fair-groups population", 2, {"--fair-groups", "max-min"}},
         {"site study.toml --out a --stops S1 --k 2", 2, {"--stops"}},
         {"site study.toml --out acs.csv", 2, {"needs a folder"}},
         {"site nowhere.toml", 3, {"nowhere.toml"}}});
    EXPECT_FALSE(fs::exists(folder() / "a"));
    study(std::string(kSiting) + "[siting.schedul]\n");
    expect({{"site study.toml --out a", 2, {"study.toml:", "did you mean \"schedule\""}}});
}

TEST_F(Site, OptionsCompleteWhatTheStudyLeavesOpen) {
    std::string open = kSiting;
    open.erase(open.find("k = 2\n"), 6);
    study(open);
    expect({{"site study.toml --out a", 2, {"the plan needs a size", "study.toml:"}},
            {"site study.toml --out a --quiet --k 1", 0, {"1 stop; ", "corner"}},
            {"replay a/run.json", 0, {"identical"}},
            {"site study.toml --out b --quiet --budget 450 --candidate-cost rent",
             0,
             {"2 stops; 800 of 900"}},
            {"site study.toml --out c --quiet --objective lscp --share 0.8", 0, {"(lscp)"}},
            {"site study.toml --out d --within 500", 2, {"the plan needs a size"}}});
    study(open + "[siting.schedul]\n");
    expect({{"site study.toml --out d --k 1", 2, {"did you mean \"schedule\""}}});
    std::string elsewhere = open;
    elsewhere.replace(elsewhere.find("\"clinics\""), 9, "\"clinix\"");
    study(elsewhere);
    expect({{"site study.toml --out d --k 1",
             2,
             {"study.toml: [siting]", "no source \"clinix\"", "did you mean \"clinics\""}}});
}

TEST_F(Site, AnotherPlanInTheSameFolderLeavesNothingOfTheFirst) {
    study(std::string(kSiting) + kWeek);
    files().write("notes.txt", "mine");
    expect({{"site study.toml --out . --quiet --compare today plan", 0, {"compare.csv"}},
            {"site study.toml --out . --quiet --no-schedule --k 1", 0, {"1 stop"}}});
    for (const char* name :
         {"schedule.csv", "compare.csv", "compare_groups.csv", "compare.gpkg", "compare.geojson"})
        EXPECT_FALSE(fs::exists(folder() / name)) << name;
    EXPECT_TRUE(fs::exists(folder() / "notes.txt"));
    EXPECT_TRUE(fs::exists(folder() / "plan.gpkg"));
}

TEST_F(Site, AWeekIsPlanned) {
    study(std::string(kSiting) + kWeek);
    expect({{"site study.toml --out a --quiet", 0, {"The week  1 van", "van 1", "08:3", "back"}},
            {"replay a/run.json", 0, {"identical"}},
            {"site study.toml --out b --quiet --no-schedule", 0, {"Market (S4)"}}});
    EXPECT_THAT(files().read("a/schedule.csv"), HasSubstr("\"visit\",\"S4\",\"Market\""));
    EXPECT_FALSE(fs::exists(folder() / "b/schedule.csv"));
}

TEST_F(Site, AWeekThatCannotBeDrivenLeavesThePlan) {
    study(std::string(kSiting) + kWeek + "hours = 2\n");
    expect({{"site study.toml --out a --quiet",
             4,
             {"Market (S4)", "cannot be driven as asked", "Written to a"}},
            {"site study.toml --out c --json", 4, {"schedule_problem"}},
            {"run study.toml --out b --quiet", 4, {"cannot be driven as asked"}},
            {"replay a/run.json", 0, {"identical"}}});
    EXPECT_TRUE(fs::exists(folder() / "a/plan.csv"));
    EXPECT_FALSE(fs::exists(folder() / "a/schedule.csv"));
    EXPECT_TRUE(fs::exists(folder() / "b/indices.csv"));
}

TEST_F(Site, StoppedItWritesNothing) {
    fs::remove(folder() / "stores.csv");
    ASSERT_EQ(::mkfifo((folder() / "stores.csv").c_str(), 0600), 0);
    test::StartedProgram program(folder(), "site study.toml --out a");
    int end = -1;
    while (end < 0 && program.running()) {
        end = ::open((folder() / "stores.csv").c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    ASSERT_GE(end, 0) << program.wait().text();
    program.interrupt();
    std::this_thread::sleep_for(std::chrono::seconds(1)); // its watcher looks every 20 ms
    ::close(end);
    EXPECT_EQ(program.wait().exit_code, 130);
    EXPECT_FALSE(fs::exists(folder() / "a"));
}

TEST_F(Site, TheSampleCountyByStreet) {
    const std::string sample = test::source_file("data/studies/sample_siting.toml").string();
    const Outcome outcome = run("site " + sample + " --out a --quiet --compare today plan");
    EXPECT_EQ(outcome.exit_code, 0) << outcome.text();
    for (const char* text : {"within 15 min of an open site", "Proven best", "newly", "Shared by",
                             "percentage points", "What another stop pays", "How firm the plan is",
                             "partners", "The week", "people-hours", "Written to a"})
        EXPECT_THAT(outcome.out, HasSubstr(text));
    EXPECT_THAT(outcome.out, Not(HasSubstr("nan")));
    EXPECT_EQ(run("replay a/run.json").exit_code, 0);
}

} // namespace
} // namespace tractwise
