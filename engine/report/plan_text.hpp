// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/siting/compare.hpp>
#include <tractwise/study/results.hpp>
#include <tractwise/study/siting_results.hpp>

#include <string>

namespace tractwise {

/// The plan for the terminal, plain text of at most 100 columns: question, stops with people
/// reached, newly reached and shared, who is reached by group, how good it is, the curve, the doubts.
std::string plan_text(const SitingResults& siting);
/// The week as a grid: days down, vans across, with times.
std::string schedule_text(const SitingResults& siting);
/// Gained, lost, unchanged by group, and the tracts that change most.
std::string comparison_text(const Results& results, const siting::Comparison& comparison,
                            const std::string& a, const std::string& b);

} // namespace tractwise
