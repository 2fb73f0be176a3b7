// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/tract_number.hpp"
#include "engine/tract/states.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::tract {
namespace {

std::string_view without_quotes(std::string_view text) {
    text = trim(text);
    if (text.starts_with("=\""))
        text.remove_prefix(1);
    while (!text.empty() && (text.front() == '\'' || text.front() == '"'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == '\'' || text.back() == '"'))
        text.remove_suffix(1);
    return trim(text);
}

unsigned to_unsigned(std::string_view digits) {
    unsigned value = 0;
    for (const char c : digits)
        value = value * 10 + static_cast<unsigned>(c - '0');
    return value;
}

/// What follows one of the words for a tract; nothing where the text begins otherwise.
std::optional<std::string_view> after_word(std::string_view text) {
    const std::string lower = to_lower(text);
    for (const std::string_view word : {"census tract", "tract", "c.t.", "ct"})
        if (lower.starts_with(word)) {
            std::string_view rest = trim(text.substr(word.size()));
            for (const std::string_view filler : {"number", "no.", "no", "#", ":"})
                if (to_lower(rest).starts_with(filler))
                    rest = trim(rest.substr(filler.size()));
            return rest;
        }
    return std::nullopt;
}

} // namespace

std::optional<TractNumber> parse_tract_number(std::string_view text) {
    using Kind = TractNumber::Kind;
    text = without_quotes(text);
    const auto point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    if (!all_digits(whole) || whole.size() > 6)
        return std::nullopt;
    std::string_view after = point == std::string_view::npos ? "" : text.substr(point + 1);
    if (point != std::string_view::npos && !all_digits(after))
        return std::nullopt;
    if (after.size() > 2) { // 4.0300000000000002, or 1.9999999999999998
        const double hundredths = parse_number(text).value_or(0) * 100;
        const auto nearest = static_cast<unsigned>(std::lround(hundredths));
        if (whole.size() > 4 || std::abs(hundredths - nearest) > 1e-4)
            return std::nullopt;
        return nearest % 100 == 0 ? TractNumber{Kind::Short, nearest / 100}
                                  : TractNumber{Kind::Number, nearest};
    }
    const bool fraction = after.find_first_not_of('0') != std::string_view::npos;
    if (!fraction)
        return TractNumber{whole.size() > 4 ? Kind::Code : Kind::Short, to_unsigned(whole)};
    if (whole.size() > 4)
        return std::nullopt;
    const unsigned hundredths = to_unsigned(after) * (after.size() == 1 ? 10 : 1);
    return TractNumber{after.size() == 1 ? Kind::Cut : Kind::Number,
                       to_unsigned(whole) * 100 + hundredths};
}

std::string tract_code(const TractNumber& number, bool short_is_number) {
    const bool hundreds = number.kind == TractNumber::Kind::Short && short_is_number;
    return fmt::format("{:06}", number.value * (hundreds ? 100 : 1));
}

std::optional<TractName> parse_tract_name(std::string_view text) {
    std::optional<TractNumber> number;
    std::array<std::string_view, 2> places; // county and state, as far as they are there
    std::size_t count = 0;
    std::string_view block_group;
    text = without_quotes(text);
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(",;"), text.size());
        const std::string_view part = trim(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (part.empty())
            continue;
        if (const auto rest = after_word(part); rest && !number) {
            // "Tract" begins names of towns as well; only a number makes it a tract's.
            number = parse_tract_number(*rest);
            if (number) {
                if (number->kind == TractNumber::Kind::Short) // names hold numbers
                    number = TractNumber{TractNumber::Kind::Number, number->value * 100};
                continue;
            }
        }
        const std::string lower = to_lower(part);
        if (lower.starts_with("block")) {
            block_group = trim(part.substr(lower.starts_with("block group") ? 11 : 5));
        } else if (lower != "united states" && lower != "usa") {
            if (count == places.size())
                return std::nullopt;
            places[count++] = part;
        }
    }
    if (!number)
        return std::nullopt;
    TractName name{*number, {}, {}, block_group};
    if (count == 2) {
        name.county = places[0];
        name.state = places[1];
    } else if (count == 1) {
        (state_code(places[0]).empty() ? name.county : name.state) = places[0];
    }
    return name;
}

} // namespace tractwise::tract
