// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../panel.hpp"
#include "index_changes.hpp"
#include "recipe_shelf.hpp"
#include "weigh_rows.hpp"

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
    void draw_head(PanelContext& in, const IndexRecipe& recipe);
    void draw_overall(PanelContext& in, const IndexRecipe& recipe);
    void draw_resets(PanelContext& in) const;
    void draw_changes(PanelContext& in);
    void draw_movers(PanelContext& in) const;
    void refresh_changes(PanelContext& in);

    RecipeShelf shelf_;
    WeighRows rows_;

    // What "compare from here" kept; empty: the percentiles of when the study was opened.
    std::vector<double> kept_;
    std::weak_ptr<const TractSet> kept_of_;
    IndexChanges changes_;
    std::weak_ptr<const Results> changes_of_;
    bool changes_stale_ = true;
};

} // namespace tractwise::viewer
