// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/schedule.hpp"

#include "engine/siting/schedule_reasons.hpp"
#include "engine/siting/schedule_search.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include <fmt/format.h>

namespace tractwise::siting {
namespace {

constexpr double kMinutesADay = 24 * 60;

void require(bool holds, std::string message, std::string hint = {}) {
    if (!holds)
        throw Error(ErrorKind::Usage, std::move(message),
                    {.where = "schedule", .hint = std::move(hint)});
}

bool within(double value, double low, double high) {
    return value >= low && value <= high;
}

void refuse_unusable_stops(const ScheduleSpec& spec) {
    std::set<std::string> ids;
    for (std::size_t s = 0; s < spec.stops.size(); ++s) {
        const ScheduleStop& stop = spec.stops[s];
        const std::string label = stop_label(spec, s);
        require(std::isfinite(stop.people) && stop.people >= 0,
                fmt::format("people of stop \"{}\" are {}; they must be 0 or more", label,
                            stop.people));
        require(stop.visit_min > 0 && stop.visit_min <= kMinutesADay,
                fmt::format("a visit of stop \"{}\" lasts {} minutes; it must be above 0 and up to "
                            "{}",
                            label, stop.visit_min, kMinutesADay));
        require(stop.id.empty() || ids.insert(stop.id).second,
                fmt::format("two stops have the id \"{}\"", stop.id),
                "give the stop more visits instead of listing it twice");
    }
}

void refuse_unusable(const ScheduleSpec& spec) {
    const std::size_t n = spec.stops.size();
    require(!spec.days.empty(), "the schedule has no days", R"(for example days = ["Mon", "Tue"])");
    require(spec.days.size() <= 31,
            fmt::format("the schedule has {} days; up to 31 can be planned", spec.days.size()));
    require(within(double(spec.vans), 1, 100),
            fmt::format("the schedule has {} vans; it takes 1 to 100", spec.vans));
    require(n > 0, "the schedule has no stops");
    require(
        n <= kMostScheduleStops,
        fmt::format("the schedule has {} stops; up to {} can be planned", n, kMostScheduleStops),
        "plan a region or a fleet at a time");
    require(spec.drive_min.size() == (n + 1) * (n + 1),
            fmt::format("{} drive times for {} stops and the depot: there must be {} x {}",
                        spec.drive_min.size(), n, n + 1, n + 1));
    for (std::size_t from = 0; from <= n; ++from)
        for (std::size_t to = 0; to <= n; ++to)
            require(from == to || spec.drive(from, to) >= 0, // false for NaN, too
                    fmt::format("drive time from {} to {} is {}; it must be 0 or more (infinite "
                                "where there is no way)",
                                from == n ? "the depot" : stop_label(spec, from),
                                to == n ? "the depot" : stop_label(spec, to),
                                spec.drive(from, to)));
    require(spec.day_min > 0 && spec.day_min <= kMinutesADay,
            fmt::format("a day has {} minutes; it must be above 0 and up to {}", spec.day_min,
                        kMinutesADay));
    require(spec.day_start_min >= 0 && spec.day_start_min < kMinutesADay,
            fmt::format("the day starts {} minutes after midnight; it must be 0 up to {}",
                        spec.day_start_min, kMinutesADay - 1));
    require(within(spec.setup_min, 0, kMinutesADay) && within(spec.teardown_min, 0, kMinutesADay),
            fmt::format("setup takes {} and teardown {} minutes; both must be 0 to {}",
                        spec.setup_min, spec.teardown_min, kMinutesADay));
    require(spec.revisit_days >= 1, "revisit_days is 0; 1 is every day");
    require(within(double(spec.most_stops_a_day), 1, double(kMostStopsADay)),
            fmt::format("most_stops_a_day is {}; it must be 1 to {}", spec.most_stops_a_day,
                        kMostStopsADay));
    require(spec.time_limit_s > 0 && std::isfinite(spec.time_limit_s),
            fmt::format("the time limit is {} seconds; it must be above 0", spec.time_limit_s));
    refuse_unusable_stops(spec);
}

/// The clock times of one van's day.
void drive_day(const ScheduleSpec& spec, std::size_t day, std::size_t van,
               const std::vector<std::size_t>& order, Schedule& out) {
    double now = spec.day_start_min;
    std::size_t from = spec.depot();
    for (std::size_t i = 0; i < order.size(); ++i) {
        Visit visit{.day = day, .van = van, .stop = order[i], .order = i};
        visit.drive_min = spec.drive(from, order[i]);
        visit.arrive_min = now + visit.drive_min;
        visit.open_min = visit.arrive_min + spec.setup_min;
        visit.close_min = visit.open_min + spec.stops[order[i]].visit_min;
        visit.leave_min = visit.close_min + spec.teardown_min;
        now = visit.leave_min;
        from = order[i];
        out.driving_min += visit.drive_min;
        out.people_hours += visit_worth(spec, order[i]);
        out.visits.push_back(visit);
    }
    const double home = spec.drive(from, spec.depot());
    out.driving_min += home;
    out.returns.push_back({.day = day, .van = van, .drive_min = home, .back_min = now + home});
}

Schedule timetable(const ScheduleSpec& spec, const DaySets& sets, const Week& week) {
    Schedule out;
    for (std::size_t d = 0; d < week.days.size(); ++d) {
        // Vans are alike: numbering them by their stops makes equal weeks equal in print.
        std::vector<std::vector<std::size_t>> routes;
        for (const std::size_t i : week.days[d])
            routes.push_back(shortest_order(spec, sets.sets[i]));
        std::sort(routes.begin(), routes.end());
        for (std::size_t van = 0; van < routes.size(); ++van)
            drive_day(spec, d, van, routes[van], out);
    }
    return out;
}

std::string how_text(const Schedule& schedule, const WeekSearch& search) {
    std::string text =
        search.complete
            ? fmt::format("all {} sets of stops that fit a day were compared", search.compared)
            : fmt::format("of the sets of stops that fit a day, too many to compare them all, the "
                          "likeliest of {} were",
                          search.compared);
    if (schedule.proven)
        text += "; no week has more people-hours";
    else
        text += fmt::format("; no week has more than {:.1f} people-hours", schedule.bound);
    if (schedule.least_driving)
        text += ", and none with as many drives less";
    else if (schedule.proven)
        text += "; another with as many may drive less";
    if (schedule.time_limited)
        text += " (the time limit ended the search)";
    return text;
}

} // namespace

Schedule make_schedule(const ScheduleSpec& spec, const Progress& progress) {
    progress.step("checking the schedule", 0);
    refuse_unusable(spec);
    refuse_impossible(spec, progress);
    const WeekSearch search = search_week(spec, progress);
    if (search.week.status != Week::Status::Found)
        throw no_week_error(spec, search.complete && search.week.status == Week::Status::Impossible,
                            progress);

    progress.step("setting the clock of every van", 0.95);
    Schedule out = timetable(spec, search.sets, search.week);
    // A bound is a sum in another order: what differs by rounding only is the same number.
    out.proven =
        (search.complete && search.week.proven) || out.people_hours >= search.bound * (1 - 1e-9);
    out.bound = out.proven ? out.people_hours : std::max(search.bound, out.people_hours);
    out.least_driving = search.complete && out.proven && search.week.least_driving;
    out.time_limited = search.time_limited;
    out.how = how_text(out, search);
    progress.step("setting the clock of every van", 1);
    return out;
}

} // namespace tractwise::siting
