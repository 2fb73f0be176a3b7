// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/geodesic.hpp"

#include "engine/core/parallel.hpp"
#include "engine/geo/ecef.hpp"
#include "engine/geo/wgs84.hpp"

#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

namespace tractwise::geo {

namespace {

double ring_area(std::span<const LonLat> ring) {
    geod_polygon polygon;
    geod_polygon_init(&polygon, 0);
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) // the last point repeats the first
        geod_polygon_addpoint(&wgs84(), &polygon, ring[i].lat, ring[i].lon);
    double area = 0;
    geod_polygon_compute(&wgs84(), &polygon, 0, 1, &area, nullptr);
    return std::abs(area);
}

/// An equal-area plane around a shape: the sinusoidal projection of the ellipsoid. Longitudes are
/// unwrapped around the shape, so that one that straddles the antimeridian (the Aleutians) stays in
/// one piece.
class EqualAreaPlane {
public:
    EqualAreaPlane(const PolygonSet& set, std::size_t s) {
        lon0_ = set.ring(*set.rings_of(s).begin()).front().lon;
        Box box;
        for (std::size_t r : set.rings_of(s))
            for (LonLat p : set.ring(r))
                box.add(LonLat{turn_to(p.lon), p.lat});
        lon0_ += (box.min_x + box.max_x) / 2;
        lat0_ = (box.min_y + box.max_y) / 2;
        const double sin0 = std::sin(lat0_ * kRadians);
        const double w2 = 1 - kEccentricity2 * sin0 * sin0;
        meridian_ = kEquatorialRadius * (1 - kEccentricity2) / (w2 * std::sqrt(w2));
        // d(ln M)/d(lat): the meridian radius grows towards the poles.
        growth_ = 3 * kEccentricity2 * sin0 * std::cos(lat0_ * kRadians) / w2;
    }

    Point3 project(LonLat p) const {
        const double d = (p.lat - lat0_) * kRadians;
        return {turn_to(p.lon) * kRadians * parallel_radius(p.lat),
                meridian_ * d * (1 + growth_ * d / 2), 0};
    }

    LonLat unproject(double x, double y) const {
        double d = y / meridian_;
        for (int i = 0; i < 4; ++i)
            d = y / meridian_ / (1 + growth_ * d / 2);
        const double lat = lat0_ + d / kRadians;
        const double radius = parallel_radius(lat);
        return {std::remainder(lon0_ + (radius > 0 ? x / radius / kRadians : 0), 360), lat};
    }

private:
    static constexpr double kRadians = std::numbers::pi / 180;
    double turn_to(double lon) const {
        const double turn = lon - lon0_;
        return std::abs(turn) > 180 ? std::remainder(turn, 360) : turn;
    }
    static double parallel_radius(double lat) {
        const double sin_lat = std::sin(lat * kRadians);
        return kEquatorialRadius * std::cos(lat * kRadians) /
               std::sqrt(1 - kEccentricity2 * sin_lat * sin_lat);
    }
    double lon0_ = 0, lat0_ = 0, meridian_ = 0, growth_ = 0;
};

/// Of a shape that has no area: the middle of its lines, or the place where all its corners are.
LonLat middle_of_lines(const PolygonSet& set, std::size_t s, const EqualAreaPlane& plane) {
    double length = 0, x = 0, y = 0;
    for (const std::size_t r : set.rings_of(s)) {
        const auto ring = set.ring(r);
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const Point3 p = plane.project(ring[i - 1]), q = plane.project(ring[i]);
            const double edge = std::hypot(q.x - p.x, q.y - p.y);
            length += edge;
            x += edge * (p.x + q.x) / 2;
            y += edge * (p.y + q.y) / 2;
        }
    }
    return length > 0 ? plane.unproject(x / length, y / length)
                      : set.ring(*set.rings_of(s).begin()).front();
}

} // namespace

double geodesic_m(LonLat a, LonLat b) {
    double meters = 0;
    geod_inverse(&wgs84(), a.lat, a.lon, b.lat, b.lon, &meters, nullptr, nullptr);
    return meters;
}

double area_m2(const PolygonSet& set, std::size_t s) {
    double area = 0;
    for (std::size_t part : set.parts_of(s)) {
        double sign = 1; // the outer ring, then its holes
        for (std::size_t r : set.rings_of_part(part)) {
            area += sign * ring_area(set.ring(r));
            sign = -1;
        }
    }
    return area;
}

LonLat centroid(const PolygonSet& set, std::size_t s) {
    if (set.rings_of(s).size() == 0)
        return {std::nan(""), std::nan("")};
    const EqualAreaPlane plane(set, s);
    double area = 0, sum_x = 0, sum_y = 0;
    for (std::size_t part : set.parts_of(s)) {
        double side =
            1; // the outer ring counts, its holes are taken away, whatever their direction
        for (std::size_t r : set.rings_of_part(part)) {
            const auto ring = set.ring(r);
            double ring_area2 = 0, ring_x = 0, ring_y = 0;
            Point3 p = plane.project(ring.front());
            for (std::size_t i = 1; i < ring.size(); ++i) {
                const Point3 q = plane.project(ring[i]);
                const double cross = p.x * q.y - q.x * p.y;
                ring_area2 += cross;
                ring_x += cross * (p.x + q.x);
                ring_y += cross * (p.y + q.y);
                p = q;
            }
            const double sign = ring_area2 < 0 ? -side : side;
            area += sign * ring_area2;
            sum_x += sign * ring_x;
            sum_y += sign * ring_y;
            side = -1;
        }
    }
    if (area > 0)
        return plane.unproject(sum_x / (3 * area), sum_y / (3 * area));
    return middle_of_lines(set, s, plane);
}

void all_distances(std::span<const LonLat> from, std::span<const LonLat> to,
                   std::span<float> meters) {
    assert(meters.size() == from.size() * to.size());
    constexpr double by_series = 1e6;
    constexpr float none = std::numeric_limits<float>::quiet_NaN();
    std::vector<Point3> there;
    std::vector<char> known;
    for (const LonLat place : to) {
        known.push_back(on_earth(place) ? 1 : 0);
        there.push_back(known.back() != 0 ? to_ecef(place) : Point3{});
    }
    parallel_for(
        from.size(),
        [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                const bool here_known = on_earth(from[i]);
                const Point3 here = here_known ? to_ecef(from[i]) : Point3{};
                float* const row = meters.data() + i * to.size();
                for (std::size_t j = 0; j < to.size(); ++j)
                    row[j] = !here_known || known[j] == 0 ? none
                             : distance2(here, there[j]) <= square(by_series)
                                 ? static_cast<float>(geodesic_by_series(here, there[j]))
                                 : static_cast<float>(geodesic_m(from[i], to[j]));
            }
        },
        16);
}

} // namespace tractwise::geo
