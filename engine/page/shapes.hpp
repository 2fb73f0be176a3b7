// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/geo/equal_area.hpp"
#include "engine/geo/geometry.hpp"
#include "engine/geo/topology.hpp"
#include "engine/map/overlays.hpp"
#include "engine/page/json.hpp"
#include "engine/tract/tract_set.hpp"

// Private to engine/page: the map in whole numbers.

namespace tractwise::page {

/// A flat map of the tracts in whole units, y downwards: kLongSide of them along its longer side.
class Sheet {
public:
    static constexpr double kLongSide = 12000;
    struct Spot {
        int x = 0, y = 0;
        friend bool operator==(const Spot&, const Spot&) = default;
    };

    explicit Sheet(const tract::TractSet& tracts);
    Spot at(geo::LonLat place) const;
    bool holds(Spot spot) const {
        return spot.x >= 0 && spot.y >= 0 && spot.x <= width_ && spot.y <= height_;
    }
    int width() const { return width_; }
    int height() const { return height_; }
    double meters() const { return meters_; } ///< that one unit is long
    const geo::EqualArea& projection() const { return projection_; }

private:
    geo::EqualArea projection_;
    double west_ = 0, north_ = 0, meters_ = 1;
    int width_ = 0, height_ = 0;
};

/// Borders, each once, as [x, y, dx, dy, ...]; of each tract its rings as numbers of borders (~i:
/// walked backwards) and its middle; which borders are those of counties; water and large streets.
Json shapes_json(const tract::TractSet& tracts, const geo::Topology& topology,
                 const map::Overlays& overlays, const map::MapStyle& style, const Sheet& sheet,
                 const Progress& progress);

} // namespace tractwise::page
