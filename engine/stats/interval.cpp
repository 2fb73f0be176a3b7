// SPDX-License-Identifier: Apache-2.0
#include "engine/stats/interval.hpp"

#include "engine/stats/normal.hpp"

#include <cmath>

namespace tractwise::stats {

namespace {

/// The quantile of the normal distribution that leaves half of the rest above.
double z_of(Confidence confidence) {
    return confidence == Confidence::Percent95 ? kErrorsFor95 : kErrorsFor90;
}

} // namespace

Interval interval_around(long double value, long double se, Confidence confidence) {
    const long double reach = z_of(confidence) * se;
    return {static_cast<double>(value), static_cast<double>(se), static_cast<double>(value - reach),
            static_cast<double>(value + reach)};
}

Interval interval_of_ratio(long double ratio, long double se_of_log, Confidence confidence) {
    const long double factor = std::exp(z_of(confidence) * se_of_log);
    return {static_cast<double>(ratio), static_cast<double>(ratio * se_of_log),
            static_cast<double>(ratio / factor), static_cast<double>(ratio * factor)};
}

} // namespace tractwise::stats
