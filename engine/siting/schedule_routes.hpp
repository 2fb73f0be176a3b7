// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/siting/schedule.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// Private to engine/siting: what one van can do in one day.

namespace tractwise::siting {

/// Minutes by which a day may be overrun: rounding of sums, nothing a clock shows.
inline constexpr double kClockSlack = 1e-6;

/// Stops that one van can visit in one day.
struct DaySet {
    std::vector<std::uint16_t> stops; ///< ascending
    double drive_min = 0;             ///< of the round trip: the shortest, if `complete`
};

struct DaySets {
    std::vector<DaySet> sets; ///< by size, then by stops
    bool complete = true;     ///< every set that fits is here, with its shortest round trip
};

/// Setup, visit and teardown.
double stay_min(const ScheduleSpec& spec, std::size_t stop);
/// People-hours of one visit.
double visit_worth(const ScheduleSpec& spec, std::size_t stop);
double worth_of(const ScheduleSpec& spec, const DaySet& set);

/// Shortest driving from the depot to every stop (`out`) or back to it, by way of other stops where
/// that is shorter. No route takes less, whether drive times obey the triangle inequality or not.
std::vector<double> shortest_ways(const ScheduleSpec& spec, bool out);

/// The sets of `usable` stops that fit a day, grown stop by stop: for every set and every last
/// stop the least driving that gets there (Held & Karp 1962). Ends with `complete` false and what
/// there is as soon as there are more than `most`. Drive times need be neither symmetric nor obey
/// the triangle inequality.
DaySets day_sets(const ScheduleSpec& spec, std::span<const std::size_t> usable, std::size_t most,
                 const Progress& progress);

/// What visits and time are worth to a week, people-hours.
struct Prizes {
    std::vector<double> visit; ///< per stop
    double minute = 0;         ///< of a van
};

double prize_of(const Prizes& prizes, const DaySet& set);

/// The same where there are too many: of the sets of each size only the best `width` grow on, by
/// the prizes of their visits less the worth of the time they take. `complete` is false.
DaySets likely_day_sets(const ScheduleSpec& spec, std::span<const std::size_t> usable,
                        const Prizes& prizes, std::size_t width, const Progress& progress);

/// Stops of the set in the order with the least driving from and to the depot; the first in the
/// order of numbers where several are equally short.
std::vector<std::size_t> shortest_order(const ScheduleSpec& spec, const DaySet& set);
/// Driving of a round trip in this order.
double round_trip_min(const ScheduleSpec& spec, std::span<const std::size_t> order);

} // namespace tractwise::siting
