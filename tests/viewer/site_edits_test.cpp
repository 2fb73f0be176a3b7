// SPDX-License-Identifier: Apache-2.0
#include "viewer/site/site_edits.hpp"

#include "tests/viewer/panel_harness.hpp"

#include "engine/core/error.hpp"

#include <gtest/gtest.h>

namespace tractwise::viewer {
namespace {

plan::SitingChoice straight() {
    plan::SitingChoice choice;
    choice.spec.k = 2;
    choice.within = {plan::TravelLimit::parse("2 miles")};
    choice.candidates = {{.source = "candidates"}};
    return choice;
}

TEST(SiteEdits, LockingAndExcludingAreOppositesAndLockedStopsRaiseK) {
    plan::SitingChoice choice = straight();
    require_site(choice, "A");
    require_site(choice, "B");
    require_site(choice, "C");
    EXPECT_EQ(choice.spec.k, 3U);
    exclude_site(choice, "B");
    EXPECT_EQ(choice.required, (std::vector<std::string>{"A", "C"}));
    EXPECT_EQ(choice.excluded, (std::vector<std::string>{"B"}));
    require_site(choice, "B");
    EXPECT_TRUE(choice.excluded.empty());
    free_site(choice, "A");
    EXPECT_FALSE(requires_site(choice, "A"));
    EXPECT_FALSE(problem_of(choice));
}

TEST(SiteEdits, EveryObjectiveLeavesAQuestionThatCanBePut) {
    using siting::Objective;
    const Objective all[] = {Objective::Mclp,    Objective::Lscp,   Objective::PMedian,
                             Objective::PCenter, Objective::MaxMin, Objective::FairShare};
    // From every objective to every other, with what each may have added on the way.
    for (const Objective from : all)
        for (const Objective to : all) {
            plan::SitingChoice choice = straight();
            choice.within = limits_from("1 mile, 2 miles");
            choice.weights = {1, 0.5};
            set_objective(choice, from);
            choice.spec.share = from == Objective::Lscp ? 0.9 : 1;
            choice.spec.fair_share = from == Objective::FairShare ? 0.8 : 0.9;
            set_objective(choice, to);
            const auto problem = problem_of(choice);
            EXPECT_FALSE(problem) << name_of(from) << " to " << name_of(to) << ": "
                                  << problem->message;
        }
}

TEST(SiteEdits, TravelBringsItsOwnKindOfLimit) {
    plan::SitingChoice choice = straight();
    set_travel(choice, {.profile = "drive", .streets = "streets", .no_vehicle = "walk"});
    EXPECT_EQ(limits_text(choice.within), "15 min");
    EXPECT_FALSE(problem_of(choice));
    EXPECT_EQ(TravelAsked::of(choice), (TravelAsked{"drive", "streets", "walk", false}));
    choice.within = limits_from("10 min, 20 min");
    set_travel(choice, {.profile = "walk", .streets = "streets"});
    EXPECT_EQ(limits_text(choice.within), "10 min, 20 min"); // minutes stay minutes
    choice.schedule = plan::ScheduleChoice{};
    choice.schedule->depot = "A";
    set_travel(choice, {});
    EXPECT_EQ(limits_text(choice.within), "2 miles");
    EXPECT_TRUE(choice.schedule->straight_kmh);
    EXPECT_FALSE(problem_of(choice));
}

TEST(SiteEdits, FiltersAndLimitsReadBack) {
    const std::string text = "kind = school, library; parking = yes";
    EXPECT_EQ(filter_text(filter_from(text)), text);
    EXPECT_TRUE(filter_from("  ").empty());
    EXPECT_THROW(filter_from("parking"), Error);
    EXPECT_THROW(filter_from("= yes"), Error);
    EXPECT_EQ(limits_text(limits_from("5 min,10 min")), "5 min, 10 min");
    EXPECT_THROW(limits_from("soon"), Error);
}

TEST(SiteEdits, AProblemIsInTheEnginesWords) {
    plan::SitingChoice choice = straight();
    choice.within = {plan::TravelLimit::parse("15 min")}; // minutes on straight lines
    const auto problem = problem_of(choice);
    ASSERT_TRUE(problem);
    EXPECT_FALSE(problem->message.empty());
}

MovedStops moved_from(const std::string& text) {
    return MovedStops::parse(ConfigTable::parse(text, "view.stops"));
}

TEST(MovedStops, ReadBackAsTheyWereWritten) {
    MovedStops moved;
    EXPECT_EQ(moved.to_toml("view.stops"), "");
    EXPECT_EQ(moved_from(""), moved);
    moved.moved["C012"] = {.at = "C040"};
    moved.moved["a \"b\".c"] = {.place = {-87.7010321, 41.8862}};
    moved.placed = {{.at = "C007"}, {.place = {-180, -0.1}}};
    moved.taken_away = {"C031", "7"};
    EXPECT_EQ(moved.to_toml("view.stops"),
              "\n[view.stops]\ntaken_away = [\"C031\", \"7\"]\n"
              "placed = [{ at = \"C007\" }, { lon = -180, lat = -0.1 }]\n"
              "\n[view.stops.moved]\nC012 = { at = \"C040\" }\n"
              "\"a \\\"b\\\".c\" = { lon = -87.7010321, lat = 41.8862 }\n");
    const ConfigTable file = ConfigTable::parse(moved.to_toml("view.stops"), "study.toml");
    EXPECT_EQ(MovedStops::parse(file.table("view").table("stops")), moved);
}

TEST(MovedStops, WhatCannotBeMeantIsAnErrorAtItsKey) {
    for (const char* text :
         {"moved = 3", "moves = {}", "moved = { A = \"B\" }", "moved = { A = { } }",
          "moved = { A = { lon = -87.6 } }", "moved = { A = { lat = 41.8 } }",
          "moved = { A = { at = \"\" } }", "moved = { A = { at = \"B\", lon = 1, lat = 2 } }",
          "placed = [{ lon = 181, lat = 2 }]", "placed = [{ lon = 41.8, lat = -97.6 }]",
          "placed = [{ lon = nan, lat = 2 }]", "placed = [3]", "taken_away = [1]",
          "taken_away = [\"A\"]\nmoved = { A = { at = \"B\" } }"})
        EXPECT_THROW(moved_from(text), Error) << text;
}

TEST(SiteEdits, TheFirstQuestionTakesWhatTheStudyHas) {
    const test::PanelHarness at(test::sample_siting_study());
    study::Study study = at.document().study;
    study.siting.reset();
    const plan::SitingChoice choice = first_question(study, *at.snapshot.columns);
    EXPECT_EQ(choice.need, (std::vector<std::string>{"uninsured_people"}));
    ASSERT_EQ(choice.candidates.size(), 1U);
    EXPECT_EQ(choice.candidates[0].source, "candidates");
    ASSERT_EQ(choice.existing.size(), 1U);
    EXPECT_EQ(choice.existing[0].source, "clinics");
    EXPECT_EQ(TravelAsked::of(choice), (TravelAsked{"drive", "streets", "walk", false}));
    EXPECT_FALSE(problem_of(choice));
    EXPECT_EQ(street_sources(study), (std::vector<std::string>{"streets"}));
    EXPECT_EQ(site_sources(study), (std::vector<std::string>{"candidates", "clinics", "stores"}));
}

TEST(SiteEdits, ATableOfOwnColumnsIsNoListOfPlaces) {
    study::Study study = test::PanelHarness(test::sample_siting_study()).document().study;
    const std::vector<std::string> before = site_sources(study);
    study.sources.emplace("patients", io::source_from_path("patients", "patients.csv"));
    study.columns.push_back({.name = "patients", .source = "patients", .column = "n"});
    EXPECT_EQ(site_sources(study), before);
}

} // namespace
} // namespace tractwise::viewer
