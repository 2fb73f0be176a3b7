// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/charts/chart_groups.hpp"
#include "viewer/charts/chart_histogram.hpp"
#include "viewer/charts/chart_moran.hpp"
#include "viewer/charts/chart_scatter.hpp"
#include "viewer/map/column_choices.hpp"
#include "viewer/panel.hpp"

namespace tractwise::viewer {

/// Histogram, scatter and groups, and Moran's scatter beside a map of clusters, linked by the selection.
///
/// Side by side; one at a time, with a choice above it, where the drawer is narrow, and three of four with a choice
/// of the third where it is not wide.
/// Each shows the column of the map until another one is chosen.
class ChartsPanel final : public Panel {
public:
    void draw(PanelContext& in) override;
    std::string saved() const override;
    void restore(const ConfigTable& saved) override;

private:
    void draw_chart(PanelContext& in, int which, ImVec2 size,
                    const std::vector<ui::Choice>& choices);

    ColumnChoices choices_;
    HistogramChart histogram_;
    ScatterChart scatter_;
    GroupsChart groups_;
    MoranChart moran_;
    int alone_ = 0; ///< the chart that is shown where there is room for one
    int third_ = 1; ///< groups or Moran's scatter, where there is room for three
};

} // namespace tractwise::viewer
