// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/core/progress.hpp>
#include <tractwise/study/results.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace tractwise {

/// Writes the files of a plan into `folder`, which exists, and returns their names: plan.csv,
/// plan.gpkg (layers stops, sites, served, lines), plan.geojson (stops), plan_groups.csv,
/// plan_overlap.csv, plan_curve.csv, plan_doubts.csv, plan_scenarios.csv, and schedule.csv where the
/// study has a schedule. Used by export_results(), which stages the folder.
std::vector<std::string> write_plan(const Results& results, const std::filesystem::path& folder,
                                    const Progress& progress);

} // namespace tractwise
