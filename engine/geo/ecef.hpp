// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/geometry.hpp"

#include <cmath>

// Private to engine/geo: the ellipsoid as a surface in space, and what a straight chord says about
// a geodesic.

namespace tractwise::geo {

inline constexpr double kEquatorialRadius = 6378137.0;                        // a
inline constexpr double kFlattening = 1 / 298.257223563;                      // f
inline constexpr double kEccentricity2 = kFlattening * (2 - kFlattening);     // e^2
inline constexpr double kPolarRadius = kEquatorialRadius * (1 - kFlattening); // b

/// Meters from the center of the earth. Carries about 3e-9 m of rounding.
struct Point3 {
    double x = 0, y = 0, z = 0;
};

Point3 to_ecef(LonLat p);

inline double square(double v) {
    return v * v;
}

/// Always summed in this order: kd_tree.cpp relies on it.
inline double distance2(const Point3& p, const Point3& q) {
    return square(p.x - q.x) + square(p.y - q.y) + square(p.z - q.z);
}

/// What rounding in a chord and in PROJ's own result can add up to; two places whose chords differ
/// by less are told apart by PROJ alone. (3e-9 m a coordinate, 15e-9 m in PROJ: this is generous.)
inline constexpr double kRounding = 1e-6;

/// No geodesic between two places whose straight distance is `chord` is longer than this; it is
/// never shorter than `chord` itself. Infinite beyond 12,000 km. The proof stands in ecef.cpp.
double longest_geodesic(double chord);

/// The square of longest_geodesic(sqrt(chord2)) plus kRounding: a place farther than this (in
/// squared chord) cannot have a shorter geodesic than one at chord2.
double rival_limit2(double chord2);

/// Below this chord the series below is used instead of PROJ.
inline constexpr double kSeriesLimit = 100'000;

/// Geodesic meters from the chord, within 1e-6 m of PROJ for chord <= kSeriesLimit (tests:
/// Ecef.SeriesAgreesWithProj), at a hundredth of the cost.
double geodesic_by_series(const Point3& p, const Point3& q);

} // namespace tractwise::geo
