// SPDX-License-Identifier: Apache-2.0
// Numbers in tags that people typed.
#include "engine/access/travel_profile.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace tractwise::access {

namespace {

constexpr double kKmhPerMph = 1.609344;
constexpr double kKmhPerKnot = 1.852;
// "maxspeed=walk" is no number by law; OSRM's car profile takes 7 km/h for de:living_street.
constexpr double kWalkingPace = 7;
constexpr double kLowestLimit = 4, kHighestLimit = 160;

/// Takes the digits (and one point) that `text` begins with.
std::optional<double> take_number(std::string_view& text) {
    const std::size_t end = text.find_first_not_of("0123456789.");
    const auto number = parse_number(text.substr(0, end));
    if (number)
        text.remove_prefix(end == std::string_view::npos ? text.size() : end);
    return number;
}

double parse_one_limit(std::string_view text) {
    if (text == "walk")
        return kWalkingPace;
    const auto number = take_number(text);
    if (!number)
        return 0;
    const std::string_view unit = trim(text);
    double kmh = 0;
    if (unit.empty() || unit == "km/h" || unit == "kmh" || unit == "kph" || unit == "kmph")
        kmh = *number;
    else if (unit == "mph" || unit == "mp/h")
        kmh = *number * kKmhPerMph;
    else if (unit == "knots" || unit == "knot" || unit == "kn")
        kmh = *number * kKmhPerKnot;
    return kmh >= kLowestLimit && kmh <= kHighestLimit ? kmh : 0;
}

/// "PT1H20M" and the like, without years and months, which have no fixed length.
double parse_iso_duration(std::string_view text) {
    text.remove_prefix(1); // P
    double minutes = 0;
    bool of_day = false, any = false;
    while (!text.empty()) {
        if (text.front() == 't' && !of_day) {
            of_day = true;
            text.remove_prefix(1);
            continue;
        }
        const auto number = take_number(text);
        if (!number || text.empty())
            return 0;
        const char unit = text.front();
        text.remove_prefix(1);
        if (!of_day && unit == 'w')
            minutes += *number * 7 * 24 * 60;
        else if (!of_day && unit == 'd')
            minutes += *number * 24 * 60;
        else if (of_day && unit == 'h')
            minutes += *number * 60;
        else if (of_day && unit == 'm')
            minutes += *number;
        else if (of_day && unit == 's')
            minutes += *number / 60;
        else
            return 0;
        any = true;
    }
    return any ? minutes : 0;
}

} // namespace

double parse_maxspeed(std::string_view text) {
    double lowest = 0;
    for (const std::string& part : split(to_lower(text), ';'))
        if (const double kmh = parse_one_limit(trim(part)); kmh > 0)
            lowest = lowest > 0 ? std::min(lowest, kmh) : kmh;
    return lowest;
}

double parse_duration(std::string_view text) {
    const std::string lower = to_lower(trim(text));
    if (lower.empty())
        return 0;
    if (lower.front() == 'p')
        return parse_iso_duration(lower);
    std::vector<double> fields;
    for (const std::string& field : split(lower, ':')) {
        std::string_view rest = field;
        const auto number = take_number(rest);
        if (!number || !rest.empty())
            return 0;
        fields.push_back(*number);
    }
    if (std::any_of(fields.begin() + 1, fields.end(), [](double field) { return field >= 60; }))
        return 0;
    switch (fields.size()) {
    case 1:
        return fields[0]; // minutes: discouraged, but what mappers mean by a bare number
    case 2:
        return fields[0] * 60 + fields[1];
    case 3:
        return fields[0] * 60 + fields[1] + fields[2] / 60;
    default:
        return 0;
    }
}

} // namespace tractwise::access
