// SPDX-License-Identifier: Apache-2.0
#include "viewer/app/app.hpp"
#include "viewer/app/app_layout.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>

#include <fmt/format.h>

// The bars around the map: menu and title above, panels to choose at the left, the map's tools over
// it, what is selected below.

namespace tractwise::viewer {
namespace {

using namespace layout;

struct SideTab {
    Side side;
    ui::Icon icon;
    const char* id;
    Text label, tip;
};
constexpr SideTab kSideTabs[] = {
    {Side::Map,
     ui::Icon::Layers,
     "side.map",
     {"Map", "Mapa"},
     {"What the map shows, and its colors (1)", "Qué muestra el mapa y sus colores (1)"}},
    {Side::Weigh,
     ui::Icon::Scale,
     "side.weigh",
     {"Weigh", "Pesos"},
     {"What counts in the index, and how much (2)", "Qué cuenta en el índice y cuánto (2)"}},
    {Side::Site,
     ui::Icon::Truck,
     "side.site",
     {"Site", "Sitios"},
     {"Where stops reach most people (3)", "Dónde las paradas alcanzan a más personas (3)"}},
    {Side::Findings,
     ui::Icon::Warning,
     "side.findings",
     {"Findings", "Avisos"},
     {"What is doubtful in the data (4)", "Qué es dudoso en los datos (4)"}},
    {Side::Sources,
     ui::Icon::Book,
     "side.sources",
     {"Sources", "Fuentes"},
     {"Where every number comes from (5)", "De dónde viene cada número (5)"}},
};

struct ToolButton {
    Tool tool;
    ui::Icon icon;
    const char* id;
    Text tip;
};
constexpr ToolButton kTools[] = {
    {Tool::Pan,
     ui::Icon::Hand,
     "tool.pan",
     {"Move the map; click selects a tract (V)", "Mover el mapa; un clic selecciona (V)"}},
    {Tool::Box,
     ui::Icon::BoxSelect,
     "tool.box",
     {"Select with a box (B). Shift adds, Ctrl removes",
      "Seleccionar con un rectángulo (B). Mayús agrega, Ctrl quita"}},
    {Tool::Lasso,
     ui::Icon::Lasso,
     "tool.lasso",
     {"Select with a line drawn by hand (L)", "Seleccionar a mano alzada (L)"}},
    {Tool::Radius,
     ui::Icon::Radius,
     "tool.radius",
     {"Select within a distance (R)", "Seleccionar por distancia (R)"}},
    {Tool::Place, ui::Icon::Pin, "tool.place", {"Place a stop (P)", "Colocar una parada (P)"}},
};

constexpr Text kTractsSelected{"{} of {} tracts selected", "{} de {} sectores seleccionados"};
constexpr Text kTracts{"{} tracts", "{} sectores"};
constexpr Text kPeopleShare{"{} people ({} of all)", "{} personas ({} del total)"};
constexpr Text kNotCounted{"people not counted", "personas no contadas"};
constexpr Text kAllPeople{"{} people", "{} personas"};
constexpr Text kUnsaved{"not saved", "sin guardar"};

} // namespace

void App::draw_top_bar(PanelContext& in) {
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    begin_pane("top bar", {0, 0}, {display.x, ui_.px(kTopBar)}, {ui_.px(12), ui_.px(8)});
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddLine({0, ui_.px(kTopBar) - 1}, {display.x, ui_.px(kTopBar) - 1}, ui_.colors().line);
    draw_menu();
    if (open_) {
        ImGui::SameLine(0, ui_.px(14));
        if (ui::icon_button(ui_, "top.undo", ui::Icon::Undo, {"Undo (Ctrl+Z)", "Deshacer (Ctrl+Z)"},
                            false, history_.can_undo()))
            edits_.ask(Edits::Undo{});
        ImGui::SameLine(0, ui_.px(2));
        if (ui::icon_button(ui_, "top.redo", ui::Icon::Redo,
                            {"Redo (Ctrl+Shift+Z)", "Rehacer (Ctrl+Mayús+Z)"}, false,
                            history_.can_redo()))
            edits_.ask(Edits::Redo{});
        ImGui::SameLine(0, ui_.px(2));
        if (ui::icon_button(ui_, "top.save", ui::Icon::Save, {"Save (Ctrl+S)", "Guardar (Ctrl+S)"},
                            false, true))
            edits_.ask(Edits::Save{});
        ImGui::SameLine(0, ui_.px(2));
        if (ui::icon_button(
                ui_, "top.export", ui::Icon::Export,
                {"Export the map or tables (Ctrl+E)", "Exportar mapa o tablas (Ctrl+E)"}, false,
                snapshot_.has_value()))
            edits_.ask(Edits::ShowDialog{"export"});

        // The title of the study in the middle of what is left, the find box at the right.
        const float find_width = std::min(ui_.px(340), display.x * 0.3F);
        const float left = ImGui::GetItemRectMax().x + ui_.px(16);
        const float right = display.x - find_width - ui_.px(12);
        const study::Study& study = history_.now().study;
        std::string title = study.title.empty() ? study.file.filename().string() : study.title;
        if (history_.unsaved())
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

void App::draw_rail() {
    const float top = ui_.px(kTopBar);
    const float height = ImGui::GetIO().DisplaySize.y - top - ui_.px(kStatusBar);
    begin_pane("rail", {0, top}, {ui_.px(kRail), height}, {0, ui_.px(8)});
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ui::Colors& colors = ui_.colors();
    for (const SideTab& tab : kSideTabs) {
        const ImVec2 least = ImGui::GetCursorScreenPos();
        const ImVec2 size{ui_.px(kRail), ui_.px(58)};
        const bool on = view_.side_open && view_.side == tab.side;
        if (ui::hit_area(tab.id, size)) {
            view_.side_open = !on || view_.side != tab.side;
            view_.side = tab.side;
        }
        ui::note_item(ui_, tab.id);
        const bool hovered = ImGui::IsItemHovered();
        if (hovered || on)
            list.AddRectFilled({least.x + ui_.px(4), least.y + ui_.px(2)},
                               {least.x + size.x - ui_.px(4), least.y + size.y - ui_.px(2)},
                               on ? colors.accent_soft : colors.hover, ui_.px(8));
        const ImU32 color = on ? colors.accent : colors.text;
        const float icon = ui_.px(22);
        ui::draw_icon(list, tab.icon, {least.x + (size.x - icon) / 2, least.y + ui_.px(8)}, icon,
                      color, ui_.scale);
        ImFont* font = ui_.fonts.small;
        const float text_size = ui_.px(11);
        const char* label = ui_.tr(tab.label);
        const float width = font->CalcTextSizeA(text_size, FLT_MAX, 0, label).x;
        list.AddText(font, text_size, {least.x + (size.x - width) / 2, least.y + ui_.px(36)}, color,
                     label);
        ui::tooltip(ui_, ui_.tr(tab.tip));
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
    for (const ToolButton& tool : kTools) {
        if (ui::icon_button(ui_, tool.id, tool.icon, tool.tip, view_.tool == tool.tool))
            view_.tool = tool.tool;
        next();
    }
    if (!low)
        ui::space(ui_, 4);
    if (ui::icon_button(ui_, "tool.zoom-in", ui::Icon::Plus, {"Nearer (+)", "Acercar (+)"}))
        canvas_.zoom_by(in, 1.5);
    next();
    if (ui::icon_button(ui_, "tool.zoom-out", ui::Icon::Minus, {"Farther (-)", "Alejar (-)"}))
        canvas_.zoom_by(in, 1 / 1.5);
    next();
    if (ui::icon_button(ui_, "tool.fit", ui::Icon::Fit, {"Show everything (F)", "Ver todo (F)"}))
        canvas_.fit_soon();
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
    if (snapshot_) {
        const std::size_t all = snapshot_->results->tracts->size();
        const bool counted = std::any_of(snapshot_->people.begin(), snapshot_->people.end(),
                                         [](double people) { return !std::isnan(people); });
        std::string words;
        if (view_.selection.empty()) {
            words = fmt::format(fmt::runtime(ui_.tr(kTracts)), format_count(double(all))) + "   " +
                    (counted ? fmt::format(fmt::runtime(ui_.tr(kAllPeople)),
                                           format_count(snapshot_->all_people))
                             : std::string(ui_.tr(kNotCounted)));
        } else {
            double people = 0;
            for (const std::uint32_t row : view_.selection.selected())
                if (!std::isnan(snapshot_->people[row]))
                    people += snapshot_->people[row];
            words = fmt::format(fmt::runtime(ui_.tr(kTractsSelected)),
                                format_count(double(view_.selection.count())),
                                format_count(double(all))) +
                    "   " +
                    (counted ? fmt::format(fmt::runtime(ui_.tr(kPeopleShare)), format_count(people),
                                           ui::percent(snapshot_->all_people > 0
                                                           ? people / snapshot_->all_people
                                                           : 0))
                             : std::string(ui_.tr(kNotCounted)));
        }
        ImGui::TextUnformatted(words.c_str());
    }
    if (activity_.busy) {
        ImGui::SameLine(0, ui_.px(24));
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float width = ui_.px(120), height = ui_.px(6);
        const float y = at.y + ui_.px(5);
        list.AddRectFilled({at.x, y}, {at.x + width, y + height}, ui_.colors().line, height / 2);
        list.AddRectFilled(
            {at.x, y},
            {at.x + std::max(height, width * static_cast<float>(activity_.fraction)), y + height},
            ui_.colors().accent, height / 2);
        ImGui::Dummy({width, ui_.px(12)});
        ImGui::SameLine(0, ui_.px(10));
        ImGui::TextDisabled("%s", activity_.stage.c_str());
        ImGui::SameLine(0, ui_.px(10));
        if (ui::link(ui_, "status.cancel", ui_.tr({"Cancel", "Cancelar"})))
            edits_.ask(Edits::Cancel{});
    }
    // At the right: the place under the cursor.
    if (const auto place = canvas_.place_under_cursor(); place && !std::isnan(place->lon)) {
        const std::string words =
            fmt::format("{:.5f}° {}, {:.5f}° {}", std::abs(place->lat), place->lat < 0 ? "S" : "N",
                        std::abs(place->lon),
                        place->lon < 0 ? (view_.language == Language::Spanish ? "O" : "W") : "E");
        const float width = ImGui::CalcTextSize(words.c_str()).x;
        ImGui::SameLine(display.x - width - ui_.px(14));
        ImGui::TextDisabled("%s", words.c_str());
    }
    ImGui::PopFont();
    end_pane();
}

} // namespace tractwise::viewer
