// SPDX-License-Identifier: Apache-2.0
#include "engine/stats/pairs.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

namespace tractwise::stats {

namespace {

struct Moments {
    long double mean_x = 0, mean_y = 0;
    long double xx = 0, yy = 0, xy = 0; ///< sums of products of deviations
};

Moments moments_of(std::span<const double> x, std::span<const double> y) {
    Moments m;
    const auto n = static_cast<long double>(x.size());
    m.mean_x = std::accumulate(x.begin(), x.end(), 0.0L) / n;
    m.mean_y = std::accumulate(y.begin(), y.end(), 0.0L) / n;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const long double dx = x[i] - m.mean_x, dy = y[i] - m.mean_y;
        m.xx += dx * dx;
        m.yy += dy * dy;
        m.xy += dx * dy;
    }
    return m;
}

double correlation(const Moments& m) {
    return std::clamp(static_cast<double>(m.xy / (std::sqrt(m.xx) * std::sqrt(m.yy))), -1.0, 1.0);
}

bool has_spread(const std::vector<double>& values) {
    return std::any_of(values.begin(), values.end(), [&](double v) { return v != values.front(); });
}

/// Ranks from 1; ties share the mean of theirs.
std::vector<double> mean_ranks(const std::vector<double>& values) {
    std::vector<std::uint32_t> order(values.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return values[a] < values[b]; });
    std::vector<double> ranks(values.size());
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin;
        while (end < order.size() && values[order[end]] == values[order[begin]])
            ++end;
        const double rank = static_cast<double>(begin + 1 + end) / 2;
        for (; begin < end; ++begin)
            ranks[order[begin]] = rank;
    }
    return ranks;
}

} // namespace

Pairs pairs_of(std::span<const double> x, std::span<const double> y) {
    if (x.size() != y.size())
        throw Error(ErrorKind::Internal, "the two columns of a pair differ in length");
    std::vector<double> known_x, known_y;
    for (std::size_t i = 0; i < x.size(); ++i)
        if (std::isfinite(x[i]) && std::isfinite(y[i])) {
            known_x.push_back(x[i]);
            known_y.push_back(y[i]);
        }
    Pairs p{.count = known_x.size(),
            .left_out = x.size() - known_x.size(),
            .pearson = kNaN,
            .spearman = kNaN,
            .slope = kNaN,
            .intercept = kNaN,
            .r2 = kNaN};
    if (p.count < 2 || !has_spread(known_x))
        return p;
    if (!has_spread(known_y)) {
        p.slope = 0;
        p.intercept = known_y.front();
        return p;
    }
    const Moments m = moments_of(known_x, known_y);
    p.pearson = correlation(m);
    p.r2 = p.pearson * p.pearson;
    p.slope = static_cast<double>(m.xy / m.xx);
    p.intercept = static_cast<double>(m.mean_y - m.xy / m.xx * m.mean_x);
    p.spearman = correlation(moments_of(mean_ranks(known_x), mean_ranks(known_y)));
    return p;
}

} // namespace tractwise::stats
