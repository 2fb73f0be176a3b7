// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/print_warnings.hpp"

#include "engine/map/color_vision.hpp"

#include <fmt/format.h>

namespace tractwise::paper {
namespace {

constexpr Text kGray{"In black and white, two colors look alike: print it in color, or take a "
                     "palette from light to dark",
                     "En blanco y negro, dos colores se ven iguales: imprímalo en color, o use una "
                     "paleta de claro a oscuro"};
constexpr Text kBlind{"Eyes with {} cannot tell two colors apart; take a palette that is safe",
                      "Con {} no se distinguen dos colores; use una paleta segura"};

/// Whether two of the colors cannot be told apart beside each other.
bool look_alike(const std::vector<map::Rgb>& colors) {
    constexpr double kApart = 6; // as the tests of the palettes
    for (std::size_t a = 0; a < colors.size(); ++a)
        for (std::size_t b = 0; b < a; ++b)
            if (map::difference(colors[a], colors[b]) < kApart)
                return true;
    return false;
}

} // namespace

std::vector<std::string> print_warnings(std::span<const map::Rgb> told_apart, Reader reader) {
    std::vector<std::string> warnings;
    for (const map::Vision vision : map::kVisions) {
        if (vision == map::Vision::Normal)
            continue;
        std::vector<map::Rgb> seen;
        for (const map::Rgb color : told_apart)
            seen.push_back(map::seen_as(color, vision));
        if (look_alike(seen))
            warnings.push_back(vision == map::Vision::Gray
                                   ? kGray.in(reader)
                                   : fmt::format(fmt::runtime(kBlind.in(reader)),
                                                 map::label_of(vision).in(reader)));
    }
    return warnings;
}

} // namespace tractwise::paper
