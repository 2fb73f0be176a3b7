// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/results.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tractwise::plan {

SitingResults
SitingResults::with_scenarios(const std::map<std::string, std::vector<std::string>>& wanted) const {
    SitingResults next = *this;
    std::erase_if(next.scenarios, [](const auto& scenario) {
        return scenario.first != "today" && scenario.first != "plan";
    });
    const std::vector<siting::Site>& sites = problem->sites;
    for (const auto& [name, ids] : wanted) {
        std::vector<std::uint32_t> stops;
        for (const std::string& id : ids) {
            const auto site = std::find_if(sites.begin(), sites.end(), [&](const auto& each) {
                return each.id == id && each.role != siting::Role::Existing;
            });
            if (site != sites.end())
                stops.push_back(static_cast<std::uint32_t>(site - sites.begin()));
        }
        std::sort(stops.begin(), stops.end());
        stops.erase(std::unique(stops.begin(), stops.end()), stops.end());
        if (stops.size() == ids.size())
            next.scenarios[name] = reach_with(stops);
    }
    return next;
}

std::vector<geo::LonLat> SitingResults::site_places(bool existing) const {
    std::vector<geo::LonLat> places;
    for (const siting::Site& site : problem->sites)
        if ((site.role == siting::Role::Existing) == existing)
            places.push_back(site.place);
    return places;
}

bool SitingResults::stops_were_given() const {
    return spec.k && !plan.stops.empty() &&
           problem->with_role(siting::Role::Required).size() == *spec.k;
}

double SitingResults::people_served(std::size_t stop) const {
    return spec.capacities ? tally.stops[stop].assigned : reach.stop(stop, 0).served.people;
}

std::vector<std::string> SitingResults::scenario_names() const {
    std::vector<std::string> names;
    for (const char* own : {"today", "plan"})
        if (scenarios.contains(own))
            names.emplace_back(own);
    for (const auto& [name, reach_there] : scenarios)
        if (name != "today" && name != "plan")
            names.push_back(name);
    return names;
}

std::vector<std::uint32_t> SitingResults::open_with(std::span<const std::uint32_t> stops) const {
    std::vector<std::uint32_t> open = problem->with_role(siting::Role::Existing);
    open.insert(open.end(), stops.begin(), stops.end());
    std::sort(open.begin(), open.end());
    return open;
}

std::vector<std::uint32_t> SitingResults::open_in(const std::string& scenario) const {
    const auto found = scenarios.find(scenario);
    if (found == scenarios.end())
        throw Error(ErrorKind::Usage, fmt::format("there is no scenario \"{}\"", scenario),
                    {.hint = suggestion(scenario, scenario_names()) +
                             "; scenarios are declared in [siting.scenarios]"});
    return open_with(found->second.stops);
}

siting::PlanReach SitingResults::reach_with(std::span<const std::uint32_t> stops) const {
    return siting::reach_of(problem->costs, limit, *homes, stops,
                            problem->with_role(siting::Role::Existing));
}

siting::Comparison SitingResults::compare(std::span<const std::uint32_t> a,
                                          std::span<const std::uint32_t> b) const {
    return siting::compare(problem->costs, limit, *homes, open_with(a), open_with(b));
}

siting::Comparison SitingResults::compare(const std::string& a, const std::string& b) const {
    return siting::compare(problem->costs, limit, *homes, open_in(a), open_in(b));
}

} // namespace tractwise::plan
