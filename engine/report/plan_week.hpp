// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/writers.hpp"
#include "engine/plan/results.hpp"

#include <string>

namespace tractwise::report {

/// The week in which vans visit the stops of a plan, to write and to read.
///
///     io::write_csv("schedule.csv", schedule_frame(*results.siting));
///
/// One row per visit and per way home; no rows without a schedule.
io::OutTable schedule_frame(const plan::SitingResults& siting);
/// A grid of at most 100 columns: days down, vans across, with times. Where no week can be driven as
/// asked, why and what would help. Empty without a schedule.
std::string schedule_text(const plan::SitingResults& siting);

} // namespace tractwise::report
