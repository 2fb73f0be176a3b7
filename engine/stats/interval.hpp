// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/numbers.hpp"

namespace tractwise::stats {

enum class Confidence { Percent90, Percent95 };

/// A number with its standard error and confidence interval; those three are NaN where a standard
/// error that they need is not known.
///
///     interval_around(0.31, 0.02, Confidence::Percent90)     // 0.31, 0.277 to 0.343
///
struct Interval {
    double value = kNaN;
    double se = kNaN;
    double low = kNaN, high = kNaN;
};

/// value +/- z se, where z is 1.960 or 1.645 (with more digits).
Interval interval_around(long double value, long double se, Confidence confidence);

/// A ratio is as far from 1 as its inverse: exp(ln ratio +/- z se_of_log).
Interval interval_of_ratio(long double ratio, long double se_of_log, Confidence confidence);

} // namespace tractwise::stats
