// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/schedule_week.hpp"

#include "engine/core/numbers.hpp"
#include "engine/siting/mip.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tractwise::siting {
namespace {

using Days = std::vector<std::vector<std::size_t>>; ///< sets driven, by day
using Row = std::vector<MipModel::Term>;

/// Sets day by day are chosen among so many at most; the rest of the proof is left to the bound.
constexpr std::size_t kMostDailyColumns = 20'000;
/// So few are chosen day by day at once without help.
constexpr std::size_t kEasySets = 300;

double rounding_of(double value) {
    return 1e-9 * std::max(1.0, std::abs(value));
}

/// Columns that hold each stop.
std::vector<Row> columns_by_stop(const ScheduleSpec& spec, const DaySets& sets,
                                 const std::vector<std::size_t>& set_of_column) {
    std::vector<Row> out(spec.stops.size());
    for (std::size_t c = 0; c < set_of_column.size(); ++c)
        for (const std::uint16_t stop : sets.sets[set_of_column[c]].stops)
            out[stop].push_back({static_cast<int>(c), 1});
    return out;
}

/// A model whose columns stand for sets (of a day, or of the week).
struct SetModel {
    MipModel model;
    std::vector<std::size_t> set_of_column;
    std::vector<double> worth, drive;
    bool holds = true; ///< false where a required stop stands in no set

    void add(const DaySet& set, std::size_t index, double own_worth, double most) {
        model.add_column(0, 0, most, true);
        set_of_column.push_back(index);
        worth.push_back(own_worth);
        drive.push_back(set.drive_min);
    }
    void limit_visits(const ScheduleSpec& spec, const std::vector<Row>& by_stop) {
        for (std::size_t s = 0; s < spec.stops.size(); ++s)
            if (!by_stop[s].empty())
                model.add_row(static_cast<double>(spec.stops[s].least_visits),
                              static_cast<double>(most_visits(spec, s)), by_stop[s]);
            else if (spec.stops[s].least_visits > 0)
                holds = false;
    }
};

/// How often each set is driven in the week, whichever the days.
SetModel week_model(const ScheduleSpec& spec, const DaySets& sets) {
    SetModel out;
    const auto van_days = static_cast<double>(spec.vans * spec.days.size());
    Row all;
    for (std::size_t i = 0; i < sets.sets.size(); ++i) {
        double most = van_days;
        for (const std::uint16_t stop : sets.sets[i].stops)
            most = std::min(most, static_cast<double>(most_visits(spec, stop)));
        out.add(sets.sets[i], i, worth_of(spec, sets.sets[i]), most);
        all.push_back({static_cast<int>(i), 1});
    }
    out.model.add_row(0, van_days, all);
    out.limit_visits(spec, columns_by_stop(spec, sets, out.set_of_column));
    return out;
}

/// Vans of a day, and one visit of a stop in any `revisit_days` days that follow each other.
void add_day_rows(const ScheduleSpec& spec, const DaySets& sets, std::size_t chosen,
                  SetModel& out) {
    const std::size_t days = spec.days.size(),
                      window = std::min(std::max<std::size_t>(1, spec.revisit_days), days);
    const std::vector<Row> by_stop = columns_by_stop(spec, sets, out.set_of_column);
    for (std::size_t d = 0; d < days; ++d) {
        Row row;
        for (std::size_t i = 0; i < chosen; ++i)
            row.push_back({static_cast<int>(d * chosen + i), 1});
        out.model.add_row(0, static_cast<double>(spec.vans), row);
    }
    for (const Row& row : by_stop)
        for (std::size_t first = 0; !row.empty() && first + window <= days; ++first) {
            Row seen;
            for (const MipModel::Term& term : row)
                if (const std::size_t d = static_cast<std::size_t>(term.column) / chosen;
                    d >= first && d < first + window)
                    seen.push_back(term);
            out.model.add_row(0, 1, seen);
        }
}

/// Columns are [day][chosen].
SetModel daily_model(const ScheduleSpec& spec, const DaySets& sets,
                     const std::vector<std::size_t>& chosen) {
    SetModel out;
    for (std::size_t d = 0; d < spec.days.size(); ++d)
        for (const std::size_t i : chosen)
            out.add(sets.sets[i], i, worth_of(spec, sets.sets[i]), 1);
    add_day_rows(spec, sets, chosen.size(), out);
    return out;
}

Days days_of(const ScheduleSpec& spec, const SetModel& model, const std::vector<double>& values) {
    Days out(spec.days.size());
    const std::size_t chosen = values.size() / spec.days.size();
    for (std::size_t c = 0; c < values.size(); ++c)
        if (values[c] > 0.5)
            out[c / chosen].push_back(model.set_of_column[c]);
    return out;
}

double sum_of(const std::vector<double>& factors, const std::vector<double>& values) {
    double sum = 0;
    for (std::size_t c = 0; c < factors.size(); ++c) // columns behind stand for no set
        sum += factors[c] * values[c];
    return sum;
}

struct Solved {
    MipResult::Status status = MipResult::Status::Unknown;
    double bound = kInfinity;
    std::vector<double> most_worth; ///< values with the most people-hours
    std::vector<double> values;     ///< the same people-hours with less driving
    bool least_driving = false;
};

/// Most people-hours first; then, with these held, least driving. `known`: no week has more.
Solved most_then_least(SetModel& sets, WeekGoal goal, double known, double seconds,
                       const Progress& progress) {
    Solved out;
    if (!sets.holds) {
        out.status = MipResult::Status::Infeasible;
        return out;
    }
    MipModel& model = sets.model;
    Row worth;
    if (goal == WeekGoal::Best) {
        model.maximize = true;
        std::copy(sets.worth.begin(), sets.worth.end(), model.objective.begin());
        for (std::size_t c = 0; c < sets.worth.size(); ++c)
            if (sets.worth[c] > 0)
                worth.push_back({static_cast<int>(c), sets.worth[c]});
        // With the known bound as a row the search can end as soon as it is met.
        if (std::isfinite(known) && !worth.empty())
            model.add_row(-kInfinity, known + rounding_of(known), worth);
    }
    const Deadline deadline(seconds);
    MipResult best = solve_mip(model, {.time_limit_s = seconds * 0.6}, progress.part(0, 0.6));
    out.status = best.status;
    out.bound = best.bound;
    if (!best.has_values())
        return out;
    out.most_worth = out.values = best.values;
    if (goal == WeekGoal::Any)
        return out;
    const double worth_found = sum_of(sets.worth, best.values);
    if (!worth.empty())
        model.add_row(worth_found - rounding_of(worth_found), kInfinity, worth);
    model.maximize = false;
    std::copy(sets.drive.begin(), sets.drive.end(), model.objective.begin());
    progress.step("shortening the drives", 0.6);
    const MipResult shorter = solve_mip(model, {.time_limit_s = deadline.left_s()}, progress);
    // The solver's own tolerance is wider than a rounding error: no people-hours are given away.
    if (shorter.has_values() &&
        sum_of(sets.worth, shorter.values) >= worth_found - 2 * rounding_of(worth_found) &&
        sum_of(sets.drive, shorter.values) <= sum_of(sets.drive, best.values)) {
        out.values = shorter.values;
        out.least_driving = best.status == MipResult::Status::Optimal &&
                            shorter.status == MipResult::Status::Optimal;
    }
    return out;
}

/// Days for sets that are driven so often each.
std::optional<Days> arrange(const ScheduleSpec& spec, const DaySets& sets,
                            const std::vector<double>& counts, double seconds,
                            const Progress& progress) {
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < sets.sets.size(); ++i)
        if (counts[i] > 0.5)
            chosen.push_back(i);
    if (chosen.empty())
        return Days(spec.days.size());
    SetModel model = daily_model(spec, sets, chosen);
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        Row row;
        for (std::size_t d = 0; d < spec.days.size(); ++d)
            row.push_back({static_cast<int>(d * chosen.size() + i), 1});
        model.model.add_row(counts[chosen[i]], counts[chosen[i]], row);
    }
    const MipResult result = solve_mip(model.model, {.time_limit_s = seconds}, progress);
    if (!result.has_values())
        return std::nullopt;
    return days_of(spec, model, result.values);
}

/// Day by day and van by van the set with the most people-hours, stops that still need visits
/// first: something to answer with when the clock is short.
std::optional<Days> greedy_days(const ScheduleSpec& spec, const DaySets& sets) {
    const std::size_t n = spec.stops.size();
    std::vector<std::size_t> visits(n, 0), free_from(n, 0);
    double all = 1;
    for (std::size_t s = 0; s < n; ++s)
        all += visit_worth(spec, s);
    Days out(spec.days.size());
    for (std::size_t d = 0; d < out.size(); ++d)
        for (std::size_t van = 0; van < spec.vans; ++van) {
            double best = 0;
            std::size_t chosen = sets.sets.size();
            for (std::size_t i = 0; i < sets.sets.size(); ++i) {
                double worth = 0;
                for (const std::uint16_t stop : sets.sets[i].stops) {
                    if (free_from[stop] > d || visits[stop] >= most_visits(spec, stop)) {
                        worth = -1;
                        break;
                    }
                    worth += visit_worth(spec, stop) +
                             (visits[stop] < spec.stops[stop].least_visits ? all : 0);
                }
                if (worth > best) {
                    best = worth;
                    chosen = i;
                }
            }
            if (chosen == sets.sets.size())
                break;
            out[d].push_back(chosen);
            for (const std::uint16_t stop : sets.sets[chosen].stops) {
                ++visits[stop];
                free_from[stop] = d + std::max<std::size_t>(1, spec.revisit_days);
            }
        }
    for (std::size_t s = 0; s < n; ++s)
        if (visits[s] < spec.stops[s].least_visits)
            return std::nullopt;
    return out;
}

/// Sets that lie within one of the sets driven so often, as many as can be chosen day by day: a
/// week near the one whose days could not be found.
std::vector<std::size_t> sets_within(const DaySets& sets, const std::vector<double>& counts) {
    std::vector<std::size_t> out, driven;
    for (std::size_t i = 0; i < sets.sets.size(); ++i)
        if (counts[i] > 0.5)
            driven.push_back(i);
    for (std::size_t i = 0; i < sets.sets.size(); ++i) {
        const auto& part = sets.sets[i].stops;
        if (std::any_of(driven.begin(), driven.end(), [&](std::size_t whole) {
                const auto& stops = sets.sets[whole].stops;
                return std::includes(stops.begin(), stops.end(), part.begin(), part.end());
            }))
            out.push_back(i);
    }
    return out;
}

/// Chooses for every day at once, and takes what is better than the week in hand.
void choose_day_by_day(const ScheduleSpec& spec, const DaySets& sets,
                       const std::vector<std::size_t>& chosen, WeekGoal goal, double seconds,
                       const Progress& progress, Week& week) {
    const bool all = chosen.size() == sets.sets.size();
    SetModel daily = daily_model(spec, sets, chosen);
    daily.limit_visits(spec, columns_by_stop(spec, sets, daily.set_of_column));
    const Solved found = most_then_least(daily, goal, week.bound, seconds, progress);
    if (all && found.status == MipResult::Status::Infeasible &&
        week.status != Week::Status::Found) {
        week.status = Week::Status::Impossible;
        return;
    }
    if (all)
        week.bound = std::min(week.bound, found.bound);
    const double worth = found.values.empty() ? -1 : sum_of(daily.worth, found.values);
    if (!found.values.empty() &&
        (week.status != Week::Status::Found || found.least_driving ||
         worth > week.people_hours + rounding_of(worth)) &&
        worth >= week.people_hours - rounding_of(worth))
        take(spec, sets, days_of(spec, daily, found.values), week);
    week.proven = week.status == Week::Status::Found &&
                  week.people_hours >= week.bound - 10 * rounding_of(week.bound);
    week.least_driving = week.proven && all && found.least_driving;
    week.time_limited = found.status != MipResult::Status::Optimal || !found.least_driving;
}

} // namespace

void take(const ScheduleSpec& spec, const DaySets& sets, std::vector<std::vector<std::size_t>> days,
          Week& week) {
    week.status = Week::Status::Found;
    week.days = std::move(days);
    week.people_hours = week.driving_min = 0;
    for (const auto& day : week.days)
        for (const std::size_t i : day) {
            week.people_hours += worth_of(spec, sets.sets[i]);
            week.driving_min += sets.sets[i].drive_min;
        }
}

std::size_t room_for_visits(const ScheduleSpec& spec) {
    const std::size_t apart = std::max<std::size_t>(1, spec.revisit_days);
    return (spec.days.size() - 1) / apart + 1;
}

std::size_t most_visits(const ScheduleSpec& spec, std::size_t stop) {
    return std::min(spec.stops[stop].most_visits, room_for_visits(spec));
}

double greedy_people_hours(const ScheduleSpec& spec, const DaySets& sets) {
    const std::optional<Days> days = greedy_days(spec, sets);
    if (!days)
        return std::numeric_limits<double>::quiet_NaN();
    Week week;
    take(spec, sets, *days, week);
    return week.people_hours;
}

Week choose_week(const ScheduleSpec& spec, const DaySets& sets, WeekGoal goal,
                 const Deadline& deadline, const Progress& progress) {
    Week week;
    if (sets.sets.empty()) {
        const bool required = std::any_of(spec.stops.begin(), spec.stops.end(),
                                          [](const ScheduleStop& s) { return s.least_visits > 0; });
        week.status = required ? Week::Status::Impossible : Week::Status::Found;
        week.days.resize(spec.days.size());
        week.bound = 0;
        week.proven = week.least_driving = !required;
        return week;
    }
    const std::optional<Days> greedy = greedy_days(spec, sets);
    if (greedy) {
        take(spec, sets, *greedy, week);
        if (goal == WeekGoal::Any)
            return week;
    }
    SetModel counted = week_model(spec, sets);
    const Solved often =
        most_then_least(counted, goal, kInfinity, deadline.left_s() * 0.5, progress.part(0, 0.5));
    week.bound = often.bound;
    if (often.status == MipResult::Status::Infeasible) {
        week.status = Week::Status::Impossible;
        return week;
    }
    week.time_limited = often.status != MipResult::Status::Optimal ||
                        (goal == WeekGoal::Best && !often.least_driving);
    if (often.values.empty()) {
        if (goal == WeekGoal::Best)
            improve_by_days(spec, sets, deadline, progress, week);
        return week;
    }
    const double worth = sum_of(counted.worth, often.values);
    if (auto days = arrange(spec, sets, often.values, deadline.left_s() / 3, progress);
        days && (!greedy || worth >= week.people_hours - rounding_of(worth))) {
        take(spec, sets, std::move(*days), week);
        week.proven = often.status == MipResult::Status::Optimal;
        week.least_driving = often.least_driving;
        if (!week.proven && goal == WeekGoal::Best)
            improve_by_days(spec, sets, deadline, progress, week);
        return week;
    }
    if (often.values != often.most_worth)
        if (auto days = arrange(spec, sets, often.most_worth, deadline.left_s() / 4, progress);
            days && worth > week.people_hours)
            take(spec, sets, std::move(*days), week);

    std::vector<std::size_t> all(sets.sets.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    const bool all_at_once = all.size() * spec.days.size() <= kMostDailyColumns;
    if (const auto near = sets_within(sets, often.values);
        week.status != Week::Status::Found && near.size() * 4 < all.size() &&
        near.size() * spec.days.size() <= kMostDailyColumns) {
        choose_day_by_day(spec, sets, near, goal, deadline.left_s() / 2, progress.part(0.5, 0.6),
                          week);
        if (week.status == Week::Status::Found && goal == WeekGoal::Any)
            return week;
    }
    if (goal == WeekGoal::Best && all.size() > kEasySets)
        improve_by_days(spec, sets, Deadline(deadline.left_s() / (all_at_once ? 2 : 1)), progress,
                        week);
    if (all_at_once)
        choose_day_by_day(spec, sets, all, goal, deadline.left_s(), progress.part(0.7, 1), week);
    return week;
}

} // namespace tractwise::siting
