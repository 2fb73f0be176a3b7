// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bench_support.hpp"

#include <cstdlib>

#include <sys/resource.h>

namespace tractwise::bench {

std::filesystem::path data_pack(const std::string& relative) {
    if (const char* folder = std::getenv("TRACTWISE_DATA_PACK"))
        return std::filesystem::path(folder) / relative;
    return std::filesystem::path(TRACTWISE_SOURCE_DIR).parent_path() / "shared" / relative;
}

double peak_memory_mib() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024; // Linux counts in KiB
}

} // namespace tractwise::bench
