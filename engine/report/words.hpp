// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/study/results.hpp>

#include <string>

// Private to engine/report: how numbers and references are said in text.

namespace tractwise {

/// "the same county", "all tracts read".
std::string reference_words(const IndexRecipe& recipe, const Region& region);
/// 0.874 -> "higher than 87.4 % of the ranked tracts".
std::string percentile_words(double percentile, const IndexRecipe& recipe);
/// Units that a person reads: metres above a kilometre as km, shares as percent.
std::string value_words(double value, const std::string& unit);
std::string shorten(const std::string& text, std::size_t width);

} // namespace tractwise
