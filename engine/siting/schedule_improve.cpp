// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/mip.hpp"
#include "engine/siting/schedule_week.hpp"

#include <algorithm>
#include <cmath>

namespace tractwise::siting {
namespace {

using Days = std::vector<std::vector<std::size_t>>;

/// What the days that stay leave for two others.
struct Left {
    std::vector<std::size_t> least, most; ///< visits of each stop on the two days together
    std::vector<std::vector<char>> open;  ///< [0 or 1][stop]: far enough from its visits
};

Left left_by_others(const ScheduleSpec& spec, const DaySets& sets, const Days& days,
                    std::size_t one, std::size_t two) {
    const std::size_t n = spec.stops.size();
    Left left{.least = std::vector<std::size_t>(n),
              .most = std::vector<std::size_t>(n),
              .open = {std::vector<char>(n, 1), std::vector<char>(n, 1)}};
    for (std::size_t s = 0; s < n; ++s) {
        left.least[s] = spec.stops[s].least_visits;
        left.most[s] = most_visits(spec, s);
    }
    const auto near = [&](std::size_t a, std::size_t b) {
        return (a > b ? a - b : b - a) < spec.revisit_days;
    };
    for (std::size_t d = 0; d < days.size(); ++d)
        for (const std::size_t i : days[d])
            for (const std::uint16_t stop : sets.sets[i].stops) {
                if (d == one || d == two)
                    continue;
                left.least[stop] -= std::min<std::size_t>(1, left.least[stop]);
                left.most[stop] -= std::min<std::size_t>(1, left.most[stop]);
                left.open[0][stop] = left.open[0][stop] != 0 && !near(d, one) ? 1 : 0;
                left.open[1][stop] = left.open[1][stop] != 0 && !near(d, two) ? 1 : 0;
            }
    return left;
}

/// The two days chosen anew; false where the clock ended first.
bool choose_anew(const ScheduleSpec& spec, const DaySets& sets, std::size_t one, std::size_t two,
                 double seconds, const Progress& progress, Days& days) {
    const Left left = left_by_others(spec, sets, days, one, two);
    const bool apart = two - one >= spec.revisit_days;
    // Driving decides between equal people-hours only: a heuristic, judged by exact sums later.
    const double per_minute = 1e-6;
    MipModel model{.maximize = true};
    std::vector<std::size_t> set_of_column;
    std::vector<std::vector<MipModel::Term>> vans(2), both(spec.stops.size()), first = both,
                                                                               second = both;
    for (std::size_t day = 0; day < 2; ++day)
        for (std::size_t i = 0; i < sets.sets.size(); ++i) {
            const DaySet& set = sets.sets[i];
            if (!std::all_of(set.stops.begin(), set.stops.end(), [&](std::uint16_t stop) {
                    return left.open[day][stop] != 0 && left.most[stop] > 0;
                }))
                continue;
            const int column =
                model.add_column(worth_of(spec, set) - per_minute * set.drive_min, 0, 1, true);
            set_of_column.push_back(i);
            vans[day].push_back({column, 1});
            for (const std::uint16_t stop : set.stops) {
                both[stop].push_back({column, 1});
                (day == 0 ? first : second)[stop].push_back({column, 1});
            }
        }
    for (const auto& row : vans)
        if (!row.empty())
            model.add_row(0, static_cast<double>(spec.vans), row);
    for (std::size_t s = 0; s < spec.stops.size(); ++s) {
        if (both[s].empty())
            continue;
        const double most = apart ? static_cast<double>(left.most[s]) : 1;
        model.add_row(static_cast<double>(left.least[s]), most, both[s]);
        if (apart && !first[s].empty())
            model.add_row(0, 1, first[s]);
        if (apart && !second[s].empty())
            model.add_row(0, 1, second[s]);
    }
    if (set_of_column.empty())
        return true;
    const MipResult result = solve_mip(model, {.time_limit_s = seconds}, progress);
    if (!result.has_values())
        return false;
    days[one].clear();
    days[two].clear();
    const std::size_t of_first = vans[0].size();
    for (std::size_t c = 0; c < set_of_column.size(); ++c)
        if (result.values[c] > 0.5)
            days[c < of_first ? one : two].push_back(set_of_column[c]);
    return result.status == MipResult::Status::Optimal;
}

} // namespace

void improve_by_days(const ScheduleSpec& spec, const DaySets& sets, const Deadline& deadline,
                     const Progress& progress, Week& week) {
    const std::size_t n = spec.days.size();
    if (week.status != Week::Status::Found || n < 2)
        return;
    const double all_s = std::max(1e-9, deadline.left_s());
    std::size_t idle = 0;
    const std::size_t pairs = n * (n - 1) / 2;
    while (idle < pairs)
        for (std::size_t one = 0; one < n; ++one)
            for (std::size_t two = one + 1; two < n && idle < pairs; ++two) {
                if (deadline.left_s() < all_s * 0.02) {
                    week.time_limited = true;
                    return;
                }
                Days days = week.days;
                const double seconds = std::min(deadline.left_s(), std::max(0.5, all_s / 10));
                if (!choose_anew(spec, sets, one, two, seconds, progress, days))
                    week.time_limited = true;
                Week other = week;
                take(spec, sets, std::move(days), other);
                const double rounding = 1e-9 * std::max(1.0, week.people_hours);
                const bool more = other.people_hours > week.people_hours + rounding,
                           shorter = other.people_hours > week.people_hours - rounding &&
                                     other.driving_min < week.driving_min - 1e-6;
                if (more || shorter) {
                    week = std::move(other);
                    idle = 0;
                } else {
                    ++idle;
                }
            }
}

} // namespace tractwise::siting
