// SPDX-License-Identifier: Apache-2.0
#include "viewer/app/actions.hpp"
#include "viewer/app/app.hpp"
#include "viewer/app/app_layout.hpp"
#include "viewer/stage_words.hpp"

#include "engine/core/text.hpp"
#include "engine/words/amounts.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>

#include <fmt/format.h>

// The bars around the map: menu and title above, panels to choose at the left, the map's tools over
// it, what is selected below.

namespace tractwise::viewer {
namespace {

using namespace layout;

// Ids of actions.
constexpr const char* kTop[] = {"undo", "redo", "save", "export", "report"};
constexpr const char* kRailTabs[] = {"map", "weigh", "site", "findings", "sources"};
constexpr const char* kTools[] = {"pan", "box", "lasso", "radius", "place"};
constexpr const char* kZooms[] = {"zoom-in", "zoom-out", "fit"};

constexpr Text kTractsSelected{"{} of {} tracts selected", "{} de {} sectores seleccionados"};
constexpr Text kTracts{"{} tracts", "{} sectores"};
constexpr Text kPeopleShare{"{} people ({} of all)", "{} personas ({} del total)"};
constexpr Text kNotCounted{"people not counted", "personas no contadas"};
constexpr Text kAllPeople{"{} people", "{} personas"};
constexpr Text kUnsaved{"not saved", "sin guardar"};

/// "Undo: Weight of Housing"
std::string menu_label(const Action& action, const PanelContext& in) {
    const std::string label = in.tr(action.label);
    return action.detail != nullptr && can(action, in) ? label + ": " + in.tr(action.detail(in))
                                                       : label;
}

} // namespace

bool action_button(PanelContext& in, const char* place, const char* id) {
    const Action& what = action(id);
    const std::string tip = tooltip_of(what, in);
    const bool clicked =
        ui::icon_button(in.ui, fmt::format("{}.{}", place, id), what.icon.value(),
                        {tip.c_str(), tip.c_str()}, is_on(what, in), can(what, in));
    if (clicked)
        what.run(in);
    return clicked;
}

void App::draw_menus(PanelContext& in) {
    for (const Menu& menu : menus()) {
        ImGui::PushStyleColor(ImGuiCol_Button, ui_.colors().surface);
        ImGui::PushStyleColor(ImGuiCol_Border, ui_.colors().surface);
        if (ui::button(ui_, menu.id, menu.title))
            ImGui::OpenPopup(menu.id);
        ImGui::PopStyleColor(2);
        ImGui::SetNextWindowPos({ImGui::GetItemRectMin().x, ImGui::GetItemRectMax().y});
        if (ImGui::BeginPopup(menu.id)) {
            for (const std::string_view entry : menu.entries) {
                if (entry.empty()) {
                    ImGui::Separator();
                    continue;
                }
                const Action& what = action(entry);
                const std::string id = fmt::format("menu.{}", entry);
                const std::string label = fmt::format("{}###{}", menu_label(what, in), id);
                const std::string key = first_key(what, in.view.language);
                const bool clicked =
                    ImGui::MenuItem(label.c_str(), key.c_str(), is_on(what, in), can(what, in));
                ui::note_item(ui_, id);
                if (!can(what, in))
                    ui::tooltip(ui_, in.tr(what.why_not));
                if (clicked)
                    what.run(in);
            }
            ImGui::EndPopup();
        }
        ImGui::SameLine(0, ui_.px(2));
    }
}

void App::draw_top_bar(PanelContext& in) {
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    begin_pane("top bar", {0, 0}, {display.x, ui_.px(kTopBar)}, {ui_.px(12), ui_.px(8)});
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddLine({0, ui_.px(kTopBar) - 1}, {display.x, ui_.px(kTopBar) - 1}, ui_.colors().line);
    draw_menus(in);
    if (work_.is_open()) {
        float gap = 12;
        for (const char* id : kTop) {
            ImGui::SameLine(0, ui_.px(gap));
            action_button(in, "top", id);
            gap = 2;
        }

        // The title of the study in the middle of what is left, the find box at the right.
        const float find_width = std::min(ui_.px(340), display.x * 0.3F);
        const float left = ImGui::GetItemRectMax().x + ui_.px(16);
        const float right = display.x - find_width - ui_.px(12);
        const study::Study& study = work_.document().study;
        std::string title = study.title.empty() ? study.file.filename().string() : study.title;
        if (work_.unsaved())
            title += fmt::format("  ({})", ui_.tr(kUnsaved));
        ImGui::PushFont(ui_.fonts.bold);
        const std::string shown = ui::fitted(title, right - left - ui_.px(16));
        const ImVec2 size = ImGui::CalcTextSize(shown.c_str());
        list.AddText(
            {left + std::max(0.0F, (right - left - size.x) / 2), (ui_.px(kTopBar) - size.y) / 2},
            ui_.colors().text, shown.c_str());
        ImGui::PopFont();
        ImGui::SetCursorScreenPos({right, ui_.px(9)});
        ImGui::BeginGroup();
        ImGui::PushItemWidth(find_width);
        find_box_.draw(in);
        ImGui::PopItemWidth();
        ImGui::EndGroup();
    }
    end_pane();
}

void App::draw_rail(PanelContext& in) {
    const float top = ui_.px(kTopBar);
    const float height = ImGui::GetIO().DisplaySize.y - top - ui_.px(kStatusBar);
    begin_pane("rail", {0, top}, {ui_.px(kRail), height}, {0, ui_.px(8)});
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ui::Colors& colors = ui_.colors();
    for (const char* side : kRailTabs) {
        const Action& tab = action(side);
        const std::string id = fmt::format("side.{}", side);
        const ImVec2 least = ImGui::GetCursorScreenPos();
        const ImVec2 size{ui_.px(kRail), ui_.px(58)};
        const bool on = is_on(tab, in);
        if (ui::hit_area(id.c_str(), size)) {
            if (on) // a second click folds the panel away
                work_.view.side_open = false;
            else
                tab.run(in);
        }
        ui::note_item(ui_, id);
        const bool hovered = ImGui::IsItemHovered();
        if (hovered || on)
            list.AddRectFilled({least.x + ui_.px(4), least.y + ui_.px(2)},
                               {least.x + size.x - ui_.px(4), least.y + size.y - ui_.px(2)},
                               on ? colors.accent_soft : colors.hover, ui_.px(8));
        const ImU32 color = on ? colors.accent : colors.text;
        const float icon = ui_.px(22);
        ui::draw_icon(list, tab.icon.value(), {least.x + (size.x - icon) / 2, least.y + ui_.px(8)},
                      icon, color, ui_.scale);
        ImFont* font = ui_.fonts.small;
        const float text_size = ui_.px(11);
        const char* label = ui_.tr(tab.label);
        const float width = font->CalcTextSizeA(text_size, FLT_MAX, 0, label).x;
        list.AddText(font, text_size, {least.x + (size.x - width) / 2, least.y + ui_.px(36)}, color,
                     label);
        ui::tooltip(ui_, tooltip_of(tab, in.view.language));
        ImGui::SetCursorScreenPos({least.x, least.y + size.y});
    }
    list.AddLine({ui_.px(kRail) - 1, top}, {ui_.px(kRail) - 1, top + height}, colors.line);
    end_pane();
}

void App::draw_tools(PanelContext& in, ImVec2 least, ImVec2 size) {
    // Where the map is low the tools stand in two columns.
    const bool low = size.y < ui_.px(320);
    const float width = ui_.px(low ? 78 : 44);
    ImGui::SetNextWindowPos({least.x + size.x - width - ui_.px(12), least.y + ui_.px(12)});
    ImGui::SetNextWindowSize({width, 0});
    int drawn = 0;
    const auto next = [&] {
        if (low && ++drawn % 2 == 1)
            ImGui::SameLine(0, ui_.px(2));
    };
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui_.px(6), ui_.px(6)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, ui_.px(2)});
    ImGui::Begin("tools", nullptr,
                 kFloating | ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoFocusOnAppearing);
    for (const char* id : kTools) {
        action_button(in, "tool", id);
        next();
    }
    if (!low)
        ui::space(ui_, 4);
    for (const char* id : kZooms) {
        action_button(in, "tool", id);
        next();
    }
    ImGui::End();
    ImGui::PopStyleVar(2);
}

void App::draw_status() {
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    const float top = display.y - ui_.px(kStatusBar);
    begin_pane("status", {0, top}, {display.x, ui_.px(kStatusBar)}, {ui_.px(12), ui_.px(5)});
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddLine({0, top}, {display.x, top}, ui_.colors().line);
    ImGui::PushFont(ui_.fonts.small);
    ImGui::AlignTextToFramePadding();
    ImGui::SetCursorPosY(ui_.px(6));
    if (snapshot() != nullptr) {
        const std::size_t all = snapshot()->results->tracts->size();
        const bool counted = std::any_of(snapshot()->people.begin(), snapshot()->people.end(),
                                         [](double people) { return !std::isnan(people); });
        std::string words;
        if (work_.view.selection.empty()) {
            words = fmt::format(fmt::runtime(ui_.tr(kTracts)), format_count(double(all))) + "   " +
                    (counted ? fmt::format(fmt::runtime(ui_.tr(kAllPeople)),
                                           format_count(snapshot()->all_people))
                             : std::string(ui_.tr(kNotCounted)));
        } else {
            double people = 0;
            for (const std::uint32_t row : work_.view.selection.selected())
                if (!std::isnan(snapshot()->people[row]))
                    people += snapshot()->people[row];
            words = fmt::format(fmt::runtime(ui_.tr(kTractsSelected)),
                                format_count(double(work_.view.selection.count())),
                                format_count(double(all))) +
                    "   " +
                    (counted ? fmt::format(fmt::runtime(ui_.tr(kPeopleShare)), format_count(people),
                                           words::percent(snapshot()->all_people > 0
                                                              ? people / snapshot()->all_people
                                                              : 0))
                             : std::string(ui_.tr(kNotCounted)));
        }
        ImGui::TextUnformatted(words.c_str());
    }
    if (work_.activity().busy) {
        ImGui::SameLine(0, ui_.px(24));
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float width = ui_.px(120), height = ui_.px(6);
        const float y = at.y + ui_.px(5);
        list.AddRectFilled({at.x, y}, {at.x + width, y + height}, ui_.colors().line, height / 2);
        list.AddRectFilled(
            {at.x, y},
            {at.x + std::max(height, width * static_cast<float>(work_.activity().fraction)),
             y + height},
            ui_.colors().accent, height / 2);
        ImGui::Dummy({width, ui_.px(12)});
        ImGui::SameLine(0, ui_.px(10));
        ImGui::TextDisabled("%s", stage_words(work_.activity().stage, ui_.language).c_str());
        ImGui::SameLine(0, ui_.px(10));
        if (ui::link(ui_, "status.cancel", ui_.tr({"Cancel", "Cancelar"})))
            edits_.ask(Edits::Cancel{});
    }
    // At the right: the place under the cursor.
    if (const auto place = canvas_.place_under_cursor(); place && !std::isnan(place->lon)) {
        const std::string words = fmt::format(
            "{:.5f}° {}, {:.5f}° {}", std::abs(place->lat), place->lat < 0 ? "S" : "N",
            std::abs(place->lon),
            place->lon < 0 ? (work_.view.language == Language::Spanish ? "O" : "W") : "E");
        const float width = ImGui::CalcTextSize(words.c_str()).x;
        ImGui::SameLine(display.x - width - ui_.px(14));
        ImGui::TextDisabled("%s", words.c_str());
    }
    ImGui::PopFont();
    end_pane();
}

} // namespace tractwise::viewer
