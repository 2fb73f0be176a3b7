// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/reader.hpp"
#include "engine/io/cell.hpp"
#include "engine/map/palette.hpp"
#include "engine/stats/reliability.hpp"
#include "engine/study/result_columns.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::map {

/// One part of the score, largest first.
struct Contribution {
    std::string name, label;
    double value = 0;        ///< what it adds to the score
    double share = 0;        ///< of the score, 0..1
    std::string share_words; ///< "42 % of the score"
};

/// What a hover card or an inspector says about one tract and one column.
struct TractWords {
    std::string name, geoid;
    std::string people;      ///< "2,352 people", "people not counted"
    std::string label;       ///< of the column
    std::string value;       ///< "23.4 %"; "no data" where missing
    std::string margin;      ///< "± 4.1 percentage points (90 % margin of error)", or empty
    std::string reliability; ///< "high reliability (CV 8 %)", or empty
    std::string place;       ///< "higher than 87.4 % of the ranked tracts in Cook County", or empty
    std::string why_missing; ///< one sentence, empty where there is a value
    std::vector<Contribution> contributions; ///< at most three, of the index; empty when not ranked
};

/// Pure words, no markup.
///
///     const TractWords words = describe(columns, row, "risk_percentile", reader);
///     card.title(words.name);
///     card.line(words.value + " " + words.margin);
///     card.line(words.place);
///
/// `place` is the percentile of the index for its score, percentile and rank, and for any other
/// column the share of tracts with a value that have a strictly lower one. Error(Usage) for an
/// unknown column.
TractWords describe(const study::ResultColumns& columns, std::size_t row, std::string_view column,
                    Reader reader);

/// The sentence of TractWords::place with `{}` where its percentage stands, for front ends that
/// fill it in themselves: "higher than {} % of the tracts with a value in Cook County". Error(Usage)
/// for an unknown column.
std::string place_pattern(const study::ResultColumns& columns, std::string_view column,
                          Language language);
/// What stands there, tract by tract, 0..1; NaN where the value is missing.
std::vector<double> place_shares(const study::ResultColumns& columns, std::string_view column);
/// "high reliability (CV {} %)": TractWords::reliability likewise. Empty for Unknown.
Text reliability_pattern(stats::Reliability level);

/// The share of known values below `value`, 0..1; NaN where the value is missing.
double share_below(const tract::Column& column, double value);

/// 0.874 -> "higher than 87.4 % of the ranked tracts"; "worse off than ..." where higher is better.
std::string percentile_words(double percentile, tract::Direction direction, Language language);
/// "the same county", "Cook County", "all tracts read".
std::string reference_words(const index::IndexRecipe& recipe, const tract::Region& region,
                            Language language);
/// One sentence, as describe(), in both languages.
std::string missing_words(io::Missing reason, Language language);

} // namespace tractwise::map
