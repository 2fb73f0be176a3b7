// SPDX-License-Identifier: Apache-2.0
#include "words.hpp"

#include <tractwise/core/text.hpp>

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

} // namespace tractwise
