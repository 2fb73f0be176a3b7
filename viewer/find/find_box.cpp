// SPDX-License-Identifier: Apache-2.0
#include "viewer/find/find_box.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <cmath>

#include <GLFW/glfw3.h>
#include <fmt/format.h>
#include <imgui_internal.h>
#include <imgui_stdlib.h>

namespace tractwise::viewer {
namespace {

constexpr Text kHint{"Find a tract, place or lat, lon", "Buscar sector, lugar o lat, lon"};
constexpr Text kTip{"GEOID or part of it, tract number, county, place, clinic or store, "
                    "latitude and longitude (Ctrl+F)",
                    "GEOID o parte de él, número de sector, condado, lugar, clínica o tienda, "
                    "latitud y longitud (Ctrl+F)"};
constexpr Text kNothing{"Nothing found. Try a tract number such as 31, a GEOID, a name, or a "
                        "place such as 41.88, -87.63.",
                        "No se encontró nada. Pruebe un número de sector como 31, un GEOID, un "
                        "nombre o un lugar como 41.88, -87.63."};
constexpr Text kIn{"in {}", "en {}"};
constexpr Text kOutside{"outside the tracts of this study",
                        "fuera de los sectores de este estudio"};
constexpr Text kSwapped{"taken as longitude, latitude", "leído como longitud, latitud"};
constexpr Text kFarAway{"That place lies outside the tracts of this study.",
                        "Ese lugar está fuera de los sectores de este estudio."};
constexpr std::size_t kMostHits = 9;
constexpr double kAround = 500; // meters to each side of a place

ui::Icon icon_of(FindHit::Kind kind) {
    switch (kind) {
    case FindHit::Kind::Coordinates:
        return ui::Icon::Radius;
    case FindHit::Kind::Tract:
        return ui::Icon::Layers;
    case FindHit::Kind::Area:
        return ui::Icon::Fit;
    case FindHit::Kind::Place:
        return ui::Icon::Home;
    case FindHit::Kind::Stop:
        return ui::Icon::Truck;
    case FindHit::Kind::Facility:
        return ui::Icon::Pin;
    }
    return ui::Icon::Search;
}

std::uint32_t tract_at(const Snapshot& shown, geo::LonLat place) {
    return shown.geometry->pick(shown.geometry->projection.forward(place));
}

/// Up and Down as history, which keeps them from moving the cursor or the keyboard focus.
struct Keys {
    int step = 0;
};
int on_history(ImGuiInputTextCallbackData* data) {
    static_cast<Keys*>(data->UserData)->step += data->EventKey == ImGuiKey_UpArrow ? -1 : 1;
    return 0;
}

} // namespace

void FindBox::update(const PanelContext& in) {
    const Snapshot& shown = in.shown();
    if (index_version_ != shown.results_version || index_overlays_ != shown.overlays.get()) {
        index_version_ = shown.results_version;
        index_overlays_ = shown.overlays.get();
        std::vector<FindIndex::Stop> stops;
        if (const auto& siting = shown.results->siting; siting && siting->problem)
            for (const std::uint32_t site : siting->plan.stops)
                stops.push_back({siting->problem->sites[site].name.empty()
                                     ? siting->problem->sites[site].id
                                     : siting->problem->sites[site].name,
                                 siting->problem->sites[site].place});
        index_ = FindIndex(
            {.tracts = shown.results->tracts, .overlays = shown.overlays, .stops = stops});
    } else if (searched_ == text_ && searched_version_ == index_version_ &&
               searched_language_ == in.view.language) {
        return;
    }
    searched_ = text_;
    searched_version_ = index_version_;
    searched_language_ = in.view.language;
    hits_ = index_.search(text_, kMostHits, in.view.language);
    at_ = 0;
    for (FindHit& hit : hits_) {
        if (hit.kind != FindHit::Kind::Coordinates)
            continue;
        const std::uint32_t tract = tract_at(shown, hit.place);
        hit.detail = tract == MapGeometry::kNone ? in.tr(kOutside)
                                                 : fmt::format(fmt::runtime(in.tr(kIn)),
                                                               shown.results->tracts->name(tract));
        if (hit.swapped)
            hit.detail += fmt::format(" ({})", in.tr(kSwapped));
    }
}

void FindBox::draw(PanelContext& in) {
    const float width = ImGui::CalcItemWidth();
    const ui::Disabled no_study(in.snapshot == nullptr);
    if (std::exchange(asked_, false))
        ImGui::SetKeyboardFocusHere();

    const ImVec2 least = ImGui::GetCursorScreenPos();
    Keys keys;
    const ImVec2 padding = ImGui::GetStyle().FramePadding;
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {in.ui.px(30), padding.y});
    ImGui::SetNextItemWidth(width);
    const bool entered = ImGui::InputTextWithHint("###find.text", in.tr(kHint), &text_,
                                                  ImGuiInputTextFlags_EnterReturnsTrue |
                                                      ImGuiInputTextFlags_AutoSelectAll |
                                                      ImGuiInputTextFlags_CallbackHistory,
                                                  on_history, &keys);
    ImGui::PopStyleVar();
    ui::note_item(in.ui, "find.text");
    const bool active = ImGui::IsItemActive();
    const bool left = ImGui::IsItemDeactivated();
    if (!active)
        ui::tooltip(in.ui, in.tr(kTip));
    const ImVec2 greatest{least.x + width, ImGui::GetItemRectMax().y};
    const float icon = in.ui.px(16);
    ui::draw_icon(*ImGui::GetWindowDrawList(), ui::Icon::Search,
                  {least.x + in.ui.px(9), (least.y + greatest.y - icon) / 2}, icon,
                  in.ui.colors().muted, in.ui.scale);
    if (in.snapshot == nullptr)
        return;
    if (left && ImGui::IsKeyPressed(GLFW_KEY_ESCAPE, false)) {
        text_.clear();
        close();
        return;
    }
    if (active)
        open_ = true;
    if (trim(text_).empty() || !open_) {
        if (!active)
            close();
        return;
    }
    update(in);
    if (keys.step != 0 && !hits_.empty()) {
        const auto last = static_cast<std::ptrdiff_t>(hits_.size()) - 1;
        at_ = static_cast<std::size_t>(
            std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(at_) + keys.step, 0, last));
        by_keys_ = true;
    }
    if (entered) {
        if (at_ < hits_.size())
            go(in, hits_[at_]);
        return;
    }
    draw_hits(in, {least.x, greatest.y + in.ui.px(4)}, width);
    // A press anywhere else closes the list; one on it is let go first.
    const ImGuiWindow* list = ImGui::FindWindowByName("find hits");
    const bool on_list = list != nullptr && ImGui::GetCurrentContext()->HoveredWindow == list;
    if (!active && !on_list && !ImGui::IsMouseDown(ImGuiMouseButton_Left) && !left)
        close();
}

void FindBox::draw_hits(PanelContext& in, ImVec2 below, float width) {
    ImGui::SetNextWindowPos(below);
    ImGui::SetNextWindowSize({std::max(width, in.ui.px(300)), 0});
    const float over = below.x + std::max(width, in.ui.px(300)) - ImGui::GetIO().DisplaySize.x;
    if (over > 0)
        ImGui::SetNextWindowPos({below.x - over - in.ui.px(4), below.y});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {in.ui.px(6), in.ui.px(6)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    ImGui::Begin("find hits", nullptr,
                 ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing |
                     ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoNav);
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    if (hits_.empty()) {
        ui::muted(in.ui, in.tr(kNothing));
        ui::note_item(in.ui, "find.nothing");
    }
    const float room = ImGui::GetContentRegionAvail().x;
    for (std::size_t i = 0; i < hits_.size(); ++i)
        if (draw_hit(in, i, room)) {
            go(in, FindHit(hits_[i]));
            break;
        }
    ImGui::End();
    ImGui::PopStyleVar(2);
}

bool FindBox::draw_hit(PanelContext& in, std::size_t which, float width) {
    const FindHit& hit = hits_[which];
    const ui::Colors& c = in.ui.colors();
    ImFont* small = in.ui.fonts.small;
    const float pad = in.ui.px(5), inset = in.ui.px(32);
    const float title_height = ImGui::GetFontSize();
    const float height =
        title_height + (hit.detail.empty() ? 0 : small->FontSize + in.ui.px(1)) + 2 * pad;
    const ImVec2 least = ImGui::GetCursorScreenPos();
    const std::string id = fmt::format("find.hit.{}", which);
    const bool clicked = ui::hit_area(id.c_str(), {width, height});
    ui::note_item(in.ui, id);
    if (ImGui::IsItemHovered() && !by_keys_)
        at_ = which;
    if (ImGui::GetIO().MouseDelta.x != 0 || ImGui::GetIO().MouseDelta.y != 0)
        by_keys_ = false;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (at_ == which)
        list.AddRectFilled(least, {least.x + width, least.y + height}, c.accent_soft, in.ui.px(5));
    const float icon = in.ui.px(17);
    ui::draw_icon(list, icon_of(hit.kind), {least.x + in.ui.px(7), least.y + (height - icon) / 2},
                  icon, at_ == which ? c.accent : c.muted, in.ui.scale);
    const float room = width - inset - in.ui.px(6);
    list.AddText({least.x + inset, least.y + pad}, c.text, ui::fitted(hit.title, room).c_str());
    if (!hit.detail.empty()) {
        ImGui::PushFont(small);
        list.AddText({least.x + inset, least.y + pad + title_height + in.ui.px(1)}, c.muted,
                     ui::fitted(hit.detail, room).c_str());
        ImGui::PopFont();
    }
    return clicked;
}

void FindBox::go(PanelContext& in, const FindHit& hit) {
    const Snapshot& shown = in.shown();
    const auto take = [&](std::uint32_t tract) {
        const std::uint32_t rows[] = {tract};
        in.view.pinned = tract;
        in.view.selection.apply(rows, Selection::Mode::Replace);
    };
    if (hit.kind == FindHit::Kind::Tract) {
        take(hit.first);
        in.edits.ask(Edits::ZoomToRows{{hit.first}});
    } else if (hit.kind == FindHit::Kind::Area) {
        std::vector<std::uint32_t> rows;
        for (std::uint32_t row = hit.first; row < hit.last; ++row)
            rows.push_back(row);
        in.edits.ask(Edits::ZoomToRows{std::move(rows)});
    } else {
        const std::uint32_t tract = tract_at(shown, hit.place);
        if (tract != MapGeometry::kNone)
            take(tract);
        const geo::Point center = shown.geometry->projection.forward(hit.place);
        MapBox whole = shown.geometry->box;
        const bool near = !whole.empty() && center.x >= whole.least.x - kAround &&
                          center.x <= whole.greatest.x + kAround &&
                          center.y >= whole.least.y - kAround &&
                          center.y <= whole.greatest.y + kAround;
        if (near)
            in.edits.ask(Edits::ZoomTo{{{center.x - kAround, center.y - kAround},
                                        {center.x + kAround, center.y + kAround}}});
        else
            in.edits.ask(Edits::Say{in.tr(kFarAway), true});
    }
    text_ = hit.title;
    close();
    ImGui::ClearActiveID();
}

void FindBox::close() {
    open_ = false;
    by_keys_ = false;
    at_ = 0;
}

} // namespace tractwise::viewer
