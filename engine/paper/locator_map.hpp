// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/map/locator.hpp"
#include "engine/paper/flow.hpp"
#include "engine/paper/map_drawing.hpp"

// Private to engine/paper.

namespace tractwise::paper {

/// The state with its counties, the region filled, and the state's name.
void locator_map(Flow& flow, const map::Locator& locator, const Terrain& terrain);

} // namespace tractwise::paper
