// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/siting/line_county.hpp"

#include "engine/core/error.hpp"
#include "engine/core/parallel.hpp"
#include "engine/siting/curve.hpp"
#include "engine/siting/doubt.hpp"
#include "engine/siting/solve.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <stop_token>
#include <thread>

namespace tractwise::siting {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const Ring kTwoKm{2, 1};

SitingSpec cover(std::size_t k) {
    return {.objective = Objective::Mclp, .k = k, .rings = {kTwoKm}};
}

// Homes:  10 at 0   40 at 3   30 at 6   25 at 9     Sites: A at 1, B at 4, C at 8, D at 9
SitingProblem four_homes(Role a = Role::Candidate, Role b = Role::Candidate,
                         Role c = Role::Candidate, Role d = Role::Candidate) {
    return line_county({{0, 10}, {3, 40}, {6, 30}, {9, 25}},
                       {{"A", 1, a}, {"B", 4, b}, {"C", 8, c}, {"D", 9, d}});
}

TEST(Solve, OneStopCoversTheMost) {
    const SitingProblem problem = four_homes();
    const SitingPlan plan = solve(cover(1), problem, {});
    EXPECT_EQ(ids(problem, plan.stops), "B"); // 3 and 6 are within 2 km: 40 + 30
    EXPECT_EQ(plan.value, 70);
    EXPECT_EQ(plan.bound, 70);
    EXPECT_EQ(plan.gap, 0);
    EXPECT_TRUE(plan.proven);
    EXPECT_FALSE(plan.how.empty());
}

TEST(Solve, TwoStopsNeedNotContainTheBestOne) {
    const SitingProblem problem = four_homes();
    const SitingPlan plan = solve(cover(2), problem, {});
    EXPECT_EQ(ids(problem, plan.stops), "A C"); // 10 + 40 and 30 + 25: everybody
    EXPECT_EQ(plan.value, 105);
}

TEST(Solve, WhatExistsIsNotChosenAndCounts) {
    const SitingProblem problem = four_homes(Role::Candidate, Role::Existing);
    const SitingPlan plan = solve(cover(1), problem, {});
    EXPECT_EQ(plan.value, 95); // 70 by B, and 25 new ones
    EXPECT_EQ(plan.stops.size(), 1U);
    EXPECT_THAT(ids(problem, plan.stops), ::testing::AnyOf("C", "D"));
}

TEST(Solve, RequiredSitesAreInThePlanAndCountAsStops) {
    const SitingProblem problem =
        four_homes(Role::Candidate, Role::Candidate, Role::Candidate, Role::Required);
    EXPECT_EQ(ids(problem, solve(cover(2), problem, {}).stops), "B D");
    EXPECT_EQ(ids(problem, solve(cover(1), problem, {}).stops), "D");
}

TEST(Solve, ExcludedSitesAreNotChosen) {
    const SitingProblem problem = four_homes(Role::Candidate, Role::Excluded);
    EXPECT_EQ(ids(problem, solve(cover(1), problem, {}).stops), "C"); // 55
}

TEST(Solve, StopsThatAddNothingAreLeftOut) {
    const SitingPlan plan = solve(cover(4), four_homes(), {});
    EXPECT_EQ(plan.stops.size(), 2U);
    EXPECT_EQ(plan.value, 105);
}

TEST(Solve, BudgetBuysWhatIsWorthMost) {
    const SitingProblem problem = line_county(
        {{0, 10}, {3, 40}, {6, 30}, {9, 25}},
        {{"A", 1, Role::Candidate, 3}, {"B", 4, Role::Candidate, 9}, {"C", 8, Role::Candidate, 4}});
    SitingSpec spec{.objective = Objective::Mclp, .budget = 8, .rings = {kTwoKm}};
    EXPECT_EQ(ids(problem, solve(spec, problem, {}).stops), "A C");
    spec.budget = 4;
    EXPECT_EQ(ids(problem, solve(spec, problem, {}).stops), "C");
    spec.budget = 2;
    EXPECT_EQ(solve(spec, problem, {}).stops.size(), 0U);
}

TEST(Solve, RingsCountTheNearestOne) {
    const SitingProblem problem = four_homes();
    const SitingSpec spec{.objective = Objective::Mclp, .k = 1, .rings = {{1, 1}, {2, 0.5}}};
    // A: 10 + 20, B: 40 + 15, C: 25 + 15, D: 25
    const SitingPlan plan = solve(spec, problem, {});
    EXPECT_EQ(ids(problem, plan.stops), "B");
    EXPECT_EQ(plan.value, 55);
}

TEST(Solve, ALimitIsWithin) {
    const SitingProblem problem = line_county({{0, 5}}, {{"A", 2}});
    EXPECT_EQ(solve(cover(1), problem, {}).value, 5);
}

TEST(Solve, FewestStopsForAShare) {
    const SitingProblem problem = four_homes();
    SitingSpec spec{.objective = Objective::Lscp, .rings = {kTwoKm}};
    EXPECT_EQ(solve(spec, problem, {}).value, 2);
    spec.share = 70.0 / 105;
    EXPECT_EQ(solve(spec, problem, {}).value, 1);
}

TEST(Solve, LeastTravelAndShortestLongestTrip) {
    const SitingProblem problem = four_homes();
    // B: 4 * 10 + 1 * 40 + 2 * 30 + 5 * 25 = 265
    EXPECT_EQ(solve({.objective = Objective::PMedian, .k = 1}, problem, {}).value, 265);
    EXPECT_EQ(solve({.objective = Objective::PCenter, .k = 1}, problem, {}).value, 5);
    EXPECT_EQ(solve({.objective = Objective::PCenter, .k = 2}, problem, {}).value, 2);
}

TEST(Solve, PeopleBeyondCountAsSaid) {
    const SitingProblem problem = line_county({{0, 10}, {50, 10}}, {{"A", 1}, {"B", 48}}, 5);
    SitingSpec spec{.objective = Objective::PMedian, .k = 1, .beyond = 5};
    EXPECT_EQ(solve(spec, problem, {}).value, 10 * 1 + 10 * 5);
    spec.beyond.reset();
    spec.k = 2;
    EXPECT_EQ(solve(spec, problem, {}).value, 10 * 1 + 10 * 2);
}

TEST(Solve, CapacityLimitsWhoIsServed) {
    const SitingProblem problem =
        line_county({{0, 10}, {3, 40}, {6, 30}},
                    {{"A", 1, Role::Candidate, 1, 25}, {"B", 4, Role::Candidate, 1, 50}});
    SitingSpec spec = cover(2);
    spec.capacities = true;
    const SitingPlan plan = solve(spec, problem, {});
    // A serves 10 of the first and 15 of the second; B the other 25 and 25 of the third.
    EXPECT_EQ(plan.value, 75);
    double at_a = 0, at_b = 0;
    for (const auto& served : plan.served)
        (served.site == 0 ? at_a : at_b) += served.need;
    EXPECT_NEAR(at_a, 25, 1e-6);
    EXPECT_NEAR(at_b, 50, 1e-6);
}

// Two groups: one lives in town, the other far out. The most people would leave the second out.
SitingProblem two_groups() {
    SitingProblem problem = line_county({{0, 100}, {1, 80}, {10, 20}, {20, 10}},
                                        {{"town", 0.5}, {"east", 10}, {"far", 20}});
    problem.groups = {{"townspeople", "", {100, 80, 0, 0}}, {"others", "", {0, 0, 20, 10}}};
    return problem;
}

TEST(Solve, FairPlansLookAtTheGroupThatIsCoveredWorst) {
    const SitingProblem problem = two_groups();
    SitingSpec spec{.objective = Objective::MaxMin, .k = 2, .rings = {kTwoKm}};
    const SitingPlan plan = solve(spec, problem, {});
    EXPECT_EQ(ids(problem, plan.stops), "town east");
    EXPECT_DOUBLE_EQ(plan.value, 20.0 / 30);
    spec.k = 1;
    EXPECT_EQ(solve(spec, problem, {}).value, 0); // one stop leaves one group out
}

TEST(Solve, AShareOfTheOverallCoverageIsHeld) {
    const SitingProblem problem = two_groups();
    SitingSpec spec{.objective = Objective::FairShare, .k = 2, .rings = {kTwoKm}};
    spec.fair_share = 0.6; // town and east: overall 200/210, others 20/30
    EXPECT_DOUBLE_EQ(solve(spec, problem, {}).value, 200);
    spec.fair_share = 0.9; // then others at most two thirds, the town would be ahead: no stop in it
    const SitingPlan plan = solve(spec, problem, {});
    EXPECT_DOUBLE_EQ(plan.value, 0); // nobody anywhere is equal, too
}

TEST(Solve, StartIsKeptUnlessSomethingIsBetter) {
    // Both D and C cover the last home and nothing else is left: equal plans.
    const SitingProblem problem = four_homes(Role::Candidate, Role::Existing);
    for (const std::uint32_t start : {2U, 3U})
        EXPECT_THAT(solve(cover(1), problem, {}, std::vector{start}).stops, ElementsAre(start));
}

SitingProblem random_county(std::size_t homes, std::size_t sites) {
    std::mt19937_64 random(5);
    std::vector<std::pair<double, double>> home;
    std::vector<LineSite> site;
    for (std::size_t i = 0; i < homes; ++i)
        home.emplace_back(static_cast<double>(random() % 1000), static_cast<double>(random() % 90));
    for (std::size_t j = 0; j < sites; ++j)
        site.push_back({"s" + std::to_string(j), static_cast<double>(random() % 1000)});
    return line_county(home, site, 30);
}

TEST(Solve, ThreadsAndRunsDoNotChangeThePlan) {
    const SitingProblem problem = random_county(400, 120);
    const SitingSpec spec{.objective = Objective::Mclp, .k = 8, .rings = {{12, 1}, {30, 0.5}}};
    const SitingPlan first = solve(spec, problem, {});
    const SitingPlan again = solve(spec, problem, {});
    set_thread_limit(1);
    const SitingPlan alone = solve(spec, problem, {});
    set_thread_limit(std::thread::hardware_concurrency());
    EXPECT_EQ(first.stops, again.stops);
    EXPECT_EQ(first.stops, alone.stops);
    EXPECT_EQ(first.bound, alone.bound);
}

TEST(Solve, LargeModelsAreNotHandedToCbc) {
    SitingSpec spec{.objective = Objective::Mclp, .k = 8, .rings = {{12, 1}, {30, 0.5}}};
    spec.largest_model = 1;
    spec.restarts = 0;
    const SitingProblem problem = random_county(400, 120);
    const SitingPlan plan = solve(spec, problem, {});
    EXPECT_GE(plan.bound, plan.value);
    if (!plan.proven) {
        EXPECT_THAT(plan.how, HasSubstr("not handed to Cbc"));
    }
}

TEST(Solve, StopEndsIt) {
    std::stop_source source;
    source.request_stop();
    EXPECT_THROW(solve(cover(2), four_homes(), {.stop = source.get_token()}), Error);
}

std::string refused(ErrorKind kind, const SitingSpec& spec, const SitingProblem& problem) {
    try {
        solve(spec, problem, {});
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), kind) << error.what();
        return error.what();
    }
    ADD_FAILURE() << "was not refused";
    return {};
}

std::string usage(const SitingSpec& spec) {
    return refused(ErrorKind::Usage, spec, four_homes());
}

TEST(SolveRefuses, QuestionsThatCannotBeMeant) {
    EXPECT_THAT(usage(cover(9)), HasSubstr("9 stops are asked for, but there are only 4"));
    EXPECT_THAT(usage({.objective = Objective::Mclp, .k = 1}), HasSubstr("mclp needs a limit"));
    EXPECT_THAT(usage({.objective = Objective::Mclp, .rings = {kTwoKm}}),
                HasSubstr("needs the number of stops or a budget"));
    EXPECT_THAT(usage({.objective = Objective::Mclp, .k = 1, .rings = {{3, 1}, {2, 0.5}}}),
                HasSubstr("must ascend"));
    EXPECT_THAT(usage({.objective = Objective::Mclp, .k = 1, .rings = {{3, 1}, {4, 1}}}),
                HasSubstr("must fall"));
    EXPECT_THAT(usage({.objective = Objective::Lscp, .rings = {{3, 1}, {4, .5}}}),
                HasSubstr("takes one limit"));
    EXPECT_THAT(usage({.objective = Objective::Lscp, .rings = {kTwoKm}, .share = 90}),
                HasSubstr("share = 90"));
    EXPECT_THAT(usage({.objective = Objective::Lscp, .k = 1, .rings = {kTwoKm}}),
                HasSubstr("neither k nor a budget"));
    EXPECT_THAT(usage({.objective = Objective::MaxMin, .k = 1, .rings = {kTwoKm}}),
                HasSubstr("needs groups"));
    EXPECT_THAT(usage({.objective = Objective::PMedian, .k = 1, .capacities = true}),
                HasSubstr("capacities are for mclp"));
}

std::string infeasible(const SitingSpec& spec, const SitingProblem& problem) {
    return refused(ErrorKind::Infeasible, spec, problem);
}

TEST(SolveSaysWhy, NoPlanExists) {
    EXPECT_THAT(infeasible({.objective = Objective::Lscp, .rings = {{0.5, 1}}}, four_homes()),
                HasSubstr("all 4 sites together reach only 23.81 %"));
    EXPECT_THAT(infeasible(cover(1), four_homes(Role::Required, Role::Required)),
                HasSubstr("2 sites are required, but only 1 stops may be open"));
    EXPECT_THAT(infeasible(cover(1), line_county({{0, 0}}, {{"A", 0}})),
                HasSubstr("nobody is in need"));
    const SitingProblem apart = line_county({{0, 1}, {50, 1}}, {{"A", 0}, {"B", 50}}, 5);
    EXPECT_THAT(infeasible({.objective = Objective::PMedian, .k = 1}, apart),
                HasSubstr("no plan of this size lets everybody"));
    EXPECT_THAT(infeasible({.objective = Objective::PCenter, .k = 1}, apart),
                HasSubstr("no plan of this size reaches everybody"));
    EXPECT_THAT(infeasible({.objective = Objective::PCenter, .k = 1},
                           line_county({{0, 3}, {50, 1}}, {{"A", 0}}, 5)),
                HasSubstr("1 demand points with a need of 1 reach no site"));
}

TEST(Curve, GainsFallAndEndWhereNothingIsLeft) {
    const auto curve = marginal_curve(cover(2), four_homes(), 4, {});
    ASSERT_EQ(curve.size(), 3U); // the third stop adds nothing
    EXPECT_EQ(curve[0].value, 70);
    EXPECT_EQ(curve[0].gain, 70);
    EXPECT_EQ(curve[1].value, 105);
    EXPECT_EQ(curve[1].gain, 35);
    EXPECT_EQ(curve[2].gain, 0);
}

TEST(Curve, BeginsAtTheRequiredSites) {
    const auto curve = marginal_curve(
        cover(3), four_homes(Role::Required, Role::Candidate, Role::Candidate, Role::Required), 4,
        {});
    EXPECT_EQ(curve.front().k, 2U);
    EXPECT_EQ(curve.front().value, 75);
}

TEST(Curve, ThePlanIsItsPoint) {
    // A plan that a proof found and exchanges do not: here one that claims more than there is.
    SitingPlan plan = solve(cover(2), four_homes(), {});
    plan.value = 999;
    const auto curve = marginal_curve(cover(2), four_homes(), 3, {}, &plan);
    EXPECT_EQ(curve[1].value, 999);
}

TEST(Curve, ABudgetHoldsForEveryPoint) {
    const SitingProblem problem = line_county(
        {{0, 10}, {3, 40}, {6, 30}, {9, 25}},
        {{"A", 1, Role::Candidate, 3}, {"B", 4, Role::Candidate, 9}, {"C", 8, Role::Candidate, 4}});
    SitingSpec spec{.objective = Objective::Mclp, .k = 3, .budget = 8, .rings = {kTwoKm}};
    const auto curve = marginal_curve(spec, problem, 3, {});
    EXPECT_EQ(curve[0].value, 55);  // C; B is too dear
    EXPECT_EQ(curve[2].value, 105); // A and C
}

TEST(Curve, OfSetCoveringSaysHowMuchSoManyCover) {
    const auto curve =
        marginal_curve({.objective = Objective::Lscp, .rings = {kTwoKm}}, four_homes(), 2, {});
    EXPECT_EQ(curve[0].value, 70);
    EXPECT_EQ(curve[1].value, 105);
}

TEST(Curve, OfLeastTravelCountsWhatIsSaved) {
    const auto curve =
        marginal_curve({.objective = Objective::PMedian, .k = 1}, four_homes(), 2, {});
    EXPECT_EQ(curve[0].value, 265);
    EXPECT_TRUE(std::isnan(curve[0].gain)); // without a stop nobody arrives
    EXPECT_EQ(curve[1].gain, 265 - curve[1].value);
}

TEST(DoubtTest, StopsThatStillWinStayChosen) {
    const SitingProblem problem = four_homes();
    const SitingSpec spec = cover(1);
    const SitingPlan plan = solve(spec, problem, {}); // B, 70
    SitingProblem fewer = problem;
    fewer.need = {10, 5, 30, 25}; // then C: 55
    const auto results = under_doubt(
        spec, plan,
        {{"slower", "25 % longer", slower(problem, 1.25)}, {"low-need", "fewer", fewer}}, {});
    ASSERT_EQ(results.size(), 2U);
    EXPECT_EQ(results[0].plan_value, 40); // the home at 6 is 2 km away, 2.5 now
    EXPECT_EQ(results[1].plan_value, 35);
    EXPECT_EQ(ids(problem, results[1].best.stops), "C");
    EXPECT_THAT(results[1].kept, ElementsAre(0));
    EXPECT_THAT(results[0].kept, ElementsAre(1));
    EXPECT_EQ(stays_chosen(results, 0).times, 1U);
    EXPECT_EQ(stays_chosen(results, 0).of, 2U);
    std::vector<DoubtResult> some = results;
    some[0].infeasible = true; // a doubt without any plan speaks neither for nor against a stop
    EXPECT_EQ(stays_chosen(some, 0).times, 0U);
    EXPECT_EQ(stays_chosen(some, 0).of, 1U);
}

TEST(DoubtTest, AStopThatAddsNothingThereIsNotGivenUp) {
    const SitingProblem problem = four_homes();
    const SitingSpec spec = cover(2);
    const SitingPlan plan = solve(spec, problem, {}); // A and C
    SitingProblem fewer = problem;
    fewer.need = {0, 40, 30, 0}; // one stop, B, serves all; A and C do, too
    const auto results = under_doubt(spec, plan, {{"low-need", "", fewer}}, {});
    EXPECT_THAT(results[0].kept, ElementsAre(1, 1));
    EXPECT_EQ(results[0].best.stops, plan.stops);
}

TEST(DoubtTest, SlowerTravelLosesPairsBeyondTheLimit) {
    const SitingProblem slow = slower(line_county({{0, 1}}, {{"A", 4}, {"B", 5}}, 5), 1.25);
    EXPECT_THAT(slow.costs.row_destinations(0), ElementsAre(0U));
    EXPECT_DOUBLE_EQ(slow.costs.row_costs(0)[0], 5);
}

TEST(DoubtTest, WhatCannotBeSatisfiedIsSaid) {
    const SitingProblem problem = four_homes();
    const SitingSpec spec{.objective = Objective::Lscp, .rings = {kTwoKm}};
    const SitingPlan plan = solve(spec, problem, {});
    const auto results = under_doubt(spec, plan, {{"slower", "", slower(problem, 4)}}, {});
    EXPECT_TRUE(results[0].infeasible);
    EXPECT_TRUE(std::isinf(results[0].plan_value));
    EXPECT_THAT(results[0].why, HasSubstr("reach only"));
    EXPECT_THAT(results[0].kept, ElementsAre(0, 0));
}

} // namespace
} // namespace tractwise::siting
