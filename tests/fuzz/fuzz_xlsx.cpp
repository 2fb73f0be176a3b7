// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/fuzz_file.hpp"

#include "engine/io/table.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tractwise;
    return fuzz::answers(data, size, [](std::string_view bytes) {
        const fuzz::MemoryFile file("fuzz.xlsx", bytes);
        Diagnostics diagnostics;
        io::read_table(io::source_from_path("s", file.path()), diagnostics);
    });
}
