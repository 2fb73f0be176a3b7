// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"
#include "viewer/site/site_draft.hpp"
#include "viewer/site/site_plan_view.hpp"
#include "viewer/site/site_question.hpp"
#include "viewer/site/site_scenarios.hpp"
#include "viewer/site/site_week.hpp"

#include <optional>

namespace tractwise::viewer {

/// The question about stops, the plan and what it does.
class SitePanel final : public Panel {
public:
    explicit SitePanel(SiteDraft& draft)
        : draft_(draft), plan_(draft), scenarios_(draft), week_(draft) {}
    void draw(PanelContext& in) override;

private:
    void draw_begin(PanelContext& in);
    void draw_question(PanelContext& in);
    void draw_summary(PanelContext& in) const;
    void draw_solve(PanelContext& in);
    bool draw_progress(PanelContext& in) const;

    SiteDraft& draft_;
    SiteQuestion question_;
    SitePlanView plan_;
    SiteScenarios scenarios_;
    SiteWeek week_;
    std::optional<plan::SitingChoice> begun_; ///< a question that is not in the study yet
};

} // namespace tractwise::viewer
