// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/live_plan.hpp"

#include "engine/core/numbers.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <utility>

namespace tractwise::siting {
namespace {

using access::CostMatrix;
using access::CostUnit;
using Reached = std::vector<LivePlan::Reached>;
using Sites = std::vector<std::uint32_t>;

/// Minutes:  clinic 0   stop 1   stop 2     people
///   home 0      5        10        -           1
///   home 1      -         5       15          10
///   home 2      -         -       12         100
///   home 3      -         -        -        1000
CostMatrix live_costs() {
    return CostMatrix::from_pairs(
        CostUnit::Minutes, 60, 4, 3,
        {{0, 0, 5}, {0, 1, 10}, {1, 1, 5}, {1, 2, 15}, {2, 2, 12}, {2, 0, 15.01}});
}
Homes live_homes() {
    return {.area = {0, 0, 0, 0}, .areas = 1, .groups = {{{"need", "", {1, 10, 100, 1000}}, {}}}};
}

TEST(LivePlan, StartsAsThePlan) {
    const Homes homes = live_homes();
    const LivePlan live(live_costs(), 15, homes, Sites{1, 2}, Sites{0});
    EXPECT_EQ(live.stops(), 2U);
    EXPECT_EQ(live.before(0), 1);
    EXPECT_EQ(live.after(0), 111);
    EXPECT_EQ(live.newly(0), 110);
    EXPECT_EQ(live.stop_reached(0, 0), 11);
    EXPECT_EQ(live.stop_newly(0, 0), 10); // home 0 has the clinic
    EXPECT_EQ(live.stop_alone(0, 0), 0);  // home 1 has stop 2 as well
    EXPECT_EQ(live.stop_reached(1, 0), 110);
    EXPECT_EQ(live.stop_newly(1, 0), 110);
    EXPECT_EQ(live.stop_alone(1, 0), 100);
}

TEST(LivePlan, AMoveChangesTheOtherStopToo) {
    const Homes homes = live_homes();
    LivePlan live(live_costs(), 15, homes, Sites{1, 2}, Sites{0});
    live.move(1, Reached{{3, 15}, {2, 15.5}}); // home 3 at the limit, home 2 beyond it
    EXPECT_EQ(live.after(0), 1011);
    EXPECT_EQ(live.stop_alone(0, 0), 10); // home 1 is its own now
    EXPECT_EQ(live.stop_reached(1, 0), 1000);
    EXPECT_EQ(live.stop_alone(1, 0), 1000);
    live.move(0, Reached{}); // somewhere in a lake
    EXPECT_EQ(live.after(0), 1001);
    EXPECT_EQ(live.stop_reached(0, 0), 0);
    EXPECT_EQ(live.stop_alone(0, 0), 0);
}

TEST(LivePlan, AddAndRemove) {
    const Homes homes = live_homes();
    LivePlan live(live_costs(), 15, homes, Sites{1, 2}, Sites{0});
    EXPECT_EQ(live.add(Reached{{2, 1}, {3, 1}}), 2U);
    EXPECT_EQ(live.newly(0), 1110);
    EXPECT_EQ(live.stop_alone(1, 0), 0); // 1 is shared with stop 0, 2 with stop 2
    live.remove(0);                      // what was stop 1 is now stop 0
    EXPECT_EQ(live.stops(), 2U);
    EXPECT_EQ(live.stop_alone(0, 0), 10);
    EXPECT_EQ(live.stop_alone(1, 0), 1000);
    EXPECT_EQ(live.newly(0), 1110);
    live.remove(1);
    live.remove(0);
    EXPECT_EQ(live.stops(), 0U);
    EXPECT_EQ(live.newly(0), 0);
    EXPECT_EQ(live.after(0), 1);
    EXPECT_EQ(live.add(Reached{{1, 1}}), 0U);
    EXPECT_EQ(live.stop_alone(0, 0), 10);
}

TEST(LivePlan, WhatASearchMayGiveIsTakenAsItIs) {
    const Homes homes = live_homes();
    LivePlan live(live_costs(), 15, homes, Sites{1}, Sites{});
    live.move(0, Reached{{3, 4}, {1, kNaN}, {0, 3}, {3, 6}, {2, kInfinity}}); // 3 twice, unordered
    EXPECT_EQ(live.newly(0), 1001);
    EXPECT_EQ(live.stop_reached(0, 0), 1001);
    live.move(0, Reached{});
    EXPECT_EQ(live.newly(0), 0);
    // Two stops at one place share everything; without the one the other has it alone.
    live.move(0, Reached{{2, 1}});
    live.add(Reached{{2, 1}});
    EXPECT_EQ(live.newly(0), 100);
    EXPECT_EQ(live.stop_alone(0, 0), 0);
    live.remove(0);
    EXPECT_EQ(live.stop_alone(0, 0), 100);
}

TEST(LivePlan, MissingPeopleInfiniteLimitAndNobody) {
    Homes homes = live_homes();
    homes.groups[0].group.people[1] = kNaN;
    homes.groups.push_back({{"nobody", "", {0, kNaN, 0, 0}}, {}});
    LivePlan live(live_costs(), kInfinity, homes, Sites{1, 2}, Sites{0});
    EXPECT_EQ(live.before(0), 101); // 15.01 minutes are within
    EXPECT_EQ(live.newly(0), 0);
    live.move(0, Reached{{3, 1e9}});
    EXPECT_EQ(live.newly(0), 1000);
    EXPECT_EQ(live.after(1), 0);
    EXPECT_EQ(live.stop_alone(1, 1), 0);
}

TEST(LivePlan, NothingIsLeftOfAStopThatIsGone) {
    // Tenths and large numbers: what is added and taken away in another order seldom cancels.
    Homes homes{.area = {0, 0, 0}, .areas = 1, .groups = {{{"need", "", {0.1, 1e9 / 3, 0.7}}, {}}}};
    LivePlan live(CostMatrix(CostUnit::Minutes, 60, 3, 1), 15, homes, Sites{}, Sites{});
    live.add(Reached{{0, 1}});
    live.add(Reached{{0, 1}, {1, 1}, {2, 1}});
    live.move(1, Reached{{2, 1}});
    live.move(0, Reached{});
    EXPECT_EQ(live.newly(0), 0.7);
    EXPECT_EQ(live.stop_alone(1, 0), 0.7);
    live.move(1, Reached{});
    EXPECT_EQ(live.newly(0), 0);
    EXPECT_EQ(live.stop_alone(1, 0), 0);
}

TEST(LivePlan, CostsThatEndBeforeTheLimitAreRefused) {
    const Homes homes = live_homes();
    EXPECT_THAT(test::error_of([&] { LivePlan(live_costs(), 90, homes, Sites{1}, Sites{}); }),
                testing::HasSubstr("travel costs end at 60 min"));
}

/// 400 homes, 60 sites, one of ten pairs; group 0 whole people, group 1 fractions, group 2 both
/// tiny and huge.
struct World {
    CostMatrix costs;
    Homes homes;
    CostMatrix by_site;

    explicit World(std::mt19937& random) {
        std::vector<CostMatrix::Pair> pairs;
        const auto below = [&](std::uint32_t n) {
            return static_cast<std::uint32_t>(random() % n);
        };
        for (std::uint32_t i = 0; i < 400; ++i)
            for (std::uint32_t j = 0; j < 60; ++j)
                if (below(10) == 0)
                    pairs.push_back({i, j, below(41) * 0.5});
        costs = CostMatrix::from_pairs(CostUnit::Minutes, 60, 400, 60, std::move(pairs));
        by_site = costs.transposed();
        homes.area.assign(400, 0);
        homes.areas = 1;
        homes.groups = {{{"whole", "", {}}, {}}, {{"parts", "", {}}, {}}, {{"far", "", {}}, {}}};
        std::uniform_real_distribution<double> uniform(0, 1);
        for (int i = 0; i < 400; ++i) {
            homes.groups[0].group.people.push_back(below(20) == 0 ? kNaN : below(300));
            homes.groups[1].group.people.push_back(uniform(random) * 300);
            homes.groups[2].group.people.push_back(std::exp(40 * uniform(random) - 20));
        }
    }
    Reached reached(std::uint32_t site) const {
        Reached made;
        for (const auto e : by_site.row(site))
            made.push_back({e.destination, e.cost});
        return made;
    }
};

void expect_agrees(const LivePlan& live, const World& world, const Sites& stops,
                   const Sites& existing) {
    const PlanReach reach = reach_of(world.costs, 15, world.homes, stops, existing);
    ASSERT_EQ(live.stops(), stops.size());
    for (std::size_t g = 0; g < world.homes.groups.size(); ++g) {
        const double close = g == 0 ? 0 : 1e-9;
        const auto near = [&](double got, double expected) {
            EXPECT_NEAR(got, expected, close * expected) << "group " << g;
        };
        near(live.before(g), reach.groups[g].before.people);
        near(live.after(g), reach.groups[g].after.people);
        near(live.newly(g), reach.groups[g].newly.people);
        for (std::size_t s = 0; s < stops.size(); ++s) {
            near(live.stop_reached(s, g), reach.stop(s, g).reached.people);
            near(live.stop_newly(s, g), reach.stop(s, g).newly.people);
            near(live.stop_alone(s, g), reach.stop(s, g).alone.people);
        }
    }
}

TEST(LivePlan, AfterTenThousandMovesItStillAgreesWithReachOf) {
    std::mt19937 random(11);
    const World world(random);
    const Sites existing{0, 1, 2};
    Sites stops{3, 4, 5, 6, 7, 8, 9, 10};
    LivePlan live(world.costs, 15, world.homes, stops, existing);
    for (int step = 1; step <= 10'000; ++step) {
        auto site = static_cast<std::uint32_t>(3 + random() % 57);
        while (std::find(stops.begin(), stops.end(), site) != stops.end())
            site = static_cast<std::uint32_t>(3 + random() % 57);
        const std::size_t stop = stops.empty() ? 0 : random() % stops.size();
        const auto what = random() % 20;
        if (stops.empty() || (what == 0 && stops.size() < 20)) {
            EXPECT_EQ(live.add(world.reached(site)), stops.size());
            stops.push_back(site);
        } else if (what == 1) {
            live.remove(stop);
            stops.erase(stops.begin() + static_cast<std::ptrdiff_t>(stop));
        } else {
            live.move(stop, world.reached(site));
            stops[stop] = site;
        }
        if (step % 50 == 0) {
            SCOPED_TRACE(step);
            ASSERT_NO_FATAL_FAILURE(expect_agrees(live, world, stops, existing));
            if (testing::Test::HasFailure())
                return;
        }
    }
}

TEST(LivePlan, MovesAsAValue) {
    const Homes homes = live_homes();
    LivePlan live(live_costs(), 15, homes, Sites{1, 2}, Sites{0});
    LivePlan other = std::move(live);
    other.move(0, Reached{});
    EXPECT_EQ(other.after(0), 111); // home 1 still has stop 2
}

} // namespace
} // namespace tractwise::siting
