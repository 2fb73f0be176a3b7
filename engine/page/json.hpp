// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/reader.hpp"

#include <array>
#include <cmath>
#include <vector>

#include <nlohmann/json.hpp>

// Private to engine/page: how numbers and words stand in the data of a page.

namespace tractwise::page {

using Json = nlohmann::ordered_json;

inline constexpr std::array kLanguages = {Language::English, Language::Spanish};

/// {"en": "No data", "es": "Sin datos"}.
inline Json both(Text text) {
    return {{"en", text.english}, {"es", text.spanish}};
}

/// What `say` gives for a reader of each language.
template <typename Say>
Json in_both(Units units, Say say) {
    Json texts = Json::object();
    for (const Language language : kLanguages)
        texts[std::string(name_of(language))] = say(Reader{language, units});
    return texts;
}

/// The same number when it is read again; whole ones without ".0", missing ones null.
inline Json number(double value) {
    constexpr double kExactly = 9007199254740992.0; // 2^53: every whole number below is a double
    if (!std::isfinite(value))
        return nullptr;
    if (value == std::trunc(value) && std::abs(value) < kExactly)
        return static_cast<std::int64_t>(value);
    return value;
}

inline Json numbers(const std::vector<double>& values) {
    Json list = Json::array();
    for (const double value : values)
        list.push_back(number(value));
    return list;
}

} // namespace tractwise::page
