// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/charts/chart_area.hpp"
#include "viewer/charts/chart_data.hpp"
#include "viewer/charts/chart_people.hpp"

#include <memory>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// How rows fall into groups, and what the groups are called.
struct Groups {
    std::vector<std::int32_t> of_row; ///< negative: in none
    std::vector<std::string> labels;
    std::vector<ImU32> colors; ///< empty, or one per group
};
Groups groups_by_county(const tract::TractSet& tracts);
Groups groups_by_selection(const Selection& selection, Language language);
/// Classes of the map where it is the map's column; else quarters of the tracts, or the values
/// themselves where there are few.
Groups groups_by_column(const Snapshot& shown, const tract::Column& column, Reader reader);

/// Box plots of one column, a group a line; of groups of people, what they live with.
class GroupsChart {
public:
    void draw(PanelContext& in, ImVec2 size, const std::vector<ui::Choice>& choices);

    /// Names of groupings that are no columns.
    static constexpr const char* kCounty = ":county";
    static constexpr const char* kSelection = ":selection";
    static constexpr const char* kPeople = ":people"; ///< of race, age ...: no tracts, and no boxes

    std::string column, by; ///< empty: the viewer's own choice
    bool people = false;

private:
    const std::vector<ui::Choice>& groupings(PanelContext& in,
                                             const std::vector<ui::Choice>& choices);
    void update(PanelContext& in, const std::string& grouping, bool other);
    void draw_boxes(PanelContext& in, const ChartArea& area, ImVec2 corner, float line);
    void draw_box(PanelContext& in, const Box& box, ImU32 color, float y, float height) const;
    void draw_marks(PanelContext& in, const ChartArea& area, float line) const;
    void act(PanelContext& in, const ChartArea& area, float line);

    PeopleChart people_chart_;
    ColumnWatch watch_, by_watch_;
    SortedRows sorted_;
    ui::ColumnFormat format_;
    Groups groups_;
    std::vector<Box> boxes_;
    std::vector<std::size_t> shown_;    ///< groups with a value
    std::vector<std::int32_t> line_of_; ///< per group, -1 where it is not shown
    ui::Axis axis_;
    double middle_ = 0; ///< the median of all
    std::string made_by_;
    bool of_people_ = false;
    std::uint64_t made_version_ = 0;
    Reader reader_;
    std::size_t first_line_ = 0;
    std::size_t lines_ = 1;
    std::vector<ui::Choice> groupings_;
    std::weak_ptr<const study::ResultColumns> groupings_of_;
    Language groupings_language_ = Language::English;
};

} // namespace tractwise::viewer
