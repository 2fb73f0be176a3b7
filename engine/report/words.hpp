// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/study/results.hpp>
#include <tractwise/tract/value_words.hpp>

#include <string>

// Private to engine/report: how places and references are said in text.

namespace tractwise {

/// "the same county", "all tracts read".
std::string reference_words(const IndexRecipe& recipe, const Region& region);
/// 0.874 -> "higher than 87.4 % of the ranked tracts".
std::string percentile_words(double percentile, const IndexRecipe& recipe);
std::string shorten(const std::string& text, std::size_t width);

} // namespace tractwise
