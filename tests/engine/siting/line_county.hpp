// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/siting/problem.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace tractwise::siting {

/// A county along one road, so that a reader sees all distances: homes at some kilometers with
/// their need, sites at others.
///
///     const SitingProblem problem = line_county({{0, 10}, {4, 30}}, {{"A", 1}, {"B", 5}});
struct LineSite {
    std::string id;
    double at = 0;
    Role role = Role::Candidate;
    double cost = 1;
    double capacity = std::numeric_limits<double>::infinity();
};
inline SitingProblem line_county(const std::vector<std::pair<double, double>>& homes,
                                 const std::vector<LineSite>& sites,
                                 double limit = std::numeric_limits<double>::infinity()) {
    SitingProblem problem;
    std::vector<access::CostMatrix::Pair> pairs;
    for (std::uint32_t i = 0; i < homes.size(); ++i) {
        problem.need.push_back(homes[i].second);
        for (std::uint32_t j = 0; j < sites.size(); ++j)
            pairs.push_back({i, j, std::abs(homes[i].first - sites[j].at)});
    }
    for (const LineSite& site : sites)
        problem.sites.push_back(
            {.id = site.id, .role = site.role, .cost = site.cost, .capacity = site.capacity});
    problem.costs = access::CostMatrix::from_pairs(access::CostUnit::Meters, limit, homes.size(),
                                                   sites.size(), std::move(pairs));
    return problem;
}

inline std::string ids(const SitingProblem& problem, const std::vector<std::uint32_t>& sites) {
    std::string text;
    for (const std::uint32_t site : sites)
        text += (text.empty() ? "" : " ") + problem.sites[site].id;
    return text;
}

} // namespace tractwise::siting
