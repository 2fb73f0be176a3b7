// SPDX-License-Identifier: Apache-2.0
#include "engine/report/plan_text.hpp"

#include "engine/report/plan_week.hpp"

#include "engine/core/text.hpp"
#include "engine/report/plan_frames.hpp"
#include "engine/words/plan.hpp"

#include "tests/engine/report/small_plan.hpp"

#include <gmock/gmock.h>

namespace tractwise::report {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// Characters of the longest line.
std::size_t widest(const std::string& text) {
    std::size_t most = 0;
    for (const std::string& line : split(text, '\n')) {
        const auto width = std::count_if(line.begin(), line.end(), [](char c) {
            return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
        });
        most = std::max(most, static_cast<std::size_t>(width));
    }
    return most;
}

/// The text with every run of blanks as one, so that tests read like sentences.
std::string squeezed(const std::string& text) {
    std::string out;
    for (const char c : text)
        if (!((c == ' ' || c == '\n') && !out.empty() && out.back() == ' '))
            out += c == '\n' ? ' ' : c;
    return out;
}

std::string said(const plan::SitingResults& plan) {
    return squeezed(plan_text(test::small_results(plan)));
}

TEST(PlanText, SaysWhatWasAskedAndHowGoodTheAnswerIs) {
    EXPECT_THAT(said(test::small_plan()),
                AllOf(HasSubstr("the most need within 15 min of an open site; at most 2 stops"),
                      HasSubstr("uninsured people in tracts with a risk percentile of 75 or more"),
                      HasSubstr("1 existing, 1 required, 2 candidates, 1 excluded"),
                      HasSubstr("by street: driving"),
                      HasSubstr("2 stops; 280 of 320 in need (87.5 %) within 15 min"),
                      HasSubstr("Not proven best: at most 1.0 % better is possible")));
    plan::SitingResults proven = test::small_plan();
    proven.plan.proven = true;
    proven.plan.time_limited = true;
    EXPECT_THAT(said(proven),
                AllOf(HasSubstr("Proven best"), HasSubstr("clock"), Not(HasSubstr("Not proven"))));
}

TEST(PlanText, ASmallGapIsNotCalledNone) {
    plan::SitingResults plan = test::small_plan();
    plan.plan.gap = 0.0000041;
    EXPECT_THAT(said(plan), HasSubstr("less than 0.1 % better is possible"));
}

TEST(PlanText, StopsThatWereGivenAreNotPraised) {
    plan::SitingResults plan = test::small_plan();
    plan.spec.k = 1; // the church is required
    plan.plan.proven = true;
    EXPECT_THAT(said(plan),
                AllOf(HasSubstr("nothing was left to choose"), Not(HasSubstr("Proven best"))));
}

TEST(PlanText, ListsStopsWithNewAndSharedPeople) {
    EXPECT_THAT(said(test::small_plan()),
                AllOf(HasSubstr(" 1 required: Church (C2) 160 160 160 130 30 6.6 14.0 2 of 2 "),
                      HasSubstr(" 2 Old school (C1) 250 150 20 130 20 9.2 15.0 1 of 2 "),
                      HasSubstr(" all together 280 180 180 130 50 "),
                      HasSubstr("Shared by two stops #1 and #2: 130")));
}

TEST(PlanText, GroupsWithSharesRatiosAndMargins) {
    EXPECT_THAT(said(test::small_plan()),
                AllOf(HasSubstr("People in need 320 31.3 % 87.5 % ±"),
                      HasSubstr("All people 610 32.8 % 83.6 %"), HasSubstr("310 1.00 1.00"),
                      HasSubstr("percentage points")));
}

TEST(PlanText, CurveDoubtsAndScenarios) {
    EXPECT_THAT(said(test::small_plan()),
                AllOf(HasSubstr("1 260 160 ########################################"),
                      HasSubstr("2 280 20 ##### the plan"),
                      HasSubstr("slower: all travel takes 25 % longer 320 240 250 4.0 % 1 of 2"),
                      HasSubstr("another plan is better, without #2 C1"),
                      HasSubstr("walking: who has no car walks 320 270 280 3.6 % 2 of 2"),
                      HasSubstr("low-need: need at its lower bound; no plan is possible: nobody"),
                      HasSubstr("not asked: winter: no such streets"),
                      HasSubstr("today 0 100 (31.3 %) 0 12.0 200 (32.8 %)"),
                      HasSubstr("hall only 1 140 (43.8 %) 40")));
}

TEST(PlanText, WhatThereWasNoTimeForIsSaid) {
    plan::SitingResults plan = test::small_plan();
    plan.spec.time_limit_s = 12;
    plan.curve_to = 8;
    plan.curve_missing_from = 3;
    EXPECT_THAT(said(plan), AllOf(HasSubstr("2 280 20 ##### the plan"),
                                  HasSubstr("not counted: 3 to 8 stops: the time limit of 12 s")));
    EXPECT_THAT(plan_json(plan), HasSubstr("\"3 to 8 stops: the time limit of 12 s had passed\""));
    plan.curve.clear();
    plan.curve_missing_from = 8;
    EXPECT_THAT(said(plan), HasSubstr("not counted: 8 stops: the time limit of 12 s had passed"));
    EXPECT_EQ(words::curve_left_out(plan, Language::Spanish),
              "8 paradas: se había agotado el límite de 12 s");
    EXPECT_THAT(plan_json(test::small_plan()), HasSubstr("\"curve_left_out\": []"));
}

TEST(PlanText, TheWeekIsAGridOrSaysWhyThereIsNone) {
    plan::SitingResults plan = test::small_plan();
    EXPECT_EQ(schedule_text(plan), "");
    test::add_week(plan);
    EXPECT_THAT(squeezed(schedule_text(plan)),
                AllOf(HasSubstr("2 vans, 2 days of up to 9 hours from 08:00"),
                      HasSubstr("depot: North clinic"), HasSubstr("van 1 van 2"),
                      HasSubstr("Mon 08:00 leave the depot 08:00 leave the depot"),
                      HasSubstr("08:42-11:42 Old school 08:50-11:50 Church"),
                      HasSubstr("12:25 back, 12 min drive 12:41 back, 21 min drive"),
                      HasSubstr("Tue - -"), HasSubstr("1,230 people-hours a week, proven best")));
    plan.schedule.reset();
    plan.schedule_problem = {"the day is too short for C1", "make it 10 hours"};
    EXPECT_THAT(said(plan), AllOf(HasSubstr("cannot be driven as asked"),
                                  HasSubstr("the day is too short for C1."),
                                  HasSubstr("What would help: make it 10 hours.")));
}

TEST(PlanText, MilesStayMiles) {
    plan::SitingResults plan = test::small_plan();
    plan.unit = "m";
    plan.limit = 3218.688;
    plan.spec.rings = {{3218.688, 1}};
    study::Results results = test::small_results(plan);
    results.study.siting->within = {{2, plan::TravelLimit::Unit::Miles}};
    EXPECT_THAT(plan_text(results), AllOf(HasSubstr("within 2 miles of an open site"),
                                          HasSubstr("travel in mi"), Not(HasSubstr("3218"))));
    // What was measured is in the reader's units, the limit as it was asked for.
    results.study.units = Units::Metric;
    EXPECT_THAT(plan_text(results),
                AllOf(HasSubstr("within 2 miles"), HasSubstr("travel in km\n")));
    results.study.siting->within = {{3218.688, plan::TravelLimit::Unit::OfCost}};
    EXPECT_THAT(plan_text(results), HasSubstr("within 3.22 km of an open site"));
}

TEST(PlanText, WithoutALimitItSaysWhomEachStopServes) {
    plan::SitingResults plan = test::small_plan();
    plan.spec.objective = plan.plan.objective = siting::Objective::PMedian;
    plan.limit = std::numeric_limits<double>::infinity();
    const std::vector<std::uint32_t> stops{1, 2}, existing{0};
    plan.reach = reach_of(plan.problem->costs, plan.limit, *plan.homes, stops, existing);
    plan.tally =
        tally_of(*plan.problem, plan.limit, plan.plan); // the last home: 20 min to the church
    EXPECT_THAT(said(plan), AllOf(HasSubstr("1 Old school (C1) 170 53.1 % 6.4"),
                                  HasSubstr("2 Church (C2) 150 46.9 % 7.7"), Not(HasSubstr("inf")),
                                  Not(HasSubstr("newly:"))));
}

TEST(PlanText, EveryObjectiveSaysWhatItIsBestAt) {
    using siting::Objective;
    plan::SitingResults plan = test::small_plan();
    const auto with = [&](Objective objective, double value) {
        plan.spec.objective = plan.plan.objective = objective;
        plan.plan.value = value;
        return said(plan);
    };
    plan.spec.share = 0.95;
    EXPECT_THAT(with(Objective::Lscp, 2),
                HasSubstr("the fewest stops that bring 95.0 % of the need within 15 min"));
    EXPECT_THAT(with(Objective::PMedian, 3200),
                HasSubstr("mean travel of people in need 10.0 min"));
    EXPECT_THAT(with(Objective::PCenter, 14), HasSubstr("travels more than 14.0 min"));
    EXPECT_THAT(with(Objective::MaxMin, 0.25),
                HasSubstr("25.0 % of the group that is served worst"));
    EXPECT_THAT(with(Objective::FairShare, 280), HasSubstr("at least 90.0 % of that of all"));
    plan.curve = {{1, 0.2, 0.3, 0.05, {1}}};
    EXPECT_THAT(with(Objective::MaxMin, 0.25), HasSubstr("1 20.0 % 5.0 points ####"));
    plan.curve = {{1, 260, 260, 160, {1}}};
    plan.doubts[0].plan_value = std::numeric_limits<double>::infinity();
    plan.doubts[0].best.value = 4;
    plan.doubts[1].plan_value = 2;
    plan.doubts[1].best.value = 1;
    EXPECT_THAT(with(Objective::Lscp, 2),
                AllOf(HasSubstr("stops need covered gain 1 260 160 #"),
                      HasSubstr("320 – 4 not enough 1 of 2"), HasSubstr("320 2 1 1 more 2 of 2")));
    plan.spec.rings = {{5, 1}, {15, 0.5}};
    EXPECT_THAT(with(Objective::Mclp, 200),
                AllOf(HasSubstr("each counted 1 within 5 min, 0.5 within 15 min"),
                      HasSubstr("200 of 320 in need (62.5 %) counted by ring")));
}

TEST(PlanText, NoLineIsWiderThanATerminal) {
    plan::SitingResults plan = test::small_plan();
    test::add_week(plan);
    auto problem = *plan.problem;
    problem.sites[1].name = "The Escuela Niños Héroes of the very long names and streets, east";
    problem.need = {1e7, 2e7, 3e7, 1e7, 1e6, 1e6};
    plan.problem = std::make_shared<const siting::SitingProblem>(problem);
    plan.tally = tally_of(problem, plan.limit, plan.plan);
    plan.schedule_spec->stops[0].name = problem.sites[1].name;
    plan.plan.how = "A sentence that goes on, and on, and explains more about the search than "
                    "anybody wants to know, with words upon words until the line is full.";
    const std::string text = plan_text(test::small_results(plan));
    EXPECT_LE(widest(text), 100U) << text;
    EXPECT_THAT(text, Not(HasSubstr(" \n"))); // no blanks at line ends
}

TEST(PlanText, AWeekThatTheClockEndedSaysSo) {
    plan::SitingResults plan = test::small_plan();
    test::add_week(plan);
    plan.schedule->how = "all 3 sets of stops that fit a day were compared";
    EXPECT_THAT(said(plan), AllOf(HasSubstr("How good it is: all 3 sets of stops"),
                                  Not(HasSubstr("another week"))));
    EXPECT_THAT(plan_json(plan), HasSubstr("\"least_driving\": false"));
    plan.schedule->time_limited = true;
    EXPECT_THAT(said(plan), HasSubstr("so another machine may find another week"));
}

TEST(PlanText, WithCapacitiesItSaysWhomTheNumbersCount) {
    plan::SitingResults plan = test::small_plan();
    auto problem = *plan.problem;
    problem.sites[1].capacity = 120;
    plan.problem = std::make_shared<const siting::SitingProblem>(problem);
    plan.spec.capacities = true;
    plan.plan.served = {{0, 1, 100}, {1, 1, 20}, {2, 2, 80}};
    plan.tally = tally_of(problem, plan.limit, plan.plan);
    EXPECT_THAT(said(plan),
                AllOf(HasSubstr("with the plan, 180"), HasSubstr("whether or not a stop has room"),
                      HasSubstr("# stop capacity assigned 1 Church (C2) no limit 80 "
                                "2 Old school (C1) 120 120 all together no limit 200 "),
                      HasSubstr("whom existing sites reach are among them"),
                      HasSubstr("whatever the capacity")));
    EXPECT_THAT(plan_json(plan),
                AllOf(HasSubstr("\"capacity\": 120"), HasSubstr("\"need_allocated\": 120")));
    EXPECT_THAT(plan_json(test::small_plan()), Not(HasSubstr("need_allocated")));
}

TEST(PlanText, ACapOnTripsIsCalledOne) {
    plan::SitingResults plan = test::small_plan();
    plan.spec.objective = plan.plan.objective = siting::Objective::PMedian;
    plan.spec.beyond = 20;
    plan.plan.value = 3200;
    EXPECT_THAT(said(plan), AllOf(HasSubstr("every trip counts at most 20 min; so much"),
                                  HasSubstr("10.0 min, where every trip counts at most 20 min"),
                                  HasSubstr("capped mean"), Not(HasSubstr("mean travel gain"))));
}

TEST(PlanText, ALowerBoundOfEveryTractIsNoneOfTheCounty) {
    EXPECT_THAT(said(test::small_plan()),
                HasSubstr("every tract at the lower bound of its margin at once"));
}

TEST(PlanText, NamesDoNotSteerTheTerminal) {
    plan::SitingResults plan = test::small_plan();
    test::add_week(plan);
    auto problem = *plan.problem;
    problem.sites[1].id = "C\x1b[2J1";
    problem.sites[1].name = "Old\aschool\nat night\xc2\x9b";
    plan.problem = std::make_shared<const siting::SitingProblem>(problem);
    plan.schedule_spec->stops[0].name = problem.sites[1].name;
    plan.depot_words = "North\x1b clinic";
    const std::string text = plan_text(test::small_results(plan));
    EXPECT_EQ(text.find_first_of("\x1b\a\x9b"), std::string::npos) << text;
    EXPECT_THAT(text, HasSubstr("Old school at night  (C [2J1)"));
}

TEST(PlanText, ASmallLimitIsNotNone) {
    plan::SitingResults plan = test::small_plan();
    plan.limit = 0.001;
    EXPECT_THAT(said(plan), HasSubstr("within 0.001 min"));
    EXPECT_THAT(stops_frame(plan).columns.back().description, Not(HasSubstr("0.0 min")));
    plan.limit = 1e-9;
    EXPECT_THAT(said(plan), Not(HasSubstr("within 0 min")));
}

TEST(PlanText, JsonHoldsThePlan) {
    EXPECT_THAT(plan_json(test::small_plan()),
                AllOf(HasSubstr("\"objective\": \"mclp\""), HasSubstr("\"gap\": 0.01"),
                      HasSubstr("\"id\": \"C2\""), HasSubstr("\"infeasible\": \"nobody"),
                      Not(HasSubstr("nan"))));
}

TEST(PlanText, ComparisonNamesGroupsAndTracts) {
    const study::Results results = test::small_results();
    const plan::SitingResults& plan = *results.siting;
    const auto change = compare(plan.problem->costs, 15, *plan.homes,
                                std::vector<std::uint32_t>{0, 1}, std::vector<std::uint32_t>{0, 2});
    const std::string text = comparison_text(results, change, "school", "church");
    EXPECT_THAT(squeezed(text),
                AllOf(HasSubstr("From \"school\" to \"church\""),
                      HasSubstr("in need 320 30 20 230 40"), HasSubstr("2 tracts change"),
                      HasSubstr("99001000200 +30 +15.8 %"), HasSubstr("99001000300 -20 -16.7 %")));
    EXPECT_LE(widest(text), 100U);
}

} // namespace
} // namespace tractwise::report
