// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/ground.hpp"

#include "engine/core/numbers.hpp"
#include "engine/map/areas.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

namespace tractwise::paper {
namespace {

constexpr geo::Box kEverywhere{-540, -90, 540, 90};

struct Inset {
    std::string_view state;
    Text name;
    geo::Box seen = kEverywhere; ///< what decides its size
};
/// One tract of Hawaii is a chain of islets without people, 1,000 miles long.
constexpr Inset kInsets[] = {{"02", {"Alaska", "Alaska"}},
                             {"15", {"Hawaii", "Hawái"}, {-160.6, 18.8, -154.7, 22.4}},
                             {"72", {"Puerto Rico", "Puerto Rico"}}};

/// Tracts of water would make a shore's map mostly sea; they are drawn, but do not decide its size.
void measure(Ground& ground, const tract::TractSet& tracts, const geo::Box& seen) {
    const geo::PolygonSet& shapes = tracts.polygons();
    geo::PolygonSet own; // for the turned box alone
    geo::Box box;
    for (const std::uint32_t row : ground.rows)
        box.add(shapes.box(row));
    if (seen.min_x > kEverywhere.min_x)
        box = seen;
    if (box.max_x - box.min_x > 180) // goes on past the antimeridian
        for (const std::uint32_t row : ground.rows)
            own.append(shapes, row);
    ground.projection = geo::EqualArea::around(own.size() > 0 ? geo::turned_box(own) : box);
    constexpr std::size_t kEveryVertex = 400'000;
    geo::Point least{kInfinity, kInfinity}, greatest{-kInfinity, -kInfinity};
    const auto add = [&](geo::LonLat place) {
        if (!seen.contains(place))
            return;
        const geo::Point p = ground.projection.forward(place);
        if (!std::isfinite(p.x) || !std::isfinite(p.y))
            return;
        least = {std::min(least.x, p.x), std::min(least.y, p.y)};
        greatest = {std::max(greatest.x, p.x), std::max(greatest.y, p.y)};
    };
    for (const std::uint32_t row : ground.rows) {
        if (shapes.vertex_count() > kEveryVertex) {
            const geo::Box corners = shapes.box(row);
            for (const double lon : {corners.min_x, corners.max_x})
                for (const double lat : {corners.min_y, corners.max_y})
                    add({lon, lat});
        } else {
            for (const std::size_t ring : shapes.rings_of(row))
                for (const geo::LonLat& place : shapes.ring(ring))
                    add(place);
        }
    }
    ground.least = least;
    ground.greatest = greatest;
}

} // namespace

std::vector<Ground> grounds_of(const tract::TractSet& tracts) {
    const bool country = map::is_country(tracts);
    const auto inset_of = [&](std::size_t t) -> const Inset* {
        for (const Inset& inset : kInsets)
            if (country && tracts.geoid(t).starts_with(inset.state))
                return &inset;
        return nullptr;
    };
    Ground main;
    std::map<const Inset*, Ground> apart; // in the order of the table
    for (std::uint32_t t = 0; t < tracts.size(); ++t)
        if (const Inset* inset = inset_of(t))
            apart[inset].rows.push_back(t);
        // Islands of the Pacific are tracts without a place on the map of a country.
        else if (!country || map::kContiguous.contains(tracts.centroids()[t]))
            main.rows.push_back(t);
    measure(main, tracts, kEverywhere);
    std::vector<Ground> grounds = {std::move(main)};
    for (auto& [inset, ground] : apart) {
        ground.name = inset->name;
        measure(ground, tracts, inset->seen);
        grounds.push_back(std::move(ground));
    }
    return grounds;
}

Placing::Placing(const Ground& ground, const Frame& frame)
    : projection_(ground.projection), least_(ground.least), greatest_(ground.greatest),
      frame_(frame) {
    const double width = std::max(ground.width(), 1.0), height = std::max(ground.height(), 1.0);
    scale_ = std::min(frame.width() / width, frame.height() / height);
    left_ = frame.left + (frame.width() - width * scale_) / 2;
    top_ = frame.top + (frame.height() - height * scale_) / 2;
}

} // namespace tractwise::paper
