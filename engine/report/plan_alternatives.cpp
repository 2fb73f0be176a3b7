// SPDX-License-Identifier: Apache-2.0
// The plan beside what else could be: fewer or more stops, other assumptions, other sets of sites.
#include "engine/report/plan_frames.hpp"

#include "engine/report/plan_columns.hpp"
#include "engine/report/plan_words.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace tractwise::report {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

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
            kept.push_back(doubt.infeasible ? kMissing : doubt.kept[at] != 0 ? 1 : 0);
            total.push_back(doubt.total_need);
            plan_value.push_back(doubt.plan_value);
            best_value.push_back(doubt.infeasible ? kMissing : doubt.best.value);
            best_bound.push_back(doubt.infeasible ? kMissing : doubt.best.bound);
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

} // namespace tractwise::report
