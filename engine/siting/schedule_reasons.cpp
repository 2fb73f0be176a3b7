// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/schedule_reasons.hpp"

#include "engine/core/numbers.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tractwise::siting {
namespace {

std::string counted(std::size_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string more_stops(std::size_t others) {
    return others == 0 ? "" : fmt::format("; {} cannot either", counted(others, "other stop"));
}

Error impossible(const ScheduleSpec& spec, std::size_t stop, std::string message,
                 std::string hint) {
    return {ErrorKind::Infeasible,
            std::move(message),
            {.where = fmt::format("schedule, stop \"{}\"", stop_label(spec, stop)),
             .hint = std::move(hint)}};
}

std::string days_apart(std::size_t days) {
    return days <= 1 ? "once a day" : fmt::format("at least {} days apart", days);
}

/// First day, then each as soon as allowed: "Mon, Wed, Fri".
std::string earliest_days(const ScheduleSpec& spec) {
    std::vector<std::string> names;
    for (std::size_t d = 0; d < spec.days.size(); d += std::max<std::size_t>(1, spec.revisit_days))
        names.push_back(spec.days[d]);
    return fmt::format("{}", fmt::join(names, ", "));
}

/// What every required visit takes at least.
struct LeastWork {
    std::size_t visits = 0, stops = 0, van_days = 0;
    double minutes = 0, available = 0;
};

LeastWork least_work(const ScheduleSpec& spec) {
    LeastWork work;
    const std::size_t n = spec.stops.size();
    double home = kInfinity;
    for (std::size_t s = 0; s < n; ++s) {
        const std::size_t visits = spec.stops[s].least_visits;
        if (visits == 0)
            continue;
        double drive = kInfinity;
        for (std::size_t from = 0; from <= n; ++from)
            if (from != s)
                drive = std::min(drive, spec.drive(from, s));
        work.visits += visits;
        ++work.stops;
        work.minutes += static_cast<double>(visits) * (drive + stay_min(spec, s));
    }
    for (std::size_t s = 0; s < n; ++s)
        home = std::min(home, spec.drive(s, spec.depot()));
    work.van_days = (work.visits + spec.most_stops_a_day - 1) / spec.most_stops_a_day;
    if (work.visits > 0)
        work.minutes += static_cast<double>(work.van_days) * home;
    work.available = static_cast<double>(spec.vans * spec.days.size()) * spec.day_min;
    return work;
}

void refuse_stop_by_stop(const ScheduleSpec& spec) {
    const std::vector<double> out = shortest_ways(spec, true), home = shortest_ways(spec, false);
    std::vector<std::size_t> more_than_most, too_often, unreachable, too_long;
    const std::size_t room = room_for_visits(spec);
    const auto whole_day = [&](std::size_t s) { return out[s] + stay_min(spec, s) + home[s]; };
    for (std::size_t s = 0; s < spec.stops.size(); ++s) {
        if (spec.stops[s].least_visits == 0)
            continue;
        if (spec.stops[s].least_visits > spec.stops[s].most_visits)
            more_than_most.push_back(s);
        else if (spec.stops[s].least_visits > room)
            too_often.push_back(s);
        if (std::isinf(out[s] + home[s]))
            unreachable.push_back(s);
        else if (whole_day(s) > spec.day_min + kClockSlack)
            too_long.push_back(s);
    }
    if (!more_than_most.empty()) {
        const ScheduleStop& stop = spec.stops[more_than_most[0]];
        throw impossible(
            spec, more_than_most[0],
            fmt::format("at least {} are required, but at most {} allowed",
                        counted(stop.least_visits, "visit"), stop.most_visits),
            fmt::format("require at most {0}, or allow {1}", stop.most_visits, stop.least_visits));
    }
    if (!unreachable.empty()) {
        const std::size_t s = unreachable[0];
        throw impossible(
            spec, s,
            fmt::format("no way leads {}{}",
                        std::isinf(out[s]) ? "from the depot to the stop"
                                           : "from the stop back to the depot",
                        more_stops(unreachable.size() - 1)),
            "move the stop or the depot to a street that is connected, or require no visit of it");
    }
    if (!too_often.empty()) {
        const std::size_t s = too_often[0], least = spec.stops[s].least_visits;
        std::size_t apart = spec.revisit_days;
        while (apart > 1 && (spec.days.size() - 1) / apart + 1 < least)
            --apart;
        const bool closer = (spec.days.size() - 1) / apart + 1 >= least;
        throw impossible(
            spec, s,
            fmt::format("{} a week, {}, cannot be spread over {}: there is room for {} ({})",
                        counted(least, "visit"), days_apart(spec.revisit_days),
                        counted(spec.days.size(), "day"), room, earliest_days(spec)),
            closer ? fmt::format("require {}, or let them be {}", counted(room, "visit"),
                                 apart > 1 ? counted(apart, "day") + " apart" : "a day apart")
                   : fmt::format("require {}, or add days", counted(room, "visit")));
    }
    if (!too_long.empty()) {
        const std::size_t s =
            *std::max_element(too_long.begin(), too_long.end(), [&](std::size_t a, std::size_t b) {
                return whole_day(a) < whole_day(b);
            });
        const double visit = spec.day_min - whole_day(s) + spec.stops[s].visit_min;
        throw impossible(
            spec, s,
            fmt::format("one visit does not fit a day: drive there {} + setup {} + visit {} + "
                        "teardown {} + drive back {} = {}, but a day has {}{}",
                        duration_text(out[s]), duration_text(spec.setup_min),
                        duration_text(spec.stops[s].visit_min), duration_text(spec.teardown_min),
                        duration_text(home[s]), duration_text(whole_day(s)),
                        duration_text(spec.day_min), more_stops(too_long.size() - 1)),
            fmt::format("days of {}{}, or no required visit there",
                        duration_text(std::ceil(whole_day(s) - kClockSlack)),
                        visit >= 1 ? ", visits of at most " +
                                         duration_text(std::floor(visit + kClockSlack))
                                   : ""));
    }
}

/// A week of the required visits only: smaller, and there is one exactly where drive times obey
/// the triangle inequality and the whole week can be driven.
ScheduleSpec required_only(const ScheduleSpec& spec) {
    ScheduleSpec out = spec;
    out.stops.clear();
    std::vector<std::size_t> places;
    for (std::size_t s = 0; s < spec.stops.size(); ++s)
        if (spec.stops[s].least_visits > 0) {
            places.push_back(s);
            out.stops.push_back(spec.stops[s]);
            out.stops.back().most_visits = spec.stops[s].least_visits;
        }
    places.push_back(spec.depot());
    out.drive_min.clear();
    for (const std::size_t from : places)
        for (const std::size_t to : places)
            out.drive_min.push_back(spec.drive(from, to));
    return out;
}

/// Is there a week? "No" also where the clock ended first: only a "yes" is made use of.
class WeekFinder {
public:
    WeekFinder(const ScheduleSpec& spec, const Progress& progress)
        : deadline_(std::max(1.0, spec.time_limit_s)), progress_(progress) {}

    bool finds(const ScheduleSpec& changed) {
        if (deadline_.left_s() <= 0)
            return false;
        const ScheduleSpec spec = required_only(changed);
        if (spec.stops.empty())
            return true;
        const LeastWork work = least_work(spec);
        for (std::size_t s = 0; s < spec.stops.size(); ++s)
            if (spec.stops[s].least_visits > room_for_visits(spec))
                return false;
        if (work.minutes > work.available + kClockSlack ||
            work.van_days > spec.vans * spec.days.size())
            return false;
        std::vector<std::size_t> usable(spec.stops.size());
        std::iota(usable.begin(), usable.end(), std::size_t{0});
        const Progress silent{nullptr, progress_.stop};
        DaySets sets = day_sets(spec, usable, 6000, silent);
        if (!sets.complete) // a visit more is worth a day's share of the stops
            sets = likely_day_sets(
                spec, usable,
                {.visit = std::vector<double>(usable.size(), 1), .minute = 2 / spec.day_min}, 1500,
                silent);
        return choose_week(spec, sets, WeekGoal::Any, Deadline(std::min(3.0, deadline_.left_s())),
                           silent)
                   .status == Week::Status::Found;
    }

    /// The smallest of 1..most changes with which there is a week; 0: none. More help more.
    std::size_t least_change(std::size_t most,
                             const std::function<ScheduleSpec(std::size_t)>& changed) {
        if (most == 0 || !finds(changed(most)))
            return 0;
        std::size_t low = 0, high = most; // low is not enough, high is
        while (high - low > 1) {
            const std::size_t middle = low + (high - low) / 2;
            (finds(changed(middle)) ? high : low) = middle;
        }
        return high;
    }

private:
    Deadline deadline_;
    const Progress& progress_;
};

std::string one_of(const std::vector<std::string>& names) {
    constexpr std::size_t kShown = 3;
    std::string out;
    for (std::size_t i = 0; i < std::min(kShown, names.size()); ++i)
        out += (i == 0 ? "\"" : i + 1 == names.size() ? " or \"" : ", \"") + names[i] + "\"";
    if (names.size() > kShown)
        out += fmt::format(" or {}", counted(names.size() - kShown, "other"));
    return out;
}

/// Every single change that was found to make a week possible, in words.
std::vector<std::string> single_changes(const ScheduleSpec& spec, const Progress& progress) {
    WeekFinder finder(spec, progress);
    std::vector<std::string> out;
    const auto with = [&](auto change) {
        ScheduleSpec changed = spec;
        change(changed);
        return changed;
    };
    progress.step("looking for what would make a week possible", 0.5);
    if (const std::size_t vans = finder.least_change(
            4, [&](std::size_t more) { return with([&](ScheduleSpec& s) { s.vans += more; }); });
        vans > 0)
        out.push_back(vans == 1 ? "one more van" : counted(vans, "more van"));

    constexpr double kQuarter = 15;
    const auto quarters = [&](double minutes) {
        return static_cast<std::size_t>(std::clamp(std::floor(minutes / kQuarter), 0.0, 24.0));
    };
    if (const std::size_t longer = finder.least_change(quarters(24 * 60 - spec.day_min),
                                                       [&](std::size_t q) {
                                                           return with([&](ScheduleSpec& s) {
                                                               s.day_min += kQuarter * double(q);
                                                           });
                                                       });
        longer > 0)
        out.push_back(fmt::format("days of {} ({} longer)",
                                  duration_text(spec.day_min + kQuarter * double(longer)),
                                  duration_text(kQuarter * double(longer))));

    double shortest = kInfinity;
    for (const ScheduleStop& stop : spec.stops)
        if (stop.least_visits > 0)
            shortest = std::min(shortest, stop.visit_min);
    if (const std::size_t shorter = finder.least_change(quarters(shortest - kQuarter),
                                                        [&](std::size_t q) {
                                                            return with([&](ScheduleSpec& s) {
                                                                for (ScheduleStop& stop : s.stops)
                                                                    if (stop.least_visits > 0)
                                                                        stop.visit_min -=
                                                                            kQuarter * double(q);
                                                            });
                                                        });
        shorter > 0)
        out.push_back(fmt::format("visits {} shorter", duration_text(kQuarter * double(shorter))));

    if (const std::size_t closer =
            finder.least_change(spec.revisit_days - 1,
                                [&](std::size_t less) {
                                    return with([&](ScheduleSpec& s) { s.revisit_days -= less; });
                                });
        closer > 0)
        out.push_back(
            spec.revisit_days - closer == 1
                ? "visits of a stop on days that follow each other"
                : fmt::format("visits of a stop only {} days apart", spec.revisit_days - closer));
    if (const std::size_t more = finder.least_change(kMostStopsADay - spec.most_stops_a_day,
                                                     [&](std::size_t plus) {
                                                         return with([&](ScheduleSpec& s) {
                                                             s.most_stops_a_day += plus;
                                                         });
                                                     });
        more > 0)
        out.push_back(
            fmt::format("{} a day for each van", counted(spec.most_stops_a_day + more, "stop")));

    std::vector<std::string> fewer, without;
    for (std::size_t stop = 0; stop < spec.stops.size(); ++stop) {
        const std::size_t least = spec.stops[stop].least_visits;
        if (least > 1 && finder.finds(with([&](ScheduleSpec& s) { --s.stops[stop].least_visits; })))
            fewer.push_back(stop_label(spec, stop));
        else if (least > 0 &&
                 finder.finds(with([&](ScheduleSpec& s) { s.stops[stop].least_visits = 0; })))
            without.push_back(stop_label(spec, stop));
    }
    if (!fewer.empty())
        out.push_back("one visit fewer at " + one_of(fewer));
    if (!without.empty())
        out.push_back("leaving out " + one_of(without));
    return out;
}

std::string hint_of(const std::vector<std::string>& changes) {
    if (changes.empty())
        return "no single change was found to be enough (up to 4 more vans, 6 h longer days, "
               "shorter visits, visits on any days, one stop fewer); combine some";
    if (changes.size() == 1)
        return "this one change makes it possible: " + changes[0];
    return fmt::format("any one of these makes it possible: {}", fmt::join(changes, "; "));
}

} // namespace

std::string duration_text(double minutes) {
    // Tenths only where there are any: 540.2 against 540 must not read "9 h, but a day has 9 h".
    const double tenths = std::round(minutes * 10) / 10;
    const double hours = std::floor(tenths / 60), rest = tenths - 60 * hours;
    const std::string small = std::abs(rest - std::round(rest)) < 0.05
                                  ? fmt::format("{:.0f} min", rest)
                                  : fmt::format("{:.1f} min", rest);
    if (hours < 1)
        return small;
    return rest < 0.05 ? fmt::format("{:.0f} h", hours) : fmt::format("{:.0f} h {}", hours, small);
}

std::string stop_label(const ScheduleSpec& spec, std::size_t stop) {
    const ScheduleStop& s = spec.stops[stop];
    return !s.name.empty() ? s.name : !s.id.empty() ? s.id : fmt::format("{}", stop + 1);
}

void refuse_impossible(const ScheduleSpec& spec, const Progress& progress) {
    refuse_stop_by_stop(spec);
    const LeastWork work = least_work(spec);
    const std::size_t van_days = spec.vans * spec.days.size();
    const std::string fleet =
        fmt::format("{} x {}", counted(spec.vans, "van"), counted(spec.days.size(), "day"));
    if (work.van_days > van_days)
        throw Error(ErrorKind::Infeasible,
                    fmt::format("{} are required, but {} x {} a day make {}",
                                counted(work.visits, "visit"), fleet,
                                counted(spec.most_stops_a_day, "stop"),
                                van_days * spec.most_stops_a_day),
                    {.where = "schedule", .hint = hint_of(single_changes(spec, progress))});
    if (work.minutes > work.available + kClockSlack)
        throw Error(ErrorKind::Infeasible,
                    fmt::format("the {} required need {} of van time at least (setup, visit, "
                                "teardown and the shortest drives), but {} of {} make {}",
                                counted(work.visits, "visit"), duration_text(work.minutes), fleet,
                                duration_text(spec.day_min), duration_text(work.available)),
                    {.where = "schedule", .hint = hint_of(single_changes(spec, progress))});
}

Error no_week_error(const ScheduleSpec& spec, bool proven, const Progress& progress) {
    const LeastWork work = least_work(spec);
    const std::string what =
        fmt::format("{} of {} with {} on {} of {}, {}", counted(work.visits, "required visit"),
                    counted(work.stops, "stop"), counted(spec.vans, "van"),
                    counted(spec.days.size(), "day"), duration_text(spec.day_min),
                    spec.revisit_days > 1 ? "visits of a stop " + days_apart(spec.revisit_days)
                                          : "each stop once a day at most");
    return {ErrorKind::Infeasible,
            proven ? fmt::format("no week holds {}: each of these can hold alone, not all together",
                                 what)
                   : fmt::format("no week was found for {}, and none is proven impossible: not all "
                                 "sets of stops could be tried in the time",
                                 what),
            {.where = "schedule", .hint = hint_of(single_changes(spec, progress))}};
}

} // namespace tractwise::siting
