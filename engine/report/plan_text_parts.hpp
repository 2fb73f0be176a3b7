// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/report/plan_words.hpp"

#include <string>

// Private to engine/report: the parts of plan_text() that look beyond the plan itself. Each is
// empty where there is nothing to say, and ends with a blank line otherwise.

namespace tractwise::report {

std::string curve_text(const plan::SitingResults& siting, const TravelShown& shown);
std::string doubts_text(const plan::SitingResults& siting, const TravelShown& shown);
std::string scenarios_text(const plan::SitingResults& siting, const TravelShown& shown);

} // namespace tractwise::report
