// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/doubt.hpp"

#include "engine/core/error.hpp"

#include <algorithm>
#include <cmath>

namespace tractwise::siting {

DoubtResult under_doubt(const SitingSpec& spec, const SitingPlan& plan, const Doubt& doubt,
                        const Progress& progress) {
    SitingSpec quick = spec;
    quick.prove = false;
    DoubtResult result{.name = doubt.name,
                       .description = doubt.description,
                       .total_need = doubt.problem.total_need(),
                       .plan_value = value_of(spec, doubt.problem, plan.stops)};
    try {
        result.best = solve(quick, doubt.problem, progress, plan.stops);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::Infeasible)
            throw;
        result.infeasible = true;
        result.why = error.message();
    }
    // What is no better gives no reason to leave a stop: under a doubt some may add nothing.
    const double margin = 1e-9 * std::abs(result.plan_value);
    const double ahead = higher_is_better(spec.objective) ? result.best.value - result.plan_value
                                                          : result.plan_value - result.best.value;
    if (!result.infeasible && std::isfinite(result.plan_value) && ahead <= margin) {
        result.best.stops = plan.stops;
        result.best.value = result.plan_value;
    }
    for (const std::uint32_t stop : plan.stops)
        result.kept.push_back(
            std::binary_search(result.best.stops.begin(), result.best.stops.end(), stop) ? 1 : 0);
    return result;
}

std::vector<DoubtResult> under_doubt(const SitingSpec& spec, const SitingPlan& plan,
                                     const std::vector<Doubt>& doubts, const Progress& progress) {
    std::vector<DoubtResult> results;
    const double each = 1.0 / static_cast<double>(doubts.size());
    for (std::size_t d = 0; d < doubts.size(); ++d)
        results.push_back(under_doubt(
            spec, plan, doubts[d],
            progress.part(static_cast<double>(d) * each, static_cast<double>(d + 1) * each)));
    return results;
}

StaysChosen stays_chosen(const std::vector<DoubtResult>& results, std::size_t stop) {
    StaysChosen count;
    for (const DoubtResult& result : results)
        if (!result.infeasible) {
            ++count.of;
            count.times += result.kept[stop] != 0 ? 1 : 0;
        }
    return count;
}

SitingProblem slower(const SitingProblem& problem, double factor) {
    return {.costs = problem.costs.times(factor),
            .need = problem.need,
            .sites = problem.sites,
            .groups = problem.groups};
}

} // namespace tractwise::siting
