// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/fuzz.hpp"

#include "engine/io/streets.hpp"

#include <cstdio>
#include <string>

#include <fmt/format.h>
#include <unistd.h>

// libosmium opens plain files only.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tractwise;
    static const std::string path = fmt::format("/dev/shm/tractwise-fuzz-{}.osm.pbf", ::getpid());
    if (std::FILE* out = std::fopen(path.c_str(), "wb")) {
        std::fwrite(data, 1, size, out);
        std::fclose(out);
    }
    return fuzz::answers(data, size, [](std::string_view) {
        Diagnostics diagnostics;
        io::read_streets(io::source_from_path("s", path), diagnostics, {});
    });
}
