// SPDX-License-Identifier: Apache-2.0
// All weeks of small random schedules by brute force, then larger ones.
#include "tests/engine/siting/schedule_support.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"

#include <gmock/gmock.h>

#include <functional>
#include <optional>
#include <random>
#include <set>
#include <sstream>

namespace tractwise::siting {
namespace {

using namespace test_schedule;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// Least driving of each set of stops on one day with all vans; infinite where it does not fit.
std::vector<double> day_costs(const ScheduleSpec& spec) {
    const std::size_t n = spec.stops.size(), all = std::size_t{1} << n;
    std::vector<double> one(all, kInfinity);
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
        bool holds = found.driving_min < kInfinity;
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
                                     : any(0, 14) == 0 ? kInfinity
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

TEST(Schedule, ThousandsOfSetsAgreeWithEverySingleDay) {
    // One van and one day: the best week is the best set, found here by trying all orders.
    ScheduleSpec spec = county(13, 30, 1);
    spec.days = {"Mon"};
    spec.setup_min = spec.teardown_min = 5;
    spec.day_min = 600;
    spec.time_limit_s = 600;
    for (ScheduleStop& stop : spec.stops)
        stop.least_visits = 0;
    const std::optional<BestWeek> best = best_of_all_weeks(spec);
    const Schedule schedule = made(spec);
    expect_drivable(spec, schedule);
    EXPECT_THAT(schedule.how, AllOf(HasSubstr("all "), HasSubstr("sets of stops that fit a day")));
    EXPECT_TRUE(schedule.proven);
    EXPECT_NEAR(schedule.people_hours, best.value().people_hours, 1e-6);
    EXPECT_NEAR(schedule.driving_min, best.value().driving_min, 1e-6);
    EXPECT_FALSE(schedule.time_limited);
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
    spec.time_limit_s = 3;
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
        EXPECT_EQ(error.kind(), ErrorKind::Canceled);
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
