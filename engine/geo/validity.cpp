// SPDX-License-Identifier: Apache-2.0
#include <tractwise/geo/validity.hpp>

#include <tractwise/core/error.hpp>
#include <tractwise/core/parallel.hpp>

#include <map>
#include <memory>
#include <mutex>

#define GEOS_USE_ONLY_R_API // the other half of the C API keeps global state
#include <geos_c.h>

namespace tractwise::geo {

namespace {

void keep_quiet(const char*, void*) {
} // libraries never write to the terminal; failures show as null results

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

    Geometry own(GEOSGeometry* g) const { return {g, Destroy{context_}}; }
    GEOSContextHandle_t get() const { return context_; }

    /// Null for a ring that GEOS will not take (fewer than four points).
    Geometry ring(std::span<const LonLat> points) const {
        static_assert(sizeof(LonLat) == 2 * sizeof(double));
        if (points.size() < 4)
            return own(nullptr);
        GEOSCoordSequence* sequence = GEOSCoordSeq_copyFromBuffer_r(
            context_, &points[0].lon, static_cast<unsigned>(points.size()), 0, 0);
        return own(sequence ? GEOSGeom_createLinearRing_r(context_, sequence) : nullptr);
    }

    /// The shape as a multipolygon. Rings too short for GEOS are left out and reported in
    /// `dropped`.
    Geometry shape(const PolygonSet& set, std::size_t s, bool& dropped) const {
        std::vector<GEOSGeometry*> polygons;
        for (std::size_t part : set.parts_of(s)) {
            GEOSGeometry* outer = nullptr;
            std::vector<GEOSGeometry*> holes;
            bool first = true;
            for (std::size_t r : set.rings_of_part(part)) {
                GEOSGeometry* made = ring(set.ring(r)).release();
                dropped = dropped || !made;
                if (first)
                    outer = made;
                else if (made)
                    holes.push_back(made);
                first = false;
            }
            if (outer)
                polygons.push_back(GEOSGeom_createPolygon_r(context_, outer, holes.data(),
                                                            static_cast<unsigned>(holes.size())));
            else
                for (GEOSGeometry* hole : holes)
                    GEOSGeom_destroy_r(context_, hole);
        }
        return own(GEOSGeom_createCollection_r(context_, GEOS_MULTIPOLYGON, polygons.data(),
                                               static_cast<unsigned>(polygons.size())));
    }

    std::string reason(const GEOSGeometry* g) const {
        char* text = GEOSisValidReason_r(context_, g);
        std::string reason = text ? text : "not a valid polygon";
        GEOSFree_r(context_, text);
        return reason;
    }

    Geometry make_valid(const GEOSGeometry* g) const {
        GEOSMakeValidParams* how = GEOSMakeValidParams_create_r(context_);
        GEOSMakeValidParams_setMethod_r(context_, how, GEOS_MAKE_VALID_STRUCTURE);
        GEOSMakeValidParams_setKeepCollapsed_r(context_, how, 0);
        Geometry valid = own(GEOSMakeValidWithParams_r(context_, g, how));
        GEOSMakeValidParams_destroy_r(context_, how);
        return valid;
    }

    /// Adds the polygons found in `g`, at whatever depth, to the shape begun last.
    void add_polygons(const GEOSGeometry* g, PolygonSet& to) const {
        if (GEOSisEmpty_r(context_, g) == 1)
            return;
        const int type = GEOSGeomTypeId_r(context_, g);
        if (type == GEOS_POLYGON) {
            to.begin_part();
            add_ring(GEOSGetExteriorRing_r(context_, g), to);
            for (int i = 0; i < GEOSGetNumInteriorRings_r(context_, g); ++i)
                add_ring(GEOSGetInteriorRingN_r(context_, g, i), to);
        } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
            for (int i = 0; i < GEOSGetNumGeometries_r(context_, g); ++i)
                add_polygons(GEOSGetGeometryN_r(context_, g, i), to);
        }
    }

private:
    void add_ring(const GEOSGeometry* ring, PolygonSet& to) const {
        const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(context_, ring);
        unsigned size = 0;
        GEOSCoordSeq_getSize_r(context_, sequence, &size);
        std::vector<LonLat> points(size);
        GEOSCoordSeq_copyToBuffer_r(context_, sequence, &points[0].lon, 0, 0);
        to.add_ring(points);
    }

    GEOSContextHandle_t context_;
};

struct Repair {
    std::string reason;
    PolygonSet shape; ///< one shape
};

/// Nothing for a valid shape.
std::unique_ptr<Repair> repair_of(const Geos& geos, const PolygonSet& set, std::size_t s) {
    bool dropped = false;
    const Geos::Geometry shape = geos.shape(set, s, dropped);
    if (!dropped && shape && GEOSisValid_r(geos.get(), shape.get()) == 1)
        return nullptr;
    auto repair = std::make_unique<Repair>();
    repair->reason = dropped ? "Ring of fewer than four points"
                     : shape ? geos.reason(shape.get())
                             : "not a valid polygon";
    repair->shape.begin_shape();
    if (shape)
        if (const Geos::Geometry valid = geos.make_valid(shape.get()))
            geos.add_polygons(valid.get(), repair->shape);
    return repair;
}

} // namespace

std::vector<InvalidShape> repair(PolygonSet& set) {
    std::map<std::size_t, std::unique_ptr<Repair>>
        repairs; // few, if any; by shape, so in a fixed order
    std::mutex adding;
    parallel_for(
        set.size(),
        [&](std::size_t begin, std::size_t end) {
            const Geos geos;
            for (std::size_t s = begin; s < end; ++s) {
                if (auto repair = repair_of(geos, set, s)) {
                    const std::lock_guard lock(adding);
                    repairs.emplace(s, std::move(repair));
                }
            }
        },
        256);
    if (repairs.empty())
        return {};

    std::vector<InvalidShape> invalid;
    PolygonSet repaired;
    for (std::size_t s = 0; s < set.size(); ++s) {
        const auto it = repairs.find(s);
        if (it == repairs.end()) {
            repaired.append(set, s);
            continue;
        }
        repaired.append(it->second->shape, 0);
        invalid.push_back({s, std::move(it->second->reason)});
    }
    set = std::move(repaired);
    return invalid;
}

} // namespace tractwise::geo
