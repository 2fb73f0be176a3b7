// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/curve.hpp"

#include "engine/siting/deadline.hpp"
#include "engine/siting/gain_model.hpp"
#include "engine/siting/lagrangian.hpp"
#include "engine/siting/swap_search.hpp"

#include "engine/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tractwise::siting {
namespace {

bool is_better(Objective objective, double value, double than) {
    return higher_is_better(objective) ? value > than : value < than;
}

/// Points that are each solved from the beginning; of longer curves these many are, spread over it.
constexpr std::size_t kSolved = 16;
/// New starts from a shaken neighbor.
constexpr std::size_t kShakes = 2;
/// Passes over the pairs for one bound of a long curve.
constexpr std::size_t kIterations = 200;

bool is_long_curve_of_gains(const SitingSpec& spec, std::size_t first, std::size_t last) {
    const bool gains = (spec.objective == Objective::Mclp && !spec.capacities) ||
                       spec.objective == Objective::PMedian;
    return gains && !spec.budget && last - first >= 2 * kSolved;
}

/// A long curve: some of its points are searched and bounded on their own, those between them grow out
/// of their neighbors by exchange, and the prices of every bound speak for all numbers of stops. Points
/// begin alike from one on the next, so what takes a second each takes the time of some together.
class LongCurve {
public:
    LongCurve(const SitingSpec& spec, const SitingProblem& problem, std::size_t first,
              std::size_t last, const Deadline& deadline, const Progress& progress)
        : problem_(problem), first_(first), last_(last), spec_(with_k(spec, last)),
          deadline_(deadline), task_(gain_task(spec_, problem, kMostTravelPairs, progress)),
          stops_(last - first + 1), known_(last - first + 1, 0),
          bound_(last - first + 1, std::numeric_limits<double>::infinity()) {}

    std::vector<CurvePoint> points(const SitingPlan* plan, const Progress& progress) {
        solve_some(plan, progress.part(0, 0.7));
        grow(progress.part(0.7, 0.85));
        shrink(progress.part(0.85, 1));
        std::vector<CurvePoint> curve;
        for (std::size_t at = 0; at < stops_.size() && known_[at] != 0; ++at) {
            progress.throw_if_stopped();
            curve.push_back(point(at));
        }
        return curve;
    }

private:
    static SitingSpec with_k(SitingSpec spec, std::size_t k) {
        spec.k = k;
        return spec;
    }
    GainModel& model() { return task_.model; }

    void solve_some(const SitingPlan* plan, const Progress& progress) {
        std::vector<std::uint32_t> before;
        const Deadline all = deadline_.part(0.6);
        for (std::size_t n = 0; n < kSolved && (n == 0 || !all.passed()); ++n) {
            const Deadline each = all.part(1.0 / static_cast<double>(kSolved - n));
            const Progress own = progress.part(static_cast<double>(n) / kSolved,
                                               static_cast<double>(n + 1) / kSolved);
            // Closer at the beginning, where each stop counts for more: squares.
            const std::size_t at = n * n * (stops_.size() - 1) / ((kSolved - 1) * (kSolved - 1));
            if (known_[at] != 0)
                continue;
            model().most = first_ + at;
            std::vector<std::vector<std::uint32_t>> starts{before, {}};
            if (plan != nullptr && plan->stops.size() <= first_ + at)
                starts.push_back(model().numbers_of(plan->stops));
            auto found =
                search_gains(model(), starts, 1, spec_.seed, own.part(0, 0.4), each.part(0.5));
            LagrangianResult relaxed = lagrangian_bound(model(), std::move(found), spec_.gap,
                                                        kIterations, own.part(0.4, 1), each);
            bound_[at] = std::min(bound_[at], relaxed.bound);
            if (!relaxed.price.empty()) {
                const auto bounds = bounds_by_number(model(), relaxed.price, first_, last_);
                for (std::size_t i = 0; i < bounds.size(); ++i)
                    bound_[i] = std::min(bound_[i], bounds[i]);
            }
            stops_[at] = before = std::move(relaxed.chosen);
            known_[at] = 1;
        }
    }
    void improve(std::size_t at, const std::vector<std::uint32_t>& start,
                 const Progress& progress) {
        model().most = first_ + at;
        auto found = search_gains(model(), {start}, kShakes, spec_.seed,
                                  Progress{{}, progress.stop}, deadline_);
        if (known_[at] == 0 || model().value(found) > model().value(stops_[at]))
            stops_[at] = std::move(found);
        known_[at] = 1;
    }
    void grow(const Progress& progress) {
        for (std::size_t at = 1; at < stops_.size() && !deadline_.passed(); ++at) {
            progress.step("counting what another stop adds", share(at));
            improve(at, stops_[at - 1], progress);
        }
    }
    /// From above, without the stop that is missed least.
    void shrink(const Progress& progress) {
        for (std::size_t at = stops_.size() - 1; at-- > 0 && !deadline_.passed();) {
            if (known_[at + 1] == 0)
                continue;
            progress.step("counting what another stop adds", 1 - share(at));
            std::vector<std::uint32_t> fewer = stops_[at + 1];
            if (fewer.size() > first_ + at)
                drop_least(fewer);
            if (fewer.size() <= first_ + at && model().value(fewer) > model().value(stops_[at]))
                improve(at, fewer, progress);
        }
    }
    void drop_least(std::vector<std::uint32_t>& sites) {
        std::vector<double> best(model().homes(), 0), second(model().homes(), 0);
        std::vector<std::uint32_t> owner(model().homes(), kNoSite);
        for (const std::uint32_t j : sites)
            for (std::size_t p = model().site_first[j]; p < model().site_first[j + 1]; ++p) {
                const std::uint32_t i = model().site_home[p];
                const double gain = model().site_gain[p];
                if (gain > best[i]) {
                    second[i] = best[i];
                    best[i] = gain;
                    owner[i] = j;
                } else {
                    second[i] = std::max(second[i], gain);
                }
            }
        std::vector<double> loss(model().sites(), 0);
        for (std::size_t i = 0; i < best.size(); ++i)
            if (owner[i] != kNoSite)
                loss[owner[i]] += best[i] - second[i];
        auto least = sites.end();
        for (auto j = sites.begin(); j != sites.end(); ++j)
            if (model().required[*j] == 0 && (least == sites.end() || loss[*j] < loss[*least]))
                least = j;
        if (least != sites.end())
            sites.erase(least);
    }
    double share(std::size_t at) const {
        return static_cast<double>(at) / static_cast<double>(stops_.size());
    }
    CurvePoint point(std::size_t at) {
        CurvePoint made{.k = first_ + at};
        for (const std::uint32_t j : stops_[at])
            made.stops.push_back(model().site_id[j]);
        std::sort(made.stops.begin(), made.stops.end());
        made.value = value_of(with_k(spec_, made.k), problem_, made.stops);
        made.bound = spec_.objective == Objective::PMedian
                         ? std::min(task_.worst_travel - bound_[at], made.value)
                         : std::max(bound_[at], made.value);
        if (std::isinf(made.value)) { // so few stops leave somebody without any
            made.stops.clear();
            made.bound = made.value;
        }
        return made;
    }

    const SitingProblem& problem_;
    std::size_t first_, last_;
    SitingSpec spec_;
    Deadline deadline_;
    GainTask task_;
    std::vector<std::vector<std::uint32_t>> stops_; ///< numbers of the model, by number of stops
    std::vector<char> known_;                       ///< whether that was found
    std::vector<double> bound_;                     ///< of gains
};

double gain_of(Objective objective, double value, double before) {
    if (!std::isfinite(value) || !std::isfinite(before))
        return std::numeric_limits<double>::quiet_NaN();
    return higher_is_better(objective) ? value - before : before - value;
}

/// Whether another stop never adds more than the one before it: the first that adds nothing ends the curve.
bool gains_only_fall(const SitingSpec& spec) {
    return (spec.objective == Objective::Mclp || spec.objective == Objective::Lscp ||
            spec.objective == Objective::PMedian) &&
           !spec.budget;
}

struct Numbers {
    std::size_t first, last;
};
Numbers numbers_of(const SitingProblem& problem, std::size_t most) {
    const std::size_t required = problem.with_role(Role::Required).size(),
                      choosable = required + problem.with_role(Role::Candidate).size();
    return {std::max<std::size_t>(1, required), std::min(most, choosable)};
}

} // namespace

std::size_t curve_missing_from(const SitingSpec& spec, const SitingProblem& problem,
                               const std::vector<CurvePoint>& curve, std::size_t most) {
    const auto [first, last] = numbers_of(problem, most);
    if (last < first)
        return 0;
    if (curve.empty())
        return first;
    const bool idle = gains_only_fall(spec) && curve.back().gain <= 0 && curve.back().k > first;
    return idle || curve.back().k >= last ? 0 : curve.back().k + 1;
}

bool curve_counts_need(Objective objective) {
    return counts_need(objective) || objective == Objective::Lscp;
}

std::vector<CurvePoint> marginal_curve(const SitingSpec& spec, const SitingProblem& problem,
                                       std::size_t most, const Progress& progress,
                                       const SitingPlan* plan) {
    const auto [first, last] = numbers_of(problem, most);
    const Deadline deadline(spec.time_limit_s);
    if (deadline.passed())
        return {};
    // Set covering asks how many; along the curve the question is how much so many cover.
    SitingSpec each = spec;
    each.prove = false;
    if (spec.objective == Objective::Lscp)
        each.objective = Objective::Mclp;
    std::vector<CurvePoint> curve;
    double before = value_of(each, problem, {});
    if (is_long_curve_of_gains(each, first, last)) {
        for (CurvePoint& point :
             LongCurve(each, problem, first, last, deadline, progress).points(plan, progress)) {
            if (plan != nullptr && plan->stops.size() == point.k &&
                plan->objective == each.objective &&
                !is_better(each.objective, point.value, plan->value)) {
                point.stops = plan->stops;
                point.value = plan->value;
                point.bound = higher_is_better(each.objective)
                                  ? std::max(point.value, std::min(point.bound, plan->bound))
                                  : std::min(point.value, std::max(point.bound, plan->bound));
            }
            point.gain = gain_of(each.objective, point.value, before);
            before = point.value;
            const bool idle = point.gain <= 0 && point.k > first;
            curve.push_back(std::move(point));
            if (idle)
                break;
        }
        return curve;
    }
    std::vector<std::uint32_t> start;
    double slowest = 0; // seconds of one point: none is begun that would not end in time
    for (std::size_t k = first; k <= last && deadline.left_s() > slowest; ++k) {
        const double left = deadline.left_s();
        each.time_limit_s = left / static_cast<double>(last - k + 1);
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
        slowest = std::max(slowest, left - deadline.left_s());
        point.gain = gain_of(each.objective, point.value, before);
        before = point.value;
        const bool idle = gains_only_fall(each) && point.gain <= 0 && point.k > first;
        curve.push_back(std::move(point));
        if (idle)
            break;
    }
    return curve;
}

} // namespace tractwise::siting
