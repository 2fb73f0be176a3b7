// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/class_editor.hpp"
#include "viewer/map/cluster_editor.hpp"
#include "viewer/map/color_editor.hpp"
#include "viewer/map/column_choices.hpp"
#include "viewer/panel.hpp"

#include <string>

namespace tractwise::viewer {

/// How the map looks: column, classes or clusters, colors, what is drawn over it, and a second map beside it.
class MapPanel final : public Panel {
public:
    void draw(PanelContext& in) override;

private:
    void draw_column(PanelContext& in);
    void draw_kind(PanelContext& in) const; ///< the column itself, or where it clusters
    void draw_over(PanelContext& in) const;
    void draw_kinds(PanelContext& in) const;
    void draw_compare(PanelContext& in);

    ColumnChoices choices_;
    ClassEditor classes_;
    ClusterEditor clusters_;
    ColorEditor colors_;
    std::string title_;    ///< as it is typed
    std::string title_of_; ///< the title that it was written from
};

} // namespace tractwise::viewer
