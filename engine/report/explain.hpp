// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/study/results.hpp"

#include <string>

namespace tractwise::report {

/// How one tract got its score: value, percentile in words, each indicator with raw value, margin,
/// normalized value and contribution, then its other columns and what is missing and why.
///
///     print(explain_text(*results, "99001003100", straight.get()));
///
/// Where people do not travel in straight lines, `straight` (the same study run on
/// straight_lines(), study.hpp) adds what the tract's rank and distances would be if they did; it
/// may be null. Error(Usage) for an unknown GEOID.
std::string explain_text(const study::Results& results, const std::string& geoid,
                         const study::Results* straight = nullptr);
/// The same as JSON.
std::string explain_json(const study::Results& results, const std::string& geoid,
                         const study::Results* straight = nullptr);

} // namespace tractwise::report
