// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/config.hpp"
#include "engine/geo/geometry.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::viewer {

/// What hands did to the stops of a plan. It stands in [view.stops] of the study: undo and "Save"
/// know it, and no run depends on it.
///
///     [view.stops]
///     taken_away = ["C031"]
///     placed = [{ at = "C007" }, { lon = -87.65, lat = 41.85 }]
///     [view.stops.moved]
///     C012 = { at = "C040" }
///     C020 = { lon = -87.701, lat = 41.8862 }
///
/// Ids are those of the sites. An id that the plan on screen or its candidates do not have says
/// nothing: it belongs to another plan.
struct MovedStops {
    /// At a candidate, or at a place between them.
    struct Place {
        std::string at; ///< id of a candidate; empty: `place`
        geo::LonLat place{};
        friend bool operator==(const Place&, const Place&) = default;
    };
    std::map<std::string, Place> moved;  ///< by the site that the plan had chosen
    std::vector<Place> placed;           ///< stops that the plan does not have
    std::vector<std::string> taken_away; ///< sites that the plan had chosen

    bool empty() const { return moved.empty() && placed.empty() && taken_away.empty(); }
    /// Error(Usage) at the key for anything that cannot be meant.
    static MovedStops parse(const ConfigTable& table);
    /// As [header]; empty where nothing was moved. Reads back as equal.
    std::string to_toml(std::string_view header) const;
    friend bool operator==(const MovedStops&, const MovedStops&) = default;
};

} // namespace tractwise::viewer
