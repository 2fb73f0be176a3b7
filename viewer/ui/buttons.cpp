// SPDX-License-Identifier: Apache-2.0
#include "viewer/ui/widgets.hpp"
#include "viewer/ui/with_id.hpp"

#include <algorithm>

#include <imgui_internal.h>

namespace tractwise::viewer::ui {

void note_item(Ui& ui, std::string_view id) {
    if (ImGui::IsItemVisible())
        ui.items.note(
            id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
            (ImGui::GetCurrentContext()->LastItemData.InFlags & ImGuiItemFlags_Disabled) == 0);
}

bool hit_area(const char* id, ImVec2 size, ImGuiButtonFlags flags) {
    return ImGui::InvisibleButton(id, {std::max(size.x, 1.0F), std::max(size.y, 1.0F)}, flags);
}

bool text_button(Ui& ui, std::string_view id, const std::string& text, const std::string& hint) {
    const bool clicked = ImGui::Button(with_id(text, id).c_str());
    note_item(ui, id);
    tooltip(ui, hint);
    return clicked;
}

bool button(Ui& ui, std::string_view id, Text text, Text hint) {
    return text_button(ui, id, ui.tr(text), ui.tr(hint));
}

bool primary_button(Ui& ui, std::string_view id, Text text, Text hint) {
    const Colors& c = ui.colors();
    const auto mixed = [](ImU32 color, float by) {
        ImVec4 v = ImGui::ColorConvertU32ToFloat4(color);
        v.x += (1 - v.x) * by;
        v.y += (1 - v.y) * by;
        v.z += (1 - v.z) * by;
        return v;
    };
    ImGui::PushStyleColor(ImGuiCol_Button, c.accent);
    ImGui::PushStyleColor(ImGuiCol_ButtonHovered, mixed(c.accent, 0.12F));
    ImGui::PushStyleColor(ImGuiCol_ButtonActive, mixed(c.accent, 0.2F));
    ImGui::PushStyleColor(ImGuiCol_Text, c.on_accent);
    ImGui::PushStyleColor(ImGuiCol_Border, c.accent);
    ImGui::PushFont(ui.fonts.bold);
    const bool clicked = ImGui::Button(with_id(ui.tr(text), id).c_str());
    ImGui::PopFont();
    ImGui::PopStyleColor(5);
    note_item(ui, id);
    tooltip(ui, ui.tr(hint));
    return clicked;
}

bool card_button(Ui& ui, std::string_view id, Icon icon, Text title, Text line, ImVec2 size) {
    const ImVec2 least = ImGui::GetCursorScreenPos();
    const bool clicked = hit_area(std::string(id).c_str(), size);
    const bool hovered = ImGui::IsItemHovered() || ImGui::IsItemFocused();
    note_item(ui, id);
    const Colors& c = ui.colors();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 greatest{least.x + size.x, least.y + size.y};
    list.AddRectFilled(least, greatest, hovered ? c.hover : c.surface, ui.px(8));
    list.AddRect(least, greatest, hovered ? c.accent : c.line, ui.px(8), 0, 1);
    const float icon_size = ui.px(26);
    const float middle = least.y + size.y / 2;
    draw_icon(list, icon, {least.x + ui.px(16), middle - icon_size / 2}, icon_size, c.accent,
              ui.scale);
    const float x = least.x + ui.px(58);
    const float wrap = size.x - ui.px(74);
    const std::string below = ui.tr(line);
    const ImVec2 below_size =
        ui.fonts.small->CalcTextSizeA(ui.fonts.small->FontSize, FLT_MAX, wrap, below.c_str());
    const float title_height = ui.fonts.bold->FontSize;
    float y = middle - (title_height + ui.px(4) + below_size.y) / 2;
    list.AddText(ui.fonts.bold, title_height, {x, y}, c.text, ui.tr(title));
    y += title_height + ui.px(4);
    list.AddText(ui.fonts.small, ui.fonts.small->FontSize, {x, y}, c.muted, below.c_str(), nullptr,
                 wrap);
    return clicked;
}

bool icon_button(Ui& ui, std::string_view id, Icon icon, Text hint, bool active, bool enabled) {
    const float side = ui.px(32);
    const ImVec2 least = ImGui::GetCursorScreenPos();
    ImGui::BeginDisabled(!enabled);
    const bool clicked = hit_area(std::string(id).c_str(), {side, side});
    const bool hovered = ImGui::IsItemHovered();
    const bool focused = ImGui::IsItemFocused() && ImGui::GetIO().NavVisible;
    note_item(ui, id);
    ImGui::EndDisabled();
    const Colors& c = ui.colors();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 greatest{least.x + side, least.y + side};
    if (active || hovered || focused)
        list.AddRectFilled(least, greatest, active ? c.accent_soft : c.hover, ui.px(6));
    if (focused)
        list.AddRect(least, greatest, c.accent, ui.px(6), 0, ui.px(1.5));
    const float inset = ui.px(6);
    const ImU32 color = !enabled ? c.strong_line : active ? c.accent : c.text;
    draw_icon(list, icon, {least.x + inset, least.y + inset}, side - 2 * inset, color, ui.scale);
    tooltip(ui, ui.tr(hint));
    return clicked && enabled;
}

bool link(Ui& ui, std::string_view id, const std::string& text) {
    const ImVec2 size = ImGui::CalcTextSize(text.c_str());
    const ImVec2 least = ImGui::GetCursorScreenPos();
    const bool clicked = hit_area(std::string(id).c_str(), size);
    const bool hovered = ImGui::IsItemHovered();
    note_item(ui, id);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddText(least, ui.colors().accent, text.c_str());
    if (hovered) {
        list.AddLine({least.x, least.y + size.y}, {least.x + size.x, least.y + size.y},
                     ui.colors().accent);
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
    return clicked;
}

bool selectable(Ui& ui, std::string_view id, const std::string& text, bool selected, ImVec2 size) {
    const bool clicked =
        ImGui::Selectable(with_id(text, id).c_str(), selected, ImGuiSelectableFlags_None, size);
    note_item(ui, id);
    return clicked;
}

bool segmented(Ui& ui, std::string_view id, const std::vector<Text>& labels, int& chosen) {
    const Colors& c = ui.colors();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float height = ImGui::GetFrameHeight();
    bool changed = false;
    ImGui::PushID(std::string(id).c_str());
    const ImVec2 start = ImGui::GetCursorScreenPos();
    float total = 0;
    std::vector<float> widths;
    for (const Text& text : labels) {
        widths.push_back(ImGui::CalcTextSize(ui.tr(text)).x + ui.px(22));
        total += widths.back();
    }
    list.AddRectFilled(start, {start.x + total, start.y + height}, c.raised, ui.px(6));
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (i > 0)
            ImGui::SameLine(0, 0);
        const ImVec2 least = ImGui::GetCursorScreenPos();
        const bool on = static_cast<int>(i) == chosen;
        if (hit_area(std::to_string(i).c_str(), {widths[i], height}) && !on) {
            chosen = static_cast<int>(i);
            changed = true;
        }
        note_item(ui, fmt::format("{}.{}", id, i));
        const ImVec2 greatest{least.x + widths[i], least.y + height};
        if (on)
            list.AddRectFilled({least.x + 1, least.y + 1}, {greatest.x - 1, greatest.y - 1},
                               c.accent_soft, ui.px(5));
        else if (ImGui::IsItemHovered())
            list.AddRectFilled(least, greatest, c.hover, ui.px(5));
        const std::string text = ui.tr(labels[i]);
        const ImVec2 size = ImGui::CalcTextSize(text.c_str());
        list.AddText({least.x + (widths[i] - size.x) / 2, least.y + (height - size.y) / 2},
                     on ? c.accent : c.muted, text.c_str());
    }
    list.AddRect(start, {start.x + total, start.y + height}, c.line, ui.px(6));
    ImGui::PopID();
    return changed;
}

} // namespace tractwise::viewer::ui
