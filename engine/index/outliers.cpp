// SPDX-License-Identifier: Apache-2.0
#include "engine/index/outliers.hpp"

#include "engine/core/numbers.hpp"

#include <algorithm>
#include <cmath>

namespace tractwise::index {

namespace {

struct Ends {
    double least, greatest;
};

Ends ends_of(std::span<const double> values) {
    Ends ends{kNaN, kNaN};
    for (const double x : values)
        if (std::isfinite(x)) {
            ends.least = std::isnan(ends.least) ? x : std::min(ends.least, x);
            ends.greatest = std::isnan(ends.greatest) ? x : std::max(ends.greatest, x);
        }
    return ends;
}

constexpr double kHundredth = 0.01;

void take_logs(std::vector<double>& values, bool left) {
    const Ends ends = ends_of(values);
    const double room = kHundredth * (ends.greatest - ends.least);
    for (double& x : values)
        x = left ? -std::log(ends.greatest - x + room) : std::log(x - ends.least + room);
}

void box_cox(std::vector<double>& values, double lambda) {
    const Ends ends = ends_of(values);
    const double move = ends.least > 0 ? 0 : kHundredth * (ends.greatest - ends.least) - ends.least;
    for (double& x : values)
        x = lambda == 0 ? std::log(x + move) : (std::pow(x + move, lambda) - 1) / lambda;
}

} // namespace

Shape shape_of(std::span<const double> values) {
    long double n = 0, sum = 0;
    for (const double x : values)
        if (std::isfinite(x)) {
            ++n;
            sum += x;
        }
    const long double mean = sum / n;
    long double m2 = 0, m3 = 0, m4 = 0;
    for (const double x : values)
        if (std::isfinite(x)) {
            const long double d = x - mean, square = d * d;
            m2 += square;
            m3 += square * d;
            m4 += square * square;
        }
    m2 /= n;
    m3 /= n;
    m4 /= n;
    Shape shape{kNaN, kNaN};
    if (!(m2 > 0))
        return shape;
    if (n >= 3)
        shape.skewness =
            static_cast<double>(m3 / (m2 * std::sqrt(m2)) * std::sqrt(n * (n - 1)) / (n - 2));
    if (n >= 4)
        shape.kurtosis = static_cast<double>((n - 1) / ((n - 2) * (n - 3)) *
                                             ((n + 1) * (m4 / (m2 * m2) - 3) + 6));
    return shape;
}

bool outlying(const Shape& shape, const OutlierRule& rule) {
    return std::abs(shape.skewness) >= rule.skewness && shape.kurtosis >= rule.kurtosis;
}

Treated treat_outliers(std::span<const double> values, const OutlierRule& rule) {
    Treated treated{.values = {values.begin(), values.end()}};
    Shape shape = shape_of(values);
    if (!outlying(shape, rule))
        return treated;

    std::vector<double> sorted;
    std::copy_if(values.begin(), values.end(), std::back_inserter(sorted),
                 [](double x) { return std::isfinite(x); });
    std::sort(sorted.begin(), sorted.end());
    const bool left = shape.skewness < 0;
    const std::size_t most =
        std::min(static_cast<std::size_t>(std::max(rule.winsorize, 0)), sorted.size() - 1);
    for (std::size_t far = 1; far <= most; ++far) {
        const double neighbor = left ? sorted[far] : sorted[sorted.size() - 1 - far];
        for (double& x : treated.values)
            x = left ? std::max(x, neighbor)
                     : std::min(x, neighbor); // NaN stays: it is the first argument
        shape = shape_of(treated.values);
        if (!outlying(shape, rule)) {
            treated.winsorized = far;
            return treated;
        }
    }
    if (rule.then == OutlierRule::Then::Nothing) {
        treated.winsorized = most;
        treated.passes = false;
        return treated;
    }
    treated.values.assign(values.begin(), values.end());
    if (rule.then == OutlierRule::Then::Log)
        take_logs(treated.values, left);
    else
        box_cox(treated.values, rule.lambda);
    treated.transformed = true;
    treated.passes = !outlying(shape_of(treated.values), rule);
    return treated;
}

} // namespace tractwise::index
