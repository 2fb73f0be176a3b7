// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/reader.hpp"
#include "engine/map/scene.hpp"
#include "engine/study/result_columns.hpp"

#include <string>
#include <vector>

namespace tractwise::map {

/// What a plan reaches, tract by tract, by the people in need who are within the plan's limit of an
/// open site (columns reach_today_share and reach_plan_share):
///
///     reached today     at least half of them, of the sites that are there
///     newly reached     at least half with the stops, and fewer without
///     reached in part   some, but fewer than half, with the stops
///     not reached       nobody
///
///     const MapScene scene = catchment_scene(columns, reader);
///
/// A tract where nobody is in need has no class: a catchment says nothing about it. Error(Usage)
/// where the results have no plan.
MapScene catchment_scene(const study::ResultColumns& columns, Reader reader);

/// The same in sentences: how many tracts are in each class, and how many people they have.
std::vector<std::string> catchment_alternative(const study::ResultColumns& columns,
                                               const MapScene& scene, Reader reader);

} // namespace tractwise::map
