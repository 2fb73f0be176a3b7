// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/siting/deadline.hpp"
#include "engine/siting/schedule_routes.hpp"

#include <limits>
#include <optional>

// Private to engine/siting: which sets of stops are driven on which day.

namespace tractwise::siting {

/// Visits of a stop that the days have room for when they must lie `revisit_days` apart.
std::size_t room_for_visits(const ScheduleSpec& spec);
/// The same, and no more than wanted.
std::size_t most_visits(const ScheduleSpec& spec, std::size_t stop);

/// A bound on people-hours, and what it says a visit of each stop is worth to the week.
struct WeekPrices {
    double bound = std::numeric_limits<double>::infinity();
    Prizes prizes; ///< a visit's can be below 0
    bool time_limited = false;
    double best_day = 0; ///< prizes of the best set; no week is worth more than `bound` less what
                         ///< a set of it lacks to this
};

/// Lagrangian relaxation of the numbers of visits: every van and day may take the set with the
/// highest prizes, however often its stops were visited. With `sets` null the sets are a knapsack:
/// each stop takes its stay and the shortest drive to it, so that no set need be listed.
WeekPrices week_prices(const ScheduleSpec& spec, const DaySets* sets, double target,
                       const Deadline& deadline, const Progress& progress);

struct Week {
    enum class Status { Found, Impossible, Unknown };
    Status status = Status::Unknown;
    std::vector<std::vector<std::size_t>> days; ///< sets driven, by day
    double people_hours = 0, driving_min = 0;
    double bound = std::numeric_limits<double>::infinity(); ///< of all weeks made of these sets
    bool proven = false;        ///< no week of these sets has more people-hours
    bool least_driving = false; ///< and none with as many drives less
    bool time_limited = false;
};

enum class WeekGoal {
    Any, ///< is there one?
    Best ///< most people-hours, then least driving
};

/// Makes `days` the week in hand.
void take(const ScheduleSpec& spec, const DaySets& sets, std::vector<std::vector<std::size_t>> days,
          Week& week);

/// Two days at a time are chosen anew while the others stay, until no two days can be bettered or
/// the clock ends. Nothing is proven by it.
void improve_by_days(const ScheduleSpec& spec, const DaySets& sets, const Deadline& deadline,
                     const Progress& progress, Week& week);

/// People-hours of a week put together day by day by greed; NaN where that finds none.
double greedy_people_hours(const ScheduleSpec& spec, const DaySets& sets);

/// First how often each set is driven in the week, which is small because days are alike; then on
/// which days. Only where no days can be found for that are sets chosen day by day at once.
Week choose_week(const ScheduleSpec& spec, const DaySets& sets, WeekGoal goal,
                 const Deadline& deadline, const Progress& progress);

} // namespace tractwise::siting
