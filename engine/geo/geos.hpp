// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <type_traits>
#include <vector>

#define GEOS_USE_ONLY_R_API // the other half of the C API keeps global state
#include <geos_c.h>

// Private to engine/geo: GEOS with owners instead of raw pointers.

namespace tractwise::geo {

/// A GEOS context and the owned objects made with it. One a thread.
///
///     const Geos geos;
///     const Geos::Geometry ring = geos.ring(points);      // LonLat, XY: two doubles
///     geos.points<LonLat>(ring.get());
///
/// Libraries never write to the terminal: a failure shows as a null result.
class Geos {
public:
    struct Destroy {
        GEOSContextHandle_t context;
        void operator()(GEOSGeometry* g) const { GEOSGeom_destroy_r(context, g); }
    };
    using Geometry = std::unique_ptr<GEOSGeometry, Destroy>;

    Geos() : context_(GEOS_init_r()) {
        constexpr auto keep_quiet = [](const char*, void*) {};
        GEOSContext_setNoticeMessageHandler_r(context_, keep_quiet, nullptr);
        GEOSContext_setErrorMessageHandler_r(context_, keep_quiet, nullptr);
    }
    ~Geos() { GEOS_finish_r(context_); }
    Geos(const Geos&) = delete;
    Geos& operator=(const Geos&) = delete;

    GEOSContextHandle_t get() const { return context_; }
    Geometry own(GEOSGeometry* g) const { return {g, Destroy{context_}}; }

    /// Null for a ring that GEOS will not take: fewer than four points, or not closed.
    template <class Points>
    Geometry ring(const Points& points) const {
        require_two_doubles<typename Points::value_type>();
        if (points.size() < 4)
            return own(nullptr);
        GEOSCoordSequence* sequence =
            GEOSCoordSeq_copyFromBuffer_r(context_, reinterpret_cast<const double*>(points.data()),
                                          static_cast<unsigned>(points.size()), 0, 0);
        return own(sequence ? GEOSGeom_createLinearRing_r(context_, sequence) : nullptr);
    }
    template <class Point>
    std::vector<Point> points(const GEOSGeometry* ring) const {
        require_two_doubles<Point>();
        const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(context_, ring);
        unsigned size = 0;
        GEOSCoordSeq_getSize_r(context_, sequence, &size);
        std::vector<Point> points(size);
        GEOSCoordSeq_copyToBuffer_r(context_, sequence, reinterpret_cast<double*>(points.data()), 0,
                                    0);
        return points;
    }

    /// Takes over the rings; null only where GEOS has no memory left.
    GEOSGeometry* polygon(Geometry outer, std::vector<GEOSGeometry*> holes) const {
        return GEOSGeom_createPolygon_r(context_, outer.release(), holes.data(),
                                        static_cast<unsigned>(holes.size()));
    }
    /// Takes over the polygons.
    Geometry multipolygon(std::vector<GEOSGeometry*> polygons) const {
        return own(GEOSGeom_createCollection_r(context_, GEOS_MULTIPOLYGON, polygons.data(),
                                               static_cast<unsigned>(polygons.size())));
    }

private:
    template <class Point>
    static constexpr void require_two_doubles() {
        static_assert(std::is_standard_layout_v<Point> && sizeof(Point) == 2 * sizeof(double));
    }
    GEOSContextHandle_t context_;
};

} // namespace tractwise::geo
