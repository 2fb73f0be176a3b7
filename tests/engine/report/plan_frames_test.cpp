// SPDX-License-Identifier: Apache-2.0
#include "engine/report/plan_frames.hpp"

#include "engine/report/plan_week.hpp"

#include "tests/engine/report/small_plan.hpp"

#include <gmock/gmock.h>

namespace tractwise::report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Numbers = std::vector<double>;
using Texts = std::vector<std::string>;

const io::OutColumn& column(const io::OutTable& table, const std::string& name) {
    for (const io::OutColumn& c : table.columns)
        if (c.name == name)
            return c;
    throw std::runtime_error("no column " + name);
}
Numbers numbers(const io::OutTable& table, const std::string& name) {
    return std::get<Numbers>(column(table, name).values);
}
Texts texts(const io::OutTable& table, const std::string& name) {
    return std::get<Texts>(column(table, name).values);
}
bool has(const io::OutTable& table, const std::string& name) {
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [&](const io::OutColumn& c) { return c.name == name; });
}

TEST(PlanFrames, StopsStandInOrderOfWhatTheyAdd) {
    const io::OutTable stops = stops_frame(test::small_plan());
    EXPECT_THAT(texts(stops, "id"), ElementsAre("C2", "C1"));
    EXPECT_THAT(numbers(stops, "rank"), ElementsAre(1, 2));
    EXPECT_THAT(texts(stops, "role"), ElementsAre("required", "candidate"));
    EXPECT_THAT(numbers(stops, "cost"), ElementsAre(1, 2));
    // The church newly reaches 50 + 80 + 30; the school adds h6 alone, h1 has its clinic.
    EXPECT_THAT(numbers(stops, "need_adds"), ElementsAre(160, 20));
    EXPECT_THAT(numbers(stops, "need_reached"), ElementsAre(160, 250));
    EXPECT_THAT(numbers(stops, "need_newly"), ElementsAre(160, 150));
    EXPECT_THAT(numbers(stops, "need_shared"), ElementsAre(130, 130));
    EXPECT_THAT(numbers(stops, "need_alone"), ElementsAre(30, 20));
    EXPECT_THAT(numbers(stops, "need_served"), ElementsAre(110, 170));
    // (14 x 50 + 3 x 80 + 4 x 30) / 160 and (5 x 100 + 9 x 50 + 15 x 80 + 7 x 20) / 250
    EXPECT_NEAR(numbers(stops, "need_mean_min")[0], 6.625, 1e-12);
    EXPECT_NEAR(numbers(stops, "need_mean_min")[1], 9.16, 1e-12);
    EXPECT_THAT(numbers(stops, "need_p90_min"), ElementsAre(14, 15));
    EXPECT_THAT(numbers(stops, "people_reached"), ElementsAre(290, 480));
    EXPECT_THAT(numbers(stops, "no_car_people_newly"), ElementsAre(25, 30));
    EXPECT_THAT(numbers(stops, "doubts_kept"), ElementsAre(2, 1));
    EXPECT_THAT(numbers(stops, "doubts"), ElementsAre(2, 2)); // one has no answer at all
}

TEST(PlanFrames, MarginsStandBesideWhereTheyAreKnown) {
    const io::OutTable stops = stops_frame(test::small_plan());
    // A third of tract 0 and all of tract 1: sqrt((30 / 3)^2 + 20^2).
    EXPECT_NEAR(numbers(stops, "need_newly_moe")[0], std::sqrt(500), 1e-9);
    EXPECT_FALSE(has(stops, "people_newly_moe"));
    EXPECT_FALSE(has(stops, "capacity"));
}

TEST(PlanFrames, EveryColumnOfEveryTableIsDescribedAndNamedOnce) {
    plan::SitingResults plan = test::small_plan();
    test::add_week(plan);
    const study::Results results = test::small_results(plan);
    const auto comparison = compare(plan.problem->costs, 15, *plan.homes,
                                    std::vector<std::uint32_t>{0}, std::vector<std::uint32_t>{1});
    for (const io::OutTable& table :
         {stops_frame(plan), sites_frame(plan), groups_frame(plan), overlap_frame(plan),
          curve_frame(plan), doubts_frame(plan), schedule_frame(plan), scenarios_frame(plan),
          served_frame(plan).table, lines_frame(plan).table, comparison_frame(results, comparison),
          comparison_groups_frame(plan, comparison)}) {
        Texts names;
        EXPECT_FALSE(table.description.empty()) << table.name;
        for (const io::OutColumn& c : table.columns) {
            EXPECT_FALSE(c.description.empty()) << table.name << " " << c.name;
            EXPECT_EQ(std::count(names.begin(), names.end(), c.name), 0) << c.name;
            names.push_back(c.name);
            EXPECT_EQ(std::visit([](const auto& v) { return v.size(); }, c.values), table.rows())
                << table.name << " " << c.name;
        }
    }
}

TEST(PlanFrames, GroupsOfOneNameKeepTheirOwnColumns) {
    plan::SitingResults plan = test::small_plan();
    plan.reach.groups[2].name = "people";
    EXPECT_TRUE(has(stops_frame(plan), "people_2_reached"));
}

TEST(PlanFrames, SitesNotChosenSayWhatTheyWouldReach) {
    const io::OutTable sites = sites_frame(test::small_plan());
    EXPECT_THAT(texts(sites, "id"), ElementsAre("E1", "C1", "C2", "C3", "C4"));
    EXPECT_THAT(numbers(sites, "chosen"), ElementsAre(0, 1, 1, 0, 0));
    EXPECT_THAT(numbers(sites, "rank"),
                ElementsAre(testing::IsNan(), 2, 1, testing::IsNan(), testing::IsNan()));
    EXPECT_THAT(numbers(sites, "need_reached"), ElementsAre(100, 250, 160, 40, 0));
    EXPECT_THAT(numbers(sites, "need_newly"), ElementsAre(0, 150, 160, 40, 0));
}

TEST(PlanFrames, GroupsBeforeAndAfter) {
    const io::OutTable groups = groups_frame(test::small_plan());
    EXPECT_THAT(texts(groups, "group"), ElementsAre("need", "people", "no_car_people"));
    EXPECT_THAT(numbers(groups, "total"), ElementsAre(320, 610, 40));
    EXPECT_THAT(numbers(groups, "before"), ElementsAre(100, 200, 10));
    EXPECT_THAT(numbers(groups, "after"), ElementsAre(280, 510, 40));
    EXPECT_THAT(numbers(groups, "newly"), ElementsAre(180, 310, 30));
    EXPECT_NEAR(numbers(groups, "rate_ratio")[0], (280.0 / 320) / (510.0 / 610), 1e-12);
    EXPECT_TRUE(has(groups, "after_share_moe"));
}

TEST(PlanFrames, OverlapNamesPairsThatSharePeople) {
    const io::OutTable overlap = overlap_frame(test::small_plan());
    EXPECT_THAT(texts(overlap, "stop_a"), ElementsAre("C2"));
    EXPECT_THAT(texts(overlap, "stop_b"), ElementsAre("C1"));
    EXPECT_THAT(numbers(overlap, "need_both"), ElementsAre(130));
    EXPECT_THAT(numbers(overlap, "share_of_a"), ElementsAre(130.0 / 160));
    EXPECT_THAT(numbers(overlap, "share_of_b"), ElementsAre(130.0 / 250));
}

TEST(PlanFrames, CurveAndDoubts) {
    const plan::SitingResults plan = test::small_plan();
    EXPECT_THAT(texts(curve_frame(plan), "stops"), ElementsAre("C2", "C1; C2"));
    const io::OutTable doubts = doubts_frame(plan);
    EXPECT_THAT(texts(doubts, "stop"), ElementsAre("C2", "C1", "C2", "C1", "C2", "C1"));
    EXPECT_THAT(numbers(doubts, "kept"),
                ElementsAre(1, 0, 1, 1, testing::IsNan(), testing::IsNan()));
    EXPECT_THAT(texts(doubts, "best_stops")[0], "C2; C3");
    EXPECT_THAT(texts(doubts, "why")[4], HasSubstr("nobody"));
}

TEST(PlanFrames, ServedDemandAndItsLines) {
    const plan::SitingResults plan = test::small_plan();
    const PlacedTable served = served_frame(plan);
    EXPECT_THAT(texts(served.table, "site"), ElementsAre("C1", "C1", "C2", "C2", "", "C1"));
    EXPECT_THAT(numbers(served.table, "newly"), ElementsAre(0, 1, 1, 1, 0, 1));
    EXPECT_THAT(numbers(served.table, "travel_min"), ElementsAre(5, 9, 3, 4, testing::IsNan(), 7));
    EXPECT_EQ(served.place.size(), served.table.rows());
    const LineTable lines = lines_frame(plan);
    EXPECT_THAT(texts(lines.table, "id"), ElementsAre("h1", "h2", "h3", "h4", "h6"));
    ASSERT_EQ(lines.lines.size(), 5U);
    EXPECT_EQ(lines.lines.line(4)[0], plan.place[5]);
    EXPECT_EQ(lines.lines.line(4)[1], plan.problem->sites[1].place);
}

TEST(PlanFrames, WhoGoesToAnExistingSiteHasNoLine) {
    plan::SitingResults plan = test::small_plan();
    plan.tally.nearest[0] = 0;
    plan.tally.nearest_cost[0] = 12;
    EXPECT_EQ(texts(served_frame(plan).table, "site_is")[0], "existing");
    EXPECT_THAT(texts(lines_frame(plan).table, "id"), ElementsAre("h2", "h3", "h4", "h6"));
}

TEST(PlanFrames, ScheduleHasVisitsAndWaysHome) {
    plan::SitingResults plan = test::small_plan();
    EXPECT_EQ(schedule_frame(plan).rows(), 0U);
    test::add_week(plan);
    const io::OutTable week = schedule_frame(plan);
    EXPECT_THAT(texts(week, "kind"), ElementsAre("visit", "return", "visit", "return"));
    EXPECT_THAT(texts(week, "open"), ElementsAre("08:42", "", "08:50", ""));
    EXPECT_THAT(texts(week, "arrive"), ElementsAre("08:12", "12:25", "08:20", "12:41"));
    EXPECT_THAT(numbers(week, "people_hours"),
                ElementsAre(750, testing::IsNan(), 480, testing::IsNan()));
}

TEST(PlanFrames, ScenariosTodayFirst) {
    const io::OutTable scenarios = scenarios_frame(test::small_plan());
    EXPECT_THAT(texts(scenarios, "scenario"),
                ElementsAre("today", "today", "today", "plan", "plan", "plan", "hall only",
                            "hall only", "hall only"));
    EXPECT_THAT(numbers(scenarios, "after"), ElementsAre(100, 200, 10, 280, 510, 40, 140, 300, 10));
}

TEST(PlanFrames, ComparisonByTractAndGroup) {
    const study::Results results = test::small_results();
    const plan::SitingResults& plan = *results.siting;
    // From the clinic and the school to the clinic and the church.
    const auto change = compare(plan.problem->costs, 15, *plan.homes,
                                std::vector<std::uint32_t>{0, 1}, std::vector<std::uint32_t>{0, 2});
    const io::OutTable tracts = comparison_frame(results, change);
    EXPECT_THAT(texts(tracts, "geoid"), ElementsAre("99001000100", "99001000200", "99001000300"));
    EXPECT_THAT(numbers(tracts, "need_gained"), ElementsAre(0, 30, 0));
    EXPECT_THAT(numbers(tracts, "need_lost"), ElementsAre(0, 0, 20));
    EXPECT_THAT(numbers(tracts, "need_change"), ElementsAre(0, 30, -20));
    EXPECT_NEAR(numbers(tracts, "people_share_change")[1], 30.0 / 190, 1e-12);
    const io::OutTable groups = comparison_groups_frame(plan, change);
    EXPECT_THAT(numbers(groups, "gained"), ElementsAre(30, 30, 0));
    EXPECT_THAT(numbers(groups, "lost"), ElementsAre(20, 20, 5));
    EXPECT_THAT(numbers(groups, "in_neither"), ElementsAre(40, 100, 0));
}

TEST(PlanFrames, WithoutALimitStopsAreRankedByWhomTheyServe) {
    plan::SitingResults plan = test::small_plan();
    plan.limit = std::numeric_limits<double>::infinity();
    const std::vector<std::uint32_t> stops{1, 2}, existing{0};
    plan.reach = reach_of(plan.problem->costs, plan.limit, *plan.homes, stops, existing);
    plan.tally = tally_of(*plan.problem, plan.limit, plan.plan);
    // The church serves h3, h4 and h5 (150), the school h1, h2 and h6 (170).
    EXPECT_THAT(texts(stops_frame(plan), "id"), ElementsAre("C1", "C2"));
}

} // namespace
} // namespace tractwise::report
