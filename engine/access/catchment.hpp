// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/access/cost_matrix.hpp>
#include <tractwise/access/street_network.hpp>
#include <tractwise/access/travel_cost.hpp>
#include <tractwise/core/diagnostics.hpp>
#include <tractwise/core/progress.hpp>
#include <tractwise/geo/geometry.hpp>
#include <tractwise/io/writers.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tractwise::access {

struct CatchmentOptions {
    std::vector<double> limits; ///< minutes (streets) or metres (straight); any order
    Direction direction = Direction::ToDestination;
    /// How far from a reached street the area goes: about the depth of the lots along it. For
    /// drawing only: who lives inside is decided by the travel cost of their home.
    double buffer_m = 100;
    /// Holes smaller than this are filled. The default fills slivers of 30 m square only; 10,000
    /// fills what is left inside ordinary city blocks; 0 keeps every hole.
    double min_hole_m2 = 1000;
};

/// The areas within some minutes (or metres) of facilities, and the streets in them.
///
///     const CatchmentOptions options{.limits = {10, 20, 30}};
///     const Catchments areas = catchments(network, clinics, options, diagnostics);
///     const auto layer = catchment_areas_layer(areas, clinics, &people);       // ready to write:
///     io::write_features("areas.gpkg", layer.table, layer.geometry);
///
/// Rings are nested: the area of 20 minutes holds that of 10 minutes (outlines of streets that both
/// have agree within a 30th of buffer_m). Facilities in their order, limits ascending.
struct Catchments {
    struct Area {
        std::uint32_t facility;
        double limit;
    };
    /// A stretch of a street, each part of a street once per facility. The streets of an area are
    /// those with a `limit` up to its own.
    struct Stretch {
        std::uint32_t facility;
        double limit;                    ///< the smallest that holds it
        double from_minutes, to_minutes; ///< at the ends of its line; linear between them
        std::uint32_t segment;           ///< of the network
    };
    CostUnit unit = CostUnit::Minutes;
    std::vector<Area> areas;
    geo::PolygonSet shapes; ///< one per area; empty where no street is near the facility
    std::vector<Stretch> stretches;
    geo::LineSet lines; ///< one per stretch, in the direction of its segment
};

/// Along streets. A facility that no street is near to (or farther on foot than the largest limit)
/// is a finding and has empty areas. Errors: Error(Usage) for limits that are not above 0 or a
/// buffer that is not; Error(Cancelled). The result does not depend on the number of threads. Cost:
/// one search and one outline per limit for each facility; four limits up to 30 minutes of driving
/// among 16,664 ways take under half a second a facility (catchment_test.cpp).
Catchments catchments(const StreetNetwork& network, const Places& facilities,
                      const CatchmentOptions& options, Diagnostics& diagnostics,
                      const Progress& progress = {});

/// As the crow flies: circles on the ellipsoid of so many metres. `limits` alone of the options
/// counts; there are no stretches.
Catchments straight_catchments(const Places& facilities, const CatchmentOptions& options,
                               Diagnostics& diagnostics);

/// Some of the people, counted where they live.
struct PeopleGroup {
    std::string name; ///< column: "people", "no_car_people"
    std::string description;
    std::span<const double> people; ///< per origin of the costs; NaN is nobody
};

/// How many people live within reach of each facility, and of any.
///
///     const PeopleReached reached = people_reached(costs, std::vector{10.0, 20.0}, groups);
///     reached.of(facility, 1, 0);      // people of group 0 within 20 minutes of this facility
///     reached.of_any(1, 0);            // within 20 minutes of at least one: each person once
struct PeopleReached {
    std::vector<double> limits;                   ///< ascending, each once
    std::vector<std::string> names, descriptions; ///< of the groups
    std::size_t facilities = 0;
    std::vector<double> each;  ///< facility by facility, limit by limit, group by group
    std::vector<double> any;   ///< limit by limit, group by group
    std::vector<double> total; ///< per group: everybody, reached or not

    double of(std::size_t facility, std::size_t limit, std::size_t group) const {
        return each[(facility * limits.size() + limit) * names.size() + group];
    }
    double of_any(std::size_t limit, std::size_t group) const {
        return any[limit * names.size() + group];
    }
};

/// From travel costs, never from areas: a home across a river from a street is not reached by it. A
/// cost exactly at the limit is within. Errors: Error(Usage) where the matrix ends before the
/// largest limit, or a limit is not above 0; Error(Input) where people are fewer or more than the
/// origins, or below 0. Cost: one pass over the pairs.
PeopleReached people_reached(const CostMatrix& costs, std::span<const double> limits,
                             std::span<const PeopleGroup> groups);

/// A table with its shapes, for io::write_features. It points into the Catchments it was made from.
struct CatchmentLayer {
    io::OutTable table;
    io::OutGeometry geometry;
};

/// One row an area: id ("clinic_7_20min"), facility, limit_min or limit_m, area_km2, and where
/// given the people of each group. `people` must have the same facilities and limits
/// (Error(Internal)).
CatchmentLayer catchment_areas_layer(const Catchments& catchments, const Places& facilities,
                                     const PeopleReached* people = nullptr);
/// One row a stretch: id, facility, limit_min, from_min, to_min, street, class.
CatchmentLayer catchment_streets_layer(const Catchments& catchments, const StreetNetwork& network,
                                       const Places& facilities);

} // namespace tractwise::access
