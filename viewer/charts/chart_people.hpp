// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/charts/chart_area.hpp"
#include "viewer/charts/chart_data.hpp"

#include "engine/report/disparity.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace tractwise::viewer {

/// What groups of people live with: the mean of a column of each group, with its 90 % interval, and what is unequal
/// about it in one line. Of the selected tracts where some are selected, else of all. The numbers are those of
/// `tractwise disparity` and of the needs report, whose profile names the groups.
class PeopleChart {
public:
    /// Below the fields of the chart of groups; `corner` is theirs.
    void draw(PanelContext& in, const ChartRoom& room, ImVec2 corner, const std::string& column);

private:
    void update(PanelContext& in, const std::string& column);
    void draw_line(PanelContext& in, std::size_t group, float left, float label_width,
                   float y) const;
    void act(PanelContext& in, const ChartArea& area, float line);

    std::optional<report::Disparity> found_;
    std::string of_;
    std::uint64_t of_results_ = 0, of_selection_ = 0;
    Reader reader_;
    ui::ColumnFormat format_;
    ui::Axis axis_;
    std::size_t first_line_ = 0, lines_ = 1;
};

} // namespace tractwise::viewer
