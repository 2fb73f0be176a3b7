// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/geo/topology.hpp"
#include "engine/map/overlays.hpp"
#include "engine/map/scene.hpp"
#include "engine/paper/ground.hpp"
#include "engine/paper/page_stops.hpp"

#include <optional>
#include <span>
#include <vector>

// Private to engine/paper: the map itself, without anything around it.

namespace tractwise::paper {

/// A set of tracts made ready for any number of maps: borders, and how each part lies flat.
struct Terrain {
    explicit Terrain(const tract::TractSet& set, const Progress& progress = {});

    const tract::TractSet& tracts;
    geo::Topology topology;
    std::vector<std::uint32_t> counties, states; ///< arcs between them, and their outer borders
    std::vector<Ground> grounds;                 ///< the main map first (grounds_of())
};

/// A disc on the map: a circle of an amount, a dot for so many people.
struct Mark {
    std::uint32_t row = 0; ///< its tract
    geo::LonLat place{};
    double radius = 1; ///< points
    Rgb fill;
    double opacity = 1;
    std::optional<Line> rim;
};

struct MapParts {
    const map::MapScene& scene;
    const map::MapStyle& style;
    const map::Overlays* overlays = nullptr; ///< may be null
    const PageStops* stops = nullptr;        ///< may be null
    Language language = Language::English;
    bool names = true;                             ///< where the style shows any
    std::span<const Mark> marks = {};              ///< in the order in which they are painted
    std::span<const std::uint32_t> highlight = {}; ///< rows that a strong line goes around
    std::optional<Frame> keep_clear = {};          ///< no name stands here
};

/// Tracts in the colors of the scene, their borders, water, streets, places, names and stops, cut at
/// the frame. Vertices that no printer can show are left out, and neighbors keep one border.
Group map_drawing(const MapParts& parts, const Terrain& terrain, const Ground& ground,
                  const Placing& placing, const Progress& progress = {});

/// A symbol of the map and of its legend.
Shape symbol_shape(map::Symbol symbol, bool counted, Spot at, double radius);
/// The numbered disc of a stop.
void add_stop(Group& group, Spot at, std::size_t number, double radius);

/// How large symbols of `count` places are.
double symbol_radius(std::size_t count);

} // namespace tractwise::paper
