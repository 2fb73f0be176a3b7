// SPDX-License-Identifier: Apache-2.0
#include "engine/needs/sections.hpp"

#include "engine/core/text.hpp"
#include "engine/siting/reach.hpp"
#include "engine/study/coverage.hpp"
#include "engine/words/amounts.hpp"
#include "engine/words/plan.hpp"
#include "engine/words/travel.hpp"

#include <cmath>

#include <fmt/format.h>

namespace tractwise::needs {
namespace {

constexpr Text kPlanTitle{"The mobile clinic: before and after",
                          "La clínica móvil: antes y después"};
constexpr Text kOutcome{
    "Of {} people in the group \"{}\" in the area, {} ({}) are within reach of a site today; with "
    "the "
    "planned stops {} ({}) would be: {} more.",
    "De {} personas del grupo «{}» en el área, {} ({}) están hoy al alcance de un lugar; con las "
    "paradas previstas serían {} ({}): {} más."};
constexpr Text kLimit{"Within reach means {}. Travel: {}.", "Al alcance significa {}. Viaje: {}."};
constexpr Text kPlanOlder{
    "The plan answers an earlier question: the study was changed since and nobody looked for stops "
    "again.",
    "El plan responde a una pregunta anterior: el estudio cambió después y no se volvieron a "
    "buscar "
    "paradas."};
constexpr Text kGroupCaption{"Who in the area is within reach, before and after",
                             "Quién en el área está al alcance, antes y después"};
constexpr Text kStopCaption{"The stops, and whom each one newly reaches in the area",
                            "Las paradas y a quién alcanza de nuevo cada una en el área"};
constexpr Text kGroup{"Group", "Grupo"}, kAll{"In the area", "En el área"}, kBefore{"Today", "Hoy"},
    kAfter{"With the stops", "Con las paradas"},
    kNewly{"Newly reached", "Nuevas personas alcanzadas"}, kStop{"Stop", "Parada"},
    kReached{"Reached", "Alcanzados"};

/// The plan's homes with the people of the area only. A home of a tract that is cut has the share
/// that the tract has.
siting::Homes homes_in(const siting::Homes& homes, const area::Area& area) {
    siting::Homes inside = homes;
    for (siting::SurveyGroup& group : inside.groups) {
        for (std::size_t home = 0; home < inside.area.size(); ++home)
            group.group.people[home] *= area.inside[inside.area[home]];
        for (std::size_t t = 0; t < group.margin.size(); ++t)
            group.margin[t] *= area.inside[t];
    }
    return inside;
}

std::string with_share(const siting::Amount& amount, double share) {
    return words::people(amount.people) + " (" + words::percent(share) + ")";
}

} // namespace

std::optional<Section> plan_section(Telling& tell) {
    const study::Results& results = tell.results();
    if (!results.siting || results.siting->plan.stops.empty())
        return std::nullopt;
    const plan::SitingResults& siting = *results.siting;
    const siting::PlanReach reach = siting::reach_of(
        siting.problem->costs, siting.limit, homes_in(*siting.homes, tell.area().area),
        siting.plan.stops, siting.problem->with_role(siting::Role::Existing));
    Section section{"plan", tell.say(kPlanTitle), {}};
    if (results.plan_is_older())
        section.blocks.push_back(Paragraph{tell.say(kPlanOlder)});
    for (const study::CoverageDoubt& doubt : study::plan_coverage_doubts(results))
        section.blocks.push_back(Paragraph{words_of(doubt, results, tell.language())});
    const siting::GroupReach& need = reach.groups.front();
    const auto name_of_group = [&](std::size_t g) {
        return words::group_name(siting, g, tell.language());
    };
    section.blocks.push_back(
        Paragraph{fmt::format(fmt::runtime(tell.say(kOutcome)), words::people(need.total.people),
                              name_of_group(0), words::people(need.before.people),
                              words::percent(need.before_share), words::people(need.after.people),
                              words::percent(need.after_share), words::people(need.newly.people))});
    section.blocks.push_back(Paragraph{
        fmt::format(fmt::runtime(tell.say(kLimit)), siting.within_words, siting.travel_words),
        true});

    // What the stops change is where they stand, over the need that they were chosen for.
    if (!siting.need_columns.empty())
        if (const tract::ColumnInfo* info = tell.columns.info(siting.need_columns.front()))
            section.blocks.push_back(
                area_map(tell, info->name, info->label_in(tell.language()), true));
    ReportTable groups{.id = "plan_groups", .caption = tell.say(kGroupCaption)};
    groups.heads = {tell.say(kGroup), tell.say(kAll), tell.say(kBefore), tell.say(kAfter),
                    tell.say(kNewly)};
    io::OutTable& data = groups.data;
    data = {.name = groups.id, .description = {}, .columns = {}};
    std::vector<std::string> names;
    std::vector<std::vector<double>> numbers(9);
    for (std::size_t g = 0; g < reach.groups.size(); ++g) {
        const siting::GroupReach& group = reach.groups[g];
        if (!(group.total.people > 0))
            continue;
        groups.rows.push_back(
            {{.text = name_of_group(g)},
             {.text = words::amount(group.total), .number = true},
             {.text = with_share(group.before, group.before_share), .number = true},
             {.text = with_share(group.after, group.after_share), .number = true},
             {.text = words::amount(group.newly), .number = true}});
        names.push_back(name_of_group(g));
        const double row[] = {group.total.people, group.total.moe,    group.before.people,
                              group.before.moe,   group.after.people, group.after.moe,
                              group.newly.people, group.newly.moe,    group.rate_ratio};
        for (std::size_t i = 0; i < numbers.size(); ++i)
            numbers[i].push_back(row[i]);
    }
    data.columns.push_back({"group", {}, names});
    constexpr std::array kNumbers = {"people",     "people_moe", "before",
                                     "before_moe", "after",      "after_moe",
                                     "newly",      "newly_moe",  "rate_ratio_after"};
    for (std::size_t i = 0; i < numbers.size(); ++i)
        data.columns.push_back({kNumbers[i], {}, numbers[i]});
    section.blocks.push_back(std::move(groups));

    ReportTable stops{.id = "plan_stops", .caption = tell.say(kStopCaption)};
    stops.heads = {tell.say(kStop), tell.say(kReached), tell.say(kNewly)};
    std::vector<std::string> stop_names;
    std::vector<double> reached, newly, lon, lat;
    for (const std::size_t stop : siting.tally.order) {
        const siting::StopReach& of_need = reach.stop(stop, 0);
        const siting::Site& site = siting.stop_site(stop);
        stops.rows.push_back(
            {{.text = fmt::format("{}. {}", siting.tally.stops[stop].rank, words::site_name(site))},
             {.text = words::amount(of_need.reached), .number = true},
             {.text = words::amount(of_need.newly), .number = true}});
        stop_names.push_back(words::site_name(site));
        reached.push_back(of_need.reached.people);
        newly.push_back(of_need.newly.people);
        lon.push_back(site.place.lon);
        lat.push_back(site.place.lat);
    }
    stops.data = {.name = stops.id,
                  .description = {},
                  .columns = {{"stop", {}, stop_names},
                              {"reached", {}, reached},
                              {"newly", {}, newly},
                              {"lon", {}, lon},
                              {"lat", {}, lat}}};
    section.blocks.push_back(std::move(stops));
    section.blocks.push_back(Paragraph{words::proof(siting, tell.language()), true});
    return section;
}

} // namespace tractwise::needs
