// SPDX-License-Identifier: Apache-2.0
// Neighbors and local statistics of the 41,088 tracts in the data pack; compare_spatial.py does the same
// with PySAL and spdep.
#include "tests/bench/bench_support.hpp"
#include "tests/bench/real_tracts.hpp"

#include "engine/geo/geodesic.hpp"
#include "engine/spatial/contiguity.hpp"
#include "engine/spatial/distances.hpp"
#include "engine/spatial/global.hpp"
#include "engine/spatial/local.hpp"

#include <benchmark/benchmark.h>

#include <vector>

namespace tractwise::bench {
namespace {

using namespace spatial;

/// Latitude with noise: clustered, all values different.
const std::vector<double>& column() {
    static const std::vector<double> values = [] {
        const geo::PolygonSet& tracts = real_tracts();
        Random random(1);
        std::vector<double> column(tracts.size());
        for (std::size_t s = 0; s < tracts.size(); ++s)
            column[s] = tracts.box(s).min_y + random.uniform(0, 5);
        return column;
    }();
    return values;
}

const Weights& queens() {
    static const Weights weights = queen(real_tracts());
    return weights;
}

const std::vector<geo::LonLat>& middles() {
    static const std::vector<geo::LonLat> places = [] {
        std::vector<geo::LonLat> all;
        for (std::size_t s = 0; s < real_tracts().size(); ++s)
            all.push_back(geo::centroid(real_tracts(), s));
        return all;
    }();
    return places;
}

bool has_tracts(benchmark::State& state) {
    if (real_tracts().size() == 0)
        state.SkipWithError("the data pack is absent");
    return real_tracts().size() > 0;
}

void weights_of(benchmark::State& state, Touch touch, double snap_m) {
    if (!has_tracts(state))
        return;
    std::size_t links = 0, added = 0;
    for (auto _ : state) {
        const Contiguity found = contiguity(real_tracts(), touch, snap_m);
        links = found.weights.links();
        added = found.added_by_snap;
    }
    state.counters["links"] = static_cast<double>(links);
    state.counters["added"] = static_cast<double>(added);
}
BENCHMARK_CAPTURE(weights_of, queen, Touch::Corner, 0.0)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();
BENCHMARK_CAPTURE(weights_of, rook, Touch::Edge, 0.0)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();
BENCHMARK_CAPTURE(weights_of, queen_snapped_10_m, Touch::Corner, 10.0)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();

void weights_nearest_8(benchmark::State& state) {
    if (!has_tracts(state))
        return;
    middles();
    const Threads threads(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(nearest_neighbors(middles(), 8));
}
TRACTWISE_BENCHMARK(weights_nearest_8)->Arg(0)->Arg(1);

template <typename Statistic>
void local_of(benchmark::State& state, const Statistic& statistic, const Weights& weights) {
    column();
    const Threads threads(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(
            statistic(column(), weights, {.draws = static_cast<std::size_t>(state.range(1))}));
}

void local_moran_queen(benchmark::State& state) {
    if (has_tracts(state))
        local_of(
            state, [](auto& x, auto& w, const LocalSpec& spec) { return local_moran(x, w, spec); },
            queens());
}
void local_geary_queen(benchmark::State& state) {
    if (has_tracts(state))
        local_of(
            state, [](auto& x, auto& w, const LocalSpec& spec) { return local_geary(x, w, spec); },
            queens());
}
/// Weights that differ within a row: sums are drawn, not looked up.
void local_moran_kernel(benchmark::State& state) {
    if (!has_tracts(state))
        return;
    static const Weights weights = adaptive_kernel(middles(), Kernel::Triangular, 8);
    local_of(
        state, [](auto& x, auto& w, const LocalSpec& spec) { return local_moran(x, w, spec); },
        weights);
}
void draws(benchmark::internal::Benchmark* bench) {
    bench->ArgNames({"threads", "draws"})
        ->Unit(benchmark::kMillisecond)
        ->MeasureProcessCPUTime()
        ->UseRealTime();
    for (const int threads : {0, 1})
        for (const int count : {999, 9'999})
            bench->Args({threads, count});
}
BENCHMARK(local_moran_queen)->Apply(draws)->Args({0, 99'999});
BENCHMARK(local_moran_kernel)->Apply(draws);
BENCHMARK(local_geary_queen)->Apply(draws);

void global_moran(benchmark::State& state) {
    if (!has_tracts(state))
        return;
    column();
    const Threads threads(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(
            moran(column(), queens(), {.draws = static_cast<std::size_t>(state.range(1))}));
}
BENCHMARK(global_moran)
    ->ArgNames({"threads", "draws"})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Args({0, 0})
    ->Args({0, 999})
    ->Args({1, 999});

} // namespace
} // namespace tractwise::bench
