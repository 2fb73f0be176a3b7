// SPDX-License-Identifier: Apache-2.0
#include "engine/access/nearest.hpp"

#include "engine/core/numbers.hpp"
#include "engine/core/parallel.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace tractwise::access {
namespace {

/// `use(lowest)` makes a value of the k lowest costs of an origin, in ascending order.
template <typename Use>
std::vector<double> of_k_lowest(const CostMatrix& costs, std::size_t k, const Use& use) {
    assert(k > 0);
    std::vector<double> result(costs.origins(), kNaN);
    parallel_for(costs.origins(), [&](std::size_t begin, std::size_t end) {
        std::vector<double> lowest;
        for (std::size_t i = begin; i < end; ++i) {
            const auto row = costs.row_costs(i);
            if (row.size() < k)
                continue;
            lowest.resize(k);
            std::partial_sort_copy(row.begin(), row.end(), lowest.begin(), lowest.end());
            result[i] = use(lowest);
        }
    });
    return result;
}

} // namespace

NearestCosts nearest(const CostMatrix& costs) {
    NearestCosts result;
    result.destination.assign(costs.origins(), NearestCosts::kNone);
    result.cost.assign(costs.origins(), kNaN);
    if (costs.has_meters())
        result.meters.assign(costs.origins(), kNaN);
    parallel_for(costs.origins(), [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const auto row = costs.row_costs(i);
            if (row.empty())
                continue;
            const auto k =
                static_cast<std::size_t>(std::min_element(row.begin(), row.end()) - row.begin());
            result.destination[i] = costs.row_destinations(i)[k];
            result.cost[i] = row[k];
            if (costs.has_meters())
                result.meters[i] = static_cast<double>(costs.row_meters(i)[k]);
        }
    });
    return result;
}

std::vector<double> mean_of_nearest(const CostMatrix& costs, std::size_t k) {
    return of_k_lowest(costs, k, [](const std::vector<double>& lowest) {
        double sum = 0;
        for (const double cost : lowest)
            sum += cost;
        return sum / static_cast<double>(lowest.size());
    });
}

std::vector<double> cost_to_nth(const CostMatrix& costs, std::size_t k) {
    return of_k_lowest(costs, k, [](const std::vector<double>& lowest) { return lowest.back(); });
}

std::vector<double> cost_to_reach(const CostMatrix& costs, std::span<const double> supply,
                                  double amount) {
    assert(supply.size() == costs.destinations());
    std::vector<double> result(costs.origins(), kNaN);
    parallel_for(costs.origins(), [&](std::size_t begin, std::size_t end) {
        std::vector<CostMatrix::Entry> row;
        for (std::size_t i = begin; i < end; ++i) {
            row.clear();
            for (const CostMatrix::Entry e : costs.row(i))
                if (supply[e.destination] > 0) // also turns away NaN
                    row.push_back(e);
            std::sort(row.begin(), row.end(), [](const auto& a, const auto& b) {
                return a.cost != b.cost ? a.cost < b.cost : a.destination < b.destination;
            });
            double sum = 0;
            for (const CostMatrix::Entry& e : row) {
                sum += supply[e.destination];
                if (sum >= amount) {
                    result[i] = e.cost;
                    break;
                }
            }
        }
    });
    return result;
}

} // namespace tractwise::access
