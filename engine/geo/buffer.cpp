// SPDX-License-Identifier: Apache-2.0
#include <tractwise/geo/buffer.hpp>

#include "distance_contour.hpp"
#include "ecef.hpp"

#include <tractwise/core/error.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <memory>
#include <numbers>
#include <utility>
#include <vector>

#include <geodesic.h>

#define GEOS_USE_ONLY_R_API // the other half of the C API keeps global state
#include <geos_c.h>

namespace tractwise::geo {

namespace {

const geod_geodesic& wgs84() {
    static const geod_geodesic g = [] {
        geod_geodesic made;
        geod_init(&made, kEquatorialRadius, kFlattening);
        return made;
    }();
    return g;
}

/// Azimuthal equidistant on the ellipsoid: true distances and bearings from the middle; across, at
/// distance d, true to (d / 6371 km)^2 / 6.
class LocalPlane {
public:
    explicit LocalPlane(LonLat middle) : middle_(middle) {}

    XY project(LonLat p) const {
        double metres = 0, bearing = 0;
        geod_inverse(&wgs84(), middle_.lat, middle_.lon, p.lat, p.lon, &metres, &bearing, nullptr);
        bearing *= kRadians;
        return {metres * std::sin(bearing), metres * std::cos(bearing)};
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
void add_pieces(const LocalPlane& plane, std::span<const LonLat> line, double longest,
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

void keep_quiet(const char*, void*) {
} // libraries never write to the terminal; failures show as null results

[[noreturn]] void fail() {
    throw Error(ErrorKind::Internal, "GEOS could not simplify an outline");
}

/// A GEOS context and the owned objects made with it. One a thread.
class Geos {
public:
    struct Destroy {
        GEOSContextHandle_t context;
        void operator()(GEOSGeometry* g) const { GEOSGeom_destroy_r(context, g); }
    };
    using Geometry = std::unique_ptr<GEOSGeometry, Destroy>;

    Geos() : context_(GEOS_init_r()) {
        GEOSContext_setNoticeMessageHandler_r(context_, keep_quiet, nullptr);
        GEOSContext_setErrorMessageHandler_r(context_, keep_quiet, nullptr);
    }
    ~Geos() { GEOS_finish_r(context_); }
    Geos(const Geos&) = delete;
    Geos& operator=(const Geos&) = delete;
    GEOSContextHandle_t get() const { return context_; }

    Geometry own(GEOSGeometry* g) const {
        if (g == nullptr)
            fail();
        return {g, Destroy{context_}};
    }

    GEOSGeometry* ring(std::span<const XY> points) const {
        static_assert(sizeof(XY) == 2 * sizeof(double));
        GEOSCoordSequence* sequence = GEOSCoordSeq_copyFromBuffer_r(
            context_, &points[0].x, static_cast<unsigned>(points.size()), 0, 0);
        return sequence ? GEOSGeom_createLinearRing_r(context_, sequence) : nullptr;
    }

    Geometry shape(std::span<const Polygon> polygons) const {
        std::vector<GEOSGeometry*> made;
        for (const Polygon& polygon : polygons) {
            std::vector<GEOSGeometry*> holes;
            for (const Ring& hole : polygon.holes)
                holes.push_back(ring(hole));
            made.push_back(GEOSGeom_createPolygon_r(context_, ring(polygon.outer), holes.data(),
                                                    static_cast<unsigned>(holes.size())));
        }
        return own(GEOSGeom_createCollection_r(context_, GEOS_MULTIPOLYGON, made.data(),
                                               static_cast<unsigned>(made.size())));
    }

    Geometry simplified(const GEOSGeometry* g, double tolerance) const {
        return own(GEOSTopologyPreserveSimplify_r(context_, g, tolerance));
    }

    std::vector<XY> points(const GEOSGeometry* ring) const {
        const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(context_, ring);
        unsigned size = 0;
        GEOSCoordSeq_getSize_r(context_, sequence, &size);
        std::vector<XY> points(size);
        GEOSCoordSeq_copyToBuffer_r(context_, sequence, &points[0].x, 0, 0);
        return points;
    }

private:
    GEOSContextHandle_t context_;
};

void add_polygon(const Geos& geos, const GEOSGeometry* polygon, const LocalPlane& plane,
                 PolygonSet& out) {
    const auto add = [&](const GEOSGeometry* ring) {
        std::vector<LonLat> places;
        for (const XY p : geos.points(ring))
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

void buffer(const LineSet& lines, double metres, PolygonSet& out, const BufferOptions& options) {
    assert(metres > 0);
    out.begin_shape();
    const LocalPlane plane(options.middle.value_or(middle_of(lines)));
    std::vector<Piece> pieces;
    for (std::size_t i = 0; i < lines.size(); ++i)
        add_pieces(plane, lines.line(i), 4 * metres, pieces);
    if (pieces.empty())
        return;
    const std::vector<Polygon> polygons =
        polygons_of(distance_contour(pieces, metres), options.min_hole_m2);

    const Geos geos;
    const Geos::Geometry shape = geos.simplified(geos.shape(polygons).get(), metres / 64);
    for (int i = 0; i < GEOSGetNumGeometries_r(geos.get(), shape.get()); ++i)
        add_polygon(geos, GEOSGetGeometryN_r(geos.get(), shape.get(), i), plane, out);
}

void circle(LonLat centre, double metres, PolygonSet& out) {
    assert(on_earth(centre) && metres > 0);
    constexpr int kCorners = 180;
    std::vector<LonLat> ring;
    for (int i = 0; i < kCorners; ++i) {
        LonLat at;
        geod_direct(&wgs84(), centre.lat, centre.lon, 360.0 * i / kCorners, metres, &at.lat,
                    &at.lon, nullptr);
        ring.push_back({centre.lon + std::remainder(at.lon - centre.lon, 360), at.lat});
    }
    out.begin_shape();
    out.begin_part();
    out.add_ring(ring);
}

} // namespace tractwise::geo
