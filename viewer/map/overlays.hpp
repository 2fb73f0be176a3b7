// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/geo/equal_area.hpp"
#include "engine/geo/geometry.hpp"
#include "engine/geo/line_mesh.hpp"
#include "engine/geo/triangulate.hpp"
#include "engine/layer/layer.hpp"
#include "engine/map/symbols.hpp"
#include "engine/study/results.hpp"

#include <array>
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
///     const Overlays overlays = read_overlays(study, catalog, geometry.projection, progress);
///
/// A source that cannot be read is a finding here and stops nothing. Sources named "streets",
/// "water" or "places" are taken where [view] names none.
struct Overlays {
    std::vector<PointOverlay> points;
    std::array<geo::LineMesh, 4> street_lines; ///< motorways, main roads, tertiary ones, lanes
    geo::TriangleMesh water_fill;
    std::vector<PlaceName> places;
    Diagnostics diagnostics;
};

Overlays read_overlays(const study::Study& study, const layer::LayerCatalog& catalog,
                       const geo::EqualArea& projection, const Progress& progress);

} // namespace tractwise::viewer
