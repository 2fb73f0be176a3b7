// SPDX-License-Identifier: Apache-2.0
#include <tractwise/tract/geoid.hpp>

#include <tractwise/core/text.hpp>

#include <algorithm>

namespace tractwise {
namespace {

bool all_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "9.01E+09": a spreadsheet has thrown the last digits away; no rule brings them back.
bool is_scientific(std::string_view text) {
    const auto e = text.find_first_of("eE");
    if (e == std::string_view::npos || e == 0 || e + 1 >= text.size())
        return false;
    std::string_view exponent = text.substr(e + 1);
    if (exponent.front() == '+' || exponent.front() == '-')
        exponent.remove_prefix(1);
    return all_digits(exponent) && parse_number(text.substr(0, e)).has_value();
}

} // namespace

ParsedGeoid parse_geoid(std::string_view text, AreaLevel level) {
    using Status = ParsedGeoid::Status;
    text = trim(text);
    // Spreadsheet idioms that protect text: ="01001020100" and '01001020100.
    if (text.size() > 3 && text.starts_with("=\"") && text.ends_with('"'))
        text = text.substr(2, text.size() - 3);
    else if (text.starts_with('\''))
        text.remove_prefix(1);
    if (text.empty())
        return {"", Status::Empty};
    if (is_scientific(text))
        return {"", Status::Ruined};
    // "1400000US01001020100": summary level, geographic variant and component, then the id.
    if (const auto us = text.find("US");
        us != std::string_view::npos && all_digits(text.substr(0, us)))
        text.remove_prefix(us + 2);
    if (const auto point = text.find('.');
        point != std::string_view::npos && all_digits(text.substr(0, point)) &&
        text.find_first_not_of('0', point + 1) == std::string_view::npos)
        text = text.substr(0, point);
    if (!all_digits(text))
        return {"", Status::NotAnId};
    const auto length = static_cast<std::size_t>(level);
    if (text.size() == length)
        return {std::string(text), Status::Good};
    if (text.size() + 1 == length && text.front() != '0')
        return {"0" + std::string(text), Status::RepairedZero};
    return {"", Status::NotAnId};
}

std::string_view county_of(std::string_view geoid) {
    return geoid.substr(0, 5);
}
std::string_view state_of(std::string_view geoid) {
    return geoid.substr(0, 2);
}
std::string_view tract_of(std::string_view geoid) {
    return geoid.substr(0, 11);
}

} // namespace tractwise
