// SPDX-License-Identifier: Apache-2.0
#include "engine/spatial/sample.hpp"

#include "engine/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace tractwise::spatial {

namespace {

void require_variety(std::span<const double> values) {
    if (std::all_of(values.begin(), values.end(), [&](double v) { return v == values[0]; }))
        throw Error(
            ErrorKind::Infeasible,
            fmt::format("all {} values are {}: nothing can cluster", values.size(), values[0]),
            {.hint = "choose another column or another region"});
}

} // namespace

Sample sample_of(std::span<const double> x, std::span<const double> y, const Weights& weights,
                 Style style) {
    if (x.size() != weights.size() || (!y.empty() && y.size() != x.size()))
        throw Error(ErrorKind::Usage,
                    fmt::format("{} values for weights of {} rows",
                                x.size() == weights.size() ? y.size() : x.size(), weights.size()));
    Sample sample;
    std::vector<char> keep(x.size());
    for (std::uint32_t i = 0; i < x.size(); ++i) {
        keep[i] = std::isfinite(x[i]) && (y.empty() || std::isfinite(y[i]));
        if (!keep[i])
            continue;
        sample.row.push_back(i);
        sample.x.push_back(x[i]);
        if (!y.empty())
            sample.y.push_back(y[i]);
    }
    sample.missing = x.size() - sample.size();
    if (sample.size() < 3)
        throw Error(ErrorKind::Infeasible,
                    fmt::format("{} of {} tracts have a value: where something clusters is a "
                                "question for three or more",
                                sample.size(), x.size()));
    require_variety(sample.x);
    if (!y.empty())
        require_variety(sample.y);
    sample.weights = styled(restricted(weights, keep), style);
    sample.islands = sample.weights.islands().size();
    if (sample.weights.links() == 0)
        throw Error(ErrorKind::Infeasible,
                    fmt::format("none of the {} tracts with a value has a neighbor with one",
                                sample.size()),
                    {.hint = "other weights: the nearest tracts (knn:4) are always there"});
    return sample;
}

Sample sample_of(std::span<const double> x, const Weights& weights, Style style) {
    return sample_of(x, {}, weights, style);
}

std::vector<std::uint32_t> by_size(std::span<const double> values, const Weights& weights) {
    std::vector<std::uint32_t> order(values.size());
    std::iota(order.begin(), order.end(), 0);
    const auto& ids = weights.ids();
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return values[a] != values[b] ? values[a] < values[b] : !ids.empty() && ids[a] < ids[b];
    });
    return order;
}

std::vector<double> centered(std::span<const double> values) {
    std::vector<double> z(values.begin(), values.end());
    // Twice: what rounding leaves of the mean the first time goes the second time.
    for (int pass = 0; pass < 2; ++pass) {
        const double mean =
            std::accumulate(z.begin(), z.end(), 0.0) / static_cast<double>(z.size());
        for (double& v : z)
            v -= mean;
    }
    return z;
}

double sum_of_squares(std::span<const double> values) {
    return std::inner_product(values.begin(), values.end(), values.begin(), 0.0);
}

double lag_of(const Weights& weights, std::size_t row, std::span<const double> values) {
    const auto neighbors = weights.neighbors(row);
    const auto weight = weights.values(row);
    double sum = 0;
    for (std::size_t n = 0; n < neighbors.size(); ++n)
        sum += weight[n] * values[neighbors[n]];
    return sum;
}

} // namespace tractwise::spatial
