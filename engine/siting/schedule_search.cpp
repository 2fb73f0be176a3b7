// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/schedule_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tractwise::siting {
namespace {

/// Sets that are listed at most: some seconds of work.
constexpr std::size_t kMostSets = 80'000;
/// Sets that Cbc is given as they are, and at most after prices ruled out others.
constexpr std::size_t kFewSets = 2'000, kModelSets = 8'000;
/// Sets of each size that grow on where not all are listed.
constexpr std::size_t kWidth = 3'000;

std::vector<std::size_t> usable_stops(const ScheduleSpec& spec) {
    std::vector<std::size_t> out;
    for (std::size_t s = 0; s < spec.stops.size(); ++s)
        if (spec.stops[s].most_visits > 0)
            out.push_back(s);
    return out;
}

/// No week can have more: every stop as often as allowed.
double most_people_hours(const ScheduleSpec& spec) {
    double sum = 0;
    for (std::size_t s = 0; s < spec.stops.size(); ++s)
        sum += static_cast<double>(most_visits(spec, s)) * visit_worth(spec, s);
    return sum;
}

/// Single stops and the best by price, in the order they stand in.
DaySets best_priced(const DaySets& sets, const Prizes& prizes, std::size_t most) {
    if (sets.sets.size() <= most)
        return sets;
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t i = 0; i < sets.sets.size(); ++i)
        order.emplace_back(sets.sets[i].stops.size() == 1 ? std::numeric_limits<double>::infinity()
                                                          : prize_of(prizes, sets.sets[i]),
                           i);
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    order.resize(most);
    std::sort(order.begin(), order.end(),
              [](const auto& a, const auto& b) { return a.second < b.second; });
    DaySets out{.complete = false};
    for (const auto& [price, i] : order)
        out.sets.push_back(sets.sets[i]);
    return out;
}

/// What is left when sets are dropped that stand in no week of `people_hours` or more: with one of
/// them driven, the bound falls by what it lacks to the best day.
DaySets in_a_better_week(const DaySets& sets, const WeekPrices& prices, double people_hours) {
    DaySets out{.complete = sets.complete};
    const double least = people_hours - 1e-7 * std::max(1.0, people_hours);
    for (const DaySet& set : sets.sets)
        if (!(prices.bound - (prices.best_day - prize_of(prices.prizes, set)) < least))
            out.sets.push_back(set);
    return out;
}

DaySets joined(DaySets a, const DaySets& b) {
    a.sets.insert(a.sets.end(), b.sets.begin(), b.sets.end());
    const auto key = [](const DaySet& set) { return std::pair(set.stops.size(), set.stops); };
    std::stable_sort(a.sets.begin(), a.sets.end(), [&](const DaySet& x, const DaySet& y) {
        return std::pair(key(x), x.drive_min) < std::pair(key(y), y.drive_min);
    });
    a.sets.erase(std::unique(a.sets.begin(), a.sets.end(),
                             [](const DaySet& x, const DaySet& y) { return x.stops == y.stops; }),
                 a.sets.end());
    a.complete = false;
    return a;
}

/// A better answer, or one where there was none.
bool better(const Week& a, const Week& b) {
    if (a.status != Week::Status::Found || b.status != Week::Status::Found)
        return a.status == Week::Status::Found;
    const double rounding = 1e-9 * std::max(1.0, b.people_hours);
    return a.people_hours > b.people_hours + rounding ||
           (a.people_hours > b.people_hours - rounding && a.driving_min < b.driving_min);
}

DaySets driven_in(const DaySets& sets, const Week& week) {
    DaySets out;
    for (const auto& day : week.days)
        for (const std::size_t i : day)
            out.sets.push_back(sets.sets[i]);
    return out;
}

/// The same week, told in sets of another list that has them all.
Week with_indices_of(const DaySets& other, const DaySets& sets, Week week) {
    const auto before = [](const DaySet& a, const DaySet& b) {
        return std::pair(a.stops.size(), a.stops) < std::pair(b.stops.size(), b.stops);
    };
    for (auto& day : week.days)
        for (std::size_t& i : day)
            i = static_cast<std::size_t>(
                std::lower_bound(other.sets.begin(), other.sets.end(), sets.sets[i], before) -
                other.sets.begin());
    return week;
}

/// Likely sets, where all are too many. The first prices know of no real route, the second of
/// those listed by then; these find other routes.
DaySets list_likely(const ScheduleSpec& spec, const std::vector<std::size_t>& usable,
                    const Deadline& deadline, const Progress& progress, WeekSearch& out) {
    WeekPrices prices = week_prices(spec, nullptr, 0, Deadline(deadline.left_s() / 8), progress);
    out.bound = std::min(out.bound, prices.bound);
    bool timed = prices.time_limited;
    DaySets sets = likely_day_sets(spec, usable, prices.prizes, kWidth, progress);
    for (int round = 0; round < 2; ++round) {
        progress.step("listing the days that a van can drive", 0.1 + 0.05 * round);
        prices = week_prices(spec, &sets, 0, Deadline(deadline.left_s() / 12), progress);
        sets =
            joined(std::move(sets), likely_day_sets(spec, usable, prices.prizes, kWidth, progress));
    }
    out.time_limited = timed;
    return sets;
}

} // namespace

WeekSearch search_week(const ScheduleSpec& spec, const Progress& progress) {
    const Deadline deadline(spec.time_limit_s);
    progress.step("listing the days that a van can drive", 0.05);
    const std::vector<std::size_t> usable = usable_stops(spec);
    WeekSearch out{.bound = most_people_hours(spec)};
    DaySets all = day_sets(spec, usable, kMostSets, progress);
    if (!all.complete)
        all = list_likely(spec, usable, deadline, progress, out);
    out.compared = all.sets.size();
    out.complete = all.complete;

    progress.step("choosing the week", 0.2);
    if (all.sets.size() <= kFewSets) {
        out.week = choose_week(spec, all, WeekGoal::Best, deadline, progress.part(0.2, 0.95));
        out.sets = std::move(all);
    } else {
        // The bound of listed sets is one of all sets only where all are listed.
        const double greedy = greedy_people_hours(spec, all);
        const WeekPrices prices = week_prices(spec, &all, std::isnan(greedy) ? 0 : greedy,
                                              Deadline(deadline.left_s() / 6), progress);
        out.time_limited = out.time_limited || prices.time_limited;
        if (all.complete)
            out.bound = std::min(out.bound, prices.bound);
        out.sets = best_priced(all, prices.prizes, kFewSets);
        out.week = choose_week(spec, out.sets, WeekGoal::Best, Deadline(deadline.left_s() / 2),
                               progress.part(0.2, 0.5));
        const double in_hand =
            out.week.status == Week::Status::Found ? out.week.people_hours : greedy;
        DaySets left = std::isnan(in_hand) ? all : in_a_better_week(all, prices, in_hand);
        if (left.sets.size() > kModelSets) {
            left = best_priced(left, prices.prizes, kModelSets);
            out.complete = false;
        }
        out.time_limited = out.time_limited || out.week.time_limited;
        const bool found = out.week.status == Week::Status::Found;
        Week again;
        if (out.complete || !found) {
            again = choose_week(spec, left, WeekGoal::Best, deadline, progress.part(0.5, 0.95));
        } else {
            left = joined(std::move(left), driven_in(out.sets, out.week));
            again = with_indices_of(left, out.sets, out.week);
            improve_by_days(spec, left, deadline, progress, again);
        }
        // Where the second choice is not better it still tells what is proven of all sets.
        if (!found || better(again, out.week) || (out.complete && again.least_driving)) {
            out.week = again;
            out.sets = std::move(left);
        } else {
            out.week.bound = again.bound;
            out.week.proven = out.week.least_driving = false;
        }
    }
    // Where the last word is a proof, it does not matter that the clock cut a first try short.
    const bool decided = out.complete && out.week.proven && out.week.least_driving;
    out.time_limited = !decided && (out.time_limited || out.week.time_limited);
    if (out.complete && out.week.status == Week::Status::Found)
        out.bound = std::min(out.bound, out.week.bound);
    return out;
}

} // namespace tractwise::siting
