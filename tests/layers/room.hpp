// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/engine/layer/layer_bench.hpp"

#include "tests/support/data_pack.hpp"

#include "engine/index/recipe.hpp"
#include "layers/catalog.hpp"

namespace tractwise::test {

/// A room of the program by id.
inline const layer::Layer& room(const std::string& id) {
    static const layer::LayerCatalog* const catalog = [] {
        auto* filled = new layer::LayerCatalog;
        layers::add_layers(*filled);
        return filled;
    }();
    const layer::Layer* found = catalog->find(id);
    if (!found)
        throw Error(ErrorKind::Internal, "no room " + id);
    return *found;
}

/// Columns of the shipped risk recipe, its optional social domain included.
inline std::vector<std::string> risk_columns() {
    index::IndexRecipe recipe = index::load_recipe("risk", {source_file("data/recipes")});
    for (index::Domain& domain : recipe.overall.domains)
        domain.enabled = true;
    return index::required_columns(recipe);
}

/// Demand points at given places: (tract, longitude on the equator, people), sorted by tract.
struct Home {
    std::uint32_t tract;
    double lon;
    double people;
};
inline tract::DemandPoints homes(const std::vector<Home>& list, std::size_t tracts) {
    tract::DemandPoints points;
    points.kind = tract::DemandPoints::Kind::BlockGroups;
    points.first.assign(tracts + 1, 0);
    for (const Home& home : list) {
        points.tract.push_back(home.tract);
        points.place.push_back({home.lon, 0});
        points.people.push_back(home.people);
        points.id.push_back(std::to_string(points.id.size()));
        ++points.first[home.tract + 1];
    }
    for (std::size_t t = 0; t < tracts; ++t)
        points.first[t + 1] += points.first[t];
    return points;
}

/// Meters along the equator for one degree of longitude: the equator of WGS84 is a circle of radius
/// 6378137 m.
inline constexpr double kDegree_m = 6378137 * 3.14159265358979323846 / 180;

} // namespace tractwise::test
