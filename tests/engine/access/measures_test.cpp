// SPDX-License-Identifier: Apache-2.0
// Every measure on three homes and two clinics that can be worked by hand, then what must hold for
// any data.
#include "engine/access/availability.hpp"
#include "engine/access/floating_catchment.hpp"
#include "engine/access/mixed_travel.hpp"
#include "engine/access/nearest.hpp"
#include "engine/access/raam.hpp"
#include "engine/access/within.hpp"

#include "tests/engine/access/toy_costs.hpp"
#include "tests/support/error_of.hpp"

#include "engine/core/numbers.hpp"
#include "engine/core/parallel.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <thread>

namespace tractwise::access {
namespace {

using test::error_of;
using test::kDoctors;
using test::kPeople;
using test::toy;
using testing::DoubleEq;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsNan;
using testing::Pointwise;

TEST(Nearest, ByHand) {
    const auto near = nearest(toy());
    EXPECT_THAT(near.cost, ElementsAre(10, 10, 40));
    EXPECT_THAT(near.destination, ElementsAre(0, 1, 1));
    EXPECT_TRUE(near.meters.empty());
    EXPECT_THAT(mean_of_nearest(toy(), 1), ElementsAre(10, 10, 40));
    EXPECT_THAT(mean_of_nearest(toy(), 2), ElementsAre(20, 15, IsNan())); // home 2 has only one
    EXPECT_THAT(cost_to_nth(toy(), 2), ElementsAre(30, 20, IsNan()));
    EXPECT_THAT(mean_of_nearest(toy(), 3), ElementsAre(IsNan(), IsNan(), IsNan()));
}

TEST(Nearest, NothingInReachIsNaNAndATieGoesToTheLowerIndex) {
    const auto costs =
        CostMatrix::from_pairs(CostUnit::Minutes, kInfinity, 2, 3, {{0, 1, 5}, {0, 2, 5}});
    const auto near = nearest(costs);
    EXPECT_THAT(near.destination, ElementsAre(1, NearestCosts::kNone));
    EXPECT_THAT(near.cost, ElementsAre(5, IsNan()));
}

TEST(Nearest, MetersOfTheQuickestRoute) {
    const auto costs = CostMatrix::from_rows(CostUnit::Minutes, kInfinity, 2, {0, 2, 2}, {0, 1},
                                             {5, 4}, {3000, 3500});
    EXPECT_THAT(nearest(costs).meters, ElementsAre(3500, IsNan()));
}

TEST(Nearest, CostToReachAnAmount) {
    EXPECT_THAT(cost_to_reach(toy(), kDoctors, 6), ElementsAre(10, 20, IsNan()));
    EXPECT_THAT(cost_to_reach(toy(), kDoctors, 6.5), ElementsAre(30, 20, IsNan()));
    EXPECT_THAT(cost_to_reach(toy(), kDoctors, 3), ElementsAre(10, 10, 40));
    EXPECT_THAT(cost_to_reach(toy(), kDoctors, 9.5), ElementsAre(IsNan(), IsNan(), IsNan()));
    EXPECT_THAT(cost_to_reach(toy(), std::vector{kNaN, 3.0}, 1), ElementsAre(30, 10, 40));
}

TEST(Within, ThresholdsAreInclusive) {
    EXPECT_THAT(destinations_within(toy(), 10), ElementsAre(1, 1, 0));
    EXPECT_THAT(destinations_within(toy(), 9.99), ElementsAre(0, 0, 0));
    EXPECT_THAT(supply_within(toy(), kDoctors, 30), ElementsAre(9, 9, 0));
    EXPECT_THAT(people_within(toy(), kPeople, 30), ElementsAre(150, 150));
    EXPECT_THAT(people_within(toy(), kPeople, 29.9), ElementsAre(150, 50));
    EXPECT_THAT(beyond(toy(), 10), ElementsAre(0, 0, 1)); // strictly beyond
    EXPECT_THAT(beyond(toy(), 9), ElementsAre(1, 1, 1));
    EXPECT_DOUBLE_EQ(share_beyond(toy(), kPeople, 10), 25.0 / 175);
    EXPECT_DOUBLE_EQ(share_beyond(toy(), kPeople, 40), 0);
}

TEST(Within, MissingPeopleAndSupplyAreNothing) {
    EXPECT_THAT(supply_within(toy(), std::vector{kNaN, 3.0}, 30), ElementsAre(3, 3, 0));
    EXPECT_THAT(people_within(toy(), std::vector{kNaN, 50.0, 25.0}, 30), ElementsAre(50, 50));
    EXPECT_DOUBLE_EQ(share_beyond(toy(), std::vector{kNaN, 50.0, 25.0}, 10), 25.0 / 75);
    EXPECT_THAT(share_beyond(toy(), std::vector<double>(3), 10), IsNan());
}

TEST(Within, AHomeThatReachesNothingIsBeyond) {
    const CostMatrix none(CostUnit::Minutes, 60, 1, 2);
    EXPECT_THAT(beyond(none, 60), ElementsAre(1));
    EXPECT_THAT(destinations_within(none, 60), ElementsAre(0));
}

TEST(Within, GravityByHand) {
    EXPECT_THAT(supply_within(toy(), kDoctors, Decay::linear(40)), ElementsAre(5.25, 5.25, 0));
    EXPECT_THAT(supply_within(toy(), kDoctors, Decay::exponential(0.1).up_to(30)),
                Pointwise(DoubleEq(), {6 * std::exp(-1) + 3 * std::exp(-3),
                                       6 * std::exp(-2) + 3 * std::exp(-1), 0.0}));
}

TEST(Within, AMatrixThatEndsTooSoonIsRefused) {
    EXPECT_THAT(error_of([] { (void)destinations_within(toy(), 61); }),
                testing::AllOf(HasSubstr("looks up to 61 min"), HasSubstr("end at 60")));
    EXPECT_THAT(error_of([] { (void)beyond(toy(), 61); }), HasSubstr("raise the limit"));
    EXPECT_THAT(error_of([] {
                    (void)three_step_floating_catchment(toy(), kPeople, kDoctors,
                                                        Decay::steps({{90, 1}}).up_to(30));
                }),
                HasSubstr("looks up to 90"));
}

TEST(FloatingCatchment, TwoStepsByHand) {
    const auto result = floating_catchment(toy(), kPeople, kDoctors, Decay::binary(30));
    EXPECT_THAT(result.ratio, ElementsAre(DoubleEq(0.04), DoubleEq(0.02)));
    EXPECT_THAT(result.access, ElementsAre(DoubleEq(0.06), DoubleEq(0.06), 0));
    EXPECT_EQ(result.destinations_without_demand, 0U);
}

TEST(FloatingCatchment, EnhancedByHand) {
    const auto result = floating_catchment(toy(), kPeople, kDoctors,
                                           Decay::steps({{10, 1}, {20, 0.68}, {30, 0.22}}));
    const double r0 = 6.0 / (100 + 0.68 * 50), r1 = 3.0 / (0.22 * 100 + 50);
    EXPECT_THAT(result.access, ElementsAre(DoubleEq(r0 + 0.22 * r1), DoubleEq(0.68 * r0 + r1), 0));
}

TEST(FloatingCatchment, ThreeStepsByHand) {
    const auto result =
        three_step_floating_catchment(toy(), kPeople, kDoctors, Decay::steps({{10, 1}, {30, 0.5}}));
    EXPECT_THAT(result.ratio, ElementsAre(DoubleEq(0.08), DoubleEq(0.06)));
    EXPECT_THAT(result.access,
                ElementsAre(DoubleNear(0.19 / 3, 1e-15), DoubleNear(0.16 / 3, 1e-15), 0));
}

TEST(FloatingCatchment, ThreeStepsChooseAmongAllDestinationsAlsoBeyondTheMaximum) {
    const Decay steps = Decay::steps({{10, 1}, {30, 0.5}});
    const auto result = three_step_floating_catchment(toy(), kPeople, kDoctors, steps.up_to(20));
    // G of home 0 is still 2/3 and 1/3, but clinic 1 is out of its reach now.
    const double r0 = 6 / (100 * 2.0 / 3 + 50 / 3.0 * 0.5), r1 = 3 / (50 * 2.0 / 3);
    EXPECT_THAT(result.access, ElementsAre(DoubleNear(r0 * 2 / 3, 1e-15),
                                           DoubleNear(r0 / 6 + r1 * 2 / 3, 1e-15), 0));
}

TEST(FloatingCatchment, BalancedByHand) {
    const auto result =
        balanced_floating_catchment(toy(), kPeople, kDoctors, Decay::steps({{10, 1}, {30, 0.5}}));
    EXPECT_THAT(result.ratio, ElementsAre(DoubleNear(0.072, 1e-15), DoubleNear(0.045, 1e-15)));
    EXPECT_THAT(result.access, ElementsAre(DoubleNear(0.063, 1e-15), DoubleNear(0.054, 1e-15), 0));
}

TEST(FloatingCatchment, SupplyThatNobodyReachesIsCountedAndHasNoRatio) {
    const auto result =
        floating_catchment(toy(), std::vector{100.0, 0.0, 25.0}, kDoctors, Decay::binary(20));
    EXPECT_THAT(result.ratio, ElementsAre(DoubleEq(0.06), IsNan()));
    EXPECT_EQ(result.destinations_without_demand, 1U);
    EXPECT_EQ(result.supply_without_demand, 3);
    // Nobody lives in home 1: the value is what one more person would find.
    EXPECT_THAT(result.access, ElementsAre(DoubleEq(0.06), DoubleEq(0.06), 0));
    // Without supply it is no finding.
    EXPECT_EQ(floating_catchment(toy(), std::vector{100.0, 0.0, 25.0}, std::vector{6.0, 0.0},
                                 Decay::binary(20))
                  .destinations_without_demand,
              0U);
}

TEST(FloatingCatchment, MissingSupplyIsNone) {
    const auto result =
        floating_catchment(toy(), kPeople, std::vector{6.0, kNaN}, Decay::binary(30));
    EXPECT_THAT(result.ratio, ElementsAre(DoubleEq(0.04), 0));
    EXPECT_THAT(result.access, ElementsAre(DoubleEq(0.04), DoubleEq(0.04), 0));
    EXPECT_EQ(result.destinations_without_demand, 0U);
}

TEST(Availability, ByHand) {
    const auto result = availability(toy(), kPeople, kDoctors, Decay::binary(30));
    EXPECT_THAT(result.total, ElementsAre(DoubleEq(6), DoubleEq(3), 0));
    EXPECT_THAT(result.per_person, ElementsAre(DoubleEq(0.06), DoubleEq(0.06), 0));
}

TEST(Raam, TwoClinicsByHand) {
    // 100 people, a clinic next door and one tau away: x / 50 = 1 + (100 - x) / 50 gives x = 75.
    const auto costs = CostMatrix::from_pairs(CostUnit::Minutes, kInfinity, 3, 3,
                                              {{0, 0, 0}, {0, 1, 60}, {1, 1, 30}});
    const auto result =
        rational_agents(costs, std::vector{100.0, 0.0, 0.0}, std::vector{1.0, 1.0, kNaN},
                        {.tau = 60, .tolerance = 1e-10});
    EXPECT_THAT(result.load, ElementsAre(DoubleNear(75, 1e-9), DoubleNear(25, 1e-9), 0));
    EXPECT_THAT(result.cost, ElementsAre(DoubleNear(1.5, 1e-9), DoubleNear(1, 1e-9), IsNan()));
    EXPECT_LE(result.largest_regret, 1e-9);
}

TEST(Raam, NobodyGoesFarWhenTauIsSmall) {
    const auto result = rational_agents(toy(), kPeople, kDoctors, {.tau = 0.001});
    EXPECT_THAT(result.load, ElementsAre(DoubleEq(100), DoubleEq(75)));
}

TEST(Raam, RefusesWhatCannotBe) {
    EXPECT_THAT(error_of([] { (void)rational_agents(toy(), kPeople, kDoctors, {.tau = 0}); }),
                HasSubstr("tau must be above 0"));
    EXPECT_THAT(error_of([] {
                    (void)rational_agents(toy(), kPeople, kDoctors,
                                          {.tau = 60, .tolerance = -1, .most_rounds = 3});
                }),
                HasSubstr("no equilibrium after 3 rounds"));
}

TEST(MixedTravel, DriversAndWalkersShareTheClinics) {
    const auto drive =
        CostMatrix::from_pairs(CostUnit::Minutes, 60, 2, 1, {{0, 0, 10}, {1, 0, 20}});
    const auto walk = CostMatrix::from_pairs(CostUnit::Minutes, 60, 2, 1, {{0, 0, 50}});
    Diagnostics diagnostics;
    const auto mixed = mix_travel(drive, walk, std::vector{100.0, 50.0}, std::vector{0.75, 0.5},
                                  {"homes"}, diagnostics);
    EXPECT_THAT(mixed.people, ElementsAre(75, 25, 25, 25));
    // 75 + 25 drivers are within 30 minutes, no walker is.
    const auto result =
        floating_catchment(mixed.costs, mixed.people, std::vector{5.0}, Decay::binary(30));
    EXPECT_THAT(mixed.merge(result.access),
                ElementsAre(DoubleEq(0.05 * 0.75), DoubleEq(0.05 * 0.5)));
    // The walkers of home 1 reach nothing: its mean is not that of its drivers.
    EXPECT_THAT(mixed.merge(nearest(mixed.costs).cost), ElementsAre(20, IsNan()));
    EXPECT_THAT(mixed.of_larger_group(std::vector{1.0, 2.0, 3.0, 4.0}), ElementsAre(1, 2));
    EXPECT_TRUE(diagnostics.findings().empty());
}

TEST(MixedTravel, AGroupWithoutPeopleDoesNotCount) {
    const auto drive = CostMatrix::from_pairs(CostUnit::Minutes, 60, 1, 1, {{0, 0, 10}});
    const CostMatrix walk(CostUnit::Minutes, 60, 1, 1);
    Diagnostics diagnostics;
    const auto mixed =
        mix_travel(drive, walk, std::vector{100.0}, std::vector{1.0}, {"homes"}, diagnostics);
    EXPECT_THAT(mixed.merge(nearest(mixed.costs).cost), ElementsAre(10));
}

TEST(MixedTravel, AMissingShareIsTheMeanOfTheOthers) {
    const CostMatrix none(CostUnit::Minutes, 60, 3, 1);
    Diagnostics diagnostics;
    const auto mixed = mix_travel(none, none, std::vector{100.0, 300.0, 10.0},
                                  std::vector{0.5, 0.9, kNaN}, {"homes"}, diagnostics);
    EXPECT_THAT(mixed.share, ElementsAre(0.5, 0.9, DoubleEq(0.8)));
    ASSERT_EQ(diagnostics.findings().size(), 1U);
    EXPECT_EQ(diagnostics.findings()[0].code, "missing-share");
    EXPECT_THAT(error_of([&] {
                    (void)mix_travel(none, none, std::vector{1.0, 1.0, 1.0},
                                     std::vector{0.5, 93.0, 0.5}, {"homes"}, diagnostics);
                }),
                testing::AllOf(HasSubstr("homes, row 2"), HasSubstr("divided by 100")));
}

TEST(MixedTravel, CountsOfTheSamePeopleAreSplitAsTheyAre) {
    const CostMatrix none(CostUnit::Minutes, 60, 2, 1);
    Diagnostics diagnostics;
    const auto mixed = mix_travel(none, none, std::vector{100.0, 50.0}, std::vector{0.75, 0.5},
                                  {"homes"}, diagnostics);
    EXPECT_THAT(mixed.split(std::vector{20.0, 10.0}), ElementsAre(15, 5, 5, 5));
    EXPECT_THAT(mixed.people_of_group(0), ElementsAre(75, 25, 0, 0));
    EXPECT_THAT(mixed.people_of_group(1), ElementsAre(0, 0, 25, 25));
}

TEST(MixedTravel, SharesAndTheirMistakesAreNamedByTheIdsOfTheCaller) {
    const std::vector<std::string> ids{"a", "b", "c", "d"};
    Diagnostics diagnostics;
    EXPECT_THAT(share_with_car(std::vector{100.0, 50.0, 0.0, kNaN},
                               std::vector{25.0, 60.0, 0.0, 1.0}, {"homes", ids}, diagnostics),
                ElementsAre(0.75, 0, 1, IsNan()));
    ASSERT_EQ(diagnostics.findings().size(), 1U);
    EXPECT_EQ(diagnostics.findings()[0].code, "more-walkers-than-people");
    EXPECT_THAT(diagnostics.findings()[0].examples, ElementsAre("b"));
    const CostMatrix none(CostUnit::Minutes, 60, 4, 1);
    const std::vector<double> people(4, 1);
    EXPECT_THAT(error_of([&] {
                    (void)mix_travel(none, none, people, std::vector{0.5, 0.5, 93.0, 0.5},
                                     {"homes", ids}, diagnostics);
                }),
                HasSubstr("homes, c: a share of people must lie between 0 and 1, not 93"));
    (void)mix_travel(none, none, people, std::vector{0.5, 0.5, 0.5, kNaN}, {"homes", ids},
                     diagnostics);
    EXPECT_THAT(diagnostics.findings()[1].examples, ElementsAre("d"));
}

// What must hold for any data.

struct Region {
    std::vector<CostMatrix::Pair> pairs;
    std::vector<double> people, doctors;
    CostMatrix costs() const {
        return CostMatrix::from_pairs(CostUnit::Minutes, 60, people.size(), doctors.size(), pairs);
    }
};

Region random_region(std::size_t homes, std::size_t clinics, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> side(0, 90), people(0, 4000), doctors(0, 20);
    const auto places = [&](std::size_t n) {
        std::vector<std::pair<double, double>> at(n);
        for (auto& [x, y] : at)
            x = side(random), y = side(random);
        return at;
    };
    const auto from = places(homes), to = places(clinics);
    Region region;
    for (std::size_t i = 0; i < homes; ++i)
        region.people.push_back(random() % 20 == 0 ? 0 : people(random));
    for (std::size_t j = 0; j < clinics; ++j)
        region.doctors.push_back(doctors(random));
    for (std::uint32_t i = 0; i < homes; ++i)
        for (std::uint32_t j = 0; j < clinics; ++j)
            if (const double cost =
                    std::hypot(from[i].first - to[j].first, from[i].second - to[j].second);
                cost <= 60)
                region.pairs.push_back({i, j, cost});
    return region;
}

const Decay kSteps = Decay::steps({{10, 0.962}, {20, 0.704}, {30, 0.377}, {60, 0.042}});

double people_times(const std::vector<double>& people, const std::vector<double>& access) {
    return std::inner_product(people.begin(), people.end(), access.begin(), 0.0);
}

TEST(AccessInvariants, NoSupplyIsLostAndNoneCountsTwice) {
    const Region region = random_region(300, 40, 1);
    const auto costs = region.costs();
    const double supply = std::accumulate(region.doctors.begin(), region.doctors.end(), 0.0);
    for (const Decay& decay : {Decay::binary(30), kSteps, Decay::gaussian(10).up_to(45)}) {
        const auto result = floating_catchment(costs, region.people, region.doctors, decay);
        ASSERT_EQ(result.destinations_without_demand, 0U);
        EXPECT_NEAR(people_times(region.people, result.access), supply, 1e-11 * supply);
        EXPECT_NEAR(
            people_times(
                region.people,
                three_step_floating_catchment(costs, region.people, region.doctors, decay).access),
            supply, 1e-11 * supply);
        const auto available = availability(costs, region.people, region.doctors, decay);
        EXPECT_NEAR(std::accumulate(available.total.begin(), available.total.end(), 0.0), supply,
                    1e-11 * supply);
    }
}

TEST(AccessInvariants, AvailabilityPerPersonIsTheTwoStepRatioByItsOwnFormula) {
    const Region region = random_region(60, 12, 2);
    const auto costs = region.costs();
    const auto by_home = costs.transposed();
    const auto two_step = floating_catchment(costs, region.people, region.doctors, kSteps);
    const auto ours = availability(costs, region.people, region.doctors, kSteps);
    std::vector<double> by_formula(60, 0); // w normalized by destination, as published
    for (std::size_t j = 0; j < 12; ++j) {
        double w = 0, demand = 0;
        for (const auto e : by_home.row(j))
            w += kSteps.weight(e.cost);
        for (const auto e : by_home.row(j))
            demand += region.people[e.destination] * kSteps.weight(e.cost) / w;
        for (const auto e : by_home.row(j))
            by_formula[e.destination] += region.doctors[j] * region.people[e.destination] *
                                         (kSteps.weight(e.cost) / w) / demand;
    }
    for (std::size_t i = 0; i < 60; ++i) {
        EXPECT_NEAR(ours.total[i], by_formula[i], 1e-12 * (1 + by_formula[i]));
        EXPECT_NEAR(ours.per_person[i], two_step.access[i], 1e-12 * two_step.access[i]);
    }
}

TEST(AccessInvariants, BalancedDemandIsAllPeopleAndLevelsAddUp) {
    const Region region = random_region(200, 30, 3);
    const auto result =
        balanced_floating_catchment(region.costs(), region.people, region.doctors, kSteps);
    double people = 0, level = 0, ratios = 0;
    for (std::size_t j = 0; j < 30; ++j) {
        people += region.doctors[j] / result.ratio[j];
        ratios += result.ratio[j];
    }
    for (const double a : result.access)
        level += a;
    const double all = std::accumulate(region.people.begin(), region.people.end(), 0.0);
    EXPECT_NEAR(people, all, 1e-10 * all);
    EXPECT_NEAR(level, ratios, 1e-12 * ratios);
}

TEST(AccessInvariants, InTheRaamEquilibriumNobodyIsBetterOffElsewhere) {
    const Region region = random_region(150, 20, 4);
    const auto costs = region.costs();
    const auto result =
        rational_agents(costs, region.people, region.doctors, {.tau = 30, .tolerance = 1e-10});
    const double people = std::accumulate(region.people.begin(), region.people.end(), 0.0);
    const double supply = std::accumulate(region.doctors.begin(), region.doctors.end(), 0.0);
    double loads = 0;
    for (const double load : result.load)
        loads += load;
    EXPECT_NEAR(loads, people, 1e-9 * people);
    for (std::size_t i = 0; i < costs.origins(); ++i) {
        double best = kInfinity;
        for (const auto e : costs.row(i))
            best = std::min(best, e.cost / 30 + result.load[e.destination] * supply / people /
                                                    region.doctors[e.destination]);
        EXPECT_NEAR(result.cost[i], best, 1e-8);
    }
}

/// Every measure, one row after another.
std::vector<std::vector<double>> all_measures(const Region& region) {
    const auto costs = region.costs();
    const auto &p = region.people, &s = region.doctors;
    const Decay gaussian = Decay::gaussian(10).up_to(45);
    return {nearest(costs).cost,
            mean_of_nearest(costs, 3),
            cost_to_reach(costs, s, 40),
            destinations_within(costs, 20),
            supply_within(costs, s, gaussian),
            floating_catchment(costs, p, s, kSteps).access,
            floating_catchment(costs, p, s, gaussian).access,
            three_step_floating_catchment(costs, p, s, kSteps).access,
            balanced_floating_catchment(costs, p, s, gaussian).access,
            availability(costs, p, s, gaussian).total,
            rational_agents(costs, p, s, {.tau = 30, .tolerance = 1e-10}).cost};
}

TEST(AccessInvariants, TheOrderOfRowsDoesNotMatter) {
    const Region region = random_region(200, 25, 5);
    std::mt19937 random(6);
    const auto shuffled = [&](std::size_t n) {
        std::vector<std::uint32_t> order(n);
        std::iota(order.begin(), order.end(), 0U);
        std::shuffle(order.begin(), order.end(), random);
        return order;
    };
    const auto home = shuffled(200), clinic = shuffled(25); // old number -> new number
    Region other{region.pairs, std::vector<double>(200), std::vector<double>(25)};
    for (auto& pair : other.pairs)
        pair = {home[pair.origin], clinic[pair.destination], pair.cost};
    std::shuffle(other.pairs.begin(), other.pairs.end(), random);
    for (std::size_t i = 0; i < 200; ++i)
        other.people[home[i]] = region.people[i];
    for (std::size_t j = 0; j < 25; ++j)
        other.doctors[clinic[j]] = region.doctors[j];
    const auto ours = all_measures(region), theirs = all_measures(other);
    for (std::size_t m = 0; m < ours.size(); ++m) {
        const double tolerance = m + 1 == ours.size() ? 1e-8 : 1e-12; // RAAM ends at a tolerance
        for (std::size_t i = 0; i < 200; ++i) {
            const double a = ours[m][i], b = theirs[m][home[i]];
            EXPECT_TRUE((std::isnan(a) && std::isnan(b)) ||
                        std::abs(a - b) <= tolerance * (1e-6 + std::abs(a)))
                << "measure " << m << ", home " << i << ": " << a << " and " << b;
        }
    }
}

TEST(AccessInvariants, OneThreadGivesTheSameBytes) {
    const Region region = random_region(20'000, 20, 7); // several parts of rows
    const auto many = all_measures(region);
    set_thread_limit(1);
    const auto one = all_measures(region);
    set_thread_limit(std::thread::hardware_concurrency());
    for (std::size_t m = 0; m < many.size(); ++m)
        for (std::size_t i = 0; i < many[m].size(); ++i)
            ASSERT_TRUE(many[m][i] == one[m][i] ||
                        (std::isnan(many[m][i]) && std::isnan(one[m][i])))
                << "measure " << m << ", home " << i;
}

} // namespace
} // namespace tractwise::access
