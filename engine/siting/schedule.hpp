// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/core/progress.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tractwise::siting {

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
///                       .drive_min = drive, .day_start_min = 8 * 60, .day_min = 540, .setup_min = 30, .teardown_min = 30};
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
    std::size_t most_stops_a_day = 6; ///< per van
    double time_limit_s = 20;

    double drive(std::size_t from, std::size_t to) const {
        return drive_min[from * (stops.size() + 1) + to];
    }
    std::size_t depot() const { return stops.size(); }
};

/// One van's visit on one day. Times are minutes after midnight.
struct Visit {
    std::size_t day, van, stop;
    std::size_t order;                         ///< 0 is the first of that van and day
    double drive_min;                          ///< to get here
    double arrive_min, open_min, close_min, leave_min; ///< setup and teardown lie between
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
    double people_hours = 0; ///< sum over visits of people times hours open
    double bound = 0;        ///< no week has more
    bool proven = false;
    double driving_min = 0;
    std::string how;
};

/// The feasible week with the most people-hours; among days with the same stops, the order with
/// the least driving.
///
/// Each stop is open for its visit_min at every visit; two vans never stand at the same stop on the
/// same day. All sets of stops that fit a day are made with their shortest round trip (dynamic
/// programming over sets), and Cbc chooses sets for vans and days; with many stops the sets are
/// limited to the likely ones, and `bound` says what that may have cost. Days stand in order of the
/// week; revisit_days looks at their places in `days`. Errors: Error(Usage) for numbers that cannot be meant; Error(Infeasible)
/// naming the constraint that cannot hold and what would make it hold: a stop that does not fit in
/// a day, more visits than days apart allow, more hours than the vans have.
Schedule make_schedule(const ScheduleSpec& spec, const Progress& progress);

} // namespace tractwise::siting
