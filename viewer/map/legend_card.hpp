// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/legend_drawing.hpp"
#include "viewer/panel.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace tractwise::viewer {

/// The legend over the map: foldable; a click on a row selects its tracts, Shift adds them.
class LegendCard final : public Panel {
public:
    void draw(PanelContext& in) override;
    /// The rectangle of the map in the window; the card finds its place in it. `sites`: what is drawn
    /// of a plan.
    void place(ImVec2 least, ImVec2 size, std::vector<LegendSymbol> sites = {}) {
        least_ = least;
        size_ = size;
        sites_ = std::move(sites);
    }
    /// What the card covers, of the last frame; nothing where it was not drawn.
    struct Covered {
        ImVec2 least, greatest;
    };
    const std::optional<Covered>& covered() const { return covered_; }

private:
    /// As it stands on the card: one line where it is folded.
    std::string title(const PanelContext& in, float room) const;
    void draw_title(PanelContext& in, float room);
    void draw_folded(PanelContext& in) const;
    void draw_rows(PanelContext& in, const std::vector<LegendSymbol>& symbols, bool fits) const;
    void draw_hit(PanelContext& in, const std::vector<LegendSymbol>& symbols,
                  const LegendHit& hit) const;

    ImVec2 least_{0, 0}, size_{0, 0};
    std::vector<LegendSymbol> sites_;
    std::optional<Covered> covered_;
    bool folded_ = false; ///< of itself where the map is narrow, until the user decides
    bool user_decided_ = false;
};

} // namespace tractwise::viewer
