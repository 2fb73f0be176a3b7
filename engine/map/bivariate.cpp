// SPDX-License-Identifier: Apache-2.0
#include "engine/map/bivariate.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

namespace tractwise::map {
namespace {

constexpr std::array<BivariatePalette, 3> kBivariatePalettes{{
    {"red_blue",
     {"Red and blue", "Rojo y azul"},
     {"e8e8e8", "e4acac", "c85a5a", "b0d5df", "ad9ea5", "985356", "64acbe", "627f8c", "574249"}},
    {"blue_green",
     {"Blue and green", "Azul y verde"},
     {"e8e8e8", "b5c0da", "6c83b5", "b8d6be", "90b2b3", "567994", "73ae80", "5a9178", "2a5a5b"}},
    {"crimson_blue",
     {"Crimson and blue, strong", "Carmesí y azul, fuerte"},
     {"dddddd", "dd7c8a", "cc0024", "7bb3d1", "8d6c8f", "8a274a", "016eae", "4a4779", "4b264d"}},
}};

} // namespace

Rgb BivariatePalette::color(int row, int column) const {
    return rgb_from_hex(published[static_cast<std::size_t>(row * 3 + column)]);
}

std::span<const BivariatePalette> bivariate_palettes() {
    return kBivariatePalettes;
}

const BivariatePalette& find_bivariate_palette(std::string_view id) {
    for (const BivariatePalette& palette : kBivariatePalettes)
        if (palette.id == id)
            return palette;
    std::vector<std::string> ids;
    for (const BivariatePalette& palette : kBivariatePalettes)
        ids.emplace_back(palette.id);
    throw Error(ErrorKind::Usage, fmt::format("there is no palette \"{}\" for two columns", id),
                {.hint = suggestion(id, ids)});
}

} // namespace tractwise::map
