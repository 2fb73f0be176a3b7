// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/spatial/weights.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace tractwise::spatial {

/// Rates of few people jump: 1 case among 20 is not 5 %. These pull a rate toward what is known of the
/// others, the more the fewer people it stands on. A smoothed rate is an estimate by a model and never the
/// rate itself: name it so wherever it is shown.
///
///     const Smoothed s = empirical_bayes(deaths, births);
///     s.rate[i]                              // deaths / births of tract i, pulled toward s.mean
///     moran(standardized_rates(deaths, births), w)          // clustering that small bases do not fake
///
/// With r = events / base, b = sum events / sum base, v = sum base (r - b)^2 / sum base, N tracts:
///
/// | | formula |
/// |---|---|
/// | empirical_bayes | b + (r - b) a / (a + b / base), a = v - b / (sum base / N), at least 0 |
/// | spatial_empirical_bayes | the same with b, v and N of the tract and its neighbors |
/// | standardized_rates | (r - b) / sqrt(a + b / base), a as it is; of b / base alone where the sum is 0 or less |
///
/// (R. J. Marshall, *Applied Statistics* 40, 1991, as spdep's EBest and, with geoda = TRUE, EBlocal have it;
/// R. M. Assuncao and E. A. Reis, *Statistics in Medicine* 18, 1999.)
///
/// A tract without events or base (NaN), or whose base is 0, has no rate (NaN) and is nobody's
/// neighbor; `left_out` counts them. Events may exceed the base (visits). Columns of different length and
/// numbers below 0 are an Error(Usage), no tract with a rate is Error(Infeasible).
struct Smoothed {
    std::vector<double> rate; ///< events per one of the base
    std::vector<double> raw;
    double mean = 0; ///< sum events / sum base
    std::size_t left_out = 0;
};
Smoothed empirical_bayes(std::span<const double> events, std::span<const double> base);
/// Links count, their weights do not. An island's neighborhood is itself, and its rate stays.
Smoothed spatial_empirical_bayes(std::span<const double> events, std::span<const double> base,
                                 const Weights& weights);
std::vector<double> standardized_rates(std::span<const double> events,
                                       std::span<const double> base);

} // namespace tractwise::spatial
