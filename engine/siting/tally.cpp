// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/tally.hpp"

#include "engine/core/numbers.hpp"

#include <algorithm>
#include <cmath>

namespace tractwise::siting {
namespace {

using access::CostMatrix;

/// Homes with need that stops reach and no existing site does, and which stops these are: those of
/// row r are stops[first[r]] to stops[first[r + 1] - 1], in places of SitingPlan::stops.
struct NewHomes {
    std::vector<double> need;
    std::vector<std::size_t> first{0};
    std::vector<std::size_t> stops;

    std::span<const std::size_t> stops_of(std::size_t row) const {
        return std::span(stops).subspan(first[row], first[row + 1] - first[row]);
    }
};

class Tally {
public:
    Tally(const SitingProblem& problem, double limit, const SitingPlan& plan)
        : problem_(problem), limit_(limit), plan_(plan), stop_of_(problem.sites.size(), kNoStop) {
        for (std::size_t s = 0; s < plan.stops.size(); ++s)
            stop_of_[plan.stops[s]] = s;
        const std::size_t homes = problem.costs.origins();
        made_.stops.resize(plan.stops.size());
        made_.site_reached.assign(problem.sites.size(), 0);
        made_.site_newly.assign(problem.sites.size(), 0);
        made_.before.assign(homes, 0);
        made_.nearest.assign(homes, PlanTally::kNone);
        made_.nearest_cost.assign(homes, kNaN);
    }

    PlanTally make() {
        std::vector<double> traveled(plan_.stops.size(), 0);
        for (std::size_t home = 0; home < problem_.costs.origins(); ++home) {
            find_nearest(home);
            if (problem_.need[home] > 0)
                count(home, traveled);
        }
        for (std::size_t s = 0; s < made_.stops.size(); ++s) {
            PlanTally::Stop& stop = made_.stops[s];
            if (stop.served > 0)
                stop.served_mean_cost = traveled[s] / stop.served;
            made_.capacity += problem_.sites[plan_.stops[s]].capacity;
        }
        for (const SitingPlan::Served& part : plan_.served)
            if (const std::size_t s = stop_of_[part.site]; s != kNoStop) {
                made_.stops[s].assigned += part.need;
                made_.assigned += part.need;
            } else {
                made_.assigned_existing += part.need;
            }
        rank();
        return std::move(made_);
    }

private:
    static constexpr std::size_t kNoStop = static_cast<std::size_t>(-1);

    bool exists(std::uint32_t site) const { return problem_.sites[site].role == Role::Existing; }

    void find_nearest(std::size_t home) {
        std::uint32_t& nearest = made_.nearest[home];
        double& least = made_.nearest_cost[home];
        for (const CostMatrix::Entry pair : problem_.costs.row(home)) {
            const bool existing = exists(pair.destination);
            if (!(pair.cost <= limit_) || (!existing && stop_of_[pair.destination] == kNoStop))
                continue;
            if (existing)
                made_.before[home] = 1;
            const bool wins_tie = pair.cost == least && existing && !exists(nearest);
            if (nearest == PlanTally::kNone || pair.cost < least || wins_tie) {
                nearest = pair.destination;
                least = pair.cost;
            }
        }
    }

    void count(std::size_t home, std::vector<double>& traveled) {
        const double need = problem_.need[home];
        const bool before = made_.before[home] != 0;
        const std::size_t begin = new_.stops.size();
        std::size_t reached_by = 0;
        for (const CostMatrix::Entry pair : problem_.costs.row(home)) {
            if (!(pair.cost <= limit_))
                continue;
            made_.site_reached[pair.destination] += need;
            made_.site_newly[pair.destination] += before ? 0 : need;
            if (stop_of_[pair.destination] == kNoStop)
                continue;
            ++reached_by;
            if (!before)
                new_.stops.push_back(stop_of_[pair.destination]);
        }
        made_.reached += reached_by > 0 ? need : 0;
        made_.shared += reached_by > 1 ? need : 0;
        made_.alone += reached_by == 1 && !before ? need : 0;
        if (new_.stops.size() > begin) {
            new_.need.push_back(need);
            new_.first.push_back(new_.stops.size());
        }
        const std::uint32_t nearest = made_.nearest[home];
        if (nearest != PlanTally::kNone && stop_of_[nearest] != kNoStop) {
            made_.stops[stop_of_[nearest]].served += need;
            traveled[stop_of_[nearest]] += need * made_.nearest_cost[home];
        }
    }

    /// The stop that adds most, then the one that adds most to it, and so on; of equals the first.
    void rank() {
        std::vector<char> taken(new_.need.size(), 0), ranked(made_.stops.size(), 0);
        while (made_.order.size() < made_.stops.size()) {
            std::vector<double> adds(made_.stops.size(), 0);
            for (std::size_t row = 0; row < taken.size(); ++row)
                if (taken[row] == 0)
                    for (const std::size_t stop : new_.stops_of(row))
                        adds[stop] += new_.need[row];
            const auto worth = [&](std::size_t stop) {
                return std::isfinite(limit_) ? adds[stop] : made_.stops[stop].served;
            };
            std::size_t best = kNoStop;
            for (std::size_t stop = 0; stop < ranked.size(); ++stop)
                if (ranked[stop] == 0 && (best == kNoStop || worth(stop) > worth(best)))
                    best = stop;
            ranked[best] = 1;
            made_.order.push_back(best);
            made_.stops[best].rank = made_.order.size();
            made_.stops[best].adds = adds[best];
            for (std::size_t row = 0; row < taken.size(); ++row) {
                const auto stops = new_.stops_of(row);
                if (std::find(stops.begin(), stops.end(), best) != stops.end())
                    taken[row] = 1;
            }
        }
    }

    const SitingProblem& problem_;
    double limit_;
    const SitingPlan& plan_;
    std::vector<std::size_t> stop_of_; ///< by site: its place in plan_.stops
    NewHomes new_;
    PlanTally made_;
};

} // namespace

PlanTally tally_of(const SitingProblem& problem, double limit, const SitingPlan& plan) {
    return Tally(problem, limit, plan).make();
}

std::vector<char> homes_within(const CostMatrix& costs, double limit,
                               std::span<const std::uint32_t> sites) {
    std::vector<char> is_one(costs.destinations(), 0), within(costs.origins(), 0);
    for (const std::uint32_t site : sites)
        is_one[site] = 1;
    for (std::size_t home = 0; home < within.size(); ++home)
        for (const CostMatrix::Entry pair : costs.row(home))
            if (is_one[pair.destination] != 0 && pair.cost <= limit) {
                within[home] = 1;
                break;
            }
    return within;
}

} // namespace tractwise::siting
