// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace tractwise::index {

/// What few far values do to min-max and z-scores, and what is done about them before values are normalized.
///
///     outlying(shape_of(prices), {})                        // true: skewness 2 or more, and kurtosis 3.5 or more
///     treat_outliers(prices, {}).winsorized                 // 2: the two highest became the third
///
/// A column of skewness |s| < `skewness` or kurtosis < `kurtosis` stays as it is. Else values at the far end are set to
/// their neighbor, one more at a time, at most `winsorize` of them, until the column passes. Where it never does, the
/// column as it was is transformed, and what comes out stands. This is the two-step treatment of the OECD/JRC *Handbook
/// on Constructing Composite Indicators* (2008) as COINr 1.1 does it (function Treat with its defaults).
///
/// | then | formula, lo and hi the least and the greatest value |
/// |---|---|
/// | Nothing | |
/// | Log | ln(x - lo + (hi - lo) / 100); of a column skewed to the left -ln(hi - x + (hi - lo) / 100) |
/// | BoxCox | (x^lambda - 1) / lambda, for lambda 0 ln x; a column with values of 0 or less is first moved to begin at (hi - lo) / 100 |
///
/// All keep the order of values, so percentile ranks change by ties alone. Missing values stay. Cost: sorting once, and
/// one pass a step.
struct OutlierRule {
    enum class Then { Nothing, Log, BoxCox };
    int winsorize = 5;
    double skewness = 2, kurtosis = 3.5;
    Then then = Then::Log;
    double lambda = 0; ///< of BoxCox
    friend bool operator==(const OutlierRule&, const OutlierRule&) = default;
};

/// Sample skewness G1 and excess kurtosis G2 (D. N. Joanes and C. A. Gill, *The Statistician* 47, 1998, type 2); NaN for
/// fewer than 3 and 4 values, or where all are equal.
struct Shape {
    double skewness, kurtosis;
};
Shape shape_of(std::span<const double> values);
bool outlying(const Shape& shape, const OutlierRule& rule);

struct Treated {
    std::vector<double> values;
    std::size_t winsorized =
        0; ///< values that were set to their neighbor; 0 where the column was transformed
    bool transformed = false;
    bool passes = true; ///< whether what came out passes
};
Treated treat_outliers(std::span<const double> values, const OutlierRule& rule);

} // namespace tractwise::index
