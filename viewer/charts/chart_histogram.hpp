// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/charts/chart_area.hpp"
#include "viewer/charts/chart_data.hpp"

#include <string>
#include <vector>

namespace tractwise::viewer {

/// How the values of one column are spread over tracts or people; a drag along the axis selects.
class HistogramChart {
public:
    /// Draws into `size` pixels from the cursor; `choices` are the columns to choose from.
    void draw(PanelContext& in, ImVec2 size, const std::vector<ui::Choice>& choices);

    std::string column; ///< empty: what the map shows
    bool people = false;

private:
    void draw_bars(PanelContext& in, const ChartArea& area, const ui::Axis& across,
                   const ui::Axis& up, bool as_on_map) const;
    void draw_marks(PanelContext& in, const ChartArea& area, const ui::Axis& across) const;
    void act(PanelContext& in, const ChartArea& area, const ui::Axis& across);
    void explain_bar(PanelContext& in, std::size_t bar) const;
    std::string range_words(double low, double high) const;

    ColumnWatch watch_;
    SortedRows sorted_;
    ui::ColumnFormat format_;
    Bars bars_;
    std::size_t most_bars_ = 0;
    bool of_people_ = false;
    std::uint64_t selection_version_ = 0;
    Reader reader_;
    Brush brush_;
};

} // namespace tractwise::viewer
