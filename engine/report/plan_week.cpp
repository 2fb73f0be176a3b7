// SPDX-License-Identifier: Apache-2.0
#include "engine/report/plan_week.hpp"

#include "engine/report/plan_columns.hpp"
#include "engine/report/plan_words.hpp"
#include "engine/report/text_layout.hpp"

#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"
#include "engine/words/amounts.hpp"
#include "engine/words/plan.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::report {
namespace {

using siting::Schedule;
using siting::ScheduleSpec;
using siting::ScheduleStop;
using siting::Visit;

constexpr std::size_t kPageColumns = 100, kDayColumn = 6, kMostVansAcross = 3;

const Schedule::Return* way_home(const Schedule& week, std::size_t day, std::size_t van) {
    const auto found =
        std::find_if(week.returns.begin(), week.returns.end(),
                     [&](const auto& home) { return home.day == day && home.van == van; });
    return found == week.returns.end() ? nullptr : &*found;
}

std::string drive_words(double minutes) {
    return fmt::format("{} min drive", format_fixed(minutes, 0));
}

/// What one van does on one day, a line each: when it is open where, and when it is back.
std::vector<std::string> day_of_van(const Schedule& week, const ScheduleSpec& spec, std::size_t day,
                                    std::size_t van, std::size_t width) {
    std::vector<std::string> lines;
    for (const Visit& visit : week.visits) {
        if (visit.day != day || visit.van != van)
            continue;
        const ScheduleStop& stop = spec.stops[visit.stop];
        if (lines.empty())
            lines.push_back(fmt::format("{}  leave the depot",
                                        words::clock(visit.arrive_min - visit.drive_min)));
        lines.push_back(
            fit(fmt::format("{}-{}  {}", words::clock(visit.open_min),
                            words::clock(visit.close_min), stop.name.empty() ? stop.id : stop.name),
                width));
        lines.push_back(fit(fmt::format("             {}, {} people", drive_words(visit.drive_min),
                                        words::people(stop.people)),
                            width));
    }
    if (const Schedule::Return* home = way_home(week, day, van))
        lines.push_back(fit(
            fmt::format("{}  back, {}", words::clock(home->back_min), drive_words(home->drive_min)),
            width));
    if (lines.empty())
        lines.emplace_back("-");
    return lines;
}

std::string grid(const Schedule& week, const ScheduleSpec& spec, std::size_t first_van,
                 std::size_t vans) {
    const std::size_t width = (kPageColumns - kDayColumn) / vans - 2;
    std::string text = std::string(kDayColumn, ' ');
    const auto end_line = [&] {
        text.erase(text.find_last_not_of(' ') + 1);
        text += "\n";
    };
    for (std::size_t van = 0; van < vans; ++van)
        text += fmt::format("{:<{}}", fmt::format("van {}", first_van + van + 1), width + 2);
    end_line();
    for (std::size_t day = 0; day < spec.days.size(); ++day) {
        std::vector<std::vector<std::string>> cells;
        std::size_t height = 0;
        for (std::size_t van = 0; van < vans; ++van) {
            cells.push_back(day_of_van(week, spec, day, first_van + van, width));
            height = std::max(height, cells.back().size());
        }
        for (std::size_t line = 0; line < height; ++line) {
            text += fmt::format("{:<{}}", line == 0 ? fit(spec.days[day], kDayColumn - 1) : "",
                                kDayColumn);
            for (const auto& cell : cells)
                text += fmt::format("{:<{}}", line < cell.size() ? cell[line] : "", width + 2);
            end_line();
        }
    }
    return text;
}

std::string visits_words(const Schedule& week, const ScheduleSpec& spec) {
    std::vector<std::size_t> visits(spec.stops.size(), 0);
    for (const Visit& visit : week.visits)
        ++visits[visit.stop];
    std::vector<std::string> never;
    for (std::size_t stop = 0; stop < visits.size(); ++stop)
        if (visits[stop] == 0)
            never.push_back(spec.stops[stop].id);
    return never.empty() ? "every stop is visited"
                         : fmt::format("not visited: {}", join(never, ", "));
}

} // namespace

io::OutTable schedule_frame(const plan::SitingResults& siting) {
    std::vector<std::string> day, kind, stop, name, arrive, open, close, leave;
    std::vector<double> van, order, drive, people, people_hours;
    if (siting.schedule && siting.schedule_spec) {
        const Schedule& week = *siting.schedule;
        const ScheduleSpec& spec = *siting.schedule_spec;
        const auto add_home = [&](std::size_t of_day, std::size_t of_van) {
            const Schedule::Return* home = way_home(week, of_day, of_van);
            if (home == nullptr)
                return;
            day.push_back(spec.days[of_day]);
            van.push_back(static_cast<double>(of_van + 1));
            order.push_back(order.back() + 1);
            kind.emplace_back("return");
            stop.emplace_back();
            name.emplace_back("depot");
            drive.push_back(home->drive_min);
            arrive.push_back(words::clock(home->back_min));
            for (auto* column : {&open, &close, &leave})
                column->emplace_back();
            people.push_back(kNaN);
            people_hours.push_back(kNaN);
        };
        for (std::size_t v = 0; v < week.visits.size(); ++v) {
            const Visit& visit = week.visits[v];
            const ScheduleStop& at = spec.stops[visit.stop];
            day.push_back(spec.days[visit.day]);
            van.push_back(static_cast<double>(visit.van + 1));
            order.push_back(static_cast<double>(visit.order + 1));
            kind.emplace_back("visit");
            stop.push_back(at.id);
            name.push_back(at.name);
            drive.push_back(visit.drive_min);
            arrive.push_back(words::clock(visit.arrive_min));
            open.push_back(words::clock(visit.open_min));
            close.push_back(words::clock(visit.close_min));
            leave.push_back(words::clock(visit.leave_min));
            people.push_back(at.people);
            people_hours.push_back(at.people * visit.hours_open());
            if (v + 1 == week.visits.size() || week.visits[v + 1].day != visit.day ||
                week.visits[v + 1].van != visit.van)
                add_home(visit.day, visit.van);
        }
    }
    PlanColumns out("schedule", "Which van stands where and when");
    out.add("day", "Day", std::move(day));
    out.add("van", "Number of the van", std::move(van));
    out.add("order", "1 is the first of that van and day", std::move(order));
    out.add("kind", "visit, or return to the depot", std::move(kind));
    out.add("stop", "Id of the stop", std::move(stop));
    out.add("name", "Its name", std::move(name));
    out.add("drive_min", "Drive to get there (min)", std::move(drive));
    out.add("arrive", "Arrival; setup begins", std::move(arrive));
    out.add("open", "Open to people from", std::move(open));
    out.add("close", "to", std::move(close));
    out.add("leave", "Departure; teardown is done", std::move(leave));
    out.add("people", "Whom a visit counts", std::move(people));
    out.add("people_hours", "People times the hours open", std::move(people_hours));
    return out.take();
}

std::string schedule_text(const plan::SitingResults& siting) {
    if (siting.schedule_problem) {
        const auto& problem = *siting.schedule_problem;
        return "The week cannot be driven as asked\n" + wrapped("  ", problem.message + ".") +
               (problem.hint.empty() ? "" : wrapped("  What would help: ", problem.hint + "."));
    }
    if (!siting.schedule || !siting.schedule_spec)
        return "";
    const Schedule& week = *siting.schedule;
    const ScheduleSpec& spec = *siting.schedule_spec;
    std::string text = wrapped(
        "The week  ",
        fmt::format("{}, {} of up to {} hours from {}, setup {} min, teardown {} min{}",
                    counted(spec.vans, "van", "vans"), counted(spec.days.size(), "day", "days"),
                    format_number(round_half_away(spec.day_min / 60, 2)),
                    words::clock(spec.day_start_min), format_number(spec.setup_min),
                    format_number(spec.teardown_min),
                    siting.depot_words.empty() ? "" : "; depot: " + siting.depot_words));
    for (std::size_t van = 0; van < spec.vans; van += kMostVansAcross)
        text += grid(week, spec, van, std::min(kMostVansAcross, spec.vans - van));
    text += wrapped(
        "  ",
        fmt::format("{} people-hours a week, {}; {} h of driving; {}.{}",
                    words::people(week.people_hours),
                    week.proven ? std::string("proven best")
                    : std::isfinite(week.gap())
                        ? fmt::format("{} more is possible",
                                      words::at_most(std::max(0.0, week.gap()), Language::English))
                        : std::string("not proven best"),
                    format_fixed(week.driving_min / 60, 1), visits_words(week, spec),
                    week.time_limited ? " The clock ended the search, so another machine may "
                                        "find another week."
                                      : ""));
    if (!week.how.empty())
        text += wrapped("  How good it is: ", week.how + ".");
    return text;
}

} // namespace tractwise::report
