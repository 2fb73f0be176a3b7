// SPDX-License-Identifier: Apache-2.0
#include "engine/core/memory.hpp"

#include "engine/core/numbers.hpp"

#include <algorithm>
#include <fstream>
#include <string>

#include <sys/resource.h>
#include <unistd.h>

namespace tractwise {

double available_memory() {
    double available = kInfinity;
    std::ifstream facts("/proc/meminfo");
    for (std::string name, unit; facts >> name;) {
        double kilobytes = 0;
        if (name == "MemAvailable:" && facts >> kilobytes)
            available = kilobytes * 1024;
        std::getline(facts, unit);
    }
    struct rlimit limit {};
    if (::getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) {
        double pages = 0;
        std::ifstream("/proc/self/statm") >> pages;
        const double taken = pages * static_cast<double>(::sysconf(_SC_PAGESIZE));
        available = std::min(available, std::max(0.0, static_cast<double>(limit.rlim_cur) - taken));
    }
    return available;
}

} // namespace tractwise
