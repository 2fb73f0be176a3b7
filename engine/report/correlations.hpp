// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/io/writers.hpp"
#include "engine/stats/correlation.hpp"
#include "engine/study/result_columns.hpp"

#include <string>
#include <vector>

namespace tractwise::report {

/// "What goes together here": determinants against outcomes, each against each.
///
///     const auto pairs = correlations(columns, {"no_vehicle_share"}, {"places_diabetes_share"});
///     pairs[0].found.pearson.low                  // 0.31, with 95 % confidence
///     std::cout << correlation_text(pairs, Language::English);
///
/// Outcome by outcome, each with the determinants in the order given; a column is not set against
/// itself. An unknown name is Error(Usage). Cost: 15 ms a pair for 85,000 tracts.
struct ColumnPair {
    tract::ColumnInfo determinant, outcome;
    stats::Correlation found;
};
std::vector<ColumnPair> correlations(const study::ResultColumns& columns,
                                     const std::vector<std::string>& determinants,
                                     const std::vector<std::string>& outcomes);

/// One row per pair: names, labels, coefficients, their intervals, tracts, left out.
io::OutTable correlation_frame(const std::vector<ColumnPair>& pairs, Language language);

/// A table for each outcome, at most 100 characters wide, and what the numbers do not say.
std::string correlation_text(const std::vector<ColumnPair>& pairs, Language language);

/// What has to be said beside every correlation of tracts: no proof of cause, intervals that are too
/// narrow, tracts that are not people, estimates that a model made.
std::vector<std::string> correlation_cautions(Language language);

} // namespace tractwise::report
