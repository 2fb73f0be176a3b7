// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/equal_area.hpp"
#include "engine/geo/line_mesh.hpp"
#include "engine/geo/triangulate.hpp"
#include "engine/map/overlays.hpp"

#include <array>

namespace tractwise::viewer {

using map::LegendSymbol;
using map::PlaceName;
using map::PointOverlay;

/// What lies over the tracts, with what a graphics card draws of it.
///
///     const Overlays overlays = make_overlays(*results, geometry.projection, progress);
struct Overlays : map::Overlays {
    std::array<geo::LineMesh, 4> street_lines; ///< of `streets`
    geo::TriangleMesh water_fill;              ///< of `water`
};

Overlays make_overlays(const study::Results& results, const geo::EqualArea& projection,
                       const Progress& progress);

} // namespace tractwise::viewer
