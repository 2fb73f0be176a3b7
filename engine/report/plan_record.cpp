// SPDX-License-Identifier: Apache-2.0
#include "engine/report/plan_record.hpp"

#include "engine/report/plan_text.hpp"

#include "engine/report/plan_words.hpp"
#include "engine/words/plan.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

namespace tractwise::report {
namespace {

using Json = nlohmann::ordered_json;

/// JSON knows no infinity and no NaN.
Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json amount(const siting::Amount& amount) {
    return {{"people", number(amount.people)}, {"moe", number(amount.moe)}};
}

Json json_ids_of(const plan::SitingResults& siting, const std::vector<std::uint32_t>& sites) {
    Json ids = Json::array();
    for (const std::uint32_t site : sites)
        ids.push_back(siting.problem->sites[site].id);
    return ids;
}

Json question(const plan::SitingResults& siting) {
    const siting::SitingSpec& spec = siting.spec;
    Json json{{"objective", name_of(spec.objective)},
              {"k", spec.k ? Json(*spec.k) : Json()},
              {"budget", spec.budget ? number(*spec.budget) : Json()}};
    json["rings"] = Json::array();
    for (const siting::Ring& ring : spec.rings)
        json["rings"].push_back({{"limit", number(ring.limit)}, {"weight", ring.weight}});
    if (spec.objective == siting::Objective::Lscp)
        json["share"] = spec.share;
    if (spec.objective == siting::Objective::FairShare)
        json["fair_share"] = spec.fair_share;
    if (spec.beyond)
        json["beyond"] = number(*spec.beyond);
    json["capacities"] = spec.capacities;
    json["unit"] = siting.unit;
    json["limit"] = number(siting.limit);
    json["need"] = siting.need_words;
    json["need_unit"] = siting.need_unit;
    json["travel"] = siting.travel_words;
    for (const siting::Role role : {siting::Role::Existing, siting::Role::Required,
                                    siting::Role::Candidate, siting::Role::Excluded})
        json["sites"][std::string(name_of(role))] = siting.problem->with_role(role).size();
    return json;
}

Json stops(const plan::SitingResults& siting) {
    Json list = Json::array();
    for (const std::size_t at : siting.tally.order) {
        const siting::Site& site = siting.stop_site(at);
        const siting::PlanTally::Stop& tally = siting.tally.stops[at];
        const siting::StopReach& need = siting.reach.stop(at, 0);
        Json stop{{"id", site.id},
                  {"name", site.name},
                  {"role", name_of(site.role)},
                  {"lon", number(site.place.lon)},
                  {"lat", number(site.place.lat)},
                  {"adds", number(tally.adds)},
                  {"reached", amount(need.reached)},
                  {"newly", amount(need.newly)},
                  {"shared", amount(need.shared)},
                  {"alone", amount(need.alone)},
                  {"mean", number(need.mean_cost)},
                  {"p90", number(need.p90_cost)}};
        if (!siting.plan.served.empty()) {
            stop["capacity"] = number(site.capacity);
            stop["need_allocated"] = number(tally.assigned);
        }
        if (!siting.doubts.empty()) {
            const siting::StaysChosen kept = stays_chosen(siting.doubts, at);
            stop["doubts_kept"] = kept.times;
            stop["doubts"] = kept.of;
        }
        list.push_back(std::move(stop));
    }
    return list;
}

Json groups(const plan::SitingResults& siting) {
    Json list = Json::array();
    const std::vector<std::string> names = group_columns(siting.reach);
    for (std::size_t g = 0; g < names.size(); ++g) {
        const siting::GroupReach& group = siting.reach.groups[g];
        list.push_back({{"group", names[g]},
                        {"description", group.description},
                        {"total", amount(group.total)},
                        {"before", amount(group.before)},
                        {"after", amount(group.after)},
                        {"newly", amount(group.newly)},
                        {"before_share", number(group.before_share)},
                        {"after_share", number(group.after_share)},
                        {"after_share_moe", number(group.after_share_moe)},
                        {"rate_ratio", number(group.rate_ratio)},
                        {"rate_ratio_moe", number(group.rate_ratio_moe)},
                        {"mean", number(group.mean_cost)},
                        {"p90", number(group.p90_cost)}});
    }
    return list;
}

Json doubts(const plan::SitingResults& siting) {
    Json list = Json::array();
    for (const siting::DoubtResult& doubt : siting.doubts) {
        Json json{{"name", doubt.name},
                  {"description", doubt.description},
                  {"total_need", number(doubt.total_need)},
                  {"plan_value", number(doubt.plan_value)}};
        if (doubt.infeasible)
            json["infeasible"] = doubt.why;
        else {
            json["best_value"] = number(doubt.best.value);
            json["best_bound"] = number(doubt.best.bound);
            json["best_stops"] = json_ids_of(siting, doubt.best.stops);
        }
        list.push_back(std::move(json));
    }
    return list;
}

} // namespace

Json plan_record(const plan::SitingResults& siting) {
    const siting::SitingPlan& plan = siting.plan;
    Json json{{"question", question(siting)},
              {"objective", name_of(plan.objective)},
              {"value", number(plan.value)},
              {"bound", number(plan.bound)},
              {"gap", number(plan.gap)},
              {"proven", plan.proven},
              {"how", plan.how},
              {"seed", plan.seed},
              {"time_limited", plan.time_limited},
              {"stops", stops(siting)},
              {"groups", groups(siting)}};
    json["curve"] = Json::array();
    for (const siting::CurvePoint& point : siting.curve)
        json["curve"].push_back({{"k", point.k},
                                 {"value", number(point.value)},
                                 {"bound", number(point.bound)},
                                 {"gain", number(point.gain)},
                                 {"stops", json_ids_of(siting, point.stops)}});
    json["curve_left_out"] = Json::array();
    if (const std::string left_out = words::curve_left_out(siting, Language::English);
        !left_out.empty())
        json["curve_left_out"].push_back(left_out);
    json["doubts"] = doubts(siting);
    json["doubts_left_out"] = siting.doubts_left_out;
    json["scenarios"] = Json::object();
    for (const std::string& name : siting.scenario_names())
        json["scenarios"][name] = json_ids_of(siting, siting.scenarios.at(name).stops);
    if (siting.schedule)
        json["schedule"] = {{"visits", siting.schedule->visits.size()},
                            {"people_hours", number(siting.schedule->people_hours)},
                            {"bound", number(siting.schedule->bound)},
                            {"proven", siting.schedule->proven},
                            {"driving_min", number(siting.schedule->driving_min)},
                            {"least_driving", siting.schedule->least_driving},
                            {"time_limited", siting.schedule->time_limited},
                            {"how", siting.schedule->how}};
    if (siting.schedule_problem)
        json["schedule_problem"] = {{"message", siting.schedule_problem->message},
                                    {"hint", siting.schedule_problem->hint}};
    return json;
}

std::string plan_json(const plan::SitingResults& siting) {
    return plan_record(siting).dump(2, ' ', false, Json::error_handler_t::replace);
}

} // namespace tractwise::report
