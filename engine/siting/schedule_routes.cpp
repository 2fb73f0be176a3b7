// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/schedule_routes.hpp"

#include "engine/core/numbers.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace tractwise::siting {
namespace {

/// A set of stops as a key: one character per stop, ascending. Any number of stops, no bit mask.
using Key = std::u16string;

/// For every stop of a set: least driving from the depot through all others to it.
struct Level {
    std::unordered_map<Key, std::vector<double>> least;

    void offer(const Key& key, std::size_t last, double drive) {
        std::vector<double>& row = least[key];
        if (row.empty())
            row.assign(key.size(), kInfinity);
        row[last] = std::min(row[last], drive);
    }
    /// In an order that does not depend on hashing.
    std::vector<const Key*> keys() const {
        std::vector<const Key*> out;
        out.reserve(least.size());
        for (const auto& [key, row] : least)
            out.push_back(&key);
        std::sort(out.begin(), out.end(), [](const Key* a, const Key* b) { return *a < *b; });
        return out;
    }
};

class Grower {
public:
    Grower(const ScheduleSpec& spec, std::span<const std::size_t> usable)
        : spec_(spec), usable_(usable), home_(shortest_ways(spec, false)) {}

    /// Keeps of each size what `prizes` like best; without prizes, ends at `most` sets.
    DaySets grow(std::size_t most, const Prizes* prizes, const Progress& progress) {
        DaySets out;
        Level level;
        for (const std::size_t stop : usable_)
            offer(level, {}, 0, spec_.depot(), stop, stay_min(spec_, stop));
        for (std::size_t size = 1; !level.least.empty(); ++size) {
            Level next;
            for (const Key* key : level.keys()) {
                progress.throw_if_stopped();
                const std::vector<double>& least = level.least[*key];
                double stay = 0;
                for (const char16_t stop : *key)
                    stay += stay_min(spec_, stop);
                close(*key, least, stay, out.sets);
                if (size < spec_.most_stops_a_day)
                    extend(*key, least, stay, next);
                if (prizes == nullptr && out.sets.size() + next.least.size() > most) {
                    out.complete = false;
                    return out;
                }
            }
            level = std::move(next);
            if (prizes != nullptr && level.least.size() > most) {
                out.complete = false;
                thin_out(level, most, *prizes);
            }
        }
        return out;
    }

private:
    void offer(Level& level, const Key& key, double drive, std::size_t from, std::size_t to,
               double stay) const {
        const double there = drive + spec_.drive(from, to);
        if (!(there + stay + home_[to] <= spec_.day_min + kClockSlack))
            return;
        Key longer = key;
        const auto place =
            std::lower_bound(longer.begin(), longer.end(), static_cast<char16_t>(to));
        const auto index = static_cast<std::size_t>(place - longer.begin());
        longer.insert(place, static_cast<char16_t>(to));
        level.offer(longer, index, there);
    }

    void extend(const Key& key, const std::vector<double>& least, double stay, Level& next) const {
        for (std::size_t last = 0; last < key.size(); ++last) {
            if (least[last] == kInfinity)
                continue;
            for (const std::size_t to : usable_)
                if (!std::binary_search(key.begin(), key.end(), static_cast<char16_t>(to)))
                    offer(next, key, least[last], key[last], to, stay + stay_min(spec_, to));
        }
    }

    void close(const Key& key, const std::vector<double>& least, double stay,
               std::vector<DaySet>& out) const {
        double drive = kInfinity;
        for (std::size_t last = 0; last < key.size(); ++last)
            drive = std::min(drive, least[last] + spec_.drive(key[last], spec_.depot()));
        if (drive + stay <= spec_.day_min + kClockSlack)
            out.push_back({.stops = {key.begin(), key.end()}, .drive_min = drive});
    }

    void thin_out(Level& level, std::size_t most, const Prizes& prizes) const {
        std::vector<std::pair<double, const Key*>> order;
        for (const Key* key : level.keys()) {
            const std::vector<double>& least = level.least[*key];
            double score = -prizes.minute * *std::min_element(least.begin(), least.end());
            for (const char16_t stop : *key)
                score += prizes.visit[stop] - prizes.minute * stay_min(spec_, stop);
            order.emplace_back(score, key);
        }
        std::stable_sort(order.begin(), order.end(),
                         [](const auto& a, const auto& b) { return a.first > b.first; });
        // Every stop keeps its own best sets, far ones too: a required visit may hang on them.
        const std::size_t share = 1 + most / (2 * usable_.size());
        std::vector<std::size_t> held(spec_.stops.size(), 0);
        Level kept;
        const auto keep = [&](const Key& key) {
            for (const char16_t stop : key)
                ++held[stop];
            kept.least.emplace(key, level.least[key]);
        };
        for (const auto& [score, key] : order)
            if (std::any_of(key->begin(), key->end(),
                            [&](char16_t stop) { return held[stop] < share; }))
                keep(*key);
        for (const auto& [score, key] : order)
            if (kept.least.size() < most && !kept.least.contains(*key))
                keep(*key);
        level = std::move(kept);
    }

    const ScheduleSpec& spec_;
    std::span<const std::size_t> usable_;
    std::vector<double> home_;
};

} // namespace

double prize_of(const Prizes& prizes, const DaySet& set) {
    double sum = 0;
    for (const std::uint16_t stop : set.stops)
        sum += prizes.visit[stop];
    return sum;
}

std::vector<double> shortest_ways(const ScheduleSpec& spec, bool out) {
    const std::size_t n = spec.stops.size();
    std::vector<double> way(n + 1, kInfinity); // Dijkstra's search on a full matrix
    way[spec.depot()] = 0;
    std::vector<char> done(n + 1, 0);
    for (std::size_t round = 0; round <= n; ++round) {
        std::size_t best = n + 1;
        for (std::size_t s = 0; s <= n; ++s)
            if (done[s] == 0 && (best > n || way[s] < way[best]))
                best = s;
        done[best] = 1;
        for (std::size_t s = 0; s <= n; ++s)
            if (s != best)
                way[s] =
                    std::min(way[s], way[best] + (out ? spec.drive(best, s) : spec.drive(s, best)));
    }
    return way;
}

double stay_min(const ScheduleSpec& spec, std::size_t stop) {
    return spec.setup_min + spec.stops[stop].visit_min + spec.teardown_min;
}

double visit_worth(const ScheduleSpec& spec, std::size_t stop) {
    return spec.stops[stop].people * spec.stops[stop].visit_min / 60;
}

double worth_of(const ScheduleSpec& spec, const DaySet& set) {
    double worth = 0;
    for (const std::uint16_t stop : set.stops)
        worth += visit_worth(spec, stop);
    return worth;
}

DaySets day_sets(const ScheduleSpec& spec, std::span<const std::size_t> usable, std::size_t most,
                 const Progress& progress) {
    return Grower(spec, usable).grow(most, nullptr, progress);
}

DaySets likely_day_sets(const ScheduleSpec& spec, std::span<const std::size_t> usable,
                        const Prizes& prizes, std::size_t width, const Progress& progress) {
    DaySets out = Grower(spec, usable).grow(width, &prizes, progress);
    out.complete = false;
    return out;
}

std::vector<std::size_t> shortest_order(const ScheduleSpec& spec, const DaySet& set) {
    const std::size_t n = set.stops.size(), all = (std::size_t{1} << n) - 1;
    // rest[visited * n + last]: least driving from `last` through what is not visited yet, home.
    std::vector<double> rest((all + 1) * n, kInfinity);
    const auto drive = [&](std::size_t a, std::size_t b) {
        return spec.drive(set.stops[a], set.stops[b]);
    };
    for (std::size_t visited = all; visited > 0; --visited)
        for (std::size_t last = 0; last < n; ++last) {
            if ((visited >> last & 1) == 0)
                continue;
            double& best = rest[visited * n + last];
            if (visited == all)
                best = spec.drive(set.stops[last], spec.depot());
            for (std::size_t to = 0; to < n; ++to)
                if ((visited >> to & 1) == 0)
                    best = std::min(best, drive(last, to) + rest[(visited | 1U << to) * n + to]);
        }
    std::vector<std::size_t> order;
    std::size_t visited = 0, last = n;
    while (order.size() < n) {
        const auto total = [&](std::size_t to) {
            return (last == n ? spec.drive(spec.depot(), set.stops[to]) : drive(last, to)) +
                   rest[(visited | std::size_t{1} << to) * n + to];
        };
        std::size_t best = n;
        for (std::size_t to = 0; to < n; ++to)
            if ((visited >> to & 1) == 0 && (best == n || total(to) < total(best) - kClockSlack))
                best = to;
        order.push_back(set.stops[best]);
        visited |= std::size_t{1} << best;
        last = best;
    }
    return order;
}

double round_trip_min(const ScheduleSpec& spec, std::span<const std::size_t> order) {
    double sum = 0;
    std::size_t from = spec.depot();
    for (const std::size_t stop : order) {
        sum += spec.drive(from, stop);
        from = stop;
    }
    return sum + spec.drive(from, spec.depot());
}

} // namespace tractwise::siting
