// SPDX-License-Identifier: Apache-2.0
#include "charts_panel.hpp"

namespace tractwise::viewer {

void ChartsPanel::draw(PanelContext& /*in*/) {}

} // namespace tractwise::viewer
