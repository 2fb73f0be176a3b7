// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../panel.hpp"
#include "class_editor.hpp"
#include "colour_editor.hpp"
#include "column_choices.hpp"

#include <string>

namespace tractwise::viewer {

/// How the map looks: column, classes, colours, what is drawn over it, and a second map beside it.
class MapPanel final : public Panel {
public:
    void draw(PanelContext& in) override;

private:
    void draw_column(PanelContext& in);
    void draw_over(PanelContext& in) const;
    void draw_compare(PanelContext& in);

    ColumnChoices choices_;
    ClassEditor classes_;
    ColourEditor colours_;
    std::string title_;    ///< as it is typed
    std::string title_of_; ///< the title that it was written from
};

} // namespace tractwise::viewer
