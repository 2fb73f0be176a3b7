// SPDX-License-Identifier: Apache-2.0
#include "site_panel.hpp"

namespace tractwise::viewer {

void SitePanel::draw(PanelContext& in) {
    draft_.follow(in.snapshot);
}

} // namespace tractwise::viewer
