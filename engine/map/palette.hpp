// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/language.hpp"

namespace tractwise::map {

/// A color of the screen: sRGB, 8 bits a channel.
struct Rgb {
    std::uint8_t r = 0, g = 0, b = 0;
    friend bool operator==(const Rgb&, const Rgb&) = default;
};

/// "#d95f0e", with or without the hash; anything else: Error(Usage).
Rgb rgb_from_hex(std::string_view hex);
std::string to_hex(Rgb color); ///< "#d95f0e"

enum class PaletteKind {
    Sequential, ///< from little to much
    Diverging,  ///< away from a middle in two directions
};

/// Colors for the classes of a map, light to dark (viridis family: dark to light).
///
///     const Palette& palette = find_palette("YlOrBr");
///     const std::vector<Rgb> fills = palette.colors(5);
///     const std::vector<Rgb> other_way = palette.colors(5, true);
///
/// `color_blind_safe` is what the palette's makers publish; `color_vision.hpp` checks it.
/// Sources: ColorBrewer 2.0 (Brewer, Harrower, The Pennsylvania State University; Apache-2.0), one
/// published list for each number of classes; viridis, magma, inferno, plasma (Smith, van der Walt,
/// CC0) and cividis (Nuñez, Anderton, Renslow 2018), read at equal steps of the published maps.
struct Palette {
    static constexpr int kFewest = 3, kMost = 9;

    std::string_view id; ///< "YlOrBr", "viridis": what a style names
    Text label;          ///< "Yellow to brown"
    PaletteKind kind = PaletteKind::Sequential;
    bool color_blind_safe = true;
    /// Space-separated hex lists of 3, 4, ... 9 classes.
    std::span<const std::string_view> published;

    /// One color per class. 3..9 as published; 2 are the outer ones of three, 1 its middle; more
    /// than 9 (up to 20) are interpolated between the nine in CIELAB. 0 or less gives none.
    std::vector<Rgb> colors(int count, bool reversed = false) const;
};

/// All palettes: sequential ones first, then the viridis family, then diverging ones.
std::span<const Palette> palettes();
/// Error(Usage) with a suggestion for an unknown id.
const Palette& find_palette(std::string_view id);
/// Yellow to orange to brown: prints in gray, safe for color-blind readers.
inline constexpr std::string_view kDefaultPalette = "YlOrBr";
/// For columns of which more is better.
inline constexpr std::string_view kBetterPalette = "GnBu";

} // namespace tractwise::map
