// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/stage.hpp"

#include "engine/core/error.hpp"

#include "tests/engine/plan/toy_siting.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

namespace tractwise::plan {
namespace {

using test::finding;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string kPlan =
    "k = 1\nwithin = \"1.2 km\"\nexisting = \"clinics\"\n"
    "candidates = \"sites\"\nneed = \"uninsured_people\"\nexcluded = [\"B\"]\n";
const std::string kWeek = "[siting.schedule]\ndepot = \"North\"\nstraight_kmh = 30\n";

using SitingStage = test::SitingTest;

// North reaches 000100, 000200 and 000400 (60 in need), A the 45 of 000300 as well.
TEST_F(SitingStage, SaysWhoIsReached) {
    const SitingResults& siting = run(kPlan);
    EXPECT_THAT(test::stop_ids(siting), ElementsAre("A"));
    EXPECT_EQ(siting.plan.value, 105);
    EXPECT_TRUE(siting.plan.proven);
    EXPECT_EQ(siting.limit, 1200);
    EXPECT_EQ(siting.unit, "m");
    EXPECT_EQ(siting.travel_words, "straight line on the ellipsoid");
    EXPECT_EQ(siting.reach.groups[0].before.people, 60);
    EXPECT_EQ(siting.reach.groups[0].newly.people, 45);
    EXPECT_EQ(siting.reach.stop(0, 0).alone.people, 45);
    EXPECT_THAT(siting.tally.nearest, ElementsAre(0, 1, 1, 0, 1, siting::PlanTally::kNone));
    EXPECT_NEAR(siting.tally.nearest_cost[2], 1004, 1);
    EXPECT_FALSE(siting.curve.empty());
    EXPECT_EQ(siting.curve.front().gain, 45);
    EXPECT_EQ(finding(*results_, "site-reaches-nobody").examples, std::vector<std::string>{"E"});
}

TEST_F(SitingStage, DoubtsChangeOneThingEach) {
    const SitingResults& siting = run(kPlan);
    EXPECT_TRUE(siting.doubts_left_out.empty());
    ASSERT_EQ(siting.doubts.size(), 3U);
    EXPECT_EQ(siting.doubts[0].name, "slower");
    EXPECT_EQ(siting.doubts[0].description, "all distances count 25 % more");
    EXPECT_EQ(siting.doubts[0].plan_value, 10 + 30); // who lives beside North or A
    // Drivers as before; on foot only who lives beside a site: half of 000200, not the quarter of
    // 000400 without a vehicle.
    EXPECT_EQ(siting.doubts[1].name, "walking");
    EXPECT_THAT(siting.doubts[1].description, HasSubstr("0.5 miles instead of 1.2 km"));
    EXPECT_EQ(siting.doubts[1].total_need, 105);
    EXPECT_EQ(siting.doubts[1].plan_value, 105 - 5);
    EXPECT_EQ(siting.doubts[1].kept, std::vector<char>{1});
    EXPECT_EQ(siting.doubts[2].name, "low-need");
    EXPECT_EQ(siting.doubts[2].total_need, 6 + 24 + 35 + 15);
    EXPECT_EQ(siting.doubts[2].plan_value, 80);
}

TEST_F(SitingStage, DoubtsThatCannotBePutAreSaid) {
    EXPECT_THAT(run(kPlan + "walk_within = \"2 miles\"\nslower = 1").doubts_left_out,
                ElementsAre("slower: slower = 1 changes nothing",
                            "walking: walk_within is as far as the limit of the plan"));
    EXPECT_THAT(run("objective = \"p-median\"\nk = 1\ncandidates = \"sites\"").doubts_left_out,
                ElementsAre("walking: without `within` nothing says how far is too far"));
}

// The plan comes first; what there was no time for is said, never made up.
TEST_F(SitingStage, WithoutTimeThereIsAPlanAndWhatIsMissingIsSaid) {
    const SitingResults& siting = run(kPlan + "time_limit = 0");
    EXPECT_FALSE(siting.plan.stops.empty());
    EXPECT_GE(siting.plan.bound, siting.plan.value);
    EXPECT_TRUE(siting.curve.empty());
    EXPECT_EQ(siting.curve_missing_from, 1U);
    EXPECT_TRUE(siting.doubts.empty());
    EXPECT_THAT(siting.doubts_left_out,
                ElementsAre("slower: no time was left for it", "walking: no time was left for it",
                            "low-need: no time was left for it"));
}

TEST_F(SitingStage, ByStreetWhoHasNoVehicleWalksUnderDoubt) {
    const SitingResults& siting = run(
        "k = 1\nwithin = \"4 min\"\nexisting = \"clinics\"\ncandidates = \"sites\"\n"
        "need = \"uninsured_people\"\nexcluded = [\"B\"]\ncost = \"drive\"\nstreets = \"streets\"");
    EXPECT_EQ(siting.problem->homes(), 6U);
    EXPECT_EQ(siting.plan.value, 105);
    // E is in another county.
    const auto& found = results_->diagnostics.findings();
    EXPECT_TRUE(std::any_of(found.begin(), found.end(), [](const Finding& each) {
        return each.code == "far-from-streets" && each.source == "sites" && each.count == 1;
    }));
    ASSERT_EQ(siting.doubts.size(), 3U);
    EXPECT_EQ(siting.doubts[0].description, "all travel takes 25 % longer");
    EXPECT_EQ(siting.doubts[1].description, "households without a vehicle walk");
    EXPECT_EQ(siting.doubts[1].plan_value, 105 - 5);
}

TEST_F(SitingStage, EveryObjectiveRuns) {
    const std::string sites =
        "existing = \"clinics\"\ncandidates = \"sites\"\nneed = \"uninsured_people\"\n";
    // Beside North, 30 x 1,004 m of 000200, 45 x 1,004 m of 000300 and 20 x 999 m of 000400.
    const SitingResults& median = run("objective = \"p-median\"\nk = 1\n" + sites);
    EXPECT_TRUE(std::isinf(median.limit));
    EXPECT_THAT(test::stop_ids(median), ElementsAre("B"));
    EXPECT_NEAR(median.plan.value, 30 * 1004.4 + 20 * 999, 50);
    EXPECT_EQ(median.reach.groups[0].after.people, 105);
    const SitingResults& center = run("objective = \"p-center\"\nk = 1\nwithin = 900\n" + sites);
    EXPECT_NEAR(center.plan.value, 1004, 1);
    EXPECT_EQ(center.limit, 900); // says who is reached, not what is chosen
    // Existing sites reach 10; 95 of 105 need A, B and C.
    const SitingResults& cover =
        run("objective = \"lscp\"\nshare = 0.95\nwithin = \"500 m\"\n" + sites);
    EXPECT_THAT(test::stop_ids(cover), ElementsAre("A", "B", "C"));
    EXPECT_EQ(cover.plan.value, 3);
    EXPECT_EQ(
        run("objective = \"max-min\"\nk = 1\nwithin = \"1.1 km\"\n" + sites).spec.rings.size(), 1U);
    EXPECT_NO_THROW(
        run("objective = \"fair-share\"\nfair_share = 0.1\nk = 1\nwithin = \"1.1 km\"\n" + sites));
    const SitingResults& rings = run("k = 1\nwithin = [\"500 m\", \"1.2 km\"]\n" + sites);
    EXPECT_EQ(rings.limit, 1200);
    // 10 at North, half of 30 and of 20 near it; B adds all of 45, A 15 more of 30 and half of 45.
    EXPECT_THAT(test::stop_ids(rings), ElementsAre("B"));
    EXPECT_EQ(rings.plan.value, 10 + 15 + 10 + 45);
}

TEST_F(SitingStage, NobodyInReachIsSaidWithNumbers) {
    const std::string nowhere =
        "within = \"1 mile\"\nneed = \"uninsured_people\"\n"
        "candidates = { source = \"sites\", where = { name = [\"Elm Lot\"] } }\n";
    const std::string far = "k = 1\n" + nowhere;
    EXPECT_THAT(toy_.error(far),
                AllOf(HasSubstr("none of the 105 in need"), HasSubstr("1.0 miles (1.6 km)"),
                      HasSubstr("the nearest candidate is 86.1 miles (138.5 km)"),
                      HasSubstr("study.toml")));
    EXPECT_EQ(kind(far), ErrorKind::Infeasible);
    EXPECT_THAT(toy_.error(nowhere + "objective = \"lscp\""), HasSubstr("none of the 105 in need"));
}

TEST_F(SitingStage, CheckFindsMistakesAboutSites) {
    const auto checked = [&](const std::string& siting) {
        return test::error_of([&] {
            toy_.session.update(toy_.study(siting));
            toy_.session.check({});
        });
    };
    const std::string plan = "within = \"1 mile\"\ncandidates = \"sites\"\n";
    toy_.session.update(toy_.study("k = 1\n" + plan));
    EXPECT_NO_THROW(toy_.session.check({}));
    EXPECT_THAT(checked("k = 400\n" + plan + "existing = \"clinics\""),
                AllOf(HasSubstr("k = 400, but there are 5 candidates"),
                      HasSubstr("1 without coordinates, 1 existing already")));
    EXPECT_THAT(checked("k = 1\n" + plan + "[siting.scenarios]\nours = [\"Z\"]"),
                HasSubstr("no candidate has the id \"Z\""));
    const std::string week = "k = 1\n" + plan + "[siting.schedule]\nstraight_kmh = 30\n";
    EXPECT_THAT(checked(week + "depot = \"Z\""), HasSubstr("no site has the id \"Z\""));
    EXPECT_THAT(checked(week + "depot = \"-97.5, 39.3\""),
                HasSubstr("latitude first: did you mean \"39.3, -97.5\"?"));
    EXPECT_THAT(checked("k = 1\nwithin = 1\ncandidates = \"clinics\"\nexisting = \"clinics\""),
                HasSubstr("every candidate is an existing site already"));
    for (const char* days : {"[\"Mon\", \"mon \"]", "[\"\"]"})
        EXPECT_THAT(checked(week + "depot = \"A\"\ndays = " + days), HasSubstr("day"));
    EXPECT_THAT(checked(week + "depot = \"A\"\n[siting.schedule.least_visits_of]\nA = 8"),
                HasSubstr("more than most_visits = 7"));
}

TEST_F(SitingStage, AQuestionWithoutAnswerIsThatOfSiting) {
    EXPECT_THAT(toy_.error("objective = \"lscp\"\nwithin = \"500 m\"\ncandidates = \"sites\""
                           "\nexcluded = [\"B\"]"),
                AllOf(HasSubstr("study.toml"), HasSubstr("all")));
}

TEST_F(SitingStage, APlanWithoutStopsSaysWhy) {
    run("budget = 1\nwithin = \"1 mile\"\ncandidates = { source = \"sites\", cost = \"cost\", "
        "where = "
        "{ name = [\"Almond School\"] } }");
    EXPECT_THAT(test::finding(*results_, "no-stops").message,
                HasSubstr("the budget is 1, but the cheapest candidate costs 3"));
    run("objective = \"lscp\"\nshare = 0.01\nwithin = \"1 mile\"\nexisting = \"clinics\"\n"
        "candidates = \"sites\"");
    EXPECT_THAT(test::finding(*results_, "no-stops").message,
                HasSubstr("existing sites reach the share already"));
}

TEST_F(SitingStage, ScenariosAreNamedSitesBesideTheExisting) {
    const SitingResults& siting =
        run(kPlan + "[siting.scenarios]\npartners = [\"C\", \"B\"]\nnone = []");
    EXPECT_EQ(siting.scenarios.size(), 4U);
    EXPECT_THAT(siting.open_in("partners"), ElementsAre(0, 2, 3));
    EXPECT_THAT(siting.open_in("today"), ElementsAre(0));
    EXPECT_THAT(siting.open_in("plan"), ElementsAre(0, 1));
    EXPECT_THAT(siting.open_with(std::vector<std::uint32_t>{3, 2}), ElementsAre(0, 2, 3));
    EXPECT_THAT(siting.scenario_names(), ElementsAre("today", "plan", "none", "partners"));
    EXPECT_EQ(siting.reach_with(std::vector<std::uint32_t>{2, 3}).groups[0].after.people, 105);
    EXPECT_EQ(siting.compare("today", "partners").groups[0].gained, 105 - 60);
    EXPECT_EQ(siting.compare({}, std::vector<std::uint32_t>{2, 3}).groups[0].gained, 105 - 60);
    EXPECT_EQ(siting.scenarios.at("none").groups[0].after.people, 60);
    EXPECT_EQ(siting.scenarios.at("partners").groups[0].after.people, 105);
    EXPECT_THAT(test::error_of([&] { siting.open_in("partner"); }),
                HasSubstr("did you mean \"partners\""));
    EXPECT_THAT(toy_.error(kPlan + "[siting.scenarios]\npartners = [\"North\"]"),
                AllOf(HasSubstr("study.toml"), HasSubstr("existing site")));
}

TEST_F(SitingStage, ASchedulePutsTheStopsInAWeek) {
    const SitingResults& siting = run(kPlan + kWeek +
                                      "days = [\"Mon\", \"Thu\"]\nvans = 1\n"
                                      "[siting.schedule.visit_min_of]\nA = 240");
    ASSERT_TRUE(siting.schedule) << (siting.schedule_problem ? siting.schedule_problem->message
                                                             : "");
    EXPECT_EQ(siting.schedule->visits.size(), 2U);
    ASSERT_EQ(siting.schedule_spec->stops.size(), 1U);
    // Nearer to A than to North: 000200 and 000300.
    EXPECT_EQ(siting.schedule_spec->stops[0].people, 75);
    EXPECT_EQ(siting.schedule_spec->stops[0].visit_min, 240);
    EXPECT_NEAR(siting.schedule_spec->drive(0, 1), 1004.4 / 500, 1e-3); // 30 km/h
    EXPECT_EQ(siting.schedule->people_hours, 75 * 4 * 2);
    EXPECT_EQ(siting.depot_words, "North (North)");
}

TEST_F(SitingStage, AnImpossibleScheduleKeepsThePlan) {
    const SitingResults& siting = run(kPlan + kWeek + "hours = 3");
    EXPECT_EQ(siting.plan.value, 105);
    EXPECT_FALSE(siting.schedule);
    ASSERT_TRUE(siting.schedule_problem);
    EXPECT_FALSE(siting.schedule_problem->hint.empty());
    EXPECT_EQ(finding(*results_, "schedule-infeasible").severity, Severity::Warning);
}

// North alone reaches 60 of 105.
TEST_F(SitingStage, APlanMayNeedNoStopAtAll) {
    const SitingResults& siting = run("objective = \"lscp\"\nshare = 0.5\nwithin = \"1.2 km\"\n"
                                      "existing = \"clinics\"\ncandidates = \"sites\"\n"
                                      "need = \"uninsured_people\"\n" +
                                      kWeek);
    EXPECT_TRUE(siting.plan.stops.empty());
    EXPECT_EQ(siting.reach.groups[0].after.people, 60);
    ASSERT_TRUE(siting.schedule_problem);
    EXPECT_THAT(siting.schedule_problem->message, HasSubstr("no stops to visit"));
}

TEST_F(SitingStage, IdsOfTheScheduleAreChecked) {
    EXPECT_THAT(
        toy_.error(kPlan + "[siting.schedule]\ndepot = \"Nort\"\nstraight_kmh = 30"),
        AllOf(HasSubstr("study.toml"), HasSubstr("no site has the id"), HasSubstr("\"North\"")));
    EXPECT_THAT(toy_.error(kPlan + kWeek + "visit_min_of = { Q = 60 }"),
                HasSubstr("no candidate has the id \"Q\""));
    const SitingResults& siting =
        run(kPlan + "[siting.schedule]\ndepot = \"39.0, -97.0\"\nstraight_kmh = 30");
    EXPECT_EQ(siting.depot_words, "39.0, -97.0");
}

TEST_F(SitingStage, VansDriveAlongTheStreets) {
    const SitingResults& siting =
        run("k = 2\nwithin = \"1 min\"\nexisting = \"clinics\"\ncandidates = \"sites\"\n"
            "need = \"uninsured_people\"\ncost = \"walk\"\nstreets = \"streets\"\n"
            "[siting.schedule]\ndepot = \"North\"\nvisit_min = 60");
    ASSERT_TRUE(siting.schedule);
    EXPECT_THAT(test::stop_ids(siting), ElementsAre("A", "B"));
    const double one = siting.schedule_spec->drive(2, 0); // a kilometer, driven and not walked
    EXPECT_GT(one, 0.5);
    EXPECT_LT(one, 6);
    EXPECT_NEAR(siting.schedule_spec->drive(2, 1), 2 * one, 0.1);
}

TEST_F(SitingStage, AChangeOfThePlanRunsOnlyThePlan) {
    const auto first = toy_.run(kPlan);
    study::Study study = first->study;
    study.siting->spec.k = 2;
    toy_.session.update(study);
    EXPECT_EQ(toy_.session.first_stale_stage(), study::Session::Stage::Siting);
    const auto second = toy_.session.run({});
    EXPECT_EQ(toy_.session.first_stale_stage(), study::Session::Stage::Done);
    EXPECT_EQ(second->layer_table.get(), first->layer_table.get());
    EXPECT_NE(second->siting.get(), first->siting.get());
    EXPECT_EQ(second->diagnostics.findings(), first->diagnostics.findings());
    study.index->weights["food"] = 2;
    toy_.session.update(study);
    EXPECT_EQ(toy_.session.first_stale_stage(), study::Session::Stage::Index);
    EXPECT_NE(toy_.session.run({})->siting.get(), second->siting.get());
    study.siting.reset();
    toy_.session.update(study);
    EXPECT_EQ(toy_.session.first_stale_stage(), study::Session::Stage::Siting);
    EXPECT_EQ(toy_.session.run({})->siting, nullptr);
}

TEST_F(SitingStage, AFailedPlanKeepsTheLastSnapshot) {
    const auto good = toy_.run(kPlan);
    EXPECT_THROW(toy_.run(kPlan + "required = [\"Q\"]"), Error);
    EXPECT_EQ(toy_.session.results(), good);
    EXPECT_EQ(toy_.session.first_stale_stage(), study::Session::Stage::Siting);
    EXPECT_NE(toy_.run(kPlan)->siting, nullptr);
}

TEST_F(SitingStage, StopsOnRequest) {
    std::stop_source stop;
    toy_.session.update(toy_.study(kPlan));
    bool choosing = false;
    const Progress progress{[&](std::string_view stage, double) {
                                if (stage == "choosing stops") {
                                    choosing = true;
                                    stop.request_stop();
                                }
                            },
                            stop.get_token()};
    try {
        toy_.session.run(progress);
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.kind(), ErrorKind::Canceled);
    }
    EXPECT_TRUE(choosing);
    EXPECT_EQ(toy_.session.results(), nullptr);
}

TEST_F(SitingStage, CheckReadsTheSitesToo) {
    toy_.session.update(toy_.study(kPlan));
    const auto results = toy_.session.check({});
    EXPECT_EQ(results->siting, nullptr);
    EXPECT_TRUE(std::any_of(results->audits.begin(), results->audits.end(),
                            [](const tract::JoinAudit& audit) { return audit.source == "sites"; }));
    toy_.toy.folder.write("sites.csv", "");
    EXPECT_THAT(test::error_of([&] { toy_.session.check({}); }), HasSubstr("sites.csv"));
}

TEST_F(SitingStage, APlanStandsUntilThereIsAnotherAndSaysThatItIsOlder) {
    using Stage = study::Session::Stage;
    const auto older = [](const study::Results& results) {
        return !test::finding(results, "plan-older").code.empty();
    };
    const auto first = toy_.run(kPlan);
    EXPECT_FALSE(first->plan_is_older());
    EXPECT_FALSE(older(*first));
    // Another question, not put yet: the plan stands, and answers the one before.
    study::Study next = first->study;
    next.siting->within = {TravelLimit::parse("2 km")};
    toy_.session.update(next);
    const auto waiting = toy_.session.run({}, Stage::Index);
    EXPECT_EQ(waiting->siting, first->siting);
    EXPECT_TRUE(waiting->plan_is_older());
    EXPECT_TRUE(older(*waiting));
    EXPECT_TRUE(waiting->plan_answers(first->study));
    EXPECT_EQ(waiting->answered()->within, first->study.siting->within);
    EXPECT_FALSE(first->plan_is_older()); // what was published is as it was
    // Scenarios and a week ask for no other stops; a title asks for nothing.
    next = first->study;
    next.siting->scenarios["one"] = {"C"};
    next.title = "another";
    EXPECT_TRUE(waiting->plan_answers(next));
    // A search that fails leaves the plan as well.
    next.siting->required = {"Q"};
    toy_.session.update(next);
    EXPECT_THROW(toy_.session.run({}), Error);
    const auto left = toy_.session.run({}, Stage::Index);
    EXPECT_EQ(left->siting->plan.stops, first->siting->plan.stops);
    EXPECT_TRUE(left->siting->scenarios.contains("one")) << "counted without a search";
    // The first question again: answered, with nothing to search.
    toy_.session.update(first->study);
    const auto again = toy_.session.run({}, Stage::Index);
    EXPECT_FALSE(again->plan_is_older());
    EXPECT_FALSE(older(*again));
    // A study without [siting] has no plan.
    next.siting.reset();
    toy_.session.update(next);
    EXPECT_EQ(toy_.session.run({}, Stage::Index)->siting, nullptr);
    EXPECT_FALSE(toy_.session.results()->plan_answers(first->study));
}

TEST_F(SitingStage, EqualStudiesGiveEqualPlans) {
    const auto first = toy_.run(kPlan + kWeek);
    test::ToySiting other;
    const auto second = other.run(kPlan + kWeek);
    EXPECT_EQ(first->siting->plan.stops, second->siting->plan.stops);
    EXPECT_EQ(first->siting->plan.value, second->siting->plan.value);
    EXPECT_EQ(first->siting->schedule->people_hours, second->siting->schedule->people_hours);
    EXPECT_EQ(first->diagnostics.findings(), second->diagnostics.findings());
}

// Acceptance: street minutes, households without a vehicle walk, two vans from Monday to Thursday.
TEST(SitingStudies, TheSampleCounty) {
    layer::LayerCatalog catalog;
    layers::add_layers(catalog);
    study::Session session(catalog, {test::source_file("data/recipes")});
    session.update(study::Study::read(test::source_file("data/studies/sample_siting.toml")));
    const auto results = session.run({});
    const SitingResults& siting = *results->siting;
    EXPECT_EQ(siting.plan.stops.size(), 4U);
    EXPECT_EQ(siting.problem->homes(), 2 * results->demand->size());
    EXPECT_GT(siting.reach.groups[0].newly.people, 0);
    EXPECT_LE(siting.plan.gap, 0.01);
    EXPECT_TRUE(siting.schedule) << (siting.schedule_problem ? siting.schedule_problem->message
                                                             : "");
    EXPECT_EQ(siting.doubts.size(), 2U); // the plan is mixed already
    EXPECT_EQ(siting.scenarios.size(), 3U);
}

// Acceptance: one impossible schedule, explained. Days of four hours have no room for a visit of
// three with its setup and the way there.
TEST(SitingStudies, TheSampleCountyInDaysThatAreTooShort) {
    layer::LayerCatalog catalog;
    layers::add_layers(catalog);
    study::Session session(catalog, {test::source_file("data/recipes")});
    study::Study study = study::Study::read(test::source_file("data/studies/sample_siting.toml"));
    study.siting->schedule->day_min = 240;
    session.update(study);
    const auto results = session.run({});
    EXPECT_EQ(results->siting->plan.stops.size(), 4U);
    ASSERT_TRUE(results->siting->schedule_problem);
    EXPECT_THAT(results->siting->schedule_problem->message, HasSubstr("a day has 4 h"));
    EXPECT_THAT(results->siting->schedule_problem->hint, HasSubstr("visits of at most"));
}

// Acceptance: 6 stops among 200 candidates and more beside the 213 sites of HRSA.
TEST(SitingStudies, CookCounty) {
    TRACTWISE_NEEDS("data/tracts/cb_2025_17_tract_500k.shp");
    study::Study study = study::Study::read(test::source_file("data/studies/cook_siting.toml"));
    for (auto& [id, source] : study.sources)
        source.path = test::data_pack(source.path.substr(source.path.find("shared/") + 7)).string();
    layer::LayerCatalog catalog;
    layers::add_layers(catalog);
    study::Session session(catalog, {test::source_file("data/recipes")});
    session.update(study);
    const auto results = session.run({});
    const SitingResults& siting = *results->siting;
    EXPECT_EQ(siting.problem->with_role(siting::Role::Existing).size(), 213U);
    EXPECT_GE(siting.problem->with_role(siting::Role::Candidate).size(), 200U);
    EXPECT_EQ(siting.plan.stops.size(), 6U);
    EXPECT_GT(siting.reach.groups[0].newly.people, 0);
    EXPECT_FALSE(std::isnan(siting.reach.groups[0].newly.moe));
    EXPECT_LE(siting.plan.gap, 0.01);
    EXPECT_EQ(siting.doubts.size(), 3U);
    EXPECT_TRUE(siting.doubts_left_out.empty());
}

// Within 0.4 km each stop reaches its own tract alone: 30 at A, 45 at B, nobody known at D.
TEST_F(SitingStage, SaysWhatALockCosts) {
    const SitingResults& siting = run("k = 2\nwithin = \"0.4 km\"\ncandidates = \"sites\"\n"
                                      "need = \"uninsured_people\"\nrequired = [\"D\"]");
    ASSERT_TRUE(siting.unlocked);
    EXPECT_EQ(siting.plan.value, 45) << "nobody is known to be in need beside D, 45 beside B";
    EXPECT_EQ(siting.unlocked->value, 45 + 30) << "B and A";
    EXPECT_FALSE(run(kPlan).unlocked) << "nothing is locked";
}

TEST_F(SitingStage, ScenariosFollowWithoutASearch) {
    const SitingResults& siting = run(kPlan);
    const SitingResults more = siting.with_scenarios({{"east", {"D"}}, {"unknown", {"Z"}}});
    ASSERT_TRUE(more.scenarios.contains("east"));
    EXPECT_FALSE(more.scenarios.contains("unknown"));
    EXPECT_EQ(more.scenarios.at("east").groups[0].after.people,
              siting.reach_with(more.scenarios.at("east").stops).groups[0].after.people);
    EXPECT_TRUE(more.scenarios.contains("plan"));
}

TEST_F(SitingStage, AWeekCanCountTheNewlyReachedAlone) {
    const SitingResults& all = run(kPlan + kWeek);
    const double served = all.schedule_spec->stops[0].people;
    const SitingResults& newly = run(kPlan + kWeek + "weigh = \"newly\"\n");
    EXPECT_EQ(newly.schedule_spec->stops[0].people, 45);
    EXPECT_NE(served, 45);
    EXPECT_TRUE(newly.depot) << "the map shows where vans start";
}

} // namespace
} // namespace tractwise::plan
