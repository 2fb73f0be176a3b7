// SPDX-License-Identifier: Apache-2.0
#include "viewer/app/app_layout.hpp"
#include "viewer/app/app.hpp"
#include "viewer/stage_words.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <imgui_internal.h>

// Where everything stands in the window. The panels know nothing of it.

namespace tractwise::viewer {
namespace {

using namespace layout;

constexpr double kLeastSide = 280, kMostSide = 620, kLeastDrawer = 140;
constexpr Text kFindFile{"Show where “{}” is now...", "Indicar dónde está ahora «{}»..."};
constexpr Text kStageDrawing{"preparing", "preparando"};

void notice_failure(ui::Ui& ui, const Activity::Failure& failure) {
    ui::notice(ui, ui::Tone::Error,
               (failure.where.empty() ? "" : failure.where + "\n") + failure.message, failure.hint);
}

} // namespace

ImVec2 App::begin_pane(const char* name, ImVec2 least, ImVec2 size, ImVec2 padding) {
    ImGui::SetNextWindowPos(least);
    ImGui::SetNextWindowSize(size);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, padding);
    ImGui::Begin(name, nullptr,
                 kFixed | ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PopStyleVar(3);
    // The padding of a window clips what is drawn at its very edge; our lines go from edge to edge.
    ImGui::GetWindowDrawList()->PushClipRect(least, {least.x + size.x, least.y + size.y});
    return size;
}

void App::end_pane() {
    ImGui::GetWindowDrawList()->PopClipRect();
    ImGui::End();
}

void App::splitter(const char* name, bool vertical, ImVec2 least, float length, double& size,
                   double least_size, double most, double sign) {
    const float thick = ui_.px(8);
    ImGui::SetNextWindowPos(vertical ? ImVec2(least.x - thick / 2, least.y)
                                     : ImVec2(least.x, least.y - thick / 2));
    const ImVec2 area = vertical ? ImVec2(thick, length) : ImVec2(length, thick);
    ImGui::SetNextWindowSize(area);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::Begin(name, nullptr,
                 kFloating | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoScrollbar);
    ui::hit_area(name, area);
    ui::note_item(ui_, name);
    if (ImGui::IsItemHovered() || ImGui::IsItemActive())
        ImGui::SetMouseCursor(vertical ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
    if (ImGui::IsItemActive()) {
        const ImVec2 delta = ImGui::GetIO().MouseDelta;
        size =
            std::clamp(size + sign * (vertical ? delta.x : delta.y) / ui_.scale, least_size, most);
    }
    ImGui::End();
    ImGui::PopStyleVar(3);
}

void App::draw_side(PanelContext& in) {
    if (!work_.view.side_open)
        return;
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    const float top = ui_.px(kTopBar);
    const float height = display.y - top - ui_.px(kStatusBar);
    const float x = ui_.px(kRail);
    const double most = std::clamp(display.x / ui_.scale * 0.5, kLeastSide, kMostSide);
    work_.view.side_width = std::clamp(work_.view.side_width, kLeastSide, most);
    const float width = ui_.px(work_.view.side_width);
    ImGui::SetNextWindowPos({x, top});
    ImGui::SetNextWindowSize({width, height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::Begin("side", nullptr, kFixed);
    ImGui::PopStyleVar(2);
    if (std::exchange(to_top_, false))
        ImGui::SetScrollY(0);
    switch (work_.view.side) {
    case Side::Map:
        map_panel_.draw(in);
        break;
    case Side::Weigh:
        weigh_panel_.draw(in);
        break;
    case Side::Site:
        site_panel_.draw(in);
        break;
    case Side::Findings:
        findings_panel_.draw(in);
        break;
    case Side::Sources:
        sources_panel_.draw(in);
        break;
    }
    const ImVec2 corner = ImGui::GetWindowPos();
    ImGui::GetWindowDrawList()->AddLine({corner.x + width - 1, top},
                                        {corner.x + width - 1, top + height}, ui_.colors().line);
    ImGui::End();
    splitter("side splitter", true, {x + width, top}, height, work_.view.side_width, kLeastSide,
             most, 1);
}

void App::draw_drawer(PanelContext& in) {
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    const float left = ui_.px(kRail) + (work_.view.side_open ? ui_.px(work_.view.side_width) : 0);
    const float bar = ui_.px(34);
    const double most =
        std::max(kLeastDrawer, (display.y / ui_.scale - kTopBar - kStatusBar) * 0.6);
    work_.view.drawer_height = std::clamp(work_.view.drawer_height, kLeastDrawer, most);
    const float height =
        work_.view.drawer == Drawer::Closed ? bar : ui_.px(work_.view.drawer_height);
    const float top = display.y - ui_.px(kStatusBar) - height;
    begin_pane("drawer", {left, top}, {display.x - left, height}, {ui_.px(12), ui_.px(3)});
    ImGui::GetWindowDrawList()->AddLine({left, top}, {display.x, top}, ui_.colors().line);
    for (const char* id : {"charts", "table", "area"}) {
        action_button(in, "drawer", id);
        ImGui::SameLine(0, ui_.px(2));
    }
    if (work_.view.drawer != Drawer::Closed && snapshot() != nullptr) {
        ImGui::NewLine();
        ImGui::SetCursorPosY(bar + ui_.px(2));
        ImGui::BeginChild("content", {0, 0}, false, ImGuiWindowFlags_NavFlattened);
        if (work_.view.drawer == Drawer::Charts)
            charts_panel_.draw(in);
        else if (work_.view.drawer == Drawer::Table)
            table_panel_.draw(in);
        else
            area_panel_.draw(in);
        ImGui::EndChild();
    }
    end_pane();
    if (work_.view.drawer != Drawer::Closed)
        splitter("drawer splitter", false, {left, top}, display.x - left, work_.view.drawer_height,
                 kLeastDrawer, most, -1);
}

/// Files of the study that are not where it says: each can be shown where it is now.
void App::draw_moved_files() {
    for (const auto& [id, source] : work_.document().study.sources) {
        std::error_code unknown;
        if (source.path.find(':') != std::string::npos || // a connection, not a file
            std::filesystem::exists(source.path, unknown))
            continue;
        ui::muted(ui_, source.path);
        if (ui::text_button(ui_, "failure.find." + id,
                            fmt::format(fmt::runtime(ui_.tr(kFindFile)),
                                        source.title.empty() ? id : source.title)))
            edits_.ask(Edits::ShowDialog{"relink:" + id});
        ui::space(ui_, 4);
    }
}

/// Nothing to see yet: says what is going on, in the middle of the map.
void App::draw_waiting(ImVec2 least, ImVec2 size) {
    const float width = std::min(ui_.px(420), size.x * 0.8F);
    ImGui::SetCursorScreenPos({least.x + (size.x - width) / 2, least.y + size.y * 0.4F});
    ImGui::BeginChild("waiting", {width, size.y * 0.55F});
    if (work_.activity().failure) {
        notice_failure(ui_, *work_.activity().failure);
        ui::space(ui_);
        draw_moved_files();
        if (ui::primary_button(ui_, "failure.retry", {"Try again", "Intentar de nuevo"}))
            edits_.ask(Edits::Reload{});
        ImGui::SameLine();
        if (ui::button(ui_, "failure.close", {"Close the study", "Cerrar el estudio"}))
            edits_.ask(Edits::CloseStudy{});
    } else {
        ui::text_heading(ui_, work_.document().study.title);
        ui::progress_bar(ui_, work_.activity().fraction,
                         work_.activity().stage.empty()
                             ? ui_.tr(kStageDrawing)
                             : stage_words(work_.activity().stage, ui_.language));
        if (ui::button(ui_, "loading.cancel", {"Cancel", "Cancelar"})) {
            edits_.ask(Edits::Cancel{});
            edits_.ask(Edits::CloseStudy{});
        }
    }
    ImGui::EndChild();
}

/// Over the last map that came out.
void App::draw_failure(ImVec2 least, ImVec2 size) {
    const float width = std::min(ui_.px(520), size.x - ui_.px(80));
    ImGui::SetNextWindowPos({least.x + (size.x - width) / 2, least.y + ui_.px(12)});
    ImGui::SetNextWindowSize({width, 0});
    ImGui::Begin("failure", nullptr, kFloating | ImGuiWindowFlags_AlwaysAutoResize);
    notice_failure(ui_, *work_.activity().failure);
    ui::muted(ui_, ui_.tr({"The map still shows the last results that came out.",
                           "El mapa sigue mostrando los últimos resultados."}));
    if (ui::button(ui_, "failure.dismiss", {"Dismiss", "Entendido"}))
        work_.forget_failure();
    ImGui::End();
}

void App::draw_map(PanelContext& in) {
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    const float left = ui_.px(kRail) + (work_.view.side_open ? ui_.px(work_.view.side_width) : 0);
    const float top = ui_.px(kTopBar);
    const float drawer =
        work_.view.drawer == Drawer::Closed ? ui_.px(34) : ui_.px(work_.view.drawer_height);
    const ImVec2 size{std::max(1.0F, display.x - left),
                      std::max(1.0F, display.y - top - drawer - ui_.px(kStatusBar))};
    begin_pane("map window", {left, top}, size, {0, 0});
    const bool two = work_.view.compare != Compare::Off && second_scene_ && snapshot() != nullptr;
    const float half = two ? std::floor(size.x / 2) - 1 : size.x;
    // Legend and tools lie over the map: where there is room, it is fitted between them.
    const bool roomy = half > ui_.px(760);
    canvas_.covered = {roomy ? ui_.px(250) : 0, 0, ui_.px(64), ui_.px(30)};
    if (!roomy && snapshot() != nullptr && legend_card_.covered()) {
        // Beside the legend or above it, wherever the map becomes larger.
        const MapBox& home = snapshot()->geometry->home;
        const float legend =
            legend_card_.covered()->greatest.y - legend_card_.covered()->least.y + ui_.px(20);
        const double wide = std::max(1.0, home.greatest.x - home.least.x),
                     high = std::max(1.0, home.greatest.y - home.least.y);
        const auto scale = [&](float width, float height) {
            return std::min(std::max(width, 1.0F) / wide, std::max(height, 1.0F) / high);
        };
        if (scale(half - ui_.px(314), size.y - ui_.px(30)) >
            scale(half - ui_.px(64), size.y - legend))
            canvas_.covered[0] = ui_.px(250);
        else
            canvas_.covered[3] = legend;
    }
    std::vector<std::array<ImVec2, 2>> keep_clear;
    if (const auto& covered = legend_card_.covered())
        keep_clear.push_back({covered->least, covered->greatest});
    canvas_.draw(in, {.surface = surface_.get(),
                      .least = {left, top},
                      .size = {half, size.y},
                      .overlay = overlay_of(0),
                      .furniture_left = ui_.px(half > ui_.px(500) ? 250 : 0),
                      .keep_clear = keep_clear});
    if (two)
        canvas_.draw(in, {.surface = surface_.get(),
                          .least = {left + half + 2, top},
                          .size = {size.x - half - 2, size.y},
                          .slot = 1,
                          .scene = &*second_scene_,
                          .style = &second_style_,
                          .scene_version = second_version_,
                          .columns = second_columns_.get(),
                          .overlay = overlay_of(1),
                          .furniture_left = ui_.px(250)});
    if (two)
        draw_second_legend({left + half + 2, top}, {size.x - half - 2, size.y});
    if (snapshot() != nullptr) {
        draw_tools(in, {left, top}, {half, size.y});
        legend_card_.place(ImVec2{left, top}, ImVec2{half, size.y}, legend_of_plan(in));
        legend_card_.draw(in);
        inspector_.place(ImVec2{left, top}, size);
        inspector_.draw(in);
    } else {
        draw_waiting({left, top}, size);
    }
    if (snapshot() != nullptr && work_.activity().failure)
        draw_failure({left, top}, size);
    end_pane();
}

} // namespace tractwise::viewer
