// SPDX-License-Identifier: Apache-2.0
// Weeks that can be worked out by hand, and what cannot be.
#include "tests/engine/siting/schedule_support.hpp"

#include "tests/support/error_of.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"

#include <gmock/gmock.h>

#include <functional>
#include <limits>

namespace tractwise::siting {
namespace {

using namespace test_schedule;
using test::error_of;
using testing::AllOf;
using testing::HasSubstr;

TEST(Schedule, TheGapIsWhatAnotherWeekCouldHaveMore) {
    Schedule week;
    EXPECT_EQ(week.gap(), 0); // nobody, and no bound
    week.people_hours = 200;
    week.bound = 250;
    EXPECT_DOUBLE_EQ(week.gap(), 0.25);
    week.bound = 199.9; // rounding
    EXPECT_EQ(week.gap(), 0);
    week.bound = std::numeric_limits<double>::infinity();
    EXPECT_EQ(week.gap(), week.bound);
    EXPECT_DOUBLE_EQ((Visit{.day = 0,
                            .van = 0,
                            .stop = 0,
                            .order = 0,
                            .drive_min = 20,
                            .arrive_min = 500,
                            .open_min = 530,
                            .close_min = 680,
                            .leave_min = 710})
                         .hours_open(),
                     2.5);
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
    spec.drive_min = {0,  10,        20, // Library
                      10, 0,         20, // School
                      20, kInfinity, 0}; // depot
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
        spec.drive_min[from * 4 + 2] = kInfinity;
    EXPECT_THAT(error_of([&] { (void)made(spec); }),
                AllOf(HasSubstr("stop \"Mill\""), HasSubstr("from the depot to the stop")));
    spec = road();
    for (std::size_t to : {0, 1, 3})
        spec.drive_min[2 * 4 + to] = kInfinity;
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
    // Two stops fit a day of 9 h, and 27 h are enough for six visits. But two visits of each, two
    // days apart, on three days want Mon and Wed from all three stops.
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

} // namespace
} // namespace tractwise::siting
