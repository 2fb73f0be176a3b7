// SPDX-License-Identifier: Apache-2.0
#include "engine/access/availability.hpp"

#include "engine/access/floating_catchment.hpp"

#include <cmath>

namespace tractwise::access {

Availability availability(const CostMatrix& costs, std::span<const double> people,
                          std::span<const double> supply, const Decay& decay) {
    FloatingCatchment ratios = floating_catchment(costs, people, supply, decay);
    Availability result;
    result.per_person = std::move(ratios.access);
    result.destinations_without_demand = ratios.destinations_without_demand;
    result.supply_without_demand = ratios.supply_without_demand;
    result.total.reserve(people.size());
    for (std::size_t i = 0; i < people.size(); ++i)
        result.total.push_back(std::isnan(people[i]) ? 0 : people[i] * result.per_person[i]);
    return result;
}

} // namespace tractwise::access
