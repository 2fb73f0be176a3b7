// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/map/overlays.hpp"
#include "engine/needs/document.hpp"
#include "engine/needs/places.hpp"
#include "engine/needs/profile.hpp"
#include "engine/paper/theme.hpp"
#include "engine/study/result_columns.hpp"

#include <memory>
#include <string>
#include <vector>

namespace tractwise::needs {

/// What a report is asked to be.
struct ReportChoice {
    std::vector<Place> places; ///< the area first, then what it is held against
    /// Places that could not be held against, each with the reason.
    std::vector<std::string> places_left_out;
    /// An earlier study of the same tracts; null: nothing is said of changes.
    std::shared_ptr<const study::Results> earlier;
    Profile profile;
    std::vector<std::string> targets; ///< columns of the first page; empty: those of the profile
    paper::Theme theme;
    Reader reader;
    std::string date;   ///< "2026-11-30"
    std::string record; ///< of the run, such as the SHA-256 of its inputs; may be empty
};

/// The needs report of an area: a page of sentences, maps, who lives there, social and housing
/// determinants, food, care, the index and why, who bears it, places near by, the plan before and
/// after, the change since an earlier study, what is not known, methods, sources.
///
///     Document report = needs_report(columns, overlays, {.places = {south, cook}, .profile = profile});
///     write_report("out/south_side", report);           // files.hpp: HTML, Markdown, CSV, XLSX, ...
///
/// Numbers of the area are sums over its tracts (area/pooled.hpp), never means of shares or of
/// percentiles. Sections without anything to say are absent, and "What is not known" names the
/// columns that the study lacks. Equal input, equal report.
///
/// Errors: Error(Usage) for a target that is no measure of the profile, with a suggestion;
/// Error(Input) for an area of fewer people than the profile allows. Cost: some 10 ms, and the maps
/// (paper/map_page.hpp).
Document needs_report(const study::ResultColumns& columns, const map::Overlays& overlays,
                      const ReportChoice& choice, const Progress& progress = {});

} // namespace tractwise::needs
