// SPDX-License-Identifier: Apache-2.0
#include "engine/spatial/local.hpp"

#include "engine/core/error.hpp"
#include "engine/spatial/sample.hpp"
#include "engine/spatial/shared_draws.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace tractwise::spatial {

namespace {

Local without_values(LocalMethod method, std::size_t rows, const Sample& sample) {
    Local local{.method = method};
    for (auto* column : {&local.value, &local.lag, &local.statistic, &local.expected,
                         &local.deviation, &local.z, &local.p, &local.p_two_sided})
        column->assign(rows, kNaN);
    local.quadrant.assign(rows, Quadrant::None);
    local.tracts = sample.size();
    local.missing = sample.missing;
    local.islands = sample.islands;
    return local;
}

/// Of a row's weights.
struct RowSums {
    double first = 0, second = 0; ///< sum w, sum w^2

    RowSums(double sum, double squares) : first(sum), second(squares) {}
    explicit RowSums(std::span<const double> weights) {
        for (const double w : weights) {
            first += w;
            second += w * w;
        }
    }
};

struct MeanVariance {
    double mean = kNaN, variance = kNaN;
};

/// Of sum w f_j, where the f_j are drawn without replacement from `count` numbers of which the sum and
/// the sum of squares are known: W. G. Cochran, *Sampling Techniques* (1977), section 2.9.
MeanVariance of_drawn(const RowSums& w, double count, double sum, double squares) {
    const double mean = sum / count;
    const double spread = std::max(0.0, squares - count * mean * mean) / (count - 1);
    return {w.first * mean, spread * (w.second - w.first * w.first / count)};
}

Quadrant quadrant_of(bool high, bool among_high) {
    return among_high ? high ? Quadrant::HighHigh : Quadrant::LowHigh
           : high     ? Quadrant::HighLow
                      : Quadrant::LowLow;
}

/// Takes the values of the tracts with neighbors one by one, and the draws at the end.
class Writer {
public:
    Writer(LocalMethod method, std::size_t rows, const Sample& sample, const LocalSpec& spec)
        : sample_(sample), spec_(spec), local_(without_values(method, rows, sample)) {
        for (std::size_t i = 0; i < sample.size(); ++i) {
            local_.value[sample.row[i]] = sample.x[i];
            if (sample.weights.degree(i) > 0)
                local_.lag[sample.row[i]] =
                    lag_of(sample.weights, i, sample.y.empty() ? sample.x : sample.y);
        }
    }
    struct Of {
        double statistic = kNaN;
        MeanVariance moments;
        Quadrant quadrant = Quadrant::None;
        double z = kNaN; ///< where it is not that of the statistic
    };
    template <typename OfTract>
    void each(const OfTract& of_tract) {
        for (std::size_t i = 0; i < sample_.size(); ++i) {
            if (sample_.weights.degree(i) == 0)
                continue;
            const Of of = of_tract(i);
            const std::size_t row = sample_.row[i];
            local_.statistic[row] = of.statistic;
            local_.expected[row] = of.moments.mean;
            local_.deviation[row] = std::sqrt(of.moments.variance);
            local_.z[row] = of.moments.variance > 0 && std::isnan(of.z)
                                ? (of.statistic - of.moments.mean) / local_.deviation[row]
                                : of.z;
            local_.quadrant[row] = of.quadrant;
        }
    }
    /// judge(i, draws that gave at least the observed sum of v, draws that gave at most it)
    template <typename Judge>
    Local finish(std::span<const double> v, Summed summed, const Progress& progress,
                 const Judge& judge) {
        const Tails tails =
            conditional_draws(v, sample_.weights, summed, spec_.draws, spec_.seed, progress);
        local_.draws = spec_.draws;
        for (std::size_t i = 0; i < sample_.size(); ++i) {
            if (sample_.weights.degree(i) == 0 || spec_.draws == 0)
                continue;
            const PseudoP p = judge(i, tails.at_least[i], tails.at_most[i]);
            local_.p[sample_.row[i]] = p.folded;
            local_.p_two_sided[sample_.row[i]] = p.two_sided;
        }
        return std::move(local_);
    }
    Local& local() { return local_; }

private:
    const Sample& sample_;
    const LocalSpec& spec_;
    Local local_;
};

double divisor(std::size_t tracts, Variance variance) {
    return static_cast<double>(tracts) - (variance == Variance::N ? 0 : 1);
}

/// The tract's own deviation turns the sum of its neighbors over, and at 0 the statistic is 0 whatever they
/// are: nothing is rare.
PseudoP of_product(double own, std::size_t at_least, std::size_t at_most, std::size_t draws) {
    if (own == 0)
        return {1, 1};
    if (own < 0)
        std::swap(at_least, at_most);
    return pseudo_p(at_least, at_most, draws);
}

/// z_i of one column times the mean of another one among the neighbors; for Moran's own I they are the same.
Local of_products(LocalMethod method, std::size_t rows, const Sample& sample,
                  const std::vector<double>& own, const std::vector<double>& around, double scale,
                  const LocalSpec& spec, const Progress& progress) {
    const double squares = sum_of_squares(around), others = static_cast<double>(own.size()) - 1;
    Writer writer(method, rows, sample, spec);
    writer.each([&](std::size_t i) {
        const double lag = lag_of(sample.weights, i, around), factor = own[i] / scale;
        const MeanVariance drawn = of_drawn(RowSums(sample.weights.values(i)), others, -around[i],
                                            squares - around[i] * around[i]);
        return Writer::Of{factor * lag,
                          {factor * drawn.mean, factor * factor * drawn.variance},
                          quadrant_of(own[i] > 0, lag > 0)};
    });
    return writer.finish(around, Summed::Values, progress,
                         [&](std::size_t i, std::size_t up, std::size_t down) {
                             return of_product(own[i], up, down, spec.draws);
                         });
}

} // namespace

Local local_moran(std::span<const double> values, const Weights& weights, const LocalSpec& spec,
                  const Progress& progress) {
    const Sample sample = sample_of(values, weights, spec.style);
    const std::vector<double> z = centered(sample.x);
    return of_products(LocalMethod::Moran, values.size(), sample, z, z,
                       sum_of_squares(z) / divisor(sample.size(), spec.variance), spec, progress);
}

Local local_geary(std::span<const double> values, const Weights& weights, const LocalSpec& spec,
                  const Progress& progress) {
    const Sample sample = sample_of(values, weights, spec.style);
    std::vector<double> z = centered(sample.x);
    const double deviation = std::sqrt(sum_of_squares(z) / divisor(sample.size(), spec.variance));
    for (double& v : z)
        v /= deviation;
    double s2 = 0, s3 = 0, s4 = 0; // sums of powers; that of z itself is 0
    for (const double v : z) {
        s2 += v * v;
        s3 += v * v * v;
        s4 += v * v * v * v;
    }
    const double n = static_cast<double>(z.size()), others = n - 1;
    Writer writer(LocalMethod::Geary, values.size(), sample, spec);
    writer.each([&](std::size_t i) {
        const auto neighbors = sample.weights.neighbors(i);
        const auto w = sample.weights.values(i);
        const double a = z[i];
        double sum = 0;
        for (std::size_t k = 0; k < w.size(); ++k)
            sum += w[k] * (a - z[neighbors[k]]) * (a - z[neighbors[k]]);
        // Sums of (a - z_j)^2 and of its square over all j; j = i adds nothing.
        const double distances = n * a * a + s2;
        const double squared = n * a * a * a * a + 6 * a * a * s2 - 4 * a * s3 + s4;
        return Writer::Of{sum, of_drawn(RowSums(w), others, distances, squared),
                          quadrant_of(a > 0, lag_of(sample.weights, i, z) > 0)};
    });
    return writer.finish(z, Summed::Distances, progress,
                         [&](std::size_t, std::size_t up, std::size_t down) {
                             return pseudo_p(up, down, spec.draws);
                         });
}

Local local_g(std::span<const double> values, const Weights& weights, Star star,
              const LocalSpec& spec, const Progress& progress) {
    // Rows are standardized here: with the tract itself in them, where it counts.
    const Sample sample =
        sample_of(values, weights, spec.style == Style::Rows ? Style::AsGiven : spec.style);
    const std::vector<double> z = centered(sample.x);
    const double sum = std::accumulate(sample.x.begin(), sample.x.end(), 0.0);
    const double squares = sum_of_squares(z);
    const auto n = static_cast<double>(z.size());
    const bool has_g = *std::min_element(sample.x.begin(), sample.x.end()) >= 0;
    const bool itself = star == Star::Itself;
    Writer writer(itself ? LocalMethod::GStar : LocalMethod::G, values.size(), sample, spec);
    writer.each([&](std::size_t i) {
        const auto w = sample.weights.values(i);
        const RowSums row(w);
        const double own = itself ? *std::max_element(w.begin(), w.end()) : 0;
        const double whole = spec.style == Style::Rows ? row.first + own : 1;
        const double x_sum = (lag_of(sample.weights, i, sample.x) + own * sample.x[i]) / whole;
        const double z_sum = (lag_of(sample.weights, i, z) + own * z[i]) / whole;
        // G* draws everything anew, the tract itself too (Ord and Getis 1995, equation 14).
        const RowSums scaled((row.first + own) / whole, (row.second + own * own) / (whole * whole));
        const MeanVariance drawn = itself ? of_drawn(scaled, n, 0, squares)
                                          : of_drawn(scaled, n - 1, -z[i], squares - z[i] * z[i]);
        const double base = itself ? sum : sum - sample.x[i];
        const double mean = sum / n;
        Writer::Of of{.quadrant = quadrant_of(z[i] > 0, z_sum > 0)};
        if (has_g && base > 0) {
            of.statistic = x_sum / base;
            of.moments = {(drawn.mean + scaled.first * mean) / base,
                          drawn.variance / (base * base)};
        }
        if (drawn.variance > 0)
            of.z = (z_sum - drawn.mean) / std::sqrt(drawn.variance);
        if (spec.style == Style::Rows)
            writer.local().lag[sample.row[i]] /= row.first;
        return of;
    });
    return writer.finish(z, Summed::Values, progress,
                         [&](std::size_t, std::size_t up, std::size_t down) {
                             return pseudo_p(up, down, spec.draws);
                         });
}

Local local_joins(std::span<const double> values, const Weights& weights, const LocalSpec& spec,
                  const Progress& progress) {
    for (const double v : values)
        if (std::isfinite(v) && v != 0 && v != 1)
            throw Error(ErrorKind::Usage, fmt::format("joins are counted of 0 and 1, not of {}", v),
                        {.hint = "make a yes-or-no column first: above the median, say"});
    const Sample sample = sample_of(values, weights, spec.style);
    const std::vector<double>& x = sample.x;
    const double yes = std::accumulate(x.begin(), x.end(), 0.0);
    const double others = static_cast<double>(x.size()) - 1;
    Writer writer(LocalMethod::Joins, values.size(), sample, spec);
    writer.each([&](std::size_t i) {
        const double lag = lag_of(sample.weights, i, x);
        Writer::Of of{.statistic = x[i] * lag, .quadrant = quadrant_of(x[i] > 0, lag > 0)};
        if (x[i] > 0)
            of.moments = of_drawn(RowSums(sample.weights.values(i)), others, yes - 1, yes - 1);
        return of;
    });
    return writer.finish(
        x, Summed::Values, progress, [&](std::size_t i, std::size_t up, std::size_t down) {
            PseudoP p = pseudo_p(up, down, spec.draws);
            p.folded = (static_cast<double>(up) + 1) / (static_cast<double>(spec.draws) + 1);
            return x[i] > 0 ? p : PseudoP{};
        });
}

Local local_moran_bivariate(std::span<const double> x, std::span<const double> y,
                            const Weights& weights, const LocalSpec& spec,
                            const Progress& progress) {
    const Sample sample = sample_of(x, y, weights, spec.style);
    const std::vector<double> zx = centered(sample.x), zy = centered(sample.y);
    const double scale =
        std::sqrt(sum_of_squares(zx) * sum_of_squares(zy)) / divisor(zx.size(), spec.variance);
    return of_products(LocalMethod::BivariateMoran, x.size(), sample, zx, zy, scale, spec,
                       progress);
}

namespace {

struct ClusterName {
    Cluster cluster;
    std::string_view name;
    Text text;
};
constexpr ClusterName kClusterNames[] = {
    {Cluster::NoValue, "no_value", {"No value", "Sin dato"}},
    {Cluster::Island, "island", {"No neighbor", "Sin vecino"}},
    {Cluster::NotSignificant, "not_significant", {"Not significant", "No significativo"}},
    {Cluster::HighHigh, "high_high", {"High among high", "Alto entre altos"}},
    {Cluster::LowLow, "low_low", {"Low among low", "Bajo entre bajos"}},
    {Cluster::LowHigh, "low_high", {"Low among high", "Bajo entre altos"}},
    {Cluster::HighLow, "high_low", {"High among low", "Alto entre bajos"}},
    {Cluster::OtherAlike, "other_alike", {"Otherwise alike", "Parecido de otro modo"}},
    {Cluster::Unlike, "unlike", {"Unlike its neighbors", "Distinto de sus vecinos"}},
    {Cluster::Hot, "hot", {"Hot spot", "Punto caliente"}},
    {Cluster::Cold, "cold", {"Cold spot", "Punto frío"}},
    {Cluster::Joined, "joined", {"Yes among yes", "Sí entre sí"}},
};

Cluster significant_class(const Local& local, std::size_t row) {
    const Quadrant quadrant = local.quadrant[row];
    switch (local.method) {
    case LocalMethod::Geary:
        if (local.statistic[row] > local.expected[row])
            return Cluster::Unlike;
        return quadrant == Quadrant::HighHigh ? Cluster::HighHigh
               : quadrant == Quadrant::LowLow ? Cluster::LowLow
                                              : Cluster::OtherAlike;
    case LocalMethod::G:
    case LocalMethod::GStar:
        return local.z[row] > 0   ? Cluster::Hot
               : local.z[row] < 0 ? Cluster::Cold
                                  : Cluster::NotSignificant;
    case LocalMethod::Joins:
        return Cluster::Joined;
    default:
        return quadrant == Quadrant::HighHigh  ? Cluster::HighHigh
               : quadrant == Quadrant::LowLow  ? Cluster::LowLow
               : quadrant == Quadrant::LowHigh ? Cluster::LowHigh
                                               : Cluster::HighLow;
    }
}

} // namespace

std::string_view name_of(Cluster cluster) {
    return kClusterNames[static_cast<std::size_t>(cluster)].name;
}

Text text_of(Cluster cluster) {
    return kClusterNames[static_cast<std::size_t>(cluster)].text;
}

std::vector<double> deciding_p(const Local& local, const ClusterSpec& spec) {
    return adjusted(spec.sides == Sides::Both ? local.p_two_sided : local.p, spec.correction);
}

std::vector<Cluster> clusters(const Local& local, const ClusterSpec& spec) {
    if (!(spec.alpha > 0 && spec.alpha < 1))
        throw Error(
            ErrorKind::Usage,
            fmt::format("a limit of significance lies between 0 and 1, {} does not", spec.alpha),
            {.hint = "0.05 is usual, 0.01 stricter"});
    if (local.draws == 0)
        throw Error(ErrorKind::Usage, "nothing is significant without draws", {.hint = "999, say"});
    const std::vector<double> p = deciding_p(local, spec);
    std::vector<Cluster> found(p.size(), Cluster::NotSignificant);
    for (std::size_t row = 0; row < p.size(); ++row)
        if (std::isnan(local.value[row]))
            found[row] = Cluster::NoValue;
        else if (std::isnan(local.lag[row]))
            found[row] = Cluster::Island;
        else if (p[row] <= spec.alpha)
            found[row] = significant_class(local, row);
    return found;
}

} // namespace tractwise::spatial
