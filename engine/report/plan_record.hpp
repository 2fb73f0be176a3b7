// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/plan/results.hpp"

#include <nlohmann/json_fwd.hpp>

// Private to engine/report.

namespace tractwise::report {

/// What run.json and plan_json() say about a plan; what is not known is null.
nlohmann::ordered_json plan_record(const plan::SitingResults& siting);

} // namespace tractwise::report
