// SPDX-License-Identifier: Apache-2.0
#include "widgets.hpp"

#include <tractwise/core/text.hpp>

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <imgui_internal.h>
#include <imgui_stdlib.h>

namespace tractwise::viewer::ui {
namespace {

/// "Label###id": what is shown may change with the language, the identity may not.
std::string with_id(const std::string& label, std::string_view id) {
    return fmt::format("{}###{}", label, id);
}

void tip(const std::string& text, Ui& ui) {
    if (!text.empty())
        tooltip(ui, text);
}

std::string text_of(const Ui& ui, Text text) {
    return text.in(ui.language);
}

void set_width(const Ui& ui, float width) {
    ImGui::SetNextItemWidth(width < 0 ? -FLT_MIN : ui.px(width));
}

} // namespace

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
    tip(hint, ui);
    return clicked;
}

bool button(Ui& ui, std::string_view id, Text text, Text hint) {
    return text_button(ui, id, text_of(ui, text), text_of(ui, hint));
}

bool primary_button(Ui& ui, std::string_view id, Text text, Text hint) {
    const Colours& c = ui.colours();
    const auto mixed = [](ImU32 colour, float by) {
        ImVec4 v = ImGui::ColorConvertU32ToFloat4(colour);
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
    const bool clicked = ImGui::Button(with_id(text_of(ui, text), id).c_str());
    ImGui::PopFont();
    ImGui::PopStyleColor(5);
    note_item(ui, id);
    tip(text_of(ui, hint), ui);
    return clicked;
}

bool card_button(Ui& ui, std::string_view id, Icon icon, Text title, Text line, ImVec2 size) {
    const ImVec2 least = ImGui::GetCursorScreenPos();
    const bool clicked = ui::hit_area(std::string(id).c_str(), size);
    const bool hovered = ImGui::IsItemHovered() || ImGui::IsItemFocused();
    note_item(ui, id);
    const Colours& c = ui.colours();
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
    const std::string below = text_of(ui, line);
    const ImVec2 below_size =
        ui.fonts.small->CalcTextSizeA(ui.fonts.small->FontSize, FLT_MAX, wrap, below.c_str());
    const float title_height = ui.fonts.bold->FontSize;
    float y = middle - (title_height + ui.px(4) + below_size.y) / 2;
    list.AddText(ui.fonts.bold, title_height, {x, y}, c.text, text_of(ui, title).c_str());
    y += title_height + ui.px(4);
    list.AddText(ui.fonts.small, ui.fonts.small->FontSize, {x, y}, c.muted, below.c_str(), nullptr,
                 wrap);
    return clicked;
}

bool icon_button(Ui& ui, std::string_view id, Icon icon, Text hint, bool active, bool enabled) {
    const float side = ui.px(32);
    const ImVec2 least = ImGui::GetCursorScreenPos();
    ImGui::BeginDisabled(!enabled);
    const bool clicked = ui::hit_area(std::string(id).c_str(), {side, side});
    const bool hovered = ImGui::IsItemHovered();
    const bool focused = ImGui::IsItemFocused() && ImGui::GetIO().NavVisible;
    note_item(ui, id);
    ImGui::EndDisabled();
    const Colours& c = ui.colours();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 greatest{least.x + side, least.y + side};
    if (active || hovered || focused)
        list.AddRectFilled(least, greatest, active ? c.accent_soft : c.hover, ui.px(6));
    if (focused)
        list.AddRect(least, greatest, c.accent, ui.px(6), 0, ui.px(1.5));
    const float inset = ui.px(6);
    const ImU32 colour = !enabled ? c.strong_line : active ? c.accent : c.text;
    draw_icon(list, icon, {least.x + inset, least.y + inset}, side - 2 * inset, colour, ui.scale);
    tip(text_of(ui, hint), ui);
    return clicked && enabled;
}

bool link(Ui& ui, std::string_view id, const std::string& text) {
    const ImVec2 size = ImGui::CalcTextSize(text.c_str());
    const ImVec2 least = ImGui::GetCursorScreenPos();
    const bool clicked = ui::hit_area(std::string(id).c_str(), size);
    const bool hovered = ImGui::IsItemHovered();
    note_item(ui, id);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddText(least, ui.colours().accent, text.c_str());
    if (hovered) {
        list.AddLine({least.x, least.y + size.y}, {least.x + size.x, least.y + size.y},
                     ui.colours().accent);
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
    const Colours& c = ui.colours();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float height = ImGui::GetFrameHeight();
    bool changed = false;
    ImGui::PushID(std::string(id).c_str());
    const ImVec2 start = ImGui::GetCursorScreenPos();
    float total = 0;
    std::vector<float> widths;
    for (const Text& text : labels) {
        widths.push_back(ImGui::CalcTextSize(text_of(ui, text).c_str()).x + ui.px(22));
        total += widths.back();
    }
    list.AddRectFilled(start, {start.x + total, start.y + height}, c.raised, ui.px(6));
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (i > 0)
            ImGui::SameLine(0, 0);
        const ImVec2 least = ImGui::GetCursorScreenPos();
        const bool on = static_cast<int>(i) == chosen;
        if (ui::hit_area(std::to_string(i).c_str(), {widths[i], height}) && !on) {
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
        const std::string text = text_of(ui, labels[i]);
        const ImVec2 size = ImGui::CalcTextSize(text.c_str());
        list.AddText({least.x + (widths[i] - size.x) / 2, least.y + (height - size.y) / 2},
                     on ? c.accent : c.muted, text.c_str());
    }
    list.AddRect(start, {start.x + total, start.y + height}, c.line, ui.px(6));
    ImGui::PopID();
    return changed;
}

bool text_checkbox(Ui& ui, std::string_view id, const std::string& text, bool& on) {
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(3), ui.px(3)});
    const bool changed = ImGui::Checkbox(with_id(text, id).c_str(), &on);
    ImGui::PopStyleVar();
    note_item(ui, id);
    return changed;
}

bool checkbox(Ui& ui, std::string_view id, Text text, bool& on, Text hint) {
    const bool changed = text_checkbox(ui, id, text_of(ui, text), on);
    tip(text_of(ui, hint), ui);
    return changed;
}

bool slider(Ui& ui, std::string_view id, double& value, const SliderRange& range) {
    set_width(ui, range.width);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(6), ui.px(3)});
    const bool changed = ImGui::SliderScalar(
        with_id("", id).c_str(), ImGuiDataType_Double, &value, &range.least, &range.greatest,
        range.format,
        ImGuiSliderFlags_AlwaysClamp | (range.logarithmic ? ImGuiSliderFlags_Logarithmic : 0));
    ImGui::PopStyleVar();
    note_item(ui, id);
    return changed;
}

bool slider(Ui& ui, std::string_view id, int& value, int least, int greatest, const char* format) {
    set_width(ui, -1);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(6), ui.px(3)});
    const bool changed = ImGui::SliderInt(with_id("", id).c_str(), &value, least, greatest, format,
                                          ImGuiSliderFlags_AlwaysClamp);
    ImGui::PopStyleVar();
    note_item(ui, id);
    return changed;
}

bool text_combo(Ui& ui, std::string_view id, int& chosen, const std::vector<std::string>& items,
                float width) {
    set_width(ui, width);
    bool changed = false;
    const char* preview = chosen >= 0 && chosen < static_cast<int>(items.size())
                              ? items[static_cast<std::size_t>(chosen)].c_str()
                              : "";
    const bool open =
        ImGui::BeginCombo(with_id("", id).c_str(), preview, ImGuiComboFlags_HeightLarge);
    note_item(ui, id);
    if (open) {
        for (std::size_t i = 0; i < items.size(); ++i) {
            const bool on = static_cast<int>(i) == chosen;
            if (selectable(ui, fmt::format("{}.{}", id, i), items[i], on) && !on) {
                chosen = static_cast<int>(i);
                changed = true;
            }
            if (on)
                ImGui::SetItemDefaultFocus();
        }
        ImGui::EndCombo();
    }
    return changed;
}

bool combo(Ui& ui, std::string_view id, int& chosen, const std::vector<Text>& items, float width) {
    std::vector<std::string> texts;
    for (const Text& item : items)
        texts.push_back(text_of(ui, item));
    return text_combo(ui, id, chosen, texts, width);
}

bool choose(Ui& ui, std::string_view id, std::string& chosen, const std::vector<Choice>& choices,
            float width) {
    set_width(ui, width);
    const auto current = std::find_if(choices.begin(), choices.end(),
                                      [&](const Choice& choice) { return choice.id == chosen; });
    const float field = width < 0 ? ImGui::GetContentRegionAvail().x : ui.px(width);
    const std::string preview =
        current == choices.end()
            ? std::string()
            : fitted(current->label, field - ImGui::GetFrameHeight() - ui.px(16));
    bool changed = false;
    ImGui::SetNextWindowSizeConstraints({std::max(field, ui.px(320)), 0}, {ui.px(520), ui.px(420)});
    const bool open =
        ImGui::BeginCombo(with_id("", id).c_str(), preview.c_str(), ImGuiComboFlags_HeightLargest);
    note_item(ui, id);
    if (!open)
        return false;
    static constexpr Text kFilter{"Type to filter", "Escriba para filtrar"};
    std::string& filter = ui.menu_filter;
    if (ImGui::IsWindowAppearing()) {
        filter.clear();
        ImGui::SetKeyboardFocusHere();
    }
    input(ui, std::string(id) + ".filter", filter, kFilter, true);
    const std::string wanted = to_lower(filter);
    std::string group;
    if (ImGui::BeginChild("list", {0, ui.px(330)})) {
        for (const Choice& choice : choices) {
            if (!wanted.empty() &&
                to_lower(choice.label + " " + choice.id + " " + choice.group).find(wanted) ==
                    std::string::npos)
                continue;
            if (choice.group != group) {
                group = choice.group;
                space(ui, 2);
                ImGui::PushFont(ui.fonts.small);
                ImGui::TextDisabled("%s", group.c_str());
                ImGui::PopFont();
            }
            const bool on = choice.id == chosen;
            if (selectable(ui, fmt::format("{}.{}", id, choice.id), choice.label, on)) {
                chosen = choice.id;
                changed = !on;
                ImGui::CloseCurrentPopup();
            }
            tip(choice.detail, ui);
            if (on && ImGui::IsWindowAppearing())
                ImGui::SetScrollHereY();
        }
    }
    ImGui::EndChild();
    ImGui::EndCombo();
    return changed;
}

bool input(Ui& ui, std::string_view id, std::string& text, Text hint, bool live, float width) {
    set_width(ui, width);
    const bool changed =
        ImGui::InputTextWithHint(with_id("", id).c_str(), hint.in(ui.language), &text,
                                 live ? 0 : ImGuiInputTextFlags_EnterReturnsTrue);
    ui.items.note_text(id, text);
    note_item(ui, id);
    return changed;
}

bool input_number(Ui& ui, std::string_view id, double& value, const char* format, float width) {
    set_width(ui, width);
    const bool changed =
        ImGui::InputDouble(with_id("", id).c_str(), &value, 0, 0, format,
                           ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CharsDecimal);
    note_item(ui, id);
    return changed || ImGui::IsItemDeactivatedAfterEdit();
}

void text_heading(Ui& ui, const std::string& text) {
    ImGui::PushFont(ui.fonts.heading);
    ImGui::TextWrapped("%s", text.c_str());
    ImGui::PopFont();
}

void heading(Ui& ui, Text text) {
    text_heading(ui, text_of(ui, text));
}

void muted(Ui& ui, const std::string& text) {
    ImGui::PushFont(ui.fonts.small);
    ImGui::PushStyleColor(ImGuiCol_Text, ui.colours().muted);
    ImGui::TextWrapped("%s", text.c_str());
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

void label(Ui& ui, Text text, Text help) {
    space(ui, 3);
    ImGui::PushFont(ui.fonts.small);
    ImGui::PushStyleColor(ImGuiCol_Text, ui.colours().muted);
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
              ImGui::IsItemHovered() ? ui.colours().accent : ui.colours().strong_line, ui.scale);
    tip(text_of(ui, help), ui);
}

void figure(Ui& ui, const std::string& number, const std::string& caption, ImU32 colour) {
    ImGui::BeginGroup();
    ImGui::PushFont(ui.fonts.heading);
    ImGui::PushStyleColor(ImGuiCol_Text, colour == 0 ? ui.colours().text : colour);
    ImGui::TextUnformatted(number.c_str());
    ImGui::PopStyleColor();
    ImGui::PopFont();
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() - ui.px(4));
    ImGui::PushFont(ui.fonts.small);
    ImGui::TextDisabled("%s", caption.c_str());
    ImGui::PopFont();
    ImGui::EndGroup();
}

void fact(Ui& ui, const std::string& what, const std::string& value) {
    const float right = ImGui::GetContentRegionAvail().x + ImGui::GetCursorPosX();
    const float value_width = ImGui::CalcTextSize(value.c_str()).x;
    const float room = ImGui::GetContentRegionAvail().x - value_width - ui.px(12);
    ImGui::PushStyleColor(ImGuiCol_Text, ui.colours().muted);
    const std::string shown = fitted(what, room);
    ImGui::TextUnformatted(shown.c_str());
    if (shown != what)
        tooltip(ui, what);
    ImGui::PopStyleColor();
    ImGui::SameLine(std::max(0.0F, right - value_width));
    ImGui::TextUnformatted(value.c_str());
}

void rule(Ui& ui) {
    space(ui, 4);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddLine(at, {at.x + ImGui::GetContentRegionAvail().x, at.y},
                                        ui.colours().line);
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
    if (ui::hit_area(std::string(id).c_str(), {std::max(width, 1.0F), height})) {
        open = !open;
        storage.SetBool(key, open);
    }
    const bool hovered = ImGui::IsItemHovered();
    note_item(ui, id);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const Colours& c = ui.colours();
    list.AddText(ui.fonts.bold, ui.fonts.bold->FontSize, {least.x, least.y + ui.px(2)},
                 hovered ? c.accent : c.text, title.in(ui.language));
    draw_icon(list, open ? Icon::ChevronUp : Icon::ChevronDown,
              {least.x + width - ui.px(20), least.y + ui.px(2)}, ui.px(18), c.muted, ui.scale);
    return open;
}

void empty_note(Ui& ui, Text text) {
    space(ui, 6);
    muted(ui, text_of(ui, text));
    space(ui, 6);
}

void notice(Ui& ui, Tone tone, const std::string& text, const std::string& hint) {
    const Colours& c = ui.colours();
    const ImU32 colour = tone == Tone::Good      ? c.good
                         : tone == Tone::Warning ? c.warning
                         : tone == Tone::Error   ? c.error
                                                 : c.accent;
    const Icon icon = tone == Tone::Good   ? Icon::Check
                      : tone == Tone::Info ? Icon::Info
                                           : Icon::Warning;
    const float width = ImGui::GetContentRegionAvail().x;
    const float inset = ui.px(34), pad = ui.px(9);
    const float wrap = std::max(width - inset - pad, ui.px(60));
    const ImVec2 size = ImGui::CalcTextSize(text.c_str(), nullptr, false, wrap);
    ImFont* small = ui.fonts.small;
    const ImVec2 hint_size =
        hint.empty() ? ImVec2(0, 0)
                     : small->CalcTextSizeA(small->FontSize, FLT_MAX, wrap, hint.c_str());
    const float height = size.y + (hint.empty() ? 0 : hint_size.y + ui.px(4)) + 2 * pad;
    const ImVec2 least = ImGui::GetCursorScreenPos();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(least, {least.x + width, least.y + height}, c.raised, ui.px(6));
    list.AddRectFilled(least, {least.x + ui.px(3), least.y + height}, colour, ui.px(2));
    draw_icon(list, icon, {least.x + ui.px(10), least.y + pad - ui.px(1)}, ui.px(17), colour,
              ui.scale);
    list.AddText(ImGui::GetFont(), ImGui::GetFontSize(), {least.x + inset, least.y + pad}, c.text,
                 text.c_str(), nullptr, wrap);
    if (!hint.empty())
        list.AddText(small, small->FontSize, {least.x + inset, least.y + pad + size.y + ui.px(4)},
                     c.muted, hint.c_str(), nullptr, wrap);
    ImGui::Dummy({width, height});
}

void tooltip(Ui& ui, const std::string& text) {
    if (!ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled))
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
    const Colours& c = ui.colours();
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

std::string people(double count) {
    return std::isnan(count) ? "–" : format_count(count);
}

std::string percent(double share, int decimals) {
    return std::isnan(share) ? "–" : fmt::format("{:.{}f} %", share * 100, decimals);
}

std::string fitted(const std::string& text, float width) {
    if (ImGui::CalcTextSize(text.c_str()).x <= width)
        return text;
    std::string cut = text;
    while (!cut.empty()) {
        // Whole characters only: continuation bytes go with their first one.
        do {
            const bool continues = (static_cast<unsigned char>(cut.back()) & 0xc0U) == 0x80U;
            cut.pop_back();
            if (!continues)
                break;
        } while (!cut.empty());
        if (ImGui::CalcTextSize((cut + "...").c_str()).x <= width)
            return cut + "...";
    }
    return {};
}

} // namespace tractwise::viewer::ui
