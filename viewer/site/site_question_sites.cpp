// SPDX-License-Identifier: Apache-2.0
#include "viewer/site/site_question.hpp"

#include "viewer/site/site_texts.hpp"

#include "engine/core/error.hpp"
#include "engine/words/amounts.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

// Where stops could be, what is open already, how people travel, and what is seldom asked.

namespace tractwise::viewer {
namespace {

constexpr Text kCandidates{"Places where a stop could be", "Lugares donde podría haber una parada"};
constexpr Text kCandidatesHelp{"A list of schools, churches, libraries... Drop one on the window "
                               "to add it. Or take the places where people live.",
                               "Una lista de escuelas, iglesias, bibliotecas... Suelte una sobre "
                               "la ventana para agregarla. O use los lugares donde vive la gente."};
constexpr Text kExisting{"Open already", "Abiertos ya"};
constexpr Text kExistingHelp{"Sites that stay open. Whom they reach is not counted as newly "
                             "reached.",
                             "Sitios que siguen abiertos. A quienes alcanzan no se les cuenta como "
                             "nuevos."};
constexpr Text kWherePeopleLive{"Where people live", "Donde vive la gente"};
constexpr Text kNone{"None", "Ninguno"};
constexpr Text kFilter{"filter: parking = yes", "filtro: parking = yes"};
constexpr Text kAnother{"Another list", "Otra lista"};
constexpr Text kTravel{"People travel", "La gente viaja"};
constexpr Text kStraight{"In straight lines", "En línea recta"};
constexpr Text kDrive{"By street, driving", "Por calles, en auto"};
constexpr Text kWalk{"By street, on foot", "Por calles, a pie"};
constexpr Text kBicycle{"By street, by bicycle", "Por calles, en bicicleta"};
constexpr Text kByTable{"By a table of travel times", "Según una tabla de tiempos"};
constexpr Text kNoStreets{"Add a source of streets (OpenStreetMap) to travel along streets.",
                          "Agregue una fuente de calles (OpenStreetMap) para viajar por calles."};
constexpr Text kStreets{"Streets", "Calles"};
constexpr Text kNoVehicle{"Households without a vehicle walk", "Los hogares sin vehículo caminan"};
constexpr Text kLocked{"Locked and excluded places", "Lugares fijados y excluidos"};
constexpr Text kMoreOptions{"More options", "Más opciones"};
constexpr Text kFewer{"Fewer options", "Menos opciones"};
constexpr Text kBudget{"Budget", "Presupuesto"};
constexpr Text kBudgetHelp{"The most that all stops may cost together, in the unit of the column "
                           "of costs. 0: no budget.",
                           "Lo máximo que pueden costar todas las paradas, en la unidad de la "
                           "columna de costos. 0: sin presupuesto."};
constexpr Text kCostColumn{"Column with the cost of a place", "Columna con el costo de un lugar"};
constexpr Text kCapacity{"Stops have room for only so many people",
                         "Las paradas tienen cupo limitado"};
constexpr Text kCapacityColumn{"Column with the room of a place",
                               "Columna con el cupo de un lugar"};
constexpr Text kColumnHint{"column of the list", "columna de la lista"};
constexpr Text kSlower{"Doubt: travel takes so many times as long",
                       "Duda: los viajes tardan tantas veces más"};
constexpr Text kRemoveQuestion{"Remove this question from the study",
                               "Quitar esta pregunta del estudio"};

constexpr const char* kProfiles[] = {"", "drive", "walk", "bicycle"};

/// Sources as a menu: titles, with the id where a source has none.
struct SourceMenu {
    std::vector<std::string> ids, labels;
    void add(std::string id, std::string label) {
        ids.push_back(std::move(id));
        labels.push_back(std::move(label));
    }
    void add_all(const study::Study& study, const std::vector<std::string>& sources) {
        for (const std::string& id : sources) {
            const auto found = study.sources.find(id);
            const bool titled = found != study.sources.end() && !found->second.title.empty();
            add(id, titled ? found->second.title : id);
        }
    }
    /// A source that no rule of ours expected still shows what is chosen.
    int index_of(const std::string& id) {
        const auto found = std::find(ids.begin(), ids.end(), id);
        if (found == ids.end()) {
            add(id, id);
            return static_cast<int>(ids.size()) - 1;
        }
        return static_cast<int>(found - ids.begin());
    }
};

} // namespace

void SiteQuestion::draw_sites(PanelContext& in, const plan::SitingChoice& choice, bool candidates,
                              const Apply& apply) {
    const Text label = candidates ? kCandidates : kExisting;
    ui::label(in.ui, label, candidates ? kCandidatesHelp : kExistingHelp);
    const std::string key = candidates ? "site.candidates" : "site.existing";
    const std::vector<plan::SiteSource>& sources = candidates ? choice.candidates : choice.existing;
    const auto list_of = [candidates](plan::SitingChoice& next) -> std::vector<plan::SiteSource>& {
        return candidates ? next.candidates : next.existing;
    };
    const std::vector<std::string> known = site_sources(in.document.study);
    std::vector<Field>& filters = filters_[candidates ? 0 : 1];
    filters.resize(std::max(filters.size(), sources.size()));
    // An empty list of existing sites is one menu that says "None".
    const std::size_t rows = std::max<std::size_t>(1, sources.size());
    for (std::size_t i = 0; i < rows; ++i) {
        SourceMenu menu;
        if (candidates)
            menu.add("demand", in.tr(kWherePeopleLive));
        else if (rows == 1)
            menu.add("", in.tr(kNone));
        menu.add_all(in.document.study, known);
        const std::string id = i == 0 ? key : fmt::format("{}.{}", key, i + 1);
        int chosen = menu.index_of(i < sources.size() ? sources[i].source : "");
        const bool removable = rows > 1;
        const float width =
            (ImGui::GetContentRegionAvail().x - (removable ? in.ui.px(36) : 0)) / in.ui.scale;
        if (ui::text_combo(in.ui, id, chosen, menu.labels, width))
            apply(label, "",
                  [i, list_of,
                   source = menu.ids[static_cast<std::size_t>(chosen)]](plan::SitingChoice& next) {
                      std::vector<plan::SiteSource>& list = list_of(next);
                      if (source.empty())
                          list.clear();
                      else if (i < list.size())
                          list[i] = {.source = source};
                      else
                          list.push_back({.source = source});
                  });
        ui::tooltip(in.ui, menu.labels[static_cast<std::size_t>(chosen)]);
        if (removable) {
            ImGui::SameLine(0, in.ui.px(4));
            if (ui::icon_button(in.ui, id + ".remove", ui::Icon::Close,
                                {"Leave this list out", "Quitar esta lista"}))
                apply(label, "", [i, list_of](plan::SitingChoice& next) {
                    std::vector<plan::SiteSource>& list = list_of(next);
                    list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
                });
        }
        if (i >= sources.size() || sources[i].source == "demand")
            continue;
        if (field(in, (id + ".filter").c_str(), filters[i], filter_text(sources[i].where), kFilter))
            try {
                const auto where = filter_from(filters[i].text);
                filters[i].error.clear();
                apply(label, "", [i, list_of, where](plan::SitingChoice& next) {
                    list_of(next)[i].where = where;
                });
            } catch (const Error& error) {
                filters[i].error = error.message() + ": " + error.hint();
            }
    }
    const auto free_source = std::find_if(known.begin(), known.end(), [&](const std::string& id) {
        return std::none_of(sources.begin(), sources.end(),
                            [&](const plan::SiteSource& source) { return source.source == id; });
    });
    if (!sources.empty() && free_source != known.end() && sources.front().source != "demand")
        if (ui::link(in.ui, key + ".add", "+ " + std::string(in.tr(kAnother))))
            apply(label, "", [list_of, source = *free_source](plan::SitingChoice& next) {
                list_of(next).push_back({.source = source});
            });
}

void SiteQuestion::draw_travel(PanelContext& in, const plan::SitingChoice& choice,
                               const Apply& apply) {
    ui::label(in.ui, kTravel);
    const TravelAsked travel = TravelAsked::of(choice);
    const std::vector<std::string> streets = street_sources(in.document.study);
    const bool by_street = !travel.profile.empty();
    std::vector<std::string> labels{in.tr(kStraight)};
    std::vector<std::string> profiles{""};
    if (!streets.empty() || by_street)
        for (std::size_t p = 1; p < std::size(kProfiles); ++p) {
            labels.emplace_back(in.tr(p == 1 ? kDrive : p == 2 ? kWalk : kBicycle));
            profiles.emplace_back(kProfiles[p]);
        }
    if (by_street &&
        std::find(profiles.begin(), profiles.end(), travel.profile) == profiles.end()) {
        labels.push_back(travel.profile); // a profile of the user's own
        profiles.push_back(travel.profile);
    }
    if (travel.table) {
        labels.emplace_back(in.tr(kByTable));
        profiles.emplace_back("table");
    }
    int chosen =
        travel.table
            ? static_cast<int>(labels.size()) - 1
            : static_cast<int>(std::find(profiles.begin(), profiles.end(), travel.profile) -
                               profiles.begin());
    const auto change = [&](TravelAsked next) {
        if (next.profile.empty())
            next.streets = next.no_vehicle = "";
        else if (next.streets.empty() && !streets.empty())
            next.streets = streets.front();
        apply(kTravel, "", [next](plan::SitingChoice& asked) { set_travel(asked, next); });
    };
    if (ui::text_combo(in.ui, "site.travel", chosen, labels)) {
        const std::string& profile = profiles[static_cast<std::size_t>(chosen)];
        if (profile != "table")
            change({.profile = profile,
                    .streets = travel.streets,
                    .no_vehicle = profile == "walk" ? "" : travel.no_vehicle});
    }
    if (streets.empty() && !by_street && !travel.table)
        ui::muted(in.ui, in.tr(kNoStreets));
    if (!by_street)
        return;
    if (streets.size() > 1) {
        ui::label(in.ui, kStreets);
        SourceMenu menu;
        menu.add_all(in.document.study, streets);
        int street = menu.index_of(travel.streets);
        if (ui::text_combo(in.ui, "site.streets", street, menu.labels)) {
            TravelAsked next = travel;
            next.streets = menu.ids[static_cast<std::size_t>(street)];
            change(next);
        }
    }
    const bool knows_vehicles =
        in.snapshot != nullptr && in.shown().results->table->has("no_vehicle_share");
    if (travel.profile == "walk" || (!knows_vehicles && travel.no_vehicle.empty()))
        return;
    bool walk = !travel.no_vehicle.empty();
    if (ui::checkbox(in.ui, "site.no_vehicle", kNoVehicle, walk)) {
        TravelAsked next = travel;
        next.no_vehicle = walk ? "walk" : "";
        change(next);
    }
}

void SiteQuestion::draw_roles(PanelContext& in, const plan::SitingChoice& choice,
                              const Apply& apply) {
    if (choice.required.empty() && choice.excluded.empty())
        return;
    ui::label(in.ui, kLocked);
    const plan::SitingResults* siting =
        in.snapshot != nullptr ? in.shown().results->siting.get() : nullptr;
    const auto row = [&](const std::string& id, ui::Icon icon) {
        std::string name = id;
        if (siting != nullptr)
            for (const siting::Site& site : siting->problem->sites)
                if (site.id == id)
                    name = words::site_name(site);
        const float side = in.ui.px(32);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float room = ImGui::GetContentRegionAvail().x - side;
        ui::draw_icon(*ImGui::GetWindowDrawList(), icon, {at.x, at.y + (side - in.ui.px(16)) / 2},
                      in.ui.px(16), in.ui.colors().muted, in.ui.scale);
        ImGui::SetCursorScreenPos({at.x + in.ui.px(24), at.y});
        ImGui::BeginGroup();
        ImGui::Dummy(
            {0, (side - ImGui::GetTextLineHeight()) / 2 - ImGui::GetStyle().ItemSpacing.y});
        ImGui::TextUnformatted(ui::fitted(name, room - in.ui.px(28)).c_str());
        ImGui::EndGroup();
        ImGui::SetCursorScreenPos({at.x + room, at.y});
        if (ui::icon_button(in.ui, "site.free." + id, ui::Icon::Close, kLeaveToSearch))
            apply(kChangeFree, "", [id](plan::SitingChoice& next) { free_site(next, id); });
    };
    for (const std::string& id : choice.required)
        row(id, ui::Icon::Lock);
    for (const std::string& id : choice.excluded)
        row(id, ui::Icon::EyeOff);
}

void SiteQuestion::draw_more(PanelContext& in, const plan::SitingChoice& choice,
                             const Apply& apply) {
    ui::space(in.ui, 6);
    if (ui::link(in.ui, "site.more", in.tr(more_ ? kFewer : kMoreOptions)))
        more_ = !more_;
    if (!more_)
        return;
    using siting::Objective;
    if (choice.spec.objective != Objective::Lscp) {
        ui::label(in.ui, kBudget, kBudgetHelp);
        double budget = choice.spec.budget.value_or(0);
        if (ui::input_number(in.ui, "site.budget", budget, "%.6g", 120) && budget >= 0)
            apply(kBudget, "", [budget](plan::SitingChoice& next) {
                next.spec.budget = budget > 0 ? std::optional(budget) : std::nullopt;
                if (!next.spec.budget && !next.spec.k)
                    next.spec.k = 4;
            });
    }
    const bool listed = !choice.candidates.empty() && choice.candidates.front().source != "demand";
    if (listed) {
        ui::label(in.ui, kCostColumn);
        if (field(in, "site.cost_column", cost_column_, choice.candidates.front().cost,
                  kColumnHint))
            apply(kCostColumn, "", [column = cost_column_.text](plan::SitingChoice& next) {
                next.candidates.front().cost = column;
            });
    }
    if (listed && choice.spec.objective == Objective::Mclp && choice.within.size() == 1) {
        ui::space(in.ui, 4);
        bool on = choice.spec.capacities;
        if (ui::checkbox(in.ui, "site.capacities", kCapacity, on))
            apply(kCapacity, "", [on](plan::SitingChoice& next) { next.spec.capacities = on; });
        if (choice.spec.capacities) {
            ui::label(in.ui, kCapacityColumn);
            if (field(in, "site.capacity_column", capacity_column_,
                      choice.candidates.front().capacity, kColumnHint))
                apply(kCapacityColumn, "",
                      [column = capacity_column_.text](plan::SitingChoice& next) {
                          next.candidates.front().capacity = column;
                      });
        }
    }
    ui::label(in.ui, kSlower);
    double slower = choice.slower;
    if (ui::slider(in.ui, "site.slower", slower, {.least = 1, .greatest = 2, .format = "%.2f x"}))
        apply(kSlower, "site.slower",
              [slower](plan::SitingChoice& next) { next.slower = std::round(slower * 20) / 20; });
    if (ImGui::IsItemDeactivatedAfterEdit())
        in.edits.ask(Edits::EndMerge{});
    ui::space(in.ui, 6);
    if (ui::link(in.ui, "site.remove", in.tr(kRemoveQuestion)))
        in.edits.change({"Remove the question", "Quitar la pregunta"}, "",
                        [](Document& next) { next.study.siting.reset(); });
}

} // namespace tractwise::viewer
