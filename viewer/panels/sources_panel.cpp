// SPDX-License-Identifier: Apache-2.0
#include "sources_panel.hpp"

namespace tractwise::viewer {

void SourcesPanel::draw(PanelContext& /*in*/) {}

} // namespace tractwise::viewer
