// SPDX-License-Identifier: Apache-2.0
#include "engine/area/area.hpp"

#include <algorithm>
#include <cmath>

namespace tractwise::area {

std::vector<std::uint32_t> Area::rows() const {
    std::vector<std::uint32_t> rows;
    for (std::size_t t = 0; t < inside.size(); ++t)
        if (inside[t] > 0)
            rows.push_back(static_cast<std::uint32_t>(t));
    return rows;
}

std::size_t Area::whole_tracts() const {
    return static_cast<std::size_t>(std::count(inside.begin(), inside.end(), 1.0));
}

std::size_t Area::cut_tracts() const {
    return static_cast<std::size_t>(std::count_if(
        inside.begin(), inside.end(), [](double share) { return share > 0 && share < 1; }));
}

bool Area::empty() const {
    return std::none_of(inside.begin(), inside.end(), [](double share) { return share > 0; });
}

double Area::people(const std::vector<double>& by_tract) const {
    double people = 0;
    for (std::size_t t = 0; t < inside.size(); ++t)
        if (inside[t] > 0 && !std::isnan(by_tract[t]))
            people += inside[t] * by_tract[t];
    return people;
}

Area everything(const study::Results& results, std::string name) {
    return {
        std::move(name), std::vector<double>(results.tracts->size(), 1.0), Area::By::Tracts, {}};
}

Area county_of(const study::Results& results, const tract::County& county) {
    Area area{county.name, std::vector<double>(results.tracts->size(), 0.0), Area::By::Tracts, {}};
    std::fill(area.inside.begin() + static_cast<std::ptrdiff_t>(county.first),
              area.inside.begin() + static_cast<std::ptrdiff_t>(county.last), 1.0);
    return area;
}

Area of_tracts(const study::Results& results, std::string name,
               const std::vector<std::uint32_t>& rows) {
    Area area{
        std::move(name), std::vector<double>(results.tracts->size(), 0.0), Area::By::Tracts, {}};
    for (const std::uint32_t row : rows)
        area.inside[row] = 1;
    return area;
}

Area overlap(const study::Results& results, const Area& a, const Area& b) {
    const tract::DemandPoints& homes = *results.demand;
    Area both{b.name, std::vector<double>(a.inside.size(), 0.0), Area::By::Tracts, {}};
    if (a.by != Area::By::Homes && b.by != Area::By::Homes) { // whole tracts, both of them
        for (std::size_t t = 0; t < both.inside.size(); ++t)
            both.inside[t] = std::min(a.inside[t], b.inside[t]);
        return both;
    }
    both.by = Area::By::Homes;
    both.homes.assign(homes.size(), false);
    const auto holds = [](const Area& area, std::size_t t, std::size_t home) {
        return area.homes.empty() ? area.inside[t] > 0 : static_cast<bool>(area.homes[home]);
    };
    for (std::size_t t = 0; t < both.inside.size(); ++t) {
        double people = 0, inside = 0;
        for (std::size_t home = homes.first[t]; home < homes.first[t + 1]; ++home) {
            both.homes[home] = holds(a, t, home) && holds(b, t, home);
            people += homes.people[home];
            inside += both.homes[home] ? homes.people[home] : 0;
        }
        both.inside[t] = people > 0 ? inside / people : std::min(a.inside[t], b.inside[t]);
    }
    return both;
}

} // namespace tractwise::area
