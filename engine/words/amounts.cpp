// SPDX-License-Identifier: Apache-2.0
#include "engine/words/amounts.hpp"

#include "engine/core/text.hpp"

#include <cmath>

#include <fmt/format.h>

namespace tractwise::words {

std::string people(double count) {
    return std::isfinite(count) ? format_count(round_half_away(count, 0)) : kUnknown;
}

std::string amount(const siting::Amount& amount) {
    return people(amount.people) + (std::isfinite(amount.people) && std::isfinite(amount.moe)
                                        ? " ±" + people(amount.moe)
                                        : "");
}

std::string signed_people(double change) {
    if (!std::isfinite(change))
        return kUnknown;
    const double whole = round_half_away(change, 0);
    if (whole == 0)
        return "0";
    return (whole > 0 ? "+" : "−") + format_count(std::abs(whole));
}

std::string percent(double share, int decimals) {
    return std::isfinite(share) ? format_fixed(share * 100, decimals) + " %" : kUnknown;
}

const std::string& site_name(const siting::Site& site) {
    return site.name.empty() ? site.id : site.name;
}

std::string site_with_id(const siting::Site& site) {
    return site.name.empty() || site.name == site.id ? site.id
                                                     : fmt::format("{} ({})", site.name, site.id);
}

std::string clock(double minutes) {
    const auto whole = static_cast<long>(std::lround(minutes));
    return fmt::format("{:02}:{:02}", whole / 60, whole % 60);
}

std::string clock_of_day(double minutes, Language language) {
    const auto whole = static_cast<long>(std::lround(minutes)) % (24L * 60);
    const long hour = whole / 60, minute = whole % 60;
    if (language == Language::Spanish)
        return fmt::format("{}:{:02}", hour, minute);
    return fmt::format("{}:{:02} {}", hour % 12 == 0 ? 12 : hour % 12, minute,
                       hour < 12 ? "am" : "pm");
}

} // namespace tractwise::words
