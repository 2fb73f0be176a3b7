// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/reader.hpp"
#include "engine/geo/geometry.hpp"
#include "engine/study/results.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace tractwise::paper {

/// A stop of a plan on the map and in the table beside it.
struct PageStop {
    std::size_t number = 0; ///< on its disc
    geo::LonLat place{};
    std::string name;
    double newly = 0; ///< people in need whom it newly reaches
};

/// The stops of a page, by number, and what they reach together.
struct PageStops {
    std::vector<PageStop> stops;
    std::string reach; ///< a sentence
};

/// Those of the plan; none without one.
///
///     choice.stops = stops_of(*results, reader);       // or, where they were moved, one's own
PageStops stops_of(const study::Results& results, Reader reader);

/// "People in need: 17,467 of 22,347 are reached within 15 min today (78.2 %); 18,511 with the
/// stops (82.8 %)." Empty without a plan.
std::string reach_words(const study::Results& results, double before, double after, Reader reader);

} // namespace tractwise::paper
