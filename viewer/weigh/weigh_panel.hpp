// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"
#include "viewer/weigh/index_changes.hpp"
#include "viewer/weigh/recipe_shelf.hpp"
#include "viewer/weigh/weigh_rows.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace tractwise::viewer {

/// The recipe as a tree of sliders, and what the changes did to the ranking.
class WeighPanel final : public Panel {
public:
    void draw(PanelContext& in) override;

private:
    void draw_no_index(PanelContext& in) const;
    void draw_head(PanelContext& in, const index::IndexRecipe& recipe);
    void draw_overall(PanelContext& in, const index::IndexRecipe& recipe);
    void draw_resets(PanelContext& in) const;
    void draw_changes(PanelContext& in);
    void draw_movers(PanelContext& in) const;
    void refresh_changes(PanelContext& in);

    RecipeShelf shelf_;
    WeighRows rows_;

    // What "compare from here" kept; empty: the percentiles of when the study was opened.
    std::vector<double> kept_;
    std::weak_ptr<const tract::TractSet> kept_of_;
    IndexChanges changes_;
    std::weak_ptr<const study::Results> changes_of_;
    bool changes_stale_ = true;
};

} // namespace tractwise::viewer
