// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/doubts.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include <fmt/format.h>

namespace tractwise::plan {
namespace {

using access::CostMatrix;
using siting::Doubt;
using siting::SitingProblem;

/// The problem with two rows for each demand point.
SitingProblem of_two_ways(const AskedSiting& asked, CostMatrix costs,
                          const std::vector<double>& without, const std::vector<char>& placed) {
    Diagnostics said; // when the question was put
    NeedRows rows = need_rows(asked.counts, asked.in, without, placed, said);
    return {.costs = std::move(costs),
            .need = rows.need(),
            .sites = asked.problem.sites,
            .groups = std::move(rows.fair)};
}

std::optional<Doubt> slower(const AskedSiting& asked, std::string& why) {
    const double factor = asked.choice.slower;
    if (factor == 1) {
        why = "slower = 1 changes nothing";
        return std::nullopt;
    }
    // Known without asking; of so many pairs no second copy is made for it.
    if (asked.problem.costs.is_compact() && !asked.choice.beyond) {
        why = "every trip grows alike, so the same stops stay best";
        return std::nullopt;
    }
    const std::string percent = format_number(round_half_away((factor - 1) * 100, 3));
    return Doubt{"slower",
                 asked.travel.unit() == access::CostUnit::Minutes
                     ? fmt::format("all travel takes {} % longer", percent)
                     : fmt::format("all distances count {} % more", percent),
                 siting::slower(asked.problem, factor)};
}

std::optional<Doubt> walking_by_street(const AskedSiting& asked, const std::vector<double>& without,
                                       const Progress& progress) {
    const ConfigTable& own = asked.choice.travel;
    // The study's own travel with one key more; a profile of the user's own stands where it stood.
    std::string keys = "no_vehicle = \"walk\"\n";
    for (const char* key : {"cost", "streets", "direction", "id"})
        if (own.has(key))
            keys += fmt::format("{} = {}\n", key, toml_quote(own.text(key)));
    const ConfigTable options = ConfigTable::parse(keys, own.file());
    Diagnostics said;
    const layer::Travel mixed = layer::Travel::from({.tracts = asked.in.tracts,
                                                     .demand = asked.in.demand,
                                                     .table = asked.in.table,
                                                     .sources = asked.in.sources,
                                                     .options = options,
                                                     .diagnostics = said,
                                                     .progress = progress.part(0, 0.3)});
    const tract::DemandPoints people = mixed.travelers(asked.in.demand);
    CostMatrix costs =
        mixed.costs(people, asked.places, asked.problem.costs.limit(), said, progress.part(0.3, 1));
    return Doubt{"walking", "households without a vehicle walk",
                 of_two_ways(asked, std::move(costs), without, mixed.placed(people))};
}

std::optional<Doubt> walking(const AskedSiting& asked, std::string& why, const Progress& progress) {
    const layer::Travel& travel = asked.travel;
    const std::vector<double> without = without_vehicle(asked.in);
    if (travel.mixed())
        why = "households without a vehicle travel on their own terms in the plan already";
    else if (!travel.straight() && !travel.by_street())
        why = "a table of travel times does not say how long people walk";
    else if (without.empty())
        why = "no layer has the column no_vehicle_share; layer \"social\" makes it";
    else if (travel.by_street() && asked.choice.travel.text("cost") == "walk")
        why = "everybody walks in the plan already";
    if (!why.empty())
        return std::nullopt;
    if (travel.by_street())
        return walking_by_street(asked, without, progress);
    const std::optional<double> on_foot = asked.choice.walk_within.in(access::CostUnit::Meters);
    if (std::isinf(asked.limit))
        why = "without `within` nothing says how far is too far";
    else if (!on_foot)
        why = "walk_within is a time, but travel is measured in meters";
    else if (*on_foot >= asked.limit)
        why = "walk_within is as far as the limit of the plan";
    if (!why.empty())
        return std::nullopt;
    std::vector<char> placed;
    for (const char here : travel.placed(asked.in.demand))
        placed.insert(placed.end(), 2, here);
    const CostMatrix& costs = asked.problem.costs;
    return Doubt{"walking",
                 fmt::format("households without a vehicle reach {} instead of {}",
                             asked.choice.walk_within.text(), asked.choice.within.back().text()),
                 of_two_ways(asked, costs.interleaved(costs.times(asked.limit / *on_foot)), without,
                             placed)};
}

std::optional<Doubt> low_need(const AskedSiting& asked, std::string& why) {
    why = asked.counts.no_margin;
    if (!why.empty())
        return std::nullopt;
    const TractCount& need = asked.counts.need;
    std::vector<double> factor(need.people.size(), 1);
    double left = 0;
    for (std::size_t t = 0; t < factor.size(); ++t) {
        const double margin = std::isnan(need.margin[t]) ? 0 : need.margin[t];
        if (need.people[t] > 0)
            factor[t] = std::max(0.0, need.people[t] - margin) / need.people[t];
        left += need.people[t] * factor[t];
    }
    if (!(left > 0)) {
        why = "at its lower bound nobody is in need";
        return std::nullopt;
    }
    Doubt doubt{"low-need",
                "every tract's need at its lower 90 % bound at once: each estimate less its margin",
                asked.problem};
    // Rows are demand points, or two of each.
    const std::size_t each = asked.travel.mixed() ? 2 : 1;
    for (std::size_t row = 0; row < doubt.problem.need.size(); ++row)
        doubt.problem.need[row] *= factor[asked.in.demand.tract[row / each]];
    return doubt;
}

} // namespace

std::vector<DoubtToPut> doubts_to_put(const AskedSiting& asked) {
    return {
        {"slower", [&asked](std::string& why, const Progress&) { return slower(asked, why); }},
        {"walking",
         [&asked](std::string& why, const Progress& progress) {
             return walking(asked, why, progress);
         },
         asked.travel.by_street()},
        {"low-need", [&asked](std::string& why, const Progress&) { return low_need(asked, why); }}};
}

} // namespace tractwise::plan
