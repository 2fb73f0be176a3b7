// SPDX-License-Identifier: Apache-2.0
#include "engine/access/floating_catchment.hpp"

#include "engine/access/weighted_sums.hpp"
#include "engine/core/numbers.hpp"

namespace tractwise::access {
namespace {

/// The first step: supply over demand, and what cannot be divided.
FloatingCatchment divide(std::span<const double> supply, const std::vector<double>& demand) {
    FloatingCatchment result;
    result.ratio.assign(supply.size(), kNaN);
    for (std::size_t j = 0; j < supply.size(); ++j) {
        const double s = std::isnan(supply[j]) ? 0 : supply[j];
        if (demand[j] > 0) {
            result.ratio[j] = s / demand[j];
        } else if (s > 0) {
            ++result.destinations_without_demand;
            result.supply_without_demand += s;
        }
    }
    return result;
}

/// value / total, 0 where there is nothing to divide by.
std::vector<double> shared(std::vector<double> value, const std::vector<double>& total) {
    for (std::size_t i = 0; i < value.size(); ++i)
        value[i] = total[i] > 0 ? value[i] / total[i] : 0;
    return value;
}

void check(const CostMatrix& costs, std::span<const double> people,
           std::span<const double> supply) {
    assert(people.size() == costs.origins() && supply.size() == costs.destinations());
    (void)costs, (void)people, (void)supply;
}

} // namespace

FloatingCatchment floating_catchment(const CostMatrix& costs, std::span<const double> people,
                                     std::span<const double> supply, const Decay& decay) {
    check(costs, people, supply);
    require_reach(costs, decay.reach(), "the catchment");
    const auto weight = [&](double cost) { return decay.weight(cost); };
    FloatingCatchment result = divide(supply, sum_per_destination(costs, or_zero(people), weight));
    result.access = sum_per_origin(costs, or_zero(result.ratio), weight);
    return result;
}

FloatingCatchment three_step_floating_catchment(const CostMatrix& costs,
                                                std::span<const double> people,
                                                std::span<const double> supply,
                                                const Decay& decay) {
    check(costs, people, supply);
    const Decay whole = decay.without_max();
    require_reach(costs, whole.reach(), "the catchment");
    // G_ij W_ij = W_ij^2 / w_i with w_i = sum_j W_ij, and w_i can be drawn out of both sums.
    const std::vector<double> one(costs.destinations(), 1);
    const std::vector<double> w =
        sum_per_origin(costs, one, [&](double cost) { return whole.weight(cost); });
    const auto squared = [&](double cost) {
        const double weight = decay.weight(cost);
        return weight * weight;
    };
    FloatingCatchment result =
        divide(supply, sum_per_destination(costs, shared(or_zero(people), w), squared));
    result.access = shared(sum_per_origin(costs, or_zero(result.ratio), squared), w);
    return result;
}

FloatingCatchment balanced_floating_catchment(const CostMatrix& costs,
                                              std::span<const double> people,
                                              std::span<const double> supply, const Decay& decay) {
    check(costs, people, supply);
    require_reach(costs, decay.reach(), "the catchment");
    const auto weight = [&](double cost) { return decay.weight(cost); };
    const std::vector<double> per_origin =
        sum_per_origin(costs, std::vector<double>(costs.destinations(), 1), weight);
    const std::vector<double> per_destination =
        sum_per_destination(costs, std::vector<double>(costs.origins(), 1), weight);
    FloatingCatchment result =
        divide(supply, sum_per_destination(costs, shared(or_zero(people), per_origin), weight));
    result.access = sum_per_origin(costs, shared(or_zero(result.ratio), per_destination), weight);
    return result;
}

} // namespace tractwise::access
