// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/parallel.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <thread>

namespace tractwise::bench {

/// A file of the data pack ($TRACTWISE_DATA_PACK, or ../shared beside the checkout), as in
/// tests/support.
std::filesystem::path data_pack(const std::string& relative);

/// The most memory this process has held so far, in MiB. It never falls: read it in a run of one
/// benchmark.
double peak_memory_mib();

/// SplitMix64: the same numbers on every machine, and in compare_geopandas.py.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31);
    }
    double uniform(double low, double high) { // [low, high)
        return low + (high - low) * (static_cast<double>(next() >> 11) * 0x1p-53);
    }

private:
    std::uint64_t state_;
};

/// Sets the number of threads for one benchmark: 0 is all of them.
class Threads {
public:
    explicit Threads(std::int64_t threads) {
        set_thread_limit(threads > 0 ? static_cast<std::size_t>(threads)
                                     : std::thread::hardware_concurrency());
    }
    ~Threads() { set_thread_limit(std::thread::hardware_concurrency()); }
    Threads(const Threads&) = delete;
    Threads& operator=(const Threads&) = delete;
};

} // namespace tractwise::bench

// Argument: threads; 0 is all cores. Time is wall-clock, CPU that of all threads together.
#define TRACTWISE_BENCHMARK(name)                                                                  \
    BENCHMARK(name)                                                                                \
        ->ArgName("threads")                                                                       \
        ->Unit(benchmark::kMillisecond)                                                            \
        ->MeasureProcessCPUTime()                                                                  \
        ->UseRealTime()
