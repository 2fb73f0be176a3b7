// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/core/diagnostics.hpp>
#include <tractwise/geo/geometry.hpp>
#include <tractwise/layer/layer.hpp>
#include <tractwise/map/symbols.hpp>
#include <tractwise/study/results.hpp>

#include <memory>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// The points of one source: clinics, stores, candidates.
struct PointOverlay {
    std::string source, title; ///< id and title of the source
    map::Symbol symbol{};
    std::vector<geo::LonLat> place; ///< only rows with a place
    std::vector<std::string> name;  ///< per place; empty where there is none
};

/// A name on the map.
struct PlaceName {
    std::string name;
    geo::LonLat place;
    double people = 0; ///< the larger, the earlier it finds room
};

/// What lies over the tracts, read from the sources that the study names: sites that layers and
/// plan use, and of [view] `streets`, `water`, `places`.
///
///     const Overlays overlays = read_overlays(study, catalog, progress);
///
/// A source that cannot be read is a finding here and stops nothing. Sources named "streets",
/// "water" or "places" are taken where [view] names none.
struct Overlays {
    std::vector<PointOverlay> points;
    geo::LineSet streets;
    std::vector<std::uint8_t> street_rank; ///< per line: 0 motorway .. 3 lane
    geo::PolygonSet water;
    std::vector<PlaceName> places;
    Diagnostics diagnostics;
};

Overlays read_overlays(const Study& study, const LayerCatalog& catalog, const Progress& progress);

} // namespace tractwise::viewer
