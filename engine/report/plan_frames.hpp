// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/geo/geometry.hpp>
#include <tractwise/io/writers.hpp>
#include <tractwise/siting/compare.hpp>
#include <tractwise/study/results.hpp>
#include <tractwise/study/siting_results.hpp>

#include <vector>

namespace tractwise {

/// A plan as tables to write (README.md of this folder lists their columns).
///
///     io::write_csv("plan.csv", stops_frame(*results.siting));
io::OutTable stops_frame(const SitingResults& siting);   ///< one row per stop, in order of what it adds
io::OutTable sites_frame(const SitingResults& siting);   ///< every site with its role and whether chosen
io::OutTable groups_frame(const SitingResults& siting);  ///< one row per group: before, after, ratios, margins
io::OutTable overlap_frame(const SitingResults& siting); ///< one row per pair of stops that share people
io::OutTable curve_frame(const SitingResults& siting);
io::OutTable doubts_frame(const SitingResults& siting);  ///< one row per doubt and stop
io::OutTable schedule_frame(const SitingResults& siting);
io::OutTable scenarios_frame(const SitingResults& siting); ///< one row per scenario and group
/// One row per demand point with people in need: where they go, and at what cost.
io::OutTable served_frame(const SitingResults& siting);
/// One row per tract: people gained, lost, the change in share for the map.
io::OutTable comparison_frame(const Results& results, const siting::Comparison& comparison);
io::OutTable comparison_groups_frame(const siting::Comparison& comparison);

} // namespace tractwise
