// SPDX-License-Identifier: Apache-2.0
#include "engine/report/plan_frames.hpp"

#include "engine/report/plan_columns.hpp"
#include "engine/report/plan_words.hpp"

#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"
#include "engine/words/amounts.hpp"
#include "engine/words/travel.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::report {
namespace {

using siting::Amount;
using siting::Role;
using siting::Site;
using siting::StopReach;

void add_sites(PlanColumns& out, const plan::SitingResults& siting,
               const std::vector<std::uint32_t>& sites) {
    const auto of_site = [&](auto get) {
        std::vector<decltype(get(Site{}))> values;
        for (const std::uint32_t site : sites)
            values.push_back(get(siting.problem->sites[site]));
        return values;
    };
    out.add("name", "Name of the site", of_site([](const Site& s) { return s.name; }));
    out.add("role", "existing, required, candidate or excluded",
            of_site([](const Site& s) { return std::string(name_of(s.role)); }));
    out.add("lon", "Longitude, degrees", of_site([](const Site& s) { return s.place.lon; }));
    out.add("lat", "Latitude, degrees", of_site([](const Site& s) { return s.place.lat; }));
    out.add("cost", "What it counts against the budget",
            of_site([](const Site& s) { return s.cost; }));
    const auto& all = siting.problem->sites;
    if (std::any_of(all.begin(), all.end(),
                    [](const Site& s) { return std::isfinite(s.capacity); }))
        out.add("capacity", "Most people it can serve; empty: no limit",
                of_site([](const Site& s) { return s.capacity; }));
}

std::vector<std::string> ids_of(const plan::SitingResults& siting,
                                const std::vector<std::uint32_t>& sites) {
    std::vector<std::string> ids;
    for (const std::uint32_t site : sites)
        ids.push_back(siting.problem->sites[site].id);
    return ids;
}

std::vector<std::uint32_t> all_sites(const plan::SitingResults& siting) {
    std::vector<std::uint32_t> sites(siting.problem->sites.size());
    for (std::size_t s = 0; s < sites.size(); ++s)
        sites[s] = static_cast<std::uint32_t>(s);
    return sites;
}

std::vector<geo::LonLat> places_of(const plan::SitingResults& siting,
                                   const std::vector<std::uint32_t>& sites) {
    std::vector<geo::LonLat> places;
    for (const std::uint32_t site : sites)
        places.push_back(siting.problem->sites[site].place);
    return places;
}

std::vector<std::uint32_t> ranked_sites(const plan::SitingResults& siting) {
    std::vector<std::uint32_t> sites;
    for (const std::size_t stop : siting.tally.order)
        sites.push_back(siting.plan.stops[stop]);
    return sites;
}

/// What people of group `g` get from each stop; all of it, or reached and newly reached only.
void add_stop_reach(PlanColumns& out, const plan::SitingResults& siting,
                    const std::vector<std::size_t>& order, std::size_t g, const std::string& prefix,
                    bool all) {
    const std::string who = siting.reach.groups[g].description.empty()
                                ? siting.reach.groups[g].name
                                : siting.reach.groups[g].description;
    const std::string within = words::Travel::of_files(siting).within();
    const auto amounts = [&](Amount StopReach::*amount) {
        std::vector<Amount> values;
        for (const std::size_t stop : order)
            values.push_back(siting.reach.stop(stop, g).*amount);
        return values;
    };
    const auto costs = [&](double StopReach::*cost) {
        std::vector<double> values;
        for (const std::size_t stop : order)
            values.push_back(siting.reach.stop(stop, g).*cost);
        return values;
    };
    out.add_amounts(prefix + "_reached", fmt::format("{}: {} of the stop", who, within),
                    amounts(&StopReach::reached));
    out.add_amounts(prefix + "_newly",
                    fmt::format("{}: of those, {} of no existing site", who, within),
                    amounts(&StopReach::newly));
    if (!all)
        return;
    out.add_amounts(prefix + "_shared",
                    fmt::format("{}: of those reached, {} of another stop too", who, within),
                    amounts(&StopReach::shared));
    out.add_amounts(prefix + "_alone",
                    fmt::format("{}: newly reached by no other stop; lost without this one", who),
                    amounts(&StopReach::alone));
    out.add_amounts(prefix + "_served",
                    fmt::format("{}: this stop is their nearest open site", who),
                    amounts(&StopReach::served));
    out.add(fmt::format("{}_mean_{}", prefix, siting.unit),
            fmt::format("{}: mean travel of those reached to this stop ({})", who, siting.unit),
            costs(&StopReach::mean_cost));
    out.add(
        fmt::format("{}_p90_{}", prefix, siting.unit),
        fmt::format("{}: travel that 90 % of those reached do not exceed ({})", who, siting.unit),
        costs(&StopReach::p90_cost));
}

std::string ids_text(const plan::SitingResults& siting, const std::vector<std::uint32_t>& sites) {
    std::vector<std::string> ids;
    for (const std::uint32_t site : sites)
        ids.push_back(siting.problem->sites[site].id);
    return join(ids, "; ");
}

/// A count without the noise of adding it up: 22346.999999999978 is 22347.
double count_of(double sum) {
    if (!std::isfinite(sum))
        return sum;
    const double whole = std::round(sum);
    return std::abs(sum - whole) <= 1e-9 * std::max(1.0, std::abs(sum)) ? whole : sum;
}

} // namespace

io::OutTable stops_frame(const plan::SitingResults& siting) {
    const std::vector<std::size_t>& order = siting.tally.order;
    const std::vector<std::uint32_t> sites = ranked_sites(siting);
    std::vector<double> rank, adds;
    for (const std::size_t stop : order) {
        rank.push_back(static_cast<double>(siting.tally.stops[stop].rank));
        adds.push_back(siting.tally.stops[stop].adds);
    }
    PlanColumns out("stops", fmt::format("Stops of the plan: {}", siting.need_words));
    out.add("id", "Id of the stop", ids_of(siting, sites));
    out.add("rank", "1 adds most; 2 adds most to it; and so on", rank);
    add_sites(out, siting, sites);
    out.add("need_adds",
            fmt::format("Need ({}) newly reached beyond existing sites and the stops ranked before",
                        siting.need_unit),
            adds);
    if (!siting.plan.served.empty()) {
        std::vector<double> room;
        for (const std::size_t stop : order)
            room.push_back(siting.tally.stops[stop].assigned);
        out.add("need_allocated", "Need that is assigned to this stop within its capacity",
                std::move(room));
    }
    const std::vector<std::string> groups = group_columns(siting.reach);
    for (std::size_t g = 0; g < groups.size(); ++g)
        add_stop_reach(out, siting, order, g, groups[g], g < 2);
    if (!siting.doubts.empty()) {
        std::vector<double> kept, of;
        for (const std::size_t stop : order) {
            const siting::StaysChosen count = stays_chosen(siting.doubts, stop);
            kept.push_back(static_cast<double>(count.times));
            of.push_back(static_cast<double>(count.of));
        }
        out.add("doubts_kept", "In how many doubts the stop stays chosen", kept);
        out.add("doubts", "Doubts that have an answer", of);
    }
    return out.take();
}

io::OutTable sites_frame(const plan::SitingResults& siting) {
    const std::vector<std::uint32_t> sites = all_sites(siting);
    std::vector<double> chosen(sites.size(), 0), rank(sites.size(), kNaN);
    const std::vector<std::uint32_t> ranked = ranked_sites(siting);
    for (std::size_t r = 0; r < ranked.size(); ++r) {
        chosen[ranked[r]] = 1;
        rank[ranked[r]] = static_cast<double>(r + 1);
    }
    PlanColumns out("sites", "Every site, existing ones and those that were not chosen included");
    out.add("id", "Id of the site", ids_of(siting, sites));
    add_sites(out, siting, sites);
    out.add("chosen", "1: a stop of the plan", chosen);
    out.add("rank", "Rank in the plan; empty: not chosen", rank);
    out.add("need_reached",
            fmt::format("Need ({}) {}", siting.need_unit, words::Travel::of_files(siting).within()),
            siting.tally.site_reached);
    out.add("need_newly", "Of that, need that no existing site reaches", siting.tally.site_newly);
    return out.take();
}

io::OutTable groups_frame(const plan::SitingResults& siting) {
    PlanColumns out("groups", "Who is reached before and with the plan");
    out.add("group", "need, people, or the count column", group_columns(siting.reach));
    add_group_reach(out, siting, {&siting.reach});
    return out.take();
}

io::OutTable overlap_frame(const plan::SitingResults& siting) {
    const std::vector<std::size_t>& order = siting.tally.order;
    std::vector<std::string> first, second;
    std::vector<double> both, of_first, of_second;
    const auto share = [&](double part, std::size_t stop) {
        const double whole = siting.reach.overlap(stop, stop);
        return whole > 0 ? part / whole : kNaN;
    };
    for (std::size_t a = 0; a < order.size(); ++a)
        for (std::size_t b = a + 1; b < order.size(); ++b)
            if (const double need = siting.reach.overlap(order[a], order[b]); need > 0) {
                first.push_back(siting.stop_site(order[a]).id);
                second.push_back(siting.stop_site(order[b]).id);
                both.push_back(need);
                of_first.push_back(share(need, order[a]));
                of_second.push_back(share(need, order[b]));
            }
    PlanColumns out("overlap", "Pairs of stops that share people in need");
    out.add("stop_a", "Id of one stop", std::move(first));
    out.add("stop_b", "Id of the other", std::move(second));
    out.add("need_both", fmt::format("Need ({}) within reach of both", siting.need_unit),
            std::move(both));
    out.add("share_of_a", "Of the need that stop_a reaches (0 to 1)", std::move(of_first));
    out.add("share_of_b", "Of the need that stop_b reaches (0 to 1)", std::move(of_second));
    return out.take();
}

std::vector<geo::LonLat> stop_places(const plan::SitingResults& siting) {
    return places_of(siting, ranked_sites(siting));
}

std::vector<geo::LonLat> site_places(const plan::SitingResults& siting) {
    return places_of(siting, all_sites(siting));
}

PlacedTable served_frame(const plan::SitingResults& siting) {
    std::vector<std::string> id, site, role;
    std::vector<double> lon, lat, need, people, cost, newly;
    PlacedTable served;
    for (std::size_t row = 0; row < siting.problem->homes(); ++row) {
        if (!(siting.problem->need[row] > 0))
            continue;
        const bool reached = siting.tally.nearest[row] != siting::PlanTally::kNone;
        const Site* nearest = reached ? &siting.problem->sites[siting.tally.nearest[row]] : nullptr;
        id.push_back(siting.row_id[row]);
        served.place.push_back(siting.place[row]);
        lon.push_back(siting.place[row].lon);
        lat.push_back(siting.place[row].lat);
        need.push_back(siting.problem->need[row]);
        people.push_back(siting.homes->groups.size() > 1 ? siting.homes->groups[1].group.people[row]
                                                         : kNaN);
        site.push_back(reached ? nearest->id : std::string());
        role.emplace_back(!reached ? "" : nearest->role == Role::Existing ? "existing" : "stop");
        cost.push_back(reached ? siting.tally.nearest_cost[row] : kNaN);
        newly.push_back(reached && siting.tally.before[row] == 0 ? 1 : 0);
    }
    PlanColumns out("served", "Demand points with need and the open site nearest to each");
    out.add("id", "Demand point", std::move(id));
    out.add("lon", "Longitude, degrees", std::move(lon));
    out.add("lat", "Latitude, degrees", std::move(lat));
    out.add("need", fmt::format("Need ({})", siting.need_unit), std::move(need));
    out.add("people", "All people", std::move(people));
    out.add("site", "Nearest open site; empty: none " + words::Travel::of_files(siting).within(),
            std::move(site));
    out.add("site_is", "stop: of the plan; existing: open already", std::move(role));
    out.add("travel_" + siting.unit, fmt::format("Travel to it ({})", siting.unit),
            std::move(cost));
    out.add("newly", "1: reached by the plan and by no existing site", std::move(newly));
    served.table = out.take();
    return served;
}

LineTable lines_frame(const plan::SitingResults& siting) {
    std::vector<std::string> id, stop;
    std::vector<double> need, cost;
    LineTable drawn;
    for (std::size_t row = 0; row < siting.problem->homes(); ++row) {
        if (!(siting.problem->need[row] > 0) ||
            siting.tally.nearest[row] == siting::PlanTally::kNone)
            continue;
        const Site& nearest = siting.problem->sites[siting.tally.nearest[row]];
        if (nearest.role == Role::Existing)
            continue;
        id.push_back(siting.row_id[row]);
        stop.push_back(nearest.id);
        need.push_back(siting.problem->need[row]);
        cost.push_back(siting.tally.nearest_cost[row]);
        drawn.lines.add(std::vector<geo::LonLat>{siting.place[row], nearest.place});
    }
    PlanColumns out("lines", "Straight lines from demand points to the stop nearest to them");
    out.add("id", "Demand point", std::move(id));
    out.add("stop", "Stop of the plan", std::move(stop));
    out.add("need", fmt::format("Need ({})", siting.need_unit), std::move(need));
    out.add("travel_" + siting.unit, fmt::format("Travel to it ({})", siting.unit),
            std::move(cost));
    drawn.table = out.take();
    return drawn;
}

io::OutTable curve_frame(const plan::SitingResults& siting) {
    std::vector<double> k, value, bound, gain;
    std::vector<std::string> stops;
    for (const siting::CurvePoint& point : siting.curve) {
        k.push_back(static_cast<double>(point.k));
        value.push_back(point.value);
        bound.push_back(point.bound);
        gain.push_back(point.gain);
        stops.push_back(ids_text(siting, point.stops));
    }
    const std::string of = siting.plan.objective == siting::Objective::Lscp
                               ? fmt::format("need covered ({})", siting.need_unit)
                               : value_description(siting);
    PlanColumns out("curve", "The best that 1, 2, 3, ... stops can do; each row is its own plan");
    out.add("k", "Number of stops", std::move(k));
    out.add("value", of, std::move(value));
    out.add("bound", "No plan of so many stops is better than this", std::move(bound));
    out.add("gain", "Against one stop less; the first against existing sites alone",
            std::move(gain));
    out.add("stops", "Their ids", std::move(stops));
    return out.take();
}

io::OutTable doubts_frame(const plan::SitingResults& siting) {
    std::vector<std::string> name, description, stop, stop_name, best, why;
    std::vector<double> kept, total, plan_value, best_value, best_bound;
    for (const siting::DoubtResult& doubt : siting.doubts)
        for (const std::size_t at : siting.tally.order) {
            const siting::Site& site = siting.stop_site(at);
            name.push_back(doubt.name);
            description.push_back(doubt.description);
            stop.push_back(site.id);
            stop_name.push_back(site.name);
            kept.push_back(doubt.infeasible ? kNaN : doubt.kept[at] != 0 ? 1 : 0);
            total.push_back(doubt.total_need);
            plan_value.push_back(doubt.plan_value);
            best_value.push_back(doubt.infeasible ? kNaN : doubt.best.value);
            best_bound.push_back(doubt.infeasible ? kNaN : doubt.best.bound);
            best.push_back(doubt.infeasible ? "" : ids_text(siting, doubt.best.stops));
            why.push_back(doubt.why);
        }
    const std::string of = value_description(siting);
    PlanColumns out("doubts", "The same question with one assumption changed");
    out.add("doubt", "Name of the doubt", std::move(name));
    out.add("stop", "Id of a stop of the plan", std::move(stop));
    out.add("stop_name", "Its name", std::move(stop_name));
    out.add("kept", "1: the best plan under the doubt still has it; empty: there is no plan",
            std::move(kept));
    out.add("description", "What is assumed", std::move(description));
    out.add("need_total", fmt::format("Need ({}) under the doubt", siting.need_unit),
            std::move(total));
    out.add("plan_value", "The plan as it stands: " + of, std::move(plan_value));
    out.add("best_value", "The best plan under the doubt: " + of, std::move(best_value));
    out.add("best_bound", "No plan is better than this under the doubt", std::move(best_bound));
    out.add("best_stops", "Ids of the best stops under the doubt", std::move(best));
    out.add("why", "Why there is no plan under the doubt", std::move(why));
    return out.take();
}

io::OutTable scenarios_frame(const plan::SitingResults& siting) {
    std::vector<std::string> scenario, group, stops;
    std::vector<const siting::PlanReach*> reaches;
    for (const std::string& name : siting.scenario_names()) {
        const siting::PlanReach& reach = siting.scenarios.at(name);
        reaches.push_back(&reach);
        for (const std::string& column : group_columns(reach)) {
            scenario.push_back(name);
            group.push_back(column);
            stops.push_back(ids_text(siting, reach.stops));
        }
    }
    PlanColumns out("scenarios", "Who is reached in each scenario");
    out.add("scenario", "today: existing sites alone; plan: with its stops; others from the study",
            std::move(scenario));
    out.add("group", "need, people, or the count column", std::move(group));
    add_group_reach(out, siting, reaches);
    out.add("stops", "Ids of the stops beside the existing sites", std::move(stops));
    return out.take();
}

io::OutTable comparison_frame(const study::Results& results, const siting::Comparison& comparison) {
    const tract::TractSet& tracts = *results.tracts;
    std::vector<std::string> names;
    for (std::size_t t = 0; t < tracts.size(); ++t)
        names.push_back(tracts.name(t));
    PlanColumns out("comparison", "People gained and lost, tract by tract");
    out.add("geoid", fmt::format("Census tract, {} boundaries", tracts.vintage()), tracts.geoids());
    out.add("name", "Name of the tract", std::move(names));
    std::vector<double> need_change;
    for (const double change : comparison.need_change)
        need_change.push_back(count_of(change));
    out.add("need_change", "Need gained less need lost", std::move(need_change));
    out.add("people_share_change",
            "People gained less people lost, over all people of the tract (-1 to 1); empty: nobody "
            "lives there",
            comparison.share_change);
    const std::size_t groups = comparison.groups.size();
    const std::vector<std::string> columns = group_columns(results.siting->reach);
    for (std::size_t g = 0; g < groups; ++g) {
        std::vector<double> gained, lost;
        for (std::size_t t = 0; t < tracts.size(); ++t) {
            gained.push_back(count_of(comparison.area_gained[t * groups + g]));
            lost.push_back(count_of(comparison.area_lost[t * groups + g]));
        }
        const std::string who = comparison.groups[g].description.empty()
                                    ? comparison.groups[g].name
                                    : comparison.groups[g].description;
        out.add(columns[g] + "_gained", who + ": within reach in the second scenario only",
                std::move(gained));
        out.add(columns[g] + "_lost", who + ": within reach in the first scenario only",
                std::move(lost));
    }
    return out.take();
}

io::OutTable comparison_groups_frame(const plan::SitingResults& siting,
                                     const siting::Comparison& comparison) {
    using Group = siting::Comparison::Group;
    const auto of_groups = [&](auto get) {
        std::vector<decltype(get(Group{}))> values;
        for (const Group& group : comparison.groups)
            values.push_back(get(group));
        return values;
    };
    PlanColumns out("comparison_groups", "People gained, lost and unchanged, group by group");
    out.add("group", "need, people, or the count column", group_columns(siting.reach));
    out.add("description", "Who is counted",
            of_groups([](const Group& group) { return group.description; }));
    out.add("total", "Everybody of the group",
            of_groups([](const Group& group) { return count_of(group.total); }));
    out.add("gained", "Within reach in the second scenario only",
            of_groups([](const Group& group) { return count_of(group.gained); }));
    out.add("lost", "Within reach in the first scenario only",
            of_groups([](const Group& group) { return count_of(group.lost); }));
    out.add("in_both", "Unchanged: within reach in both",
            of_groups([](const Group& group) { return count_of(group.in_both); }));
    out.add("in_neither", "Unchanged: within reach in neither",
            of_groups([](const Group& group) { return count_of(group.in_neither); }));
    out.add("mean_change_" + siting.unit,
            fmt::format("Mean change of travel ({}) of those within reach in both", siting.unit),
            of_groups([](const Group& group) { return group.mean_cost_change; }));
    return out.take();
}

io::OutTable plan_codebook_frame(const std::vector<std::pair<std::string, io::OutTable>>& files) {
    std::vector<std::string> file, column, description;
    for (const auto& [name, table] : files)
        for (const io::OutColumn& each : table.columns) {
            file.push_back(name);
            column.push_back(each.name);
            description.push_back(each.description);
        }
    PlanColumns out("plan_codebook", "What each column of the files of the plan means");
    out.add("file", "File, or layer of plan.gpkg", std::move(file));
    out.add("column", "Column", std::move(column));
    out.add("description", "What it means", std::move(description));
    return out.take();
}

} // namespace tractwise::report
