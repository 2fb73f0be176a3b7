// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/plan/results.hpp"

#include <cstddef>
#include <string>
#include <vector>

// Private to engine/report: what the tables and the text of a plan say in the same words.

namespace tractwise::report {

/// Names of the groups for columns: "need", "people", then their own; no name twice.
std::vector<std::string> group_columns(const siting::PlanReach& reach);

/// What the value of the plan counts, for descriptions of columns.
std::string value_description(const plan::SitingResults& siting);

/// "12 stops", "1 stop".
std::string counted(std::size_t count, const std::string& one, const std::string& many);

} // namespace tractwise::report
