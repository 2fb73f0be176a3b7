// SPDX-License-Identifier: Apache-2.0
#include "engine/map/areas.hpp"

#include <map>
#include <string_view>

namespace tractwise::map {

std::vector<std::uint32_t> groups_of(const tract::TractSet& tracts, std::size_t digits) {
    std::map<std::string_view, std::uint32_t> known;
    std::vector<std::uint32_t> group(tracts.size());
    for (std::size_t t = 0; t < tracts.size(); ++t) {
        const std::string_view key = std::string_view(tracts.geoid(t)).substr(0, digits);
        group[t] = known.try_emplace(key, static_cast<std::uint32_t>(known.size())).first->second;
    }
    return group;
}

std::string region_name(const study::Results& results) {
    if (!results.study.region.name.empty())
        return results.study.region.name;
    const std::vector<tract::County>& counties = results.tracts->counties();
    return counties.size() == 1 ? counties[0].name : results.study.title;
}

bool is_country(const tract::TractSet& tracts) {
    constexpr std::size_t kMost = 60; // percent
    std::size_t inside = 0;
    for (const geo::LonLat& center : tracts.centroids())
        inside += kContiguous.contains(center) ? 1 : 0;
    return inside < tracts.size() && inside * 100 >= tracts.size() * kMost;
}

} // namespace tractwise::map
