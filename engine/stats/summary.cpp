// SPDX-License-Identifier: Apache-2.0
#include "engine/stats/summary.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/stats/classify.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace tractwise::stats {

namespace {

/// Rows with a value and a weight above 0, as (value, weight).
std::vector<std::pair<double, double>> weighted_rows(std::span<const double> values,
                                                     std::span<const double> weights) {
    if (values.size() != weights.size())
        throw Error(ErrorKind::Internal, "values and weights are columns of different length");
    std::vector<std::pair<double, double>> rows;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (weights[i] < 0)
            throw Error(ErrorKind::Input, "a weight is below 0",
                        {.hint = "weights are people or households; codes for missing values are "
                                 "to be read as missing"});
        if (std::isfinite(values[i]) && std::isfinite(weights[i]) && weights[i] > 0)
            rows.emplace_back(values[i], weights[i]);
    }
    return rows;
}

} // namespace

Summary summarize(std::span<const double> values) {
    const SortedValues sorted(values);
    Summary s{.count = sorted.size(),
              .missing = values.size() - sorted.size(),
              .least = kNaN,
              .greatest = kNaN,
              .mean = kNaN,
              .deviation = kNaN,
              .q1 = sorted.quantile(0.25),
              .median = sorted.quantile(0.5),
              .q3 = sorted.quantile(0.75)};
    if (sorted.empty())
        return s;
    s.least = sorted.values().front();
    s.greatest = sorted.values().back();
    // Summed in the order of the values, so that the order of rows changes nothing.
    const auto n = static_cast<long double>(s.count);
    const long double mean =
        std::accumulate(sorted.values().begin(), sorted.values().end(), 0.0L) / n;
    s.mean = std::clamp(static_cast<double>(mean), s.least, s.greatest);
    if (s.count < 2)
        return s;
    long double squares = 0;
    for (const double x : sorted.values())
        squares += (x - mean) * (x - mean);
    s.deviation = s.least == s.greatest ? 0 : static_cast<double>(std::sqrt(squares / (n - 1)));
    return s;
}

Histogram histogram(std::span<const double> values, std::size_t bins, std::optional<Range> range) {
    if (bins == 0)
        throw Error(ErrorKind::Usage, "a histogram needs one bin at least");
    if (range &&
        !(std::isfinite(range->low) && std::isfinite(range->high) && range->low <= range->high))
        throw Error(ErrorKind::Usage, "the range of a histogram goes from low to high");
    Histogram h;
    if (!range) {
        for (const double x : values)
            if (std::isfinite(x))
                range =
                    range ? Range{std::min(range->low, x), std::max(range->high, x)} : Range{x, x};
        if (!range) {
            h.missing = values.size();
            return h;
        }
    }
    double low = range->low, high = range->high;
    if (low == high) {
        const double half = std::max(0.5, std::abs(low) * 1e-6);
        low -= half;
        high += half;
    }
    for (std::size_t i = 0; i <= bins; ++i)
        h.edges.push_back(std::lerp(low, high, static_cast<double>(i) / static_cast<double>(bins)));
    h.counts.assign(bins, 0);
    for (const double x : values) {
        if (!std::isfinite(x))
            ++h.missing;
        else if (x < low)
            ++h.below;
        else if (x > high)
            ++h.above;
        else // by the edges themselves: a bar holds what its label says
            ++h.counts[static_cast<std::size_t>(
                std::lower_bound(h.edges.begin() + 1, h.edges.end() - 1, x) -
                (h.edges.begin() + 1))];
    }
    return h;
}

double weighted_mean(std::span<const double> values, std::span<const double> weights) {
    long double sum = 0, total = 0;
    for (const auto& [value, weight] : weighted_rows(values, weights)) {
        sum += static_cast<long double>(value) * weight;
        total += weight;
    }
    return total > 0 ? static_cast<double>(sum / total) : kNaN;
}

double weighted_quantile(std::span<const double> values, std::span<const double> weights,
                         double share) {
    auto rows = weighted_rows(values, weights);
    if (rows.empty() || std::isnan(share))
        return kNaN;
    std::sort(rows.begin(), rows.end());
    long double total = 0;
    for (const auto& row : rows)
        total += row.second;
    // Rounding of the sums must not carry the answer to the next value.
    const long double wanted = total * std::clamp(share, 0.0, 1.0) - total * 1e-12L;
    long double sum = 0;
    for (const auto& [value, weight] : rows) {
        sum += weight;
        if (sum >= wanted)
            return value;
    }
    return rows.back().first;
}

} // namespace tractwise::stats
