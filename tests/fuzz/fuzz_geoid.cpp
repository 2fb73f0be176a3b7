// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/fuzz.hpp"

#include "engine/tract/geoid.hpp"
#include "engine/tract/renumbered.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tractwise;
    return fuzz::answers(data, size, [](std::string_view bytes) {
        for (const auto level :
             {tract::AreaLevel::Tract, tract::AreaLevel::BlockGroup, tract::AreaLevel::Block}) {
            const tract::ParsedGeoid parsed = tract::parse_geoid(bytes, level);
            if (!parsed.id.empty() && tract::codes_changed(parsed.id))
                tract::other_id(parsed.id);
        }
    });
}
