// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/core/reader.hpp"
#include "engine/map/overlays.hpp"
#include "engine/map/style.hpp"
#include "engine/study/result_columns.hpp"

#include <string>
#include <vector>

namespace tractwise::page {

/// What a page shows; everything may be left as it is.
struct DashboardChoice {
    /// Columns of the results, the one that is shown first in front. Empty: what a map shows first,
    /// then the indicators of the index.
    std::vector<std::string> columns;
    map::MapStyle
        style;         ///< palette, hatching, what lies over the tracts; classes of its own column
    std::string title; ///< empty: that of the study
    std::string date;  ///< "2026-11-29": the day of the run; empty: not said
    Reader reader;     ///< the language at first; both are in the page
    bool plan = true;  ///< with the stops of the plan, where the study has one
};

/// A whole study as one HTML file that needs no server and asks no network for anything: map, legend,
/// list, totals of what is selected with their margins, plan and sources, in English and Spanish.
///
///     const map::Overlays overlays = map::read_overlays(*results, progress);
///     const std::string html = dashboard(ResultColumns(results), overlays,
///                                        {.columns = {"risk_percentile", "uninsured_share"}});
///     write_text_file("county.html", html);
///
/// Classes, colors, legend and words are those of MapScene, and numbers those of the table to the
/// last digit; what the page adds up follows the rules of tract::Pooling. Equal input, equal bytes.
/// Errors: as make_scene(); Error(Usage) for a column that is named twice. Size: for
/// 1,331 tracts 0.3 MB and 40 KB for each column (README.md has times).
std::string dashboard(const study::ResultColumns& columns, const map::Overlays& overlays,
                      const DashboardChoice& choice, const Progress& progress = {});

/// What dashboard() takes where no columns are named.
std::vector<std::string> usual_columns(const study::ResultColumns& columns,
                                       const map::MapStyle& style);

} // namespace tractwise::page
