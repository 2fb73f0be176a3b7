// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/reader.hpp"
#include "engine/map/palette.hpp"
#include "engine/map/scene.hpp"
#include "engine/map/style.hpp"
#include "engine/spatial/local.hpp"
#include "engine/study/result_columns.hpp"

#include <string>
#include <vector>

namespace tractwise::map {

/// What a map of clusters is made of: found elsewhere, and told here in the words of its legend.
///
///     ClusterMap{.column = "no_vehicle_share", .cluster = spatial::clusters(local),
///                .classes = {spatial::Cluster::HighHigh, ...}, .method = "local Moran's I, ..."}
struct ClusterMap {
    std::string column;
    std::vector<spatial::Cluster> cluster; ///< one a tract
    std::vector<spatial::Cluster> classes; ///< those of the method, in the order of the legend
    std::string method;                    ///< sentences: neighbors, draws, tests
};

/// The colors of the field: high red, low blue, light where a tract is unlike its neighbors; pale gray
/// where nothing is significant. They stay apart for color-blind readers (a test computes it); in a black and
/// white print high and low cannot be told apart. Classes without a value have kNoDataFill.
Rgb color_of(spatial::Cluster cluster);

/// Where a column clusters. Rows of the legend are the classes, not significant and, where there are any, tracts
/// without a neighbor among them, each with tracts and people; `breaks` is empty. Tracts without a value are
/// hatched as on every map, and nothing else is: lists of places that end inside the region are said in the
/// legend, and no p knows of margins. Of the style only the title counts.
///
/// Error(Usage) for an unknown column, a cluster too few or too many, and one that is not among the classes.
MapScene cluster_scene(const study::ResultColumns& columns, const MapStyle& style,
                       const ClusterMap& found, Reader reader);

/// The same in sentences, for those who do not see it: what is shown, then tracts and people of each class.
std::vector<std::string> cluster_alternative(const study::ResultColumns& columns,
                                             const MapScene& scene, Reader reader);

} // namespace tractwise::map
