// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/study/results.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace tractwise::report {

/// Writes everything a run has to say into one folder and returns the file names, in order.
///
///     for (const std::string& name : export_results(results, "out", {}, progress)) fmt::print("{}\n", name);
///
/// indices.{csv,gpkg,geojson,xlsx} (those of study.formats), codebook.csv and .md, audit.csv,
/// unmatched.csv, findings.csv, one CSV per extra table of a layer, the files of the plan where the
/// study asks for one (plan_export.hpp), and run.json last. All files are made in a temporary folder beside the target first and moved in only when every one is
/// whole: a stopped or failed export changes nothing. Equal results give equal bytes, but for the
/// time in run.json.
std::vector<std::string> export_results(const study::Results& results,
                                        const std::filesystem::path& folder,
                                        const std::vector<std::string>& arguments,
                                        const Progress& progress);

} // namespace tractwise::report
