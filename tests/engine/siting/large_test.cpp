// SPDX-License-Identifier: Apache-2.0
// Questions of more pairs than can be searched, and searches that the clock ends: what they say has to
// hold. Small questions with known optima are put as if they were large.
#include "engine/siting/center.hpp"
#include "engine/siting/coarse_travel.hpp"
#include "engine/siting/curve.hpp"
#include "engine/siting/solve.hpp"

#include "tests/support/data_pack.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cmath>
#include <fstream>
#include <random>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace tractwise::siting {
namespace {

using access::CostMatrix;
using access::CostUnit;

/// Homes and sites in a square of 100 x 100, all pairs.
SitingProblem square(std::size_t homes, std::size_t sites, std::uint64_t seed, bool compact) {
    std::mt19937_64 random(seed);
    const auto draw = [&] { return static_cast<double>(random() % 10'000) / 100; };
    SitingProblem problem;
    for (std::size_t j = 0; j < sites; ++j)
        problem.sites.push_back({.id = std::to_string(j),
                                 .place = {draw(), draw() / 2},
                                 .role = j % 20 == 19 ? Role::Existing
                                         : j == 7     ? Role::Required
                                                      : Role::Candidate});
    std::vector<float> cost;
    std::vector<CostMatrix::Pair> pairs;
    for (std::uint32_t i = 0; i < homes; ++i) {
        const double x = draw(), y = draw() / 2;
        problem.need.push_back(1 + static_cast<double>(random() % 100));
        for (std::uint32_t j = 0; j < sites; ++j) {
            const geo::LonLat at = problem.sites[j].place;
            // Of 24 bits, so that both matrices hold the same.
            cost.push_back(static_cast<float>(std::hypot(x - at.lon, y - at.lat)));
            if (!compact)
                pairs.push_back({i, j, double{cost.back()}});
        }
    }
    problem.costs =
        compact
            ? CostMatrix::compact(CostUnit::Meters, kInfinity, homes, sites, std::move(cost))
            : CostMatrix::from_pairs(CostUnit::Meters, kInfinity, homes, sites, std::move(pairs));
    return problem;
}

TEST(LargeQuestions, CompactCostsGiveTheSamePlans) {
    const SitingProblem plain = square(300, 60, 1, false), compact = square(300, 60, 1, true);
    for (const Objective objective : {Objective::PMedian, Objective::PCenter}) {
        const SitingSpec spec{.objective = objective, .k = 5};
        const SitingPlan a = solve(spec, plain, {}), b = solve(spec, compact, {});
        EXPECT_EQ(a.stops, b.stops);
        EXPECT_DOUBLE_EQ(a.value, b.value);
        EXPECT_DOUBLE_EQ(a.bound, b.bound);
    }
}

TEST(LargeQuestions, ThePlanOfFewerSitesIsNeverWorse) {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        const SitingProblem problem = square(200, 80, seed, false);
        const SitingSpec spec{.objective = Objective::PMedian, .k = 4};
        const SitingPlan best = solve(spec, problem, {});
        ASSERT_TRUE(best.proven) << best.how;
        for (const std::size_t most : {1U, 10U, 40U, 80U}) {
            const FewerSites fewer = with_fewer_sites(problem, most, {});
            SitingSpec of_fewer = spec; // fewer sites than stops: all of them
            of_fewer.k = std::min(*spec.k, fewer.problem.with_role(Role::Candidate).size() + 1);
            const SitingPlan there = solve(of_fewer, fewer.problem, {});
            EXPECT_LE(there.bound, best.value * (1 + 1e-9)) << most;
            if (most == 80) {
                EXPECT_NEAR(there.value, best.value, 1e-4 * best.value);
            }
            if (most == 40) { // and it says something
                EXPECT_GE(there.bound, 0.8 * best.value);
            }
            for (const std::uint32_t stop : best.stops)
                EXPECT_LT(fewer.group[stop], fewer.problem.sites.size());
        }
        // A plan for homes taken together is a plan, and a good one.
        const SitingProblem coarse = with_fewer_homes(spec, problem, 50, {});
        EXPECT_LE(coarse.homes(), 50U);
        EXPECT_NEAR(coarse.total_need(), problem.total_need(), 1e-6);
    }
}

TEST(LargeQuestions, TheClockEndsEverySearchAndLeavesAPlanWithItsBound) {
    const SitingProblem problem = square(2000, 300, 5, false);
    for (const Objective objective :
         {Objective::Mclp, Objective::Lscp, Objective::PMedian, Objective::PCenter}) {
        SitingSpec spec{.objective = objective, .k = 30, .time_limit_s = 0};
        if (is_covering(objective))
            spec.rings = {{12, 1}};
        if (objective == Objective::Lscp) {
            spec.k.reset();
            spec.share = 0.9;
        }
        const SitingPlan plan = solve(spec, problem, {});
        EXPECT_TRUE(plan.time_limited || plan.proven) << plan.how;
        EXPECT_EQ(plan.value, value_of(spec, problem, plan.stops));
        EXPECT_TRUE(marginal_curve(spec, problem, 32, {}, &plan).empty());
        EXPECT_EQ(curve_missing_from(spec, problem, {}, 32), 1U);
        spec.time_limit_s = 60;
        spec.prove = false;
        const SitingPlan longer = solve(spec, problem, {});
        if (higher_is_better(objective)) {
            EXPECT_GE(plan.bound, longer.value * (1 - 1e-9)) << plan.how;
        } else {
            EXPECT_LE(plan.bound, longer.value * (1 + 1e-9)) << plan.how;
        }
    }
}

// 205 seconds for a limit of none, when it bounded the proof alone.
TEST(LargeQuestions, ACurveEndsInTimeAndSaysWhereItEnds) {
    const SitingProblem problem = square(4000, 400, 6, false);
    SitingSpec spec{.objective = Objective::PMedian, .k = 100, .time_limit_s = 0.5};
    for (const std::size_t most : {20U, 102U}) {
        const auto begin = std::chrono::steady_clock::now();
        const auto curve = marginal_curve(spec, problem, most, {});
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
        EXPECT_LT(took.count(), 20) << most; // far from it also on a busy machine
        const std::size_t from = curve_missing_from(spec, problem, curve, most);
        EXPECT_EQ(from, curve.size() < most ? curve.size() + 1 : 0);
        for (const CurvePoint& point : curve)
            EXPECT_LE(point.bound, point.value * (1 + 1e-9));
    }
    spec.time_limit_s = 600;
    const auto whole = marginal_curve(spec, square(200, 30, 6, false), 10, {});
    EXPECT_EQ(whole.size(), 10U);
    EXPECT_EQ(curve_missing_from(spec, square(200, 30, 6, false), whole, 10), 0U);
}

// p-median of 9 million pairs: the longest between two looks at the request, on a busy machine.
TEST(LargeQuestions, AStopIsObeyedSoon) {
    const SitingProblem problem = square(6000, 1500, 7, true);
    for (const Objective objective : {Objective::PMedian, Objective::PCenter})
        for (const int milliseconds : {10, 200, 600}) {
            std::stop_source stop;
            std::chrono::steady_clock::time_point asked;
            std::jthread hand([&] {
                std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
                asked = std::chrono::steady_clock::now();
                stop.request_stop();
            });
            try {
                solve({.objective = objective, .k = 20, .time_limit_s = 600}, problem,
                      {{}, stop.get_token()});
            } catch (const Error& error) {
                EXPECT_EQ(error.kind(), ErrorKind::Canceled);
            }
            hand.join();
            const std::chrono::duration<double> took = std::chrono::steady_clock::now() - asked;
            EXPECT_LT(took.count(), 3) << name_of(objective) << " after " << milliseconds;
        }
}

/// pmed1 to pmed10 of Beasley's OR-Library: graphs whose best medians and centers are known.
struct OrLibrary {
    SitingProblem problem;
    std::size_t p = 0;
};

OrLibrary or_library(int n) {
    std::ifstream file(test::data_pack("truth/locate/orlib/pmed" + std::to_string(n) + ".txt"));
    std::size_t nodes = 0, edges = 0, a = 0, b = 0;
    OrLibrary read;
    file >> nodes >> edges >> read.p;
    std::vector<std::vector<double>> cost(nodes, std::vector<double>(nodes, kInfinity));
    for (std::size_t i = 0; i < nodes; ++i)
        cost[i][i] = 0;
    for (double length = 0; file >> a >> b >> length;)
        cost[a - 1][b - 1] = cost[b - 1][a - 1] = length;
    for (std::size_t via = 0; via < nodes; ++via)
        for (std::size_t i = 0; i < nodes; ++i)
            for (std::size_t j = 0; j < nodes; ++j)
                cost[i][j] = std::min(cost[i][j], cost[i][via] + cost[via][j]);
    std::vector<float> all;
    for (const auto& row : cost)
        for (const double length : row)
            all.push_back(static_cast<float>(length)); // whole numbers
    read.problem.costs =
        CostMatrix::compact(CostUnit::Meters, kInfinity, nodes, nodes, std::move(all));
    read.problem.need.assign(nodes, 1);
    for (std::size_t j = 0; j < nodes; ++j)
        read.problem.sites.push_back({.id = std::to_string(j)});
    return read;
}
constexpr std::array kMedians{5819, 4093, 4250, 3034, 1355, 7824, 5631, 4445, 2734, 1255};
constexpr std::array kCenters{127, 98, 93, 74, 48, 84, 64, 55, 37, 20};

class LargeOrLibrary : public testing::TestWithParam<int> {};

TEST_P(LargeOrLibrary, BoundsOfAnEndedSearchAreBelowTheOptimum) {
    TRACTWISE_NEEDS("truth/locate/orlib/pmed1.txt");
    const OrLibrary pmed = or_library(GetParam());
    const double median = kMedians[GetParam() - 1], center = kCenters[GetParam() - 1];
    for (const double seconds : {0.0, 0.05}) {
        const SitingPlan travel =
            solve({.objective = Objective::PMedian, .k = pmed.p, .time_limit_s = seconds},
                  pmed.problem, {});
        EXPECT_GE(travel.value, median);
        EXPECT_LE(travel.bound, median) << travel.how;
        const SitingPlan trip =
            solve({.objective = Objective::PCenter, .k = pmed.p, .time_limit_s = seconds},
                  pmed.problem, {});
        EXPECT_GE(trip.value, center);
        EXPECT_LE(trip.bound, center) << trip.how;
    }
    for (const std::size_t most : {10U, 50U}) {
        const FewerSites fewer = with_fewer_sites(pmed.problem, most, {});
        const std::size_t k = std::min(pmed.p, fewer.problem.sites.size());
        EXPECT_LE(
            solve({.objective = Objective::PMedian, .k = k, .prove = false}, fewer.problem, {})
                .bound,
            median);
    }
}

TEST_P(LargeOrLibrary, TheCenterOfSomeHomesThenMoreIsTheOptimum) {
    TRACTWISE_NEEDS("truth/locate/orlib/pmed1.txt");
    const OrLibrary pmed = or_library(GetParam());
    const SitingSpec spec{.objective = Objective::PCenter, .k = pmed.p};
    const Found found =
        best_center(spec, pmed.problem, {}, {}, Deadline(60), pmed.problem.costs.pairs() / 10);
    EXPECT_EQ(found.value, kCenters[GetParam() - 1]) << found.how;
    EXPECT_EQ(found.bound, found.value) << found.how;
    EXPECT_TRUE(found.proven) << found.how;
    EXPECT_EQ(longest_trip(pmed.problem, found.sites), found.value);
}

INSTANTIATE_TEST_SUITE_P(Pmed, LargeOrLibrary, testing::Range(1, 11),
                         [](const auto& each) { return "pmed" + std::to_string(each.param); });

} // namespace
} // namespace tractwise::siting
