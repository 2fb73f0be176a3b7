// SPDX-License-Identifier: Apache-2.0
#include "engine/core/round_number.hpp"

#include <cmath>
#include <initializer_list>

namespace tractwise {

double round_below(double limit) {
    const double power = std::pow(10, std::floor(std::log10(limit)));
    // A limit of exactly 5 units must not lose them to the last bit of the logarithm.
    const double generous = limit * (1 + 1e-12);
    for (const double step : {10.0, 5.0, 2.0, 1.0})
        if (step * power <= generous)
            return step * power;
    return power / 2;
}

double round_above(double limit) {
    const double below = round_below(limit);
    if (below >= limit * (1 - 1e-12))
        return below;
    return round_below(below * 2.6); // 1 -> 2, 2 -> 5, 5 -> 10
}

} // namespace tractwise
