// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/reader.hpp"
#include "engine/geo/topology.hpp"
#include "engine/map/scene.hpp"
#include "engine/study/result_columns.hpp"

#include <string>
#include <vector>

namespace tractwise::map {

/// A map in sentences, for those who hear it, and for the report: what is shown, from where to
/// where, the middle, the five tracts at each end by name, where those that are worst off lie
/// together, and for how many there is no value.
///
///     for (const std::string& sentence : map_alternative(columns, scene, topology, reader))
///         print(sentence);
///     // "Map of Residents without health insurance (percent), by census tract: 80 tracts ..."
///
/// The worst are the fifth of the tracts with the highest values, or the lowest where higher is
/// better; columns of context have no worst. Tracts lie together where they share a border. Cost:
/// sorting one column, and one pass over the borders.
std::vector<std::string> map_alternative(const study::ResultColumns& columns, const MapScene& scene,
                                         const geo::Topology& topology, Reader reader);

} // namespace tractwise::map
