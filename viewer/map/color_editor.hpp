// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/column_choices.hpp"
#include "viewer/panel.hpp"

namespace tractwise::viewer {

/// What classes are painted with: a palette, or nine colors for two columns; how it looks to
/// color-blind readers; hatches over estimates that are not to be trusted.
class ColorEditor {
public:
    /// "Two columns at once": the switch, the second column and its palette.
    void draw_second_column(PanelContext& in, ColumnChoices& choices);
    void draw_palette(PanelContext& in);
    void draw_vision(PanelContext& in);
    void draw_hatching(PanelContext& in);

private:
    bool show_all_ = false;
};

} // namespace tractwise::viewer
