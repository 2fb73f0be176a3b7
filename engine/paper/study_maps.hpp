// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/map/overlays.hpp"
#include "engine/paper/map_page.hpp"
#include "engine/study/study.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace tractwise::paper {

/// A map for print that a study asks for.
///
///     [map.need]
///     column = "risk_percentile"       # and every other key of a map's style, as in [view.map]
///     class_count = 4
///     kind = "difference"              # map_kind_named(); absent: choropleth or bivariate
///     columns = ["white_nh", "black_nh"] # of multiples and dots
///     per = 50                         # people for one dot
///     seed = 7                         # of the places of dots
///     subtitle = "Marrow County, 2022"
///     size = "tabloid"                 # sheet_named()
///     orientation = "portrait"         # or "landscape"; absent: whichever shows the region larger
///     formats = ["pdf", "png"]         # and "svg"; absent: pdf
///     dpi = 200                        # of a PNG; absent: 300
///     plan = false                     # without the stops
///     theme = "theme.toml"             # beside the study
struct StudyMap {
    std::string name; ///< "need": its files are need.pdf, need.png
    map::MapStyle style;
    PageChoice page;
    std::vector<std::string> formats;
    double dpi = 300;
};

/// The maps of a study in the order of its file. Error(Usage) with file:line:column for unknown
/// keys, names that no file can have, sizes and formats that are none; Error(Input) for a theme
/// that cannot be read.
std::vector<StudyMap> maps_of(const study::Study& study, Reader reader, const std::string& date);

/// Writes them into `folder` and gives the names of the files. Errors: as map_page() and
/// write_page().
std::vector<std::string> write_maps(const std::vector<StudyMap>& maps,
                                    const study::ResultColumns& columns,
                                    const map::Overlays& overlays,
                                    const std::filesystem::path& folder,
                                    const Progress& progress = {});

} // namespace tractwise::paper
