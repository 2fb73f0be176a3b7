// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/map_geometry.hpp"

#include "engine/geo/plane.hpp"
#include "engine/geo/topology.hpp"
#include "engine/map/areas.hpp"

#include <algorithm>
#include <cmath>

namespace tractwise::viewer {
namespace {

/// The tracts that decide projection and first view: of a country those of the contiguous states,
/// else all.
std::vector<bool> home_tracts(const tract::TractSet& tracts) {
    std::vector<bool> inside(tracts.size(), true);
    if (map::is_country(tracts))
        for (std::size_t t = 0; t < tracts.size(); ++t)
            inside[t] = map::kContiguous.contains(tracts.centroids()[t]);
    return inside;
}

geo::Box box_of_home(const tract::TractSet& tracts, const std::vector<bool>& home) {
    if (std::find(home.begin(), home.end(), false) == home.end())
        return geo::turned_box(tracts.polygons());
    geo::Box box;
    for (std::size_t t = 0; t < tracts.size(); ++t)
        if (home[t])
            box.add(tracts.polygons().box(t));
    return box;
}

constexpr double kLevelStep = 6; // each level leaves this many times more out than the one before

} // namespace

std::shared_ptr<const MapGeometry> MapGeometry::of(std::shared_ptr<const tract::TractSet> tracts,
                                                   const Progress& progress) {
    auto made = std::make_shared<MapGeometry>();
    const geo::PolygonSet& shapes = tracts->polygons();
    made->tracts = tracts;
    const std::vector<bool> home = home_tracts(*tracts);
    const geo::Box box = box_of_home(*tracts, home);
    made->projection = geo::EqualArea::around(box);
    progress.step("drawing the map", 0);
    const geo::Topology topology(shapes, progress.part(0, 0.2));
    const std::vector<std::uint32_t> county = map::groups_of(*tracts, 5),
                                     state = map::groups_of(*tracts, 2);
    const auto counties = topology.borders_between(county);
    const auto states = topology.borders_between(state);
    if (!county.empty()) {
        made->counties = *std::max_element(county.begin(), county.end()) + 1;
        made->states = *std::max_element(state.begin(), state.end()) + 1;
    }

    // A screen shows a county at some tens of meters a pixel and the country at some thousands: as
    // many levels as the extent asks for, the first with every vertex.
    const double extent_m = box.empty() ? 0 : (box.max_y - box.min_y) * 111'000;
    std::vector<double> tolerances = {0};
    for (double tolerance = 15; tolerance * 800 < extent_m && shapes.vertex_count() > 200'000;
         tolerance *= kLevelStep)
        tolerances.push_back(tolerance);
    for (std::size_t i = 0; i < tolerances.size(); ++i) {
        const auto share = [&](std::size_t n) {
            return 0.2 + 0.7 * static_cast<double>(n) / static_cast<double>(tolerances.size());
        };
        const Progress own = progress.part(share(i), share(i + 1));
        own.step("drawing the map", 0);
        Level level;
        level.tolerance_m = tolerances[i];
        if (i == 0) {
            level.fills = geo::triangulate(shapes, made->projection, own);
            level.tract_lines = geo::line_mesh(topology, made->projection);
            level.county_lines = geo::line_mesh(topology, made->projection, {.arcs = counties});
            level.state_lines = geo::line_mesh(topology, made->projection, {.arcs = states});
        } else {
            const geo::Topology::Level simple =
                topology.simplified(tolerances[i], own.part(0, 0.5));
            level.fills = geo::triangulate(simple.shapes, made->projection, own.part(0.5, 1));
            level.tract_lines = geo::line_mesh(topology, made->projection, {.level = &simple});
            level.county_lines =
                geo::line_mesh(topology, made->projection, {.level = &simple, .arcs = counties});
            level.state_lines =
                geo::line_mesh(topology, made->projection, {.level = &simple, .arcs = states});
        }
        made->levels.push_back(std::move(level));
    }

    progress.step("drawing the map", 0.9);
    made->centroids = made->projection.forward(tracts->centroids());
    made->boxes.assign(tracts->size(), MapBox::nothing());
    made->box = made->home = MapBox::nothing();
    const geo::TriangleMesh& full = made->levels.front().fills;
    for (std::size_t v = 0; v < full.shape.size(); ++v) {
        const geo::Point p{full.xy[2 * v], full.xy[2 * v + 1]};
        made->boxes[full.shape[v]].add(p);
        made->box.add(p);
        if (home[full.shape[v]])
            made->home.add(p);
    }
    made->locator = std::make_unique<const geo::PointLocator>(shapes);
    return made;
}

std::size_t MapGeometry::level_for(double meters_per_pixel) const {
    // Half a pixel cannot be seen.
    std::size_t level = 0;
    while (level + 1 < levels.size() && levels[level + 1].tolerance_m <= meters_per_pixel / 2)
        ++level;
    return level;
}

std::uint32_t MapGeometry::pick(geo::Point world) const {
    const geo::LonLat place = projection.inverse(world);
    return std::isnan(place.lon) ? kNone : locator->locate(place);
}

std::vector<std::uint32_t> MapGeometry::in_box(const MapBox& wanted) const {
    std::vector<std::uint32_t> rows;
    for (std::size_t t = 0; t < centroids.size(); ++t) {
        const geo::Point p = centroids[t];
        if (p.x >= wanted.least.x && p.x <= wanted.greatest.x && p.y >= wanted.least.y &&
            p.y <= wanted.greatest.y)
            rows.push_back(static_cast<std::uint32_t>(t));
    }
    return rows;
}

std::vector<std::uint32_t> MapGeometry::in_polygon(const std::vector<geo::Point>& polygon) const {
    MapBox around = MapBox::nothing();
    for (const geo::Point& p : polygon)
        around.add(p);
    std::vector<std::uint32_t> rows = in_box(around);
    std::erase_if(rows, [&](std::uint32_t t) { return !geo::contains(polygon, centroids[t]); });
    return rows;
}

std::vector<std::uint32_t> MapGeometry::in_circle(geo::Point center, double radius_m) const {
    std::vector<std::uint32_t> rows;
    for (std::size_t t = 0; t < centroids.size(); ++t)
        if (std::hypot(centroids[t].x - center.x, centroids[t].y - center.y) <= radius_m)
            rows.push_back(static_cast<std::uint32_t>(t));
    return rows;
}

MapBox MapGeometry::box_of(const std::vector<std::uint32_t>& rows) const {
    MapBox whole = MapBox::nothing();
    for (const std::uint32_t row : rows) {
        if (boxes[row].empty())
            continue;
        whole.add(boxes[row].least);
        whole.add(boxes[row].greatest);
    }
    return whole;
}

} // namespace tractwise::viewer
