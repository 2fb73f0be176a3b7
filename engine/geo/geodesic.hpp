// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/geometry.hpp"

#include <span>

namespace tractwise::geo {

inline constexpr double kMetersPerMile = 1609.344;

/// Meters between two places along the WGS84 ellipsoid (PROJ geodesic.h, Karney 2013: exact to
/// nanometers).
///
///     double m = geodesic_m({-87.6298, 41.8781}, {-87.9073, 41.9742});   // Loop to O'Hare
///
/// About 1 microsecond a call. Never degrees, never Web Mercator meters.
double geodesic_m(LonLat a, LonLat b);

/// Meters along the ellipsoid from every place of `from` to every place of `to`, row by row: for
/// questions of hundreds of millions of pairs, which 4 bytes each can hold.
///
///     std::vector<float> meters(homes.size() * sites.size());
///     all_distances(homes, sites, meters);          // meters[home * sites.size() + site]
///
/// As exact as a float: the series of NearestIndex, which is 3 cm off at 1,000 km, and PROJ beyond. NaN
/// where a place has no usable coordinates. Cost: about 10 nanoseconds a pair, on all cores.
void all_distances(std::span<const LonLat> from, std::span<const LonLat> to,
                   std::span<float> meters);

/// Square meters of shape `s` on the ellipsoid, holes subtracted; ring orientation does not matter.
double area_m2(const PolygonSet& set, std::size_t s);

/// The area centroid of shape `s` (computed in a local plane; a few centimeters off at most for a
/// tract). NaN for an empty shape. May lie outside a concave shape.
LonLat centroid(const PolygonSet& set, std::size_t s);

} // namespace tractwise::geo
