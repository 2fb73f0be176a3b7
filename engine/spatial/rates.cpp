// SPDX-License-Identifier: Apache-2.0
#include "engine/spatial/rates.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>

namespace tractwise::spatial {

namespace {

/// The rates of all tracts, or of a neighborhood, as a distribution that single rates are drawn from.
struct Prior {
    double mean = 0;     ///< b
    double variance = 0; ///< a, not yet kept from falling below 0
};

template <typename Rows>
Prior prior_of(const Rows& rows, std::span<const double> events, std::span<const double> base) {
    double all_events = 0, all_base = 0, count = 0;
    for (const std::uint32_t i : rows) {
        all_events += events[i];
        all_base += base[i];
        ++count;
    }
    const double mean = all_events / all_base;
    double spread = 0;
    for (const std::uint32_t i : rows)
        spread += base[i] * (events[i] / base[i] - mean) * (events[i] / base[i] - mean);
    return {mean, spread / all_base - mean / (all_base / count)};
}

double smoothed(const Prior& prior, double events, double base) {
    const double a = std::max(0.0, prior.variance);
    const double noise = prior.mean / base;
    const double raw = events / base;
    // Nobody around has an event: the rate is 0, and there is nothing to divide.
    return a + noise == 0 ? prior.mean : prior.mean + (raw - prior.mean) * a / (a + noise);
}

std::vector<std::uint32_t> rows_with_rates(std::span<const double> events,
                                           std::span<const double> base) {
    if (events.size() != base.size())
        throw Error(ErrorKind::Usage,
                    fmt::format("{} counts of events, {} of the base", events.size(), base.size()));
    std::vector<std::uint32_t> rows;
    for (std::uint32_t i = 0; i < events.size(); ++i) {
        if (events[i] < 0 || base[i] < 0)
            throw Error(ErrorKind::Usage,
                        fmt::format("row {} counts {} events in {}: counts are 0 or more", i + 1,
                                    events[i], base[i]));
        if (std::isfinite(events[i]) && std::isfinite(base[i]) && base[i] > 0)
            rows.push_back(i);
    }
    if (rows.empty())
        throw Error(ErrorKind::Infeasible, "no tract has events and a base above 0");
    return rows;
}

Smoothed raw_rates(std::span<const double> events, std::span<const double> base,
                   const std::vector<std::uint32_t>& rows) {
    Smoothed found{.rate = std::vector<double>(events.size(), kNaN),
                   .raw = std::vector<double>(events.size(), kNaN),
                   .mean = prior_of(rows, events, base).mean,
                   .left_out = events.size() - rows.size()};
    for (const std::uint32_t i : rows)
        found.raw[i] = events[i] / base[i];
    return found;
}

} // namespace

Smoothed empirical_bayes(std::span<const double> events, std::span<const double> base) {
    const auto rows = rows_with_rates(events, base);
    Smoothed found = raw_rates(events, base, rows);
    const Prior prior = prior_of(rows, events, base);
    for (const std::uint32_t i : rows)
        found.rate[i] = smoothed(prior, events[i], base[i]);
    return found;
}

Smoothed spatial_empirical_bayes(std::span<const double> events, std::span<const double> base,
                                 const Weights& weights) {
    if (weights.size() != events.size())
        throw Error(ErrorKind::Usage, fmt::format("{} counts of events for weights of {} rows",
                                                  events.size(), weights.size()));
    const auto rows = rows_with_rates(events, base);
    Smoothed found = raw_rates(events, base, rows);
    std::vector<std::uint32_t> around;
    for (const std::uint32_t i : rows) {
        around.assign(1, i);
        for (const std::uint32_t j : weights.neighbors(i))
            if (!std::isnan(found.raw[j]))
                around.push_back(j);
        // Alone, a rate is its own mean: smoothed() returns it.
        found.rate[i] = smoothed(prior_of(around, events, base), events[i], base[i]);
    }
    return found;
}

std::vector<double> standardized_rates(std::span<const double> events,
                                       std::span<const double> base) {
    const auto rows = rows_with_rates(events, base);
    const Prior prior = prior_of(rows, events, base);
    std::vector<double> z(events.size(), kNaN);
    for (const std::uint32_t i : rows) {
        const double noise = prior.mean / base[i];
        const double variance = prior.variance + noise;
        // No event anywhere: all rates are 0, and so is what they differ by.
        const double deviation = std::sqrt(variance > 0 ? variance : noise);
        z[i] = deviation > 0 ? (events[i] / base[i] - prior.mean) / deviation : 0;
    }
    return z;
}

} // namespace tractwise::spatial
