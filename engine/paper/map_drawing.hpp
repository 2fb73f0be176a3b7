// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/geo/topology.hpp"
#include "engine/map/overlays.hpp"
#include "engine/map/scene.hpp"
#include "engine/paper/ground.hpp"
#include "engine/paper/page_stops.hpp"

// Private to engine/paper: the map itself, without anything around it.

namespace tractwise::paper {

/// Borders of a set of tracts, for any number of maps of it.
struct Borders {
    explicit Borders(const tract::TractSet& set, const Progress& progress = {});

    const tract::TractSet& tracts;
    geo::Topology topology;
    std::vector<std::uint32_t> counties, states; ///< arcs between them, and their outer borders
};

struct MapParts {
    const map::MapScene& scene;
    const map::MapStyle& style;
    const map::Overlays* overlays = nullptr; ///< may be null
    const PageStops* stops = nullptr;        ///< may be null
    Language language = Language::English;
};

/// Tracts in the colors of the scene, their borders, water, streets, places, names and stops, cut at
/// the frame. Vertices that no printer can show are left out, and neighbors keep one border.
Group map_drawing(const MapParts& parts, const Borders& borders, const Ground& ground,
                  const Placing& placing, const Progress& progress = {});

/// A symbol of the map and of its legend.
Shape symbol_shape(map::Symbol symbol, bool counted, Spot at, double radius);
/// The numbered disc of a stop.
void add_stop(Group& group, Spot at, std::size_t number, double radius);

/// How large symbols of `count` places are.
double symbol_radius(std::size_t count);

} // namespace tractwise::paper
