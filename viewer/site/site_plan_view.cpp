// SPDX-License-Identifier: Apache-2.0
#include "viewer/site/site_plan_view.hpp"

#include "viewer/site/site_edits.hpp"
#include "viewer/site/site_texts.hpp"
#include "viewer/ui/data_rows.hpp"

#include "engine/study/coverage.hpp"
#include "engine/words/amounts.hpp"
#include "engine/words/plan.hpp"
#include "engine/words/value.hpp"
#include "viewer/site/site_travel.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

#include <fmt/format.h>

// Figures and stops; site_plan_more.cpp has travel, groups, curve and doubts.

namespace tractwise::viewer {
namespace {

constexpr Text kOfNeedReached{"of the need reached", "necesidad alcanzada"};
constexpr Text kSentence{"Of {} in need, {} ({}) are {} of an open site today, and {} with {}.",
                         "De {} con necesidad, {} ({}) están hoy {} de un sitio abierto, y {} con "
                         "{}."};
constexpr Text kThisStop{"this stop", "esta parada"};
constexpr Text kTheseStops{"these {} stops", "estas {} paradas"};
constexpr Text kNoStops{"The plan has no stops: open sites reach all that can be reached.",
                        "El plan no tiene paradas: los sitios abiertos alcanzan a todas las "
                        "personas posibles."};
constexpr Text kMovedBy{"Moved by hand: {} newly reached against the plan",
                        "Movidas a mano: {} nuevas alcanzadas frente al plan"};
constexpr Text kMovedSame{"Moved by hand: as many newly reached as in the plan",
                          "Movidas a mano: tantas nuevas alcanzadas como en el plan"};
constexpr Text kPutAllBack{"Put all back", "Devolver todas"};
constexpr Text kStopsTitle{"Stops", "Paradas"};
constexpr Text kMovedFromTitle{"Moved from {}", "Movida desde {}"};
constexpr Text kReachedColumn{"reaches", "alcanza"};
constexpr Text kAloneColumn{"alone", "solo aquí"};
constexpr Text kSharedColumn{"shared", "comunes"};
constexpr Text kMeanColumn{"mean", "media"};
constexpr Text kP90Column{"90 %", "90 %"};
constexpr Text kStopNewlyHelp{
    "In need and within the limit of this stop, but of no site that is open already.",
    "Con necesidad y dentro del límite de esta parada, pero de ningún sitio ya abierto."};
constexpr Text kStopReachedHelp{"In need and within the limit of this stop.",
                                "Con necesidad y dentro del límite de esta parada."};
constexpr Text kAloneHelp{"Newly reached by this stop and by no other one: lost where it is "
                          "dropped.",
                          "Nuevas, alcanzadas por esta parada y por ninguna otra: se pierden si se "
                          "quita."};
constexpr Text kSharedHelp{"Within the limit of another stop of the plan too.",
                           "También dentro del límite de otra parada del plan."};
constexpr Text kMeanHelp{"Mean travel of those reached.",
                         "Viaje medio de quienes están al alcance."};
constexpr Text kP90Help{"Nine of ten of those reached travel no more than this.",
                        "Nueve de cada diez de quienes están al alcance no viajan más que esto."};
constexpr Text kAloneFact{"Newly, by no other stop", "Nuevas, por ninguna otra parada"};
constexpr Text kSharedFact{"Shared with other stops", "Comunes con otras paradas"};
constexpr Text kTravelFact{"Travel, mean / 90 %", "Viaje, media / 90 %"};
constexpr Text kShowBeyond{"Select these tracts", "Seleccionar estos sectores"};
constexpr Text kCountedOnce{"Whom several stops reach counts once in the last row.",
                            "Quien está al alcance de varias paradas cuenta una vez en la última "
                            "fila."};
constexpr Text kAllTogether{"All together", "Todas juntas"};
constexpr Text kShow{"Show on the map", "Ver en el mapa"};
constexpr Text kLock{"Lock", "Fijar"};
constexpr Text kUnlock{"Unlock", "Soltar"};
constexpr Text kExclude{"Exclude", "Excluir"};
constexpr Text kPutBack{"Put back", "Devolver"};
constexpr Text kNearest{"To the nearest candidate", "Al candidato más cercano"};
constexpr Text kBetween{"It stands between the candidates. Only a candidate can be locked or saved "
                        "in a scenario; the nearest one is {}, {} away.",
                        "Está entre los candidatos. Solo un candidato se puede fijar o guardar en "
                        "un escenario; el más cercano es {}, a {}."};
constexpr Text kLockTip{"The next search keeps a stop here.",
                        "La próxima búsqueda mantiene aquí una parada."};
constexpr Text kExcludeTip{"The next search puts no stop here.",
                           "La próxima búsqueda no pone aquí ninguna parada."};

void draw_pin(PanelContext& in, ImVec2 center, std::size_t number, bool moved, bool locked) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ui::Colors& colors = in.ui.colors();
    const float r = in.ui.px(10);
    list.AddCircleFilled(center, r, moved ? colors.selection : colors.accent);
    const std::string text = std::to_string(number);
    ImFont* font = in.ui.fonts.bold;
    const float size = in.ui.fonts.small->FontSize * (text.size() > 2 ? 0.8F : 0.95F);
    const ImVec2 extent = font->CalcTextSizeA(size, FLT_MAX, 0, text.c_str());
    list.AddText(font, size, {center.x - extent.x / 2, center.y - extent.y / 2}, colors.on_accent,
                 text.c_str());
    if (!locked)
        return;
    const float lock = in.ui.px(10);
    const ImVec2 corner{center.x + r * 0.5F, center.y - r * 1.2F};
    list.AddCircleFilled({corner.x + lock / 2, corner.y + lock / 2}, lock * 0.7F, colors.surface);
    ui::draw_icon(list, ui::Icon::Lock, corner, lock, colors.text, in.ui.scale * 0.8F);
}

/// Before, newly and not reached as one bar.
void draw_share_bar(PanelContext& in, double before, double after) {
    const ui::Colors& colors = in.ui.colors();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 least = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, height = in.ui.px(10);
    const float radius = in.ui.px(3);
    const auto upto = [&](double share) {
        return least.x + width * static_cast<float>(std::clamp(share, 0.0, 1.0));
    };
    list.AddRectFilled(least, {least.x + width, least.y + height}, colors.line, radius);
    if (after > 0)
        list.AddRectFilled(least, {upto(after), least.y + height}, colors.accent, radius);
    if (before > 0)
        list.AddRectFilled(least, {upto(before), least.y + height}, colors.strong_line, radius);
    ImGui::Dummy({width, height});
}

/// What a stop shares and how far its people travel: known of the plan's own places only.
const siting::StopReach* planned_reach(const plan::SitingResults& siting,
                                       const SiteDraft::Stop& stop) {
    if (stop.moved())
        return nullptr;
    for (std::size_t p = 0; p < siting.plan.stops.size(); ++p)
        if (siting.plan.stops[p] == stop.planned)
            return &siting.reach.stop(p, 0);
    return nullptr;
}

} // namespace

void SitePlanView::draw(PanelContext& in) {
    draw_figures(in);
    const plan::SitingResults& siting = *draft_.siting();
    if (!draft_.changed()) { // these two are about the plan as it was found
        draw_travel(in);
        ImGui::PushStyleColor(ImGuiCol_Text,
                              siting.plan.proven ? in.ui.colors().good : in.ui.colors().muted);
        ImGui::TextWrapped("%s", words::proof(siting, in.view.language).c_str());
        ImGui::PopStyleColor();
        ui::tooltip(in.ui, siting.plan.how);
    }
    draw_coverage(in);
    draw_moved(in);
    if (ui::section(in.ui, "site.stops", kStopsTitle))
        draw_stops(in);
    if (ui::section(in.ui, "site.groups", {"Who is reached", "Quiénes son alcanzados"}))
        draw_groups(in);
    if (std::isfinite(siting.limit) &&
        ui::section(in.ui, "site.left-out", {"Who is left out", "Quiénes quedan fuera"}, false))
        draw_left_out(in);
    if ((!siting.curve.empty() || siting.curve_missing_from > 0) &&
        ui::section(in.ui, "site.curve", {"More or fewer stops", "Más o menos paradas"}))
        draw_curve(in);
    if ((!siting.doubts.empty() || !siting.doubts_left_out.empty()) &&
        ui::section(in.ui, "site.doubts", {"If we are wrong", "Si nos equivocamos"}))
        draw_doubts(in);
}

void SitePlanView::draw_figures(PanelContext& in) const {
    const plan::SitingResults& siting = *draft_.siting();
    const siting::GroupReach& need = siting.reach.groups.front();
    if (!std::isfinite(siting.limit) || !(need.total.people > 0))
        return;
    const double total = need.total.people, before = draft_.before(0), after = draft_.after(0);
    const ui::Colors& colors = in.ui.colors();
    const bool changed = draft_.changed();
    const double newly = draft_.newly(0);
    ui::space(in.ui, 4);
    const float half = ImGui::GetContentRegionAvail().x / 2;
    const float start = ImGui::GetCursorPosX();
    ImGui::BeginGroup();
    ImGui::PushFont(in.ui.fonts.title);
    ImGui::TextUnformatted(words::percent(after / total).c_str());
    ImGui::PopFont();
    ImGui::EndGroup();
    ImGui::SameLine(start + half);
    ImGui::PushFont(in.ui.fonts.title);
    ImGui::PushStyleColor(ImGuiCol_Text, changed ? colors.selection : colors.accent);
    ImGui::TextUnformatted(words::signed_people(newly).c_str());
    ImGui::PopStyleColor();
    ImGui::PopFont();
    ImGui::PushFont(in.ui.fonts.small);
    ImGui::PushStyleColor(ImGuiCol_Text, colors.muted);
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() - in.ui.px(5));
    ImGui::TextUnformatted(ui::fitted(in.tr(kOfNeedReached), half - in.ui.px(6)).c_str());
    ImGui::SameLine(start + half);
    // A margin belongs to the plan as it was found, not to stops in hand.
    const bool margin = !changed && std::isfinite(need.newly.moe);
    ImGui::TextUnformatted(
        ui::fitted(in.tr(kNewlyReached) +
                       (margin ? " (±" + words::people(need.newly.moe) + ")" : std::string()),
                   half)
            .c_str());
    ImGui::PopStyleColor();
    ImGui::PopFont();
    if (margin)
        ui::tooltip(in.ui, in.tr({"± is the 90 % margin of error of the survey.",
                                  "± es el margen de error de la encuesta, al 90 %."}));
    ui::space(in.ui, 6);
    draw_share_bar(in, before / total, after / total);
    ui::space(in.ui, 6);
    const std::size_t stops = draft_.stops().size();
    if (stops == 0) {
        ui::muted(in.ui, in.tr(kNoStops));
        return;
    }
    const std::string these =
        stops == 1 ? in.tr(kThisStop) : fmt::format(fmt::runtime(in.tr(kTheseStops)), stops);
    ui::muted(in.ui, fmt::format(fmt::runtime(in.tr(kSentence)), words::amount(need.total),
                                 words::people(before), words::percent(before / total),
                                 travel_words(in).within(), words::people(after), these));
}

/// Lists of places that end inside the region mislead a plan most: said before its stops.
void SitePlanView::draw_coverage(PanelContext& in) {
    const study::Results& results = *in.shown().results;
    if (doubts_of_ != in.shown().results_version) {
        doubts_of_ = in.shown().results_version;
        doubts_ = study::plan_coverage_doubts(results);
    }
    if (doubts_.empty())
        return;
    std::vector<std::uint32_t> beyond;
    std::string words;
    for (const study::CoverageDoubt& doubt : doubts_) {
        words += (words.empty() ? "" : "\n") + words_of(doubt, results, in.view.language);
        std::vector<std::uint32_t> both;
        std::set_union(beyond.begin(), beyond.end(), doubt.beyond.begin(), doubt.beyond.end(),
                       std::back_inserter(both));
        beyond = std::move(both);
    }
    ui::space(in.ui, 4);
    ui::notice(in.ui, ui::Tone::Warning, words);
    std::replace(words.begin(), words.end(), '\n', ' ');
    in.ui.items.note_text("site.coverage", words);
    if (!beyond.empty() && ui::link(in.ui, "site.coverage.show", in.tr(kShowBeyond)))
        in.view.selection.apply(beyond, Selection::Mode::Replace);
}

void SitePlanView::draw_moved(PanelContext& in) {
    if (!draft_.changed())
        return;
    ui::space(in.ui, 6);
    const std::string change = words::signed_people(draft_.newly(0) - draft_.planned_newly(0));
    ui::notice(in.ui, ui::Tone::Info,
               change == "0" ? in.tr(kMovedSame)
                             : fmt::format(fmt::runtime(in.tr(kMovedBy)), change));
    ui::space(in.ui, 4);
    if (ui::button(in.ui, "site.reset", kPutAllBack))
        SiteDraft::put_all_back(in.edits);
}

void SitePlanView::draw_stops(PanelContext& in) {
    const plan::SitingResults& siting = *draft_.siting();
    if (draft_.stops().empty()) {
        ui::empty_note(in.ui, kNoStops);
        return;
    }
    const words::Travel travel = travel_words(in);
    const bool changed = draft_.changed();
    std::vector<std::size_t> order(draft_.stops().size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return draft_.stops()[a].number < draft_.stops()[b].number;
    });
    ui::DataRows rows(in.ui,
                      {{kStop, 0},
                       {kNewly, 48, kStopNewlyHelp},
                       {kReachedColumn, 54, kStopReachedHelp},
                       {kAloneColumn, 52, kAloneHelp},
                       {kSharedColumn, 54, kSharedHelp},
                       {kMeanColumn, 44, kMeanHelp},
                       {kP90Column, 44, kP90Help}},
                      150);
    rows.header();
    const ui::Colors& colors = in.ui.colors();
    const std::optional<plan::SitingChoice>& asked = in.document.study.siting;
    std::optional<std::size_t> details;
    for (const std::size_t s : order) {
        const SiteDraft::Stop& stop = draft_.stops()[s];
        const std::uint32_t shown = stop.site != SiteDraft::kNone ? stop.site : stop.planned;
        const siting::StopReach* reach = planned_reach(siting, stop);
        std::string name = shown == SiteDraft::kNone
                               ? in.tr(kPlacedByHand)
                               : words::site_name(siting.problem->sites[shown]);
        if (shown != SiteDraft::kNone && stop.site == SiteDraft::kNone)
            name = fmt::format(fmt::runtime(in.tr(kMovedFromTitle)), name);
        const bool locked = asked && stop.site != SiteDraft::kNone &&
                            requires_site(*asked, siting.problem->sites[stop.site].id);
        const auto row = rows.row(
            fmt::format("site.row.{}", stop.number),
            {name, words::people(draft_.stop_newly(s, 0)), words::people(draft_.stop_reached(s, 0)),
             words::people(draft_.stop_alone(s, 0)),
             reach != nullptr && !changed ? words::people(reach->shared.people) : "–",
             reach != nullptr ? travel.number(reach->mean_cost) : "–",
             reach != nullptr ? travel.number(reach->p90_cost) : "–"},
            {.lead = 28,
             .selected = draft_.selected == s,
             .second_color = stop.moved() ? colors.selection : 0U});
        draw_pin(in, {row.least.x + in.ui.px(11), (row.least.y + row.greatest.y) / 2}, stop.number,
                 stop.moved(), locked);
        if (row.clicked) {
            draft_.selected = draft_.selected == s ? std::nullopt : std::optional(s);
            if (draft_.selected)
                zoom_to(in, s);
        }
        if (draft_.selected == s)
            details = s;
    }
    // As the tables of the command line: people whom several stops reach count once.
    if (order.size() > 1) {
        const siting::PlanTally& tally = siting.tally;
        rows.row("site.row.all",
                 {in.tr(kAllTogether), words::people(draft_.newly(0)),
                  changed ? words::kUnknown : words::people(tally.reached),
                  changed ? words::kUnknown : words::people(tally.alone),
                  changed ? words::kUnknown : words::people(tally.shared), "", ""},
                 {.lead = 28, .pickable = false, .first_color = colors.muted});
        ui::muted(in.ui, in.tr(kCountedOnce));
    }
    if (details)
        draw_selected(in, *details, rows.columns());
}

void SitePlanView::zoom_to(PanelContext& in, std::size_t stop) {
    const geo::EqualArea& projection = in.shown().geometry->projection;
    const geo::LonLat place = draft_.stops()[stop].place;
    MapBox box = MapBox::nothing();
    box.add(projection.forward(place));
    // As much of the map as the stop reaches; some kilometers where that is not known.
    if (draft_.fixed() == SiteDraft::Fixed::No)
        for (const auto& [home, cost] : draft_.homes_around(place))
            box.add(projection.forward(draft_.siting()->place[home]));
    constexpr double kLeast = 3000;
    const geo::Point center = projection.forward(place);
    box.add({center.x - kLeast, center.y - kLeast});
    box.add({center.x + kLeast, center.y + kLeast});
    in.edits.ask(Edits::ZoomTo{box});
}

void SitePlanView::draw_selected(PanelContext& in, std::size_t s, std::size_t columns) {
    const SiteDraft::Stop stop = draft_.stops()[s]; // buttons below may change them
    const std::vector<siting::Site>& sites = draft_.siting()->problem->sites;
    const bool movable = draft_.fixed() == SiteDraft::Fixed::No;
    const std::optional<plan::SitingChoice>& asked = in.document.study.siting;
    ui::space(in.ui, 6);
    if (const std::uint32_t shown = stop.site != SiteDraft::kNone ? stop.site : stop.planned;
        shown != SiteDraft::kNone) {
        ImGui::PushFont(in.ui.fonts.bold);
        const std::string& name = words::site_name(sites[shown]);
        ImGui::TextWrapped("%s",
                           stop.site == shown
                               ? name.c_str()
                               : fmt::format(fmt::runtime(in.tr(kMovedFromTitle)), name).c_str());
        ImGui::PopFont();
    }
    // What found no room in a column.
    const siting::StopReach* reach = planned_reach(*draft_.siting(), stop);
    const words::Travel travel = travel_words(in);
    if (columns < 4)
        ui::fact(in.ui, in.tr(kAloneFact), words::people(draft_.stop_alone(s, 0)));
    if (columns < 5 && reach != nullptr && !draft_.changed())
        ui::fact(in.ui, in.tr(kSharedFact), words::people(reach->shared.people));
    if (columns < 7 && reach != nullptr)
        ui::fact(in.ui, in.tr(kTravelFact),
                 fmt::format("{} / {}", travel.number(reach->mean_cost), travel(reach->p90_cost)));
    std::uint32_t near = SiteDraft::kNone;
    if (stop.site == SiteDraft::kNone && movable) {
        double meters = 0;
        near = draft_.nearest_candidate(stop.place, &meters);
        if (near != SiteDraft::kNone)
            ui::muted(in.ui,
                      fmt::format(fmt::runtime(in.tr(kBetween)), words::site_name(sites[near]),
                                  words::value(meters, "m", in.reader())));
    }
    // Buttons go on to a second line where the panel is narrow.
    const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
    bool first = true;
    const auto button = [&](const char* id, Text label, Text tip = {"", ""}) {
        const float width =
            ImGui::CalcTextSize(in.tr(label)).x + 2 * ImGui::GetStyle().FramePadding.x;
        if (!first) {
            ImGui::SameLine(0, in.ui.px(6));
            if (ImGui::GetCursorScreenPos().x + width > right)
                ImGui::NewLine();
        }
        first = false;
        return ui::button(in.ui, id, label, tip);
    };
    if (button("site.selected.show", kShow))
        zoom_to(in, s);
    if (near != SiteDraft::kNone && button("site.selected.nearest", kNearest))
        draft_.move(in.edits, s, sites[near].place, near);
    if (asked && stop.site != SiteDraft::kNone) {
        const std::string& id = sites[stop.site].id;
        if (requires_site(*asked, id)) {
            if (button("site.selected.unlock", kUnlock))
                in.edits.change({"Unlock a stop", "Soltar una parada"}, "",
                                [id](Document& next) { free_site(*next.study.siting, id); });
        } else if (button("site.selected.lock", kLock, kLockTip)) {
            in.edits.change(kChangeLock, "",
                            [id](Document& next) { require_site(*next.study.siting, id); });
        }
        if (!excludes_site(*asked, id) && button("site.selected.exclude", kExclude, kExcludeTip))
            in.edits.change(kChangeExclude, "",
                            [id](Document& next) { exclude_site(*next.study.siting, id); });
    }
    if (movable && stop.moved() && button("site.selected.back", kPutBack)) {
        if (stop.planned == SiteDraft::kNone)
            draft_.remove(in.edits, s);
        else
            draft_.put_back(in.edits, s);
    }
    ui::space(in.ui, 6);
}

} // namespace tractwise::viewer
