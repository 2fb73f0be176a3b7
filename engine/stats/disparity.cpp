// SPDX-License-Identifier: Apache-2.0
#include "engine/stats/disparity.hpp"

#include "engine/core/error.hpp"
#include "engine/stats/rows.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

namespace tractwise::stats {

namespace {

/// The groups that count, with what the measures share.
struct KeptGroups {
    std::vector<std::size_t> place; ///< in the groups that were given
    std::vector<long double> share; ///< of the people; they sum to 1
    std::vector<long double> value; ///< never NaN
    std::vector<long double> se;    ///< NaN: not known
    long double mean = kNaN;        ///< of people
    std::size_t left_out = 0;

    std::size_t size() const { return place.size(); }
};

KeptGroups kept_groups(std::span<const GroupEstimate> groups) {
    KeptGroups kept;
    long double people = 0;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const GroupEstimate& group = groups[i];
        if (group.population < 0)
            throw Error(ErrorKind::Input, "the people of a group are below 0",
                        {.hint = "codes for missing values are to be read as missing"});
        if (!std::isfinite(group.value) || !std::isfinite(group.population) ||
            group.population == 0) {
            ++kept.left_out;
            continue;
        }
        kept.place.push_back(i);
        kept.share.push_back(group.population);
        kept.value.push_back(group.value);
        kept.se.push_back(group.se >= 0 && std::isfinite(group.se) ? group.se : kNaN);
        people += group.population;
    }
    for (long double& share : kept.share)
        share /= people;
    if (kept.size() > 0)
        kept.mean =
            std::inner_product(kept.share.begin(), kept.share.end(), kept.value.begin(), 0.0L);
    return kept;
}

/// Where each group stands in the population, 0..1: the middle of its share.
std::vector<long double> middles(const KeptGroups& kept) {
    std::vector<long double> ranks;
    long double before = 0;
    for (const long double share : kept.share) {
        ranks.push_back(before + share / 2);
        before += share;
    }
    return ranks;
}

double distance_from(const KeptGroups& kept, long double point, bool weighted) {
    long double sum = 0;
    for (std::size_t i = 0; i < kept.size(); ++i)
        sum += std::abs(kept.value[i] - point) *
               (weighted ? kept.share[i] : 1 / static_cast<long double>(kept.size()));
    return static_cast<double>(sum);
}

/// What a regression on the rank says of the two ends, and how what it says there moves with its
/// two coefficients (constant and slope).
struct FittedLine {
    std::vector<long double> fitted;    ///< at the groups
    std::vector<long double> curvature; ///< d fitted / d (constant + slope R); 1 on a line
    long double low = 0, high = 0;      ///< at R = 0 and R = 1
    long double low_curvature = 0, high_curvature = 0;
};

struct WeightedPoints {
    const std::vector<long double>& rank;
    const std::vector<long double>& value;
    const std::vector<long double>& weight;
};

FittedLine fit_line(const WeightedPoints& points) {
    long double total = 0, mean_rank = 0, mean_value = 0, rr = 0, ry = 0;
    const std::size_t n = points.rank.size();
    for (std::size_t i = 0; i < n; ++i) {
        total += points.weight[i];
        mean_rank += points.weight[i] * points.rank[i];
        mean_value += points.weight[i] * points.value[i];
    }
    mean_rank /= total;
    mean_value /= total;
    for (std::size_t i = 0; i < n; ++i) {
        const long double dr = points.rank[i] - mean_rank;
        rr += points.weight[i] * dr * dr;
        ry += points.weight[i] * dr * (points.value[i] - mean_value);
    }
    const long double slope = ry / rr;
    FittedLine line{.fitted = {},
                    .curvature = std::vector<long double>(n, 1),
                    .low = mean_value - slope * mean_rank,
                    .high = mean_value + slope * (1 - mean_rank),
                    .low_curvature = 1,
                    .high_curvature = 1};
    for (const long double rank : points.rank)
        line.fitted.push_back(line.low + slope * rank);
    return line;
}

long double logistic(long double x) {
    return 1 / (1 + std::exp(-x));
}

/// The logarithm of the likelihood of shares 0..1, each group times its share of the weight.
long double likelihood(const WeightedPoints& points, long double constant, long double slope) {
    long double sum = 0, total = 0;
    for (std::size_t i = 0; i < points.rank.size(); ++i) {
        const long double x = constant + slope * points.rank[i];
        // ln(1 + e^x), which for large x is x
        const long double log1p_exp =
            x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
        sum += points.weight[i] * (points.value[i] * x - log1p_exp);
        total += points.weight[i];
    }
    return sum / total;
}

FittedLine curve_of(const WeightedPoints& points, long double constant, long double slope) {
    FittedLine curve;
    for (const long double rank : points.rank) {
        const long double p = logistic(constant + slope * rank);
        curve.fitted.push_back(p);
        curve.curvature.push_back(p * (1 - p));
    }
    curve.low = logistic(constant);
    curve.high = logistic(constant + slope);
    curve.low_curvature = curve.low * (1 - curve.low);
    curve.high_curvature = curve.high * (1 - curve.high);
    return curve;
}

/// The logistic curve of the greatest likelihood, by Newton's method; none where it grows without
/// end.
std::optional<FittedLine> fit_logistic(const WeightedPoints& points) {
    const std::size_t n = points.rank.size();
    const long double total = std::accumulate(points.weight.begin(), points.weight.end(), 0.0L);
    const long double mean =
        std::inner_product(points.weight.begin(), points.weight.end(), points.value.begin(), 0.0L) /
        total;
    long double constant = std::log(mean / (1 - mean)), slope = 0;
    constexpr int kMostSteps = 100, kMostHalvings = 40;
    for (int step = 0; step < kMostSteps; ++step) {
        long double g0 = 0, g1 = 0, h00 = 0, h01 = 0, h11 = 0;
        for (std::size_t i = 0; i < n; ++i) {
            const long double p = logistic(constant + slope * points.rank[i]);
            const long double w = points.weight[i] / total;
            g0 += w * (points.value[i] - p);
            g1 += w * (points.value[i] - p) * points.rank[i];
            h00 += w * p * (1 - p);
            h01 += w * p * (1 - p) * points.rank[i];
            h11 += w * p * (1 - p) * points.rank[i] * points.rank[i];
        }
        const long double determinant = h00 * h11 - h01 * h01;
        if (!(determinant > 0))
            return std::nullopt;
        long double d0 = (h11 * g0 - h01 * g1) / determinant;
        long double d1 = (h00 * g1 - h01 * g0) / determinant;
        if (std::abs(d0) + std::abs(d1) <= 1e-13L * (1 + std::abs(constant) + std::abs(slope)))
            return curve_of(points, constant + d0, slope + d1);
        // Far from the top a whole step can overshoot. Close to it the likelihood is level in all
        // its digits, and its last one says nothing.
        const long double before = likelihood(points, constant, slope);
        const long double level = 1e-15L * std::abs(before);
        for (int i = 0;
             i < kMostHalvings && likelihood(points, constant + d0, slope + d1) < before - level;
             ++i) {
            d0 /= 2;
            d1 /= 2;
        }
        constant += d0;
        slope += d1;
    }
    return std::nullopt;
}

/// Variance of the two coefficients that is robust against unequal variances of the groups.
struct CoefficientVariance {
    long double v00 = 0, v01 = 0, v11 = 0;

    /// Of a number that moves by g0 and g1 with them: its standard error.
    long double se_of(long double g0, long double g1) const {
        const long double square = g0 * g0 * v00 + 2 * g0 * g1 * v01 + g1 * g1 * v11;
        return std::sqrt(square < 0 ? 0 : square); // rounding, where all lie on the line
    }
};

CoefficientVariance robust_variance(const WeightedPoints& points, const FittedLine& line) {
    std::size_t n = 0;                     // a group without weight is not in the fit
    long double a00 = 0, a01 = 0, a11 = 0; // what the fit inverts
    long double m00 = 0, m01 = 0, m11 = 0; // products of what each group adds to its gradient
    for (std::size_t i = 0; i < points.rank.size(); ++i) {
        if (points.weight[i] > 0)
            ++n;
        const long double r = points.rank[i];
        const long double a = points.weight[i] * line.curvature[i];
        const long double e = points.weight[i] * (points.value[i] - line.fitted[i]);
        a00 += a;
        a01 += a * r;
        a11 += a * r * r;
        m00 += e * e;
        m01 += e * e * r;
        m11 += e * e * r * r;
    }
    const long double d = a00 * a11 - a01 * a01;
    const long double b00 = a11 / d, b01 = -a01 / d, b11 = a00 / d;
    const long double c00 = b00 * m00 + b01 * m01, c01 = b00 * m01 + b01 * m11;
    const long double c10 = b01 * m00 + b11 * m01, c11 = b01 * m01 + b11 * m11;
    // n / (n - 2): two coefficients were fitted to the same groups
    const long double scale =
        n > 2 ? static_cast<long double>(n) / static_cast<long double>(n - 2) : kNaN;
    return {scale * (c00 * b00 + c01 * b01), scale * (c00 * b01 + c01 * b11),
            scale * (c10 * b01 + c11 * b11)};
}

/// The weights of the fit, of the groups that are kept.
std::vector<long double> weights_of_fit(const KeptGroups& kept, const SlopeSpec& spec,
                                        std::size_t groups) {
    if (spec.weights.empty())
        return kept.share;
    if (spec.weights.size() != groups)
        throw Error(ErrorKind::Internal, "the weights of a slope are not one for each group");
    std::vector<long double> weights;
    for (const std::size_t place : kept.place) {
        if (!(spec.weights[place] >= 0) || !std::isfinite(spec.weights[place]))
            throw Error(ErrorKind::Internal, "a weight of a slope is missing or below 0");
        weights.push_back(spec.weights[place]);
    }
    return weights;
}

FromGroup against(const KeptGroups& kept, std::size_t reference, Better better) {
    FromGroup r{.mean_difference = {},
                .reference = reference,
                .groups = kept.size(),
                .left_out = kept.left_out};
    const auto found = std::find(kept.place.begin(), kept.place.end(), reference);
    if (found == kept.place.end() || kept.size() < 2)
        return r;
    const long double best = kept.value[static_cast<std::size_t>(found - kept.place.begin())];
    r.mean_difference = {distance_from(kept, best, false), distance_from(kept, best, true)};
    const bool gains = better == Better::Higher ? best > kept.mean : best < kept.mean;
    r.risk = gains ? static_cast<double>(best - kept.mean) : 0;
    if (kept.mean > 0)
        r.fraction = static_cast<double>(100 * r.risk / kept.mean);
    return r;
}

} // namespace

Gap gap(const GroupEstimate& a, const GroupEstimate& b, Confidence confidence) {
    const auto known_se = [](const GroupEstimate& group) {
        return group.se >= 0 && std::isfinite(group.se) ? group.se : kNaN;
    };
    Gap g;
    if (!std::isfinite(a.value) || !std::isfinite(b.value))
        return g;
    g.difference = interval_around(static_cast<long double>(a.value) - b.value,
                                   std::hypot(known_se(a), known_se(b)), confidence);
    if (b.value == 0)
        return g;
    const long double ratio = static_cast<long double>(a.value) / b.value;
    g.ratio = ratio > 0
                  ? interval_of_ratio(
                        ratio, std::hypot(known_se(a) / a.value, known_se(b) / b.value), confidence)
                  : Interval{.value = static_cast<double>(ratio)};
    return g;
}

WidestGap widest_gap(std::span<const GroupEstimate> groups, Confidence confidence) {
    const KeptGroups kept = kept_groups(groups);
    WidestGap widest{.gap = {}, .groups = kept.size(), .left_out = kept.left_out};
    if (kept.size() < 2)
        return widest;
    const auto least = std::min_element(kept.value.begin(), kept.value.end());
    const auto greatest = std::max_element(kept.value.begin(), kept.value.end());
    widest.least = kept.place[static_cast<std::size_t>(least - kept.value.begin())];
    widest.greatest = kept.place[static_cast<std::size_t>(greatest - kept.value.begin())];
    widest.gap = gap(groups[widest.greatest], groups[widest.least], confidence);
    return widest;
}

SlopeIndex slope_index(std::span<const GroupEstimate> groups, const SlopeSpec& spec) {
    const KeptGroups kept = kept_groups(groups);
    const bool logit = spec.model == SlopeModel::Logit;
    if (logit && !(spec.scale > 0))
        throw Error(ErrorKind::Internal, "the scale of a logistic slope is not above 0");
    const std::vector<long double> weights = weights_of_fit(kept, spec, groups.size());
    SlopeIndex index{.slope = {}, .ratio = {}, .groups = kept.size(), .left_out = kept.left_out};
    const auto weighted =
        std::count_if(weights.begin(), weights.end(), [](long double w) { return w > 0; });
    if (weighted < 2)
        return index;

    const long double scale = logit ? spec.scale : 1;
    std::vector<long double> values = kept.value;
    for (long double& value : values) {
        value /= scale;
        if (logit && (value < 0 || value > 1))
            throw Error(ErrorKind::Input, "a value lies outside 0 to what the slope's scale is",
                        {.hint = "give the scale of the values, or fit a line"});
    }
    const bool no_spread = std::all_of(values.begin(), values.end(),
                                       [&](long double v) { return v == values.front(); });
    // A logarithm of odds has no place for all or nobody; a line through them is level as well.
    const bool curve = logit && !(no_spread && (values.front() == 0 || values.front() == 1));
    const std::vector<long double> ranks = middles(kept);
    const WeightedPoints points{ranks, values, weights};
    const std::optional<FittedLine> fit = curve ? fit_logistic(points) : fit_line(points);
    if (!fit)
        return index;
    const CoefficientVariance variance = robust_variance(points, *fit);
    // Both ends move with the constant, only the upper one with the slope.
    index.slope = interval_around(
        scale * (fit->high - fit->low),
        scale * variance.se_of(fit->high_curvature - fit->low_curvature, fit->high_curvature),
        spec.confidence);
    if (fit->low > 0 && fit->high > 0)
        index.ratio = interval_of_ratio(
            fit->high / fit->low,
            variance.se_of(fit->high_curvature / fit->high - fit->low_curvature / fit->low,
                           fit->high_curvature / fit->high),
            spec.confidence);
    return index;
}

Concentration concentration_index(std::span<const GroupEstimate> groups, Confidence confidence) {
    const KeptGroups kept = kept_groups(groups);
    Concentration index{
        .absolute = {}, .relative = {}, .groups = kept.size(), .left_out = kept.left_out};
    const std::size_t n = kept.size();
    if (n < 2)
        return index;
    const std::vector<long double> ranks = middles(kept);
    long double sum = 0, rank_variance = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const long double dr = ranks[i] - 0.5L; // ranks of people have the mean 1/2
        sum += kept.share[i] * dr * kept.value[i];
        rank_variance += kept.share[i] * dr * dr;
    }
    const long double absolute = 2 * sum;
    // The index is itself the slope of 2 sigma^2 y on the rank: sum p dr (2 sigma^2 y) / sigma^2.
    long double squares = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const long double residual =
            2 * rank_variance * (kept.value[i] - kept.mean) - absolute * (ranks[i] - 0.5L);
        squares += kept.share[i] * residual * residual;
    }
    const long double se =
        n > 2 ? std::sqrt(squares / static_cast<long double>(n - 2) / rank_variance) : kNaN;
    index.absolute = interval_around(absolute, se, confidence);
    if (kept.mean != 0)
        index.relative =
            interval_around(absolute / kept.mean, se / std::abs(kept.mean), confidence);
    return index;
}

Spread spread(std::span<const GroupEstimate> groups, Confidence confidence) {
    const KeptGroups kept = kept_groups(groups);
    Spread s{.mean = static_cast<double>(kept.mean),
             .variance = {},
             .theil = {},
             .log_deviation = {},
             .mean_difference = {},
             .disparity = {},
             .groups = kept.size(),
             .left_out = kept.left_out};
    const std::size_t n = kept.size();
    if (n < 2)
        return s;

    // The variance is y'Ay with A = diag(p) - pp'. Of independent normal y with variances S it has
    // the variance 4 y'A S A y + 2 tr(A S A S); Ay is p (y - m).
    long double variance = 0, linear = 0, pairs = 0, own_pairs = 0, own = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const long double p = kept.share[i], d = kept.value[i] - kept.mean;
        const long double error = kept.se[i] * kept.se[i];
        variance += p * d * d;
        linear += p * p * d * d * error;
        pairs += p * p * error;
        own_pairs += p * p * p * p * error * error;
        own += p * p * (1 - p) * (1 - p) * error * error;
    }
    s.variance = interval_around(
        variance, std::sqrt(4 * linear + 2 * (pairs * pairs - own_pairs + own)), confidence);
    s.deviation = static_cast<double>(std::sqrt(variance));
    s.mean_difference = {distance_from(kept, kept.mean, false),
                         distance_from(kept, kept.mean, true)};
    if (!(kept.mean > 0))
        return s;
    const auto percent = [&](double of) { return static_cast<double>(100 * of / kept.mean); };
    s.variation = percent(s.deviation);
    s.disparity = {percent(s.mean_difference.unweighted), percent(s.mean_difference.weighted)};

    const long double least = *std::min_element(kept.value.begin(), kept.value.end());
    if (least < 0)
        return s;
    long double theil = 0, log_deviation = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const long double r = kept.value[i] / kept.mean;
        theil += kept.share[i] * x_log_x(r);
        log_deviation -= kept.share[i] * std::log(r);
    }
    // d theil / dy = p / m (ln r - theil), d log_deviation / dy = p / m (1 - 1 / r)
    long double theil_error = 0, log_error = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const long double r = kept.value[i] / kept.mean;
        const long double step = kept.share[i] / kept.mean * kept.se[i];
        theil_error += std::pow(step * (std::log(r) - theil), 2.0L);
        log_error += std::pow(step * (1 - 1 / r), 2.0L);
    }
    constexpr long double kPerThousand = 1000;
    s.theil = least > 0 ? interval_around(kPerThousand * theil,
                                          kPerThousand * std::sqrt(theil_error), confidence)
                        : Interval{.value = static_cast<double>(kPerThousand * theil)};
    if (least > 0)
        s.log_deviation = interval_around(kPerThousand * log_deviation,
                                          kPerThousand * std::sqrt(log_error), confidence);
    return s;
}

FromGroup from_reference(std::span<const GroupEstimate> groups, std::size_t reference,
                         Better better) {
    if (reference >= groups.size())
        throw Error(ErrorKind::Internal, "the reference is none of the groups");
    return against(kept_groups(groups), reference, better);
}

FromGroup from_best(std::span<const GroupEstimate> groups, Better better) {
    const KeptGroups kept = kept_groups(groups);
    if (kept.size() == 0)
        return {.mean_difference = {}, .left_out = kept.left_out};
    const auto best = better == Better::Higher
                          ? std::max_element(kept.value.begin(), kept.value.end())
                          : std::min_element(kept.value.begin(), kept.value.end());
    return against(kept, kept.place[static_cast<std::size_t>(best - kept.value.begin())], better);
}

GroupMean group_mean(std::span<const double> counts, std::span<const double> margins,
                     std::span<const double> outcome, std::span<const double> outcome_margins) {
    require_same_rows(counts.size(), margins.size());
    if (!outcome_margins.empty())
        require_same_rows(counts.size(), outcome_margins.size());
    require_same_rows(counts.size(), outcome.size());
    GroupMean mean;
    long double people = 0, sum = 0, people_left_out = 0;
    const auto counts_here = [&](std::size_t i) {
        return std::isfinite(counts[i]) && std::isfinite(outcome[i]);
    };
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const bool known = is_count(counts[i]);
        if (!counts_here(i)) {
            ++mean.left_out;
            people_left_out += known ? counts[i] : 0;
            continue;
        }
        ++mean.tracts;
        people += counts[i];
        sum += static_cast<long double>(counts[i]) * outcome[i];
    }
    mean.people = static_cast<double>(people);
    mean.people_left_out = static_cast<double>(people_left_out);
    if (people == 0)
        return mean;
    const long double r = sum / people;
    long double squares = 0;
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (counts_here(i)) {
            const long double margin = margins[i] >= 0 ? margins[i] : kNaN;
            squares += (outcome[i] - r) * (outcome[i] - r) * margin * margin;
            if (!outcome_margins.empty() && counts[i] > 0)
                squares += std::pow(
                    counts[i] * (outcome_margins[i] >= 0 ? outcome_margins[i] : kNaN), 2.0L);
        }
    mean.value = static_cast<double>(r);
    mean.moe = static_cast<double>(std::sqrt(squares) / people);
    return mean;
}

RatioOfMeans ratio_of_means(const GroupMean& a, const GroupMean& b) {
    if (b.value == 0)
        return {};
    const double ratio = a.value / b.value;
    return {ratio, std::hypot(a.moe, ratio * b.moe) / std::abs(b.value)};
}

} // namespace tractwise::stats
