// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/live_plan.hpp"

#include "engine/siting/reach_sums.hpp"

#include <cassert>
#include <limits>

namespace tractwise::siting {

struct LivePlan::State {
    /// A sum whose rounding error is kept beside it: what was added can be taken away again.
    struct ExactSum {
        double high = 0, low = 0;

        void add(double x) {
            const double sum = high + x, of_x = sum - high;
            low += (high - (sum - of_x)) + (x - of_x);
            high = sum;
        }
        double value() const { return high + low; }
    };

    /// People of some homes, group by group.
    struct ExactPeople {
        std::vector<ExactSum> sum;
        std::size_t homes = 0;

        explicit ExactPeople(std::size_t groups) : sum(groups) {}
        void add(const std::vector<double>& people) {
            ++homes;
            for (std::size_t g = 0; g < sum.size(); ++g)
                sum[g].add(people[g]);
        }
        void take(const std::vector<double>& people) {
            // Of no home at all there are 0 people, not the 1e-28 that may be left.
            if (--homes == 0)
                return sum.assign(sum.size(), {});
            for (std::size_t g = 0; g < sum.size(); ++g)
                sum[g].add(-people[g]);
        }
    };

    /// What a home knows of the plan. `who` is the exclusive or of the slots of its stops: once
    /// only one stop is left, it is that stop, and no list per home has to be kept.
    struct Home {
        std::uint32_t stops = 0, who = 0, seen = 0;
        bool had = false; ///< an existing site reaches it: no stop is ever needed
    };
    struct Stop {
        std::vector<std::uint32_t> homes; ///< within its limit and had by no existing site
        std::vector<double> reached, newly;
        ExactPeople alone;

        explicit Stop(std::size_t groups) : reached(groups), newly(groups), alone(groups) {}
    };

    const Homes& homes;
    double limit;
    std::vector<Home> home;
    std::vector<Stop> slots;          ///< a stop keeps its slot while others come and go
    std::vector<std::uint32_t> order; ///< slot of each stop
    std::vector<std::uint32_t> free_slots;
    std::vector<double> before;
    ExactPeople newly;
    std::vector<double> people; ///< of the home at hand
    std::uint32_t round = 0;

    State(const Homes& of, double within_limit, std::size_t rows)
        : homes(of), limit(within_limit), home(rows), before(of.groups.size(), 0),
          newly(of.groups.size()), people(of.groups.size()) {}

    void look_at(std::uint32_t row) {
        for (std::size_t g = 0; g < people.size(); ++g)
            people[g] = people_at(homes.groups[g], row);
    }

    void leave(std::uint32_t slot) {
        Stop& stop = slots[slot];
        for (const std::uint32_t row : stop.homes) {
            Home& at = home[row];
            --at.stops;
            at.who ^= slot;
            if (at.stops > 1)
                continue;
            look_at(row);
            if (at.stops == 0)
                newly.take(people);
            else
                slots[at.who].alone.add(people);
        }
        stop.homes.clear();
        stop = Stop(people.size());
    }

    void arrive(std::uint32_t slot, std::span<const Reached> reached) {
        Stop& stop = slots[slot];
        ++round;
        for (const Reached& r : reached) {
            assert(r.home < home.size());
            Home& at = home[r.home];
            if (!within(r.cost, limit) || at.seen == round)
                continue;
            at.seen = round;
            look_at(r.home);
            for (std::size_t g = 0; g < people.size(); ++g)
                stop.reached[g] += people[g];
            if (at.had)
                continue;
            for (std::size_t g = 0; g < people.size(); ++g)
                stop.newly[g] += people[g];
            if (at.stops == 0) {
                newly.add(people);
                stop.alone.add(people);
            } else if (at.stops == 1) {
                slots[at.who].alone.take(people);
            }
            ++at.stops;
            at.who ^= slot;
            stop.homes.push_back(r.home);
        }
    }

    std::uint32_t new_slot() {
        if (free_slots.empty()) {
            slots.emplace_back(people.size());
            return static_cast<std::uint32_t>(slots.size() - 1);
        }
        const std::uint32_t slot = free_slots.back();
        free_slots.pop_back();
        return slot;
    }

    const Stop& stop(std::size_t number) const {
        assert(number < order.size());
        return slots[order[number]];
    }
};

LivePlan::LivePlan(const access::CostMatrix& costs, double limit, const Homes& homes,
                   std::span<const std::uint32_t> stops, std::span<const std::uint32_t> existing) {
    check_homes(costs, limit, homes);
    state_ = std::make_unique<State>(homes, limit, costs.origins());
    constexpr std::uint32_t kClosed = std::numeric_limits<std::uint32_t>::max();
    constexpr std::uint32_t kExisting = kClosed - 1;
    std::vector<std::uint32_t> column(costs.destinations(), kClosed);
    for (const std::uint32_t site : existing)
        column[site] = kExisting;
    for (std::size_t stop = 0; stop < stops.size(); ++stop) {
        assert(column[stops[stop]] == kClosed && "a site is a stop once, and no existing one");
        column[stops[stop]] = static_cast<std::uint32_t>(stop);
    }

    std::vector<std::vector<Reached>> reached(stops.size());
    for (std::size_t row = 0; row < costs.origins(); ++row) {
        const auto home = static_cast<std::uint32_t>(row);
        bool& had = state_->home[row].had;
        for (const auto e : costs.row(row)) {
            const std::uint32_t is = column[e.destination];
            if (is == kClosed || !within(e.cost, limit))
                continue;
            if (is == kExisting)
                had = true;
            else
                reached[is].push_back({home, e.cost});
        }
        if (had) {
            state_->look_at(home);
            for (std::size_t g = 0; g < state_->before.size(); ++g)
                state_->before[g] += state_->people[g];
        }
    }
    for (const auto& of_stop : reached)
        add(of_stop);
}

LivePlan::~LivePlan() = default;
LivePlan::LivePlan(LivePlan&&) noexcept = default;
LivePlan& LivePlan::operator=(LivePlan&&) noexcept = default;

std::size_t LivePlan::stops() const {
    return state_->order.size();
}

void LivePlan::move(std::size_t stop, std::span<const Reached> reached) {
    assert(stop < stops());
    const std::uint32_t slot = state_->order[stop];
    state_->leave(slot);
    state_->arrive(slot, reached);
}

std::size_t LivePlan::add(std::span<const Reached> reached) {
    const std::uint32_t slot = state_->new_slot();
    state_->order.push_back(slot);
    state_->arrive(slot, reached);
    return stops() - 1;
}

void LivePlan::remove(std::size_t stop) {
    assert(stop < stops());
    const std::uint32_t slot = state_->order[stop];
    state_->leave(slot);
    state_->order.erase(state_->order.begin() + static_cast<std::ptrdiff_t>(stop));
    state_->free_slots.push_back(slot);
}

double LivePlan::before(std::size_t group) const {
    return state_->before[group];
}
double LivePlan::newly(std::size_t group) const {
    return state_->newly.sum[group].value();
}
double LivePlan::stop_reached(std::size_t stop, std::size_t group) const {
    return state_->stop(stop).reached[group];
}
double LivePlan::stop_newly(std::size_t stop, std::size_t group) const {
    return state_->stop(stop).newly[group];
}
double LivePlan::stop_alone(std::size_t stop, std::size_t group) const {
    return state_->stop(stop).alone.sum[group].value();
}

} // namespace tractwise::siting
