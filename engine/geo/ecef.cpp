// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/ecef.hpp"

#include <limits>
#include <numbers>

namespace tractwise::geo {

namespace {
// The smallest radius of curvature of the ellipsoid: along the meridian, at the equator.
constexpr double kTightestRadius = kPolarRadius * kPolarRadius / kEquatorialRadius;
} // namespace

Point3 to_ecef(LonLat p) {
    constexpr double kRadians = std::numbers::pi / 180;
    const double lon = (std::abs(p.lon) <= 180 ? p.lon : std::remainder(p.lon, 360)) * kRadians;
    const double lat = p.lat * kRadians;
    const double sin_lat = std::sin(lat);
    const double cos_lat = std::cos(lat);
    const double n = kEquatorialRadius / std::sqrt(1 - kEccentricity2 * sin_lat * sin_lat);
    return {n * cos_lat * std::cos(lon), n * cos_lat * std::sin(lon),
            n * (1 - kEccentricity2) * sin_lat};
}

// Why this is an upper bound. A geodesic bends, seen from space, by the normal curvature of the
// surface, which is nowhere more than 1/R, R = b^2/a = 6335.4 km. Schur's comparison theorem: an
// arc of length s <= pi R whose curvature is at most 1/R has a chord at least as long as the
// circular arc of radius R and length s has, c >= 2 R sin(s / 2R). So s <= 2 R asin(c / 2R), given
// s <= pi R. That holds whenever c <= 12,000 km: were s > pi R, the first pi R of the path alone
// would span a chord of 2R = 12,670.9 km or more, and the rest is at most 201.5 km long, since no
// two places are farther apart than pi a^2/b = 20,104.8 km (Bonnet-Myers, least Gaussian curvature
// b^2/a^4 at the poles) and pi R = 19,903.3 km; so c >= 12,469 km, a contradiction.
double longest_geodesic(double chord) {
    if (!(chord <= 12e6))
        return std::numeric_limits<double>::infinity();
    return 2 * kTightestRadius * std::asin(chord / (2 * kTightestRadius));
}

double rival_limit2(double chord2) {
    // asin(x) <= x (1 + 0.19 x^2) for 0 <= x <= 1/2, because (asin(x)/x - 1) / x^2 grows with x and
    // is 0.1888 there.
    const double x2 = chord2 / square(2 * kTightestRadius);
    if (x2 <= 0.25)
        return square(std::sqrt(chord2) * (1 + 0.19 * x2) + kRounding);
    return square(longest_geodesic(std::sqrt(chord2)) + kRounding);
}

// An arc of constant curvature k has s = (2/k) asin(k c / 2) = c (1 + (kc)^2/24 + 3 (kc)^4/640 +
// ...). The normal curvature of the quadric p'Ap = 1, A = diag(1/a^2, 1/a^2, 1/b^2), in direction d
// is d'Ad / (|Ap| d'd); the chord is parallel to the geodesic at its middle, and |Ap| is averaged
// over the two ends. What is left out (the change of curvature and the torsion along the way, both
// of the order of f) is about 1e-7 m at 100 km.
double geodesic_by_series(const Point3& p, const Point3& q) {
    constexpr double kA = 1 / (kEquatorialRadius * kEquatorialRadius);
    constexpr double kB = 1 / (kPolarRadius * kPolarRadius);
    const auto gradient = [](const Point3& v) {
        return std::sqrt((v.x * v.x + v.y * v.y) * (kA * kA) + v.z * v.z * (kB * kB));
    };
    const double across2 = square(p.x - q.x) + square(p.y - q.y);
    const double along2 = square(p.z - q.z);
    const double chord2 = across2 + along2;
    // (kc)^2 = (d'Ad)^2 / (|Ap|^2 d'd); zero chord gives zero through the guard.
    const double bend = across2 * kA + along2 * kB;
    const double mean = (gradient(p) + gradient(q)) / 2;
    const double kc2 = chord2 > 0 ? bend * bend / (mean * mean * chord2) : 0;
    return std::sqrt(chord2) * (1 + kc2 * (1.0 / 24 + kc2 * (3.0 / 640)));
}

} // namespace tractwise::geo
