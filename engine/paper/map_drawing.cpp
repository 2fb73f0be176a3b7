// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/map_drawing.hpp"

#include "engine/paper/fonts.hpp"
#include "engine/paper/ink.hpp"
#include "engine/paper/legend_table.hpp"
#include "engine/paper/measures.hpp"

#include "engine/core/numbers.hpp"
#include "engine/map/areas.hpp"
#include "engine/map/labels.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::paper {
namespace {

constexpr double kFinest = 0.12; // points: a dot of a printer with 600 dots per inch
constexpr Rgb kBorder{105, 105, 105}, kCounty{64, 64, 64}, kWater{190, 212, 230},
    kStreet{128, 128, 128}, kStopFill{13, 106, 115};

bool outside(const Frame& frame, std::span<const Spot> spots) {
    double left = kInfinity, top = kInfinity, right = -kInfinity, bottom = -kInfinity;
    for (const Spot& spot : spots) {
        left = std::min(left, spot.x);
        right = std::max(right, spot.x);
        top = std::min(top, spot.y);
        bottom = std::max(bottom, spot.y);
    }
    return !(left <= frame.right && right >= frame.left && top <= frame.bottom &&
             bottom >= frame.top);
}

class Drawer {
public:
    Drawer(const MapParts& parts, const Terrain& terrain, const Ground& ground,
           const Placing& placing)
        : parts_(parts), terrain_(terrain), ground_(ground), placing_(placing) {
        group_.clip = placing.frame();
    }

    Group draw(const Progress& progress) {
        const geo::Topology::Level level =
            terrain_.topology.simplified(kFinest / placing_.points_per_meter(), progress);
        tracts(level.shapes);
        if (parts_.overlays != nullptr && parts_.style.show_water)
            water();
        // Borders of a sea of small tracts are finer, so that colors are still seen.
        const double each = std::sqrt(ground_.width() * ground_.height() /
                                      static_cast<double>(ground_.rows.size())) *
                            placing_.points_per_meter();
        if (parts_.style.show_tract_lines)
            lines(level.arcs, nullptr, {kBorder, std::clamp(each / 40, 0.06, 0.35), 0.7});
        if (parts_.overlays != nullptr && parts_.style.show_streets)
            streets();
        if (parts_.style.show_county_lines) {
            const bool many = terrain_.tracts.counties().size() > 1;
            lines(level.arcs, &terrain_.counties,
                  {kCounty, std::clamp(each / 12, 0.15, many ? 0.8 : 1.0), 1});
            if (many)
                lines(level.arcs, &terrain_.states, {kInk, std::clamp(each / 6, 0.4, 1.2), 1});
        }
        highlight(level.arcs);
        marks();
        places();
        names();
        stops();
        return std::move(group_);
    }

private:
    Outline ring_outline(const geo::PolygonSet& shapes, std::size_t row) const {
        Outline outline;
        for (const std::size_t ring : shapes.rings_of(row)) {
            outline.begin();
            std::span<const geo::LonLat> places = shapes.ring(ring);
            for (const geo::LonLat& place : places.first(places.size() - 1)) // closed by the shape
                outline.add(placing_.at(place));
        }
        return outline;
    }

    void tracts(const geo::PolygonSet& shapes) {
        for (const std::uint32_t row : ground_.rows) {
            Shape shape;
            shape.outline = ring_outline(shapes, row);
            if (shape.outline.empty())
                continue;
            const map::Pattern pattern = parts_.scene.pattern[row];
            const Rgb fill =
                pattern == map::Pattern::NoData ? map::kNoDataFill : parts_.scene.fill[row];
            shape.fill = is_quiet(row) ? quieter(fill) : fill;
            // A rim of its own color: else white shines through between neighbors.
            shape.line = Line{*shape.fill, 0.25, 1};
            if (pattern == map::Pattern::NoData)
                hatched_.push_back(hatched(shape, row, map::kNoDataLines));
            else if (pattern == map::Pattern::Unreliable)
                hatched_.push_back(hatched(shape, row, map::kUnreliableLines));
            group_.add({std::move(shape)});
        }
        for (Shape& shape : hatched_) // over the rims of all
            group_.add({std::move(shape)});
    }

    Shape hatched(const Shape& shape, std::uint32_t row, Rgb color) const {
        Shape over;
        over.outline = shape.outline;
        over.hatch = Hatch{.color = is_quiet(row) ? quieter(color) : color};
        return over;
    }

    /// Outside the area that is highlighted.
    bool is_quiet(std::uint32_t row) const {
        return !parts_.highlight.empty() &&
               !std::binary_search(parts_.highlight.begin(), parts_.highlight.end(), row);
    }

    static Rgb quieter(Rgb color) {
        constexpr double kKept = 0.5; // the rest is white
        const auto channel = [](std::uint8_t c) {
            return static_cast<std::uint8_t>(std::lround(255 - kKept * (255 - c)));
        };
        return {channel(color.r), channel(color.g), channel(color.b)};
    }

    /// A white line under a dark one is seen on every color.
    void highlight(const geo::LineSet& arcs) {
        if (parts_.highlight.empty())
            return;
        std::vector<std::uint32_t> group(terrain_.tracts.size(), geo::Topology::kOutside);
        for (const std::uint32_t row : parts_.highlight)
            group[row] = 0;
        const std::vector<std::uint32_t> around = terrain_.topology.borders_between(group);
        lines(arcs, &around, {kWhite, 4, 0.9});
        lines(arcs, &around, {kInk, 2, 1});
    }

    void lines(const geo::LineSet& arcs, const std::vector<std::uint32_t>* only, Line line) {
        Shape shape;
        shape.closed = false;
        shape.line = line;
        const auto add = [&](std::size_t arc) {
            std::vector<Spot> spots;
            for (const geo::LonLat& place : arcs.line(arc))
                spots.push_back(placing_.at(place));
            if (outside(placing_.frame(), spots))
                return;
            shape.outline.begin();
            for (const Spot& spot : spots)
                shape.outline.add(spot);
        };
        if (only == nullptr)
            for (std::size_t arc = 0; arc < arcs.size(); ++arc)
                add(arc);
        else
            for (const std::uint32_t arc : *only)
                add(arc);
        if (!shape.outline.empty())
            group_.add({std::move(shape)});
    }

    void water() {
        const geo::PolygonSet& shapes = parts_.overlays->water;
        for (std::size_t s = 0; s < shapes.size(); ++s) {
            Shape shape;
            shape.outline = ring_outline(shapes, s);
            if (shape.outline.empty() || outside(placing_.frame(), shape.outline.spots()))
                continue;
            shape.fill = kWater;
            group_.add({std::move(shape)});
        }
    }

    void streets() {
        // Lanes only where they do not cover the ground.
        const double points_per_km = placing_.points_per_meter() * 1000;
        struct Look {
            double width, from;
        };
        constexpr Look looks[] = {{0.9, 0}, {0.55, 4}, {0.35, 15}, {0.2, 60}};
        for (std::size_t rank = std::size(looks); rank-- > 0;) {
            if (points_per_km < looks[rank].from)
                continue;
            Shape shape;
            shape.closed = false;
            shape.line = Line{kStreet, looks[rank].width, 0.55};
            const geo::LineSet& lines = parts_.overlays->streets[rank];
            for (std::size_t i = 0; i < lines.size(); ++i) {
                std::vector<Spot> spots;
                const std::span<const geo::LonLat> bends = lines.line(i);
                for (std::size_t b = 0; b < bends.size(); ++b) {
                    const Spot spot = placing_.at(bends[b]);
                    if (b > 0 && b + 1 < bends.size() &&
                        std::hypot(spot.x - spots.back().x, spot.y - spots.back().y) < 3 * kFinest)
                        continue;
                    spots.push_back(spot);
                }
                if (outside(placing_.frame(), spots))
                    continue;
                shape.outline.begin();
                for (const Spot& spot : spots)
                    shape.outline.add(spot);
            }
            if (!shape.outline.empty())
                group_.add({std::move(shape)});
        }
    }

    bool inside(Spot spot, double room) const {
        const Frame& frame = placing_.frame();
        return spot.x >= frame.left + room && spot.x <= frame.right - room &&
               spot.y >= frame.top + room && spot.y <= frame.bottom - room;
    }

    void places() {
        if (parts_.overlays == nullptr)
            return;
        // Those that matter most are painted last, over the others.
        const std::vector<map::PointOverlay>& overlays = parts_.overlays->points;
        for (std::size_t o = overlays.size(); o-- > 0;) {
            const map::PointOverlay& points = overlays[o];
            if (!points.shown(parts_.style))
                continue;
            const double radius = symbol_radius(points.place.size());
            for (const geo::LonLat& place : points.place) {
                const Spot spot = placing_.at(place);
                if (!inside(spot, 0))
                    continue;
                group_.add({symbol_shape(points.symbol, points.counted, spot, radius)});
                taken_.push_back(box_around(spot, radius));
            }
        }
    }

    void marks() {
        std::vector<bool> own(terrain_.tracts.size(), false);
        for (const std::uint32_t row : ground_.rows)
            own[row] = true;
        for (const Mark& mark : parts_.marks) {
            const Spot spot = placing_.at(mark.place);
            if (!own[mark.row] || !inside(spot, -mark.radius))
                continue;
            group_.add({Disc{spot, mark.radius, mark.fill, mark.opacity, mark.rim}});
        }
    }

    static map::LabelBox box_around(Spot spot, double radius) {
        return {spot.x - radius, spot.y - radius, spot.x + radius, spot.y + radius};
    }

    void names() {
        if (parts_.stops != nullptr)
            for (const PageStop& stop : parts_.stops->stops)
                taken_.push_back(box_around(placing_.at(stop.place), kStopRadius + 1));
        if (parts_.keep_clear)
            taken_.push_back({parts_.keep_clear->left, parts_.keep_clear->top,
                              parts_.keep_clear->right, parts_.keep_clear->bottom});
        if (!parts_.names || !parts_.style.show_labels)
            return;
        constexpr double kSize = 7.5, kHeight = kSize * 1.25;
        std::vector<map::LabelRequest> requests;
        std::vector<Words> words;
        const auto ask = [&](const std::string& name, Spot spot, double priority, bool centered) {
            if (name.empty() || !inside(spot, 0))
                return;
            const bool bold = centered;
            requests.push_back({.x = spot.x,
                                .y = spot.y,
                                .width = width_of(name, kSize, bold) + 3,
                                .height = kHeight,
                                .priority = priority,
                                .gap = centered ? 0.0 : 2,
                                .centered = centered});
            words.push_back({.at = {},
                             .text = name,
                             .size = kSize,
                             .bold = bold,
                             .color = kInk,
                             .anchor = Anchor::Start,
                             .halo = kWhite});
        };
        constexpr double kCountiesFirst = 1e12;
        const std::vector<tract::County>& counties = terrain_.tracts.counties();
        if (counties.size() > 1 && counties.size() <= kMostCountyNames)
            for (const tract::County& county : counties)
                ask(county.name, middle_of(county), kCountiesFirst, true);
        if (parts_.overlays != nullptr)
            for (const map::PlaceName& place : parts_.overlays->places)
                ask(place.name, placing_.at(place.place), place.people, false);
        const Frame& frame = placing_.frame();
        const map::LabelBox room{frame.left + 1, frame.top + 1, frame.right - 1, frame.bottom - 1};
        for (const map::PlacedLabel& label : map::place_labels(requests, room, taken_)) {
            Words& name = words[label.request];
            name.at = {label.x + 1.5, label.y + kSize};
            if (!requests[label.request].centered) // a dot says where it is
                group_.add({dot(Spot{requests[label.request].x, requests[label.request].y})});
            group_.add({std::move(name)});
        }
    }

    static Shape dot(Spot at) {
        Shape shape = symbol_shape(map::Symbol::Candidate, true, at, 1.4);
        shape.fill = kInk;
        shape.line = Line{kWhite, 0.4, 1};
        return shape;
    }

    /// Of its tracts, by their land: a name stands where the county is.
    Spot middle_of(const tract::County& county) const {
        double x = 0, y = 0, area = 0;
        for (std::size_t t = county.first; t < county.last; ++t) {
            const double own = terrain_.tracts.land_area_m2(t);
            const geo::Point p = placing_.projection().forward(terrain_.tracts.centroids()[t]);
            if (!(own > 0) || !std::isfinite(p.x))
                continue;
            x += own * p.x;
            y += own * p.y;
            area += own;
        }
        return area > 0 ? placing_.at(geo::Point{x / area, y / area}) : Spot{kNaN, kNaN};
    }

    void stops() {
        if (parts_.stops == nullptr)
            return;
        const std::vector<PageStop>& stops = parts_.stops->stops;
        for (std::size_t i = stops.size(); i-- > 0;) // the first ones over the others
            add_stop(group_, placing_.at(stops[i].place), stops[i].number, kStopRadius);
    }

    static constexpr std::size_t kMostCountyNames = 150;

    const MapParts& parts_;
    const Terrain& terrain_;
    const Ground& ground_;
    const Placing& placing_;
    Group group_;
    std::vector<Shape> hatched_;
    std::vector<map::LabelBox> taken_;
};

} // namespace

Terrain::Terrain(const tract::TractSet& set, const Progress& progress)
    : tracts(set), topology(set.polygons(), progress),
      counties(topology.borders_between(map::groups_of(set, 5))),
      states(topology.borders_between(map::groups_of(set, 2))), grounds(grounds_of(set)) {}

Group map_drawing(const MapParts& parts, const Terrain& terrain, const Ground& ground,
                  const Placing& placing, const Progress& progress) {
    return Drawer(parts, terrain, ground, placing).draw(progress);
}

Shape symbol_shape(map::Symbol symbol, bool counted, Spot at, double radius) {
    const map::SymbolShape& look = map::shape_of(symbol);
    Shape shape;
    shape.outline.begin();
    for (const map::SymbolPoint& point : look.outline)
        shape.outline.add(
            {at.x + radius * look.size * point.x, at.y + radius * look.size * point.y});
    shape.fill = counted ? look.fill : kWhite;
    // A rim around the smallest ones would be all that is seen of them.
    constexpr double kRimFrom = 1.5;
    if (radius > kRimFrom || !counted)
        shape.line = Line{counted ? look.line : look.fill, std::min(radius * 0.16, 0.5), 1};
    return shape;
}

void add_stop(Group& group, Spot at, std::size_t number, double radius) {
    group.add({Disc{at, radius, kStopFill, 1, Line{kWhite, 1.2, 1}}});
    const double size = radius * (number < 100 ? 1.25 : 0.9);
    group.add({Words{.at = {at.x, at.y + size * 0.36},
                     .text = fmt::format("{}", number),
                     .size = size,
                     .bold = true,
                     .color = kWhite,
                     .anchor = Anchor::Middle,
                     .halo = std::nullopt}});
}

double symbol_radius(std::size_t count) {
    return count > 1000 ? 1.2 : count > 300 ? 1.7 : count > 80 ? 2.5 : 3.4;
}

} // namespace tractwise::paper
