// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/buffer.hpp"

#include "engine/geo/distance_contour.hpp"
#include "engine/geo/ecef.hpp"
#include "engine/geo/geos.hpp"
#include "engine/geo/wgs84.hpp"

#include "engine/core/error.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

namespace tractwise::geo {

namespace {

/// Azimuthal equidistant on the ellipsoid: true distances and bearings from the middle; across, at
/// distance d, true to (d / 6371 km)^2 / 6.
class EquidistantPlane {
public:
    explicit EquidistantPlane(LonLat middle) : middle_(middle) {}

    XY project(LonLat p) const {
        double meters = 0, bearing = 0;
        geod_inverse(&wgs84(), middle_.lat, middle_.lon, p.lat, p.lon, &meters, &bearing, nullptr);
        bearing *= kRadians;
        return {meters * std::sin(bearing), meters * std::cos(bearing)};
    }

    LonLat unproject(XY p) const {
        LonLat at;
        geod_direct(&wgs84(), middle_.lat, middle_.lon, std::atan2(p.x, p.y) / kRadians,
                    std::hypot(p.x, p.y), &at.lat, &at.lon, nullptr);
        at.lon = middle_.lon + std::remainder(at.lon - middle_.lon, 360);
        return at;
    }

private:
    static constexpr double kRadians = std::numbers::pi / 180;
    LonLat middle_;
};

/// Adds the pieces of one line, none longer than `longest`, so that each has a small box.
void add_pieces(const EquidistantPlane& plane, std::span<const LonLat> line, double longest,
                std::vector<Piece>& to) {
    std::vector<XY> points;
    for (const LonLat p : line)
        if (on_earth(p))
            points.push_back(plane.project(p));
    if (points.size() == 1)
        to.push_back({points[0], points[0]});
    for (std::size_t i = 1; i < points.size(); ++i) {
        const XY a = points[i - 1], b = points[i];
        const double n = std::max(1.0, std::ceil(std::hypot(b.x - a.x, b.y - a.y) / longest));
        const auto at = [&](double k) {
            return XY{a.x + (b.x - a.x) * k / n, a.y + (b.y - a.y) * k / n};
        };
        for (double k = 0; k < n; ++k)
            to.push_back({at(k), at(k + 1)});
    }
}

/// Positive against the clock.
double signed_area(const Ring& ring) {
    double twice = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        twice += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) -
                 (ring[i + 1].x - ring[0].x) * (ring[i].y - ring[0].y);
    return twice / 2;
}

bool holds(const Ring& ring, XY p) {
    bool in = false;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const XY a = ring[i], b = ring[i + 1];
        if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x))
            in = !in;
    }
    return in;
}

struct Polygon {
    Ring outer;
    double area;
    Box box;
    std::vector<Ring> holes;
};

Box box_of(const Ring& ring) {
    Box box;
    for (const XY p : ring)
        box.add(LonLat{p.x, p.y});
    return box;
}

/// Outer rings run against the clock, holes with it; a hole belongs to the smallest outer ring
/// around it (an island in a lake has its own). A hole that is filled takes its islands along.
std::vector<Polygon> polygons_of(std::vector<Ring> rings, double min_hole_m2) {
    std::vector<Polygon> polygons;
    std::vector<Ring> holes, filled;
    for (Ring& ring : rings) {
        const double area = signed_area(ring);
        if (area > 0) {
            const Box box = box_of(ring);
            polygons.push_back({std::move(ring), area, box, {}});
        } else {
            (-area >= min_hole_m2 ? holes : filled).push_back(std::move(ring));
        }
    }
    for (const Ring& hole : filled) {
        const Box box = box_of(hole);
        std::erase_if(polygons, [&](const Polygon& polygon) {
            const XY p = polygon.outer[0];
            return box.contains(LonLat{p.x, p.y}) && holds(hole, p);
        });
    }
    for (Ring& hole : holes) {
        Polygon* around = nullptr;
        for (Polygon& polygon : polygons)
            if ((!around || polygon.area < around->area) &&
                polygon.box.contains(LonLat{hole[0].x, hole[0].y}) && holds(polygon.outer, hole[0]))
                around = &polygon;
        assert(around);
        around->holes.push_back(std::move(hole));
    }
    return polygons;
}

Geos::Geometry simplified(const Geos& geos, std::span<const Polygon> polygons, double tolerance) {
    std::vector<GEOSGeometry*> made;
    for (const Polygon& polygon : polygons) {
        std::vector<GEOSGeometry*> holes;
        for (const Ring& hole : polygon.holes)
            holes.push_back(geos.ring(hole).release());
        made.push_back(geos.polygon(geos.ring(polygon.outer), std::move(holes)));
    }
    const Geos::Geometry shape = geos.multipolygon(std::move(made));
    Geos::Geometry simple = geos.own(
        shape ? GEOSTopologyPreserveSimplify_r(geos.get(), shape.get(), tolerance) : nullptr);
    if (!simple)
        throw Error(ErrorKind::Internal, "GEOS could not simplify an outline");
    return simple;
}

void add_polygon(const Geos& geos, const GEOSGeometry* polygon, const EquidistantPlane& plane,
                 PolygonSet& out) {
    const auto add = [&](const GEOSGeometry* ring) {
        std::vector<LonLat> places;
        for (const XY p : geos.points<XY>(ring))
            places.push_back(plane.unproject(p));
        places.back() = places.front();
        out.add_ring(places);
    };
    out.begin_part();
    add(GEOSGetExteriorRing_r(geos.get(), polygon));
    for (int i = 0; i < GEOSGetNumInteriorRings_r(geos.get(), polygon); ++i)
        add(GEOSGetInteriorRingN_r(geos.get(), polygon, i));
}

LonLat middle_of(const LineSet& lines) {
    // Around the first place, so that lines across the antimeridian stay together.
    double lon0 = 0;
    Box box;
    for (const LonLat p : lines.vertices()) {
        if (!on_earth(p))
            continue;
        if (box.empty())
            lon0 = p.lon;
        box.add(LonLat{std::remainder(p.lon - lon0, 360), p.lat});
    }
    return {lon0 + (box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
}

} // namespace

void buffer(const LineSet& lines, double meters, PolygonSet& out, const BufferOptions& options) {
    assert(meters > 0);
    out.begin_shape();
    const EquidistantPlane plane(options.middle.value_or(middle_of(lines)));
    std::vector<Piece> pieces;
    for (std::size_t i = 0; i < lines.size(); ++i)
        add_pieces(plane, lines.line(i), 4 * meters, pieces);
    if (pieces.empty())
        return;
    const std::vector<Polygon> polygons =
        polygons_of(distance_contour(pieces, meters), options.min_hole_m2);

    const Geos geos;
    const Geos::Geometry shape = simplified(geos, polygons, meters / 64);
    for (int i = 0; i < GEOSGetNumGeometries_r(geos.get(), shape.get()); ++i)
        add_polygon(geos, GEOSGetGeometryN_r(geos.get(), shape.get(), i), plane, out);
}

void circle(LonLat center, double meters, PolygonSet& out) {
    assert(on_earth(center) && meters > 0);
    constexpr int kCorners = 180;
    std::vector<LonLat> ring;
    for (int i = 0; i < kCorners; ++i) {
        LonLat at;
        geod_direct(&wgs84(), center.lat, center.lon, 360.0 * i / kCorners, meters, &at.lat,
                    &at.lon, nullptr);
        ring.push_back({center.lon + std::remainder(at.lon - center.lon, 360), at.lat});
    }
    out.begin_shape();
    out.begin_part();
    out.add_ring(ring);
}

} // namespace tractwise::geo
