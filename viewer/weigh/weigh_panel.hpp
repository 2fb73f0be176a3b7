// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"
#include "viewer/weigh/firmness_section.hpp"
#include "viewer/weigh/index_changes.hpp"
#include "viewer/weigh/index_offers.hpp"
#include "viewer/weigh/recipe_shelf.hpp"
#include "viewer/weigh/weigh_rows.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace tractwise::viewer {

/// The recipe as a tree of sliders, and what the changes did to the ranking.
class WeighPanel final : public Panel {
public:
    WeighPanel() = default;
    /// `folders` of recipes and layers, for a study that has no index yet.
    WeighPanel(std::vector<std::filesystem::path> folders, const layer::LayerCatalog& catalog)
        : folders_(std::move(folders)), catalog_(&catalog) {}
    void draw(PanelContext& in) override;
    void wait() const { firmness_.wait(); } ///< until nothing is found out beside the window

private:
    void draw_no_index(PanelContext& in);
    void draw_head(PanelContext& in, const index::IndexRecipe& recipe);
    void draw_coverage(PanelContext& in);
    void draw_certainty(PanelContext& in);
    void draw_own(PanelContext& in) const;
    void draw_overall(PanelContext& in, const index::IndexRecipe& recipe);
    void draw_resets(PanelContext& in) const;
    void draw_changes(PanelContext& in);
    void draw_movers(PanelContext& in) const;
    void refresh_changes(PanelContext& in);

    std::vector<std::filesystem::path> folders_;
    const layer::LayerCatalog* catalog_ = nullptr;
    std::vector<IndexOffer> offers_;
    std::weak_ptr<const tract::TractTable> offered_for_;
    Language offered_in_ = Language::English;

    std::optional<index::IndexRecipe> extended_; ///< with the study's own columns
    RecipeShelf shelf_;
    WeighRows rows_;
    FirmnessSection firmness_;

    // What "compare from here" kept; empty: the percentiles of when the study was opened.
    std::vector<double> kept_;
    std::weak_ptr<const tract::TractSet> kept_of_;
    IndexChanges changes_;
    std::weak_ptr<const study::Results> changes_of_;
    bool changes_stale_ = true;

    std::string certainty_; ///< how sure the ranks are, of these results and in this language
    std::weak_ptr<const study::Results> certainty_of_;
    Language certainty_in_ = Language::English;
};

} // namespace tractwise::viewer
