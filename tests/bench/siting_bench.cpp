// SPDX-License-Identifier: Apache-2.0
// Choosing 20 stops among 1,000 candidates for 10,000 demand points: exchange search with the
// Lagrangian bound, and beside it the model that spopt writes, given to Cbc alone. See README.md.
#include "engine/core/numbers.hpp"
#include "engine/core/parallel.hpp"
#include "engine/siting/solve.hpp"

#include "engine/siting/mip.hpp"
#include "tests/bench/bench_support.hpp"

#include <cmath>
#include <iostream>
#include <limits>

#include <benchmark/benchmark.h>

namespace {

using namespace tractwise;
using namespace tractwise::siting;
using bench::Random;
using bench::Threads;

constexpr std::size_t kHomes = 10'000, kSites = 1'000, kStops = 20;
constexpr double kSide = 100'000, kLimit = 5'000; // meters

enum Shape { Even, Towns };

/// Homes even over a square of 100 km, or most of them in 60 towns; candidates lie like homes.
SitingProblem county(Shape shape) {
    Random random(shape == Even ? 7 : 8);
    std::vector<std::array<double, 2>> town;
    for (int t = 0; t < 60; ++t)
        town.push_back({random.uniform(0, kSide), random.uniform(0, kSide)});
    const auto place = [&]() -> std::array<double, 2> {
        if (shape == Even || random.uniform(0, 1) < 0.3)
            return {random.uniform(0, kSide), random.uniform(0, kSide)};
        // Large towns and small ones; nearer the middle of a town there are more people.
        const double which = random.uniform(0, 1);
        const auto& middle = town[static_cast<std::size_t>(which * which * 60)];
        const double radius = 6'000 * random.uniform(0, 1), angle = random.uniform(0, 6.283185307);
        return {middle[0] + radius * std::cos(angle), middle[1] + radius * std::sin(angle)};
    };
    std::vector<std::array<double, 2>> home(kHomes), site(kSites);
    SitingProblem problem;
    for (auto& p : home) {
        p = place();
        problem.need.push_back(std::floor(std::exp(random.uniform(0, 6))));
    }
    for (std::size_t j = 0; j < kSites; ++j) {
        site[j] = place();
        problem.sites.push_back({.id = "c" + std::to_string(j)});
    }
    std::vector<access::CostMatrix::Pair> pairs;
    for (std::uint32_t i = 0; i < kHomes; ++i)
        for (std::uint32_t j = 0; j < kSites; ++j)
            if (const double d = std::hypot(home[i][0] - site[j][0], home[i][1] - site[j][1]);
                d <= kLimit)
                pairs.push_back({i, j, d});
    problem.costs = access::CostMatrix::from_pairs(access::CostUnit::Meters, kLimit, kHomes, kSites,
                                                   std::move(pairs));
    return problem;
}

const SitingProblem& shared_county(Shape shape) {
    static const SitingProblem even = county(Even), towns = county(Towns);
    return shape == Even ? even : towns;
}

SitingSpec question(int which) {
    SitingSpec spec{.objective = Objective::Mclp, .k = kStops, .rings = {{kLimit, 1}}};
    if (which == 1)
        spec.rings = {{2'000, 1}, {3'500, 0.6}, {kLimit, 0.25}};
    if (which == 2)
        spec = {.objective = Objective::PMedian, .k = kStops, .beyond = kLimit};
    spec.prove = false;
    return spec;
}

/// Arguments: 0 even, 1 in towns; 0 covering, 1 rings, 2 p-median with people beyond at the limit.
void heuristic_and_bound(benchmark::State& state) {
    const Threads threads(0);
    const SitingProblem& problem = shared_county(state.range(0) == 0 ? Even : Towns);
    const SitingSpec spec = question(static_cast<int>(state.range(1)));
    SitingPlan plan;
    for (auto _ : state)
        plan = solve(spec, problem, {});
    state.counters["value"] = plan.value;
    state.counters["gap_percent"] = 100 * plan.gap;
    state.counters["pairs"] = static_cast<double>(problem.costs.pairs());
}
BENCHMARK(heuristic_and_bound)
    ->ArgNames({"towns", "question"})
    ->ArgsProduct({{0, 1}, {0, 1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

/// With the proof by Cbc on what the bound left open.
void with_proof(benchmark::State& state) {
    const SitingProblem& problem = shared_county(state.range(0) == 0 ? Even : Towns);
    SitingSpec spec = question(static_cast<int>(state.range(1)));
    spec.prove = true;
    spec.time_limit_s = 120;
    SitingPlan plan;
    for (auto _ : state)
        plan = solve(spec, problem, {});
    state.counters["value"] = plan.value;
    state.counters["gap_percent"] = 100 * plan.gap;
}
BENCHMARK(with_proof)
    ->ArgNames({"towns", "question"})
    ->ArgsProduct({{0, 1}, {0, 1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1)
    ->UseRealTime();

/// As spopt.locate.MCLP writes it: a whole-number column for every site and every demand point,
/// z_i <= the sites within the limit, exactly p sites; Cbc with its own settings, 120 s.
void cbc_alone_mclp(benchmark::State& state) {
    const SitingProblem& problem = shared_county(state.range(0) == 0 ? Even : Towns);
    MipResult result;
    for (auto _ : state) {
        MipModel mip{.maximize = true};
        std::vector<MipModel::Term> number;
        for (std::size_t j = 0; j < kSites; ++j)
            number.push_back({mip.add_column(0, 0, 1, true), 1});
        mip.add_row(kStops, kStops, number);
        for (std::size_t i = 0; i < kHomes; ++i) {
            std::vector<MipModel::Term> row{{mip.add_column(problem.need[i], 0, 1, true), 1}};
            for (const std::uint32_t j : problem.costs.row_destinations(i))
                row.push_back({static_cast<int>(j), -1});
            mip.add_row(-kInfinity, 0, row);
        }
        result = solve_mip(mip, {.time_limit_s = 120}, {});
    }
    state.counters["value"] = result.value;
    state.counters["gap_percent"] = 100 * (result.bound - result.value) / result.value;
}
BENCHMARK(cbc_alone_mclp)
    ->ArgNames({"towns"})
    ->Arg(0)
    ->Arg(1)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1)
    ->UseRealTime();

/// As spopt.locate.PMedian writes it: a column for every pair; pairs beyond the limit are one column
/// a home, since the whole matrix of 10 million would not fit.
void cbc_alone_p_median(benchmark::State& state) {
    const SitingProblem& problem = shared_county(state.range(0) == 0 ? Even : Towns);
    MipResult result;
    for (auto _ : state) {
        MipModel mip;
        std::vector<MipModel::Term> number;
        for (std::size_t j = 0; j < kSites; ++j)
            number.push_back({mip.add_column(0, 0, 1, true), 1});
        mip.add_row(kStops, kStops, number);
        for (std::size_t i = 0; i < kHomes; ++i) {
            std::vector<MipModel::Term> row{
                {mip.add_column(problem.need[i] * kLimit, 0, 1, true), 1}};
            for (const auto entry : problem.costs.row(i)) {
                const int x = mip.add_column(problem.need[i] * entry.cost, 0, 1, true);
                row.push_back({x, 1});
                mip.add_row(-kInfinity, 0, {{x, 1}, {static_cast<int>(entry.destination), -1}});
            }
            mip.add_row(1, 1, row);
        }
        result = solve_mip(mip, {.time_limit_s = 120}, {});
    }
    state.counters["value"] = result.value;
    state.counters["found"] = result.has_values() ? 1 : 0;
    state.counters["gap_percent"] = 100 * (result.value - result.bound) / result.value;
}
BENCHMARK(cbc_alone_p_median)
    ->ArgNames({"towns"})
    ->Arg(1)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1)
    ->UseRealTime();

} // namespace
