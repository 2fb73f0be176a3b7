// SPDX-License-Identifier: Apache-2.0
#include "engine/stats/agreement.hpp"

#include "engine/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tractwise::stats {
namespace {

double pairs_of_ties(double tied) {
    return tied * (tied - 1) / 2;
}

/// Sorts and counts the pairs that stood in the wrong order; ties are none.
double merge_sort(std::vector<double>& values, std::vector<double>& spare, std::size_t begin,
                  std::size_t end) {
    if (end - begin < 2)
        return 0;
    const std::size_t middle = begin + (end - begin) / 2;
    double exchanges =
        merge_sort(values, spare, begin, middle) + merge_sort(values, spare, middle, end);
    std::size_t left = begin, right = middle, to = begin;
    while (left < middle || right < end)
        if (right == end || (left < middle && values[left] <= values[right])) {
            spare[to++] = values[left++];
        } else {
            exchanges += static_cast<double>(middle - left);
            spare[to++] = values[right++];
        }
    std::copy(spare.begin() + static_cast<std::ptrdiff_t>(begin),
              spare.begin() + static_cast<std::ptrdiff_t>(end),
              values.begin() + static_cast<std::ptrdiff_t>(begin));
    return exchanges;
}

/// Pairs that are tied, in sorted values.
template <typename Values, typename Same>
double ties(const Values& sorted, Same same) {
    double pairs = 0;
    for (std::size_t begin = 0; begin < sorted.size();) {
        std::size_t end = begin + 1;
        while (end < sorted.size() && same(sorted[begin], sorted[end]))
            ++end;
        pairs += pairs_of_ties(static_cast<double>(end - begin));
        begin = end;
    }
    return pairs;
}

} // namespace

double kendall(std::span<const double> x, std::span<const double> y) {
    if (x.size() != y.size())
        throw Error(ErrorKind::Internal, "columns of different length");
    std::vector<std::pair<double, double>> rows;
    for (std::size_t i = 0; i < x.size(); ++i)
        if (std::isfinite(x[i]) && std::isfinite(y[i]))
            rows.emplace_back(x[i], y[i]);
    std::sort(rows.begin(), rows.end());
    const double all = pairs_of_ties(static_cast<double>(rows.size()));
    const double both = ties(rows, [](const auto& a, const auto& b) { return a == b; });
    const double in_x = ties(rows, [](const auto& a, const auto& b) { return a.first == b.first; });
    std::vector<double> second, spare(rows.size());
    second.reserve(rows.size());
    for (const auto& row : rows)
        second.push_back(row.second);
    const double discordant = merge_sort(second, spare, 0, second.size());
    const double in_y = ties(second, [](double a, double b) { return a == b; });
    const double concordant_less_discordant = all - in_x - in_y + both - 2 * discordant;
    const double scale = std::sqrt((all - in_x) * (all - in_y));
    return scale > 0 ? concordant_less_discordant / scale : kNaN;
}

Limits kendall_interval(double tau, std::size_t count) {
    if (count < 5 || std::isnan(tau))
        return {kNaN, kNaN};
    if (std::abs(tau) >= 1)
        return {tau, tau};
    const double reach = 1.959963984540054 * std::sqrt(0.437 / static_cast<double>(count - 4));
    return {std::tanh(std::atanh(tau) - reach), std::tanh(std::atanh(tau) + reach)};
}

Kappa kappa(const std::vector<std::vector<double>>& counts, KappaWeights weights) {
    const std::size_t classes = counts.size();
    double n = 0;
    std::vector<double> of_first(classes, 0), of_second(classes, 0);
    for (std::size_t i = 0; i < classes; ++i) {
        if (counts[i].size() != classes)
            throw Error(ErrorKind::Internal, "a table of agreement is square");
        for (std::size_t j = 0; j < classes; ++j) {
            n += counts[i][j];
            of_first[i] += counts[i][j];
            of_second[j] += counts[i][j];
        }
    }
    if (!(n > 0))
        return {};
    // 1 for the same class, less the farther apart.
    const auto weight = [&](std::size_t i, std::size_t j) {
        if (weights == KappaWeights::None)
            return i == j ? 1.0 : 0.0;
        const double apart =
            (static_cast<double>(i) - static_cast<double>(j)) / static_cast<double>(classes - 1);
        return 1 - apart * apart;
    };
    double observed = 0, expected = 0;
    std::vector<double> mean_of_first(classes, 0), mean_of_second(classes, 0);
    for (std::size_t i = 0; i < classes; ++i)
        for (std::size_t j = 0; j < classes; ++j) {
            observed += weight(i, j) * counts[i][j] / n;
            expected += weight(i, j) * of_first[i] / n * of_second[j] / n;
            mean_of_first[i] += weight(i, j) * of_second[j] / n;
            mean_of_second[j] += weight(i, j) * of_first[i] / n;
        }
    if (!(expected < 1))
        return {};
    const double value = (observed - expected) / (1 - expected);
    double variance = 0;
    for (std::size_t i = 0; i < classes; ++i)
        for (std::size_t j = 0; j < classes; ++j) {
            const double term = weight(i, j) - (mean_of_first[i] + mean_of_second[j]) * (1 - value);
            variance += counts[i][j] / n * term * term;
        }
    const double center = value - expected * (1 - value);
    variance = (variance - center * center) / (n * (1 - expected) * (1 - expected));
    return {value, std::sqrt(std::max(0.0, variance))};
}

TopAgreement top_agreement(std::span<const double> a, std::span<const double> b,
                           std::span<const double> people, double from) {
    TopAgreement made{.from = from};
    for (std::size_t row = 0; row < a.size(); ++row) {
        if (std::isnan(a[row]) || std::isnan(b[row]))
            continue;
        const std::size_t at = (a[row] >= from ? 1 : 0) + (b[row] >= from ? 2 : 0);
        ++made.rows[at];
        if (!people.empty() && people[row] > 0)
            made.people[at] += people[row];
    }
    const auto count = [&](std::size_t at) { return static_cast<double>(made.rows[at]); };
    made.kappa = kappa({{count(0), count(2)}, {count(1), count(3)}});
    return made;
}

std::vector<std::vector<double>> fifths(std::span<const double> a, std::span<const double> b) {
    constexpr std::size_t kFifths = 5;
    std::vector<std::vector<double>> counts(kFifths, std::vector<double>(kFifths, 0));
    const auto fifth = [](double percentile) {
        return std::min(kFifths - 1, static_cast<std::size_t>(percentile * kFifths + 1e-9));
    };
    for (std::size_t row = 0; row < a.size(); ++row)
        if (!std::isnan(a[row]) && !std::isnan(b[row]))
            ++counts[fifth(a[row])][fifth(b[row])];
    return counts;
}

std::vector<double> percentiles_of(std::span<const double> values, bool turned) {
    std::vector<double> sorted;
    for (const double value : values)
        if (std::isfinite(value))
            sorted.push_back(value);
    std::sort(sorted.begin(), sorted.end());
    const auto n = static_cast<double>(sorted.size());
    std::vector<double> percentiles;
    percentiles.reserve(values.size());
    for (const double value : values) {
        if (!std::isfinite(value)) {
            percentiles.push_back(kNaN);
            continue;
        }
        const auto better =
            turned ? sorted.end() - std::upper_bound(sorted.begin(), sorted.end(), value)
                   : std::lower_bound(sorted.begin(), sorted.end(), value) - sorted.begin();
        percentiles.push_back(static_cast<double>(better) / n);
    }
    return percentiles;
}

} // namespace tractwise::stats
