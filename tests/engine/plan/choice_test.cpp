// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/choice.hpp"

#include "engine/core/error.hpp"
#include "engine/geo/geodesic.hpp"

#include "tests/engine/plan/toy_siting.hpp"

#include <gmock/gmock.h>

namespace tractwise::plan {
namespace {

using test::error_of;
using testing::AllOf;
using testing::HasSubstr;

SitingChoice parse(const std::string& text) {
    return SitingChoice::parse(
        ConfigTable::parse("[siting]\n" + text, "study.toml").table("siting"));
}
std::string error(const std::string& text) {
    return error_of([&] { parse(text); });
}
const std::string kLeast = "k = 2\nwithin = \"1 mile\"\ncandidates = \"sites\"\n";

void expect_reads_back(const std::string& text) {
    const SitingChoice choice = parse(text);
    const std::string saved = choice.to_toml();
    const SitingChoice again =
        SitingChoice::parse(ConfigTable::parse(saved, "saved.toml").table("siting"));
    EXPECT_TRUE(again == choice) << saved;
    EXPECT_EQ(again.to_toml(), saved);
}

TEST(SitingChoiceTest, SavesWhatItReads) {
    expect_reads_back(kLeast);
    expect_reads_back(R"(
objective = "mclp"
budget = 90000.5
within = ["5 min", "10", "20 minutes"]
weights = [1, 0.6, 0.2]
need = ["population", "risk_percentile"]
only = "poverty_150_share >= 12.5 %"
candidates = [{ source = "schools", where = { parking = ["yes", "some"], "odd \"key\"" = ["a"] }, id = "No", name = "School", cost = "Rent" }, { source = "demand" }]
existing = ["clinics", "vans"]
required = ["C012"]
excluded = ["C003", "C 4"]
groups = ["black_nh", "uninsured_people"]
cost = "own.toml"
streets = "osm"
no_vehicle = "walk"
direction = "from"
id = "Number"
prove = false
time_limit = 12.5
gap = 0.01
seed = 7
restarts = 3
largest_model = 1000
slower = 1.5
curve_to = 9
walk_within = "800 m"
[siting.scenarios]
partners = ["C012", "C040"]
"with words" = []
[siting.schedule]
depot = "41.88, -87.63"
vans = 2
days = ["Mon", "Wed"]
visit_min = 120
setup_min = 20
teardown_min = 25
day_start = "07:45"
hours = 9.1
least_visits = 0
most_visits = 3
revisit_days = 2
most_stops_a_day = 4
time_limit = 5
[siting.schedule.visit_min_of]
"C 12" = 240
[siting.schedule.least_visits_of]
C040 = 2
)");
    expect_reads_back(
        "objective = \"lscp\"\nshare = 0.95\nwithin = 1609.344\ncandidates = \"demand\"\n");
    expect_reads_back(
        "objective = \"p-median\"\nk = 3\nbeyond = \"60 km\"\ncandidates = \"sites\"\n");
    expect_reads_back("objective = \"p-center\"\nk = 3\ncandidates = \"sites\"\n");
    expect_reads_back("objective = \"max-min\"\nfair_groups = [\"black_nh\"]\n" + kLeast);
    expect_reads_back("objective = \"fair-share\"\nfair_share = 0.8\n" + kLeast);
    expect_reads_back("capacities = true\n" + kLeast);
    expect_reads_back("k = 2\nwithin = [1000, 2500.5]\ncandidates = \"sites\"\n");
    expect_reads_back(
        "k = 2\nwithin = 15\ncandidates = \"sites\"\nid = \"No\"\ncost = { table = \"times\" }\n"
        "[siting.schedule]\ndepot = \"A\"\nstraight_kmh = 28.5\n");
}

TEST(SitingChoiceTest, EveryKeyMakesAChoiceDiffer) {
    const SitingChoice plain = parse(kLeast);
    for (const char* key :
         {"seed = 2", "slower = 2", "curve_to = 5", "gap = 0.1", "required = [\"a\"]",
          "excluded = [\"a\"]", "groups = [\"a\"]", "fair_groups = [\"a\"]", "only = \"a >= 1\"",
          "need = \"a\"", "existing = \"a\"", "walk_within = \"1 km\"", "weights = [0.5]",
          "capacities = true", "scenarios = { a = [] }",
          "schedule = { depot = \"a\", straight_kmh = 30 }", "id = \"a\"", "direction = \"from\""})
        EXPECT_FALSE(parse(kLeast + key) == plain) << key;
}

TEST(SitingChoiceTest, StudiesCarryIt) {
    test::ToySiting toy;
    const study::Study study = toy.study(kLeast);
    ASSERT_TRUE(study.siting);
    const study::Study again =
        study::Study::parse(ConfigTable::parse(study.to_toml(), "saved.toml"), "/elsewhere");
    EXPECT_EQ(again, study) << study.to_toml();
    study::Study other = study;
    other.siting->spec.k = 3;
    EXPECT_FALSE(other == study);
}

TEST(SitingChoiceTest, LimitsHaveUnits) {
    using access::CostUnit;
    EXPECT_EQ(TravelLimit::parse("2 miles").in(CostUnit::Meters), 2 * geo::kMetersPerMile);
    EXPECT_EQ(TravelLimit::parse(" 3km ").in(CostUnit::Meters), 3000);
    EXPECT_EQ(TravelLimit::parse("800 m").in(CostUnit::Meters), 800);
    EXPECT_EQ(TravelLimit::parse("15 Min").in(CostUnit::Minutes), 15);
    EXPECT_EQ(TravelLimit::parse("15").in(CostUnit::Minutes), 15);
    EXPECT_FALSE(TravelLimit::parse("15 min").in(CostUnit::Meters));
    EXPECT_FALSE(TravelLimit::parse("1 mi").in(CostUnit::Minutes));
    for (const char* wrong : {"", "far", "15 hours", "-2 miles", "0 m", "min 15"})
        EXPECT_THAT(error_of([&] { TravelLimit::parse(wrong); }), HasSubstr("limit")) << wrong;
}

// Three rings count 1, 2/3 and 1/3 unless weights say otherwise.
TEST(SitingChoiceTest, RingsStepDownEvenly) {
    const auto rings =
        parse("k = 1\ncandidates = \"a\"\nwithin = [\"1 km\", \"1 mile\", \"2000\"]\n")
            .rings(access::CostUnit::Meters);
    ASSERT_EQ(rings.size(), 3U);
    EXPECT_EQ(rings[0], (siting::Ring{1000, 1}));
    EXPECT_DOUBLE_EQ(rings[1].weight, 2.0 / 3);
    EXPECT_EQ(rings[1].limit, geo::kMetersPerMile);
    EXPECT_DOUBLE_EQ(rings[2].weight, 1.0 / 3);
}

TEST(SitingChoiceTest, MistakesNameTheirPlaceAndTheRemedy) {
    EXPECT_THAT(error("objectiv = \"mclp\"\n" + kLeast),
                AllOf(HasSubstr("study.toml:2:1"), HasSubstr("did you mean \"objective\"")));
    EXPECT_THAT(error("objective = \"p-meadian\"\n" + kLeast),
                AllOf(HasSubstr("study.toml:2:13"), HasSubstr("did you mean \"p-median\"")));
    EXPECT_THAT(error("k = 2\nwithin = 5\n"), HasSubstr("add candidates"));
    EXPECT_THAT(error("within = 5\ncandidates = \"a\"\n"), HasSubstr("add k = 6"));
    EXPECT_THAT(error("k = 2\ncandidates = \"a\"\n"), HasSubstr("needs a limit"));
    EXPECT_THAT(error("k = 0\nwithin = 5\ncandidates = \"a\"\n"),
                AllOf(HasSubstr("study.toml:2:5"), HasSubstr("at least 1")));
    EXPECT_THAT(error("k = 2\nwithin = \"15 parsec\"\ncandidates = \"a\"\n"),
                AllOf(HasSubstr("study.toml:3:10"), HasSubstr("\"2 miles\"")));
    EXPECT_THAT(error("k = 2\nwithin = \"15 min\"\ncandidates = \"a\"\n"),
                AllOf(HasSubstr("is a time"), HasSubstr("add cost = \"drive\" and streets")));
    EXPECT_THAT(
        error("k = 2\nwithin = \"15 km\"\ncandidates = \"a\"\ncost = \"drive\"\nstreets = \"s\"\n"),
        AllOf(HasSubstr("is a length"), HasSubstr("15 min")));
    EXPECT_THAT(error("k = 2\nwithin = [10, 5]\ncandidates = \"a\"\n"), HasSubstr("must grow"));
    EXPECT_THAT(error("weights = [1, 2]\n" + kLeast), HasSubstr("2 weights for 1 limits"));
    EXPECT_THAT(error("k = 2\nwithin = [5, 10]\nweights = [1, 1]\ncandidates = \"a\"\n"),
                HasSubstr("must fall"));
    EXPECT_THAT(error("objective = \"max-min\"\nk = 2\nwithin = [5, 10]\ncandidates = \"a\"\n"),
                HasSubstr("takes one limit"));
    EXPECT_THAT(error("share = 0.5\n" + kLeast), HasSubstr("belongs to objective = \"lscp\""));
    EXPECT_THAT(error("only = \"risk_percentile > 75\"\n" + kLeast), HasSubstr("is no condition"));
    EXPECT_THAT(error("required = [\"x\"]\nexcluded = [\"x\"]\n" + kLeast),
                AllOf(HasSubstr("study.toml:3"), HasSubstr("both required and excluded")));
    EXPECT_THAT(error("required = [\"x\", \"y\", \"z\"]\n" + kLeast),
                HasSubstr("3 sites are required, but k = 2"));
    EXPECT_THAT(error("k = 1\nwithin = 1\ncandidates = { source = \"a\", wher = { p = \"q\" } }\n"),
                AllOf(HasSubstr("study.toml:4"), HasSubstr("did you mean \"where\"")));
    EXPECT_THAT(error("k = 1\nwithin = 1\ncandidates = { source = \"demand\", id = \"a\" }\n"),
                HasSubstr("has no columns"));
    EXPECT_THAT(error(kLeast + "[siting.scenarios]\nplan = []\n"), HasSubstr("is built in"));
    EXPECT_THAT(error(kLeast + "[siting.schedule]\nvans = 2\n"), HasSubstr("\"depot\" is missing"));
    EXPECT_THAT(error(kLeast + "[siting.schedule]\ndepot = \"a\"\n"),
                HasSubstr("add straight_kmh = 30"));
    EXPECT_THAT(
        error(kLeast +
              "[siting.schedule]\ndepot = \"a\"\nstraight_kmh = 30\nday_start = \"8 am\"\n"),
        HasSubstr("is no time of day"));
    EXPECT_THAT(error("slower = 0.5\n" + kLeast), HasSubstr("a factor from 1 to 100"));
}

TEST(SitingChoiceTest, SourcesAndColumnsAreCheckedBeforeAnythingIsRead) {
    test::ToySiting toy;
    const auto read = [&](const std::string& text) { return error_of([&] { toy.study(text); }); };
    EXPECT_THAT(read("k = 1\nwithin = 500\ncandidates = \"sitez\""),
                AllOf(HasSubstr("study.toml:40:14"), HasSubstr("did you mean \"sites\"")));
    EXPECT_THAT(read(kLeast + "existing = { source = \"clinix\" }"),
                HasSubstr("did you mean \"clinics\""));
    EXPECT_THAT(
        read("k = 1\nwithin = 5\ncandidates = \"sites\"\ncost = \"drive\"\nstreets = \"street\""),
        HasSubstr("did you mean \"streets\""));
    // Nothing is read: the files are not even there.
    toy.toy.folder.write("tracts.geojson", "");
    EXPECT_THAT(toy.error(kLeast + "need = \"uninsured_peple\""),
                AllOf(HasSubstr("no layer of the study makes"),
                      HasSubstr("did you mean \"uninsured_people\"")));
    EXPECT_THAT(toy.error(kLeast + "groups = [\"blak_nh\"]"),
                HasSubstr("did you mean \"black_nh\""));
    EXPECT_THAT(toy.error(kLeast + "only = \"toy_percentil >= 75\""),
                HasSubstr("did you mean \"toy_percentile\""));
    EXPECT_THAT(toy.error("k = 1\nwithin = 5\ncandidates = \"sites\"\ncost = \"drive\""),
                HasSubstr("needs streets"));
    EXPECT_THAT(toy.error(kLeast + "direction = \"there\""), HasSubstr("is not a known direction"));
}

} // namespace
} // namespace tractwise::plan
