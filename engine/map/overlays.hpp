// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/core/language.hpp"
#include "engine/core/progress.hpp"
#include "engine/geo/geometry.hpp"
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

namespace tractwise::map {

/// The places of one list that the map draws alike: those with one symbol that count, or those that
/// do not.
struct PointOverlay {
    const layer::PlaceAudit* list = nullptr;
    Symbol symbol{};
    bool counted = true;
    std::vector<std::uint32_t> row; ///< of the list, only rows with a place
    std::vector<geo::LonLat> place; ///< of each row
    std::array<std::size_t, layer::PlaceAudit::kFates>
        fates{}; ///< how many rows have each PlaceAudit::Fate

    bool shown(const MapStyle& style) const {
        return (counted ? style.show_points : style.show_uncounted) && !style.hides(symbol);
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
///     const Overlays overlays = read_overlays(*results, progress);
///     for (const PointOverlay& points : overlays.points)
///         if (points.shown(style)) draw(shape_of(points.symbol), points.place);
///
/// Places are those of the run, and so are streets that it read. A source that only the map needs
/// is read here; one that cannot be read is a finding and stops nothing. Sources named "streets",
/// "water" or "places" are taken where [view] names none.
struct Overlays {
    std::shared_ptr<const std::vector<layer::PlaceAudit>>
        lists;                           ///< of the results; `points` refer to it
    std::vector<PointOverlay> points;    ///< clinics first; those that do not count last
    std::array<geo::LineSet, 4> streets; ///< motorways, main roads, tertiary ones, lanes
    geo::PolygonSet water;
    std::vector<PlaceName> places;
    Diagnostics diagnostics;
};
Overlays read_overlays(const study::Results& results, const Progress& progress);

/// What a card says of one place of an overlay: its name, what it is, and why it does not count.
std::vector<std::string> words_of(const PointOverlay& overlay, std::size_t i, Language language);

/// One kind of site on the map.
struct LegendSymbol {
    Symbol symbol{};
    bool counted = true;
    bool shown = true; ///< false: the style hides this kind
    std::size_t count = 0;
    std::string sources; ///< titles of the sources they come from
    /// Of this symbol's places on the map, drawn or not: how many have each PlaceAudit::Fate.
    std::array<std::size_t, layer::PlaceAudit::kFates> fates{};
};
/// The kinds of site that the overlays put on the map, each once, those that count before those that
/// do not; without what the style switches off. `stops`: of the plan.
/// `with_hidden`: for legends in which a kind can be switched on again.
std::vector<LegendSymbol> legend_symbols(const Overlays& overlays, const MapStyle& style,
                                         std::size_t stops, bool with_hidden = false);

std::string label_of(const LegendSymbol& symbol, Language language);

} // namespace tractwise::map
