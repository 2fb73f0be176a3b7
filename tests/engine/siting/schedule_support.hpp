// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/numbers.hpp"
#include "engine/siting/schedule.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

// What the tests of schedules share: a road with three stops, and a driver's eye on a week.

namespace tractwise::siting::test_schedule {

inline Schedule made(const ScheduleSpec& spec) {
    return make_schedule(spec, {});
}

/// Minutes of driving. The depot stands in the middle of a road:
///
///     Library --20-- depot --10-- School --10-- Mill
inline ScheduleSpec road() {
    const std::vector<double> at = {-20, 10, 20, 0}; // the last is the depot
    ScheduleSpec spec{.days = {"Mon", "Tue"},
                      .stops = {{.id = "L", .name = "Library", .people = 100, .visit_min = 120},
                                {.id = "S", .name = "School", .people = 60, .visit_min = 120},
                                {.id = "M", .name = "Mill", .people = 30, .visit_min = 120}}};
    for (const double from : at)
        for (const double to : at)
            spec.drive_min.push_back(std::abs(from - to));
    return spec;
}

/// Readable: "Mon 0: Library School, Tue 0: Library".
inline std::string week_of(const ScheduleSpec& spec, const Schedule& schedule) {
    std::map<std::pair<std::size_t, std::size_t>, std::string> days;
    for (const Visit& visit : schedule.visits)
        days[{visit.day, visit.van}] += " " + spec.stops[visit.stop].name;
    std::string out;
    for (const auto& [at, stops] : days)
        out += (out.empty() ? "" : ", ") + spec.days[at.first] + " " + std::to_string(at.second) +
               ":" + stops;
    return out;
}

/// Everything a driver would complain about.
inline void expect_drivable(const ScheduleSpec& spec, const Schedule& schedule) {
    std::vector<std::vector<std::size_t>> days(spec.stops.size());
    std::size_t at = 0, way_home = 0;
    double people_hours = 0, driving = 0;
    while (at < schedule.visits.size()) {
        const std::size_t day = schedule.visits[at].day, van = schedule.visits[at].van;
        EXPECT_LT(day, spec.days.size());
        EXPECT_LT(van, spec.vans);
        double now = spec.day_start_min;
        std::size_t from = spec.depot(), order = 0;
        for (; at < schedule.visits.size() && schedule.visits[at].day == day &&
               schedule.visits[at].van == van;
             ++at) {
            const Visit& visit = schedule.visits[at];
            EXPECT_EQ(visit.order, order++);
            EXPECT_DOUBLE_EQ(visit.drive_min, spec.drive(from, visit.stop));
            EXPECT_NEAR(visit.arrive_min, now + visit.drive_min, 1e-9);
            EXPECT_NEAR(visit.open_min, visit.arrive_min + spec.setup_min, 1e-9);
            EXPECT_NEAR(visit.close_min, visit.open_min + spec.stops[visit.stop].visit_min, 1e-9);
            EXPECT_NEAR(visit.leave_min, visit.close_min + spec.teardown_min, 1e-9);
            now = visit.leave_min;
            from = visit.stop;
            driving += visit.drive_min;
            people_hours += spec.stops[visit.stop].people * spec.stops[visit.stop].visit_min / 60;
            days[visit.stop].push_back(day);
        }
        EXPECT_LE(order, spec.most_stops_a_day);
        ASSERT_LT(way_home, schedule.returns.size());
        const Schedule::Return& back = schedule.returns[way_home++];
        EXPECT_EQ(back.day, day);
        EXPECT_EQ(back.van, van);
        EXPECT_NEAR(back.back_min, now + spec.drive(from, spec.depot()), 1e-9);
        EXPECT_LE(back.back_min, spec.day_start_min + spec.day_min + 1e-6);
        driving += back.drive_min;
    }
    EXPECT_EQ(way_home, schedule.returns.size());
    for (std::size_t s = 0; s < days.size(); ++s) {
        EXPECT_GE(days[s].size(), spec.stops[s].least_visits);
        EXPECT_LE(days[s].size(), spec.stops[s].most_visits);
        std::sort(days[s].begin(), days[s].end());
        for (std::size_t i = 1; i < days[s].size(); ++i)
            EXPECT_GE(days[s][i] - days[s][i - 1], spec.revisit_days);
    }
    EXPECT_NEAR(schedule.people_hours, people_hours, 1e-6);
    EXPECT_NEAR(schedule.driving_min, driving, 1e-6);
    EXPECT_LE(schedule.people_hours, schedule.bound * (1 + 1e-9));
}

} // namespace tractwise::siting::test_schedule
