// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/fuzz.hpp"

#include "engine/report/run_record.hpp"

#include <cstdio>
#include <string>

#include <fmt/format.h>
#include <unistd.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tractwise;
    static const std::string path = fmt::format("/dev/shm/tractwise-fuzz-{}.json", ::getpid());
    if (std::FILE* out = std::fopen(path.c_str(), "wb")) {
        std::fwrite(data, 1, size, out);
        std::fclose(out);
    }
    return fuzz::answers(data, size, [](std::string_view) { report::read_run_record(path); });
}
