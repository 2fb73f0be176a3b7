// SPDX-License-Identifier: Apache-2.0
#include "engine/access/within.hpp"

#include "engine/access/weighted_sums.hpp"

#include <limits>

namespace tractwise::access {

std::vector<double> destinations_within(const CostMatrix& costs, double threshold) {
    const std::vector<double> one(costs.destinations(), 1);
    return supply_within(costs, one, threshold);
}

std::vector<double> supply_within(const CostMatrix& costs, std::span<const double> supply,
                                  double threshold) {
    return supply_within(costs, supply, Decay::binary(threshold));
}

std::vector<double> supply_within(const CostMatrix& costs, std::span<const double> supply,
                                  const Decay& decay) {
    require_reach(costs, decay.reach(), "the measure");
    return sum_per_origin(costs, or_zero(supply), [&](double cost) { return decay.weight(cost); });
}

std::vector<double> people_within(const CostMatrix& costs, std::span<const double> people,
                                  const Decay& decay) {
    require_reach(costs, decay.reach(), "the measure");
    return sum_per_destination(costs, or_zero(people),
                               [&](double cost) { return decay.weight(cost); });
}

std::vector<double> people_within(const CostMatrix& costs, std::span<const double> people,
                                  double threshold) {
    return people_within(costs, people, Decay::binary(threshold));
}

std::vector<double> beyond(const CostMatrix& costs, double threshold) {
    require_reach(costs, threshold, "the measure");
    std::vector<double> result(costs.origins());
    for (std::size_t i = 0; i < costs.origins(); ++i) {
        const auto row = costs.row_costs(i);
        result[i] =
            std::none_of(row.begin(), row.end(), [&](double cost) { return cost <= threshold; })
                ? 1
                : 0;
    }
    return result;
}

double share_beyond(const CostMatrix& costs, std::span<const double> people, double threshold) {
    assert(people.size() == costs.origins());
    const std::vector<double> outside = beyond(costs, threshold);
    double all = 0, beyond_it = 0;
    for (std::size_t i = 0; i < people.size(); ++i) {
        if (std::isnan(people[i]))
            continue;
        all += people[i];
        beyond_it += outside[i] * people[i];
    }
    return all > 0 ? beyond_it / all : std::numeric_limits<double>::quiet_NaN();
}

} // namespace tractwise::access
