// SPDX-License-Identifier: Apache-2.0
#include "viewer/ui/small_widgets.hpp"
#include "viewer/ui/widgets.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <cfloat>

namespace tractwise::viewer::ui {

void text_heading(Ui& ui, const std::string& text) {
    ImGui::PushFont(ui.fonts.heading);
    ImGui::TextWrapped("%s", text.c_str());
    ImGui::PopFont();
}

void heading(Ui& ui, Text text) {
    text_heading(ui, ui.tr(text));
}

void muted(Ui& ui, const std::string& text) {
    ImGui::PushFont(ui.fonts.small);
    ImGui::PushStyleColor(ImGuiCol_Text, ui.colors().muted);
    ImGui::TextWrapped("%s", text.c_str());
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

void label(Ui& ui, Text text, Text help) {
    space(ui, 3);
    ImGui::PushFont(ui.fonts.small);
    ImGui::PushStyleColor(ImGuiCol_Text, ui.colors().muted);
    ImGui::TextUnformatted(text.in(ui.language));
    ImGui::PopStyleColor();
    ImGui::PopFont();
    if (help.english[0] != '\0') {
        ImGui::SameLine(0, ui.px(5));
        help_marker(ui, help);
    }
}

void help_marker(Ui& ui, Text help) {
    const float size = ui.px(14);
    const ImVec2 least = ImGui::GetCursorScreenPos();
    ImGui::Dummy({size, ui.fonts.small->FontSize});
    draw_icon(*ImGui::GetWindowDrawList(), Icon::Help, {least.x, least.y}, size,
              ImGui::IsItemHovered() ? ui.colors().accent : ui.colors().strong_line, ui.scale);
    tooltip(ui, ui.tr(help));
}

void figure(Ui& ui, const std::string& number, const std::string& caption, ImU32 color) {
    ImGui::BeginGroup();
    ImGui::PushFont(ui.fonts.heading);
    ImGui::PushStyleColor(ImGuiCol_Text, color == 0 ? ui.colors().text : color);
    ImGui::TextUnformatted(number.c_str());
    ImGui::PopStyleColor();
    ImGui::PopFont();
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() - ui.px(4));
    ImGui::PushFont(ui.fonts.small);
    ImGui::TextDisabled("%s", caption.c_str());
    ImGui::PopFont();
    ImGui::EndGroup();
}

void fact(Ui& ui, const std::string& label, const std::string& value) {
    const float right = ImGui::GetContentRegionAvail().x + ImGui::GetCursorPosX();
    const float value_width = ImGui::CalcTextSize(value.c_str()).x;
    const float room = ImGui::GetContentRegionAvail().x - value_width - ui.px(12);
    ImGui::PushStyleColor(ImGuiCol_Text, ui.colors().muted);
    const std::string shown = fitted(label, room);
    ImGui::TextUnformatted(shown.c_str());
    if (shown != label)
        tooltip(ui, label);
    ImGui::PopStyleColor();
    ImGui::SameLine(std::max(0.0F, right - value_width));
    ImGui::TextUnformatted(value.c_str());
}

void rule(Ui& ui) {
    space(ui, 4);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddLine(at, {at.x + ImGui::GetContentRegionAvail().x, at.y},
                                        ui.colors().line);
    space(ui, 6);
}

void space(Ui& ui, double units) {
    ImGui::Dummy({0, std::max(0.0F, ui.px(units) - ImGui::GetStyle().ItemSpacing.y)});
}

bool section(Ui& ui, std::string_view id, Text title, bool open_at_first) {
    ImGuiStorage& storage = *ImGui::GetStateStorage();
    const ImGuiID key = ImGui::GetID(std::string(id).c_str());
    bool open = storage.GetBool(key, open_at_first);
    rule(ui);
    const ImVec2 least = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = ui.px(24);
    if (hit_area(std::string(id).c_str(), {std::max(width, 1.0F), height})) {
        open = !open;
        storage.SetBool(key, open);
    }
    const bool hovered = ImGui::IsItemHovered();
    note_item(ui, id);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Colors& c = ui.colors();
    list.AddText(ui.fonts.bold, ui.fonts.bold->FontSize, {least.x, least.y + ui.px(2)},
                 hovered ? c.accent : c.text, title.in(ui.language));
    draw_icon(list, open ? Icon::ChevronUp : Icon::ChevronDown,
              {least.x + width - ui.px(20), least.y + ui.px(2)}, ui.px(18), c.muted, ui.scale);
    return open;
}

void empty_note(Ui& ui, Text text) {
    space(ui, 6);
    muted(ui, ui.tr(text));
    space(ui, 6);
}

void notice(Ui& ui, Tone tone, const std::string& text, const std::string& hint) {
    const Colors& c = ui.colors();
    const ImU32 color = tone == Tone::Good      ? c.good
                        : tone == Tone::Warning ? c.warning
                        : tone == Tone::Error   ? c.error
                                                : c.accent;
    const Icon icon = tone == Tone::Good   ? Icon::Check
                      : tone == Tone::Info ? Icon::Info
                                           : Icon::Warning;
    const float width = ImGui::GetContentRegionAvail().x;
    const float inset = ui.px(34), pad = ui.px(9);
    const float wrap = std::max(width - inset - pad, ui.px(60));
    std::string lines; // numbers stay together, long paths break where they must
    for (const std::string& paragraph : split(text, '\n'))
        lines += (lines.empty() ? "" : "\n") + wrapped(ImGui::GetFont(), paragraph, wrap - 1);
    const ImVec2 size = ImGui::CalcTextSize(lines.c_str(), nullptr, false, wrap);
    ImFont* small = ui.fonts.small;
    const ImVec2 hint_size =
        hint.empty() ? ImVec2(0, 0)
                     : small->CalcTextSizeA(small->FontSize, FLT_MAX, wrap, hint.c_str());
    const float height = size.y + (hint.empty() ? 0 : hint_size.y + ui.px(4)) + 2 * pad;
    const ImVec2 least = ImGui::GetCursorScreenPos();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(least, {least.x + width, least.y + height}, c.raised, ui.px(6));
    list.AddRectFilled(least, {least.x + ui.px(3), least.y + height}, color, ui.px(2));
    draw_icon(list, icon, {least.x + ui.px(10), least.y + pad - ui.px(1)}, ui.px(17), color,
              ui.scale);
    list.AddText(ImGui::GetFont(), ImGui::GetFontSize(), {least.x + inset, least.y + pad}, c.text,
                 lines.c_str(), nullptr, wrap);
    if (!hint.empty())
        list.AddText(small, small->FontSize, {least.x + inset, least.y + pad + size.y + ui.px(4)},
                     c.muted, hint.c_str(), nullptr, wrap);
    ImGui::Dummy({width, height});
}

void tooltip(Ui& ui, const std::string& text) {
    if (text.empty() || !ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled))
        return;
    // After a moment only, so that a moving cursor does not drag words along.
    const ImVec2 at = ImGui::GetItemRectMin();
    if (at.x != ui.hovered_at.x || at.y != ui.hovered_at.y) {
        ui.hovered_at = at;
        ui.hovered_since = ImGui::GetTime();
    }
    const double hovered_for = ImGui::GetTime() - ui.hovered_since;
    if (hovered_for < 0.4) {
        ui.wake_after = 0.41 - hovered_for;
        return;
    }
    if (hovered_for < 0.5)
        ui.wake_after = 0.02; // a tooltip knows its size, and is seen, in its second frame
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(ui.px(340));
    ImGui::TextUnformatted(text.c_str());
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
}

void progress_bar(Ui& ui, double fraction, const std::string& words) {
    const Colors& c = ui.colors();
    const float width = ImGui::GetContentRegionAvail().x;
    const ImVec2 least = ImGui::GetCursorScreenPos();
    const float height = ui.px(6);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(least, {least.x + width, least.y + height}, c.line, height / 2);
    const auto done = static_cast<float>(std::clamp(fraction, 0.0, 1.0));
    if (done > 0)
        list.AddRectFilled(least, {least.x + std::max(width * done, height), least.y + height},
                           c.accent, height / 2);
    ImGui::Dummy({width, height});
    if (!words.empty())
        muted(ui, words);
}

std::string fitted(const std::string& text, float width) {
    if (ImGui::CalcTextSize(text.c_str()).x <= width)
        return text;
    std::string cut = text;
    while (!cut.empty()) {
        while (!begins_character(cut.back()) && cut.size() > 1) // whole characters only
            cut.pop_back();
        cut.pop_back();
        if (ImGui::CalcTextSize((cut + "...").c_str()).x <= width)
            return cut + "...";
    }
    return {};
}

} // namespace tractwise::viewer::ui
