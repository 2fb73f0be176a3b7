// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/study/results.hpp"

#include <cmath>
#include <limits>

namespace tractwise::test {

/// A plan small enough to check by hand: six homes in three tracts, limit 15 min.
///
///     home     tract  need  people  no car   clinic  school  church  hall
///     h1         0     100    200     10       12       5
///     h2         0      50    100      5                9      14
///     h3         1      80    160     20               15       3
///     h4         1      30     30      0                        4
///     h5         2      40    100     NaN                      20       2
///     h6         2      20     20      5                7
///
/// The clinic exists, the plan has the church (required) and the school. Margins of need by tract:
/// 30, 20, 10; the other groups have none.
inline plan::SitingResults small_plan() {
    using namespace siting;
    using Pair = access::CostMatrix::Pair;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> need{100, 50, 80, 30, 40, 20}, people{200, 100, 160, 30, 100, 20},
        no_car{10, 5, 20, 0, nan, 5};
    plan::SitingResults plan;
    plan.spec = {.objective = Objective::Mclp, .k = 2, .rings = {{15, 1}}};
    plan.place = {{-97, 39}, {-97.01, 39}, {-97.02, 39}, {-97.03, 39}, {-97.04, 39}, {-97.05, 39}};
    plan.row_id = {"h1", "h2", "h3", "h4", "h5", "h6"};
    SitingProblem problem;
    problem.costs = access::CostMatrix::from_pairs(access::CostUnit::Minutes, 30, 6, 5,
                                                   {Pair{0, 0, 12},
                                                    {0, 1, 5},
                                                    {1, 1, 9},
                                                    {1, 2, 14},
                                                    {2, 1, 15},
                                                    {2, 2, 3},
                                                    {3, 2, 4},
                                                    {4, 2, 20},
                                                    {4, 3, 2},
                                                    {5, 1, 7}});
    problem.need = need;
    problem.sites = {{"E1", "North clinic", {-97, 39.01}, Role::Existing},
                     {"C1", "Old school", {-97.01, 39.01}, Role::Candidate, 2},
                     {"C2", "Church", {-97.02, 39.01}, Role::Required},
                     {"C3", "Town hall", {-97.03, 39.01}, Role::Candidate},
                     {"C4", "", {-97.04, 39.01}, Role::Excluded}};
    plan.problem = std::make_shared<const SitingProblem>(problem);
    plan.homes = std::make_shared<const Homes>(
        Homes{.area = {0, 0, 1, 1, 2, 2},
              .areas = 3,
              .groups = {{{"uninsured_people", "Uninsured people", need}, {30, 20, 10}},
                         {{"population", "Population", people}, {}},
                         {{"no_car_people", "People without a car", no_car}, {}}}});
    plan.limit = 15;
    plan.unit = "min";
    plan.travel_words = "by street: driving";
    plan.need_words = "uninsured people in tracts with a risk percentile of 75 or more";
    plan.need_unit = "people";
    plan.plan = {.objective = Objective::Mclp,
                 .stops = {1, 2},
                 .value = 280,
                 .bound = 282.8,
                 .gap = 0.01,
                 .how = "Greedy choice and exchanges found it."};
    const std::vector<std::uint32_t> stops{1, 2}, existing{0};
    plan.reach = reach_of(problem.costs, 15, *plan.homes, stops, existing);
    plan.curve = {{1, 260, 260, 160, {2}}, {2, 280, 282.8, 20, {1, 2}}};
    SitingPlan other = plan.plan;
    other.stops = {2, 3};
    other.value = 250;
    other.bound = 250;
    plan.doubts = {{"slower", "all travel takes 25 % longer", 320, 240, other, {0, 1}},
                   {"walking", "who has no car walks", 320, 270, plan.plan, {1, 1}}};
    plan.doubts.push_back({.name = "low-need",
                           .description = "need at its lower bound",
                           .infeasible = true,
                           .why = "nobody is in reach"});
    plan.doubts_left_out = {"winter: no such streets"};
    plan.tally = tally_of(problem, plan.limit, plan.plan);
    plan.scenarios["plan"] = plan.reach;
    plan.scenarios["today"] = reach_of(problem.costs, 15, *plan.homes, {}, existing);
    const std::vector<std::uint32_t> hall{3};
    plan.scenarios["hall only"] = reach_of(problem.costs, 15, *plan.homes, hall, existing);
    return plan;
}

/// Two vans on two days at the stops of the small plan.
inline void add_week(plan::SitingResults& plan) {
    using namespace siting;
    plan.depot_words = "North clinic";
    plan.schedule_spec = ScheduleSpec{.days = {"Mon", "Tue"},
                                      .vans = 2,
                                      .stops = {{"C1", "Old school", 250}, {"C2", "Church", 160}}};
    Schedule week;
    week.visits = {{0, 0, 0, 0, 12.4, 492.4, 522.4, 702.4, 732.4},
                   {0, 1, 1, 0, 20, 500, 530, 710, 740}};
    week.returns = {{0, 0, 12.4, 744.8}, {0, 1, 21, 761}};
    week.people_hours = 1230;
    week.bound = 1230;
    week.proven = true;
    week.driving_min = 65.8;
    plan.schedule = week;
}

/// The plan in results of three square tracts.
inline study::Results small_results(plan::SitingResults plan = small_plan()) {
    study::Results results;
    geo::PolygonSet shapes;
    for (const double x : {-97.0, -97.1, -97.2}) {
        shapes.begin_shape();
        shapes.begin_part();
        shapes.add_ring(
            std::vector<geo::LonLat>{{x, 39}, {x + 0.1, 39}, {x + 0.1, 39.1}, {x, 39.1}});
    }
    results.tracts = std::make_shared<const tract::TractSet>(tract::TractSet::from(
        {"99001000100", "99001000200", "99001000300"}, std::move(shapes), 2020));
    results.siting = std::make_shared<const plan::SitingResults>(std::move(plan));
    results.study.siting.emplace();
    results.study.siting->within = {{15, plan::TravelLimit::Unit::Minutes}};
    return results;
}

} // namespace tractwise::test
