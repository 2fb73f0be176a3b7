// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/locator_map.hpp"

#include "engine/paper/legend_table.hpp"
#include "engine/paper/measures.hpp"

#include "engine/core/numbers.hpp"

#include <algorithm>

namespace tractwise::paper {
namespace {

constexpr double kLocatorHigh = 76, kLocatorWide = 90, kBesideLocator = 8;
constexpr double kCountyWidth = 0.25, kRegionRim = 0.6;
constexpr Rgb kRegion{31, 90, 122}, kCountyLine{150, 150, 150};

/// The state as a ground of its own: its borders decide its size.
Ground ground_of(const map::Locator& locator) {
    Ground ground;
    ground.projection = geo::EqualArea::around(locator.box);
    ground.least = {kInfinity, kInfinity};
    ground.greatest = {-kInfinity, -kInfinity};
    for (const geo::LonLat& place : locator.border.vertices()) {
        const geo::Point p = ground.projection.forward(place);
        ground.least = {std::min(ground.least.x, p.x), std::min(ground.least.y, p.y)};
        ground.greatest = {std::max(ground.greatest.x, p.x), std::max(ground.greatest.y, p.y)};
    }
    return ground;
}

Shape borders(const map::Locator& locator, const Placing& placing) {
    Shape shape;
    shape.closed = false;
    shape.line = Line{kCountyLine, kCountyWidth, 1};
    for (std::size_t i = 0; i < locator.border.size(); ++i) {
        shape.outline.begin();
        for (const geo::LonLat& place : locator.border.line(i))
            shape.outline.add(placing.at(place));
    }
    return shape;
}

/// All tracts in one color: what is left of them at this scale is the region.
void add_region(Group& group, const Terrain& terrain, const Placing& placing) {
    constexpr double kFinestRegion = 0.3;
    const geo::PolygonSet shapes =
        terrain.topology.simplified(kFinestRegion / placing.points_per_meter()).shapes;
    for (std::size_t row = 0; row < shapes.size(); ++row) {
        Shape shape;
        for (const std::size_t ring : shapes.rings_of(row)) {
            shape.outline.begin();
            for (const geo::LonLat& place : shapes.ring(ring))
                shape.outline.add(placing.at(place));
        }
        if (shape.outline.empty())
            continue;
        shape.fill = kRegion;
        shape.line = Line{kRegion, kRegionRim, 1};
        group.add({std::move(shape)});
    }
}

} // namespace

void locator_map(Flow& flow, const map::Locator& locator, const Terrain& terrain) {
    const Ground ground = ground_of(locator);
    const double scale = std::min(kLocatorWide / std::max(ground.width(), 1.0),
                                  kLocatorHigh / std::max(ground.height(), 1.0));
    const double wide = ground.width() * scale, high = ground.height() * scale;
    flow.place(high, [&](Group& into, double top) {
        const Frame frame{flow.left(), top, flow.left() + wide, top + high};
        const Placing placing(ground, frame);
        Group group;
        add_region(group, terrain, placing);
        group.add({borders(locator, placing)});
        into.add({std::move(group)});
        Group name{.role = Role::Paragraph, .alt = {}, .items = {}, .clip = {}};
        name.add(
            {line_of({frame.right + kBesideLocator, top + kText}, locator.state, kText, kMuted)});
        into.add({std::move(name)});
    });
}

} // namespace tractwise::paper
