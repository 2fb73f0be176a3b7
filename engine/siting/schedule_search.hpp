// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/siting/schedule_week.hpp"

// Private to engine/siting: from all the days that could be driven to a week.

namespace tractwise::siting {

struct WeekSearch {
    DaySets sets; ///< that the week was chosen from
    Week week;    ///< its indices are those of `sets`
    double bound = 0;
    /// Every set that could be part of a better week was among the choice.
    bool complete = true;
    bool time_limited = false;
    std::size_t compared = 0; ///< sets looked at, before prices ruled some out
};

/// Lists the sets of stops that fit a day, rules out those that prices show to be in no week
/// better than one in hand, and chooses from what is left. Where the sets are too many, those with
/// the best prices are listed, priced again, and listed again around the new prices.
WeekSearch search_week(const ScheduleSpec& spec, const Progress& progress);

} // namespace tractwise::siting
