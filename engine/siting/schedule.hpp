// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tractwise::siting {

inline constexpr std::size_t kMostScheduleStops = 200, kMostStopsADay = 12;

/// A stop to be visited by vans.
struct ScheduleStop {
    std::string id, name;
    double people = 0;      ///< whom a visit serves: people-hours are these times the hours open
    double visit_min = 180; ///< open to people, without setup and teardown
    std::size_t least_visits = 1; ///< per week
    std::size_t most_visits = 7;
};

/// The week to be filled.
///
///     ScheduleSpec spec{.days = {"Mon", "Tue", "Wed", "Thu"}, .vans = 2, .stops = stops,
///                       .drive_min = drive, .day_min = 9 * 60, .revisit_days = 2};
///     Schedule week = make_schedule(spec, progress);
///
/// `drive_min` has (stops + 1) x (stops + 1) minutes from row to column; the last row and column
/// are the depot; infinity where there is no way.
struct ScheduleSpec {
    std::vector<std::string> days;
    std::size_t vans = 1;
    std::vector<ScheduleStop> stops;
    std::vector<double> drive_min;
    double day_start_min = 8 * 60; ///< leaving the depot, after midnight
    double day_min = 9 * 60;       ///< from leaving the depot to being back
    double setup_min = 30, teardown_min = 30;
    /// Days from one visit of a stop to its next, at least: 1 is every day, 2 every other day.
    std::size_t revisit_days = 1;
    std::size_t most_stops_a_day = 6; ///< per van, up to kMostStopsADay
    double time_limit_s = 20;         ///< of wall-clock time

    double drive(std::size_t from, std::size_t to) const {
        return drive_min[from * (stops.size() + 1) + to];
    }
    std::size_t depot() const { return stops.size(); }
};

/// One van's visit on one day. Times are minutes after midnight.
struct Visit {
    std::size_t day, van, stop;
    std::size_t order;                                 ///< 0 is the first of that van and day
    double drive_min;                                  ///< to get here
    double arrive_min, open_min, close_min, leave_min; ///< setup and teardown lie between
    double hours_open() const { return (close_min - open_min) / 60; }
};

/// A week that can be driven.
struct Schedule {
    std::vector<Visit> visits; ///< by day, van, order
    /// Way home of each van and day in use.
    struct Return {
        std::size_t day, van;
        double drive_min, back_min;
    };
    std::vector<Return> returns;
    double people_hours = 0;    ///< sum over visits of people times hours open
    double bound = 0;           ///< no week has more
    bool proven = false;        ///< no week has more people-hours
    double driving_min = 0;     ///< of all vans and days, ways home included
    bool least_driving = false; ///< proven: no week with as many people-hours drives less
    bool time_limited = false;  ///< a slower machine may find another week
    std::string how;            ///< one sentence: what was compared, and what is proven

    /// How many more people-hours another week could have, over those of this one; 0 without any.
    double gap() const {
        return people_hours > 0 ? std::max((bound - people_hours) / people_hours, 0.0) : 0;
    }
};

/// The feasible week with the most people-hours; among such weeks one with the least driving.
///
/// A van leaves the depot at day_start_min, and is back within day_min. Each stop is open for its
/// visit_min at every visit; two vans never stand at the same stop on the same day. Days stand in
/// order of the week; revisit_days looks at their places in `days`, not at the calendar. Drive
/// times may differ by direction; a van drives from place to place as `drive_min` says, and never
/// by way of a third place to save time.
///
/// All sets of stops that fit a day are made with their shortest round trip (dynamic programming
/// over sets, Held & Karp 1962), and Cbc chooses sets for vans and days. Where there are too many
/// (tens of thousands: 18 stops of which any six fit a day) the sets are limited to the likely
/// ones, and a Lagrangian relaxation that no set escapes gives `bound`. Equal input gives an equal
/// week unless `time_limited`.
///
/// Errors: Error(Usage) for numbers that cannot be meant, more than kMostScheduleStops stops among
/// them; Error(Infeasible) naming the constraint that cannot hold and, tried out, the single
/// changes that would make it hold: a stop that does not fit a day or that no way leads to, more
/// visits than days apart allow, more hours than the vans have, or all of it together. Looking for
/// these changes takes time_limit_s once more at most. Error(Canceled).
Schedule make_schedule(const ScheduleSpec& spec, const Progress& progress);

} // namespace tractwise::siting
