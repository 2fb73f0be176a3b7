// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/study/results.hpp>

#include <string>

namespace tractwise {

/// What a run prints at its end: tracts, people, coverage, the ten worst tracts, findings; plain
/// text, 100 columns.
std::string summary_text(const Results& results, std::size_t top = 10);
/// The audit as an aligned table with its losses and their reasons.
std::string audit_text(const Results& results);
std::string findings_text(const Diagnostics& diagnostics);

/// How one tract got its score: value, percentile in words, each indicator with raw value, margin,
/// normalised value and contribution, then its other columns and what is missing and why.
/// Error(Usage) for an unknown GEOID.
std::string explain_text(const Results& results, const std::string& geoid);
/// The same as JSON.
std::string explain_json(const Results& results, const std::string& geoid);

/// 0.874 -> "higher than 87.4 % of the ranked tracts in all tracts read".
std::string percentile_words(double percentile, const IndexRecipe& recipe);

} // namespace tractwise
