// SPDX-License-Identifier: Apache-2.0
#include "engine/stats/inequality.hpp"

#include "engine/core/error.hpp"
#include "engine/stats/normal.hpp"
#include "engine/stats/rows.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tractwise::stats {

namespace {

/// The rows that count, with what the measures share. Sums are of long doubles, what is summed are doubles: their
/// logarithms and sorting are three times as fast.
struct KeptRows {
    std::vector<std::size_t> place; ///< in the columns that were given
    std::vector<double> share;      ///< q: they sum to 1
    std::vector<double> value;
    std::vector<double> se; ///< NaN: not known; empty: none is
    double mean = 0;
    double least = 0;

    std::size_t size() const { return place.size(); }
};

KeptRows kept_rows(const PeopleValues& of, std::vector<std::size_t> rows) {
    KeptRows kept;
    kept.place = std::move(rows);
    long double weight = 0, sum = 0;
    for (const std::size_t row : kept.place) {
        kept.value.push_back(of.values[row]);
        if (!of.errors.empty())
            kept.se.push_back(of.errors[row] >= 0 && std::isfinite(of.errors[row]) ? of.errors[row]
                                                                                   : kNaN);
        weight += of.weights[row];
        sum += static_cast<long double>(of.weights[row]) * of.values[row];
    }
    for (const std::size_t row : kept.place)
        kept.share.push_back(static_cast<double>(of.weights[row] / weight));
    kept.mean = static_cast<double>(sum / weight);
    if (kept.size() > 0)
        kept.least = *std::min_element(kept.value.begin(), kept.value.end());
    return kept;
}

void require_errors(const PeopleValues& of) {
    if (!of.errors.empty())
        require_same_rows(of.values.size(), of.errors.size());
}

/// A row and what it is ranked by.
struct Ranked {
    double by;
    std::size_t row;
    friend bool operator<(const Ranked& a, const Ranked& b) {
        return a.by < b.by || (a.by == b.by && a.row < b.row);
    }
};

/// Rows in the order of `by(row)`.
template <class By>
std::vector<Ranked> ranked(std::size_t size, const By& by) {
    std::vector<Ranked> order(size);
    for (std::size_t i = 0; i < size; ++i)
        order[i] = {by(i), i};
    std::sort(order.begin(), order.end());
    return order;
}

/// The middles of the shares in that order; equal ones share the middle of all of theirs.
std::vector<double> middles_of(const KeptRows& kept, const std::vector<Ranked>& order) {
    std::vector<double> middle(kept.size());
    long double before = 0;
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
        long double here = 0;
        for (end = begin; end < order.size() && order[begin].by == order[end].by; ++end)
            here += kept.share[order[end].row];
        for (std::size_t i = begin; i < end; ++i)
            middle[order[i].row] = static_cast<double>(before + here / 2);
        before += here;
    }
    return middle;
}

/// The standard error of a measure whose derivative by the value of row i is `by(i)`.
template <class By>
double propagated(const KeptRows& kept, const By& by) {
    if (kept.se.empty())
        return kNaN;
    long double squares = 0;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const double step = by(i) * kept.se[i];
        squares += step * step;
    }
    return static_cast<double>(std::sqrt(squares));
}

/// Of each row, the part that lies within the `part` of all people that come first in `order`.
std::vector<double> first_part(const KeptRows& kept, const std::vector<Ranked>& order,
                               double part) {
    std::vector<double> inside(kept.size(), 0);
    double left = part;
    for (const Ranked& ranked : order) {
        inside[ranked.row] = std::min(kept.share[ranked.row], left);
        left -= inside[ranked.row];
    }
    return inside;
}

Interval palma(const KeptRows& kept, const std::vector<Ranked>& ascending, Confidence confidence) {
    constexpr double kLowest = 0.4, kHighest = 0.1;
    const std::vector<double> low = first_part(kept, ascending, kLowest),
                              high = first_part(kept, {ascending.rbegin(), ascending.rend()},
                                                kHighest);
    long double low_sum = 0, high_sum = 0;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        low_sum += low[i] * kept.value[i];
        high_sum += high[i] * kept.value[i];
    }
    if (!(low_sum > 0))
        return {};
    const auto ratio = static_cast<double>(high_sum / low_sum);
    const auto lowest = static_cast<double>(low_sum);
    return interval_around(
        ratio, propagated(kept, [&](std::size_t i) { return (high[i] - ratio * low[i]) / lowest; }),
        confidence);
}

} // namespace

Inequality inequality(const PeopleValues& of) {
    require_errors(of);
    const KeptRows kept = kept_rows(of, rows_with_both(of.values, of.weights));
    Inequality found{.rows = kept.size(), .left_out = of.values.size() - kept.size()};
    if (kept.size() == 0)
        return found;
    found.mean = kept.mean;
    const double mean = kept.mean;

    long double variance = 0, noise = 0;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        variance += kept.share[i] * (kept.value[i] - mean) * (kept.value[i] - mean);
        noise += kept.se.empty() ? kNaN : kept.share[i] * kept.se[i] * kept.se[i];
    }
    if (variance > 0)
        found.noise_share = static_cast<double>(noise / variance);
    if (kept.least < 0 || !(mean > 0))
        return found;

    const std::vector<Ranked> order =
        ranked(kept.size(), [&](std::size_t i) { return kept.value[i]; });
    const std::vector<double> rank = middles_of(kept, order);
    std::vector<double> log(kept.size()); // of r
    long double gini_sum = 0, theil_sum = 0, log_sum = 0;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const double r = kept.value[i] / mean;
        log[i] = std::log(r);
        gini_sum += 2 * kept.share[i] * r * (rank[i] - 0.5);
        theil_sum += r > 0 ? kept.share[i] * r * log[i] : 0;
        log_sum -= kept.share[i] * log[i];
    }
    const auto gini = static_cast<double>(gini_sum);
    const auto theil = static_cast<double>(theil_sum);
    const auto step = [&](std::size_t i) { return kept.share[i] / mean; };
    found.gini = interval_around(
        gini, propagated(kept, [&](std::size_t i) { return step(i) * (2 * rank[i] - 1 - gini); }),
        of.confidence);
    // The derivative at 0 has no end: no interval, but the index itself is there.
    if (kept.least > 0) {
        found.theil = interval_around(
            theil, propagated(kept, [&](std::size_t i) { return step(i) * (log[i] - theil); }),
            of.confidence);
        found.log_deviation = interval_around(
            log_sum,
            propagated(kept, [&](std::size_t i) { return step(i) * (1 - mean / kept.value[i]); }),
            of.confidence);
    } else {
        found.theil.value = theil;
    }
    found.palma = palma(kept, order, of.confidence);
    return found;
}

RankedConcentration concentration(const PeopleValues& of, std::span<const double> rank_by) {
    require_errors(of);
    require_same_rows(of.values.size(), rank_by.size());
    std::vector<std::size_t> rows = rows_with_both(of.values, of.weights);
    std::erase_if(rows, [&](std::size_t row) { return !std::isfinite(rank_by[row]); });
    const KeptRows kept = kept_rows(of, std::move(rows));
    RankedConcentration found{.rows = kept.size(), .left_out = of.values.size() - kept.size()};
    if (kept.size() == 0)
        return found;
    const std::vector<double> rank = middles_of(
        kept, ranked(kept.size(), [&](std::size_t i) { return -rank_by[kept.place[i]]; }));

    const double mean = kept.mean;
    long double sum = 0;
    for (std::size_t i = 0; i < kept.size(); ++i)
        sum += 2 * kept.share[i] * kept.value[i] * (rank[i] - 0.5);
    const auto absolute = static_cast<double>(sum);
    // An index is absolute / scale, and the scale may move with the mean: what it loses by that.
    const auto index = [&](double scale, double scale_by_mean) {
        return interval_around(
            absolute / scale,
            propagated(kept,
                       [&](std::size_t i) {
                           return kept.share[i] *
                                  (2 * rank[i] - 1 - scale_by_mean * absolute / scale) / scale;
                       }),
            of.confidence);
    };
    found.absolute = index(1, 0);
    if (mean != 0)
        found.relative = index(mean, 1);
    const double most = *std::max_element(kept.value.begin(), kept.value.end());
    if (kept.least < 0 || most > 1)
        return found;
    if (mean > 0 && mean < 1)
        found.wagstaff = index(mean * (1 - mean), 1 - 2 * mean);
    found.erreygers = index(0.25, 0);
    return found;
}

TheilParts theil_parts(std::span<const double> values, std::span<const double> weights,
                       std::span<const std::size_t> region) {
    require_same_rows(values.size(), region.size());
    const std::vector<std::size_t> rows = rows_with_both(values, weights);
    TheilParts parts{.rows = rows.size(), .left_out = values.size() - rows.size()};
    struct Region {
        long double weight = 0, sum = 0;
    };
    std::vector<Region> regions;
    Region all;
    for (const std::size_t row : rows) {
        if (values[row] < 0)
            return parts;
        if (region[row] >= regions.size())
            regions.resize(region[row] + 1);
        for (Region* where : {&regions[region[row]], &all}) {
            where->weight += weights[row];
            where->sum += static_cast<long double>(weights[row]) * values[row];
        }
    }
    if (!(all.sum > 0))
        return parts;
    // s ln(s / q) = s ln r with r = value / mean; what the regions' own sums have of it is between them.
    const auto mean = static_cast<double>(all.sum / all.weight);
    long double total = 0, between = 0;
    for (const Region& where : regions)
        if (where.sum > 0)
            between += where.sum * std::log(static_cast<double>(where.sum / where.weight) / mean);
    for (const std::size_t row : rows)
        if (values[row] > 0)
            total +=
                static_cast<long double>(weights[row]) * values[row] * std::log(values[row] / mean);
    parts.total = static_cast<double>(total / all.sum);
    parts.between = static_cast<double>(between / all.sum);
    parts.within = static_cast<double>((total - between) / all.sum);
    return parts;
}

double atkinson(std::span<const double> values, std::span<const double> weights, double aversion) {
    if (!(aversion >= 0) || !std::isfinite(aversion))
        throw Error(ErrorKind::Internal, "an aversion to inequality is below 0 or missing");
    const std::vector<std::size_t> rows = rows_with_both(values, weights);
    long double weight = 0, sum = 0;
    bool zero = false;
    for (const std::size_t row : rows) {
        if (values[row] < 0)
            return kNaN;
        zero = zero || values[row] == 0;
        weight += weights[row];
        sum += static_cast<long double>(weights[row]) * values[row];
    }
    if (!(sum > 0))
        return kNaN;
    if (aversion == 0)
        return 0;
    if (zero && aversion >= 1)
        return 1; // no equal value is low enough for who has nothing
    const auto mean = static_cast<double>(sum / weight);
    long double middle = 0;
    for (const std::size_t row : rows) {
        const double r = values[row] / mean;
        middle += weights[row] / weight *
                  (aversion == 1     ? std::log(r)
                   : aversion == 0.5 ? std::sqrt(r) // the usual one, four times as fast
                                     : std::pow(r, 1 - aversion));
    }
    const long double equal =
        aversion == 1 ? std::exp(middle) : std::pow(middle, 1 / (1.0L - aversion));
    return std::max(0.0, static_cast<double>(1 - equal)); // rounding, where all have the same
}

} // namespace tractwise::stats
