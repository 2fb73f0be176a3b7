// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/geometry.hpp"
#include "engine/io/writers.hpp"
#include "engine/plan/results.hpp"
#include "engine/siting/compare.hpp"
#include "engine/study/results.hpp"

#include <string>
#include <utility>
#include <vector>

namespace tractwise::report {

/// A plan as tables to write (README.md of this folder lists their columns).
///
///     io::write_csv("plan.csv", stops_frame(*results.siting));
///
/// Amounts of people have their margin of error beside them as NAME_moe where one is known; travel
/// has its unit in its name (`mean_min`, `mean_m`); shares run from 0 to 1; missing is NaN, written
/// as nothing. Groups are called as in the study but for the first two: `need` and `people`.
io::OutTable
stops_frame(const plan::SitingResults& siting); ///< one row per stop, in order of what it adds
io::OutTable
sites_frame(const plan::SitingResults& siting); ///< every site with its role and whether chosen
io::OutTable groups_frame(
    const plan::SitingResults& siting); ///< one row per group: before, after, ratios, margins
io::OutTable
overlap_frame(const plan::SitingResults& siting); ///< one row per pair of stops that share people
io::OutTable curve_frame(const plan::SitingResults& siting);     ///< what 1, 2, 3, ... stops can do
io::OutTable doubts_frame(const plan::SitingResults& siting);    ///< one row per doubt and stop
io::OutTable scenarios_frame(const plan::SitingResults& siting); ///< one row per scenario and group

/// Places of the rows of stops_frame() and sites_frame(), for files with shapes.
std::vector<geo::LonLat> stop_places(const plan::SitingResults& siting);
std::vector<geo::LonLat> site_places(const plan::SitingResults& siting);

/// A table with one place per row.
struct PlacedTable {
    io::OutTable table;
    std::vector<geo::LonLat> place;
};
/// One row per demand point with people in need: where they go, and at what cost. Where some drive
/// and others walk, a demand point has a row for each.
PlacedTable served_frame(const plan::SitingResults& siting);

/// A table with one line per row.
struct LineTable {
    io::OutTable table;
    geo::LineSet lines;
};
/// Straight lines, for drawing, from demand points with need to the stop that is their nearest open
/// site. Who goes to an existing site has none.
LineTable lines_frame(const plan::SitingResults& siting);

/// What each column of these tables means: file, column, description.
io::OutTable plan_codebook_frame(const std::vector<std::pair<std::string, io::OutTable>>& files);

/// One row per tract: people gained, lost, the change in share for the map.
io::OutTable comparison_frame(const study::Results& results, const siting::Comparison& comparison);
io::OutTable comparison_groups_frame(const plan::SitingResults& siting,
                                     const siting::Comparison& comparison);

} // namespace tractwise::report
