// SPDX-License-Identifier: Apache-2.0
#include "words.hpp"

#include <tractwise/core/text.hpp>

#include <cmath>

#include <fmt/format.h>

namespace tractwise {

std::string reference_words(const IndexRecipe& recipe, const Region& region) {
    switch (recipe.reference) {
    case Reference::State:
        return "the same state";
    case Reference::County:
        return "the same county";
    case Reference::All:
        break;
    }
    return region.name.empty() ? "all tracts read" : region.name;
}

std::string percentile_words(double percentile, const IndexRecipe& recipe) {
    return fmt::format("{} than {} % of the ranked tracts",
                       recipe.direction == Direction::HigherIsBetter ? "worse off" : "higher",
                       format_fixed(percentile * 100, 1));
}

std::string shorten(const std::string& text, std::size_t width) {
    return text.size() <= width ? text : text.substr(0, width - 3) + "...";
}

std::string value_words(double value, const std::string& unit) {
    if (std::isnan(value))
        return "missing";
    if (unit == "flag")
        return value != 0 ? "yes" : "no";
    if (unit == "share")
        return format_fixed(value * 100, 1) + " %";
    if (unit == "m")
        return value >= 1000 ? format_fixed(value / 1000, 2) + " km"
                             : format_fixed(value, 0) + " m";
    if (value == std::trunc(value))
        return format_count(value) + (unit.empty() ? "" : " " + unit);
    return format_fixed(value, std::abs(value) < 10 ? 2 : 1) + (unit.empty() ? "" : " " + unit);
}

} // namespace tractwise
