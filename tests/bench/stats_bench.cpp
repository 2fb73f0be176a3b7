// SPDX-License-Identifier: Apache-2.0
// A map of the nation in another classification: 85,000 values, all of them different.
#include "tests/bench/bench_support.hpp"

#include "engine/stats/classify.hpp"
#include "engine/stats/inequality.hpp"
#include "engine/stats/pairs.hpp"
#include "engine/stats/reliability.hpp"
#include "engine/stats/segregation.hpp"
#include "engine/stats/summary.hpp"

#include <benchmark/benchmark.h>

#include <cmath>
#include <vector>

namespace tractwise::bench {
namespace {

constexpr std::size_t kTracts = 85'000;

/// Skewed as densities are: many small values, few large ones.
std::vector<double> skewed(std::uint64_t seed) {
    Random random(seed);
    std::vector<double> values(kTracts);
    for (double& x : values)
        x = std::exp(random.uniform(-3, 3) + random.uniform(-3, 3));
    return values;
}

void stats_sort(benchmark::State& state) {
    const auto values = skewed(1);
    for (auto _ : state)
        benchmark::DoNotOptimize(stats::SortedValues(values));
}
BENCHMARK(stats_sort)->Unit(benchmark::kMillisecond);

void stats_classify(benchmark::State& state, stats::Method method, int classes) {
    const stats::SortedValues sorted(skewed(1));
    for (auto _ : state)
        benchmark::DoNotOptimize(stats::classify(sorted, method, classes));
}
BENCHMARK_CAPTURE(stats_classify, quantiles, stats::Method::Quantiles, 9)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(stats_classify, equal_interval, stats::Method::EqualInterval, 9)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(stats_classify, fisher_jenks_5, stats::Method::FisherJenks, 5)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(stats_classify, fisher_jenks_9, stats::Method::FisherJenks, 9)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(stats_classify, std_mean, stats::Method::StdMean, 9)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(stats_classify, box_plot, stats::Method::BoxPlot, 9)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(stats_classify, head_tail, stats::Method::HeadTail, 9)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(stats_classify, maximum_breaks, stats::Method::MaximumBreaks, 9)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(stats_classify, percentiles, stats::Method::Percentiles, 9)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(stats_classify, pretty, stats::Method::Pretty, 9)->Unit(benchmark::kMillisecond);

void stats_summarize(benchmark::State& state) {
    const auto values = skewed(1);
    for (auto _ : state)
        benchmark::DoNotOptimize(stats::summarize(values));
}
BENCHMARK(stats_summarize)->Unit(benchmark::kMillisecond);

void stats_histogram(benchmark::State& state) {
    const auto values = skewed(1);
    for (auto _ : state)
        benchmark::DoNotOptimize(stats::histogram(values, 40));
}
BENCHMARK(stats_histogram)->Unit(benchmark::kMillisecond);

void stats_pairs(benchmark::State& state) {
    const auto x = skewed(1), y = skewed(2);
    for (auto _ : state)
        benchmark::DoNotOptimize(stats::pairs_of(x, y));
}
BENCHMARK(stats_pairs)->Unit(benchmark::kMillisecond);

void stats_map_reliability(benchmark::State& state) {
    const auto estimates = skewed(1), margins = skewed(2);
    const auto classes =
        stats::classify(stats::SortedValues(estimates), stats::Method::Quantiles, 5);
    for (auto _ : state)
        benchmark::DoNotOptimize(stats::map_reliability(estimates, margins, classes));
}
BENCHMARK(stats_map_reliability)->Unit(benchmark::kMillisecond);

/// Gini, Theil, Palma, concentration and the two of them by region, with errors of the values.
void stats_inequality(benchmark::State& state) {
    const auto values = skewed(1), people = skewed(2), rank = skewed(3), errors = skewed(4);
    std::vector<std::size_t> county(kTracts);
    for (std::size_t i = 0; i < kTracts; ++i)
        county[i] = i / 27;
    for (auto _ : state) {
        benchmark::DoNotOptimize(stats::inequality({values, people, errors}));
        benchmark::DoNotOptimize(stats::concentration({values, people, errors}, rank));
        benchmark::DoNotOptimize(stats::theil_parts(values, people, county));
        benchmark::DoNotOptimize(stats::atkinson(values, people, 0.5));
    }
}
BENCHMARK(stats_inequality)->Unit(benchmark::kMillisecond);

void stats_segregation(benchmark::State& state) {
    const auto group = skewed(1), others = skewed(2), group_se = skewed(3), others_se = skewed(4);
    for (auto _ : state)
        benchmark::DoNotOptimize(stats::segregation(group, others, {group_se, others_se}));
}
BENCHMARK(stats_segregation)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace tractwise::bench
