// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/fuzz.hpp"

#include "engine/core/config.hpp"
#include "engine/study/study.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tractwise;
    return fuzz::answers(data, size, [](std::string_view bytes) {
        study::Study::parse(ConfigTable::parse(std::string(bytes), "study.toml"), "/").to_toml();
    });
}
