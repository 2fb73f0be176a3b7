// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"
#include "viewer/site/site_edits.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// The fields of a question about stops: of the study's own, or of one that is being begun.
///
///     question.draw(in, *in.document.study.siting, SiteQuestion::Part::All,
///                   [&](Text label, std::string key, auto how) { in.edits.change(...); });
///
/// A text that cannot be meant stays in its field with the reason below, and changes nothing.
class SiteQuestion {
public:
    enum class Part { Essentials, All };
    using How = std::function<void(plan::SitingChoice&)>;
    using Apply = std::function<void(Text label, std::string merge_key, How how)>;
    void draw(PanelContext& in, const plan::SitingChoice& choice, Part part, const Apply& apply);
    /// What is wrong with the question, in the engine's words.
    const std::optional<QuestionProblem>& problem(const plan::SitingChoice& choice);

private:
    /// A text field that shows what the question says until somebody types.
    struct Field {
        std::string text, from, error;
    };
    bool field(PanelContext& in, const char* id, Field& field, const std::string& current,
               Text hint, float width = -1);
    void limit_field(PanelContext& in, const plan::SitingChoice& choice, const Apply& apply);
    void prepare(PanelContext& in);

    void draw_goal(PanelContext& in, const plan::SitingChoice& choice, const Apply& apply);
    void draw_size(PanelContext& in, const plan::SitingChoice& choice, const Apply& apply);
    void draw_need(PanelContext& in, const plan::SitingChoice& choice, Part part,
                   const Apply& apply);
    void draw_only(PanelContext& in, const plan::SitingChoice& choice, const Apply& apply);
    void draw_sites(PanelContext& in, const plan::SitingChoice& choice, bool candidates,
                    const Apply& apply);
    void draw_travel(PanelContext& in, const plan::SitingChoice& choice, const Apply& apply);
    void draw_roles(PanelContext& in, const plan::SitingChoice& choice, const Apply& apply);
    void draw_more(PanelContext& in, const plan::SitingChoice& choice, const Apply& apply);

    const study::Results* made_for_ = nullptr;
    Language language_ = Language::English;                 ///< of the labels
    std::vector<ui::Choice> counts_, factors_, conditions_; ///< columns for need, weights, only
    Field within_, beyond_, cost_column_, capacity_column_;
    std::vector<Field> filters_[2]; ///< of candidates, of existing sites
    bool more_ = false;
    std::optional<plan::SitingChoice> checked_;
    std::optional<QuestionProblem> problem_;
};

} // namespace tractwise::viewer
