// SPDX-License-Identifier: Apache-2.0
// What a planner waits for: a stop that is dragged, and the whole statement about a plan. A county
// of 100,000 homes on a square; a stop reaches those in a disc around it.
#include "engine/siting/compare.hpp"
#include "engine/siting/live_plan.hpp"
#include "engine/siting/reach.hpp"

#include "tests/bench/bench_support.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

#include <benchmark/benchmark.h>

namespace {

using namespace tractwise;
using namespace tractwise::siting;
using bench::Random;
using bench::Threads;

constexpr std::uint32_t kHomes = 100'000;
constexpr double kLimit = 15;

struct County {
    std::vector<double> x, y; // of homes, in a square of side 1
    Homes homes;
    std::vector<double> site_x, site_y;
    access::CostMatrix costs;
    std::vector<std::uint32_t> sites;

    /// `reach`: homes that a site reaches, on average away from the borders.
    County(std::uint32_t site_count, std::size_t groups, double reach) : random_(1) {
        // A grid of 20 x 20 tracts; homes tract by tract, as files of blocks have them.
        homes.areas = 400;
        for (std::uint32_t i = 0; i < kHomes; ++i) {
            const std::uint32_t area = i / (kHomes / 400);
            x.push_back((area / 20 + random_.uniform(0, 1)) / 20);
            y.push_back((area % 20 + random_.uniform(0, 1)) / 20);
            homes.area.push_back(area);
        }
        homes.groups.resize(groups);
        for (SurveyGroup& group : homes.groups) {
            for (std::uint32_t i = 0; i < kHomes; ++i)
                group.group.people.push_back(random_.uniform(0, 40));
            for (std::size_t a = 0; a < homes.areas; ++a)
                group.margin.push_back(random_.uniform(10, 400));
        }
        radius = std::sqrt(reach / kHomes / 3.141592653589793);
        std::vector<access::CostMatrix::Pair> pairs;
        for (std::uint32_t j = 0; j < site_count; ++j) {
            site_x.push_back(random_.uniform(0, 1));
            site_y.push_back(random_.uniform(0, 1));
            for (const auto& r : around(site_x[j], site_y[j]))
                pairs.push_back({r.home, j, r.cost});
        }
        costs = access::CostMatrix::from_pairs(access::CostUnit::Minutes, kLimit, kHomes,
                                               site_count, std::move(pairs));
        sites.resize(site_count);
        std::iota(sites.begin(), sites.end(), 0U);
    }
    std::vector<LivePlan::Reached> around(double at_x, double at_y) const {
        std::vector<LivePlan::Reached> found;
        for (std::uint32_t i = 0; i < kHomes; ++i) {
            const double cost = std::hypot(x[i] - at_x, y[i] - at_y) / radius * kLimit;
            if (cost <= kLimit)
                found.push_back({i, cost});
        }
        return found;
    }

private:
    Random random_;
    double radius = 0;
};

/// move() and reading every group of every stop: 20 stops and 10 existing sites, 8 groups.
void siting_live_move(benchmark::State& state) {
    const County county(30, 8, static_cast<double>(state.range(0)));
    const std::span<const std::uint32_t> sites = county.sites;
    LivePlan live(county.costs, kLimit, county.homes, sites.first(20), sites.last(10));
    std::vector<std::vector<LivePlan::Reached>> path; // a stop dragged across the county
    for (int step = 0; step < 100; ++step)
        path.push_back(county.around(0.1 + 0.008 * step, 0.5));
    std::size_t step = 0;
    for (auto _ : state) {
        live.move(7, path[step++ % path.size()]);
        double sum = 0;
        for (std::size_t g = 0; g < 8; ++g) {
            sum += live.after(g) + live.newly(g);
            for (std::size_t s = 0; s < live.stops(); ++s)
                sum += live.stop_reached(s, g) + live.stop_newly(s, g) + live.stop_alone(s, g);
        }
        benchmark::DoNotOptimize(sum);
    }
    state.counters["homes"] = static_cast<double>(path[50].size());
}

void siting_live_start(benchmark::State& state) {
    const County county(30, 8, 3000);
    const std::span<const std::uint32_t> sites = county.sites;
    for (auto _ : state)
        benchmark::DoNotOptimize(
            LivePlan(county.costs, kLimit, county.homes, sites.first(20), sites.last(10)));
}

/// 300 open sites, 12 groups; the second argument is the homes that a site reaches.
void siting_reach_of(benchmark::State& state) {
    const Threads threads(state.range(0));
    const County county(300, 12, static_cast<double>(state.range(1)));
    const std::span<const std::uint32_t> sites = county.sites;
    const auto stops = static_cast<std::size_t>(state.range(2));
    for (auto _ : state)
        benchmark::DoNotOptimize(
            reach_of(county.costs, kLimit, county.homes, sites.first(stops), sites.subspan(stops)));
    state.counters["pairs"] = static_cast<double>(county.costs.pairs());
}

void siting_compare(benchmark::State& state) {
    const Threads threads(state.range(0));
    const County county(300, 12, 3000);
    const std::span<const std::uint32_t> sites = county.sites;
    for (auto _ : state)
        benchmark::DoNotOptimize(
            compare(county.costs, kLimit, county.homes, sites.first(150), sites.last(160)));
}

} // namespace

BENCHMARK(siting_live_move)
    ->ArgName("reach")
    ->Arg(3000)
    ->Arg(30'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(siting_live_start)->Unit(benchmark::kMillisecond);
BENCHMARK(siting_reach_of)
    ->ArgNames({"threads", "reach", "stops"})
    ->Args({0, 3000, 300})
    ->Args({1, 3000, 300})
    ->Args({0, 3000, 20})
    ->Args({0, 20'000, 300})
    ->Args({0, 20'000, 20})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();
TRACTWISE_BENCHMARK(siting_compare)->Arg(0)->Arg(1);
