// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

namespace tractwise::stats {

/// How two columns go together; rows where either is NaN or infinite are left out and counted.
///
///     const Pairs p = pairs_of(poverty.values, asthma.values);
///     p.count, p.left_out                     // 74 tracts have both, 6 do not
///     p.pearson, p.spearman                   // 0.71 along a line, 0.78 in rank
///     p.slope * 30 + p.intercept              // what the line says at 30 % poverty
///
/// | | formula |
/// |---|---|
/// | pearson | sum dx dy / sqrt(sum dx^2 sum dy^2), dx and dy deviations from the means |
/// | spearman | the same of ranks; ties share the mean of their ranks (Spearman 1904) |
/// | slope, intercept | least squares of y on x: sum dx dy / sum dx^2, mean y - slope mean x |
/// | r2 | pearson^2, the share of the variance of y that the line gives |
///
/// x without spread, or fewer than two rows: all NaN. y without spread: slope 0, intercept y, the
/// others NaN. Neighboring tracts resemble each other, so n of them are fewer than n independent
/// observations; for that reason there are no p-values here. What holds for tracts need not hold
/// for the people in them (Robinson 1950). Columns of different length are an Error. Cost: sorting
/// both for the ranks; 15 ms for 85,000 rows.
struct Pairs {
    std::size_t count = 0;
    std::size_t left_out = 0;
    double pearson, spearman;
    double slope, intercept; ///< slope in units of y per unit of x
    double r2;
};
Pairs pairs_of(std::span<const double> x, std::span<const double> y);

} // namespace tractwise::stats
