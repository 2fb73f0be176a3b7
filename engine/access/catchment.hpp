// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/access/street_network.hpp"
#include "engine/access/travel_cost.hpp"
#include "engine/core/diagnostics.hpp"
#include "engine/core/progress.hpp"
#include "engine/geo/geometry.hpp"

#include <cstdint>
#include <vector>

namespace tractwise::access {

struct CatchmentOptions {
    std::vector<double> limits; ///< minutes (streets) or meters (straight); any order
    Direction direction = Direction::ToDestination;
    /// How far from a reached street the area goes: about the depth of the lots along it. For
    /// drawing only: who lives inside is decided by the travel cost of their home.
    double buffer_m = 100;
    /// Holes smaller than this are filled. The default fills slivers of 30 m square only; 10,000
    /// fills what is left inside ordinary city blocks; 0 keeps every hole.
    double min_hole_m2 = 1000;
};

/// The areas within some minutes (or meters) of facilities, and the streets in them.
///
///     const CatchmentOptions options{.limits = {10, 20, 30}};
///     Catchments made = catchments(network, clinics, options, diagnostics);
///     add_together(made, clinics, options);       // and what they cover together
///     for (const Catchments::Area& area : made.areas)
///         print(area.facility, area.limit, area.km2);
///
/// Rings are nested: the area of 20 minutes holds that of 10 minutes (outlines of streets that both
/// have agree within a 30th of buffer_m). Facilities in their order, limits ascending.
/// catchment_layers.hpp makes tables of them, people_reached.hpp counts who lives within.
struct Catchments {
    struct Area {
        static constexpr std::uint32_t kTogether = 0xffffffffU;
        std::uint32_t facility; ///< kTogether: all of them
        double limit;           ///< minutes or meters
        double km2;             ///< on the ellipsoid; 0 where the shape is empty
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
/// buffer that is not; Error(Canceled). The result does not depend on the number of threads. Cost:
/// one search and one outline per limit for each facility; four limits up to 30 minutes of driving
/// among 16,664 ways take under half a second a facility (catchment_test.cpp).
Catchments catchments(const StreetNetwork& network, const Places& facilities,
                      const CatchmentOptions& options, Diagnostics& diagnostics,
                      const Progress& progress = {});

/// As the crow flies: circles on the ellipsoid of so many meters. `limits` alone of the options
/// counts; there are no stretches.
Catchments straight_catchments(const Places& facilities, const CatchmentOptions& options,
                               Diagnostics& diagnostics);

/// What the facilities cover together: one more area for each limit, behind the others, with
/// `facility` Area::kTogether. What several of them reach counts once.
///
///     Catchments two = straight_catchments(clinics, {.limits = {1000}}, diagnostics);
///     add_together(two, clinics, {.limits = {1000}});
///     two.areas[2].km2;       // 3.14 each, 4 km apart: 6.28; at one place: 3.14
///
/// `facilities` and `options` as the catchments were made with. Of one facility with a place it is
/// its own area; of several the outline is drawn again around all their streets or circles
/// (geo::buffer: within 3 % of buffer_m; a circle loses 1.2 % of its area to the grid), holes
/// filled as in the options. Facilities without a place add nothing; empty where none has one.
/// Errors: Error(Canceled). Cost: about that of one catchment of all the streets, for each limit.
void add_together(Catchments& catchments, const Places& facilities, const CatchmentOptions& options,
                  const Progress& progress = {});

} // namespace tractwise::access
