// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/solve.hpp"

#include "engine/siting/best_gains.hpp"
#include "engine/siting/capacity.hpp"
#include "engine/siting/center.hpp"
#include "engine/siting/fair.hpp"
#include "engine/siting/set_cover.hpp"
#include "engine/siting/validate.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace tractwise::siting {
namespace {

void to_sites(const SiteChoice& choice, Found& found) {
    for (std::uint32_t& site : found.sites)
        site = choice.site_id[site];
    std::sort(found.sites.begin(), found.sites.end());
}

/// Sites without which the value is the same: exchanges may leave one that others made idle.
void drop_idle(const GainModel& model, std::vector<std::uint32_t>& sites) {
    for (std::size_t at = sites.size(); at-- > 0;) {
        if (model.required[sites[at]] != 0)
            continue;
        std::vector<std::uint32_t> without = sites;
        without.erase(without.begin() + static_cast<long>(at));
        if (model.value(without) >= model.value(sites))
            sites = std::move(without);
    }
}

Found solve_gains(const SitingSpec& spec, const SitingProblem& problem,
                  std::span<const std::uint32_t> start, const Progress& progress) {
    const GainTask task = gain_task(spec, problem);
    Found found = best_gains(task.model, spec, task.model.numbers_of(start), progress);
    drop_idle(task.model, found.sites);
    to_sites(task.model, found);
    if (spec.objective != Objective::PMedian)
        return found;
    // A saving is the other side of travel.
    found.bound = found.proven ? 0 : task.worst_travel - found.bound;
    found.value = value_of(spec, problem, found.sites);
    if (std::isinf(found.value))
        throw Error(ErrorKind::Infeasible,
                    found.proven || found.bound > task.penalty
                        ? "no plan of this size lets everybody in need reach a site"
                        : "no plan was found that lets everybody in need reach a site",
                    {.hint =
                         "allow more stops, ask for coverage within a limit (mclp), or say with "
                         "\"beyond\" what counts for people out of reach"});
    found.bound = found.proven ? found.value : std::min(found.bound, found.value);
    return found;
}

Found solve_cover(const SitingSpec& spec, const SitingProblem& problem,
                  std::span<const std::uint32_t> start, const Progress& progress) {
    const CoverTask task{cover_model(problem, spec.rings.front().limit, problem.need),
                         spec.share * problem.total_need()};
    auto known = search_cover(task, spec, progress.part(0, 0.3));
    if (!known) {
        std::vector<std::uint32_t> all;
        for (std::uint32_t j = 0; j < task.model.sites(); ++j)
            all.push_back(j);
        const double reach = task.model.value(all) / problem.total_need();
        throw Error(ErrorKind::Infeasible,
                    fmt::format("all {} sites together reach only {} % of the need, not the {} % "
                                "that is asked for",
                                all.size() + problem.with_role(Role::Existing).size(),
                                format_fixed(100 * reach, 2), format_number(100 * spec.share)),
                    {.hint = fmt::format("ask for at most share = {}, a wider limit, or more "
                                         "candidates",
                                         format_number(std::floor(reach * 1e4) / 1e4))});
    }
    if (!start.empty()) {
        auto before = task.model.numbers_of(start);
        std::sort(before.begin(), before.end());
        if (covers(task.target, task.model.value(before)) &&
            task.model.cost_of(before) <= task.model.cost_of(*known))
            known = std::move(before);
    }
    Found found = best_cover(task, std::move(*known), spec, progress.part(0.3, 1));
    to_sites(task.model, found);
    return found;
}

/// What `best` finds for a model of the problem, in sites of the problem.
template <typename Model, typename Best>
Found solve_model(const Model& model, const Best& best, const SitingSpec& spec,
                  std::span<const std::uint32_t> start, const Progress& progress) {
    Found found = best(model, spec, model.numbers_of(start), progress);
    to_sites(model, found);
    return found;
}

Found find(const SitingSpec& spec, const SitingProblem& problem,
           std::span<const std::uint32_t> start, const Progress& progress) {
    switch (spec.objective) {
    case Objective::Mclp:
        if (spec.capacities)
            return solve_model(capacity_model(spec, problem), best_capacity, spec, start, progress);
        [[fallthrough]];
    case Objective::PMedian:
        return solve_gains(spec, problem, start, progress);
    case Objective::Lscp:
        return solve_cover(spec, problem, start, progress);
    case Objective::PCenter:
        return best_center(spec, problem, start, progress);
    case Objective::MaxMin:
    case Objective::FairShare:
        return solve_model(fair_model(spec, problem), best_fair, spec, start, progress);
    }
    throw Error(ErrorKind::Internal, "unknown objective");
}

double travel_of(const SitingSpec& spec, const SitingProblem& problem,
                 const std::vector<char>& open) {
    double sum = 0;
    for (std::size_t i = 0; i < problem.homes(); ++i) {
        if (!(problem.need[i] > 0))
            continue;
        double nearest = spec.beyond.value_or(kInfinity);
        for (const auto entry : problem.costs.row(i))
            if (open[entry.destination] != 0)
                nearest = std::min(nearest, entry.cost);
        sum += problem.need[i] * nearest;
    }
    return sum;
}

double coverage_of(const SitingSpec& spec, const SitingProblem& problem,
                   const std::vector<char>& open) {
    double sum = 0;
    for (std::size_t i = 0; i < problem.homes(); ++i) {
        if (!(problem.need[i] > 0))
            continue;
        double best = 0;
        for (const auto entry : problem.costs.row(i))
            if (open[entry.destination] != 0)
                best = std::max(best, ring_weight(spec.rings, entry.cost));
        sum += problem.need[i] * best;
    }
    return sum;
}

double fair_value_of(const SitingSpec& spec, const SitingProblem& problem,
                     std::span<const std::uint32_t> stops) {
    const FairModel model = fair_model(spec, problem);
    const FairValue value = fair_value(model, model.numbers_of(stops));
    if (spec.objective == Objective::MaxMin)
        return worst_share(model, value);
    return shortfall(model, value, spec.fair_share) > kShortfallTolerance
               ? std::numeric_limits<double>::quiet_NaN()
               : value.need;
}

} // namespace

SitingPlan solve(const SitingSpec& spec, const SitingProblem& problem, const Progress& progress,
                 std::span<const std::uint32_t> start) {
    validate(spec, problem);
    Found found = find(spec, problem, start, progress);
    SitingPlan plan{.objective = spec.objective,
                    .stops = std::move(found.sites),
                    .value = found.value,
                    .bound = found.bound,
                    .proven = found.proven,
                    .how = std::move(found.how),
                    .seed = spec.seed,
                    .time_limited = found.time_limited};
    // Counted again, home by home, so that the value is what the statement about the plan sums to.
    plan.value = value_of(spec, problem, plan.stops);
    if (plan.proven)
        plan.bound = plan.value;
    else
        plan.bound = higher_is_better(spec.objective) ? std::max(plan.bound, plan.value)
                                                      : std::min(plan.bound, plan.value);
    plan.gap =
        plan.bound == plan.value ? 0 : std::abs(plan.bound - plan.value) / std::abs(plan.value);
    if (spec.capacities)
        plan.served = allocate(spec, problem, plan.stops, progress);
    return plan;
}

double value_of(const SitingSpec& spec, const SitingProblem& problem,
                std::span<const std::uint32_t> stops) {
    const std::vector<char> open = open_sites(problem, stops);
    switch (spec.objective) {
    case Objective::Mclp:
        if (spec.capacities) {
            const CapacityModel model = capacity_model(spec, problem);
            return served_by(model, model.numbers_of(stops));
        }
        return coverage_of(spec, problem, open);
    case Objective::Lscp: {
        const double covered = coverage_of(spec, problem, open);
        double cost = 0;
        for (const std::uint32_t stop : stops)
            cost += problem.sites[stop].cost;
        return covers(spec.share * problem.total_need(), covered) ? cost : kInfinity;
    }
    case Objective::PMedian:
        return travel_of(spec, problem, open);
    case Objective::PCenter:
        return longest_trip(problem, stops);
    case Objective::MaxMin:
    case Objective::FairShare:
        return fair_value_of(spec, problem, stops);
    }
    return 0;
}

} // namespace tractwise::siting
