// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/column_choices.hpp"
#include "viewer/map/tract_facts.hpp"
#include "viewer/panel.hpp"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// The card of the pinned tract: who lives there, its place in the index and why, and every number
/// that the study has on it. The app's Esc unpins.
class Inspector final : public Panel {
public:
    void draw(PanelContext& in) override;
    /// The rectangle of the map in the window; the card finds its place in it.
    void place(ImVec2 least, ImVec2 size) {
        least_ = least;
        size_ = size;
    }

private:
    void refresh(PanelContext& in);
    void draw_title(PanelContext& in);
    void draw_who(PanelContext& in) const;
    void draw_index(PanelContext& in) const;
    void draw_shown_column(PanelContext& in) const;
    void draw_cluster(PanelContext& in) const;
    void draw_parts(PanelContext& in);
    bool draw_part(PanelContext& in, const PartFact& part, double largest);
    void draw_columns(PanelContext& in);
    void draw_column(PanelContext& in, const ui::Choice& choice);
    bool is_part(const PanelContext& in, const std::string& column) const;

    ImVec2 least_{0, 0}, size_{0, 0};
    bool folded_ = false;
    float content_ = 0; ///< height of the last frame, so that the card is no larger than it needs

    // Words of the pinned tract, made again with new results, another tract, column or language.
    std::weak_ptr<const study::ResultColumns> made_for_;
    std::uint32_t row_ = 0;
    Reader reader_;
    map::TractWords index_words_, column_words_;
    std::string column_;
    bool column_is_index_ = false;
    std::vector<PartFact> parts_;
    std::set<std::string> closed_; ///< domains shown without their indicators

    ColumnChoices choices_;
    ColumnFacts facts_;
};

} // namespace tractwise::viewer
