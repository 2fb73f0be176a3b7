// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/numbers.hpp"
#include "engine/stats/correlation.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tractwise::stats {

/// Kendall's tau-b: of all pairs of rows, how many more stand in the same order in both columns than in opposite
/// ones; ties in one column count for the other alone.
///
///     kendall(svi.percentile, risk.percentile)      // 0.62
///
/// (P - Q) / sqrt((P + Q + X) (P + Q + Y)), X and Y pairs tied in x or y alone (M. G. Kendall, *Biometrika* 33, 1945).
/// Rows where either is NaN or infinite are left out; NaN without two different values in each. Cost: n log n, by a
/// merge sort that counts exchanges (W. R. Knight, *Journal of the American Statistical Association* 61, 1966).
double kendall(std::span<const double> x, std::span<const double> y);
/// Its 95 % interval, tanh(atanh(tau) +- 1.96 sqrt(0.437 / (n - 4))): E. C. Fieller, H. O. Hartley and E. S. Pearson,
/// *Biometrika* 44 (1957). It takes rows for independent; tracts are not, so it is too narrow. NaN below five rows.
Limits kendall_interval(double tau, std::size_t count);

/// How far two classifications of the same rows agree beyond chance.
///
///     const Kappa k = kappa({{20, 5}, {10, 15}});   // 0.40, standard error 0.127
///
/// kappa = (p_o - p_e) / (1 - p_e); standard error by J. L. Fleiss, J. Cohen and B. S. Everitt, *Psychological Bulletin* 72
/// (1969). `counts[i][j]` of class i by the first and j by the second, as many classes in both. NaN where all rows are of one
/// class in both: there is nothing that could disagree. Quadratic: disagreements weigh the square of how many classes apart.
struct Kappa {
    double value = kNaN, se = kNaN;
    double low() const { return value - 1.959963984540054 * se; } ///< of its 95 % interval
    double high() const { return value + 1.959963984540054 * se; }
};
enum class KappaWeights { None, Quadratic };
Kappa kappa(const std::vector<std::vector<double>>& counts,
            KappaWeights weights = KappaWeights::None);

/// The part of rows at the top by each of two columns: both, one alone, neither.
struct TopAgreement {
    double from = 0; ///< percentile from which on a row is at the top: 0.9 for the tenth
    std::array<std::size_t, 4> rows{}; ///< neither, only the first, only the second, both
    std::array<double, 4> people{};    ///< of them
    Kappa kappa;                       ///< of rows
};
/// `a` and `b`: percentiles, 0..1, NaN where a row has none; rows that lack one are left out. `people` may be empty.
TopAgreement top_agreement(std::span<const double> a, std::span<const double> b,
                           std::span<const double> people, double from);

/// Rows in fifths of both, for a weighted kappa: counts[i][j] of fifth i by the first and j by the second.
std::vector<std::vector<double>> fifths(std::span<const double> a, std::span<const double> b);

/// The share of the known values that is strictly smaller: 0..1, NaN where a value is missing. `turned`: that is strictly larger.
std::vector<double> percentiles_of(std::span<const double> values, bool turned = false);

} // namespace tractwise::stats
