// SPDX-License-Identifier: Apache-2.0
#include "viewer/charts/chart_area.hpp"

#include <algorithm>
#include <cmath>

namespace tractwise::viewer {

ChartArea chart_area(PanelContext& in, std::string_view id, ImVec2 least, ImVec2 greatest) {
    ChartArea area;
    area.least = least;
    area.greatest = {std::max(greatest.x, least.x + 1), std::max(greatest.y, least.y + 1)};
    ImGui::SetCursorScreenPos(least);
    ui::hit_area(std::string(id).c_str(), {area.width(), area.height()});
    ui::note_item(in.ui, id);
    area.hovered = ImGui::IsItemHovered();
    area.pressed = ImGui::IsItemActivated();
    area.held = ImGui::IsItemActive();
    area.released = ImGui::IsItemDeactivated();
    const ImVec2 at = ImGui::GetIO().MousePos;
    area.mouse = {std::clamp(at.x, area.least.x, area.greatest.x),
                  std::clamp(at.y, area.least.y, area.greatest.y)};
    return area;
}

Selection::Mode mode_of_keys() {
    const ImGuiIO& io = ImGui::GetIO();
    return io.KeyCtrl    ? Selection::Mode::Remove
           : io.KeyShift ? Selection::Mode::Add
                         : Selection::Mode::Replace;
}

bool Brush::update(const ChartArea& area, const PanelContext& in) {
    clicked_ = false;
    if (area.pressed) {
        from_ = area.mouse;
        last_ = {-1, -1};
        moved_ = false;
        mode_ = mode_of_keys();
        base_ = mode_ == Selection::Mode::Replace ? std::vector<std::uint32_t>()
                                                  : in.view.selection.selected();
    }
    if (!from_)
        return false;
    if (area.held && !moved_) {
        const float slack = in.ui.px(4);
        moved_ = std::hypot(area.mouse.x - from_->x, area.mouse.y - from_->y) > slack;
    }
    if (!area.held) {
        clicked_ = area.released && !moved_;
        from_.reset();
        return false;
    }
    fresh_ = area.mouse.x != last_.x || area.mouse.y != last_.y;
    last_ = area.mouse;
    return moved_;
}

void Brush::select(std::span<const std::uint32_t> rows, PanelContext& in) const {
    if (!fresh_)
        return;
    Selection& selection = in.view.selection;
    if (mode_ != Selection::Mode::Replace)
        selection.apply(base_, Selection::Mode::Replace);
    selection.apply(rows, mode_);
}

void click_tract(PanelContext& in, std::uint32_t row) {
    const std::uint32_t rows[] = {row};
    const Selection::Mode mode = mode_of_keys();
    if (mode == Selection::Mode::Add)
        in.view.selection.toggle(row);
    else
        in.view.selection.apply(rows, mode);
    if (mode == Selection::Mode::Replace)
        in.view.pinned = row;
}

void HoverLink::show(PanelContext& in, std::optional<std::uint32_t> row) {
    if (row)
        in.view.hovered = row;
    else if (mine_)
        in.view.hovered.reset();
    mine_ = row.has_value();
}

ChartRoom chart_room(PanelContext& in, ImVec2 corner, ImVec2 size) {
    const float fields = std::max(in.ui.px(32), ImGui::GetFrameHeight()) + in.ui.px(2);
    const float caption = in.ui.fonts.small->FontSize + in.ui.px(4);
    return {.caption = {corner.x, corner.y + fields},
            .least = {corner.x, corner.y + fields + caption},
            .greatest = {corner.x + size.x - in.ui.px(6),
                         corner.y + size.y - ui::below_axis_height(in.ui)}};
}

void chart_caption(PanelContext& in, ImVec2 least, float width, const std::string& left,
                   const std::string& right) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ui::Colors& c = in.ui.colors();
    const float right_width = ui::small_width(in.ui, right);
    ui::small_text(in.ui, list, {least.x + width, least.y}, right, c.muted, true);
    if (ui::small_width(in.ui, left) + right_width + in.ui.px(10) <= width)
        ui::small_text(in.ui, list, least, left, c.muted);
}

void chart_empty(PanelContext& in, ImVec2 least, ImVec2 greatest, Text text) {
    const float width = std::max(greatest.x - least.x - in.ui.px(16), in.ui.px(40));
    const char* words = in.tr(text);
    ImFont* font = in.ui.fonts.small;
    const ImVec2 size = font->CalcTextSizeA(font->FontSize, FLT_MAX, width, words);
    ImGui::GetWindowDrawList()->AddText(font, font->FontSize,
                                        {least.x + (greatest.x - least.x - size.x) / 2,
                                         least.y + (greatest.y - least.y - size.y) / 2},
                                        in.ui.colors().muted, words, nullptr, width);
}

void beside_field(float line_y, float gap, float height) {
    ImGui::SameLine(0, gap);
    ImGui::SetCursorScreenPos({ImGui::GetCursorScreenPos().x,
                               line_y + std::floor((ImGui::GetFrameHeight() - height) / 2)});
}

void tell_choice(PanelContext& in, const std::vector<ui::Choice>& choices,
                 std::string_view chosen) {
    const auto found = std::find_if(choices.begin(), choices.end(),
                                    [&](const ui::Choice& choice) { return choice.id == chosen; });
    if (found != choices.end())
        ui::tooltip(in.ui,
                    found->detail.empty() ? found->label : found->label + "\n" + found->detail);
}

void chart_tooltip(PanelContext& in, std::span<const std::string> lines) {
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {in.ui.px(8), in.ui.px(2)});
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(in.ui.px(340));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].empty())
            continue;
        ImGui::PushFont(i == 0 ? in.ui.fonts.bold : in.ui.fonts.small);
        ImGui::TextUnformatted(lines[i].c_str());
        ImGui::PopFont();
    }
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
}

} // namespace tractwise::viewer
