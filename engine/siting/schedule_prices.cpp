// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/schedule_week.hpp"

#include "engine/core/numbers.hpp"

#include <algorithm>
#include <cmath>

namespace tractwise::siting {
namespace {

/// The best day for one van when every visit earns its prize.
struct BestDay {
    double worth = 0;
    std::vector<std::size_t> stops;
};

BestDay best_listed(const DaySets& sets, const std::vector<double>& prizes) {
    BestDay best;
    const DaySet* chosen = nullptr;
    for (const DaySet& set : sets.sets) {
        double worth = 0;
        for (const std::uint16_t stop : set.stops)
            worth += prizes[stop];
        if (worth > best.worth) {
            best.worth = worth;
            chosen = &set;
        }
    }
    if (chosen != nullptr)
        best.stops.assign(chosen->stops.begin(), chosen->stops.end());
    return best;
}

/// A day as a knapsack of whole minutes. Every weight is rounded down and every drive is the
/// shortest there is, so that no real day is left out.
class Knapsack {
public:
    explicit Knapsack(const ScheduleSpec& spec) : spec_(spec), minutes_(spec.stops.size(), -1) {
        double home = kInfinity;
        for (std::size_t s = 0; s < spec.stops.size(); ++s) {
            home = std::min(home, spec.drive(s, spec.depot()));
            double drive = kInfinity;
            for (std::size_t from = 0; from <= spec.depot(); ++from)
                if (from != s)
                    drive = std::min(drive, spec.drive(from, s));
            if (drive + stay_min(spec, s) <= spec.day_min + kClockSlack)
                minutes_[s] = static_cast<int>(std::floor(drive + stay_min(spec, s)));
        }
        if (home <= spec.day_min)
            capacity_ = static_cast<int>(std::floor(spec.day_min - home + kClockSlack));
    }

    BestDay best(const std::vector<double>& prizes) {
        BestDay out;
        if (capacity_ < 0)
            return out;
        const std::size_t width = static_cast<std::size_t>(capacity_) + 1,
                          table = width * (spec_.most_stops_a_day + 1);
        // worth_[count * width + minutes]: the most prize of at most so many stops and minutes.
        worth_.assign(table, 0);
        taken_.assign(table * spec_.stops.size(), 0);
        for (std::size_t s = 0; s < spec_.stops.size(); ++s) {
            if (prizes[s] <= 0 || minutes_[s] < 0)
                continue;
            const auto weight = static_cast<std::size_t>(minutes_[s]);
            char* taken = &taken_[s * table];
            for (std::size_t count = spec_.most_stops_a_day; count > 0; --count)
                for (std::size_t m = weight; m < width; ++m)
                    if (const double with = worth_[(count - 1) * width + m - weight] + prizes[s];
                        with > worth_[count * width + m]) {
                        worth_[count * width + m] = with;
                        taken[count * width + m] = 1;
                    }
        }
        out.worth = worth_.back();
        std::size_t count = spec_.most_stops_a_day, minutes = width - 1;
        for (std::size_t s = spec_.stops.size(); s-- > 0;)
            if (taken_[s * table + count * width + minutes] != 0) {
                out.stops.push_back(s);
                --count;
                minutes -= static_cast<std::size_t>(minutes_[s]);
            }
        return out;
    }

private:
    const ScheduleSpec& spec_;
    std::vector<int> minutes_;
    int capacity_ = -1;
    std::vector<double> worth_;
    std::vector<char> taken_;
};

} // namespace

WeekPrices week_prices(const ScheduleSpec& spec, const DaySets* sets, double target,
                       const Deadline& deadline, const Progress& progress) {
    const std::size_t n = spec.stops.size();
    const auto van_days = static_cast<double>(spec.vans * spec.days.size());
    Knapsack knapsack(spec);
    std::vector<double> price(n, 0), prizes(n);
    WeekPrices out;
    double step = 1.5;
    std::size_t idle = 0;
    for (std::size_t round = 0; round < 300 && step > 1e-3; ++round) {
        // One round at least: whatever the clock says, there are prices.
        if (round > 0 && deadline.left_s() <= 0) {
            out.time_limited = true;
            break;
        }
        progress.throw_if_stopped();
        for (std::size_t s = 0; s < n; ++s)
            prizes[s] = visit_worth(spec, s) - price[s];
        const BestDay day = sets != nullptr ? best_listed(*sets, prizes) : knapsack.best(prizes);
        double bound = van_days * day.worth;
        std::vector<double> slope(n);
        for (std::size_t s = 0; s < n; ++s) {
            const auto visits = static_cast<double>(price[s] > 0 ? most_visits(spec, s)
                                                                 : spec.stops[s].least_visits);
            bound += price[s] * visits;
            slope[s] = visits;
        }
        for (const std::size_t s : day.stops)
            slope[s] -= van_days;
        if (bound < out.bound * (1 - 1e-7) || out.prizes.visit.empty()) {
            out.bound = bound;
            out.prizes = {.visit = prizes, .minute = day.worth / spec.day_min};
            out.best_day = day.worth;
            idle = 0;
        } else if (++idle >= 12) {
            step /= 2;
            idle = 0;
        }
        double length = 0;
        for (const double x : slope)
            length += x * x;
        if (length <= 0 || bound <= target)
            break;
        const double stride = step * (bound - target) / length;
        for (std::size_t s = 0; s < n; ++s)
            price[s] -= stride * slope[s];
    }
    return out;
}

} // namespace tractwise::siting
