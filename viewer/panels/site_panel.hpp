// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../panel.hpp"
#include "site_draft.hpp"

namespace tractwise::viewer {

/// The question about stops, the plan and what it does.
class SitePanel final : public Panel {
public:
    explicit SitePanel(SiteDraft& draft) : draft_(draft) {}
    void draw(PanelContext& in) override;

private:
    SiteDraft& draft_;
};

} // namespace tractwise::viewer
