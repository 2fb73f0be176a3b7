// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/map/locator.hpp"
#include "engine/map/overlays.hpp"
#include "engine/map/scene.hpp"
#include "engine/map/style.hpp"
#include "engine/paper/drawing.hpp"
#include "engine/paper/map_kind.hpp"
#include "engine/paper/page_stops.hpp"
#include "engine/paper/sheet.hpp"
#include "engine/paper/theme.hpp"
#include "engine/study/result_columns.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tractwise::paper {

/// What a map page says and how large it is; everything may be left as it is.
struct PageChoice {
    KindChoice kind;
    Sheet sheet;
    /// Absent: whichever shows the region larger. A sheet of an own size is taken as it is.
    std::optional<bool> landscape;
    std::string title;    ///< empty: that of the scene
    std::string subtitle; ///< empty: the region and the study's title
    std::string date;     ///< "2026-11-29": the day of the run; empty: not said
    Theme theme;
    Reader reader;
    std::optional<map::Locator> locator; ///< where the region lies in its state, beside the legend
    bool plan = true;                    ///< with the stops of the plan, where the study has one
    std::optional<PageStops> stops; ///< in the place of the plan's, where they were moved by hand
};

/// A finished page: the map as large as the sheet allows in an equal-area projection of its own,
/// with title, legend, class method, sites, stops, scale bars, north arrow, sources, vintage and
/// projection. The legend stands beside the map or below it, whichever leaves more room for the
/// map; nothing stands on tracts but names and symbols. What the page says to those who do not see
/// it is map_alternative().
///
///     const map::Overlays overlays = map::read_overlays(*results, progress);
///     const Drawing page = map_page(ResultColumns(results), {.column = "risk_percentile"}, &overlays, {});
///     write_page("need.pdf", page);
///
/// How the columns are shown is `choice.kind` (map_kind.hpp). Equal input, equal page. Errors: as
/// make_scene() and require_usable(); Error(Usage) where a kind cannot show a column: dots of shares,
/// circles of negative numbers, a plan that is none. Cost: 10 ms for a county, 0.3 s for 41,000
/// tracts, and more to paint them (tests/bench/README.md).
Drawing map_page(const study::ResultColumns& columns, const map::MapStyle& style,
                 const map::Overlays* overlays, const PageChoice& choice,
                 const Progress& progress = {});

} // namespace tractwise::paper
