// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../panel.hpp"
#include "site_draft.hpp"

namespace tractwise::viewer {

/// Sites and stops on the map; stops follow the mouse.
class SiteOverlay final : public MapOverlay {
public:
    explicit SiteOverlay(SiteDraft& draft) : draft_(draft) {}
    bool take(const MapInput& input, PanelContext& in) override;
    void draw(ImDrawList& list, ImVec2 origin, PanelContext& in) override;

private:
    SiteDraft& draft_;
};

} // namespace tractwise::viewer
