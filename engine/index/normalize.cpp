// SPDX-License-Identifier: Apache-2.0
#include "engine/index/normalize.hpp"

#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tractwise::index {

namespace {

struct Moments {
    std::size_t n = 0;
    double least = kNaN, greatest = kNaN, mean = kNaN, deviation = kNaN;
};

// Extended precision, so that the order of rows does not reach the digits of a double.
Moments moments_of(std::span<const double> values, std::span<const std::uint32_t> rows) {
    Moments m;
    long double sum = 0;
    for (const std::uint32_t row : rows) {
        const double x = values[row];
        if (!std::isfinite(x))
            continue;
        m.least = m.n == 0 ? x : std::min(m.least, x);
        m.greatest = m.n == 0 ? x : std::max(m.greatest, x);
        sum += x;
        ++m.n;
    }
    if (m.n < 2)
        return m;
    const long double mean = sum / static_cast<long double>(m.n);
    long double squares = 0;
    for (const std::uint32_t row : rows)
        if (std::isfinite(values[row])) {
            const long double d = static_cast<long double>(values[row]) - mean;
            squares += d * d;
        }
    m.mean = static_cast<double>(mean);
    m.deviation = static_cast<double>(std::sqrt(squares / static_cast<long double>(m.n - 1)));
    return m;
}

double look_up(const std::vector<LookupRow>& rows, double x) {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const LookupRow& row) {
        return x > row.lower && x <= row.upper;
    });
    return found == rows.end() ? kNaN : found->value;
}

double place_among(const std::vector<double>& cutpoints, double x) {
    if (x <= cutpoints.front())
        return 0;
    const auto above = std::upper_bound(cutpoints.begin(), cutpoints.end(), x);
    return static_cast<double>(above - cutpoints.begin() - 1);
}

bool by_rank(Normalization method) {
    return method == Normalization::PercentRank || method == Normalization::PercentPositive ||
           method == Normalization::PercentMax || method == Normalization::PercentFloor ||
           method == Normalization::Rank || method == Normalization::Borda;
}

bool by_table(Normalization method) {
    return method == Normalization::Lookup || method == Normalization::Cutpoints;
}

/// What `below` smaller values and `upto` not greater ones of n make of a value; scale comes first
/// so that 100 x 3 / 4 is exactly 75.
double from_rank(const Normalizer& how, std::size_t below, std::size_t upto, std::size_t n) {
    const auto b = static_cast<double>(below);
    switch (how.method) {
    case Normalization::PercentRank:
        return n < 2 ? 0 : how.scale * b / static_cast<double>(n - 1);
    case Normalization::PercentPositive:
    case Normalization::PercentMax:
        return how.scale * static_cast<double>(upto) / static_cast<double>(n);
    case Normalization::PercentFloor:
        return how.scale * static_cast<double>(100 * below / n) / 100;
    case Normalization::Rank:
        return how.scale * (b + 1);
    default:
        return how.scale * b;
    }
}

/// The sum of a result and its mirror image on the turned scale.
double mirror_sum(const Normalizer& how, std::size_t n) {
    switch (how.method) {
    case Normalization::MinMax:
        return how.scale * (how.lower + how.upper);
    case Normalization::ZScore:
        return how.scale * 2 * how.center;
    case Normalization::Rank:
        return how.scale * static_cast<double>(n + 1);
    case Normalization::Borda:
        return how.scale * (static_cast<double>(n) - 1);
    case Normalization::None:
        return 0;
    default:
        return how.scale;
    }
}

/// One group; `values` are turned, rounded and cut already. False where it has no spread.
bool normalize_rows(const Normalizer& how, Turn turn, std::optional<int> round,
                    std::span<const double> values, std::span<const std::uint32_t> rows,
                    ValueOrder& order, std::span<double> out) {
    const auto finish = [&](double result, std::size_t n) {
        if (round)
            result = round_half_away(result, *round);
        if (turn == Turn::After) {
            result = mirror_sum(how, n) - result;
            if (round)
                result = round_half_away(result, *round);
        }
        return result;
    };

    if (by_rank(how.method)) {
        order.sort(values, rows);
        const std::size_t n = order.size();
        order.each_tie(
            [&](std::size_t below, std::size_t upto, std::span<const std::uint32_t> tied) {
                const double result = finish(from_rank(how, below, upto, n), n);
                for (const std::uint32_t row : tied)
                    out[row] = result;
            });
        return true;
    }

    const bool needs_spread = how.method == Normalization::MinMax ||
                              how.method == Normalization::ZScore ||
                              how.method == Normalization::DistanceToMax;
    const Moments m = needs_spread ? moments_of(values, rows) : Moments{};
    if (needs_spread && !(m.greatest > m.least))
        return m.n == 0;
    const double width = m.greatest - m.least;
    for (const std::uint32_t row : rows) {
        const double x = values[row];
        if (!std::isfinite(x))
            continue;
        double result = x;
        switch (how.method) {
        case Normalization::MinMax:
            result = (x - m.least) / width * (how.upper - how.lower) + how.lower;
            break;
        case Normalization::ZScore:
            result = (x - m.mean) / m.deviation * how.spread + how.center;
            break;
        case Normalization::DistanceToMax:
            result = 1 - (m.greatest - x) / width;
            break;
        case Normalization::Lookup:
            result = look_up(how.rows, x);
            break;
        case Normalization::Cutpoints:
            result = place_among(how.cutpoints, x);
            break;
        default:
            break;
        }
        out[row] = finish(how.scale * result, m.n);
    }
    return true;
}

} // namespace

namespace {

/// Outlying values of each group, rounded first where the recipe asks for that.
void draw_in(std::vector<double>& values, const Normalizer& how, const Groups& groups,
             ColumnNotes& notes) {
    std::vector<double> own;
    for (const auto& rows : groups) {
        own.clear();
        for (const std::uint32_t row : rows)
            own.push_back(how.round_before ? round_half_away(values[row], *how.round_before)
                                           : values[row]);
        const Treated treated = treat_outliers(own, *how.outliers);
        notes.winsorized += treated.winsorized;
        notes.transformed += treated.transformed ? 1 : 0;
        notes.outlying += treated.passes ? 0 : 1;
        for (std::size_t i = 0; i < rows.size(); ++i)
            values[rows[i]] = treated.values[i];
    }
}

} // namespace

ColumnNotes normalize_groups(const Normalizer& how, Turn turn, std::optional<int> round,
                             std::span<const double> values, const Groups& groups,
                             ValueOrder& order, std::span<double> out) {
    ColumnNotes notes;
    if (by_table(how.method))
        turn = Turn::None;
    // Raw values are copied only where something has to happen to them first.
    std::vector<double> prepared;
    const bool positive_only = how.method == Normalization::PercentPositive;
    if (turn == Turn::Before || how.round_before || how.outliers || positive_only) {
        prepared.assign(values.begin(), values.end());
        if (how.outliers)
            draw_in(prepared, how, groups, notes);
        for (const auto& rows : groups)
            for (const std::uint32_t row : rows) {
                double& x = prepared[row];
                if (how.round_before && !how.outliers)
                    x = round_half_away(x, *how.round_before);
                if (turn == Turn::Before)
                    x = -x;
                if (positive_only && x <= 0) {
                    out[row] = 0;
                    x = kNaN;
                }
            }
        values = prepared;
    }
    for (const auto& rows : groups)
        notes.flat += normalize_rows(how, turn, round, values, rows, order, out) ? 0 : 1;
    return notes;
}

std::vector<double> normalize(const Normalizer& normalizer, std::span<const double> values,
                              Turn turn) {
    Groups everyone(1, std::vector<std::uint32_t>(values.size()));
    std::iota(everyone[0].begin(), everyone[0].end(), std::uint32_t{0});
    std::vector<double> out(values.size(), kNaN);
    ValueOrder order;
    normalize_groups(normalizer, turn, std::nullopt, values, everyone, order, out);
    return out;
}

} // namespace tractwise::index
