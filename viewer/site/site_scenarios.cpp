// SPDX-License-Identifier: Apache-2.0
#include "viewer/site/site_scenarios.hpp"

#include "viewer/site/site_texts.hpp"
#include "viewer/site/site_travel.hpp"
#include "viewer/ui/data_rows.hpp"

#include "engine/core/text.hpp"
#include "engine/plan/columns.hpp"
#include "engine/words/amounts.hpp"
#include "engine/words/plan.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

using siting::Role;

constexpr Text kScenario{"Scenario", "Escenario"};
constexpr Text kReachedHelp{"Share of those in need within the limit of an open site.",
                            "Parte de quienes tienen necesidad dentro del límite de un sitio "
                            "abierto."};
constexpr Text kStops{"stops", "paradas"};
constexpr Text kToday{"Today, without stops", "Hoy, sin paradas"};
constexpr Text kPlan{"The plan", "El plan"};
constexpr Text kMovedByHand{"As moved by hand", "Como se movió a mano"};
constexpr Text kRemoveScenario{"Remove \"{}\" from the study", "Quitar \"{}\" del estudio"};
constexpr Text kSaveTitle{"Save the stops as they stand now", "Guardar las paradas como están"};
constexpr Text kSaveHelp{"A scenario is a set of candidates under a name. The study keeps it.",
                         "Un escenario es un conjunto de candidatos con un nombre. El estudio lo "
                         "guarda."};
constexpr Text kNameHint{"name", "nombre"};
constexpr Text kSave{"Save", "Guardar"};
constexpr Text kReserved{"\"today\" and \"plan\" are always there; choose another name.",
                         "\"today\" y \"plan\" existen siempre; elija otro nombre."};
constexpr Text kSaved{"Saved as \"{}\".", "Guardado como \"{}\"."};
constexpr Text kReplaced{"Stop {} stands at no candidate; the scenario takes the nearest one, {}, "
                         "{} away.",
                         "La parada {} no está en un candidato; el escenario toma el más cercano, "
                         "{}, a {}."};
constexpr Text kCompare{"Compare", "Comparar"};
constexpr Text kWith{"with", "con"};
constexpr Text kGained{"gained", "ganan"};
constexpr Text kLost{"lost", "pierden"};
constexpr Text kSame{"unchanged", "sin cambio"};
constexpr Text kGainedHelp{"Within the limit in the second, not in the first.",
                           "Dentro del límite en el segundo, no en el primero."};
constexpr Text kLostHelp{"Within the limit in the first, not in the second.",
                         "Dentro del límite en el primero, no en el segundo."};
constexpr Text kSameHelp{"Within the limit in both, or in neither.",
                         "Dentro del límite en ambos, o en ninguno."};
constexpr Text kPeople{"Group", "Grupo"};
constexpr Text kTravelChange{"Who is reached by both travels {} {} to the nearest open site in the "
                             "second.",
                             "Quienes alcanzan ambos viajan {} {} al sitio abierto más cercano en "
                             "el segundo."};
constexpr Text kLess{"less", "menos"};
constexpr Text kMore{"more", "más"};
constexpr Text kSideBySide{"Side by side", "Lado a lado"};
constexpr Text kDifference{"Difference", "Diferencia"};
constexpr Text kOff{"One map", "Un mapa"};
constexpr Text kNotOnMap{"Find stops again to put a new scenario on the map.",
                         "Busque paradas de nuevo para ver un escenario nuevo en el mapa."};
constexpr Text kUnknown{"\"{}\" names places that are no candidates now: {}",
                        "\"{}\" nombra lugares que ahora no son candidatos: {}"};

} // namespace

DraftAsSites as_sites(const SiteDraft& draft) {
    DraftAsSites found;
    for (const SiteDraft::Stop& stop : draft.stops()) {
        std::uint32_t site = stop.site;
        if (site == SiteDraft::kNone) {
            double meters = 0;
            site = draft.nearest_candidate(stop.place, &meters);
            if (site == SiteDraft::kNone)
                continue;
            found.replaced.push_back({stop.number, site, meters});
        }
        found.sites.push_back(site);
    }
    std::sort(found.sites.begin(), found.sites.end());
    found.sites.erase(std::unique(found.sites.begin(), found.sites.end()), found.sites.end());
    return found;
}

SiteScenarios::Scenario SiteScenarios::count(const std::string& name,
                                             const std::vector<std::string>& ids) const {
    const plan::SitingResults& siting = *siting_;
    Scenario scenario{.id = name, .title = name};
    scenario.of_study = true;
    const std::vector<siting::Site>& sites = siting.problem->sites;
    for (const std::string& id : ids) {
        const auto at = std::find_if(sites.begin(), sites.end(), [&](const siting::Site& site) {
            return site.id == id && site.role != Role::Existing;
        });
        if (at == sites.end())
            scenario.unknown.push_back(id);
        else
            scenario.stops.push_back(static_cast<std::uint32_t>(at - sites.begin()));
    }
    std::sort(scenario.stops.begin(), scenario.stops.end());
    scenario.stops.erase(std::unique(scenario.stops.begin(), scenario.stops.end()),
                         scenario.stops.end());
    const auto known = siting.scenarios.find(name);
    scenario.in_results = known != siting.scenarios.end() && known->second.stops == scenario.stops;
    const siting::PlanReach reach =
        scenario.in_results ? known->second : siting.reach_with(scenario.stops);
    scenario.reached = reach.groups[0].after.people;
    scenario.newly = reach.groups[0].newly.people;
    return scenario;
}

void SiteScenarios::prepare(PanelContext& in) {
    static const std::map<std::string, std::vector<std::string>> kNone;
    const auto& of_study = in.document.study.siting ? in.document.study.siting->scenarios : kNone;
    if (siting_ == draft_.siting() && of_study_ == of_study && language_ == in.view.language)
        return;
    siting_ = draft_.siting();
    of_study_ = of_study;
    language_ = in.view.language;
    comparison_.reset();
    scenarios_.clear();
    for (const auto& [id, title] : {std::pair("today", kToday), std::pair("plan", kPlan)}) {
        const siting::PlanReach& reach = siting_->scenarios.at(id);
        scenarios_.push_back({id,
                              in.tr(title),
                              reach.stops,
                              reach.groups[0].after.people,
                              reach.groups[0].newly.people,
                              true,
                              false,
                              {}});
    }
    for (const auto& [name, ids] : of_study)
        scenarios_.push_back(count(name, ids));
    if (find(a_) == nullptr)
        a_ = "plan";
    if (find(b_) == nullptr)
        b_ = scenarios_.size() > 2 ? scenarios_[2].id : "today";
}

const SiteScenarios::Scenario* SiteScenarios::find(const std::string& id) const {
    const auto found = std::find_if(scenarios_.begin(), scenarios_.end(),
                                    [&](const Scenario& scenario) { return scenario.id == id; });
    return found == scenarios_.end() ? nullptr : &*found;
}

void SiteScenarios::draw(PanelContext& in) {
    prepare(in);
    draw_list(in);
    draw_save(in);
    draw_comparison(in);
}

void SiteScenarios::draw_list(PanelContext& in) {
    const double total = siting_->reach.groups[0].total.people;
    ui::DataRows rows(
        in.ui, {{kScenario, 0}, {kReached, 62, kReachedHelp}, {kNewly, 60}, {kStops, 50}}, 110);
    rows.header();
    for (const Scenario& scenario : scenarios_) {
        const auto row =
            rows.row("site.scenario." + scenario.id,
                     {scenario.title, words::percent(scenario.reached / total),
                      words::people(scenario.newly), std::to_string(scenario.stops.size())},
                     {.selected = scenario.id == b_});
        if (row.clicked) {
            b_ = scenario.id;
            if (a_ == b_)
                a_ = b_ == "plan" ? "today" : "plan";
            if (scenario.in_results)
                show_on_map(in, scenario, scenario, Compare::Off);
        }
        if (!scenario.unknown.empty())
            ui::muted(in.ui, fmt::format(fmt::runtime(in.tr(kUnknown)), scenario.id,
                                         join(scenario.unknown, ", ")));
    }
    if (draft_.changed())
        rows.row("site.scenario.moved",
                 {in.tr(kMovedByHand), words::percent(draft_.after(0) / total),
                  words::people(draft_.newly(0)), std::to_string(draft_.stops().size())},
                 {.pickable = false, .first_color = in.ui.colors().selection});
    if (const Scenario* picked = find(b_); picked != nullptr && picked->of_study) {
        ui::space(in.ui, 4);
        if (ui::link(in.ui, "site.scenario.remove",
                     fmt::format(fmt::runtime(in.tr(kRemoveScenario)), picked->title)))
            in.edits.change(
                {"Remove a scenario", "Quitar un escenario"}, "",
                [name = picked->id](Document& next) { next.study.siting->scenarios.erase(name); });
    }
}

void SiteScenarios::draw_save(PanelContext& in) {
    if (draft_.stops().empty())
        return;
    ui::label(in.ui, kSaveTitle, kSaveHelp);
    const float button =
        ImGui::CalcTextSize(in.tr(kSave)).x + 2 * ImGui::GetStyle().FramePadding.x + in.ui.px(8);
    const bool entered = ui::input(in.ui, "site.scenario.name", name_, kNameHint, false,
                                   (ImGui::GetContentRegionAvail().x - button) / in.ui.scale);
    ImGui::SameLine(0, in.ui.px(6));
    const std::string name(trim(name_));
    bool clicked = false;
    {
        const ui::Disabled off(name.empty());
        clicked = ui::button(in.ui, "site.scenario.save", kSave);
    }
    if ((entered || clicked) && !name.empty()) {
        if (name == "today" || name == "plan") {
            said_ = in.tr(kReserved);
        } else {
            const DraftAsSites now = as_sites(draft_);
            std::vector<std::string> ids;
            for (const std::uint32_t site : now.sites)
                ids.push_back(siting_->problem->sites[site].id);
            said_ = fmt::format(fmt::runtime(in.tr(kSaved)), name);
            for (const DraftAsSites::Replaced& each : now.replaced)
                said_ += " " + fmt::format(fmt::runtime(in.tr(kReplaced)), each.number,
                                           words::site_name(siting_->problem->sites[each.site]),
                                           words::value(each.meters, "m", in.reader()));
            in.edits.change(
                {"Save a scenario", "Guardar un escenario"}, "",
                [name, ids](Document& next) { next.study.siting->scenarios[name] = ids; });
            b_ = name;
            name_.clear();
        }
    }
    if (!said_.empty())
        ui::muted(in.ui, said_);
}

const siting::Comparison& SiteScenarios::comparison(const Scenario& a, const Scenario& b) {
    if (!comparison_ || compared_a_ != a.stops || compared_b_ != b.stops) {
        comparison_ = siting_->compare(a.stops, b.stops);
        compared_a_ = a.stops;
        compared_b_ = b.stops;
    }
    return *comparison_;
}

void SiteScenarios::draw_comparison(PanelContext& in) {
    std::vector<std::string> titles;
    int a = 0, b = 0;
    for (const Scenario& scenario : scenarios_) {
        if (scenario.id == a_)
            a = static_cast<int>(titles.size());
        if (scenario.id == b_)
            b = static_cast<int>(titles.size());
        titles.push_back(scenario.title);
    }
    ui::label(in.ui, kCompare);
    if (ui::text_combo(in.ui, "site.compare.a", a, titles))
        a_ = scenarios_[static_cast<std::size_t>(a)].id;
    ui::label(in.ui, kWith);
    if (ui::text_combo(in.ui, "site.compare.b", b, titles))
        b_ = scenarios_[static_cast<std::size_t>(b)].id;
    const Scenario* first = find(a_);
    const Scenario* second = find(b_);
    if (first == nullptr || second == nullptr || first == second)
        return;
    const siting::Comparison& difference = comparison(*first, *second);
    ui::space(in.ui, 4);
    ui::DataRows rows(
        in.ui,
        {{kPeople, 0}, {kGained, 58, kGainedHelp}, {kLost, 58, kLostHelp}, {kSame, 74, kSameHelp}},
        90);
    rows.header();
    const ui::Colors& colors = in.ui.colors();
    for (std::size_t g = 0; g < difference.groups.size(); ++g) {
        const siting::Comparison::Group& group = difference.groups[g];
        rows.row(fmt::format("site.compare.group.{}", g),
                 {words::group_name(*siting_, g, in.view.language),
                  words::signed_people(group.gained), words::signed_people(-group.lost),
                  words::people(group.in_both + group.in_neither)},
                 {.pickable = false, .second_color = group.gained >= 0.5 ? colors.good : 0U});
    }
    if (const double change = difference.groups[0].mean_cost_change;
        std::isfinite(change) && std::abs(change) > 1e-9)
        ui::muted(in.ui, fmt::format(fmt::runtime(in.tr(kTravelChange)),
                                     travel_words(in)(std::abs(change)),
                                     in.tr(change < 0 ? kLess : kMore)));
    ui::space(in.ui, 6);
    const bool on_map = first->in_results && second->in_results;
    {
        const ui::Disabled off(!on_map);
        if (ui::button(in.ui, "site.compare.side", kSideBySide))
            show_on_map(in, *first, *second, Compare::SideBySide);
        ImGui::SameLine(0, in.ui.px(6));
        if (ui::button(in.ui, "site.compare.difference", kDifference))
            show_on_map(in, *first, *second, Compare::Difference);
    }
    if (in.view.compare != Compare::Off) {
        ImGui::SameLine(0, in.ui.px(6));
        if (ui::button(in.ui, "site.compare.off", kOff))
            in.view.compare = Compare::Off;
    }
    if (!on_map)
        ui::muted(in.ui, in.tr(kNotOnMap));
}

void SiteScenarios::show_on_map(PanelContext& in, const Scenario& a, const Scenario& b,
                                Compare how) {
    const auto column = [](const Scenario& scenario) { return plan::reach_column(scenario.id); };
    const auto show = [&view = in.view, how, other = column(b)] {
        view.compare = how;
        view.compare_with = other;
    };
    if (how != Compare::Off && in.view.compare == Compare::Off)
        in.edits.ask(Edits::FitAll{}); // half the room each: both show everything
    if (in.document.style.column == column(a)) {
        show();
        return;
    }
    const tract::ColumnInfo* before = in.shown().columns->info(in.shown().scene.column);
    const bool shares = before != nullptr && before->unit == "share";
    // Both maps change at once: percentiles beside shares would have no difference.
    in.edits.change({"Scenario on the map", "Escenario en el mapa"}, "",
                    [name = column(a), shares, show](Document& next) {
                        show();
                        next.style.column = name;
                        next.style.second.clear();
                        if (shares)
                            return;
                        next.style.classes.own.clear(); // breaks of another unit
                        next.style.locked.reset();
                    });
}

} // namespace tractwise::viewer
