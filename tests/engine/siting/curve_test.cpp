// SPDX-License-Identifier: Apache-2.0
// Long curves, whose points grow out of each other, against plans that are searched one by one.
#include "engine/siting/curve.hpp"
#include "engine/siting/gain_model.hpp"
#include "engine/siting/lagrangian.hpp"

#include "tests/engine/siting/thread_counts.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace tractwise::siting {
namespace {

constexpr std::size_t kHomes = 300, kSites = 60, kMost = 40;

/// Homes and sites in a square of 100 x 100; every tenth site exists, one is required.
SitingProblem square(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto draw = [&] { return static_cast<double>(random() % 10'000) / 100; };
    SitingProblem problem;
    std::vector<std::array<double, 2>> sites(kSites);
    for (std::size_t j = 0; j < kSites; ++j) {
        sites[j] = {draw(), draw()};
        problem.sites.push_back({.id = std::to_string(j),
                                 .role = j % 20 == 0 ? Role::Existing
                                         : j == 7    ? Role::Required
                                                     : Role::Candidate});
    }
    std::vector<access::CostMatrix::Pair> pairs;
    for (std::size_t i = 0; i < kHomes; ++i) {
        const double x = draw(), y = draw();
        problem.need.push_back(1 + static_cast<double>(random() % 100) / 7);
        for (std::size_t j = 0; j < kSites; ++j)
            pairs.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j),
                             std::hypot(x - sites[j][0], y - sites[j][1])});
    }
    problem.costs = access::CostMatrix::from_pairs(
        access::CostUnit::Meters, std::numeric_limits<double>::infinity(), kHomes, kSites, pairs);
    return problem;
}

TEST(LongCurve, IsCloseToPlansThatAreSearchedOneByOne) {
    for (const Objective objective : {Objective::Mclp, Objective::PMedian})
        for (const std::uint64_t seed : {1U, 2U, 3U}) {
            const SitingProblem problem = square(seed);
            SitingSpec spec{.objective = objective, .k = 30, .prove = false};
            if (objective == Objective::Mclp)
                spec.rings = {{9, 1}};
            const SitingPlan plan = solve(spec, problem, {});
            const auto curve = marginal_curve(spec, problem, kMost, {}, &plan);
            ASSERT_GT(curve.size(), 20U);
            const bool higher = higher_is_better(objective);
            for (const CurvePoint& point : curve) {
                SitingSpec own = spec;
                own.k = point.k;
                const double alone = solve(own, problem, {}).value;
                EXPECT_NEAR(point.value / alone, 1, 0.01) << point.k;
                EXPECT_EQ(value_of(own, problem, point.stops), point.value);
                EXPECT_LE(point.stops.size(), point.k);
                // No plan of this size is better than the bound, that of the other search included.
                EXPECT_TRUE(higher ? point.bound >= alone * (1 - 1e-9)
                                   : point.bound <= alone * (1 + 1e-9))
                    << point.k;
            }
            for (const CurvePoint& point : curve)
                if (point.k == plan.stops.size()) {
                    EXPECT_TRUE(higher ? point.value >= plan.value : point.value <= plan.value);
                }
        }
}

TEST(LongCurve, IsTheSameWithOneThreadAndWithMany) {
    const SitingProblem problem = square(4);
    const SitingSpec spec{.objective = Objective::Mclp, .k = 30, .rings = {{9, 1}}, .prove = false};
    test::expect_same_bits([&] {
        std::vector<double> numbers;
        for (const CurvePoint& point : marginal_curve(spec, problem, kMost, {})) {
            numbers.push_back(point.value);
            numbers.push_back(point.bound);
            numbers.insert(numbers.end(), point.stops.begin(), point.stops.end());
        }
        return numbers;
    });
}

// Large questions of least travel look at the nearest sites of each home only; what they say of all
// plans has to hold of all sites.
TEST(CutTravel, BoundsHoldForTheWholeProblem) {
    for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) {
        const SitingProblem problem = square(seed);
        const SitingSpec spec{.objective = Objective::PMedian, .k = 12, .prove = false};
        const SitingPlan plan = solve(spec, problem, {});
        const GainTask whole = gain_task(spec, problem), cut = gain_task(spec, problem, 1);
        EXPECT_FALSE(whole.cut);
        ASSERT_TRUE(cut.cut);
        EXPECT_LT(cut.model.pairs(), whole.model.pairs());
        // Travel in the cut model is never more than it is, whatever the plan.
        std::mt19937_64 random(seed);
        for (int round = 0; round < 50; ++round) {
            std::vector<std::uint32_t> stops{7};
            while (stops.size() < 12)
                if (const auto j = static_cast<std::uint32_t>(random() % kSites);
                    problem.sites[j].role == Role::Candidate &&
                    std::find(stops.begin(), stops.end(), j) == stops.end())
                    stops.push_back(j);
            EXPECT_LE(cut.worst_travel - cut.model.value(cut.model.numbers_of(stops)),
                      value_of(spec, problem, stops) * (1 + 1e-12));
        }
        const auto bound =
            lagrangian_bound(cut.model, cut.model.numbers_of(plan.stops), 0, 300, {});
        EXPECT_LE(cut.worst_travel - bound.bound, plan.value * (1 + 1e-12));
        EXPECT_GE(cut.worst_travel - bound.bound, plan.value * 0.9); // and say something
    }
}

} // namespace
} // namespace tractwise::siting
