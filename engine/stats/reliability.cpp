// SPDX-License-Identifier: Apache-2.0
#include "engine/stats/reliability.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"

#include <cmath>
#include <numbers>

namespace tractwise::stats {

namespace {

constexpr double kMarginInErrors = 1.645; ///< a 90 % margin in standard errors, as published

bool known(double estimate, double margin) {
    return std::isfinite(estimate) && std::isfinite(margin) && margin >= 0;
}

/// The chance that a normal error is more than `distance` to one side.
double beyond(double distance, double standard_error) {
    return 0.5 * std::erfc(distance / (standard_error * std::numbers::sqrt2));
}

} // namespace

std::string_view name_of(Reliability reliability) {
    switch (reliability) {
    case Reliability::High:
        return "high";
    case Reliability::Medium:
        return "medium";
    case Reliability::Low:
        return "low";
    case Reliability::Unknown:
        break;
    }
    return "unknown";
}

double coefficient_of_variation(double estimate, double margin) {
    if (!known(estimate, margin))
        return kNaN;
    if (margin == 0)
        return 0; // a count of everybody, or a zero that is certain
    return estimate == 0 ? 1 : margin / kMarginInErrors / std::abs(estimate);
}

Reliability reliability(double estimate, double margin, const ReliabilityThresholds& thresholds) {
    const double cv = coefficient_of_variation(estimate, margin);
    if (std::isnan(cv))
        return Reliability::Unknown;
    if (cv < thresholds.high || (thresholds.high_at_bound && cv == thresholds.high))
        return Reliability::High;
    return cv <= thresholds.medium ? Reliability::Medium : Reliability::Low;
}

double wrong_class_chance(double estimate, double margin, const Classes& classes) {
    const int own = classes.of(estimate);
    if (own == Classes::kNone || !known(estimate, margin))
        return kNaN;
    if (margin == 0)
        return 0;
    const auto place = static_cast<std::size_t>(own);
    const double error = margin / kMarginInErrors;
    double chance = 0;
    if (place > 0)
        chance += beyond(estimate - classes.upper[place - 1], error);
    if (place + 1 < classes.size())
        chance += beyond(classes.upper[place] - estimate, error);
    return chance;
}

MapReliability map_reliability(std::span<const double> estimates, std::span<const double> margins,
                               const Classes& classes) {
    if (estimates.size() != margins.size())
        throw Error(ErrorKind::Internal, "estimates and margins are columns of different length");
    MapReliability r{.by_class = {}, .chance = kNaN};
    r.by_class.resize(classes.size());
    long double sum = 0;
    std::vector<long double> sums(classes.size(), 0);
    for (std::size_t i = 0; i < estimates.size(); ++i) {
        const int own = classes.of(estimates[i]);
        if (own == Classes::kNone) {
            ++r.missing;
            continue;
        }
        auto& in_class = r.by_class[static_cast<std::size_t>(own)];
        const double chance = wrong_class_chance(estimates[i], margins[i], classes);
        if (std::isnan(chance)) {
            ++in_class.without_margin;
            ++r.without_margin;
            continue;
        }
        ++in_class.count;
        ++r.count;
        sums[static_cast<std::size_t>(own)] += chance;
        sum += chance;
    }
    for (std::size_t j = 0; j < classes.size(); ++j)
        r.by_class[j].chance =
            r.by_class[j].count == 0
                ? kNaN
                : static_cast<double>(sums[j] / static_cast<long double>(r.by_class[j].count));
    if (r.count > 0)
        r.chance = static_cast<double>(sum / static_cast<long double>(r.count));
    return r;
}

} // namespace tractwise::stats
