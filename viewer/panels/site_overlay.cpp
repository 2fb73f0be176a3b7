// SPDX-License-Identifier: Apache-2.0
#include "site_overlay.hpp"

namespace tractwise::viewer {

bool SiteOverlay::take(const MapInput& /*input*/, PanelContext& /*in*/) {
    static_cast<void>(draft_);
    return false;
}

void SiteOverlay::draw(ImDrawList& /*list*/, ImVec2 /*origin*/, PanelContext& /*in*/) {}

} // namespace tractwise::viewer
