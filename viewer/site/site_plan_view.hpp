// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"
#include "viewer/site/site_draft.hpp"

namespace tractwise::viewer {

/// What the plan does: people reached before and after, stop by stop, group by group, with what one
/// stop more or less would do and how far it can be trusted. Numbers follow stops that are moved.
class SitePlanView {
public:
    explicit SitePlanView(SiteDraft& draft) : draft_(draft) {}
    /// Needs results with a plan.
    void draw(PanelContext& in);

private:
    void draw_figures(PanelContext& in) const;
    void draw_travel(PanelContext& in) const;
    void draw_moved(PanelContext& in);
    void draw_stops(PanelContext& in);
    /// `columns`: how many of the list found room; the others stand here.
    void draw_selected(PanelContext& in, std::size_t stop, std::size_t columns);
    void zoom_to(PanelContext& in, std::size_t stop);
    void draw_groups(PanelContext& in) const;
    void draw_curve(PanelContext& in) const;
    void draw_doubts(PanelContext& in) const;

    SiteDraft& draft_;
};

} // namespace tractwise::viewer
