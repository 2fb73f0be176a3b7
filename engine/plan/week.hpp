// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/plan/sites.hpp"

#include "engine/core/progress.hpp"
#include "engine/geo/geometry.hpp"
#include "engine/plan/results.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

// Private to engine/plan: the week in which vans visit the stops of a plan.

namespace tractwise::plan {

/// What [siting.schedule] says of places, looked up before anything is solved.
struct WeekSites {
    geo::LonLat depot;
    std::string depot_words;                   ///< "North Clinic (C4)", "39.31, -97.52"
    std::map<std::uint32_t, double> visit_min; ///< by site
    std::map<std::uint32_t, std::size_t> least_visits;
};
/// Error(Usage) for an id that is none, or a depot that is neither an id nor "lat, lon".
WeekSites week_sites(const SitingChoice& choice, const SitingSites& sites);

/// Makes the schedule of the stops in `results`, whose reach says how many each serves: those in
/// need who have no open site nearer. Vans drive by the built-in profile "drive" along the study's
/// streets, on straight lines at `straight_kmh` without. A week that cannot be is no Error here but
/// results.schedule_problem, and a finding: the plan stands without it.
void add_schedule(SitingResults& results, const SitingChoice& choice, const WeekSites& places,
                  const SitingInputs& in, Diagnostics& diagnostics, const Progress& progress);

} // namespace tractwise::plan
