// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../panel.hpp"

namespace tractwise::viewer {

/// The legend over the map.
class LegendCard final : public Panel {
public:
    void draw(PanelContext& in) override;
    /// The rectangle of the map in the window; the card finds its place in it.
    void place(ImVec2 least, ImVec2 size) {
        least_ = least;
        size_ = size;
    }

private:
    ImVec2 least_{0, 0}, size_{0, 0};
};

} // namespace tractwise::viewer
