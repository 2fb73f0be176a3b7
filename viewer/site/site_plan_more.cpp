// SPDX-License-Identifier: Apache-2.0
#include "viewer/site/site_plan_view.hpp"

#include "viewer/site/site_texts.hpp"
#include "viewer/ui/data_rows.hpp"

#include "engine/words/amounts.hpp"
#include "engine/words/plan.hpp"
#include "viewer/site/site_travel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

// Who is reached, what one stop more would do, and what happens where an assumption is wrong.

namespace tractwise::viewer {
namespace {

constexpr Text kMeanTravel{"Mean travel to an open site", "Viaje medio a un sitio abierto"};
constexpr Text kMeanWithin{"Mean travel of those reached", "Viaje medio de los alcanzados"};
constexpr Text kMeanWithinHelp{
    "Of those within the limit of an open site, before and after. It may rise: those whom the "
    "stops "
    "reach first count afterwards only.",
    "De quienes están dentro del límite de un sitio abierto, antes y después. Puede subir: quienes "
    "se alcanzan por primera vez solo cuentan después."};
constexpr Text kLongest{"Longest trip of anybody in need", "Viaje más largo con necesidad"};
constexpr Text kWorst{"Share of the group served worst", "Parte del grupo peor atendido"};
constexpr Text kMeanNeed{"Mean travel of those in need", "Viaje medio de quien tiene necesidad"};
constexpr Text kByRing{"Need counted by ring", "Necesidad contada por anillo"};
constexpr Text kGroup{"Group", "Grupo"};
constexpr Text kTract{"Tract", "Sector"};
constexpr Text kOfAll{"of all", "del total"};
constexpr Text kNotReached{"not reached", "sin alcanzar"};
constexpr Text kNotReachedHelp{"Beyond the limit of every open site, stops included.",
                               "Más allá del límite de todo sitio abierto, paradas incluidas."};
constexpr Text kLeftOutOfPlan{"Tracts below are those of the plan before stops were moved.",
                              "Los sectores de abajo son los del plan antes de mover paradas."};
constexpr Text kSelectAll{"Select all {} tracts on the map",
                          "Seleccionar los {} sectores en el mapa"};
constexpr std::size_t kMostLeftOut = 10;
constexpr Text kWithHelp{"Share within the limit of an open site with these stops. The bar shows "
                         "today's share in gray and what is new in color.",
                         "Parte dentro del límite de un sitio abierto con estas paradas. La barra "
                         "muestra en gris la parte de hoy y en color lo nuevo."};
constexpr Text kRatio{"to all", "razón"};
constexpr Text kRatioHelp{"The group's share over that of all people. Below 1, the plan passes the "
                          "group by. Bold and colored where the margin of error leaves no doubt.",
                          "La parte del grupo sobre la de todas las personas. Menor que 1, el plan "
                          "deja al grupo de lado. En color donde el margen de error no deja duda."};
constexpr Text kNewlyHelp{"Of the group, newly within the limit.",
                          "Del grupo, quienes entran en el límite."};
constexpr Text kPlusMinus{"±", "±"};
constexpr Text kPlusMinusHelp{"90 % margin of error of the newly reached.",
                              "Margen de error de las nuevas alcanzadas, al 90 %."};
constexpr Text kBefore{"before", "antes"};
constexpr Text kGroupTip{"{}\n{} → {} of {}\nratio to all {}",
                         "{}\n{} → {} de {}\nfrente a todos {}"};
constexpr Text kCurvePeople{"Newly reached by the best plan of each size. A click asks for so many "
                            "stops.",
                            "Nuevas que alcanza el mejor plan de cada tamaño. Un clic pide ese "
                            "número de paradas."};
constexpr Text kCurveHelp{"What the best plan of each size comes to. A click asks for so many "
                          "stops.",
                          "A lo que llega el mejor plan de cada tamaño. Un clic pide ese número "
                          "de paradas."};
constexpr Text kNotCounted{"Not counted for want of time: {}",
                           "Sin contar por falta de tiempo: {}"};
constexpr Text kCurvePoint{"{} stops: {}", "{} paradas: {}"};
constexpr Text kCurveOne{"1 stop: {}", "1 parada: {}"};
constexpr Text kCurveGain{"The last one brings {}", "La última aporta {}"};
constexpr Text kAskFor{"Click to ask for {}", "Clic para pedir {}"};
constexpr Text kDoubt{"Doubt", "Duda"};
constexpr Text kRemains{"remains", "queda"};
constexpr Text kRemainsHelp{"What this plan still comes to under the doubt, and its share of the "
                            "need then.",
                            "A lo que llega este plan bajo la duda, y su parte de la necesidad."};
constexpr Text kKept{"kept", "siguen"};
constexpr Text kKeptHelp{"How many of the stops the best plan under the doubt still has.",
                         "Cuántas de las paradas tiene todavía el mejor plan bajo la duda."};
constexpr Text kKeptOf{"{} of {}", "{} de {}"};
constexpr Text kGivenUp{"gives up {}", "deja {}"};
constexpr Text kNoPlan{"no plan", "sin plan"};
/// As the plan says it (engine/plan/doubts.cpp).
constexpr Text kWhyNotTried[] = {
    {"slower = 1 changes nothing", "slower = 1 no cambia nada"},
    {"every trip grows alike, so the same stops stay best",
     "todos los viajes crecen por igual: las mismas paradas siguen siendo las mejores"},
    {"no time was left for it", "no quedó tiempo"},
    {"households without a vehicle travel on their own terms in the plan already",
     "en el plan los hogares sin vehículo ya viajan a su manera"},
    {"a table of travel times does not say how long people walk",
     "una tabla de tiempos de viaje no dice cuánto camina la gente"},
    {"everybody walks in the plan already", "en el plan ya todos caminan"},
    {"without `within` nothing says how far is too far",
     "sin `within` nada dice qué distancia es demasiada"},
    {"walk_within is a time, but travel is measured in meters",
     "walk_within es un tiempo, pero el viaje se mide en metros"},
    {"walk_within is as far as the limit of the plan",
     "walk_within es tan lejos como el límite del plan"},
    {"at its lower bound nobody is in need", "en su límite inferior nadie tiene necesidad"}};

std::string why_not_tried(const std::string& reason, Language language) {
    for (const Text& text : kWhyNotTried)
        if (reason == text.english)
            return text.in(language);
    return reason;
}

constexpr Text kLeftOut{"Not tried: {}", "No se probó: {}"};
constexpr Text kBeforeMoves{"Curve and doubts are those of the plan before stops were moved.",
                            "La curva y las dudas son las del plan antes de moverlo."};

} // namespace

void SitePlanView::draw_travel(PanelContext& in) const {
    using siting::Objective;
    const plan::SitingResults& siting = *draft_.siting();
    const words::Travel travel = travel_words(in);
    const siting::GroupReach& need = siting.reach.groups.front();
    const std::string value = words::plan_value(siting, siting.plan.value, travel);
    switch (siting.plan.objective) {
    case Objective::PMedian:
        ui::fact(in.ui, in.tr(kMeanNeed), value);
        break;
    case Objective::PCenter:
        ui::fact(in.ui, in.tr(kLongest), value);
        break;
    case Objective::MaxMin:
        ui::fact(in.ui, in.tr(kWorst), value);
        break;
    case Objective::Mclp:
        if (siting.spec.rings.size() > 1)
            ui::fact(in.ui, in.tr(kByRing), value);
        break;
    case Objective::Lscp:
    case Objective::FairShare:
        break;
    }
    const bool limited = std::isfinite(siting.limit);
    ImGui::BeginGroup(); // the help belongs to label and number
    ui::fact(in.ui, in.tr(limited ? kMeanWithin : kMeanTravel),
             fmt::format("{} → {}", travel.number(need.before_mean_cost), travel(need.mean_cost)));
    ImGui::EndGroup();
    if (limited)
        ui::tooltip(in.ui, in.tr(kMeanWithinHelp));
}

void SitePlanView::draw_groups(PanelContext& in) const {
    const plan::SitingResults& siting = *draft_.siting();
    const bool limited = std::isfinite(siting.limit);
    if (!limited) {
        ui::muted(in.ui, in.tr(SiteDraft::why(SiteDraft::Fixed::NoLimit)));
        return;
    }
    const bool changed = draft_.changed();
    const auto share_after = [&](std::size_t g) {
        const double total = siting.reach.groups[g].total.people;
        return total > 0 ? draft_.after(g) / total : std::nan("");
    };
    const double everybody = share_after(siting.homes->everybody());
    ui::DataRows rows(in.ui,
                      {{kGroup, 0},
                       {kReached, 52, kWithHelp},
                       {kRatio, 40, kRatioHelp},
                       {kNewly, 48, kNewlyHelp},
                       {kPlusMinus, 48, kPlusMinusHelp},
                       {kBefore, 52}},
                      150);
    rows.header();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ui::Colors& colors = in.ui.colors();
    for (std::size_t g = 0; g < siting.reach.groups.size(); ++g) {
        const siting::GroupReach& group = siting.reach.groups[g];
        const std::string name = words::group_name(siting, g, in.view.language);
        const double after = share_after(g), ratio = after / everybody;
        const std::string ratio_words = std::isfinite(ratio) ? fmt::format("{:.2f}", ratio) : "–";
        const auto row = rows.row(
            fmt::format("site.group.{}", g),
            {name, words::percent(after), ratio_words, words::people(draft_.newly(g)),
             changed || !std::isfinite(group.newly.moe) ? "–" : words::people(group.newly.moe),
             words::percent(group.before_share)},
            {.below = 8, .pickable = false});
        const float width = row.greatest.x - row.least.x;
        const float y = row.greatest.y - in.ui.px(8), height = in.ui.px(5);
        const auto bar = [&](double share, ImU32 color) {
            if (share > 0)
                list.AddRectFilled(
                    {row.least.x, y},
                    {row.least.x + width * static_cast<float>(std::min(share, 1.0)), y + height},
                    color, in.ui.px(2));
        };
        bar(1, colors.line);
        bar(after, colors.accent);
        bar(group.before_share, colors.strong_line);
        const std::string ratio_margin =
            !changed && std::isfinite(group.rate_ratio_moe) && g != siting.homes->everybody()
                ? fmt::format(" ±{:.2f}", group.rate_ratio_moe)
                : "";
        ui::tooltip(in.ui, fmt::format(fmt::runtime(in.tr(kGroupTip)), name,
                                       words::percent(group.before_share), words::percent(after),
                                       words::amount(group.total), ratio_words + ratio_margin));
    }
    if (changed)
        ui::muted(in.ui, in.tr({"These numbers follow the stops that were moved.",
                                "Estos números siguen a las paradas movidas."}));
}

void SitePlanView::draw_left_out(PanelContext& in) {
    const plan::SitingResults& siting = *draft_.siting();
    if (left_out_of_ != &siting) {
        left_out_of_ = &siting;
        const siting::Homes& homes = *siting.homes;
        const std::vector<char> reached = siting::homes_within(siting.problem->costs, siting.limit,
                                                               siting.open_with(siting.plan.stops));
        std::vector<double> need(homes.areas, 0);
        for (std::size_t home = 0; home < reached.size(); ++home)
            if (const double people = homes.groups[0].group.people[home];
                reached[home] == 0 && people > 0)
                need[homes.area[home]] += people;
        left_out_.clear();
        for (std::uint32_t t = 0; t < need.size(); ++t)
            if (need[t] >= 0.5)
                left_out_.push_back({t, need[t]});
        std::stable_sort(left_out_.begin(), left_out_.end(),
                         [](const LeftOut& a, const LeftOut& b) { return a.need > b.need; });
    }
    ui::DataRows groups(in.ui, {{kGroup, 0}, {kNotReached, 70, kNotReachedHelp}, {kOfAll, 60}},
                        110);
    groups.header();
    for (std::size_t g = 0; g < siting.reach.groups.size(); ++g) {
        const siting::GroupReach& group = siting.reach.groups[g];
        const double out = group.total.people - draft_.after(g);
        groups.row(fmt::format("site.left-out.group.{}", g),
                   {words::group_name(siting, g, in.view.language), words::people(out),
                    words::percent(out / group.total.people)},
                   {.pickable = false});
    }
    if (draft_.changed())
        ui::muted(in.ui, in.tr(kLeftOutOfPlan));
    if (left_out_.empty())
        return;
    ui::space(in.ui, 6);
    const tract::TractSet& tracts = *in.shown().results->tracts;
    ui::DataRows rows(in.ui, {{kTract, 0}, {kNotReached, 70, kNotReachedHelp}}, 110);
    rows.header();
    for (std::size_t i = 0; i < std::min(left_out_.size(), kMostLeftOut); ++i)
        if (rows.row(fmt::format("site.left-out.{}", i),
                     {tracts.name(left_out_[i].tract), words::people(left_out_[i].need)})
                .clicked) {
            in.view.pinned = left_out_[i].tract;
            in.edits.ask(Edits::ZoomToRows{{left_out_[i].tract}});
        }
    if (ui::link(in.ui, "site.left-out.show",
                 fmt::format(fmt::runtime(in.tr(kSelectAll)), left_out_.size()))) {
        std::vector<std::uint32_t> all;
        for (const LeftOut& each : left_out_)
            all.push_back(each.tract);
        std::sort(all.begin(), all.end());
        in.view.selection.apply(all, Selection::Mode::Replace);
    }
}

void SitePlanView::draw_curve(PanelContext& in) const {
    const plan::SitingResults& siting = *draft_.siting();
    const words::Travel travel = travel_words(in);
    const std::vector<siting::CurvePoint>& curve = siting.curve;
    if (const std::string left_out = words::curve_left_out(siting, in.view.language);
        !left_out.empty())
        ui::muted(in.ui, fmt::format(fmt::runtime(in.tr(kNotCounted)), left_out));
    if (curve.empty())
        return;
    // People are counted against today: what the stops bring, not what open sites reach already.
    const bool people = siting::curve_counts_need(siting.plan.objective);
    const double today = people ? siting.reach.groups[0].before.people : 0;
    const bool against_today = people && siting.spec.rings.size() == 1;
    ui::muted(in.ui, in.tr(against_today ? kCurvePeople : kCurveHelp));
    const auto shown = [&](double value) {
        return against_today ? words::signed_people(value - today)
                             : words::plan_value(siting, value, travel);
    };
    double most = -std::numeric_limits<double>::infinity(), lowest = -most;
    for (const siting::CurvePoint& point : curve)
        if (std::isfinite(point.value)) {
            most = std::max(most, point.value);
            lowest = std::min(lowest, point.value);
        }
    if (!(most >= lowest))
        return;
    lowest = against_today ? today : lowest - std::max((most - lowest) * 0.25, most * 1e-6);
    if (!(most > lowest))
        return;
    const ui::Colors& colors = in.ui.colors();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 least = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, height = in.ui.px(128);
    const float foot = in.ui.fonts.small->FontSize + in.ui.px(8), head = in.ui.px(20);
    const float bottom = least.y + height - foot;
    const std::size_t last = curve.back().k, first = curve.front().k;
    const float side = in.ui.px(22);
    const auto x_of = [&](std::size_t k) {
        const double along =
            last == first ? 0.5
                          : static_cast<double>(k - first) / static_cast<double>(last - first);
        return least.x + side + (width - 2 * side) * static_cast<float>(along);
    };
    const auto y_of = [&](double value) {
        return bottom -
               (bottom - least.y - head) * static_cast<float>((value - lowest) / (most - lowest));
    };
    list.AddLine({least.x, bottom}, {least.x + width, bottom}, colors.strong_line);
    ImVec2 before{};
    for (const siting::CurvePoint& point : curve) {
        if (!std::isfinite(point.value))
            continue;
        const ImVec2 at{x_of(point.k), y_of(point.value)};
        if (before.x > 0)
            list.AddLine(before, at, colors.accent, in.ui.px(2));
        before = at;
    }
    const std::size_t now = siting.plan.stops.size();
    const float step =
        last == first ? width : (width - 2 * side) / static_cast<float>(last - first);
    ImFont* small = in.ui.fonts.small;
    const std::optional<plan::SitingChoice>& asked = in.document.study.siting;
    for (const siting::CurvePoint& point : curve) {
        const float x = x_of(point.k);
        ImGui::SetCursorScreenPos({x - std::min(step, in.ui.px(60)) / 2, least.y});
        const std::string id = fmt::format("site.curve.{}", point.k);
        const bool clicked = ui::hit_area(id.c_str(), {std::min(step, in.ui.px(60)), height});
        ui::note_item(in.ui, id);
        const bool hovered = ImGui::IsItemHovered();
        const bool settable = asked && asked->spec.k;
        if (clicked && settable)
            in.edits.change(kNumberOfStops, "", [k = point.k](Document& next) {
                plan::SitingChoice& siting_choice = *next.study.siting;
                siting_choice.spec.k = std::max(k, siting_choice.required.size());
            });
        const bool known = std::isfinite(point.value);
        if (hovered) {
            std::string words = point.k == 1
                                    ? fmt::format(fmt::runtime(in.tr(kCurveOne)),
                                                  words::plan_value(siting, point.value, travel))
                                    : fmt::format(fmt::runtime(in.tr(kCurvePoint)), point.k,
                                                  words::plan_value(siting, point.value, travel));
            if (people && point.k != first && std::isfinite(point.gain))
                words += "\n" + fmt::format(fmt::runtime(in.tr(kCurveGain)),
                                            words::signed_people(point.gain));
            if (settable && point.k != *asked->spec.k)
                words += "\n" + fmt::format(fmt::runtime(in.tr(kAskFor)), point.k);
            ui::tooltip(in.ui, words);
        }
        const std::string label = std::to_string(point.k);
        const float label_width =
            small->CalcTextSizeA(small->FontSize, FLT_MAX, 0, label.c_str()).x;
        list.AddText(small, small->FontSize, {x - label_width / 2, bottom + in.ui.px(4)},
                     point.k == now ? colors.text : colors.muted, label.c_str());
        if (!known)
            continue;
        const ImVec2 at{x, y_of(point.value)};
        const bool current = point.k == now;
        list.AddCircleFilled(at, in.ui.px(current || hovered ? 6 : 4.5), colors.surface);
        if (current || hovered)
            list.AddCircleFilled(at, in.ui.px(5), colors.accent);
        else
            list.AddCircle(at, in.ui.px(4), colors.accent, 0, in.ui.px(1.8));
        if (current || point.k == first || point.k == last) {
            const std::string value = shown(point.value);
            const float value_width =
                small->CalcTextSizeA(small->FontSize, FLT_MAX, 0, value.c_str()).x;
            list.AddText(small, small->FontSize,
                         {std::clamp(x - value_width / 2, least.x,
                                     std::max(least.x, least.x + width - value_width)),
                          at.y - small->FontSize - in.ui.px(7)},
                         current ? colors.text : colors.muted, value.c_str());
        }
    }
    ImGui::SetCursorScreenPos(least);
    ImGui::Dummy({width, height});
}

void SitePlanView::draw_doubts(PanelContext& in) const {
    const plan::SitingResults& siting = *draft_.siting();
    const study::Results& results = *in.shown().results;
    const words::Travel travel = travel_words(in);
    const bool people = siting::counts_need(siting.plan.objective);
    ui::DataRows rows(in.ui, {{kDoubt, 0}, {kRemains, 52, kRemainsHelp}, {kKept, 56, kKeptHelp}},
                      120);
    rows.header();
    const ui::Colors& colors = in.ui.colors();
    for (const siting::DoubtResult& doubt : siting.doubts) {
        const auto kept = std::count(doubt.kept.begin(), doubt.kept.end(), 1);
        const std::string remains =
            people && doubt.total_need > 0
                ? words::percent(doubt.plan_value / doubt.total_need)
                : words::plan_value(siting, doubt.plan_value, travel, doubt.total_need);
        rows.row("site.doubt." + doubt.name,
                 {words::doubt_title(results.answered(), doubt.name, in.view.language), remains,
                  doubt.infeasible
                      ? std::string(in.tr(kNoPlan))
                      : fmt::format(fmt::runtime(in.tr(kKeptOf)), kept, doubt.kept.size())},
                 {.pickable = false});
        std::string tip = doubt.description;
        if (people)
            tip += fmt::format("\n{} / {}", words::people(doubt.plan_value),
                               words::people(doubt.total_need));
        if (doubt.infeasible)
            tip += "\n" + doubt.why;
        ui::tooltip(in.ui, tip);
        // Which stops would not be chosen again.
        std::string lost;
        for (std::size_t s = 0; s < doubt.kept.size() && !doubt.infeasible; ++s)
            if (doubt.kept[s] == 0)
                lost += (lost.empty() ? "" : ", ") +
                        words::site_name(siting.problem->sites[siting.plan.stops[s]]);
        if (!lost.empty())
            ui::muted(in.ui, fmt::format(fmt::runtime(in.tr(kGivenUp)), lost));
    }
    for (const std::string& left_out : siting.doubts_left_out) {
        // "walking: why not"
        const std::size_t colon = left_out.find(": ");
        std::string reason =
            words::doubt_title(results.answered(), left_out.substr(0, colon), in.view.language);
        if (colon != std::string::npos)
            reason += ": " + why_not_tried(left_out.substr(colon + 2), in.view.language);
        ui::muted(in.ui, fmt::format(fmt::runtime(in.tr(kLeftOut)), reason));
    }
    if (draft_.changed()) {
        ImGui::PushStyleColor(ImGuiCol_Text, colors.muted);
        ImGui::TextWrapped("%s", in.tr(kBeforeMoves));
        ImGui::PopStyleColor();
    }
}

} // namespace tractwise::viewer
