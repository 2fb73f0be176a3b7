// SPDX-License-Identifier: Apache-2.0
#include "engine/spatial/significance.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace tractwise::spatial {

PseudoP pseudo_p(std::size_t at_least, std::size_t at_most, std::size_t draws) {
    if (draws == 0)
        return {};
    const double all = static_cast<double>(draws) + 1;
    const std::size_t folded = std::min(at_least, draws - at_least);
    return {.folded = (static_cast<double>(folded) + 1) / all,
            .two_sided =
                std::min(1.0, 2 * (static_cast<double>(std::min(at_least, at_most)) + 1) / all)};
}

double monte_carlo_error(double p, std::size_t draws) {
    return std::sqrt(p * (1 - p) / static_cast<double>(draws));
}

double two_sided_normal(double z) {
    return std::erfc(std::abs(z) / std::numbers::sqrt2);
}

std::vector<double> adjusted(std::span<const double> p, Correction correction) {
    std::vector<double> q(p.begin(), p.end());
    if (correction == Correction::None)
        return q;
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < p.size(); ++i)
        if (!std::isnan(p[i]))
            order.push_back(i);
    const auto m = static_cast<double>(order.size());
    if (correction == Correction::Bonferroni) {
        for (const std::uint32_t i : order)
            q[i] = std::min(1.0, p[i] * m);
        return q;
    }
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return p[a] < p[b]; });
    double least = 1;
    for (std::size_t place = order.size(); place > 0; --place) {
        const std::uint32_t i = order[place - 1];
        least = std::min(least, p[i] * m / static_cast<double>(place));
        q[i] = least;
    }
    return q;
}

} // namespace tractwise::spatial
