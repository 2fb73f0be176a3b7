// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/charts/chart_area.hpp"
#include "viewer/charts/chart_data.hpp"
#include "viewer/charts/point_cloud.hpp"

#include "engine/stats/pairs.hpp"

#include <string>
#include <vector>

namespace tractwise::viewer {

/// Two columns against each other, a point a tract; a box drawn with the mouse selects.
class ScatterChart {
public:
    void draw(PanelContext& in, ImVec2 size, const std::vector<ui::Choice>& choices);

    std::string across, up; ///< columns; empty: the viewer's own choice
    bool log_across = false, log_up = false;
    bool line = true;

private:
    void choose_columns(PanelContext& in, float width, const std::vector<ui::Choice>& choices,
                        std::string& x, std::string& y);
    void measure(PanelContext& in);
    void draw_line(PanelContext& in, const ChartArea& area) const;
    std::string facts(const PanelContext& in, float width) const;

    ColumnWatch watch_x_, watch_y_;
    ui::ColumnFormat format_x_, format_y_;
    stats::Pairs pairs_{};
    bool logs_measured_[2] = {false, false};
    ui::Axis axis_x_, axis_y_;
    std::uint64_t places_version_ = 0; ///< grows with the values
    PointCloud cloud_;
    Reader reader_;
};

} // namespace tractwise::viewer
