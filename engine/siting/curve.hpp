// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/siting/solve.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tractwise::siting {

/// What 1, 2, 3, ... stops can do: where another one stops paying.
///
///     for (const CurvePoint& point : marginal_curve(spec, problem, 8, progress))
///         row(point.k, point.value, point.gain);
///
/// Each point is a plan of its own (the best three stops need not contain the best two), found
/// without a proof, with its bound. From the number of required stops (at least 1) up to `most`, or
/// until another stop adds nothing (where what stops add only falls: covering and travel without a
/// budget). The value is that of SitingPlan, but for Lscp, where it is the
/// need that so many stops cover; infinite or NaN where so few stops cannot do it.
///
/// All points together have the spec's time limit. A curve that it ends is shorter: no point is made up.
struct CurvePoint {
    std::size_t k = 0;
    double value = 0, bound = 0;
    double gain = 0; ///< against one stop less; for the first against existing sites alone
    std::vector<std::uint32_t> stops;
};
/// Whether the values of a curve are amounts of need: those of plans that count it, and of Lscp.
bool curve_counts_need(Objective objective);

/// A budget holds for every point. `plan`, where there is one, is the point of its number of stops
/// unless a better one is found.
std::vector<CurvePoint> marginal_curve(const SitingSpec& spec, const SitingProblem& problem,
                                       std::size_t most, const Progress& progress,
                                       const SitingPlan* plan = nullptr);
/// The first number of stops, of those up to `most`, that the time limit left no room for; 0 where the
/// curve ends where it should.
std::size_t curve_missing_from(const SitingSpec& spec, const SitingProblem& problem,
                               const std::vector<CurvePoint>& curve, std::size_t most);

} // namespace tractwise::siting
