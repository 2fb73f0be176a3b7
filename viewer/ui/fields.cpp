// SPDX-License-Identifier: Apache-2.0
#include "viewer/ui/widgets.hpp"
#include "viewer/ui/with_id.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <cfloat>
#include <optional>

#include <imgui_internal.h>
#include <imgui_stdlib.h>

namespace tractwise::viewer::ui {
namespace {

void set_width(const Ui& ui, float width) {
    ImGui::SetNextItemWidth(width < 0 ? -FLT_MIN : ui.px(width));
}

/// What the longest entry of a menu needs; 0 while it is closed.
float menu_width(const Ui& ui, std::string_view id, const std::vector<Choice>& choices) {
    const ImGuiID popup = ImHashStr("##ComboPopup", 0, ImGui::GetID(with_id("", id).c_str()));
    if (!ImGui::IsPopupOpen(popup, ImGuiPopupFlags_None))
        return 0;
    float widest = 0;
    for (const Choice& choice : choices)
        widest = std::max(widest, ImGui::CalcTextSize(choice.label.c_str()).x);
    return widest + ImGui::GetStyle().ScrollbarSize + ui.px(32);
}

/// The number that is being typed: one field at a time has the keyboard. It counts once the field is
/// left, by Enter, Tab or a click elsewhere.
struct NumberInHand {
    ImGuiID field = 0;
    std::string text;
};
NumberInHand& number_in_hand() {
    static NumberInHand number;
    return number;
}

} // namespace

bool text_checkbox(Ui& ui, std::string_view id, const std::string& text, bool& on) {
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(3), ui.px(3)});
    const bool changed = ImGui::Checkbox(with_id(text, id).c_str(), &on);
    ImGui::PopStyleVar();
    note_item(ui, id);
    return changed;
}

bool checkbox(Ui& ui, std::string_view id, Text text, bool& on, Text hint) {
    const bool changed = text_checkbox(ui, id, ui.tr(text), on);
    tooltip(ui, ui.tr(hint));
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
        texts.push_back(ui.tr(item));
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
    const float width_open =
        std::clamp(std::max(field, menu_width(ui, id, choices)), ui.px(320), ui.px(560));
    ImGui::SetNextWindowSizeConstraints({width_open, 0}, {width_open, ui.px(420)});
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
    const bool left = ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape));
    input(ui, std::string(id) + ".filter", filter, kFilter, true);
    if (left) // else Escape would only leave the field, and a second one the menu
        ImGui::CloseCurrentPopup();
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
            tooltip(ui, choice.detail);
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
    const std::string label = with_id("", id);
    const ImGuiID field = ImGui::GetID(label.c_str());
    std::array<char, 64> text{};
    ImGui::DataTypeFormatString(text.data(), static_cast<int>(text.size()), ImGuiDataType_Double,
                                &value, format);
    if (ImGui::InputText(label.c_str(), text.data(), text.size(),
                         ImGuiInputTextFlags_CharsDecimal | ImGuiInputTextFlags_AutoSelectAll))
        number_in_hand() = {field, text.data()};
    note_item(ui, id);
    if (!ImGui::IsItemDeactivated() || number_in_hand().field != field)
        return false;
    const std::optional<double> typed = parse_number(number_in_hand().text);
    number_in_hand() = {};
    if (!typed || *typed == value || ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape)))
        return false;
    value = *typed;
    return true;
}

} // namespace tractwise::viewer::ui
