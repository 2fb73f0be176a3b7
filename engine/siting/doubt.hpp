// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/siting/solve.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tractwise::siting {

/// The same question asked with one assumption changed: slower roads, people who walk, fewer people
/// in need than the survey's estimate.
struct Doubt {
    std::string name;        ///< "slower", "walking", "low-need"
    std::string description; ///< "all travel takes 25 % longer"
    /// Sites in the same order and of the same roles as the problem it doubts.
    SitingProblem problem;
};

/// What a plan is worth under a doubt, and what would be best there.
struct DoubtResult {
    std::string name, description;
    double total_need = 0;
    double plan_value =
        0; ///< of the plan as it stands; infinite or NaN where it does not satisfy the spec
    SitingPlan best;         ///< the best plan found under the doubt
    std::vector<char> kept;  ///< per stop of the plan: whether `best` still has it
    bool infeasible = false; ///< no plan satisfies the spec under the doubt: `best` is empty
    std::string why;         ///< then the reason
};

/// Solves each doubt, beginning with `plan`: a stop is given up only for a plan that is better.
///
///     const std::vector<DoubtResult> results = under_doubt(spec, plan, doubts, progress);
///     stays_chosen(results, 2).times;  // in how many doubts the third stop stays chosen
///
/// Without proofs (each has its bound). Cost: one solve() without Cbc for each doubt, each within the
/// spec's time limit.
std::vector<DoubtResult> under_doubt(const SitingSpec& spec, const SitingPlan& plan,
                                     const std::vector<Doubt>& doubts, const Progress& progress);
DoubtResult under_doubt(const SitingSpec& spec, const SitingPlan& plan, const Doubt& doubt,
                        const Progress& progress);

/// In how many doubts a stop of the plan (by its place there) stays chosen, of those that have a
/// plan at all.
struct StaysChosen {
    std::size_t times = 0, of = 0;
};
StaysChosen stays_chosen(const std::vector<DoubtResult>& results, std::size_t stop);

/// The problem with every cost `factor` times as high; pairs that then exceed the limit of the
/// matrix are out of reach. Factor at least 1.
SitingProblem slower(const SitingProblem& problem, double factor);

} // namespace tractwise::siting
