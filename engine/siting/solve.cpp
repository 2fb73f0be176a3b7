// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/solve.hpp"

#include "engine/siting/best_gains.hpp"
#include "engine/siting/capacity.hpp"
#include "engine/siting/center.hpp"
#include "engine/siting/coarse_travel.hpp"
#include "engine/siting/fair.hpp"
#include "engine/siting/lagrangian.hpp"
#include "engine/siting/set_cover.hpp"
#include "engine/siting/swap_search.hpp"
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

/// Least travel of more pairs than can be searched: the plan is found for homes taken together, the bound
/// for candidates taken together.
Found solve_coarsely(const SitingSpec& spec, const SitingProblem& problem,
                     std::span<const std::uint32_t> start, const Progress& progress,
                     const Deadline& deadline) {
    Found found;
    {
        const SitingProblem fewer =
            with_fewer_homes(spec, problem, kMostTravelPairs / problem.sites.size(), progress);
        const GainTask task = gain_task(spec, fewer, 0, progress);
        const Deadline for_search = deadline.part(0.35);
        std::vector<std::vector<std::uint32_t>> starts{{}};
        if (!start.empty())
            starts.push_back(task.model.numbers_of(start));
        found.sites = search_gains(task.model, starts, std::min<std::size_t>(spec.restarts, 3),
                                   spec.seed, progress.part(0, 0.4), for_search);
        found.time_limited = for_search.passed();
        drop_idle(task.model, found.sites);
        to_sites(task.model, found);
    }
    found.value = value_of(spec, problem, found.sites);
    double money = 0;
    for (const std::uint32_t site : start)
        money += problem.sites[site].cost;
    const bool fits = start.size() <= spec.k.value_or(start.size()) &&
                      money <= spec.budget.value_or(kInfinity) * (1 + 1e-12);
    if (const double before = start.empty() ? kInfinity : value_of(spec, problem, start);
        fits && before < found.value) {
        found.sites.assign(start.begin(), start.end());
        found.value = before;
    }
    // Of those around a stop half the pairs that are searched elsewhere, and in memory three times as many.
    const double a_home = static_cast<double>(kMostTravelPairs) /
                          std::max(1.0, static_cast<double>(problem.homes())),
                 stops = static_cast<double>(spec.k.value_or(1));
    const FewerSites fewer = with_fewer_sites(
        problem,
        static_cast<std::size_t>(std::min(3 * a_home, a_home / 2 * std::max(1.0, stops / 3))),
        progress);
    const GainTask task = gain_task(spec, fewer.problem, 0, progress);
    std::vector<std::uint32_t> known;
    for (const std::uint32_t site : found.sites)
        known.push_back(fewer.group[site]);
    std::sort(known.begin(), known.end());
    known.erase(std::unique(known.begin(), known.end()), known.end());
    constexpr std::size_t passes = 300;
    const Deadline for_bound = deadline.part(0.9);
    const LagrangianResult relaxed =
        lagrangian_bound(task.model, task.model.numbers_of(known), spec.gap, passes,
                         progress.part(0.4, 1), for_bound, false);
    found.time_limited = found.time_limited || for_bound.passed();
    // Nobody travels less than to the nearest site of all: what a relaxation says that ended at once may be
    // less than that.
    found.bound =
        std::max(task.worst_travel - relaxed.bound, value_of(spec, problem, choosable(problem)));
    found.proven = found.value <= found.bound * (1 + 1e-9);
    found.how = fmt::format(
        "greedy choice and exchange of stops for homes taken together, bounded by a Lagrangian "
        "relaxation for candidates taken together: {} pairs are too many for a proof{}",
        format_count(static_cast<double>(problem.costs.pairs())),
        found.time_limited ? kEndedByTime : "");
    return found;
}

Found solve_gains(const SitingSpec& spec, const SitingProblem& problem,
                  std::span<const std::uint32_t> start, const Progress& progress,
                  const Deadline& deadline) {
    if (needs_more_pairs(spec, problem)) {
        Found found = solve_coarsely(spec, problem, start, progress, deadline);
        if (std::isinf(found.value))
            throw Error(
                ErrorKind::Infeasible, "no plan was found that lets everybody in need reach a site",
                {.hint = "allow more stops, or say with \"beyond\" what counts for people out "
                         "of reach"});
        return found;
    }
    const GainTask task = gain_task(spec, problem, kMostTravelPairs, progress);
    Found found = best_gains(task.model, spec, task.model.numbers_of(start), progress, deadline);
    drop_idle(task.model, found.sites);
    to_sites(task.model, found);
    if (spec.objective != Objective::PMedian)
        return found;
    // A saving is the other side of travel.
    const double least = task.worst_travel - (found.proven ? found.value : found.bound);
    found.bound = found.proven ? 0 : least;
    found.value = value_of(spec, problem, found.sites);
    if (task.cut) {
        // What was proven is proven of shorter trips than there are.
        found.proven = found.value <= least * (1 + 1e-9);
        found.bound = least;
        found.how += ", of the nearest sites of each home";
    }
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
                  std::span<const std::uint32_t> start, const Progress& progress,
                  const Deadline& deadline) {
    const CoverTask task{cover_model(problem, spec.rings.front().limit, problem.need),
                         spec.share * problem.total_need()};
    auto known = search_cover(task, spec, progress.part(0, 0.3), deadline.part(0.4));
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
    Found found = best_cover(task, std::move(*known), spec, progress.part(0.3, 1), deadline);
    to_sites(task.model, found);
    return found;
}

/// What `best` finds for a model of the problem, in sites of the problem.
template <typename Model, typename Best>
Found solve_model(const Model& model, const Best& best, const SitingSpec& spec,
                  std::span<const std::uint32_t> start, const Progress& progress,
                  const Deadline& deadline) {
    Found found = best(model, spec, model.numbers_of(start), progress, deadline);
    to_sites(model, found);
    return found;
}

Found find(const SitingSpec& spec, const SitingProblem& problem,
           std::span<const std::uint32_t> start, const Progress& progress,
           const Deadline& deadline) {
    switch (spec.objective) {
    case Objective::Mclp:
        if (spec.capacities)
            return solve_model(capacity_model(spec, problem), best_capacity, spec, start, progress,
                               deadline);
        [[fallthrough]];
    case Objective::PMedian:
        return solve_gains(spec, problem, start, progress, deadline);
    case Objective::Lscp:
        return solve_cover(spec, problem, start, progress, deadline);
    case Objective::PCenter:
        return best_center(spec, problem, start, progress, deadline);
    case Objective::MaxMin:
    case Objective::FairShare:
        return solve_model(fair_model(spec, problem), best_fair, spec, start, progress, deadline);
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
    Found found = find(spec, problem, start, progress, Deadline(spec.time_limit_s));
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
