// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/geometry.hpp"

namespace tractwise::geo {

inline constexpr double kMetersPerMile = 1609.344;

/// Meters between two places along the WGS84 ellipsoid (PROJ geodesic.h, Karney 2013: exact to
/// nanometers).
///
///     double m = geodesic_m({-87.6298, 41.8781}, {-87.9073, 41.9742});   // Loop to O'Hare
///
/// About 1 microsecond a call. Never degrees, never Web Mercator meters.
double geodesic_m(LonLat a, LonLat b);

/// Square meters of shape `s` on the ellipsoid, holes subtracted; ring orientation does not matter.
double area_m2(const PolygonSet& set, std::size_t s);

/// The area centroid of shape `s` (computed in a local plane; a few centimeters off at most for a
/// tract). NaN for an empty shape. May lie outside a concave shape.
LonLat centroid(const PolygonSet& set, std::size_t s);

} // namespace tractwise::geo
