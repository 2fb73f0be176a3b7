// SPDX-License-Identifier: Apache-2.0
#include "viewer/ui/dialog.hpp"

#include <algorithm>

#include <GLFW/glfw3.h>
#include <fmt/format.h>
#include <imgui_internal.h>

namespace tractwise::viewer::ui {
namespace {

constexpr Text kClose{"Close (Esc)", "Cerrar (Esc)"};
constexpr Text kCopy{"Copy", "Copiar"};

/// A menu of the dialog that was open in the last frame takes the Esc of this one.
bool& menu_was_open() {
    return *ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID("menu was open"));
}

} // namespace

bool begin_dialog(Ui& ui, const char* id, Text title, ImVec2 size, bool& open) {
    if (!open)
        return false;
    if (!ImGui::IsPopupOpen(id))
        ImGui::OpenPopup(id);
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    const float margin = ui.px(16);
    ImGui::SetNextWindowPos({display.x / 2, display.y / 2}, ImGuiCond_Always, {0.5F, 0.5F});
    const float width = std::min(ui.px(size.x), display.x - 2 * margin);
    const float most = display.y - 2 * margin;
    if (size.y > 0)
        ImGui::SetNextWindowSize({width, std::min(ui.px(size.y), most)});
    else
        ImGui::SetNextWindowSizeConstraints({width, 0}, {width, most});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(20), ui.px(16)});
    ImGuiWindowFlags flags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                             ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings;
    flags |= size.y > 0 ? ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse
                        : ImGuiWindowFlags_AlwaysAutoResize;
    const bool shown = ImGui::BeginPopupModal(id, nullptr, flags);
    ImGui::PopStyleVar();
    if (!shown)
        return false;
    const ImVec2 top = ImGui::GetCursorPos();
    const float side = ui.px(32);
    ImGui::PushFont(ui.fonts.heading);
    const std::string words =
        fitted(title.in(ui.language), ImGui::GetContentRegionAvail().x - side - ui.px(12));
    ImGui::SetCursorPosY(top.y + (side - ImGui::GetFontSize()) / 2);
    ImGui::TextUnformatted(words.c_str());
    ImGui::PopFont();
    ImGui::SetCursorPos({ImGui::GetWindowWidth() - ui.px(20) - side + ui.px(6), top.y});
    if (icon_button(ui, fmt::format("{}.close", id), Icon::Close, kClose))
        open = false;
    if (ImGui::IsKeyPressed(GLFW_KEY_ESCAPE, false) && !menu_was_open())
        open = false;
    space(ui, 6);
    return true;
}

void end_dialog(bool open) {
    const ImGuiContext& context = *ImGui::GetCurrentContext();
    menu_was_open() = context.OpenPopupStack.Size > context.BeginPopupStack.Size;
    if (!open)
        ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
}

void right_aligned(Ui& ui, std::initializer_list<Text> labels) {
    const ImGuiStyle& style = ImGui::GetStyle();
    float width = 0;
    // Bold letters are wider than the plain ones of most buttons: measured as if all were bold.
    for (const Text& label : labels)
        width +=
            ui.fonts.bold->CalcTextSizeA(ui.fonts.bold->FontSize, FLT_MAX, 0, label.in(ui.language))
                .x +
            2 * style.FramePadding.x;
    width += style.ItemSpacing.x * static_cast<float>(labels.size() - 1);
    const float room = ImGui::GetContentRegionAvail().x;
    if (room > width)
        ImGui::SetCursorPosX(ImGui::GetCursorPosX() + room - width);
}

float footer_height(const Ui& ui) {
    return ImGui::GetFrameHeight() + ui.px(18);
}

void begin_footer(Ui& ui) {
    const float y = ImGui::GetWindowHeight() - ui.px(16) - ImGui::GetFrameHeight();
    const ImVec2 at = ImGui::GetWindowPos();
    const ImVec2 end{at.x + ImGui::GetWindowWidth(), at.y + ImGui::GetWindowHeight()};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.PushClipRect(at, end); // from edge to edge, beyond the padding
    list.AddLine({at.x, at.y + y - ui.px(10)}, {end.x, at.y + y - ui.px(10)}, ui.colors().line);
    list.PopClipRect();
    ImGui::SetCursorPosY(y);
}

void copy_line(Ui& ui, std::string_view id, const std::string& text) {
    const Colors& c = ui.colors();
    const float side = ui.px(32), pad = ui.px(8);
    const float width = ImGui::GetContentRegionAvail().x - side - ui.px(6);
    const float wrap = std::max(width - 2 * pad, ui.px(60));
    ImFont* font = ui.fonts.small;
    const ImVec2 size = font->CalcTextSizeA(font->FontSize, FLT_MAX, wrap, text.c_str());
    const float height = std::max(side, size.y + 2 * pad);
    const ImVec2 least = ImGui::GetCursorScreenPos();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(least, {least.x + width, least.y + height}, c.raised, ui.px(6));
    list.AddRect(least, {least.x + width, least.y + height}, c.line, ui.px(6));
    list.AddText(font, font->FontSize, {least.x + pad, least.y + (height - size.y) / 2}, c.text,
                 text.c_str(), nullptr, wrap);
    ImGui::Dummy({width, height});
    ImGui::SameLine(0, ui.px(6));
    ImGui::SetCursorScreenPos({least.x + width + ui.px(6), least.y + (height - side) / 2});
    if (icon_button(ui, id, Icon::Copy, kCopy))
        ImGui::SetClipboardText(text.c_str());
    ImGui::SetCursorScreenPos({least.x, least.y + height + ImGui::GetStyle().ItemSpacing.y});
}

std::string file_size(double bytes) {
    constexpr const char* kUnits[] = {"B", "kB", "MB", "GB", "TB"};
    std::size_t unit = 0;
    while (bytes >= 1000 && unit + 1 < std::size(kUnits)) {
        bytes /= 1000;
        ++unit;
    }
    return unit == 0 ? fmt::format("{:.0f} B", bytes)
                     : fmt::format("{:.{}f} {}", bytes, bytes < 10 ? 1 : 0, kUnits[unit]);
}

} // namespace tractwise::viewer::ui
