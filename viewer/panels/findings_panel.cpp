// SPDX-License-Identifier: Apache-2.0
#include "findings_panel.hpp"

namespace tractwise::viewer {

void FindingsPanel::draw(PanelContext& /*in*/) {}

} // namespace tractwise::viewer
