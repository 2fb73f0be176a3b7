// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"
#include "viewer/weigh/recipe_edits.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace tractwise::viewer {

/// The tree of domains and indicators: a row with switch and slider for each, and behind "..." its
/// direction, normalization and aggregation.
class WeighRows {
public:
    /// `recipe` as its file has it, without the study's changes.
    void draw(PanelContext& in, const index::IndexRecipe& recipe);

    /// Carries out a change of [index], or notes under `name` why the engine must not see it.
    void attempt(PanelContext& in, const index::IndexRecipe& recipe, const std::string& name,
                 Text label, const std::string& merge_key,
                 const std::function<void(study::IndexChoice&)>& how);
    /// The note on a refused change of the part, where the last one was refused.
    void draw_refusal(PanelContext& in, const std::string& name) const;

private:
    void refresh(PanelContext& in, const index::IndexRecipe& recipe);
    void draw_domain(PanelContext& in, const index::IndexRecipe& recipe,
                     const index::Domain& domain);
    void draw_indicator(PanelContext& in, const index::IndexRecipe& recipe,
                        const index::Indicator& indicator);
    void draw_parts(PanelContext& in, const index::IndexRecipe& recipe,
                    const index::Domain& domain);
    /// Switch, label and share; true where the row is opened.
    void draw_head(PanelContext& in, const index::IndexRecipe& recipe, const std::string& name,
                   const std::string& label, bool enabled, bool domain,
                   const std::string& explanation);
    void draw_slider(PanelContext& in, const index::IndexRecipe& recipe, const std::string& name,
                     const std::string& label, double weight);
    void draw_contribution(PanelContext& in, const std::string& name) const;
    void draw_indicator_choices(PanelContext& in, const index::IndexRecipe& recipe,
                                const index::Indicator& indicator);
    void draw_domain_choices(PanelContext& in, const index::IndexRecipe& recipe,
                             const index::Domain& domain);
    void draw_reset(PanelContext& in, const index::IndexRecipe& recipe, const std::string& name);

    study::IndexChoice choice_;  ///< that `applied_` was made from
    index::IndexRecipe applied_; ///< the recipe with the study's changes
    std::map<std::string, double> shares_;
    bool fresh_ = false;
    std::set<std::string> open_, more_; ///< domains shown with their parts; rows with their choices
    std::optional<Refusal> refused_;
    std::string refused_at_;
};

} // namespace tractwise::viewer
