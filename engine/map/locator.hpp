// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/geo/geometry.hpp"
#include "engine/study/results.hpp"

#include <optional>
#include <string>

namespace tractwise::map {

/// The state around a region, for a small map of where that lies.
struct Locator {
    std::string state;   ///< "Illinois"; empty where the file of tracts tells none
    geo::LineSet border; ///< of the state and between its counties, without the detail that only a
                         ///< large map shows
    geo::Box box;        ///< of the state
};

/// From the other tracts of the study's own source: their counties, dissolved. None where the region
/// lies in several states or is all that its state has there, and where the source cannot be read.
///
///     if (const auto locator = read_locator(*results, progress)) choice.locator = locator;
///
/// Cost: reading the state's tracts once more, 0.2 s for Illinois.
std::optional<Locator> read_locator(const study::Results& results, const Progress& progress = {});

} // namespace tractwise::map
