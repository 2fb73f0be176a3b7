// SPDX-License-Identifier: Apache-2.0
#include "weigh_panel.hpp"

namespace tractwise::viewer {

void WeighPanel::draw(PanelContext& /*in*/) {}

} // namespace tractwise::viewer
