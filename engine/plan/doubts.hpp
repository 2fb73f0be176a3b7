// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/plan/need.hpp"

#include "engine/core/progress.hpp"
#include "engine/layer/travel.hpp"
#include "engine/plan/results.hpp"
#include "engine/siting/doubt.hpp"

#include <string>
#include <vector>

// Private to engine/plan: what else could be true of a plan's question.

namespace tractwise::plan {

/// The question as it was put.
struct AskedSiting {
    const SitingChoice& choice;
    const SitingInputs& in;
    const layer::Travel& travel;
    const layer::Travel::Destinations& places; ///< of all sites
    const NeedCounts& counts;
    const siting::SitingProblem& problem;
    double limit = 0; ///< of who counts as reached; infinite: any trip
};

/// The problem again under "slower", "walking" and "low-need"; why one cannot be put goes to
/// `left_out`.
///
/// walking: along streets a share of the people as large as that of households without a vehicle
/// travels by the built-in profile "walk"; on straight lines `walk_within` is as far for them as
/// the limit is for the others, so their distances count limit / walk_within times. low-need: need
/// less its margin, not below 0; a tract without a margin keeps its estimate.
std::vector<siting::Doubt> doubts_of(const AskedSiting& asked, std::vector<std::string>& left_out,
                                     const Progress& progress);

} // namespace tractwise::plan
