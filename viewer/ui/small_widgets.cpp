// SPDX-License-Identifier: Apache-2.0
#include "viewer/ui/small_widgets.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>

namespace tractwise::viewer::ui {

bool small_icon(Ui& ui, std::string_view id, Icon icon, Text tip, bool on) {
    const float side = ImGui::GetFrameHeight() * 0.8F;
    const ImVec2 least = ImGui::GetCursorScreenPos();
    const bool clicked = ui::hit_area(std::string(id).c_str(), {side, side});
    note_item(ui, id);
    const bool lit =
        ImGui::IsItemHovered() || (ImGui::IsItemFocused() && ImGui::GetIO().NavVisible);
    const Colors& c = ui.colors();
    if (lit)
        ImGui::GetWindowDrawList()->AddRectFilled(least, {least.x + side, least.y + side}, c.hover,
                                                  ui.px(4));
    const float inset = side * 0.16F;
    draw_icon(*ImGui::GetWindowDrawList(), icon, {least.x + inset, least.y + inset},
              side - 2 * inset, on || lit ? c.accent : c.muted, ui.scale);
    tooltip(ui, tip.in(ui.language));
    return clicked;
}

void share_bar(Ui& ui, double share, double height) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, thick = ui.px(height);
    list.AddRectFilled(at, {at.x + width, at.y + thick}, ui.colors().line, thick / 2);
    if (!std::isnan(share) && share > 0)
        list.AddRectFilled(
            at,
            {at.x + std::max(thick, width * static_cast<float>(std::min(share, 1.0))),
             at.y + thick},
            ui.colors().accent, thick / 2);
    ImGui::Dummy({width, thick});
}

void place_line(Ui& ui, double share) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, height = ui.px(8);
    const float y = at.y + height / 2, radius = ui.px(3.5);
    const float left = at.x + radius, span = width - 2 * radius;
    list.AddLine({left, y}, {left + span, y}, ui.colors().line, ui.px(2));
    list.AddLine({left + span / 2, y - ui.px(3)}, {left + span / 2, y + ui.px(3)},
                 ui.colors().strong_line, ui.px(1));
    if (!std::isnan(share))
        list.AddCircleFilled({left + span * static_cast<float>(share), y}, radius,
                             ui.colors().accent, 16);
    ImGui::Dummy({width, height});
}

bool left_and_right(Ui& ui, const std::string& left, const std::string& right, ImU32 left_color,
                    ImU32 right_color) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float right_width = ImGui::CalcTextSize(right.c_str()).x;
    const std::string shown = fitted(left, std::max(0.0F, width - right_width - ui.px(10)));
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddText(at, left_color, shown.c_str());
    list.AddText({at.x + width - right_width, at.y}, right_color, right.c_str());
    ImGui::Dummy({width, ImGui::GetTextLineHeight()});
    return shown != left;
}

std::string wrapped(const ImFont* font, const std::string& text, float width) {
    const auto width_of = [&](const std::string& words) {
        return font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, words.c_str()).x;
    };
    std::string all, line;
    for (const std::string& word : split(text, ' ')) {
        const std::string longer = line.empty() ? word : line + " " + word;
        if (!line.empty() && width_of(longer) > width) {
            all += line + "\n";
            line = word;
        } else {
            line = longer;
        }
    }
    return all + line;
}

} // namespace tractwise::viewer::ui
