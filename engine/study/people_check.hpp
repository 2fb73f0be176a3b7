// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/tract/demand_points.hpp"
#include "engine/tract/tract_set.hpp"
#include "engine/tract/tract_table.hpp"

#include <string>

// Private to engine/study.

namespace tractwise::study {

/// Whether the demand points count the people that the column `population` counts. Both are the same
/// people at other times, so only what no time explains is a finding: "demand-unlike-population" for
/// single tracts (more than five times as many or a fifth, by more than 2,000 and three margins), and
/// "demand-total-unlike-population" for all together (half as many again, or two thirds).
void compare_people(const std::string& source, const tract::DemandPoints& demand,
                    const tract::TractSet& tracts, const tract::TractTable& table,
                    Diagnostics& diagnostics);

} // namespace tractwise::study
