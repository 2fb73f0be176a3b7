// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"
#include "viewer/site/site_draft.hpp"

#include "engine/study/coverage.hpp"

#include <cstdint>
#include <vector>

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
    void draw_coverage(PanelContext& in);
    void draw_moved(PanelContext& in);
    void draw_stops(PanelContext& in);
    /// `columns`: how many of the list found room; the others stand here.
    void draw_selected(PanelContext& in, std::size_t stop, std::size_t columns);
    void zoom_to(PanelContext& in, std::size_t stop);
    void draw_groups(PanelContext& in) const;
    void draw_curve(PanelContext& in) const;
    void draw_doubts(PanelContext& in) const;

    void draw_left_out(PanelContext& in);

    SiteDraft& draft_;
    std::vector<study::CoverageDoubt> doubts_;
    std::uint64_t doubts_of_ = ~std::uint64_t{0}; ///< results that they were found for
    /// Need of a tract that no open site reaches with the plan, the most first.
    struct LeftOut {
        std::uint32_t tract;
        double need;
    };
    std::vector<LeftOut> left_out_;
    const plan::SitingResults* left_out_of_ = nullptr;
};

} // namespace tractwise::viewer
