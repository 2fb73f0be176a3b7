// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/found_clusters.hpp"
#include "viewer/map/map_geometry.hpp"
#include "viewer/map/overlays.hpp"

#include "engine/map/scene.hpp"
#include "engine/study/result_columns.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// Everything that is on the screen: the last good results and what was made from them. Panels read
/// it and never change it.
///
///     const Snapshot& shown = context.shown();
///     shown.columns->find("risk_percentile")->values[row]; shown.people[row];
struct Snapshot {
    std::shared_ptr<const study::Results> results;
    std::shared_ptr<const study::ResultColumns> columns;
    std::shared_ptr<const MapGeometry> geometry;
    std::shared_ptr<const Overlays> overlays;
    map::MapScene scene;
    /// Where the map's column clusters, while that is what the map shows; else null.
    std::shared_ptr<const FoundClusters> clusters;
    std::vector<double> people; ///< per tract, NaN where not known
    double all_people = 0;
    /// Percentile of the index when the study was opened or "remember" was last clicked: what the
    /// weigh panel compares with. Empty without an index.
    std::vector<double> remembered_percentile;
    std::uint64_t results_version = 0; ///< grows with every new `results` or `columns`
    std::uint64_t scene_version = 0;   ///< grows with every new `scene`
};

/// What the worker is doing, and what went wrong last.
struct Activity {
    bool busy = false;
    std::string stage; ///< "reading tracts"
    double fraction = 0;
    struct Failure {
        std::string message, where, hint;
    };
    std::optional<Failure> failure; ///< of the last run; the results before it stay on screen
    /// Of the clusters that the document asks for: the map shows the column itself meanwhile.
    std::optional<Failure> no_clusters;
    bool clusters_stopped = false; ///< by hand; Edits::FindClusters begins again
};

} // namespace tractwise::viewer
