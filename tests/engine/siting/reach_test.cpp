// SPDX-License-Identifier: Apache-2.0
// One plan that can be worked by hand, and what is at its edges.
#include "engine/siting/reach.hpp"

#include "engine/core/numbers.hpp"
#include "tests/support/error_of.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <vector>

namespace tractwise::siting {
namespace {

using access::CostMatrix;
using access::CostUnit;
using test::error_of;
using testing::HasSubstr;
using Sites = std::vector<std::uint32_t>;

/// Minutes:  clinic 0   stop 1   stop 2     area   in need   people
///   home 0      5        10        -         0       10       100
///   home 1     15         5       15         0       20       100
///   home 2      -        10       12         1       30       100
///   home 3      -         -        8         1       40       300
///   home 4      -        16        -         2       50       200
CostMatrix toy() {
    return CostMatrix::from_pairs(CostUnit::Minutes, 60, 5, 3,
                                  {{0, 0, 5},
                                   {0, 1, 10},
                                   {1, 0, 15},
                                   {1, 1, 5},
                                   {1, 2, 15},
                                   {2, 1, 10},
                                   {2, 2, 12},
                                   {3, 2, 8},
                                   {4, 1, 16}});
}
Homes toy_homes() {
    return {.area = {0, 0, 1, 1, 2},
            .areas = 3,
            .groups = {{{"need", "People in need", {10, 20, 30, 40, 50}}, {12, 14, 16}},
                       {{"people", "All people", {100, 100, 100, 300, 200}}, {20, 40, 30}}}};
}
PlanReach toy_reach(const Homes& homes = toy_homes()) {
    return reach_of(toy(), 15, homes, Sites{1, 2}, Sites{0});
}

TEST(Reach, TotalsByHand) {
    const GroupReach need = toy_reach().groups[0], people = toy_reach().groups[1];
    EXPECT_EQ(need.name, "need");
    EXPECT_EQ(need.description, "People in need");
    EXPECT_EQ(need.total.people, 150);
    EXPECT_EQ(need.before.people, 30); // homes 0 and 1: 15 minutes are within 15
    EXPECT_EQ(need.newly.people, 70);  // homes 2 and 3
    EXPECT_EQ(need.after.people, 100);
    EXPECT_DOUBLE_EQ(need.before_share, 0.2);
    EXPECT_DOUBLE_EQ(need.after_share, 100. / 150);
    EXPECT_DOUBLE_EQ(people.before_share, 0.25);
    EXPECT_DOUBLE_EQ(people.after_share, 0.75);
    EXPECT_DOUBLE_EQ(need.rate_ratio, (100. / 150) / 0.75);
    EXPECT_DOUBLE_EQ(need.before_rate_ratio, 0.2 / 0.25);
    EXPECT_EQ(people.rate_ratio, 1);
}

TEST(Reach, CostsByHand) {
    const GroupReach need = toy_reach().groups[0];
    // Nearest open site: 5, 5, 10 and 8 minutes for 10, 20, 30 and 40 people.
    EXPECT_DOUBLE_EQ(need.mean_cost, (5 * 10 + 5 * 20 + 10 * 30 + 8 * 40) / 100.);
    EXPECT_EQ(need.p90_cost, 10); // 70 of 100 people have 8 minutes or less
    EXPECT_DOUBLE_EQ(need.before_mean_cost, (5 * 10 + 15 * 20) / 30.);
    EXPECT_EQ(need.before_p90_cost, 15);
    const PlanReach reach = toy_reach();
    EXPECT_DOUBLE_EQ(reach.stop(0, 0).mean_cost, (10 * 10 + 5 * 20 + 10 * 30) / 60.);
    EXPECT_EQ(reach.stop(0, 0).p90_cost, 10);
    EXPECT_DOUBLE_EQ(reach.stop(1, 0).mean_cost, (15 * 20 + 12 * 30 + 8 * 40) / 90.);
    EXPECT_EQ(reach.stop(1, 0).p90_cost, 15); // 70 of 90 people have 12 minutes or less
}

TEST(Reach, StopsByHand) {
    const PlanReach reach = toy_reach();
    EXPECT_EQ(reach.stop(0, 0).reached.people, 60); // homes 0, 1, 2
    EXPECT_EQ(reach.stop(0, 0).newly.people, 30);   // home 2
    EXPECT_EQ(reach.stop(0, 0).shared.people, 50);  // homes 1, 2
    EXPECT_EQ(reach.stop(0, 0).alone.people, 0);
    EXPECT_EQ(reach.stop(0, 0).served.people, 50);  // homes 1, 2; home 0 is nearer to the clinic
    EXPECT_EQ(reach.stop(1, 0).reached.people, 90); // homes 1, 2, 3
    EXPECT_EQ(reach.stop(1, 0).newly.people, 70);
    EXPECT_EQ(reach.stop(1, 0).shared.people, 50);
    EXPECT_EQ(reach.stop(1, 0).alone.people, 40); // home 3
    EXPECT_EQ(reach.stop(1, 0).served.people, 40);
    EXPECT_EQ(reach.stop(1, 1).alone.people, 300); // the same home, all people
    EXPECT_THAT(reach.overlap_need, testing::ElementsAre(60, 50, 50, 90));
    EXPECT_EQ(reach.overlap(0, 1), 50);
}

TEST(Reach, MarginsByHand) {
    const PlanReach reach = toy_reach();
    const GroupReach &need = reach.groups[0], &people = reach.groups[1];
    EXPECT_DOUBLE_EQ(need.total.moe, std::sqrt(12. * 12 + 14 * 14 + 16 * 16));
    EXPECT_DOUBLE_EQ(need.before.moe, 12); // the whole of area 0
    EXPECT_DOUBLE_EQ(need.newly.moe, 14);  // the whole of area 1
    EXPECT_DOUBLE_EQ(need.after.moe, std::sqrt(12. * 12 + 14 * 14));
    // 20 of 30 people of area 0: 8 of its margin of 12; 30 of 70 of area 1: 6 of 14.
    EXPECT_DOUBLE_EQ(reach.stop(0, 0).shared.moe, 10);
    EXPECT_DOUBLE_EQ(reach.stop(0, 0).reached.moe, std::sqrt(12. * 12 + 6 * 6));
    EXPECT_DOUBLE_EQ(reach.stop(0, 0).newly.moe, 6);
    EXPECT_EQ(reach.stop(0, 0).alone.moe, 0); // no home, no doubt
    EXPECT_DOUBLE_EQ(reach.stop(0, 0).served.moe, 10);
    EXPECT_DOUBLE_EQ(reach.stop(1, 0).alone.moe, 8); // 40 of 70, of 14
    // Proportion p = 2/3: sqrt(340 - p^2 596) / 150; all people, p = 3/4:
    // sqrt(2000 - p^2 2900) / 800.
    const double need_moe = std::sqrt(340 - 4. / 9 * 596) / 150;
    const double people_moe = std::sqrt(2000 - 9. / 16 * 2900) / 800;
    EXPECT_DOUBLE_EQ(need.after_share_moe, need_moe);
    EXPECT_DOUBLE_EQ(people.after_share_moe, people_moe);
    EXPECT_DOUBLE_EQ(need.before_share_moe, std::sqrt(144 - 0.2 * 0.2 * 596) / 150);
    // Ratio r = 8/9 of the two shares.
    EXPECT_DOUBLE_EQ(need.rate_ratio_moe,
                     std::sqrt(need_moe * need_moe + 64. / 81 * people_moe * people_moe) / 0.75);
    EXPECT_EQ(people.rate_ratio_moe, 0);
}

TEST(Reach, AMarginThatIsNotKnownTouchesOnlyAmountsOfItsArea) {
    Homes homes = toy_homes();
    homes.groups[0].margin = {12, kNaN, 16};
    const PlanReach reach = toy_reach(homes);
    EXPECT_DOUBLE_EQ(reach.groups[0].before.moe, 12);
    EXPECT_TRUE(std::isnan(reach.groups[0].newly.moe));
    EXPECT_TRUE(std::isnan(reach.groups[0].after.moe));
    EXPECT_TRUE(std::isnan(reach.groups[0].after_share_moe));
    EXPECT_TRUE(std::isnan(reach.groups[0].rate_ratio_moe));
    EXPECT_TRUE(std::isnan(reach.stop(1, 0).alone.moe));
    EXPECT_EQ(reach.stop(0, 0).alone.moe, 0);
    EXPECT_EQ(reach.groups[0].newly.people, 70);
    homes.groups[0].margin = {12, 14, kNaN}; // of area 2 no home is reached
    EXPECT_DOUBLE_EQ(toy_reach(homes).groups[0].after.moe, std::sqrt(340.));
    EXPECT_TRUE(std::isnan(toy_reach(homes).groups[0].total.moe));
    homes.groups[0].margin = {}; // none at all
    EXPECT_TRUE(std::isnan(toy_reach(homes).groups[0].total.moe));
    EXPECT_TRUE(std::isnan(toy_reach(homes).stop(0, 0).alone.moe));
}

TEST(Reach, AHomeWithoutPeopleStillBringsTheDoubtOfItsArea) {
    Homes homes = toy_homes();
    homes.groups[0].group.people[2] = 0; // stop 1 reaches home 2 of area 1, where nobody is in need
    homes.groups[0].margin[1] = kNaN;
    const PlanReach reach = toy_reach(homes);
    EXPECT_EQ(reach.stop(0, 0).newly.people, 0);
    EXPECT_TRUE(std::isnan(reach.stop(0, 0).newly.moe));
}

TEST(Reach, OfAreasWhereTheSurveyFoundNobodyOnlyTheLargestMarginEnters) {
    // Homes in areas of their own with 0, 0, 30 and 0 people; the last one is out of reach.
    const auto costs = CostMatrix::from_pairs(CostUnit::Minutes, kInfinity, 4, 1,
                                              {{0, 0, 1}, {1, 0, 1}, {2, 0, 1}});
    const Homes homes{.area = {0, 1, 2, 3},
                      .areas = 4,
                      .groups = {{{"need", "", {0, 0, 30, 0}}, {12, 17, 20, 99}}}};
    const PlanReach reach = reach_of(costs, 5, homes, Sites{0}, Sites{});
    EXPECT_DOUBLE_EQ(reach.groups[0].after.moe, std::sqrt(17. * 17 + 20 * 20));
    EXPECT_DOUBLE_EQ(reach.stop(0, 0).alone.moe, std::sqrt(17. * 17 + 20 * 20));
    EXPECT_DOUBLE_EQ(reach.groups[0].total.moe, std::sqrt(99. * 99 + 20 * 20));
    EXPECT_EQ(reach.groups[0].before.moe, 0);
}

TEST(Reach, WhereNobodyIsLeftOutTheShareIsOneAndCertain) {
    // Thirds do not add up to the bit; the formula of a proportion would be either side of 0.
    std::vector<CostMatrix::Pair> pairs;
    for (std::uint32_t home = 0; home < 40; ++home)
        pairs.push_back({home, home % 3, 4});
    const auto costs = CostMatrix::from_pairs(CostUnit::Minutes, kInfinity, 40, 3, pairs);
    Homes homes{.area = std::vector<std::uint32_t>(40),
                .areas = 7,
                .groups = {{{"need", "", std::vector<double>(40)}, {3, 1, 4, 1, 5, 9, 2}}}};
    for (double unit = 0.1; unit < 10; unit += 0.1) {
        for (std::uint32_t home = 0; home < 40; ++home) {
            homes.area[home] = home % 7;
            homes.groups[0].group.people[home] = unit * home / 3.;
        }
        const GroupReach need = reach_of(costs, 5, homes, Sites{0, 1}, Sites{2}).groups[0];
        EXPECT_EQ(need.after_share, 1);
        EXPECT_EQ(need.after_share_moe, 0);
        EXPECT_LT(need.before_share, 1);
        EXPECT_GT(need.before_share_moe, 0);
    }
}

TEST(Reach, ThatTheSurveyFoundNobodyInAnAreaLeftOutIsADoubt) {
    // 30 +- 20 people in area 0 are reached, 0 +- 99 in area 1 are not: the share is 1, but not
    // certain. The radicand of a proportion, 20^2 - 1^2 (20^2 + 99^2), is below 0: formula of a
    // ratio.
    const auto costs = CostMatrix::from_pairs(CostUnit::Minutes, kInfinity, 2, 1, {{0, 0, 1}});
    const Homes homes{.area = {0, 1}, .areas = 2, .groups = {{{"need", "", {30, 0}}, {20, 99}}}};
    const GroupReach need = reach_of(costs, 5, homes, Sites{0}, Sites{}).groups[0];
    EXPECT_EQ(need.after_share, 1);
    EXPECT_DOUBLE_EQ(need.after_share_moe, std::sqrt(20. * 20 + (20. * 20 + 99 * 99)) / 30);
}

TEST(Reach, ServedByTheNearestAndATieGoesToExistingThenToTheLowerColumn) {
    const auto costs = CostMatrix::from_pairs(
        CostUnit::Minutes, kInfinity, 3, 3,
        {{0, 0, 5}, {0, 1, 5}, {0, 2, 5}, {1, 0, 5}, {1, 1, 5}, {2, 0, 5}, {2, 1, 4}, {2, 2, 4}});
    const Homes homes{.area = {0, 0, 0}, .areas = 1, .groups = {{{"need", "", {1, 10, 100}}, {}}}};
    // Stops in the order 1, 0; column 2 exists.
    const PlanReach reach = reach_of(costs, 5, homes, Sites{1, 0}, Sites{2});
    EXPECT_EQ(reach.stop(0, 0).served.people, 0);  // home 2: as far as the existing site
    EXPECT_EQ(reach.stop(1, 0).served.people, 10); // home 1: column 0 before column 1
}

TEST(Reach, PercentileAtATenthAndOfPeopleAtOnePlace) {
    // 10 homes of one person with costs 1 to 10: nine of ten do not exceed 9.
    std::vector<CostMatrix::Pair> pairs;
    for (std::uint32_t home = 0; home < 10; ++home)
        pairs.push_back({home, 0, home + 1.});
    const auto costs = CostMatrix::from_pairs(CostUnit::Minutes, kInfinity, 10, 1, pairs);
    Homes homes{.area = std::vector<std::uint32_t>(10),
                .areas = 1,
                .groups = {{{"need", "", std::vector<double>(10, 1)}, {}}}};
    EXPECT_EQ(reach_of(costs, kInfinity, homes, Sites{0}, Sites{}).stop(0, 0).p90_cost, 9);
    homes.groups[0].group.people.assign(10, 0.1); // tenths: sums are not exact
    EXPECT_EQ(reach_of(costs, kInfinity, homes, Sites{0}, Sites{}).stop(0, 0).p90_cost, 9);
    homes.groups[0].group.people = {0, 0, 5, 0, 0, 0, 0, 0, 0, 0};
    EXPECT_EQ(reach_of(costs, kInfinity, homes, Sites{0}, Sites{}).stop(0, 0).p90_cost, 3);
    EXPECT_EQ(reach_of(costs, kInfinity, homes, Sites{0}, Sites{}).stop(0, 0).mean_cost, 3);
}

TEST(Reach, NobodyIsNaNNotZero) {
    Homes homes = toy_homes();
    homes.groups[0].group.people.assign(5, 0);
    const PlanReach reach = toy_reach(homes);
    const GroupReach& need = reach.groups[0];
    EXPECT_EQ(need.total.people, 0);
    EXPECT_EQ(need.after.people, 0);
    for (const double value :
         {need.before_share, need.after_share, need.after_share_moe, need.rate_ratio,
          need.rate_ratio_moe, need.before_rate_ratio, need.mean_cost, need.p90_cost,
          need.before_mean_cost, reach.stop(0, 0).mean_cost, reach.stop(0, 0).p90_cost})
        EXPECT_TRUE(std::isnan(value));
    EXPECT_EQ(reach.groups[1].after.people, 600);
    EXPECT_THAT(reach.overlap_need, testing::Each(0));
    homes.groups[1].group.people.assign(5, 0);
    EXPECT_TRUE(std::isnan(toy_reach(homes).groups[1].rate_ratio));
    EXPECT_TRUE(std::isnan(toy_reach(homes).groups[1].rate_ratio_moe));
}

TEST(Reach, MissingPeopleAreNobody) {
    Homes with_nan = toy_homes(), with_zero = toy_homes();
    with_nan.groups[0].group.people[2] = kNaN;
    with_zero.groups[0].group.people[2] = 0;
    const PlanReach a = toy_reach(with_nan), b = toy_reach(with_zero);
    EXPECT_EQ(a.groups[0].total.people, 120);
    EXPECT_EQ(a.groups[0].after.people, b.groups[0].after.people);
    EXPECT_EQ(a.groups[0].mean_cost, b.groups[0].mean_cost);
    EXPECT_EQ(a.groups[0].after.moe, b.groups[0].after.moe);
    EXPECT_EQ(a.overlap_need, b.overlap_need);
}

TEST(Reach, WithoutStopsOrWithoutExistingSites) {
    const PlanReach today = reach_of(toy(), 15, toy_homes(), Sites{}, Sites{0});
    EXPECT_EQ(today.groups[0].before.people, 30);
    EXPECT_EQ(today.groups[0].after.people, 30);
    EXPECT_EQ(today.groups[0].newly.people, 0);
    EXPECT_TRUE(today.by_stop.empty());
    EXPECT_TRUE(today.overlap_need.empty());
    const PlanReach fresh = reach_of(toy(), 15, toy_homes(), Sites{1, 2}, Sites{});
    EXPECT_EQ(fresh.groups[0].before.people, 0);
    EXPECT_TRUE(std::isnan(fresh.groups[0].before_mean_cost));
    EXPECT_TRUE(std::isnan(fresh.groups[0].before_rate_ratio)); // 0 against 0
    EXPECT_EQ(fresh.groups[0].newly.people, 100);
    EXPECT_EQ(fresh.stop(0, 0).alone.people, 10); // home 0
    const PlanReach none = reach_of(toy(), 15, toy_homes(), Sites{}, Sites{});
    EXPECT_EQ(none.groups[0].after.people, 0);
    EXPECT_EQ(none.groups[0].after.moe, 0);
}

TEST(Reach, AnInfiniteLimitTakesEveryPairWithACost) {
    const PlanReach reach = reach_of(toy(), kInfinity, toy_homes(), Sites{1, 2}, Sites{0});
    EXPECT_EQ(reach.groups[0].after.people, 150);
    EXPECT_EQ(reach.groups[0].p90_cost, 16);
    const auto no_way =
        CostMatrix::from_rows(CostUnit::Minutes, kInfinity, 1, {0, 1}, {0}, {kInfinity});
    const Homes home{.area = {0}, .areas = 1, .groups = {{{"need", "", {7}}, {}}}};
    EXPECT_EQ(reach_of(no_way, kInfinity, home, Sites{0}, Sites{}).groups[0].after.people, 0);
}

TEST(Reach, OneGroupIsItsOwnMeasureAndNoGroupIsNoRow) {
    Homes homes = toy_homes();
    homes.groups.pop_back();
    EXPECT_EQ(toy_reach(homes).groups[0].rate_ratio, 1);
    EXPECT_EQ(toy_reach(homes).groups[0].rate_ratio_moe, 0);
    homes.groups.clear();
    EXPECT_TRUE(toy_reach(homes).groups.empty());
    EXPECT_THAT(toy_reach(homes).overlap_need, testing::ElementsAre(0, 0, 0, 0));
}

TEST(Reach, WhatCannotBeAskedIsRefused) {
    const auto refuses = [](double limit, const Homes& homes) {
        return error_of([&] { (void)reach_of(toy(), limit, homes, Sites{1}, Sites{0}); });
    };
    EXPECT_THAT(refuses(61, toy_homes()), HasSubstr("travel costs end at 60 min"));
    Homes homes = toy_homes();
    homes.groups[1].group.people[3] = -1;
    EXPECT_THAT(refuses(15, homes), HasSubstr("\"people\" is below 0"));
    homes.groups[1].group.people = {1, 2};
    EXPECT_THAT(refuses(15, homes), HasSubstr("\"people\" has 2 values for 5 places"));
}

} // namespace
} // namespace tractwise::siting
