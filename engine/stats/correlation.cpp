// SPDX-License-Identifier: Apache-2.0
#include "engine/stats/correlation.hpp"

#include "engine/core/numbers.hpp"
#include "engine/stats/normal.hpp"

#include <cmath>

namespace tractwise::stats {
namespace {

constexpr std::size_t kLeastPairs = 4; ///< n - 3 stands below the line

/// `spread` is the variance of atanh(coefficient), times n - 3.
Limits interval_of(double coefficient, std::size_t count, double spread) {
    if (std::isnan(coefficient) || count < kLeastPairs)
        return {kNaN, kNaN};
    const double z = std::atanh(coefficient); // infinite at 1 and -1, which tanh takes back
    const double half = kErrorsFor95 * std::sqrt(spread / static_cast<double>(count - 3));
    return {std::tanh(z - half), std::tanh(z + half)};
}

} // namespace

Limits pearson_interval(double pearson, std::size_t count) {
    return interval_of(pearson, count, 1);
}

Limits spearman_interval(double spearman, std::size_t count) {
    return interval_of(spearman, count, 1 + spearman * spearman / 2);
}

Correlation correlate(std::span<const double> x, std::span<const double> y) {
    const Pairs pairs = pairs_of(x, y);
    return {pairs, pearson_interval(pairs.pearson, pairs.count),
            spearman_interval(pairs.spearman, pairs.count)};
}

} // namespace tractwise::stats
