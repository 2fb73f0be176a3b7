// SPDX-License-Identifier: Apache-2.0
#include "engine/spatial/global.hpp"

#include "engine/core/error.hpp"
#include "engine/core/parallel.hpp"
#include "engine/spatial/random.hpp"
#include "engine/spatial/sample.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace tractwise::spatial {

namespace {

/// The sums of weights that all moments are made of.
struct WeightSums {
    double s0 = 0, s1 = 0, s2 = 0;

    explicit WeightSums(const Weights& w) {
        std::vector<double> row_and_column(w.size());
        for (std::size_t i = 0; i < w.size(); ++i)
            for (std::size_t n = 0; n < w.degree(i); ++n) {
                const std::uint32_t j = w.neighbors(i)[n];
                const double value = w.values(i)[n];
                s0 += value;
                s1 += value * (value + w.between(j, i)); // 1/2 sum (w_ij + w_ji)^2
                row_and_column[i] += value;
                row_and_column[j] += value;
            }
        s2 = sum_of_squares(row_and_column);
    }
};

Moments moments(double value, double expected, double variance) {
    Moments found{.variance = variance};
    if (variance > 0) {
        found.z = (value - expected) / std::sqrt(variance);
        found.p = two_sided_normal(found.z);
    }
    return found;
}

/// n sum z^4 / (sum z^2)^2
double kurtosis(std::span<const double> z) {
    double fourth = 0;
    for (const double v : z)
        fourth += v * v * v * v;
    const double second = sum_of_squares(z);
    return static_cast<double>(z.size()) * fourth / (second * second);
}

Global begin(const Sample& sample, const WeightSums& sums) {
    return {.tracts = sample.size(),
            .missing = sample.missing,
            .islands = sample.islands,
            .links = sample.weights.links(),
            .s0 = sums.s0};
}

constexpr const char* kDrawing = "drawing permutations";

/// `statistics(order)` of every draw, where order[r] is which value tract r gets. Values are
/// numbered by size, so that the numbers drawn do not depend on the order of the rows.
template <std::size_t kCount, typename Statistics>
std::vector<std::array<double, kCount>>
draw_all(std::span<const double> values, const Weights& weights, const GlobalSpec& spec,
         const Progress& progress, const Statistics& statistics) {
    const auto n = static_cast<std::uint32_t>(values.size());
    const std::vector<std::uint32_t> sorted = by_size(values, weights);
    std::vector<std::array<double, kCount>> drawn(spec.draws);
    constexpr std::size_t together = 64; // draws between two looks at the stop token
    for (std::size_t begin = 0; begin < spec.draws; begin += together) {
        progress.step(kDrawing, static_cast<double>(begin) / static_cast<double>(spec.draws));
        parallel_for(
            std::min(together, spec.draws - begin),
            [&](std::size_t from, std::size_t to) {
                std::vector<std::uint32_t> pool(n), order(n), swaps(n), picked(n);
                std::iota(pool.begin(), pool.end(), 0);
                for (std::size_t d = begin + from; d < begin + to; ++d) {
                    DrawRandom random(spec.seed, d);
                    draw_some(random, pool, picked, swaps);
                    for (std::uint32_t r = 0; r < n; ++r)
                        order[sorted[r]] = sorted[picked[r]];
                    drawn[d] = statistics(order);
                }
            },
            1);
    }
    return drawn;
}

/// What `drawn` says of the observed value. `scale`: values that differ by rounding alone are equal, and
/// rounding is measured against it.
template <std::size_t kCount>
void judge(Global& global, std::span<const std::array<double, kCount>> drawn, std::size_t which,
           double scale) {
    global.draws = drawn.size();
    if (drawn.empty())
        return;
    const double rounding = 1e-11 * std::max(scale, std::abs(global.value));
    std::size_t at_least = 0, at_most = 0;
    double sum = 0;
    for (const auto& draw : drawn) {
        at_least += draw[which] >= global.value - rounding;
        at_most += draw[which] <= global.value + rounding;
        sum += draw[which];
    }
    global.p = pseudo_p(at_least, at_most, drawn.size());
    global.permuted_mean = sum / static_cast<double>(drawn.size());
    double squares = 0;
    for (const auto& draw : drawn)
        squares += (draw[which] - global.permuted_mean) * (draw[which] - global.permuted_mean);
    global.permuted_deviation = std::sqrt(squares / static_cast<double>(drawn.size()));
}

template <typename Statistic>
void judge_by_draws(Global& global, std::span<const double> values, const Weights& weights,
                    const GlobalSpec& spec, const Progress& progress, double scale,
                    const Statistic& statistic) {
    const auto drawn =
        draw_all<1>(values, weights, spec, progress, [&](std::span<const std::uint32_t> order) {
            return std::array{statistic(order)};
        });
    judge<1>(global, drawn, 0, scale);
}

/// sum over links of f(i, j) w
template <typename OfPair>
double over_links(const Weights& w, const OfPair& of_pair) {
    double sum = 0;
    for (std::uint32_t i = 0; i < w.size(); ++i) {
        double row = 0;
        for (std::size_t n = 0; n < w.degree(i); ++n)
            row += w.values(i)[n] * of_pair(i, w.neighbors(i)[n]);
        sum += row;
    }
    return sum;
}

double square_of(double v) {
    return v * v;
}

} // namespace

Global moran(std::span<const double> values, const Weights& weights, const GlobalSpec& spec,
             const Progress& progress) {
    const Sample sample = sample_of(values, weights, spec.style);
    const WeightSums s(sample.weights);
    const std::vector<double> z = centered(sample.x);
    const double n = static_cast<double>(z.size()), factor = n / s.s0 / sum_of_squares(z);
    const auto statistic = [&](std::span<const std::uint32_t> order) {
        return factor * over_links(sample.weights, [&](std::uint32_t i, std::uint32_t j) {
                   return z[order[i]] * z[order[j]];
               });
    };
    std::vector<std::uint32_t> as_it_is(z.size());
    std::iota(as_it_is.begin(), as_it_is.end(), 0);

    Global global = begin(sample, s);
    global.value = statistic(as_it_is);
    global.expected = -1 / (n - 1);
    const double s02 = s.s0 * s.s0, expected2 = global.expected * global.expected;
    global.normality =
        moments(global.value, global.expected,
                (n * n * s.s1 - n * s.s2 + 3 * s02) / ((n * n - 1) * s02) - expected2);
    if (sample.size() >= 4) {
        const double k = kurtosis(z);
        const double even = n * ((n * n - 3 * n + 3) * s.s1 - n * s.s2 + 3 * s02);
        const double tailed = k * ((n * n - n) * s.s1 - 2 * n * s.s2 + 6 * s02);
        global.randomization =
            moments(global.value, global.expected,
                    (even - tailed) / ((n - 1) * (n - 2) * (n - 3) * s02) - expected2);
    }
    judge_by_draws(global, z, sample.weights, spec, progress, 1, statistic);
    return global;
}

Global geary(std::span<const double> values, const Weights& weights, const GlobalSpec& spec,
             const Progress& progress) {
    const Sample sample = sample_of(values, weights, spec.style);
    const WeightSums s(sample.weights);
    const std::vector<double> z = centered(sample.x);
    const auto n = static_cast<double>(z.size());
    const double factor = (n - 1) / (2 * s.s0 * sum_of_squares(z));
    const auto statistic = [&](std::span<const std::uint32_t> order) {
        return factor * over_links(sample.weights, [&](std::uint32_t i, std::uint32_t j) {
                   return square_of(z[order[i]] - z[order[j]]);
               });
    };
    std::vector<std::uint32_t> as_it_is(z.size());
    std::iota(as_it_is.begin(), as_it_is.end(), 0);

    Global global = begin(sample, s);
    global.value = statistic(as_it_is);
    global.expected = 1;
    const double s02 = s.s0 * s.s0;
    global.normality =
        moments(global.value, 1, ((2 * s.s1 + s.s2) * (n - 1) - 4 * s02) / (2 * (n + 1) * s02));
    if (sample.size() >= 4) {
        const double k = kurtosis(z);
        const double first = (n - 1) * s.s1 * (n * n - 3 * n + 3 - (n - 1) * k);
        const double second = (n - 1) * s.s2 * (n * n + 3 * n - 6 - (n * n - n + 2) * k) / 4;
        const double third = s02 * (n * n - 3 - (n - 1) * (n - 1) * k);
        global.randomization =
            moments(global.value, 1, (first - second + third) / (n * (n - 2) * (n - 3) * s02));
    }
    judge_by_draws(global, z, sample.weights, spec, progress, 1, statistic);
    return global;
}

Global general_g(std::span<const double> values, const Weights& weights, const GlobalSpec& spec,
                 const Progress& progress) {
    const Sample sample = sample_of(values, weights, spec.style);
    const std::vector<double>& x = sample.x;
    if (*std::min_element(x.begin(), x.end()) < 0)
        throw Error(ErrorKind::Usage, "Getis and Ord's G is for values that are not below 0",
                    {.hint = "Moran's I takes any"});
    const WeightSums s(sample.weights);
    std::array<double, 5> m{}; // sums of powers
    for (const double v : x)
        for (std::size_t power = 1; power < m.size(); ++power)
            m[power] += std::pow(v, static_cast<double>(power));
    const double pairs = m[1] * m[1] - m[2];
    if (!(pairs > 0))
        throw Error(ErrorKind::Infeasible, "no two tracts have a value above 0");
    const auto statistic = [&](std::span<const std::uint32_t> order) {
        return over_links(
                   sample.weights,
                   [&](std::uint32_t i, std::uint32_t j) { return x[order[i]] * x[order[j]]; }) /
               pairs;
    };
    std::vector<std::uint32_t> as_it_is(x.size());
    std::iota(as_it_is.begin(), as_it_is.end(), 0);

    Global global = begin(sample, s);
    const auto n = static_cast<double>(x.size());
    global.value = statistic(as_it_is);
    global.expected = s.s0 / (n * (n - 1));
    if (sample.size() >= 4) {
        const double s02 = s.s0 * s.s0;
        const double b0 = (n * n - 3 * n + 3) * s.s1 - n * s.s2 + 3 * s02;
        const double b1 = -((n * n - n) * s.s1 - 2 * n * s.s2 + 6 * s02);
        const double b2 = -(2 * n * s.s1 - (n + 3) * s.s2 + 6 * s02);
        const double b3 = 4 * (n - 1) * s.s1 - 2 * (n + 1) * s.s2 + 8 * s02;
        const double b4 = s.s1 - s.s2 + s02;
        const double second = (b0 * m[2] * m[2] + b1 * m[4] + b2 * m[1] * m[1] * m[2] +
                               b3 * m[1] * m[3] + b4 * m[1] * m[1] * m[1] * m[1]) /
                              (pairs * pairs * n * (n - 1) * (n - 2) * (n - 3));
        global.randomization =
            moments(global.value, global.expected, second - global.expected * global.expected);
    }
    judge_by_draws(global, x, sample.weights, spec, progress, global.expected, statistic);
    return global;
}

Global bivariate_moran(std::span<const double> x, std::span<const double> y, const Weights& weights,
                       const GlobalSpec& spec, const Progress& progress) {
    const Sample sample = sample_of(x, y, weights, spec.style);
    const WeightSums s(sample.weights);
    const std::vector<double> zx = centered(sample.x), zy = centered(sample.y);
    const double n = static_cast<double>(zx.size()), yy = sum_of_squares(zy);
    const double factor = n / s.s0 / std::sqrt(sum_of_squares(zx) * yy);
    // Whatever y is drawn, a tract's y meets the same sum of its neighbors' x.
    std::vector<double> met(zx.size());
    for (std::size_t i = 0; i < zx.size(); ++i)
        for (std::size_t k = 0; k < sample.weights.degree(i); ++k)
            met[sample.weights.neighbors(i)[k]] += sample.weights.values(i)[k] * zx[i];
    const auto statistic = [&](std::span<const std::uint32_t> order) {
        double sum = 0;
        for (std::size_t j = 0; j < met.size(); ++j)
            sum += met[j] * zy[order[j]];
        return factor * sum;
    };
    std::vector<std::uint32_t> as_it_is(zx.size());
    std::iota(as_it_is.begin(), as_it_is.end(), 0);

    Global global = begin(sample, s);
    global.value = statistic(as_it_is);
    global.expected = 0;
    global.randomization =
        moments(global.value, 0, factor * factor * sum_of_squares(centered(met)) * yy / (n - 1));
    judge_by_draws(global, zy, sample.weights, spec, progress, 1, statistic);
    return global;
}

JoinCounts join_counts(std::span<const double> values, const Weights& weights,
                       const GlobalSpec& spec, const Progress& progress) {
    for (const double v : values)
        if (std::isfinite(v) && v != 0 && v != 1)
            throw Error(ErrorKind::Usage, fmt::format("joins are counted of 0 and 1, not of {}", v),
                        {.hint = "make a yes-or-no column first: above the median, say"});
    const Sample sample = sample_of(values, weights, spec.style);
    const std::vector<double>& x = sample.x;
    const WeightSums s(sample.weights);
    const auto statistics = [&](std::span<const std::uint32_t> order) {
        double both = 0, mixed = 0, all = 0;
        for (std::size_t i = 0; i < x.size(); ++i)
            for (std::size_t k = 0; k < sample.weights.degree(i); ++k) {
                const double w = sample.weights.values(i)[k];
                const double a = x[order[i]], b = x[order[sample.weights.neighbors(i)[k]]];
                all += w;
                both += w * a * b;
                mixed += w * (a == b ? 0 : 1);
            }
        return std::array{both / 2, (all - both - mixed) / 2, mixed / 2};
    };
    std::vector<std::uint32_t> as_it_is(x.size());
    std::iota(as_it_is.begin(), as_it_is.end(), 0);
    const auto observed = statistics(as_it_is);

    // How likely two, three and four different tracts are of the kinds that a pair of joins needs.
    const double n = static_cast<double>(x.size()), yes = std::accumulate(x.begin(), x.end(), 0.0),
                 no = n - yes;
    const double n2 = n * (n - 1), n3 = n2 * (n - 2), n4 = n3 * (n - 3);
    const auto same = [&](double of) {
        return std::array{of * (of - 1) / n2, of * (of - 1) * (of - 2) / n3,
                          of * (of - 1) * (of - 2) * (of - 3) / n4};
    };
    const std::array<std::array<double, 3>, 3> chance{
        same(yes), same(no),
        std::array{2 * yes * no / n2, yes * no / n2, 4 * yes * (yes - 1) * no * (no - 1) / n4}};
    JoinCounts found;
    const std::array<Global*, 3> each{&found.both, &found.neither, &found.mixed};
    const auto drawn = draw_all<3>(x, sample.weights, spec, progress, statistics);
    for (std::size_t kind = 0; kind < each.size(); ++kind) {
        Global& global = *each[kind] = begin(sample, s);
        const auto& [two, three, four] = chance[kind];
        global.value = observed[kind];
        global.expected = s.s0 * two / 2;
        // Two joins are the same one, share a tract, or share none.
        if (sample.size() >= 4)
            global.randomization = moments(
                global.value, global.expected,
                (s.s1 * two + (s.s2 - 2 * s.s1) * three + (s.s0 * s.s0 + s.s1 - s.s2) * four) / 4 -
                    global.expected * global.expected);
        judge<3>(global, drawn, kind, s.s0);
    }
    return found;
}

} // namespace tractwise::spatial
