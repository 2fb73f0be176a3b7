// SPDX-License-Identifier: Apache-2.0
#include "viewer/charts/chart_groups.hpp"

#include "viewer/charts/chart_defaults.hpp"
#include "viewer/charts/chart_texts.hpp"

#include "engine/core/text.hpp"
#include "engine/words/amounts.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr Text kBy{"by", "por"};
constexpr Text kBoxOptions{"Options of the box plots", "Opciones de los diagramas de caja"};
constexpr Text kQuartilesOfPeople{"Quartiles of people, not tracts",
                                  "Cuartiles de personas, no de sectores"};
constexpr Text kQuartilesOfPeopleTip{
    "Half of the people of a group live in tracts at its median or below.",
    "La mitad de las personas de un grupo vive en sectores con su mediana "
    "o menos."};
constexpr Text kCountyChoice{"County", "Condado"};
constexpr Text kSelectionChoice{"Selected and others", "Seleccionados y los demás"};
constexpr Text kPeopleChoice{"Groups of people", "Grupos de personas"};
constexpr Text kGroupings{"Groups", "Grupos"};
constexpr Text kMiddle{"dotted: median of all", "punteado: mediana de todos"};
constexpr Text kTractsPeople{"{} tracts, {} people", "{} sectores, {} personas"};
constexpr Text kMedian{"Median: {}", "Mediana: {}"};
constexpr Text kHalf{"Middle half: {}", "Mitad central: {}"};
constexpr Text kAll{"All: {}", "Todos: {}"};
constexpr Text kBeyond{"{} tracts beyond the whiskers", "{} sectores más allá de los bigotes"};
constexpr Text kClickSelects{"Click to select this group.",
                             "Haga clic para seleccionar este grupo."};

} // namespace

const std::vector<ui::Choice>& GroupsChart::groupings(PanelContext& in,
                                                      const std::vector<ui::Choice>& choices) {
    if (groupings_of_.lock() == in.shown().columns && groupings_language_ == in.view.language)
        return groupings_;
    groupings_of_ = in.shown().columns;
    groupings_language_ = in.view.language;
    groupings_ = {{kSelection, in.tr(kSelectionChoice), in.tr(kGroupings), {}},
                  {kCounty, in.tr(kCountyChoice), in.tr(kGroupings), {}},
                  {kPeople, in.tr(kPeopleChoice), in.tr(kGroupings), {}}};
    groupings_.insert(groupings_.end(), choices.begin(), choices.end());
    return groupings_;
}

void GroupsChart::update(PanelContext& in, const std::string& grouping, bool other) {
    const Snapshot& shown = in.shown();
    const Reader reader = in.reader();
    const bool by_selection = grouping == kSelection, by_county = grouping == kCounty;
    const bool other_by = !by_selection && !by_county && by_watch_.changed(shown, grouping);
    // Groups change with the selection, or with the classes of the map.
    const std::uint64_t version = by_selection ? in.view.selection.version()
                                  : by_county  ? shown.results_version
                                               : shown.scene_version;
    if (!other && !other_by && made_by_ == grouping && made_version_ == version &&
        of_people_ == people && reader_ == reader)
        return;
    made_by_ = grouping;
    made_version_ = version;
    of_people_ = people;
    reader_ = reader;
    if (other || format_.reader != reader) {
        sorted_ = SortedRows(watch_.column()->values);
        format_ = ui::ColumnFormat::of(*watch_.column(), reader);
    }
    if (by_selection)
        groups_ = groups_by_selection(in.view.selection, reader);
    else if (by_county)
        groups_ = groups_by_county(*shown.results->tracts);
    else
        groups_ = groups_by_column(shown, *by_watch_.column(), reader);
    const std::span<const double> weights =
        people ? std::span<const double>(shown.people) : std::span<const double>();
    boxes_ = boxes_of(sorted_, groups_.of_row, groups_.labels, weights);
    shown_.clear();
    line_of_.assign(boxes_.size(), -1);
    for (std::size_t i = 0; i < boxes_.size(); ++i)
        if (!boxes_[i].rows.empty()) {
            line_of_[i] = static_cast<std::int32_t>(shown_.size());
            shown_.push_back(i);
        }
    if (sorted_.empty())
        return;
    const double span = sorted_.values.back() - sorted_.values.front();
    axis_ = ui::Axis{.low = sorted_.values.front() - span * 0.02,
                     .high = sorted_.values.back() + span * 0.02}
                .widened();
    const std::vector<std::int32_t> one(groups_.of_row.size(), 0);
    middle_ = boxes_of(sorted_, one, {""}, weights).front().median;
}

void GroupsChart::draw(PanelContext& in, ImVec2 size, const std::vector<ui::Choice>& choices) {
    const Snapshot& shown = in.shown();
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    std::string name = !column.empty() && shown.columns->has(column) ? column : shown.scene.column;
    const bool known = by == kCounty || by == kSelection || by == kPeople || shown.columns->has(by);
    std::string grouping = known ? by : other_column(shown, name);
    const float icon = in.ui.px(32), gap = in.ui.px(4);
    const float word = ImGui::CalcTextSize(in.tr(kBy)).x;
    const float each = (size.x - icon - word - 3 * gap - in.ui.px(4)) / 2 / in.ui.scale;
    if (ui::choose(in.ui, "charts.groups.column", name, choices, each))
        column = name;
    tell_choice(in, choices, name);
    ImGui::SameLine(0, gap + in.ui.px(2));
    ImGui::AlignTextToFramePadding();
    ImGui::TextDisabled("%s", in.tr(kBy));
    ImGui::SameLine(0, gap + in.ui.px(2));
    if (ui::choose(in.ui, "charts.groups.by", grouping, groupings(in, choices), each))
        by = grouping;
    tell_choice(in, groupings_, grouping);
    beside_field(corner.y, gap, icon);
    if (ui::icon_button(in.ui, "charts.groups.options", ui::Icon::Settings, kBoxOptions))
        ImGui::OpenPopup("options");
    if (ImGui::BeginPopup("options")) {
        ui::checkbox(in.ui, "charts.groups.people", kQuartilesOfPeople, people,
                     kQuartilesOfPeopleTip);
        ImGui::EndPopup();
    }

    const ChartRoom room = chart_room(in, corner, size);
    const ImVec2 least = room.least, greatest = room.greatest;
    if (grouping == kPeople) {
        if (!room.too_low())
            people_chart_.draw(in, room, corner, name);
        return;
    }
    const bool other = watch_.changed(shown, name);
    if (watch_.column() == nullptr || room.too_low())
        return;
    update(in, grouping, other);
    if (shown_.empty()) {
        chart_empty(in, least, greatest, kNoTractHasValue);
        return;
    }
    const float least_line = in.ui.fonts.small->FontSize + in.ui.px(3);
    const float height = greatest.y - least.y;
    lines_ = std::clamp(static_cast<std::size_t>(std::max(1.0F, height / least_line)),
                        std::size_t{1}, shown_.size());
    first_line_ = std::min(first_line_, shown_.size() - lines_);
    const float line = height / static_cast<float>(lines_);
    chart_caption(in, room.caption, greatest.x - corner.x, in.tr(kMiddle),
                  lines_ < shown_.size() ? fmt::format(fmt::runtime(in.tr(kLines)), first_line_ + 1,
                                                       first_line_ + lines_, shown_.size())
                                         : std::string());
    float label_width = 0;
    for (std::size_t i = 0; i < lines_; ++i)
        label_width =
            std::max(label_width, ui::small_width(in.ui, boxes_[shown_[first_line_ + i]].label));
    const float left =
        least.x + std::min(label_width + in.ui.px(10), (greatest.x - least.x) * 0.42F);
    axis_.from = left;
    axis_.to = greatest.x;
    const ChartArea area = chart_area(in, "charts.groups", {left, least.y}, greatest);
    if (area.tiny())
        return;
    ui::draw_axis_below(in.ui, *ImGui::GetWindowDrawList(), axis_, least.y, greatest.y, format_);
    draw_boxes(in, area, corner, line);
    draw_marks(in, area, line);
    act(in, area, line);
}

void GroupsChart::draw_boxes(PanelContext& in, const ChartArea& area, ImVec2 corner, float line) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ui::Colors& c = in.ui.colors();
    const float x = axis_.pixel(middle_);
    for (float y = area.least.y; y < area.greatest.y; y += in.ui.px(5))
        list.AddLine({x, y}, {x, std::min(y + in.ui.px(2), area.greatest.y)}, c.muted);
    const bool by_selection = made_by_ == kSelection;
    for (std::size_t i = 0; i < lines_; ++i) {
        const std::size_t group = shown_[first_line_ + i];
        const Box& box = boxes_[group];
        const float y = area.least.y + line * static_cast<float>(i);
        ImGui::PushFont(in.ui.fonts.small);
        const std::string label = ui::fitted(box.label, area.least.x - corner.x - in.ui.px(8));
        ImGui::PopFont();
        ui::small_text(in.ui, list,
                       {area.least.x - in.ui.px(8), y + (line - in.ui.fonts.small->FontSize) / 2},
                       label, c.text, true);
        const ImU32 color = !groups_.colors.empty()      ? groups_.colors[group]
                            : by_selection && group == 0 ? c.selection
                                                         : c.accent;
        draw_box(in, box, color, y + line / 2, std::min(line * 0.62F, in.ui.px(20)));
    }
}

void GroupsChart::draw_box(PanelContext& in, const Box& box, ImU32 color, float y,
                           float height) const {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ui::Colors& c = in.ui.colors();
    const float half = height / 2;
    const float low = axis_.pixel(box.low), q1 = axis_.pixel(box.q1), q3 = axis_.pixel(box.q3);
    const float high = axis_.pixel(box.high), median = axis_.pixel(box.median);
    list.AddLine({low, y}, {q1, y}, c.muted);
    list.AddLine({q3, y}, {high, y}, c.muted);
    list.AddLine({low, y - half * 0.5F}, {low, y + half * 0.5F}, c.muted);
    list.AddLine({high, y - half * 0.5F}, {high, y + half * 0.5F}, c.muted);
    list.AddRectFilled({q1, y - half}, {std::max(q3, q1 + 1), y + half}, ui::faded(color, 0.55),
                       in.ui.px(2));
    list.AddRect({q1, y - half}, {std::max(q3, q1 + 1), y + half}, ui::faded(c.text, 0.6),
                 in.ui.px(2));
    list.AddLine({median, y - half}, {median, y + half}, c.text, in.ui.px(2));
    // One dot a pixel: more could not be seen.
    float last = -FLT_MAX;
    const auto dot = [&](double value) {
        const float x = std::round(axis_.pixel(value));
        if (x == last)
            return;
        last = x;
        list.AddCircleFilled({x, y}, in.ui.px(1.6), ui::faded(c.muted, 0.8), 6);
    };
    for (std::size_t i = 0; i < box.below; ++i)
        dot(box.values[i]);
    for (std::size_t i = box.values.size() - box.above; i < box.values.size(); ++i)
        dot(box.values[i]);
}

void GroupsChart::draw_marks(PanelContext& in, const ChartArea& area, float line) const {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const std::vector<double>& values = watch_.column()->values;
    const auto mark = [&](std::optional<std::uint32_t> row, ImU32 color) {
        if (!row || *row >= values.size() || !std::isfinite(values[*row]) ||
            groups_.of_row[*row] < 0)
            return;
        const std::int32_t at = line_of_[static_cast<std::size_t>(groups_.of_row[*row])];
        const auto first = static_cast<std::int32_t>(first_line_);
        if (at < first || at >= first + static_cast<std::int32_t>(lines_))
            return;
        const float y = area.least.y + line * (static_cast<float>(at - first) + 0.5F);
        const float x = axis_.pixel(values[*row]), side = in.ui.px(6);
        list.AddQuadFilled({x, y - side}, {x + side, y}, {x, y + side}, {x - side, y}, color);
        list.AddQuad({x, y - side}, {x + side, y}, {x, y + side}, {x - side, y},
                     in.ui.colors().background);
    };
    mark(in.view.pinned, in.ui.colors().selection);
    mark(in.view.hovered, in.ui.colors().text);
}

void GroupsChart::act(PanelContext& in, const ChartArea& area, float line) {
    if (!area.hovered)
        return;
    if (const float wheel = ImGui::GetIO().MouseWheel; wheel != 0 && lines_ < shown_.size()) {
        const std::size_t last = shown_.size() - lines_;
        first_line_ = wheel > 0 ? first_line_ - std::min<std::size_t>(first_line_, 1)
                                : std::min(first_line_ + 1, last);
    }
    const auto at = static_cast<std::size_t>((area.mouse.y - area.least.y) / line);
    if (at >= lines_)
        return;
    const float y = area.least.y + line * static_cast<float>(at);
    ImGui::GetWindowDrawList()->AddRectFilled({area.least.x, y}, {area.greatest.x, y + line},
                                              ui::faded(in.ui.colors().text, 0.05));
    const Box& box = boxes_[shown_[first_line_ + at]];
    // The group may be the selection itself: its rows are copied before it changes.
    if (area.released) {
        const std::vector<std::uint32_t> rows = box.rows;
        in.view.selection.apply(rows, mode_of_keys());
    }
    const std::string tracts = format_count(double(box.rows.size()));
    const std::size_t beyond = box.below + box.above;
    const std::array<std::string, 7> lines = {
        box.label,
        people ? fmt::format(fmt::runtime(in.tr(kTractsPeople)), tracts, words::people(box.people))
               : fmt::format(fmt::runtime(in.tr(kTractCount)), tracts),
        fmt::format(fmt::runtime(in.tr(kMedian)), format_.words(box.median)),
        fmt::format(fmt::runtime(in.tr(kHalf)), format_.words(box.q1, box.q3)),
        fmt::format(fmt::runtime(in.tr(kAll)), format_.words(box.least, box.greatest)),
        beyond > 0 ? fmt::format(fmt::runtime(in.tr(kBeyond)), format_count(double(beyond)))
                   : std::string(),
        in.tr(kClickSelects)};
    chart_tooltip(in, lines);
}

} // namespace tractwise::viewer
