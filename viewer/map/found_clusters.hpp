// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/reader.hpp"
#include "engine/report/cluster_choice.hpp"
#include "engine/spatial/global.hpp"
#include "engine/spatial/moran_scatter.hpp"
#include "engine/study/result_columns.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// Whether a column has the very same numbers in both, in the same tracts: a run gives new results although it changed
/// another column only.
bool same_numbers(const study::ResultColumns& a, const study::ResultColumns& b,
                  const std::string& column);

/// Where a column clusters, as it was found: what a map of clusters, its scatter plot and its cards show.
///
///     FoundClusters found = find_clusters_of(columns, "poverty_share", choice, progress);
///     found.belongs_to(*shown.columns, shown.scene.column);     // else it is of other numbers
///
/// Errors: those of report::find_clusters().
struct FoundClusters {
    report::ClusterChoice choice;
    report::ClusterReport report;
    spatial::Global moran; ///< whatever the method: the scatter plot is Moran's
    spatial::MoranScatter scatter;
    std::shared_ptr<const study::ResultColumns> columns; ///< that it was found in

    bool belongs_to(const study::ResultColumns& now, const std::string& column) const;
    /// How a tract and its neighbors stand: "High among high", "p (two-sided) 0.004", "its 6 neighbors have 23.4 % on
    /// average". The class comes first; empty for a tract that is none of these.
    std::vector<std::string> words(std::uint32_t row, Reader reader) const;
};
FoundClusters find_clusters_of(const std::shared_ptr<const study::ResultColumns>& columns,
                               const std::string& column, const report::ClusterChoice& choice,
                               const Progress& progress = {});

} // namespace tractwise::viewer
