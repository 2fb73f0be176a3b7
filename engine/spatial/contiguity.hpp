// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/geo/geometry.hpp"
#include "engine/spatial/weights.hpp"

#include <cstddef>

namespace tractwise::spatial {

/// Which tracts touch.
///
///     const Weights w = contiguity(tracts.polygons(), Touch::Corner).weights;       // queen
///     const Contiguity c = contiguity(shapes, Touch::Corner, 25);                   // borders 25 m apart
///     c.added_by_snap                                                               // 12 links more
///
/// | | neighbors share | chess |
/// |---|---|---|
/// | Corner | a vertex or more | queen |
/// | Edge | a stretch of border between two vertices that follow each other | rook |
///
/// Vertices are equal to the last bit, as in the Census Bureau's files and as in PySAL. Files of
/// another make have gaps, overlaps, or corners on a neighbor's straight edge: with `snap_m` meters
/// above 0, shapes also touch where a vertex of either lies so near to the border of the other, or
/// nearer; for Edge such vertices must lie more than twice as far apart. `added_by_snap` counts the
/// links (both directions) that only the snap made: none says that it was not needed, many that it is
/// too wide.
///
/// Links go both ways, with weight 1. Empty shapes are islands. Distances of the snap are measured on
/// a plane around each pair: for tracts, not for continents, and not across the antimeridian. Cost:
/// see tests/bench/README.md; the snap compares vertices and edges that lie where two boxes overlap.
/// Errors: Error(Usage) for a snap that is below 0 or not a number, Error(Canceled).
enum class Touch { Corner, Edge };
struct Contiguity {
    Weights weights;
    std::size_t added_by_snap = 0;
};
Contiguity contiguity(const geo::PolygonSet& shapes, Touch touch, double snap_m = 0,
                      const Progress& progress = {});

/// The two without a snap, by the names that they go by.
Weights queen(const geo::PolygonSet& shapes, const Progress& progress = {});
Weights rook(const geo::PolygonSet& shapes, const Progress& progress = {});

} // namespace tractwise::spatial
