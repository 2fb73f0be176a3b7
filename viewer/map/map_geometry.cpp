// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/map_geometry.hpp"

#include "engine/geo/plane.hpp"
#include "engine/geo/topology.hpp"
#include "engine/map/areas.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>

namespace tractwise::viewer {
namespace {

/// Leaves out the few tracts (one in fifty at most) behind a gap of more than two fifths of the way:
/// Hawaii is an archipelago, and one tract a chain of islets 1,000 miles long.
void leave_out_remote(std::vector<bool>& inside, const tract::TractSet& tracts,
                      double geo::LonLat::*axis) {
    constexpr double kGap = 0.4, kFew = 0.02;
    std::vector<std::size_t> order;
    for (std::size_t t = 0; t < tracts.size(); ++t)
        if (inside[t] && std::isfinite(tracts.centroids()[t].lon))
            order.push_back(t);
    const auto few = static_cast<std::size_t>(kFew * static_cast<double>(order.size()));
    if (few == 0)
        return;
    const auto at = [&](std::size_t i) { return tracts.centroids()[order[i]].*axis; };
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return tracts.centroids()[a].*axis < tracts.centroids()[b].*axis;
    });
    const std::size_t last = order.size() - 1;
    const double least = kGap * (at(last) - at(0));
    std::size_t first = 0, end = order.size();
    for (std::size_t i = 0; i < few; ++i) {
        if (at(i + 1) - at(i) > least)
            first = i + 1;
        if (at(last - i) - at(last - i - 1) > least)
            end = last - i;
    }
    for (std::size_t i = 0; i < order.size(); ++i)
        if (i < first || i >= end)
            inside[order[i]] = false;
}

/// The tracts that decide projection and first view: of a country those of the contiguous states,
/// else all but a remote part.
std::vector<bool> home_tracts(const tract::TractSet& tracts) {
    std::vector<bool> inside(tracts.size(), true);
    if (map::is_country(tracts)) {
        for (std::size_t t = 0; t < tracts.size(); ++t)
            inside[t] = map::kContiguous.contains(tracts.centroids()[t]);
    } else {
        leave_out_remote(inside, tracts, &geo::LonLat::lon);
        leave_out_remote(inside, tracts, &geo::LonLat::lat);
    }
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

/// Arcs in the order of MapGeometry::Level::lines.
std::vector<std::uint32_t> border_order(const geo::Topology& topology,
                                        std::span<const std::uint32_t> county,
                                        std::span<const std::uint32_t> state) {
    std::vector<std::uint32_t> arcs;
    arcs.reserve(topology.arcs());
    std::vector<bool> placed(topology.arcs(), false);
    const auto place = [&](std::uint32_t arc) {
        if (!placed[arc])
            arcs.push_back(arc);
        placed[arc] = true;
    };
    for (const auto& group : {state, county})
        for (const std::uint32_t arc : topology.borders_between(group))
            place(arc);
    for (std::uint32_t arc = 0; arc < placed.size(); ++arc)
        place(arc);
    return arcs;
}

/// The first stretch with the same group at both sides: in that order there are no others behind it.
std::size_t first_inside(const geo::LineMesh& lines, std::span<const std::uint32_t> group) {
    const auto group_at = [&](std::size_t side) {
        const std::uint32_t shape = lines.sides[side];
        return shape == geo::Topology::kOutside ? shape : group[shape];
    };
    std::size_t first = 0, last = lines.size();
    while (first < last) {
        const std::size_t middle = first + (last - first) / 2;
        if (group_at(2 * middle) != group_at(2 * middle + 1))
            first = middle + 1;
        else
            last = middle;
    }
    return first;
}

/// Of a tract on the map: all its corners, or those of its box in degrees, which hold it all but for
/// the bend of a parallel.
void add_tract(MapBox& box, const geo::PolygonSet& shapes, std::size_t t,
               const geo::EqualArea& projection, bool exactly) {
    const geo::Box degrees = shapes.box(t);
    if (degrees.empty())
        return;
    const auto add = [&](geo::LonLat p) {
        if (const geo::Point at = projection.forward(p); std::isfinite(at.x) && std::isfinite(at.y))
            box.add(at);
    };
    if (exactly || degrees.max_x - degrees.min_x > 180) { // or goes on behind the antimeridian
        for (const std::size_t ring : shapes.rings_of(t))
            for (const geo::LonLat p : shapes.ring(ring))
                add(p);
        return;
    }
    for (const double lon : {degrees.min_x, degrees.max_x})
        for (const double lat : {degrees.min_y, degrees.max_y})
            add({lon, lat});
}

constexpr std::size_t kMany = 200'000; // vertices, from which levels are worth their while
constexpr double kFinest = 50;         // meters: what the first level but one leaves out
constexpr double kLevelStep = 6; // each level leaves this many times more out than the one before

} // namespace

std::shared_ptr<const MapGeometry> MapGeometry::of(std::shared_ptr<const tract::TractSet> tracts,
                                                   bool with_triangles, const Progress& progress) {
    auto made = std::make_shared<MapGeometry>();
    const geo::PolygonSet& shapes = tracts->polygons();
    made->tracts = tracts;
    const std::vector<bool> home = home_tracts(*tracts);
    const geo::Box box = box_of_home(*tracts, home);
    made->projection = geo::EqualArea::around(box);
    progress.step("drawing the map", 0);
    made->topology_ = std::make_unique<const geo::Topology>(shapes, progress.part(0, 0.5));
    made->county_ = map::groups_of(*tracts, 5);
    made->state_ = map::groups_of(*tracts, 2);
    if (!made->county_.empty()) {
        made->counties = *std::max_element(made->county_.begin(), made->county_.end()) + 1;
        made->states = *std::max_element(made->state_.begin(), made->state_.end()) + 1;
    }
    made->border_order_ = border_order(*made->topology_, made->county_, made->state_);

    // A screen shows a county at some tens of meters a pixel and the country at some thousands: as
    // many levels as the extent asks for, the first with every vertex.
    const double extent_m = box.empty() ? 0 : (box.max_y - box.min_y) * 111'000;
    made->tolerances_ = {0};
    for (double tolerance = kFinest; tolerance * 800 < extent_m && shapes.vertex_count() > kMany;
         tolerance *= kLevelStep)
        made->tolerances_.push_back(tolerance);
    made->levels_.resize(made->tolerances_.size());
    if (with_triangles) // which take too long to be made while somebody waits for a picture
        for (std::size_t i = 0; i < made->levels_.size(); ++i) {
            const auto share = [&](std::size_t n) {
                return 0.5 + 0.4 * static_cast<double>(n) / static_cast<double>(made->levels());
            };
            made->levels_[i] = std::make_unique<const Level>(made->made_level(
                made->tolerances_[i], true, progress.part(share(i), share(i + 1))));
        }

    progress.step("drawing the map", 0.9);
    made->centroids = made->projection.forward(tracts->centroids());
    made->box = made->home = MapBox::nothing();
    const bool many = shapes.vertex_count() > kMany;
    std::vector<MapBox> boxes(tracts->size(), MapBox::nothing());
    for (std::size_t t = 0; t < boxes.size(); ++t) {
        add_tract(boxes[t], shapes, t, made->projection, !many);
        if (boxes[t].empty())
            continue;
        for (const geo::Point corner : {boxes[t].least, boxes[t].greatest}) {
            made->box.add(corner);
            if (home[t])
                made->home.add(corner);
        }
    }
    if (many)
        made->take_cells(boxes);
    return made;
}

/// The cell of a coordinate; any number outside of the range ends in the first or last.
std::size_t MapGeometry::cell_of(double at, double least, double greatest) {
    const double share = (at - least) / std::max(greatest - least, 1.0);
    return static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * static_cast<double>(kCells - 1));
}

void MapGeometry::take_cells(const std::vector<MapBox>& boxes) {
    taken_.assign(kCells * kCells, false);
    for (const MapBox& one : boxes) {
        if (one.empty())
            continue;
        const std::size_t left = cell_of(one.least.x, box.least.x, box.greatest.x),
                          right = cell_of(one.greatest.x, box.least.x, box.greatest.x),
                          foot = cell_of(one.least.y, box.least.y, box.greatest.y),
                          head = cell_of(one.greatest.y, box.least.y, box.greatest.y);
        for (std::size_t row = foot; row <= head; ++row)
            std::fill_n(taken_.begin() + static_cast<std::ptrdiff_t>(row * kCells + left),
                        right - left + 1, true);
    }
}

bool MapGeometry::may_hold_tract(geo::Point world) const {
    if (box.empty() || world.x < box.least.x || world.x > box.greatest.x || world.y < box.least.y ||
        world.y > box.greatest.y)
        return false;
    if (taken_.empty())
        return pick(world) != kNone;
    return taken_[cell_of(world.y, box.least.y, box.greatest.y) * kCells +
                  cell_of(world.x, box.least.x, box.greatest.x)];
}

MapGeometry::Level MapGeometry::made_level(double tolerance_m, bool with_triangles,
                                           const Progress& progress) const {
    Level level;
    level.tolerance_m = tolerance_m;
    std::optional<geo::LineSet> arcs;
    if (tolerance_m > 0 && with_triangles) {
        geo::Topology::Level simple = topology_->simplified(tolerance_m, progress.part(0, 0.5));
        level.fills = geo::triangulate(simple.shapes, projection, progress.part(0.5, 1));
        arcs = std::move(simple.arcs);
    } else if (tolerance_m > 0) {
        arcs = topology_->simplified_arcs(tolerance_m, progress);
    } else if (with_triangles) {
        level.fills = geo::triangulate(tracts->polygons(), projection, progress);
    }
    level.lines = geo::line_mesh(*topology_, projection,
                                 {.simplified = arcs ? &*arcs : nullptr, .arcs = border_order_});
    level.state_lines = first_inside(level.lines, state_);
    level.county_lines = first_inside(level.lines, county_);
    return level;
}

const MapGeometry::Level& MapGeometry::level(std::size_t i) const {
    if (!levels_[i])
        levels_[i] = std::make_unique<const Level>(made_level(tolerances_[i], false, {}));
    return *levels_[i];
}

const geo::PointLocator& MapGeometry::locator() const {
    std::call_once(locating_, [this] {
        locator_ = std::make_unique<const geo::PointLocator>(tracts->polygons());
    });
    return *locator_;
}

std::size_t MapGeometry::level_for(double meters_per_pixel) const {
    // Half a pixel cannot be seen.
    std::size_t level = 0;
    while (level + 1 < tolerances_.size() && tolerances_[level + 1] <= meters_per_pixel / 2)
        ++level;
    return level;
}

std::uint32_t MapGeometry::pick(geo::Point world) const {
    const geo::LonLat place = projection.inverse(world);
    return std::isnan(place.lon) ? kNone : locator().locate(place);
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
    constexpr std::size_t kFew = 2000;
    MapBox whole = MapBox::nothing();
    for (const std::uint32_t row : rows)
        add_tract(whole, tracts->polygons(), row, projection, rows.size() <= kFew);
    return whole;
}

MapBox MapGeometry::around(const std::vector<std::uint32_t>& rows) const {
    constexpr double kTimes = 3; // as wide and as high as a single tract
    MapBox whole = box_of(rows);
    if (whole.empty() || rows.size() > 1)
        return whole;
    const double x = (whole.greatest.x - whole.least.x) * (kTimes - 1) / 2,
                 y = (whole.greatest.y - whole.least.y) * (kTimes - 1) / 2;
    return {{whole.least.x - x, whole.least.y - y}, {whole.greatest.x + x, whole.greatest.y + y}};
}

} // namespace tractwise::viewer
