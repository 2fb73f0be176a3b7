// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/siting/compare.hpp"
#include "engine/study/results.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace tractwise::report {

/// Writes the files of a plan into `folder`, which exists, and returns their names: plan.csv,
/// plan.gpkg (layers stops, sites, served, lines), plan.geojson (stops), plan_groups.csv,
/// plan_overlap.csv, plan_curve.csv, plan_doubts.csv, plan_scenarios.csv, schedule.csv where the
/// plan has a week, and plan_codebook.csv, which describes their columns. The files with shapes are
/// those of study.formats. Used by export_results() and export_plan(), which stage the folder.
/// With `comparison` the codebook describes the files of write_comparison() as well.
std::vector<std::string> write_plan(const study::Results& results,
                                    const std::filesystem::path& folder, const Progress& progress,
                                    const siting::Comparison* comparison = nullptr);

/// compare.csv (by tract), compare_groups.csv, compare.gpkg and compare.geojson (tracts with their
/// shapes), as write_plan() does.
std::vector<std::string> write_comparison(const study::Results& results,
                                          const siting::Comparison& comparison,
                                          const std::filesystem::path& folder,
                                          const Progress& progress);

/// Writes the plan alone: the files of write_plan(), findings.csv and run.json; with two names in
/// `compared` those of write_comparison() as well. All files or none, as export_results() does; its
/// run.json can be replayed.
///
///     export_plan(results, "out/plan", arguments, {"today", "plan"}, progress);
std::vector<std::string> export_plan(const study::Results& results,
                                     const std::filesystem::path& folder,
                                     const std::vector<std::string>& arguments,
                                     const std::vector<std::string>& compared,
                                     const Progress& progress);

} // namespace tractwise::report
