// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/plan/need.hpp"

#include "engine/core/progress.hpp"
#include "engine/layer/travel.hpp"
#include "engine/plan/results.hpp"
#include "engine/siting/doubt.hpp"

#include <functional>
#include <optional>
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

/// One way in which the question could be wrong: "slower", "walking" or "low-need".
///
/// walking: along streets a share of the people as large as that of households without a vehicle
/// travels by the built-in profile "walk"; on straight lines `walk_within` is as far for them as
/// the limit is for the others, so their distances count limit / walk_within times. low-need: need
/// less its margin, not below 0; a tract without a margin keeps its estimate.
struct DoubtToPut {
    std::string name;
    /// The problem again; nothing, and why, where it cannot be put. `asked` is still there then.
    std::function<std::optional<siting::Doubt>(std::string& why, const Progress& progress)> put;
    bool measures = false; ///< travel, once more
};
/// One after another: a problem may fill the memory, and there may be no time for all.
std::vector<DoubtToPut> doubts_to_put(const AskedSiting& asked);

} // namespace tractwise::plan
