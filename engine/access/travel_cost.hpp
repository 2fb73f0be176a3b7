// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/cost_matrix.hpp"
#include "engine/core/diagnostics.hpp"
#include "engine/core/progress.hpp"
#include "engine/geo/geometry.hpp"

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tractwise::access {

/// Where trips begin or end. `id` names them in messages and finds them in a user's table; it may
/// be empty where the cost needs none. A NaN place reaches nothing.
struct Places {
    std::span<const geo::LonLat> place;
    std::span<const std::string> id;
    std::string what; ///< for messages: "demand points", "clinics"
    std::size_t size() const { return place.size(); }
};

/// One-way streets make the way there and the way back differ.
enum class Direction {
    ToDestination,  ///< people travel to the clinic
    FromDestination ///< a van or a delivery travels to the people, or: the way home
};

struct CostQuery {
    /// Pairs that cost more are left out (inclusive), in the unit of the cost.
    double limit = std::numeric_limits<double>::infinity();
    Direction direction = Direction::ToDestination;
};

/// The nearest destination of every origin.
struct NearestCosts {
    static constexpr std::uint32_t kNone = 0xffffffffU;
    std::vector<std::uint32_t> destination; ///< kNone: none can be reached
    std::vector<double> cost;               ///< NaN where none can be reached
    std::vector<double>
        meters; ///< of that route; NaN where none; empty where the cost has no route
};

/// Trips between the same origins and one place after another: what a stop that is dragged about
/// asks for. Origins are looked up once, so that a place costs one search.
///
///     const auto trips = drive.trips_to_place(homes, {.limit = 15});
///     for (const TripsToPlace::Trip trip : trips->to(under_the_cursor)) use(trip.origin, trip.cost);
///
/// One object serves one thread. Costs are those of TravelCost::matrix.
class TripsToPlace {
public:
    struct Trip {
        std::uint32_t origin;
        double cost;
    };
    virtual ~TripsToPlace() = default;
    /// Origins within the limit, ascending; none for a place that cannot be used.
    virtual std::vector<Trip> to(geo::LonLat place) = 0;
};

/// How far it is from many origins to many destinations: as the crow flies, along streets, or as a
/// table of the user says. Every access measure works on what it gives.
///
///     const GeodesicCost straight;
///     const StreetCost   drive(network);
///     const CostMatrix costs = drive.matrix(homes, clinics, {.limit = 30}, diagnostics, progress);
///     const NearestCosts near = drive.nearest(homes, clinics, {}, diagnostics, progress);
///
/// matrix() wants a limit for anything larger than a county: without one every reachable pair is
/// stored. nearest() is made without the matrix and needs no limit. Both are safe to call from
/// several threads, use all cores, throw Error(Canceled) soon after a stop request, and give the
/// same result with any number of threads. Places that cannot be used are findings, once for every
/// call: hand the second call for the same places a Diagnostics of its own.
class TravelCost {
public:
    virtual ~TravelCost() = default;
    virtual CostUnit unit() const = 0;
    /// For labels, formulas and run records: "driving time by street".
    virtual std::string describe() const = 0;
    /// 1 for every origin that trips can start from: it has coordinates, a street near it, a row in
    /// the table. What is known of the others is nothing, which is not the same as out of reach.
    virtual std::vector<char> placed(const Places& origins, Direction direction) const = 0;
    virtual CostMatrix matrix(const Places& origins, const Places& destinations,
                              const CostQuery& query, Diagnostics& diagnostics,
                              const Progress& progress = {}) const = 0;
    virtual NearestCosts nearest(const Places& origins, const Places& destinations,
                                 const CostQuery& query, Diagnostics& diagnostics,
                                 const Progress& progress = {}) const = 0;
    /// Error(Usage) for a cost that knows no places but its own (a table).
    virtual std::unique_ptr<TripsToPlace> trips_to_place(const Places& origins,
                                                         const CostQuery& query) const = 0;
};

} // namespace tractwise::access
