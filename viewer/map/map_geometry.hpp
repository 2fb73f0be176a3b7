// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/camera.hpp"

#include "engine/core/progress.hpp"
#include "engine/geo/equal_area.hpp"
#include "engine/geo/line_mesh.hpp"
#include "engine/geo/point_locator.hpp"
#include "engine/geo/triangulate.hpp"
#include "engine/tract/tract_set.hpp"

#include <memory>
#include <vector>

namespace tractwise::viewer {

/// Tracts ready to be drawn and picked: made once for a set of tracts, off the window's thread.
///
///     const auto geometry = MapGeometry::of(tracts, progress);
///     geometry->levels[geometry->level_for(camera.meters_per_pixel)].fills;
///     geometry->pick(world);                  // the tract under the cursor
///
/// Coordinates are meters of `projection`, whose center is that of the tracts.
struct MapGeometry {
    static constexpr std::uint32_t kNone = geo::PointLocator::kOutside;

    /// One degree of detail: what `tolerance_m` leaves of the shapes.
    struct Level {
        double tolerance_m = 0;
        geo::TriangleMesh fills;
        geo::LineMesh tract_lines;  ///< every border once, with the tracts at its sides
        geo::LineMesh county_lines; ///< dissolved: borders between counties and to the outside
        geo::LineMesh state_lines;
    };

    std::shared_ptr<const tract::TractSet> tracts;
    geo::EqualArea projection = geo::EqualArea::around({});
    std::vector<Level> levels; ///< from full detail to coarse
    std::vector<geo::Point> centroids;
    std::vector<MapBox> boxes; ///< per tract
    MapBox box;
    /// What is shown first: everything, or the contiguous states where most tracts lie in them and
    /// some beyond (Alaska, Hawaii, the territories would make the map a speck in an ocean).
    MapBox home;
    std::size_t counties = 1, states = 1;
    std::unique_ptr<const geo::PointLocator> locator;

    static std::shared_ptr<const MapGeometry> of(std::shared_ptr<const tract::TractSet> tracts,
                                                 const Progress& progress);

    /// The coarsest level that still looks exact at this scale.
    std::size_t level_for(double meters_per_pixel) const;
    std::uint32_t pick(geo::Point world) const; ///< kNone outside
    /// Tracts whose centroid lies in the box, polygon or circle, ascending.
    std::vector<std::uint32_t> in_box(const MapBox& wanted) const;
    std::vector<std::uint32_t> in_polygon(const std::vector<geo::Point>& polygon) const;
    std::vector<std::uint32_t> in_circle(geo::Point center, double radius_m) const;
    MapBox box_of(const std::vector<std::uint32_t>& rows) const;
};

} // namespace tractwise::viewer
