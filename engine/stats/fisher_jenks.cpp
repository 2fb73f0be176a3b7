// SPDX-License-Identifier: Apache-2.0
#include "engine/stats/fisher_jenks.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace tractwise::stats {

namespace {

/// Weight, sum and sum of squares of the distinct values before place i. The sums count from the
/// middle value outwards and squares are taken around it, so that a few huge values at one end
/// cost no digits in the classes of the others. Added up in extended precision, kept as doubles:
/// the search reads them millions of times, and is three times as fast for it.
struct Sums {
    std::vector<double> distinct, weight, sum, squares;

    explicit Sums(std::span<const double> sorted) {
        std::vector<double> ties;
        for (const double x : sorted) {
            if (distinct.empty() || distinct.back() != x) {
                distinct.push_back(x);
                ties.push_back(0);
            }
            ++ties.back();
        }
        const std::size_t n = distinct.size();
        weight.assign(n + 1, 0);
        sum.assign(n + 1, 0);
        squares.assign(n + 1, 0);
        for (std::size_t i = 0; i < n; ++i)
            weight[i + 1] = weight[i] + ties[i];
        const auto middle = static_cast<std::size_t>(
            std::lower_bound(distinct.begin(), distinct.end(), sorted[sorted.size() / 2]) -
            distinct.begin());
        long double s = 0, q = 0;
        const auto add = [&, center = static_cast<long double>(distinct[middle])](std::size_t i) {
            const long double d = distinct[i] - center;
            s += ties[i] * d;
            q += ties[i] * d * d;
        };
        for (std::size_t i = middle; i < n; ++i) {
            add(i);
            sum[i + 1] = static_cast<double>(s);
            squares[i + 1] = static_cast<double>(q);
        }
        s = q = 0;
        for (std::size_t i = middle; i-- > 0;) {
            add(i);
            sum[i] = -static_cast<double>(s);
            squares[i] = -static_cast<double>(q);
        }
    }

    /// Squared deviations of the values [from, to) from their mean.
    double cost(std::size_t from, std::size_t to) const {
        if (to - from == 1)
            return 0; // and no rounding of the square of a huge value
        const double s = sum[to] - sum[from];
        return squares[to] - squares[from] - s * s / (weight[to] - weight[from]);
    }
};

/// One more class: `best[to]` becomes the least of before[from] + cost(from, to), `start[to]` the
/// least `from` that gives it.
struct Row {
    const Sums& sums;
    const std::vector<double>& before;
    std::vector<double>& best;
    std::vector<std::uint32_t>& start;

    void settle(std::size_t to, std::size_t lowest, std::size_t highest) {
        double least = std::numeric_limits<double>::infinity();
        std::size_t where = lowest;
        const std::size_t end = std::min(highest + 1, to);
        for (std::size_t from = lowest; from < end; ++from) {
            const double value = before[from] + sums.cost(from, to);
            if (value < least) {
                least = value;
                where = from;
            }
        }
        best[to] = least;
        start[to] = static_cast<std::uint32_t>(where);
    }

    /// The best start never moves back as `to` grows, so that of the middle bounds both halves.
    void solve(std::size_t begin, std::size_t end, std::size_t lowest, std::size_t highest) {
        while (begin < end) {
            const std::size_t middle = begin + (end - begin) / 2;
            settle(middle, lowest, highest);
            solve(begin, middle, lowest, start[middle]);
            begin = middle + 1;
            lowest = start[middle];
        }
    }
};

} // namespace

std::vector<double> fisher_jenks(std::span<const double> sorted, int count) {
    const Sums sums(sorted);
    const std::size_t n = sums.distinct.size();
    const std::size_t classes = std::min(static_cast<std::size_t>(count), n);

    std::vector<double> before(n + 1, std::numeric_limits<double>::infinity()), best(n + 1);
    for (std::size_t to = 1; to <= n; ++to)
        before[to] = sums.cost(0, to);
    // starts[c][to]: where class c begins if classes 0..c hold the values [0, to).
    std::vector<std::vector<std::uint32_t>> starts(classes, std::vector<std::uint32_t>(n + 1, 0));
    for (std::size_t c = 1; c < classes; ++c) {
        Row row{sums, before, best, starts[c]};
        if (c + 1 == classes)
            row.settle(n, c, n - 1); // of the last class only one row is asked for
        else
            row.solve(c + 1, n - (classes - 1 - c) + 1, c, n - 1);
        std::swap(before, best);
    }

    std::vector<double> upper(classes);
    std::size_t to = n;
    for (std::size_t c = classes; c-- > 0;) {
        upper[c] = sums.distinct[to - 1];
        to = starts[c][to];
    }
    return upper;
}

} // namespace tractwise::stats
