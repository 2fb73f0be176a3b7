// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/geo/equal_area.hpp"
#include "engine/geo/geometry.hpp"
#include "engine/geo/line_mesh.hpp"
#include "engine/geo/triangulate.hpp"
#include "engine/layer/places.hpp"
#include "engine/map/style.hpp"
#include "engine/map/symbols.hpp"
#include "engine/study/results.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::viewer {

/// The places of one list that the map draws alike: those with one symbol that count, or those that
/// do not.
struct PointOverlay {
    const layer::PlaceAudit* list = nullptr;
    map::Symbol symbol{};
    bool counted = true;
    std::vector<std::uint32_t> row; ///< of the list, only rows with a place
    std::vector<geo::LonLat> place; ///< of each row
    std::array<std::size_t, layer::PlaceAudit::kFates>
        fates{}; ///< how many rows have each PlaceAudit::Fate

    bool shown(const map::MapStyle& style) const {
        return counted ? style.show_points : style.show_uncounted;
    }
    std::string_view name(std::size_t i) const { return list->name(row[i]); }
};

/// A name on the map.
struct PlaceName {
    std::string name;
    geo::LonLat place;
    double people = 0; ///< the larger, the earlier it finds room
};

/// What lies over the tracts: the places that layers counted and those that they did not, and of
/// [view] `streets`, `water`, `places`.
///
///     const Overlays overlays = make_overlays(*results, geometry.projection, progress);
///
/// Places are those of the run, and so are streets that it read. A source that only the map needs
/// is read here; one that cannot be read is a finding and stops nothing. Sources named "streets",
/// "water" or "places" are taken where [view] names none.
struct Overlays {
    std::shared_ptr<const std::vector<layer::PlaceAudit>>
        lists;                                 ///< of the results; `points` refer to it
    std::vector<PointOverlay> points;          ///< clinics first; those that do not count last
    std::array<geo::LineMesh, 4> street_lines; ///< motorways, main roads, tertiary ones, lanes
    geo::TriangleMesh water_fill;
    std::vector<PlaceName> places;
    Diagnostics diagnostics;
};

/// What the card under the cursor says of one place of an overlay: its name, what it is, and why it
/// does not count.
std::vector<std::string> words_of(const PointOverlay& overlay, std::size_t i, Language language);

Overlays make_overlays(const study::Results& results, const geo::EqualArea& projection,
                       const Progress& progress);

} // namespace tractwise::viewer
