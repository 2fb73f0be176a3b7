// SPDX-License-Identifier: Apache-2.0
// Weeks that can be worked out by hand, then all weeks of small random ones by brute force.
#include <tractwise/siting/schedule.hpp>

#include "support/error_of.hpp"

#include <tractwise/core/error.hpp>

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <random>
#include <set>
#include <sstream>

namespace tractwise::siting {
namespace {

using test::error_of;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr double kInf = std::numeric_limits<double>::infinity();

Schedule made(const ScheduleSpec& spec) {
    return make_schedule(spec, {});
}

/// Minutes of driving. The depot stands in the middle of a road:
///
///     Library --20-- depot --10-- School --10-- Mill
ScheduleSpec road() {
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
std::string week_of(const ScheduleSpec& spec, const Schedule& schedule) {
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
void expect_drivable(const ScheduleSpec& spec, const Schedule& schedule) {
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

TEST(Schedule, ADayByHand) {
    // Library: 20 there, 30 + 120 + 30, 30 to the School (past the depot), 30 + 120 + 30, 10 home:
    // 420 minutes. With the Mill, too, it would be 20 + 180 + 30 + 180 + 10 + 180 + 20 = 620.
    ScheduleSpec spec = road();
    spec.days = {"Mon"};
    for (ScheduleStop& stop : spec.stops)
        stop.least_visits = 0;
    const Schedule schedule = made(spec);
    expect_drivable(spec, schedule);
    EXPECT_EQ(week_of(spec, schedule), "Mon 0: Library School");
    ASSERT_EQ(schedule.visits.size(), 2U);
    const Visit &library = schedule.visits[0], &school = schedule.visits[1];
    EXPECT_DOUBLE_EQ(library.arrive_min, 8 * 60 + 20);
    EXPECT_DOUBLE_EQ(library.open_min, 8 * 60 + 50);
    EXPECT_DOUBLE_EQ(library.close_min, 10 * 60 + 50);
    EXPECT_DOUBLE_EQ(library.leave_min, 11 * 60 + 20);
    EXPECT_DOUBLE_EQ(school.drive_min, 30);
    EXPECT_DOUBLE_EQ(school.arrive_min, 11 * 60 + 50);
    EXPECT_DOUBLE_EQ(schedule.returns.at(0).back_min, 8 * 60 + 420);
    EXPECT_DOUBLE_EQ(schedule.people_hours, 2 * 100 + 2 * 60);
    EXPECT_DOUBLE_EQ(schedule.bound, schedule.people_hours);
    EXPECT_DOUBLE_EQ(schedule.driving_min, 60);
    EXPECT_TRUE(schedule.proven);
    EXPECT_TRUE(schedule.least_driving);
    EXPECT_FALSE(schedule.time_limited);
    EXPECT_THAT(schedule.how, HasSubstr("no week has more people-hours"));
}

TEST(Schedule, AWeekByHand) {
    // Two stops fit a day of 9 h. The Mill is required once; the Library is worth both days, the
    // School takes the other place.
    const ScheduleSpec spec = road();
    const Schedule schedule = made(spec);
    expect_drivable(spec, schedule);
    EXPECT_DOUBLE_EQ(schedule.people_hours, 2 * (100 + 100 + 60 + 30));
    EXPECT_EQ(schedule.visits.size(), 4U);
    // Mon L + S drives 60, L + M drives 80.
    EXPECT_DOUBLE_EQ(schedule.driving_min, 140);
}

TEST(Schedule, AmongEqualPeopleHoursLessDrivingWins) {
    // Each stop once: Library alone and School + Mill drive 40 + 40, any other pair 60 + 40 or
    // 80 + 20.
    ScheduleSpec spec = road();
    for (ScheduleStop& stop : spec.stops)
        stop.most_visits = 1;
    const Schedule schedule = made(spec);
    expect_drivable(spec, schedule);
    EXPECT_DOUBLE_EQ(schedule.people_hours, 2 * (100 + 60 + 30));
    EXPECT_DOUBLE_EQ(schedule.driving_min, 80);
    EXPECT_TRUE(schedule.least_driving);
}

TEST(Schedule, TwoVansNeverStandAtTheSameStopOnTheSameDay) {
    ScheduleSpec spec = road();
    spec.vans = 2;
    spec.stops.resize(1);
    spec.drive_min = {0, 20, 20, 0};
    const Schedule schedule = made(spec);
    expect_drivable(spec, schedule);
    EXPECT_EQ(week_of(spec, schedule), "Mon 0: Library, Tue 0: Library");
}

TEST(Schedule, VisitsLieApart) {
    ScheduleSpec spec = road();
    spec.days = {"Mon", "Tue", "Wed", "Thu", "Fri"};
    spec.stops.resize(1);
    spec.drive_min = {0, 20, 20, 0};
    spec.revisit_days = 2;
    EXPECT_EQ(week_of(spec, made(spec)), "Mon 0: Library, Wed 0: Library, Fri 0: Library");
    spec.revisit_days = 9; // longer than the week: once
    EXPECT_EQ(made(spec).visits.size(), 1U);
}

TEST(Schedule, SetsThatFitTheWeekButNoDaysAreChosenDayByDay) {
    // Two vans with one stop a day each, five visits of two days apart on three days: A and B on
    // Mon and Wed fill both vans, so that C is left with Tue.
    ScheduleSpec spec{
        .days = {"Mon", "Tue", "Wed"}, .vans = 2, .revisit_days = 2, .most_stops_a_day = 1};
    for (const char* name : {"A", "B", "C"})
        spec.stops.push_back({.id = name, .name = name, .people = 10, .visit_min = 60});
    spec.drive_min.assign(16, 10);
    const Schedule schedule = made(spec);
    expect_drivable(spec, schedule);
    EXPECT_DOUBLE_EQ(schedule.people_hours, 50);
    EXPECT_DOUBLE_EQ(schedule.bound, 50);
    EXPECT_TRUE(schedule.proven);
    EXPECT_TRUE(schedule.least_driving);
}

TEST(Schedule, OneWayStreetsDecideTheDirection) {
    // A ring driven one way: depot -> B -> A -> depot 10 minutes each, the other way round 40 each.
    ScheduleSpec spec = road();
    spec.days = {"Mon"};
    spec.stops.resize(2);
    //                 Library School depot
    spec.drive_min = {0,  40, 10, // Library
                      10, 0,  40, // School
                      40, 10, 0}; // depot
    const Schedule schedule = made(spec);
    expect_drivable(spec, schedule);
    EXPECT_EQ(week_of(spec, schedule), "Mon 0: School Library");
    EXPECT_DOUBLE_EQ(schedule.driving_min, 30);
}

TEST(Schedule, AStopBehindAnotherIsReachedThroughIt) {
    // No way from the depot to the School, only from the Library on.
    ScheduleSpec spec = road();
    spec.days = {"Mon"};
    spec.stops.resize(2);
    spec.drive_min = {0,  10,   20, // Library
                      10, 0,    20, // School
                      20, kInf, 0}; // depot
    EXPECT_EQ(week_of(spec, made(spec)), "Mon 0: Library School");
}

TEST(Schedule, StopsThatNeedNoVisitMayBeLeftOut) {
    ScheduleSpec spec = road();
    for (ScheduleStop& stop : spec.stops)
        stop.least_visits = 0;
    spec.stops[0].visit_min = 1000; // fits no day
    spec.stops[1].most_visits = 0;
    EXPECT_EQ(week_of(spec, made(spec)), "Mon 0: Mill, Tue 0: Mill");
    spec.stops[2].visit_min = 1000;
    const Schedule empty = made(spec);
    EXPECT_TRUE(empty.visits.empty());
    EXPECT_TRUE(empty.proven);
    EXPECT_DOUBLE_EQ(empty.people_hours, 0);
}

TEST(Schedule, ADayThatIsFullToTheMinuteFits) {
    ScheduleSpec spec = road();
    spec.days = {"Mon"};
    for (ScheduleStop& stop : spec.stops)
        stop.least_visits = 0;
    spec.day_min = 420; // Library and School, see ADayByHand
    EXPECT_EQ(week_of(spec, made(spec)), "Mon 0: Library School");
    spec.day_min = 419; // School and Mill would fit, but serve 90 people against 100
    EXPECT_EQ(week_of(spec, made(spec)), "Mon 0: Library");
    spec.stops[2].people = 50;
    EXPECT_EQ(week_of(spec, made(spec)), "Mon 0: School Mill");
}

// What cannot be.

TEST(Schedule, AStopThatFitsNoDayIsNamedWithItsSum) {
    ScheduleSpec spec = road();
    spec.setup_min = spec.teardown_min = 40;
    spec.stops[0].visit_min = 500;
    const std::string error = error_of([&] { (void)made(spec); });
    EXPECT_THAT(error, AllOf(HasSubstr("stop \"Library\""),
                             HasSubstr("drive there 20 min + setup 40 min + visit 8 h 20 min + "
                                       "teardown 40 min + drive back 20 min = 10 h 20 min, but a "
                                       "day has 9 h"),
                             HasSubstr("days of 10 h 20 min"), HasSubstr("at most 7 h")));
    spec.day_min = 620; // what the hint says holds
    EXPECT_NO_THROW((void)made(spec));
    spec.day_min = 540;
    spec.stops[0].visit_min = 420;
    spec.stops[1].most_visits = spec.stops[2].most_visits = 1;
    EXPECT_NO_THROW((void)made(spec));
}

TEST(Schedule, MoreVisitsThanDaysApartAllow) {
    ScheduleSpec spec = road();
    spec.days = {"Mon", "Tue", "Wed", "Thu", "Fri"};
    spec.revisit_days = 3;
    spec.stops[2].least_visits = 3;
    EXPECT_THAT(error_of([&] { (void)made(spec); }),
                AllOf(HasSubstr("stop \"Mill\""),
                      HasSubstr("3 visits a week, at least 3 days apart, cannot be spread over 5 "
                                "days: there is room for 2 (Mon, Thu)"),
                      HasSubstr("require 2 visits, or let them be 2 days apart")));
    spec.revisit_days = 1;
    spec.stops[2].least_visits = 6;
    EXPECT_THAT(error_of([&] { (void)made(spec); }),
                AllOf(HasSubstr("6 visits a week, once a day"), HasSubstr("add days")));
}

TEST(Schedule, NoWayToAStop) {
    ScheduleSpec spec = road();
    for (std::size_t from : {0, 1, 3})
        spec.drive_min[from * 4 + 2] = kInf;
    EXPECT_THAT(error_of([&] { (void)made(spec); }),
                AllOf(HasSubstr("stop \"Mill\""), HasSubstr("from the depot to the stop")));
    spec = road();
    for (std::size_t to : {0, 1, 3})
        spec.drive_min[2 * 4 + to] = kInf;
    EXPECT_THAT(error_of([&] { (void)made(spec); }), HasSubstr("from the stop back to the depot"));
    spec.stops[2].least_visits = 0;
    EXPECT_NO_THROW((void)made(spec));
}

TEST(Schedule, MoreRequiredThanAllowed) {
    ScheduleSpec spec = road();
    spec.stops[1].least_visits = 2;
    spec.stops[1].most_visits = 1;
    EXPECT_THAT(error_of([&] { (void)made(spec); }),
                AllOf(HasSubstr("stop \"School\""),
                      HasSubstr("at least 2 visits are required, but at most 1 allowed")));
}

TEST(Schedule, MoreHoursThanTheVansHave) {
    // 3 stops x 2 visits x (180 + 10) + 10 = 1150 minutes against 2 x 540.
    ScheduleSpec spec = road();
    spec.drive_min.assign(16, 10);
    for (ScheduleStop& stop : spec.stops)
        stop.least_visits = 2;
    const std::string error = error_of([&] { (void)made(spec); });
    EXPECT_THAT(error, AllOf(HasSubstr("the 6 visits required need 19 h 10 min of van time"),
                             HasSubstr("1 van x 2 days of 9 h make 18 h"),
                             HasSubstr("one more van"), HasSubstr("days of 9 h 45 min")));
    spec.day_min = 540 + 45;
    EXPECT_NO_THROW((void)made(spec));
    spec.day_min = 540 + 30;
    EXPECT_THROW((void)made(spec), Error);
}

TEST(Schedule, MoreVisitsThanStopsADay) {
    ScheduleSpec spec = road();
    spec.most_stops_a_day = 1;
    EXPECT_THAT(error_of([&] { (void)made(spec); }),
                AllOf(HasSubstr("3 visits are required, but 1 van x 2 days x 1 stop a day make 2"),
                      HasSubstr("one more van"), HasSubstr("2 stops a day for each van")));
}

TEST(Schedule, WhatHoldsAloneButNotTogetherIsRelaxedOneByOne) {
    // Three stops of 4 h 10 min (with drives) on two days of 9 h: hours would do (12 h 30 min of 18),
    // and two stops fit one day; but two visits each, two days apart, on three days want Mon and
    // Wed from all three.
    ScheduleSpec spec = road();
    spec.days = {"Mon", "Tue", "Wed"};
    spec.revisit_days = 2;
    for (ScheduleStop& stop : spec.stops) {
        stop.least_visits = 2;
        stop.visit_min = 120;
    }
    const std::string error = error_of([&] { (void)made(spec); });
    EXPECT_THAT(error,
                AllOf(HasSubstr("no week holds 6 required visits of 3 stops with 1 van on 3 "
                                "days of 9 h, visits of a stop at least 2 days apart"),
                      HasSubstr("any one of these makes it possible"), HasSubstr("one more van"),
                      HasSubstr("days of 10 h 30 min (1 h 30 min longer)"),
                      HasSubstr("visits 30 min shorter"),
                      HasSubstr("visits of a stop on days that follow each other"),
                      HasSubstr("one visit fewer at \"Library\", \"School\" or \"Mill\"")));
    // Every one of them, tried.
    ScheduleSpec changed = spec;
    changed.vans = 2;
    EXPECT_NO_THROW((void)made(changed));
    changed = spec;
    changed.day_min = 630;
    EXPECT_NO_THROW((void)made(changed));
    changed.day_min = 615;
    EXPECT_THROW((void)made(changed), Error);
    changed = spec;
    changed.revisit_days = 1;
    EXPECT_NO_THROW((void)made(changed));
    changed = spec;
    changed.stops[2].least_visits = 1;
    EXPECT_NO_THROW((void)made(changed));
    changed = spec;
    for (ScheduleStop& stop : changed.stops)
        stop.visit_min = 90;
    EXPECT_NO_THROW((void)made(changed));
}

TEST(Schedule, LeavingOutOneStopCanBeEnough) {
    // Three stops, each alone on its day, on two days.
    ScheduleSpec spec = road();
    spec.stops[0].visit_min = spec.stops[1].visit_min = spec.stops[2].visit_min = 280;
    spec.day_min = 390;
    const std::string error = error_of([&] { (void)made(spec); });
    EXPECT_THAT(error, AllOf(HasSubstr("schedule"), HasSubstr("leaving out \"Library\", \"School\" "
                                                              "or \"Mill\"")));
}

TEST(Schedule, NumbersThatCannotBeMeantAreUsageErrors) {
    const auto refused = [](const std::function<void(ScheduleSpec&)>& change) {
        ScheduleSpec spec = road();
        change(spec);
        try {
            (void)made(spec);
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::Usage) << error.what();
            return error.message();
        }
        return std::string("not refused");
    };
    EXPECT_THAT(refused([](auto& s) { s.days.clear(); }), HasSubstr("no days"));
    EXPECT_THAT(refused([](auto& s) { s.vans = 0; }), HasSubstr("0 vans"));
    EXPECT_THAT(refused([](auto& s) { s.stops.clear(); }), HasSubstr("no stops"));
    EXPECT_THAT(refused([](auto& s) { s.drive_min.pop_back(); }), HasSubstr("there must be 4 x 4"));
    EXPECT_THAT(refused([](auto& s) { s.drive_min[1] = -1; }),
                HasSubstr("from Library to School is -1"));
    EXPECT_THAT(refused([](auto& s) { s.drive_min[3] = std::nan(""); }),
                HasSubstr("from Library to the depot is nan"));
    EXPECT_THAT(refused([](auto& s) { s.stops[1].people = -2; }), HasSubstr("\"School\" are -2"));
    EXPECT_THAT(refused([](auto& s) { s.stops[1].visit_min = 0; }), HasSubstr("lasts 0 minutes"));
    EXPECT_THAT(refused([](auto& s) { s.stops[1].id = "L"; }), HasSubstr("two stops"));
    EXPECT_THAT(refused([](auto& s) { s.day_min = 2000; }), HasSubstr("2000 minutes"));
    EXPECT_THAT(refused([](auto& s) { s.day_start_min = -5; }), HasSubstr("-5 minutes"));
    EXPECT_THAT(refused([](auto& s) { s.setup_min = -5; }), HasSubstr("setup takes -5"));
    EXPECT_THAT(refused([](auto& s) { s.revisit_days = 0; }), HasSubstr("1 is every day"));
    EXPECT_THAT(refused([](auto& s) { s.most_stops_a_day = 13; }), HasSubstr("1 to 12"));
    EXPECT_THAT(refused([](auto& s) { s.time_limit_s = 0; }), HasSubstr("time limit is 0"));
    EXPECT_THAT(refused([](auto& s) {
                    s.stops.resize(201);
                    s.drive_min.assign(202 * 202, 1);
                }),
                HasSubstr("201 stops; up to 200"));
}

// All weeks of small ones.

/// Least driving of each set of stops on one day with all vans; infinite where it does not fit.
std::vector<double> day_costs(const ScheduleSpec& spec) {
    const std::size_t n = spec.stops.size(), all = std::size_t{1} << n;
    std::vector<double> one(all, kInf);
    one[0] = 0;
    for (std::size_t set = 1; set < all; ++set) {
        std::vector<std::size_t> order;
        double stay = 0;
        for (std::size_t s = 0; s < n; ++s)
            if ((set >> s & 1) != 0) {
                order.push_back(s);
                stay += spec.setup_min + spec.stops[s].visit_min + spec.teardown_min;
            }
        if (order.size() > spec.most_stops_a_day)
            continue;
        do {
            double drive = spec.drive(spec.depot(), order[0]);
            for (std::size_t i = 1; i < order.size(); ++i)
                drive += spec.drive(order[i - 1], order[i]);
            drive += spec.drive(order.back(), spec.depot());
            if (drive + stay <= spec.day_min + 1e-9)
                one[set] = std::min(one[set], drive);
        } while (std::next_permutation(order.begin(), order.end()));
    }
    std::vector<double> costs = one;
    for (std::size_t van = 1; van < spec.vans; ++van) {
        const std::vector<double> before = costs;
        for (std::size_t set = 0; set < all; ++set)
            for (std::size_t part = set; part > 0; part = (part - 1) & set)
                costs[set] = std::min(costs[set], before[set & ~part] + one[part]);
    }
    return costs;
}

struct BestWeek {
    double people_hours, driving_min;
};

/// Every choice of stops for every day.
std::optional<BestWeek> best_of_all_weeks(const ScheduleSpec& spec) {
    const std::vector<double> costs = day_costs(spec);
    const std::size_t n = spec.stops.size(), days = spec.days.size();
    std::optional<BestWeek> best;
    for (std::size_t week = 0; week < std::size_t{1} << (n * days); ++week) {
        BestWeek found{0, 0};
        for (std::size_t d = 0; d < days; ++d)
            found.driving_min += costs[week >> (n * d) & ((std::size_t{1} << n) - 1)];
        bool holds = found.driving_min < kInf;
        for (std::size_t s = 0; s < n && holds; ++s) {
            std::size_t visits = 0, last = 0;
            for (std::size_t d = 0; d < days; ++d)
                if ((week >> (n * d + s) & 1) != 0) {
                    holds = holds && (visits == 0 || d - last >= spec.revisit_days);
                    ++visits;
                    last = d;
                }
            holds = holds && visits >= spec.stops[s].least_visits &&
                    visits <= spec.stops[s].most_visits;
            found.people_hours +=
                static_cast<double>(visits) * spec.stops[s].people * spec.stops[s].visit_min / 60;
        }
        if (holds && (!best || found.people_hours > best->people_hours + 1e-9 ||
                      (found.people_hours > best->people_hours - 1e-9 &&
                       found.driving_min < best->driving_min)))
            best = found;
    }
    return best;
}

ScheduleSpec random_week(std::mt19937& random, bool metric) {
    const auto any = [&](int low, int high) {
        return std::uniform_int_distribution<int>(low, high)(random);
    };
    ScheduleSpec spec;
    const auto n = static_cast<std::size_t>(any(2, 4)), days = static_cast<std::size_t>(any(1, 3));
    for (std::size_t d = 0; d < days; ++d)
        spec.days.push_back("day " + std::to_string(d));
    spec.vans = static_cast<std::size_t>(any(1, 2));
    spec.revisit_days = static_cast<std::size_t>(any(1, 3));
    spec.most_stops_a_day = static_cast<std::size_t>(any(1, 4));
    spec.day_min = any(300, 600);
    spec.setup_min = any(0, 30);
    spec.teardown_min = any(0, 30);
    for (std::size_t s = 0; s < n; ++s) {
        const int least = any(0, 7) == 0 ? 2 : any(0, 1);
        spec.stops.push_back({.id = std::to_string(s),
                              .people = any(0, 4) == 0 ? 50 : any(0, 2000) / 7.0,
                              .visit_min = double(any(60, 200)),
                              .least_visits = static_cast<std::size_t>(least),
                              .most_visits = static_cast<std::size_t>(any(std::max(1, least), 3))});
    }
    std::vector<std::pair<int, int>> places(n + 1);
    for (auto& [x, y] : places)
        x = any(0, 60), y = any(0, 60);
    for (const auto& [x, y] : places)
        for (const auto& [u, v] : places)
            spec.drive_min.push_back(metric            ? std::hypot(x - u, y - v)
                                     : any(0, 14) == 0 ? kInf
                                                       : any(5, 90));
    return spec;
}

TEST(Schedule, AgreesWithAllWeeksOfSmallOnes) {
    std::mt19937 random(7);
    std::size_t possible = 0, impossible = 0;
    for (int round = 0; round < 160; ++round) {
        SCOPED_TRACE(round);
        const ScheduleSpec spec = random_week(random, round % 2 == 0);
        const std::optional<BestWeek> best = best_of_all_weeks(spec);
        try {
            const Schedule schedule = made(spec);
            ++possible;
            expect_drivable(spec, schedule);
            ASSERT_TRUE(best);
            EXPECT_NEAR(schedule.people_hours, best->people_hours, 1e-6);
            EXPECT_NEAR(schedule.bound, best->people_hours, 1e-6);
            EXPECT_NEAR(schedule.driving_min, best->driving_min, 1e-6);
            EXPECT_TRUE(schedule.proven);
            EXPECT_TRUE(schedule.least_driving);
        } catch (const Error& error) {
            ++impossible;
            EXPECT_EQ(error.kind(), ErrorKind::Infeasible);
            EXPECT_FALSE(best) << error.what();
            EXPECT_NE(error.hint(), "");
            EXPECT_THAT(error.message(), Not(HasSubstr("none is proven")));
        }
    }
    EXPECT_GT(possible, 60U);
    EXPECT_GT(impossible, 20U);
}

// Larger ones.

ScheduleSpec county(std::size_t stops, double visit_min, std::size_t vans) {
    std::mt19937 random(11);
    ScheduleSpec spec{.days = {"Mon", "Tue", "Wed", "Thu", "Fri"}, .vans = vans};
    std::vector<std::pair<double, double>> places;
    for (std::size_t s = 0; s <= stops; ++s)
        places.emplace_back(double(random() % 600) / 10, double(random() % 600) / 10);
    for (std::size_t s = 0; s < stops; ++s)
        spec.stops.push_back({.id = "stop" + std::to_string(s),
                              .people = 50 + double(random() % 950),
                              .visit_min = visit_min,
                              .least_visits = s % 8 == 0 ? 1U : 0U});
    for (const auto& [x, y] : places)
        for (const auto& [u, v] : places)
            spec.drive_min.push_back(std::hypot(x - u, y - v));
    return spec;
}

std::string text_of(const Schedule& schedule) {
    std::ostringstream out;
    out.precision(17);
    for (const Visit& v : schedule.visits)
        out << v.day << ' ' << v.van << ' ' << v.stop << ' ' << v.order << ' ' << v.arrive_min
            << '\n';
    out << schedule.people_hours << ' ' << schedule.bound << ' ' << schedule.how;
    return out.str();
}

TEST(Schedule, FortyStopsOfThreeHoursAreProven) {
    ScheduleSpec spec = county(40, 180, 2);
    spec.revisit_days = 2;
    spec.time_limit_s = 60;
    const Schedule schedule = made(spec);
    expect_drivable(spec, schedule);
    EXPECT_TRUE(schedule.proven);
    EXPECT_DOUBLE_EQ(schedule.bound, schedule.people_hours);
}

TEST(Schedule, FortyStopsWithMoreDaysThanCanBeListedGetAWeekAndABound) {
    ScheduleSpec spec = county(40, 50, 2);
    spec.setup_min = spec.teardown_min = 10;
    spec.time_limit_s = 6;
    const Schedule schedule = made(spec);
    expect_drivable(spec, schedule);
    EXPECT_THAT(schedule.how, HasSubstr("likeliest"));
    EXPECT_GT(schedule.people_hours, 0.8 * schedule.bound);
    EXPECT_FALSE(schedule.least_driving);
}

TEST(Schedule, TheBoundOfUnlistedSetsHolds) {
    // Each of 20 stops alone would be worth a visit; ten fit a day, so that all are visited daily.
    ScheduleSpec spec = county(20, 20, 2);
    spec.setup_min = spec.teardown_min = 5;
    spec.most_stops_a_day = 12;
    spec.time_limit_s = 6;
    spec.day_min = 16 * 60;
    const Schedule schedule = made(spec);
    expect_drivable(spec, schedule);
    double all = 0;
    for (const ScheduleStop& stop : spec.stops)
        all += stop.people * stop.visit_min / 60 * 5;
    EXPECT_LE(schedule.bound, all * (1 + 1e-9));
    EXPECT_GE(schedule.bound, schedule.people_hours * (1 - 1e-9));
}

TEST(Schedule, EqualInputGivesAnEqualWeek) {
    ScheduleSpec spec = county(12, 150, 2);
    spec.revisit_days = 2;
    spec.time_limit_s = 600; // the clock must not decide
    const Schedule once = made(spec);
    EXPECT_FALSE(once.time_limited);
    EXPECT_EQ(text_of(once), text_of(made(spec)));
}

TEST(Schedule, StopRequestEndsIt) {
    std::stop_source source;
    source.request_stop();
    EXPECT_THROW((void)make_schedule(road(), {.stop = source.get_token()}), Error);
    // In the middle of the work, too.
    std::stop_source later;
    const Progress progress{.report =
                                [&](std::string_view stage, double) {
                                    if (stage == "choosing the week")
                                        later.request_stop();
                                },
                            .stop = later.get_token()};
    try {
        (void)make_schedule(county(40, 50, 2), progress);
        FAIL() << "not stopped";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::Cancelled);
    }
}

TEST(Schedule, ProgressRises) {
    double last = 0;
    std::set<std::string, std::less<>> stages;
    (void)make_schedule(road(), {.report = [&](std::string_view stage, double fraction) {
                            EXPECT_GE(fraction, last);
                            last = fraction;
                            stages.emplace(stage);
                        }});
    EXPECT_DOUBLE_EQ(last, 1);
    EXPECT_GE(stages.size(), 4U);
}

} // namespace
} // namespace tractwise::siting
