// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/stats/pairs.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace tractwise::stats {

/// What a coefficient may be, given how many pairs it was found in.
struct Limits {
    double low, high;
};

/// The 95 % interval of a correlation.
///
///     pearson_interval(0.5712, 9)       // -0.150 to 0.896: nine pairs say little
///     spearman_interval(0.8700, 15)     // 0.584 to 0.964
///
/// Both stand on z = atanh(r), tanh(z - 1.96 s) to tanh(z + 1.96 s):
///
/// | | s |
/// |---|---|
/// | pearson | sqrt(1 / (n - 3)): R. A. Fisher, *Metron* 1 (1921) |
/// | spearman | sqrt((1 + rho^2 / 2) / (n - 3)): D. G. Bonett and T. A. Wright, *Psychometrika* 65 (2000) |
///
/// NaN below four pairs and where there is no coefficient. A coefficient of 1 or -1 has no width.
/// They take the pairs for independent; tracts are not, so for tracts they are too narrow.
Limits pearson_interval(double pearson, std::size_t count);
Limits spearman_interval(double spearman, std::size_t count);

/// Two columns with what can be said of how they go together.
struct Correlation {
    Pairs pairs;
    Limits pearson, spearman;
};
Correlation correlate(std::span<const double> x, std::span<const double> y);

} // namespace tractwise::stats
