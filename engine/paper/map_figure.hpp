// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/map/overlays.hpp"
#include "engine/map/style.hpp"
#include "engine/paper/drawing.hpp"
#include "engine/paper/map_kind.hpp"
#include "engine/paper/page_stops.hpp"
#include "engine/study/result_columns.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace tractwise::paper {

/// A map inside a text.
struct FigureChoice {
    KindChoice kind;
    double width = 468, height = 300; ///< points
    Spot at{};                        ///< its upper left corner on the page that it is added to
    Reader reader;
    bool plan = true;               ///< with the stops of the plan, where the study has one
    std::optional<PageStops> stops; ///< in the place of the plan's
    /// Tracts of an area, by row, ascending: a strong line goes around them, and all others are
    /// quieter. Empty: none.
    std::vector<std::uint32_t> highlight;
};

/// The map with its legend and scale bar, and nothing else of a page: no title, no foot, no sources.
/// It fills the given size. The map is a Figure whose `alt` says what it shows, the legend behind it
/// a table; the stops are one row of the sites, without their names, and how classes were made is left
/// to the text.
///
///     const Drawing figure = map_figure(columns, {.column = "uninsured_share"}, &overlays,
///                                       {.width = 468, .height = 280, .at = {72, 200},
///                                        .highlight = rows});
///     page.root.add({figure.root});
///     print(figure.subject);                               // the map in words
///
/// `overlays` may be null. A text with figures says sources and dates once for all of them. Errors:
/// as map_page(); Error(Usage) for a size that is too small for a map and its legend,
/// Error(Internal) for a row that is none. Cost: as map_page().
Drawing map_figure(const study::ResultColumns& columns, const map::MapStyle& style,
                   const map::Overlays* overlays, const FigureChoice& choice,
                   const Progress& progress = {});

} // namespace tractwise::paper
