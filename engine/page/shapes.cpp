// SPDX-License-Identifier: Apache-2.0
#include "engine/page/shapes.hpp"

#include "engine/map/areas.hpp"

#include <algorithm>
#include <cmath>

namespace tractwise::page {
namespace {

/// What is left out of a border lies nearer to it than so many units: less than a pixel on a screen
/// that shows the map eight times enlarged.
constexpr double kTolerance = 2;
/// Motorways and main roads; smaller ones would cover the colors.
constexpr std::size_t kStreetRanks = 2;

/// [x, y, dx, dy, ...] without steps of no length; two points at least.
Json steps(const Sheet& sheet, std::span<const geo::LonLat> line) {
    Json list = Json::array();
    Sheet::Spot last;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const Sheet::Spot spot = sheet.at(line[i]);
        if (i > 0 && spot == last && !(i + 1 == line.size() && list.size() == 2))
            continue;
        list.push_back(i == 0 ? spot.x : spot.x - last.x);
        list.push_back(i == 0 ? spot.y : spot.y - last.y);
        last = spot;
    }
    return list;
}

Json borders(const Sheet& sheet, const geo::LineSet& lines) {
    Json list = Json::array();
    for (std::size_t i = 0; i < lines.size(); ++i)
        list.push_back(steps(sheet, lines.line(i)));
    return list;
}

/// The rings of every tract; a border that the ring walks backwards is ~i, as in TopoJSON.
Json rings(const geo::PolygonSet& shapes, const geo::Topology& topology) {
    Json list = Json::array();
    for (std::size_t s = 0; s < shapes.size(); ++s) {
        Json of_tract = Json::array();
        for (const std::size_t ring : shapes.rings_of(s)) {
            Json pieces = Json::array();
            for (const std::uint32_t piece : topology.pieces(ring)) {
                const auto arc = static_cast<int>(piece / 2);
                pieces.push_back(piece % 2 == 0 ? arc : ~arc);
            }
            of_tract.push_back(std::move(pieces));
        }
        list.push_back(std::move(of_tract));
    }
    return list;
}

Json middles(const Sheet& sheet, const tract::TractSet& tracts) {
    Json list = Json::array();
    for (const geo::LonLat& middle : tracts.centroids()) {
        const bool known = geo::on_earth(middle);
        const Sheet::Spot spot = known ? sheet.at(middle) : Sheet::Spot{};
        list.push_back(known ? Json{spot.x, spot.y} : Json(nullptr));
    }
    return list;
}

Json water(const Sheet& sheet, const geo::PolygonSet& water, const Progress& progress) {
    Json list = Json::array();
    if (water.size() == 0)
        return list;
    const geo::PolygonSet shapes =
        geo::Topology(water, progress).simplified(kTolerance * sheet.meters(), progress).shapes;
    for (std::size_t s = 0; s < shapes.size(); ++s)
        for (const std::size_t ring : shapes.rings_of(s))
            list.push_back(steps(sheet, shapes.ring(ring)));
    return list;
}

/// Bends nearer than this to the last one are left out of streets.
constexpr int kShortest = 8;

Json streets(const Sheet& sheet, const map::Overlays& overlays) {
    Json ranks = Json::array();
    for (std::size_t rank = 0; rank < kStreetRanks; ++rank) {
        Json list = Json::array();
        const geo::LineSet& lines = overlays.streets[rank];
        for (std::size_t i = 0; i < lines.size(); ++i) {
            std::vector<geo::LonLat> kept;
            const std::span<const geo::LonLat> bends = lines.line(i);
            bool inside = false;
            for (std::size_t b = 0; b < bends.size(); ++b) {
                const Sheet::Spot spot = sheet.at(bends[b]);
                inside = inside || sheet.holds(spot);
                if (b > 0 && b + 1 < bends.size()) {
                    const Sheet::Spot last = sheet.at(kept.back());
                    if (std::abs(spot.x - last.x) + std::abs(spot.y - last.y) < kShortest)
                        continue;
                }
                kept.push_back(bends[b]);
            }
            if (inside)
                list.push_back(steps(sheet, kept));
        }
        ranks.push_back(std::move(list));
    }
    return ranks;
}

} // namespace

Sheet::Sheet(const tract::TractSet& tracts)
    : projection_(geo::EqualArea::around(geo::turned_box(tracts.polygons()))) {
    double east = -kInfinity, south = kInfinity;
    west_ = kInfinity;
    north_ = -kInfinity;
    for (const geo::Point& p : projection_.forward(tracts.polygons().vertices())) {
        west_ = std::min(west_, p.x);
        east = std::max(east, p.x);
        south = std::min(south, p.y);
        north_ = std::max(north_, p.y);
    }
    meters_ = std::max({east - west_, north_ - south, 1.0}) / kLongSide;
    width_ = std::max(1, static_cast<int>(std::ceil((east - west_) / meters_)));
    height_ = std::max(1, static_cast<int>(std::ceil((north_ - south) / meters_)));
}

Sheet::Spot Sheet::at(geo::LonLat place) const {
    const geo::Point p = projection_.forward(place);
    return {static_cast<int>(std::lround((p.x - west_) / meters_)),
            static_cast<int>(std::lround((north_ - p.y) / meters_))};
}

Json shapes_json(const tract::TractSet& tracts, const geo::Topology& topology,
                 const map::Overlays& overlays, const map::MapStyle& style, const Sheet& sheet,
                 const Progress& progress) {
    const geo::Topology::Level level = topology.simplified(kTolerance * sheet.meters(), progress);
    constexpr std::size_t kCountyDigits = 5;
    Json county_lines = topology.borders_between(map::groups_of(tracts, kCountyDigits));
    return {{"width", sheet.width()},
            {"height", sheet.height()},
            {"meters", number(sheet.meters())},
            {"borders", borders(sheet, level.arcs)},
            {"tracts", rings(level.shapes, topology)},
            {"middles", middles(sheet, tracts)},
            {"county_lines", style.show_county_lines ? std::move(county_lines) : Json::array()},
            {"water", style.show_water ? water(sheet, overlays.water, progress) : Json::array()},
            {"streets", style.show_streets ? streets(sheet, overlays) : Json::array()}};
}

} // namespace tractwise::page
