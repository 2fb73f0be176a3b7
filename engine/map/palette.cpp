// SPDX-License-Identifier: Apache-2.0
#include "engine/map/palette.hpp"

#include "engine/map/palette_data.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/map/color_vision.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::map {
namespace {

constexpr std::size_t kHexDigits = 6;

std::vector<Rgb> parse_list(std::string_view list) {
    std::vector<Rgb> colors;
    for (const std::string& hex : split(list, ' '))
        colors.push_back(rgb_from_hex(hex));
    return colors;
}

/// More classes than were published: between neighbors, where equal steps look equal.
std::vector<Rgb> interpolate(const std::vector<Rgb>& anchors, int count) {
    std::vector<Rgb> colors;
    for (int i = 0; i < count; ++i) {
        const double at = static_cast<double>(anchors.size() - 1) * i / (count - 1);
        const auto low = std::min(static_cast<std::size_t>(at), anchors.size() - 2);
        const double t = at - static_cast<double>(low);
        const Lab a = to_lab(anchors[low]), b = to_lab(anchors[low + 1]);
        colors.push_back(
            from_lab({std::lerp(a.l, b.l, t), std::lerp(a.a, b.a, t), std::lerp(a.b, b.b, t)}));
    }
    return colors;
}

} // namespace

Rgb rgb_from_hex(std::string_view hex) {
    std::string_view digits = hex;
    if (digits.starts_with('#'))
        digits.remove_prefix(1);
    unsigned value = 0;
    const char* const end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, value, 16);
    if (digits.size() != kHexDigits || read.ec != std::errc{} || read.ptr != end)
        throw Error(ErrorKind::Usage, fmt::format("\"{}\" is no color", hex),
                    {.hint = "six hexadecimal digits, as in \"#d95f0e\""});
    return {static_cast<std::uint8_t>(value >> 16U), static_cast<std::uint8_t>(value >> 8U & 0xFFU),
            static_cast<std::uint8_t>(value & 0xFFU)};
}

std::string to_hex(Rgb color) {
    return fmt::format("#{:02x}{:02x}{:02x}", color.r, color.g, color.b);
}

std::vector<Rgb> Palette::colors(int count, bool reversed) const {
    std::vector<Rgb> colors;
    if (count <= 0)
        return colors;
    if (count > kMost) {
        colors = interpolate(parse_list(published.back()), count);
    } else {
        colors =
            parse_list(published[static_cast<std::size_t>(std::max(count, kFewest) - kFewest)]);
        if (count == 2)
            colors.erase(colors.begin() + 1);
        else if (count == 1)
            colors = {colors[1]};
    }
    if (reversed)
        std::reverse(colors.begin(), colors.end());
    return colors;
}

std::span<const Palette> palettes() {
    return kPalettes;
}

const Palette& find_palette(std::string_view id) {
    for (const Palette& palette : kPalettes)
        if (palette.id == id)
            return palette;
    std::vector<std::string> ids;
    for (const Palette& palette : kPalettes)
        ids.emplace_back(palette.id);
    throw Error(ErrorKind::Usage, fmt::format("there is no palette \"{}\"", id),
                {.hint = suggestion(id, ids)});
}

} // namespace tractwise::map
