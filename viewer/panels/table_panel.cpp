// SPDX-License-Identifier: Apache-2.0
#include "table_panel.hpp"

namespace tractwise::viewer {

void TablePanel::draw(PanelContext& /*in*/) {}

} // namespace tractwise::viewer
