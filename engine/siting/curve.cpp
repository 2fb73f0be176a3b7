// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/curve.hpp"

#include "engine/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tractwise::siting {
namespace {

bool is_better(Objective objective, double value, double than) {
    return higher_is_better(objective) ? value > than : value < than;
}

} // namespace

bool curve_counts_need(Objective objective) {
    return counts_need(objective) || objective == Objective::Lscp;
}

std::vector<CurvePoint> marginal_curve(const SitingSpec& spec, const SitingProblem& problem,
                                       std::size_t most, const Progress& progress,
                                       const SitingPlan* plan) {
    const std::size_t required = problem.with_role(Role::Required).size(),
                      choosable = required + problem.with_role(Role::Candidate).size();
    const std::size_t first = std::max<std::size_t>(1, required), last = std::min(most, choosable);
    // Set covering asks how many; along the curve the question is how much so many cover.
    SitingSpec each = spec;
    each.prove = false;
    if (spec.objective == Objective::Lscp)
        each.objective = Objective::Mclp;
    std::vector<CurvePoint> curve;
    double before = value_of(each, problem, {});
    std::vector<std::uint32_t> start;
    for (std::size_t k = first; k <= last; ++k) {
        const double at = static_cast<double>(k - first) / static_cast<double>(last - first + 1);
        progress.step("counting what another stop adds", at);
        each.k = k;
        CurvePoint point{.k = k};
        try {
            const bool is_plan =
                plan != nullptr && plan->stops.size() == k && plan->objective == each.objective;
            SitingPlan found =
                solve(each, problem, Progress{{}, progress.stop}, is_plan ? plan->stops : start);
            // The finished plan may be one that only its proof has found.
            if (is_plan && !is_better(each.objective, found.value, plan->value))
                found = *plan;
            point.value = found.value;
            point.bound = found.bound;
            point.stops = found.stops;
            start = found.stops;
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::Infeasible)
                throw;
            point.value = std::isnan(before) || higher_is_better(each.objective)
                              ? std::numeric_limits<double>::quiet_NaN()
                              : std::numeric_limits<double>::infinity();
            point.bound = point.value;
        }
        point.gain =
            std::isfinite(point.value) && std::isfinite(before)
                ? (higher_is_better(each.objective) ? point.value - before : before - point.value)
                : std::numeric_limits<double>::quiet_NaN();
        before = point.value;
        const bool falling =
            (each.objective == Objective::Mclp || each.objective == Objective::PMedian) &&
            !each.budget;
        const bool idle = falling && point.gain <= 0 && point.k > first;
        curve.push_back(std::move(point));
        if (idle)
            break;
    }
    return curve;
}

} // namespace tractwise::siting
