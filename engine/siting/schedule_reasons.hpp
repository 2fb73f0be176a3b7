// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/siting/schedule_week.hpp"

#include "engine/core/error.hpp"

#include <string>

// Private to engine/siting: why there is no week, in the words of somebody who plans one.

namespace tractwise::siting {

/// "9 h", "10 h 20 min", "45 min".
std::string duration_text(double minutes);
/// Name, else id, else number of a stop.
std::string stop_label(const ScheduleSpec& spec, std::size_t stop);

/// Error(Infeasible) where one constraint alone cannot hold: visits of a stop, a stop in a day,
/// required hours in all vans' days.
void refuse_impossible(const ScheduleSpec& spec, const Progress& progress);

/// The Error(Infeasible) for a week whose constraints hold one by one but not together. `proven`:
/// not one set of stops was left out when none was found.
Error no_week_error(const ScheduleSpec& spec, bool proven, const Progress& progress);

} // namespace tractwise::siting
