// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/fuzz.hpp"

#include "engine/core/config.hpp"
#include "engine/index/recipe.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tractwise;
    return fuzz::answers(data, size, [](std::string_view bytes) {
        index::to_toml(index::parse_recipe(ConfigTable::parse(std::string(bytes), "recipe.toml")));
    });
}
