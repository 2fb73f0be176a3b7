// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/camera.hpp"

#include "engine/core/progress.hpp"
#include "engine/geo/equal_area.hpp"
#include "engine/geo/line_mesh.hpp"
#include "engine/geo/point_locator.hpp"
#include "engine/geo/topology.hpp"
#include "engine/geo/triangulate.hpp"
#include "engine/tract/tract_set.hpp"

#include <memory>
#include <mutex>
#include <vector>

namespace tractwise::viewer {

/// Tracts ready to be drawn and picked: made once for a set of tracts, off the window's thread.
///
///     const auto geometry = MapGeometry::of(tracts, surface.needs_triangles(), progress);
///     geometry->level(geometry->level_for(camera.meters_per_pixel)).lines;
///     geometry->pick(world);                  // the tract under the cursor
///
/// Coordinates are meters of `projection`, whose center is that of the tracts. What a study may never
/// ask for is made when it is first asked for: a level without triangles (0.05 s for 41,000 tracts),
/// the index that pick() looks into (0.05 s), boxes of tracts.
class MapGeometry {
public:
    static constexpr std::uint32_t kNone = geo::PointLocator::kOutside;

    /// One degree of detail: what `tolerance_m` leaves of the shapes.
    struct Level {
        double tolerance_m = 0;
        /// Every border once, with the tracts at its sides: first those between states and to the
        /// outside, then those between counties of a state, then all others.
        geo::LineMesh lines;
        std::size_t state_lines = 0;  ///< how many of `lines` bound a state
        std::size_t county_lines = 0; ///< how many bound a county, states included
        geo::TriangleMesh fills;      ///< empty where nobody needs triangles
    };

    std::shared_ptr<const tract::TractSet> tracts;
    geo::EqualArea projection = geo::EqualArea::around({});
    std::vector<geo::Point> centroids;
    MapBox box;
    /// What is shown first: everything, or the contiguous states where most tracts lie in them and
    /// some beyond (Alaska, Hawaii, the territories would make the map a speck in an ocean).
    MapBox home;
    std::size_t counties = 1, states = 1;

    static std::shared_ptr<const MapGeometry> of(std::shared_ptr<const tract::TractSet> tracts,
                                                 bool with_triangles, const Progress& progress);

    std::size_t levels() const { return levels_.size(); } ///< from full detail to coarse
    const Level& level(std::size_t i) const;              ///< for one thread at a time
    /// The coarsest level that still looks exact at this scale.
    std::size_t level_for(double meters_per_pixel) const;
    const Level& level_at(double meters_per_pixel) const {
        return level(level_for(meters_per_pixel));
    }

    const geo::PointLocator& locator() const;   ///< from any thread
    std::uint32_t pick(geo::Point world) const; ///< kNone outside
    /// Whether a tract lies there, or may: of very many tracts their boxes are asked, for which no
    /// index has to be made.
    bool may_hold_tract(geo::Point world) const;
    /// Tracts whose centroid lies in the box, polygon or circle, ascending.
    std::vector<std::uint32_t> in_box(const MapBox& wanted) const;
    std::vector<std::uint32_t> in_polygon(const std::vector<geo::Point>& polygon) const;
    std::vector<std::uint32_t> in_circle(geo::Point center, double radius_m) const;
    MapBox box_of(const std::vector<std::uint32_t>& rows) const;
    /// The same with what lies around: of a single tract also its neighborhood, so that it is seen
    /// where it lies.
    MapBox around(const std::vector<std::uint32_t>& rows) const;

private:
    static constexpr std::size_t kCells = 512; ///< across and up
    static std::size_t cell_of(double at, double least, double greatest);
    void take_cells(const std::vector<MapBox>& boxes);
    Level made_level(double tolerance_m, bool with_triangles, const Progress& progress) const;

    std::unique_ptr<const geo::Topology> topology_;
    std::vector<std::uint32_t> border_order_;   ///< arcs, in the order of Level::lines
    std::vector<std::uint32_t> county_, state_; ///< of each tract
    std::vector<double> tolerances_;
    mutable std::vector<std::unique_ptr<const Level>> levels_; ///< null: not asked for yet
    mutable std::once_flag locating_;
    mutable std::unique_ptr<const geo::PointLocator> locator_;
    std::vector<bool>
        taken_; ///< cells of `box`, row by row, that boxes of tracts reach; of few: none
};

} // namespace tractwise::viewer
