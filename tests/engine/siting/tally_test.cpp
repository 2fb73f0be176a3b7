// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/tally.hpp"

#include "engine/siting/reach.hpp"

#include "engine/core/numbers.hpp"
#include "tests/engine/siting/line_county.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <set>

namespace tractwise::siting {
namespace {

using testing::ElementsAre;

/// Homes at 0, 2, 4, 9 and 20 km; a clinic that is open at 5, the stops at 1, 3 and 10, one more
/// candidate at 19. Within 2 km the clinic has the home at 4; the stop at 1 has 0 and 2, the one at
/// 3 has 2 and 4, the one at 10 has 9, the candidate has 20.
SitingProblem one_road() {
    return line_county(
        {{0, 10}, {2, 30}, {4, 100}, {9, 35}, {20, 7}},
        {{"clinic", 5, Role::Existing}, {"one", 1}, {"three", 3}, {"ten", 10}, {"nineteen", 19}});
}

SitingPlan plan_of(std::vector<std::uint32_t> stops) {
    SitingPlan plan;
    plan.stops = std::move(stops);
    return plan;
}

TEST(PlanTally, CountsNeedByStopSiteAndHome) {
    const PlanTally tally = tally_of(one_road(), 2, plan_of({1, 2, 3}));
    // New to "one" are 40, to "three" 30, to "ten" 35; what is left to "three" after "one" is 0.
    EXPECT_THAT(tally.order, ElementsAre(0, 2, 1));
    EXPECT_EQ(tally.stops[0].rank, 1U);
    EXPECT_EQ(tally.stops[1].rank, 3U);
    EXPECT_EQ(tally.stops[2].rank, 2U);
    EXPECT_EQ(tally.stops[0].adds, 40);
    EXPECT_EQ(tally.stops[1].adds, 0);
    EXPECT_EQ(tally.stops[2].adds, 35);
    EXPECT_EQ(tally.reached, 10 + 30 + 100 + 35);
    EXPECT_EQ(tally.shared, 30);
    EXPECT_EQ(tally.alone, 10 + 35);
    EXPECT_THAT(tally.site_reached, ElementsAre(100, 40, 130, 35, 7));
    EXPECT_THAT(tally.site_newly, ElementsAre(0, 40, 30, 35, 7));
    EXPECT_THAT(tally.before, ElementsAre(0, 0, 1, 0, 0));
    // The home at 4 is as far from the clinic as from "three", the one at 2 from "one" as "three".
    EXPECT_THAT(tally.nearest, ElementsAre(1, 1, 0, 3, PlanTally::kNone));
    EXPECT_EQ(tally.nearest_cost[3], 1);
    EXPECT_TRUE(std::isnan(tally.nearest_cost[4]));
    EXPECT_EQ(tally.stops[0].served, 40);
    EXPECT_EQ(tally.stops[0].served_mean_cost, 1);
    EXPECT_EQ(tally.stops[1].served, 0);
    EXPECT_TRUE(std::isnan(tally.stops[1].served_mean_cost));
    EXPECT_THAT(homes_within(one_road().costs, 2, std::vector<std::uint32_t>{2, 4}),
                ElementsAre(0, 1, 1, 0, 1));
}

TEST(PlanTally, ATieGoesToTheExistingSiteWhereverItStands) {
    const SitingProblem problem =
        line_county({{2, 10}}, {{"stop", 1}, {"clinic", 3, Role::Existing}, {"other", 3}});
    EXPECT_THAT(tally_of(problem, 5, plan_of({0, 2})).nearest, ElementsAre(1));
}

TEST(PlanTally, WithoutALimitStopsRankByWhomTheyServe) {
    const PlanTally tally = tally_of(one_road(), kInfinity, plan_of({1, 2, 3}));
    EXPECT_THAT(tally.nearest, ElementsAre(1, 1, 0, 3, 3));
    EXPECT_THAT(tally.order, ElementsAre(2, 0, 1)); // 42, 40, nobody
    EXPECT_EQ(tally.stops[2].served_mean_cost, (35 * 1 + 7 * 10) / 42.0);
}

TEST(PlanTally, CapacitiesSumWhatIsAssigned) {
    SitingProblem problem = one_road();
    problem.sites[1].capacity = 25;
    problem.sites[2].capacity = 60;
    SitingPlan plan = plan_of({1, 2});
    plan.served = {{0, 1, 10}, {1, 1, 15}, {1, 2, 15}, {2, 0, 70}, {2, 2, 30}};
    const PlanTally tally = tally_of(problem, 2, plan);
    EXPECT_EQ(tally.stops[0].assigned, 25);
    EXPECT_EQ(tally.stops[1].assigned, 45);
    EXPECT_EQ(tally.assigned, 70);
    EXPECT_EQ(tally.assigned_existing, 70);
    EXPECT_EQ(tally.capacity, 85);
    problem.sites[2].capacity = kInfinity;
    EXPECT_EQ(tally_of(problem, 2, plan).capacity, kInfinity);
}

TEST(PlanTally, NobodyAndNoStopsAreNothing) {
    SitingProblem problem = one_road();
    problem.need = {0, std::nan(""), 0, 0, 0};
    EXPECT_EQ(tally_of(problem, 2, plan_of({1, 2})).reached, 0);
    EXPECT_THAT(tally_of(problem, 2, plan_of({1, 2})).order, ElementsAre(0, 1));
    EXPECT_TRUE(tally_of(one_road(), 2, plan_of({})).order.empty());
}

/// Sets of homes, one for each site: everything a tally says follows from them.
TEST(PlanTally, RandomPlansCountedSetBySet) {
    for (unsigned seed = 0; seed < 300; ++seed) {
        std::mt19937 random(seed);
        const auto below = [&](unsigned n) { return static_cast<double>(random() % n); };
        std::vector<std::pair<double, double>> homes(1 + random() % 40);
        for (auto& [at, need] : homes) {
            at = below(60);
            need = random() % 6 == 0 ? 0 : below(30); // whole numbers: sums are exact
        }
        std::vector<LineSite> sites(1 + random() % 9);
        SitingPlan plan;
        for (std::uint32_t s = 0; s < sites.size(); ++s) {
            sites[s] = {std::to_string(s), below(60),
                        random() % 3 == 0 ? Role::Existing : Role::Candidate};
            if (sites[s].role == Role::Candidate && random() % 2 == 0)
                plan.stops.push_back(s);
        }
        const double limit = seed % 5 == 0 ? kInfinity : below(20);
        const SitingProblem problem = line_county(homes, sites);
        const PlanTally tally = tally_of(problem, limit, plan);

        const auto cost = [&](std::size_t home, std::size_t site) {
            return std::abs(homes[home].first - sites[site].at);
        };
        std::vector<std::set<std::size_t>> within(sites.size());
        std::set<std::size_t> existing;
        for (std::size_t s = 0; s < sites.size(); ++s)
            for (std::size_t h = 0; h < homes.size(); ++h)
                if (cost(h, s) <= limit) {
                    within[s].insert(h);
                    if (sites[s].role == Role::Existing)
                        existing.insert(h);
                }
        const auto need_of = [&](const std::set<std::size_t>& of, const auto& wanted) {
            double sum = 0;
            for (const std::size_t home : of)
                sum += wanted(home) ? homes[home].second : 0;
            return sum;
        };
        std::set<std::size_t> all;
        for (std::size_t h = 0; h < homes.size(); ++h)
            all.insert(h);
        const auto stops_of = [&](std::size_t home) {
            std::size_t n = 0;
            for (const std::uint32_t stop : plan.stops)
                n += within[stop].count(home);
            return n;
        };
        EXPECT_EQ(tally.reached, need_of(all, [&](auto h) { return stops_of(h) > 0; })) << seed;
        EXPECT_EQ(tally.shared, need_of(all, [&](auto h) { return stops_of(h) > 1; })) << seed;
        EXPECT_EQ(tally.alone,
                  need_of(all, [&](auto h) { return stops_of(h) == 1 && existing.count(h) == 0; }))
            << seed;
        for (std::size_t s = 0; s < sites.size(); ++s) {
            EXPECT_EQ(tally.site_reached[s], need_of(within[s], [](auto) { return true; }));
            EXPECT_EQ(tally.site_newly[s],
                      need_of(within[s], [&](auto h) { return existing.count(h) == 0; }));
        }
        // The order: each stop adds at least as much to those before it as any later one would.
        std::set<std::size_t> done = existing;
        const auto news = [&](std::size_t stop) {
            return need_of(within[plan.stops[stop]], [&](auto h) { return done.count(h) == 0; });
        };
        ASSERT_EQ(tally.order.size(), plan.stops.size());
        for (std::size_t r = 0; r < tally.order.size(); ++r) {
            const std::size_t stop = tally.order[r];
            EXPECT_EQ(tally.stops[stop].rank, r + 1);
            EXPECT_EQ(tally.stops[stop].adds, news(stop)) << seed;
            for (std::size_t later = r + 1; later < tally.order.size(); ++later) {
                if (std::isfinite(limit)) {
                    EXPECT_GE(news(stop), news(tally.order[later])) << seed;
                } else {
                    EXPECT_GE(tally.stops[stop].served, tally.stops[tally.order[later]].served);
                }
            }
            done.insert(within[plan.stops[stop]].begin(), within[plan.stops[stop]].end());
        }
        // Who goes where is what PlanReach says of the need, by its own way of counting.
        Homes people{.area = std::vector<std::uint32_t>(homes.size(), 0), .areas = 1, .groups = {}};
        people.groups.push_back({{"need", "", problem.need}, {}});
        const PlanReach reach =
            reach_of(problem.costs, limit, people, plan.stops, problem.with_role(Role::Existing));
        for (std::size_t stop = 0; stop < plan.stops.size(); ++stop)
            EXPECT_EQ(tally.stops[stop].served, reach.stop(stop, 0).served.people) << seed;
        for (std::size_t h = 0; h < homes.size(); ++h)
            EXPECT_EQ(tally.before[h], static_cast<char>(existing.count(h))) << seed;
    }
}

} // namespace
} // namespace tractwise::siting
