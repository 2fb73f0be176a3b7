// SPDX-License-Identifier: Apache-2.0
#include "map_panel.hpp"

namespace tractwise::viewer {

void MapPanel::draw(PanelContext& /*in*/) {}

} // namespace tractwise::viewer
