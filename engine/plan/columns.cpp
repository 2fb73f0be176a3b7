// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/columns.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace tractwise::plan {
namespace {

/// Need or people per tract, over the homes that `counts` says.
template <typename Counts>
std::vector<double> sum_by_tract(const siting::Homes& homes, std::size_t group,
                                 const Counts& counts) {
    std::vector<double> sum(homes.areas, 0);
    const std::vector<double>& people = homes.groups[group].group.people;
    for (std::size_t home = 0; home < people.size(); ++home)
        if (people[home] > 0 && counts(home))
            sum[homes.area[home]] += people[home];
    return sum;
}

std::vector<double> sum_by_tract(const siting::Homes& homes, std::size_t group) {
    return sum_by_tract(homes, group, [](std::size_t) { return true; });
}

/// What the columns are made from: the plan, and the columns whose product its need is.
struct Source {
    std::shared_ptr<const SitingResults> siting;
    std::vector<tract::TableColumn> need;

    /// Why a tract has no number where it has nobody in need.
    io::Missing why_no_need(std::size_t tract) const {
        for (const tract::TableColumn& column : need)
            if (std::isnan(column->values[tract]))
                return io::Missing::Dependent;
        return io::Missing::ZeroDenominator;
    }
};

tract::Column reach_share(const Source& source, const std::string& scenario) {
    const SitingResults& siting = *source.siting;
    const std::vector<char> reached =
        siting::homes_within(siting.problem->costs, siting.limit, siting.open_in(scenario));
    const std::vector<double> need = sum_by_tract(*siting.homes, 0);
    tract::Column column;
    column.values = sum_by_tract(*siting.homes, 0, [&](std::size_t home) { return reached[home]; });
    for (std::size_t t = 0; t < need.size(); ++t)
        if (need[t] > 0)
            column.values[t] /= need[t];
        else
            column.set_missing(t, source.why_no_need(t));
    return column;
}

tract::Column newly_reached(const Source& source) {
    const SitingResults& siting = *source.siting;
    const std::vector<char>& before = siting.tally.before;
    const std::vector<char> stop =
        siting::homes_within(siting.problem->costs, siting.limit, siting.plan.stops);
    const siting::SurveyGroup& group = siting.homes->groups[0];
    const std::vector<double> need = sum_by_tract(*siting.homes, 0);
    tract::Column column;
    column.values = sum_by_tract(
        *siting.homes, 0, [&](std::size_t home) { return before[home] == 0 && stop[home] != 0; });
    for (std::size_t t = 0; t < need.size(); ++t) {
        if (!group.margin.empty())
            column.margin.push_back(need[t] > 0 ? group.margin[t] * column.values[t] / need[t]
                                                : std::nan(""));
        // Nobody in need is nobody newly reached; an unknown need is not.
        if (!(need[t] > 0))
            if (const io::Missing why = source.why_no_need(t); why == io::Missing::Dependent)
                column.set_missing(t, why);
    }
    return column;
}

tract::Column nearest_cost(const SitingResults& siting) {
    const siting::Homes& homes = *siting.homes;
    const std::vector<double>& people = homes.groups[homes.everybody()].group.people;
    std::vector<double> traveling(homes.areas, 0);
    tract::Column column;
    column.values.assign(homes.areas, 0);
    for (std::size_t home = 0; home < people.size(); ++home)
        if (people[home] > 0 && !std::isnan(siting.tally.nearest_cost[home])) {
            traveling[homes.area[home]] += people[home];
            column.values[homes.area[home]] += people[home] * siting.tally.nearest_cost[home];
        }
    const std::vector<double> all = sum_by_tract(homes, homes.everybody());
    for (std::size_t t = 0; t < homes.areas; ++t)
        if (traveling[t] > 0)
            column.values[t] /= traveling[t];
        else
            column.set_missing(t, all[t] > 0 ? io::Missing::OutOfReach : io::Missing::NoPeople);
    return column;
}

} // namespace

namespace {

/// "within 2 miles" -> "a menos de 2 millas"
std::string within_in_spanish(const std::string& within) {
    constexpr std::string_view kWithin = "within ";
    if (!within.starts_with(kWithin))
        return "a cualquier distancia";
    std::string limit = within.substr(kWithin.size());
    if (const std::size_t mile = limit.find("mile"); mile != std::string::npos)
        limit.replace(mile, 4, "milla");
    return "a menos de " + limit;
}

} // namespace

std::string reach_column(std::string_view scenario) {
    return fmt::format("reach_{}_share", scenario);
}

tract::TractTable with_plan(const tract::TractTable& table,
                            const std::shared_ptr<const SitingResults>& siting, int vintage) {
    Source source{siting, {}};
    for (const tract::TableColumn& column : table.columns())
        if (std::find(siting->need_columns.begin(), siting->need_columns.end(),
                      column.info().name) != siting->need_columns.end())
            source.need.push_back(column);
    tract::TractTable all = table;
    const auto add = [&](tract::ColumnInfo info, std::function<tract::Column()> make) {
        if (all.has(info.name))
            return;
        info.source = kPlanSource;
        info.vintage = vintage;
        all.add({std::move(info), table.rows(), std::move(make)});
    };
    const std::string& within = siting->within_words;
    const std::string within_es = within_in_spanish(within);
    const auto share_of = [&](const std::string& scenario, const std::string& when,
                              const std::string& when_es) {
        add({.name = reach_column(scenario),
             .label = fmt::format("In need and {} of an open site, {}", within, when),
             .label_es =
                 fmt::format("Con necesidad y {} de un sitio abierto, {}", within_es, when_es),
             .unit = "share",
             .universe = siting->need_words,
             .formula =
                 fmt::format("need of homes {} of a site that is open, over the need", within),
             .direction = tract::Direction::HigherIsBetter},
            [source, scenario] { return reach_share(source, scenario); });
    };
    share_of("today", "today", "hoy");
    share_of("plan", "with the plan", "con el plan");
    for (const auto& [name, reach] : siting->scenarios)
        if (name != "today" && name != "plan")
            share_of(name, fmt::format("with \"{}\"", name), fmt::format("con \"{}\"", name));
    add({.name = "reach_plan_newly",
         .label = fmt::format("In need and newly {} of an open site", within),
         .label_es = fmt::format("Con necesidad y ahora {} de un sitio abierto", within_es),
         .unit = siting->need_unit,
         .universe = siting->need_words,
         .formula = fmt::format("need of homes {} of a stop, but of no existing site", within),
         .direction = tract::Direction::HigherIsBetter},
        [source] { return newly_reached(source); });
    add({.name = "nearest_open_cost",
         .label = "Travel to the nearest open site, with the plan",
         .label_es = "Viaje al sitio abierto más cercano, con el plan",
         .unit = siting->unit,
         .universe = "people " + within + " of an open site",
         .formula = "mean by people: " + siting->travel_words,
         .direction = tract::Direction::HigherIsWorse},
        [siting] { return nearest_cost(*siting); });
    return all;
}

} // namespace tractwise::plan
