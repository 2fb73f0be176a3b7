// SPDX-License-Identifier: Apache-2.0
#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace tractwise {

std::string_view trim(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n\f\v";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string to_lower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool begins_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

std::size_t count_characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

std::string_view first_characters(std::string_view text, std::size_t count) {
    for (std::size_t at = 0; at < text.size(); ++at)
        if (begins_character(text[at]) && count-- == 0)
            return text.substr(0, at);
    return text;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0;;) {
        const std::size_t end = text.find(separator, begin);
        parts.emplace_back(text.substr(begin, end - begin));
        if (end == std::string_view::npos)
            return parts;
        begin = end + 1;
    }
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i != 0)
            text += separator;
        text += parts[i];
    }
    return text;
}

namespace {

// Damerau-Levenshtein with neighbors exchanged ("paht"), the commonest slip of the fingers.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min(
                {last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(last);
        last.swap(row);
    }
    return last.back();
}

} // namespace

std::optional<std::string> closest(std::string_view word, std::span<const std::string> candidates) {
    std::optional<std::string> best;
    std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
    const std::string lower = to_lower(word);
    for (const std::string& candidate : candidates) {
        const std::size_t distance = edit_distance(lower, to_lower(candidate));
        if (distance < best_distance) {
            best_distance = distance;
            best = candidate;
        }
    }
    return best;
}

std::string suggestion(std::string_view word, std::span<const std::string> candidates) {
    if (const auto near = closest(word, candidates))
        return fmt::format("did you mean \"{}\"?", *near);
    if (candidates.empty())
        return {};
    constexpr std::size_t shown = 12;
    const auto some = candidates.first(std::min(candidates.size(), shown));
    return "known: " + join(some, ", ") + (candidates.size() > shown ? ", ..." : "");
}

std::optional<double> parse_number(std::string_view text) {
    text = trim(text);
    if (text.starts_with('+') && !text.starts_with("+-"))
        text.remove_prefix(1);
    if (text.empty() || !(text.back() == '.' || (text.back() >= '0' && text.back() <= '9')))
        return std::nullopt; // also turns away "nan", "inf" and a second sign
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::string format_number(double value) {
    if (std::isnan(value))
        return {};
    if (value == 0)
        return "0"; // never "-0"
    if (std::abs(value) < 1e15 && value == std::trunc(value))
        return fmt::format("{}", static_cast<long long>(value));
    std::array<char, 32> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), result.ptr};
}

std::string format_fixed(double value, int decimals) {
    if (std::isnan(value))
        return {};
    std::string text = fmt::format("{:.{}f}", round_half_away(value, decimals), decimals);
    if (text.front() == '-' && text.find_first_not_of("-0.") == std::string::npos)
        text.erase(0, 1);
    return text;
}

std::string format_count(double value) {
    std::string digits = format_fixed(std::abs(value), 0);
    for (std::size_t i = digits.size(); i > 3;) {
        i -= 3;
        digits.insert(i, 1, ',');
    }
    return (value < 0 && digits != "0" ? "-" : "") + digits;
}

double round_half_away(double value, int decimals) {
    if (!std::isfinite(value))
        return value;
    static constexpr std::array<double, 16> powers{1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                   1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const double power = powers.at(static_cast<std::size_t>(std::clamp(decimals, 0, 15)));
    const double scaled = std::abs(value) * power;
    if (scaled >= 1e15)
        return value;
    // A tie such as 0.285 * 100 = 28.499999999999996 is a tie on paper: a relative error of a few
    // units in the last place is noise of the binary representation.
    const double whole = std::floor(scaled);
    const double noise = scaled * 4e-16;
    const double rounded = scaled - whole >= 0.5 - noise ? whole + 1 : whole;
    return std::copysign(rounded / power, value);
}

} // namespace tractwise
