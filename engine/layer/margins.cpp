// SPDX-License-Identifier: Apache-2.0
#include "engine/layer/margins.hpp"

#include "engine/core/numbers.hpp"

#include <algorithm>
#include <cmath>

namespace tractwise::layer {
namespace {

constexpr double kErrorsIn95 = 1.96; // rounded as publishers of limits do

} // namespace

double moe_of_sum(std::span<const Estimate> parts) {
    double squares = 0;
    double largest_zero = 0;
    for (const Estimate& part : parts) {
        if (std::isnan(part.moe))
            return kNaN;
        // Zero estimates share one model-based margin; adding each of them would overstate the
        // sum's.
        if (part.value == 0)
            largest_zero = std::max(largest_zero, part.moe);
        else
            squares += part.moe * part.moe;
    }
    return std::sqrt(squares + largest_zero * largest_zero);
}

double moe_of_proportion(Estimate part, Estimate whole) {
    if (whole.value == 0)
        return kNaN;
    const double p = part.value / whole.value;
    const double radicand = part.moe * part.moe - p * p * whole.moe * whole.moe;
    if (radicand < 0)
        return moe_of_ratio(part, whole);
    return std::sqrt(radicand) / whole.value;
}

double moe_of_ratio(Estimate a, Estimate b) {
    if (b.value == 0)
        return kNaN;
    const double r = a.value / b.value;
    return std::sqrt(a.moe * a.moe + r * r * b.moe * b.moe) / b.value;
}

double moe_of_product(Estimate a, Estimate b) {
    return std::sqrt(a.value * a.value * b.moe * b.moe + b.value * b.value * a.moe * a.moe);
}

double moe_of_limits(double estimate, double low, double high) {
    if (!(low <= estimate && estimate <= high))
        return kNaN;
    return std::max(estimate - low, high - estimate) * (kErrorsIn90 / kErrorsIn95);
}

double moe_of_percent_change(Estimate older, Estimate newer) {
    return 100 * moe_of_ratio(newer, older);
}

} // namespace tractwise::layer
