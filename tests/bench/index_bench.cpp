// SPDX-License-Identifier: Apache-2.0
// A recipe re-evaluated after a slider moved: 85,000 tracts x 20 indicators, as in the whole United
// States. Acceptance: at most 30 ms on 2 cores, ranking included. The same ranks by std::sort run
// beside it for comparison.
#include "engine/index/evaluate.hpp"
#include "engine/index/ranking.hpp"
#include "engine/index/uncertainty.hpp"

#include "tests/bench/bench_support.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <optional>
#include <random>
#include <string>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

namespace {

using namespace tractwise;

constexpr std::size_t kTracts = 85'000;
constexpr std::size_t kIndicators = 20;

tract::TractTable nation() {
    std::mt19937_64 random(42);
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < kTracts; ++i)
        ids.push_back(fmt::format("{}", 10001000100 + 100 * i));
    tract::TractTable table(std::move(ids));
    const auto add = [&](const std::string& name, auto make) {
        tract::Column column;
        column.info.name = name;
        column.values.resize(kTracts);
        for (double& value : column.values)
            value = make();
        table.add(std::move(column));
    };
    const double missing = std::numeric_limits<double>::quiet_NaN();
    std::uniform_real_distribution<double> share(0, 1);
    std::lognormal_distribution<double> meters(8, 1.2);
    add("population",
        [&] { return share(random) < 0.01 ? 0.0 : std::floor(4000 * share(random)); });
    for (std::size_t i = 0; i < kIndicators; ++i)
        add(fmt::format("x{}", i), [&] {
            if (share(random) < 0.02)
                return missing;
            return i % 2 == 0 ? meters(random) : std::round(1000 * share(random)) / 1000; // ties
        });
    return table;
}

/// Four domains of five indicators, percentile ranks, means: the shape of `risk`.
index::IndexRecipe risk_like() {
    index::IndexRecipe recipe;
    recipe.id = "bench";
    recipe.pool = {{"population", index::Condition::Op::Greater, 0}};
    recipe.overall.name = "overall";
    for (std::size_t d = 0; d < 4; ++d) {
        index::Domain domain;
        domain.name = fmt::format("d{}", d);
        domain.presence.rule = index::Presence::Rule::Half;
        for (std::size_t i = 5 * d; i < 5 * d + 5; ++i) {
            index::Indicator indicator;
            indicator.column = indicator.name = fmt::format("x{}", i);
            indicator.direction =
                i % 5 == 4 ? tract::Direction::HigherIsBetter : tract::Direction::HigherIsWorse;
            domain.indicators.push_back(std::move(indicator));
        }
        recipe.overall.domains.push_back(std::move(domain));
    }
    return recipe;
}

void BM_EvaluateRisk(benchmark::State& state) {
    const tract::TractTable table = nation();
    index::IndexRecipe recipe = risk_like();
    for (auto _ : state) {
        recipe.overall.domains[0].weight = 1.5 - recipe.overall.domains[0].weight * 0.25;
        Diagnostics findings;
        benchmark::DoNotOptimize(index::evaluate(recipe, table, findings));
    }
}
BENCHMARK(BM_EvaluateRisk)->Unit(benchmark::kMillisecond)->UseRealTime();

/// The same as the viewer asks for it: with what the index was before the slider moved.
void BM_ReevaluateRisk(benchmark::State& state) {
    const tract::TractTable table = nation();
    index::IndexRecipe recipe = risk_like();
    Diagnostics findings;
    index::IndexResult before = index::evaluate(recipe, table, findings);
    for (auto _ : state) {
        recipe.overall.domains[0].weight = 1.5 - recipe.overall.domains[0].weight * 0.25;
        before = index::evaluate(recipe, table, findings, &before);
        benchmark::DoNotOptimize(before);
    }
}
BENCHMARK(BM_ReevaluateRisk)->Unit(benchmark::kMillisecond)->UseRealTime();

/// 1,000 draws of all columns by their margins, ranks and all; `peak_MiB` of a run of this row alone.
void BM_Uncertainty(benchmark::State& state) {
    std::optional<tract::TractTable> plain = nation();
    tract::TractTable table(plain->ids());
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> share(0, 1);
    for (const std::string& name : plain->names()) {
        tract::Column column = (*plain)[name];
        if (name != "population") {
            column.info.unit = "share";
            column.margin.resize(kTracts);
            for (std::size_t i = 0; i < kTracts; ++i) {
                column.values[i] = std::isnan(column.values[i]) ? column.values[i] : share(random);
                column.margin[i] = 0.02 + 0.1 * share(random);
            }
        }
        table.add(std::move(column));
    }
    plain.reset();
    Diagnostics findings;
    const index::IndexResult result = index::evaluate(risk_like(), table, findings);
    const auto draws = static_cast<std::size_t>(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(
            index::uncertainty(result, table, {.draws = draws, .seed = 1}, findings, {}));
    state.counters["peak_MiB"] = tractwise::bench::peak_memory_mib();
}
BENCHMARK(BM_Uncertainty)
    ->Arg(100)
    ->Arg(1000)
    ->Unit(benchmark::kSecond)
    ->Iterations(1)
    ->UseRealTime();

void BM_RankOneColumn(benchmark::State& state) {
    const tract::TractTable table = nation();
    std::vector<std::uint32_t> rows(kTracts);
    std::iota(rows.begin(), rows.end(), 0U);
    index::ValueOrder order;
    for (auto _ : state) {
        order.sort(table["x0"].values, rows);
        benchmark::DoNotOptimize(order.size());
    }
}
BENCHMARK(BM_RankOneColumn)->Unit(benchmark::kMillisecond);

void BM_RankOneColumnWithStdSort(benchmark::State& state) {
    const tract::TractTable table = nation();
    const auto& values = table["x0"].values;
    for (auto _ : state) {
        std::vector<std::uint32_t> order;
        for (std::uint32_t row = 0; row < kTracts; ++row)
            if (std::isfinite(values[row]))
                order.push_back(row);
        std::sort(order.begin(), order.end(),
                  [&](std::uint32_t a, std::uint32_t b) { return values[a] < values[b]; });
        benchmark::DoNotOptimize(order.data());
    }
}
BENCHMARK(BM_RankOneColumnWithStdSort)->Unit(benchmark::kMillisecond);

} // namespace
