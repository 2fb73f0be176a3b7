// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/geometry.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace tractwise::geo {

/// Polygons as other programs hand them over in memory: well-known binary.
///
///     PolygonSet shapes;
///     for (const std::string& blob : blobs) add_wkb(shapes, blob);
///     to_wkb(shapes, 0)                                 // a MultiPolygon, little-endian
///
/// Read are Polygon and MultiPolygon in either byte order, with or without heights, measures (left
/// out) and the SRID of PostGIS; coordinates are taken as they are. An empty text or polygon, or the
/// empty collection that GEOS makes of it, becomes an empty shape. Written are bytes that every program
/// reads: 2D, no SRID. Errors: Error(Input) for other geometries, for a text that ends early or goes on,
/// for rings of fewer than three points and coordinates that are not finite; the set is then left with
/// part of the shape.
/// Format: OGC 06-103r4, 8.2; PostGIS for the SRID.
void add_wkb(PolygonSet& set, std::string_view wkb);
std::string to_wkb(const PolygonSet& set, std::size_t shape);

} // namespace tractwise::geo
