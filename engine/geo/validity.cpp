// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/validity.hpp"

#include "engine/geo/boost_adapt.hpp"
#include "engine/geo/geos.hpp"
#include "engine/geo/simple_rings.hpp"

#include "engine/core/error.hpp"
#include "engine/core/parallel.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include <boost/geometry/algorithms/correct.hpp>
#include <boost/geometry/algorithms/is_valid.hpp>
#include <boost/geometry/core/exception.hpp>
#include <boost/geometry/strategies/strategies.hpp>

namespace tractwise::geo {

namespace {

/// The shape as a multipolygon. Rings too short for GEOS are left out and reported in `dropped`.
Geos::Geometry multipolygon_of(const Geos& geos, const PolygonSet& set, std::size_t s,
                               bool& dropped) {
    std::vector<GEOSGeometry*> polygons;
    for (const std::size_t part : set.parts_of(s)) {
        Geos::Geometry outer = geos.own(nullptr);
        std::vector<GEOSGeometry*> holes;
        bool first = true;
        for (const std::size_t r : set.rings_of_part(part)) {
            Geos::Geometry made = geos.ring(set.ring(r));
            dropped = dropped || !made;
            if (first)
                outer = std::move(made);
            else if (made)
                holes.push_back(made.release());
            first = false;
        }
        if (outer)
            polygons.push_back(geos.polygon(std::move(outer), std::move(holes)));
        else
            for (GEOSGeometry* hole : holes)
                GEOSGeom_destroy_r(geos.get(), hole);
    }
    return geos.multipolygon(std::move(polygons));
}

std::string reason_of(const Geos& geos, const GEOSGeometry* g) {
    char* text = GEOSisValidReason_r(geos.get(), g);
    std::string reason = text ? text : "not a valid polygon";
    GEOSFree_r(geos.get(), text);
    return reason;
}

/// Whether a ring runs out to a tip and back on its own line. GEOS calls that a self-intersection as it does a ring that
/// crosses itself, and who looks for a crossing finds none; Boost.Geometry tells the two apart.
bool has_spike(const PolygonSet& set, std::size_t s) {
    BoostShape shape = boost_shape(set, s);
    boost::geometry::correct(shape); // else the direction of the rings is all it finds
    try {
        boost::geometry::validity_failure_type failure{};
        return !boost::geometry::is_valid(shape, failure) &&
               failure == boost::geometry::failure_spikes;
    } catch (const boost::geometry::exception&) {
        return false; // crossings too entangled for it; the shape is repaired all the same
    }
}

Geos::Geometry made_valid(const Geos& geos, const GEOSGeometry* g) {
    GEOSMakeValidParams* how = GEOSMakeValidParams_create_r(geos.get());
    GEOSMakeValidParams_setMethod_r(geos.get(), how, GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed_r(geos.get(), how, 0);
    Geos::Geometry valid = geos.own(GEOSMakeValidWithParams_r(geos.get(), g, how));
    GEOSMakeValidParams_destroy_r(geos.get(), how);
    return valid;
}

/// Adds the polygons found in `g`, at whatever depth, to the shape begun last.
void add_polygons(const Geos& geos, const GEOSGeometry* g, PolygonSet& to) {
    if (GEOSisEmpty_r(geos.get(), g) == 1)
        return;
    const int type = GEOSGeomTypeId_r(geos.get(), g);
    if (type == GEOS_POLYGON) {
        to.begin_part();
        to.add_ring(geos.points<LonLat>(GEOSGetExteriorRing_r(geos.get(), g)));
        for (int i = 0; i < GEOSGetNumInteriorRings_r(geos.get(), g); ++i)
            to.add_ring(geos.points<LonLat>(GEOSGetInteriorRingN_r(geos.get(), g, i)));
    } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
        for (int i = 0; i < GEOSGetNumGeometries_r(geos.get(), g); ++i)
            add_polygons(geos, GEOSGetGeometryN_r(geos.get(), g, i), to);
    }
}

struct Repair {
    std::string reason;
    PolygonSet shape; ///< one shape
};

/// Nothing for a valid shape.
std::unique_ptr<Repair> repair_of(const Geos& geos, const PolygonSet& set, std::size_t s) {
    bool dropped = false;
    const Geos::Geometry shape = multipolygon_of(geos, set, s, dropped);
    if (!dropped && shape && GEOSisValid_r(geos.get(), shape.get()) == 1)
        return nullptr;
    auto repair = std::make_unique<Repair>();
    repair->reason = dropped ? "Ring of fewer than four points"
                     : shape ? reason_of(geos, shape.get())
                             : "not a valid polygon";
    if (!dropped && has_spike(set, s))
        repair->reason += ", a spike";
    repair->shape.begin_shape();
    if (shape)
        if (const Geos::Geometry valid = made_valid(geos, shape.get()))
            add_polygons(geos, valid.get(), repair->shape);
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
            SimpleRings simple;
            for (std::size_t s = begin; s < end; ++s) {
                if (simple.surely(set, s))
                    continue;
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
