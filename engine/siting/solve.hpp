// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/siting/problem.hpp"
#include "engine/siting/spec.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tractwise::siting {

/// The stops of an answer, and how good it is.
struct SitingPlan {
    Objective objective = Objective::Mclp;
    std::vector<std::uint32_t> stops; ///< sites chosen, required ones included, ascending
    /// Mclp, FairShare: need covered (weighted by ring), existing sites included. Lscp: number of
    /// stops, with a budget or costs their cost. PMedian: sum of need times cost. PCenter: the
    /// longest trip. MaxMin: the worst group's coverage, 0..1.
    double value = 0;
    /// No plan can be better than this: a relaxation says so, or a proof.
    double bound = 0;
    double gap = 0;      ///< |value - bound| / |value|
    bool proven = false; ///< value == bound but for rounding
    std::string how;     ///< one sentence: what found it, and what proved it or why nothing did
    std::uint64_t seed = 1;
    bool time_limited = false; ///< a slower machine may find another plan

    /// With capacities: who is served where; else empty.
    struct Served {
        std::uint32_t home, site;
        double need;
    };
    std::vector<Served> served;
};

/// The best plan that can be found, always with a bound on how much better another could be.
///
/// 1. Existing sites are taken out: what they cover or shorten is the baseline.
/// 2. Greedy choice, then exchanges of one stop for another (Teitz & Bart 1968) until none helps,
///    from several starts.
/// 3. A Lagrangian relaxation gives the bound; its own choices are tried as plans.
/// 4. Candidates that the bound shows to be in no better plan (or in every one) are fixed; what is
///    left goes to Cbc where it is small enough.
///
/// `start` are stops to begin from (the plan so far): it is kept unless another is better. Equal
/// input gives the equal plan on any number of threads, unless `time_limited` says that the clock
/// decided. Errors: Error(Usage) for a spec that cannot be meant (k above the candidates, rings in
/// no order), Error(Infeasible) with the reason where no plan can satisfy it, Error(Canceled).
/// Cost: README.md has measured times; 10,000 homes x 1,000 candidates within a limit, k = 20: seconds.
SitingPlan solve(const SitingSpec& spec, const SitingProblem& problem, const Progress& progress,
                 std::span<const std::uint32_t> start = {});

/// What `stops` are worth under a spec, without any search: the value as SitingPlan::value has it.
/// Infinite (Lscp, PMedian, PCenter) or NaN (FairShare) where they do not satisfy the spec.
double value_of(const SitingSpec& spec, const SitingProblem& problem,
                std::span<const std::uint32_t> stops);

} // namespace tractwise::siting
