// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/map/overlays.hpp"
#include "engine/page/json.hpp"
#include "engine/page/shapes.hpp"
#include "engine/study/results.hpp"

// Private to engine/page: what lies over the tracts.

namespace tractwise::page {

/// Sites that count, a list for each symbol, with the tract that each lies in; the outlines of the
/// symbols; the names of places.
Json places_json(const study::Results& results, const map::Overlays& overlays,
                 const map::MapStyle& style, const Sheet& sheet);

/// Stops, whom they reach, and whom the plan reaches by group; null where the study has no plan.
Json plan_json(const study::Results& results, const Sheet& sheet, Units units);

/// Where everything comes from: title, year, vintage, license, address; in the order of their ids.
Json sources_json(const study::Results& results, const map::Overlays& overlays);

} // namespace tractwise::page
