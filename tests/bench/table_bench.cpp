// SPDX-License-Identifier: Apache-2.0
// A table-based summary file of the nation: the tract rows out of it, the whole of it, and a look.
// TRACTWISE_SUMMARY_FILE names the file that tests/bench/summary_file.py writes.
#include "engine/io/features.hpp"
#include "engine/io/level_rows.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>

namespace tractwise::bench {
namespace {

io::SourceSpec summary_file(benchmark::State& state) {
    const char* path = std::getenv("TRACTWISE_SUMMARY_FILE");
    if (path == nullptr)
        state.SkipWithError("TRACTWISE_SUMMARY_FILE is not set");
    return io::source_from_path("acs", path == nullptr ? "" : path);
}

void table_tract_rows(benchmark::State& state) {
    const io::SourceSpec source = summary_file(state);
    for (auto _ : state) {
        Diagnostics diagnostics;
        benchmark::DoNotOptimize(io::read_table_of_level(source, "140", diagnostics).rows());
    }
}
BENCHMARK(table_tract_rows)->Unit(benchmark::kMillisecond);

void table_all_rows(benchmark::State& state) {
    const io::SourceSpec source = summary_file(state);
    for (auto _ : state) {
        Diagnostics diagnostics;
        benchmark::DoNotOptimize(io::read_table(source, diagnostics).rows());
    }
}
BENCHMARK(table_all_rows)->Unit(benchmark::kMillisecond);

void table_inspect(benchmark::State& state) {
    const io::SourceSpec source = summary_file(state);
    for (auto _ : state) {
        Diagnostics diagnostics;
        benchmark::DoNotOptimize(io::inspect(source, diagnostics).layers.size());
    }
}
BENCHMARK(table_inspect)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace tractwise::bench
