// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/plan/results.hpp"
#include "engine/siting/compare.hpp"
#include "engine/study/results.hpp"

#include <string>

namespace tractwise::report {

/// The plan for the terminal, plain text of at most 100 columns: question, stops with people
/// reached, newly reached and shared, who is reached by group, how good it is, the curve, the
/// doubts, scenarios and the week. Travel is in the unit of the study's limit.
///
///     print(plan_text(*results));            // results->siting is not null
std::string plan_text(const study::Results& results);
/// The plan for programs: what run.json holds under "siting".
std::string plan_json(const plan::SitingResults& siting);
/// Gained, lost, unchanged by group, and the tracts that change most.
std::string comparison_text(const study::Results& results, const siting::Comparison& comparison,
                            const std::string& a, const std::string& b);

} // namespace tractwise::report
