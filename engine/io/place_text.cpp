// SPDX-License-Identifier: Apache-2.0
#include "place_text.hpp"

#include <tractwise/core/text.hpp>

#include <array>
#include <charconv>

namespace tractwise::io {
namespace {

/// The numbers between the parentheses, at least two.
std::optional<std::array<double, 2>> two_numbers(std::string_view text) {
    std::array<double, 2> values{};
    for (double& value : values) {
        const auto first = text.find_first_not_of(" \t,+");
        if (first == std::string_view::npos)
            return std::nullopt;
        text.remove_prefix(first);
        const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
        if (result.ec != std::errc{})
            return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(result.ptr - text.data()));
    }
    return values;
}

std::string_view without_srid(std::string_view text) {
    text = trim(text);
    const auto semicolon = text.find(';');
    if (to_lower(text.substr(0, 5)) == "srid=" && semicolon != std::string_view::npos)
        text = trim(text.substr(semicolon + 1));
    return text;
}

} // namespace

std::optional<PlaceText> parse_place(std::string_view text) {
    text = without_srid(text);
    const auto open = text.rfind('(');
    const auto close = text.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open)
        return std::nullopt;
    const auto values = two_numbers(text.substr(open + 1, close - open - 1));
    if (!values)
        return std::nullopt;
    if (to_lower(text.substr(0, 5)) == "point")
        return PlaceText{{(*values)[0], (*values)[1]}, false};
    if (text.substr(open).find(',') == std::string_view::npos)
        return std::nullopt; // "Main St (2 3)" is no place
    return PlaceText{{(*values)[1], (*values)[0]}, true};
}

bool is_polygon_text(std::string_view text) {
    const std::string start = to_lower(without_srid(text).substr(0, 12));
    return start.starts_with("polygon") || start.starts_with("multipolygon");
}

} // namespace tractwise::io
