// SPDX-License-Identifier: Apache-2.0
#include "engine/access/duration_text.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace tractwise::access {
namespace {

struct Word {
    std::string_view text;
    double minutes;
};
constexpr std::array<Word, 15> kWords{{{"d", 1440},
                                       {"day", 1440},
                                       {"days", 1440},
                                       {"h", 60},
                                       {"hr", 60},
                                       {"hrs", 60},
                                       {"hour", 60},
                                       {"hours", 60},
                                       {"min", 1},
                                       {"mins", 1},
                                       {"minute", 1},
                                       {"minutes", 1},
                                       {"s", 1.0 / 60},
                                       {"sec", 1.0 / 60},
                                       {"seconds", 1.0 / 60}}};

/// h:mm:ss
std::optional<double> clock(std::string_view text) {
    std::array<double, 3> parts{};
    for (std::size_t k = 0; k < parts.size(); ++k) {
        const auto colon = text.find(':');
        if ((colon == std::string_view::npos) != (k == 2))
            return std::nullopt;
        const std::string_view part = text.substr(0, colon);
        if (part.empty() || part.front() < '0' || part.front() > '9')
            return std::nullopt;
        const auto value = parse_number(part);
        if (!value || (k > 0 && *value >= 60) ||
            (k < 2 && part.find('.') != std::string_view::npos))
            return std::nullopt;
        parts[k] = *value;
        if (k < 2)
            text.remove_prefix(colon + 1);
    }
    return parts[0] * 60 + parts[1] + parts[2] / 60;
}

} // namespace

std::optional<double> duration_minutes(std::string_view text) {
    text = trim(text);
    if (text.empty() || text.size() > 40 || text.front() < '0' || text.front() > '9')
        return std::nullopt;
    const std::string lower = to_lower(text);
    std::string_view rest = lower;
    double minutes = 0;
    while (!rest.empty()) {
        if (const auto time = clock(rest))
            return minutes + *time;
        const auto end = std::min(rest.find_first_not_of("0123456789."), rest.size());
        const auto value = parse_number(rest.substr(0, end));
        rest = trim(rest.substr(end));
        const auto word_end =
            std::min(rest.find_first_not_of("abcdefghijklmnopqrstuvwxyz"), rest.size());
        const auto word = std::find_if(kWords.begin(), kWords.end(), [&](const Word& known) {
            return known.text == rest.substr(0, word_end);
        });
        if (!value || word == kWords.end())
            return std::nullopt;
        minutes += *value * word->minutes;
        rest = rest.substr(word_end);
        if (rest.starts_with('.') || rest.starts_with(','))
            rest.remove_prefix(1);
        rest = trim(rest);
    }
    return minutes;
}

} // namespace tractwise::access
