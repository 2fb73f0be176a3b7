// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/index/evaluate.hpp"

#include <cstddef>
#include <string>

namespace tractwise::map {

/// "90 % interval: rank 7 to 21", behind "rank 12 of 118"; empty where the index has no uncertainty or
/// the row no rank.
///
///     text += rank_words(...) + ", " + interval_words(index, row, language);
std::string interval_words(const index::IndexResult& index, std::size_t row, Language language);

/// How many areas are among the worst tenth in nine of ten draws and more, in one of ten and less, and
/// between.
struct WorstTenth {
    std::size_t surely = 0, perhaps = 0, surely_not = 0;
};
WorstTenth worst_tenth(const index::IndexResult& index);

/// How sure the places of an index are, in sentences: what was drawn, who is surely among the worst
/// tenth, how wide intervals are, what was taken as exact, what the draws themselves leave open. Empty
/// without an uncertainty.
///
///     1,000 draws of the survey's estimates by their margins of error (seed 1): 9 of 118 tracts are among the worst tenth in
///     nine of ten draws or more, 8 sometimes. ...
std::string certainty_words(const index::IndexResult& index, Language language);

} // namespace tractwise::map
