// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/fuzz_file.hpp"

#include "engine/io/table.hpp"
#include "engine/tract/geoid.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tractwise;
    return fuzz::answers(data, size, [](std::string_view bytes) {
        const fuzz::MemoryFile file("fuzz.csv", bytes);
        const io::SourceSpec source = io::source_from_path("s", file.path());
        Diagnostics diagnostics;
        const io::Table table = io::read_table(source, diagnostics);
        tract::row_ids_any_level(table, source, diagnostics);
    });
}
