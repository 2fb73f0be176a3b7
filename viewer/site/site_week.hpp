// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"
#include "viewer/site/site_draft.hpp"

namespace tractwise::viewer {

/// The week in which vans visit the stops of the plan: what is asked of it, and day by day who is
/// where, when.
class SiteWeek {
public:
    explicit SiteWeek(SiteDraft& draft) : draft_(draft) {}
    void draw(PanelContext& in);

private:
    void draw_asked(PanelContext& in);
    void draw_depot(PanelContext& in) const;
    void draw_schedule(PanelContext& in);
    void draw_van(PanelContext& in, std::size_t day, std::size_t van) const;

    SiteDraft& draft_;
    bool editing_ = false;
};

} // namespace tractwise::viewer
