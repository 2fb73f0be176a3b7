// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

namespace tractwise::layer {

/// A survey estimate with its 90 % margin of error, as the American Community Survey publishes
/// both.
struct Estimate {
    double value = 0;
    double moe = 0; ///< NaN: not known
};

/// Standard errors in a 90 % margin, as the Census Bureau rounds it.
inline constexpr double kErrorsIn90 = 1.645;

/// Margins of derived estimates: US Census Bureau, "Understanding and Using American Community
/// Survey Data" (2020), chapter 8. They treat the inputs as independent, as the handbook does.
///
///     const Estimate cells[] = {{41, 37}, {0, 22}, {0, 29}};
///     moe_of_sum(cells)                                      // 47.0106: one of the zeros counts
///     moe_of_proportion({203119, 5070}, {630498, 831})       // 0.00803
///
/// A margin that is not known (NaN) makes the result NaN. A controlled estimate has margin 0.
/// Checked against the handbook's examples in tests/engine/layer/margins_test.cpp to 1e-12.

/// Of a sum or difference: sqrt(sum moe^2); where several estimates are 0, only the largest of
/// their margins enters.
double moe_of_sum(std::span<const Estimate> parts);
/// Of p = part / whole with part a subset of whole: sqrt(moe_part^2 - p^2 moe_whole^2) / whole;
/// where the radicand is negative, the formula of a ratio. NaN where whole is 0.
double moe_of_proportion(Estimate part, Estimate whole);
/// Of r = a / b with a no subset of b: sqrt(moe_a^2 + r^2 moe_b^2) / b. NaN where b is 0.
double moe_of_ratio(Estimate a, Estimate b);
/// Of a * b: sqrt(a^2 moe_b^2 + b^2 moe_a^2).
double moe_of_product(Estimate a, Estimate b);
/// Of an estimate that is published with the limits of a 95 % interval in place of a margin: the
/// larger of its halves (intervals of shares lean), times 1.645 / 1.96. NaN where a number is not
/// known or the estimate lies outside its limits.
double moe_of_limits(double estimate, double low, double high);
/// Of 100 * (newer / older - 1), in percent.
double moe_of_percent_change(Estimate older, Estimate newer);

} // namespace tractwise::layer
