// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/spatial/significance.hpp"
#include "engine/spatial/weights.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace tractwise::spatial {

/// Do like values lie beside like ones? One number for all tracts.
///
///     const Global m = moran(column.values, queen(shapes), {.draws = 999, .seed = 1});
///     m.value                       // 0.50; m.expected is -0.02
///     m.randomization.p             // 2e-8, by formula; m.p.two_sided by drawing
///
/// With z = x - mean, w the styled weights, S0 their sum, n the tracts with a value:
///
/// | | formula | without clustering | clustered |
/// |---|---|---|---|
/// | moran | (n / S0) sum w z_i z_j / sum z^2 | -1 / (n - 1) | above |
/// | geary | (n - 1) sum w (x_i - x_j)^2 / (2 S0 sum z^2) | 1 | below |
/// | general_g | sum w x_i x_j / sum x_i x_j, i not j | S0 / (n (n - 1)) | high values: above; low ones: below |
/// | bivariate_moran | (n / S0) sum w zx_i zy_j / sqrt(sum zx^2 sum zy^2) | 0 | x beside like y: above |
///
/// (A. D. Cliff and J. K. Ord, *Spatial Processes*, 1981; A. Getis and J. K. Ord, *Geographical Analysis*
/// 24, 1992; bivariate as L. Anselin, I. Syabri and O. Smirnov have it, *Visualizing Multivariate Spatial
/// Correlation with Dynamically Linked Windows*, 2002.)
///
/// Values are taken among the tracts that have one: others are no neighbors, and rows are standardized
/// after they are left out. Tracts without a neighbor (islands) count in n and in the mean, as in PySAL;
/// R's spdep takes them off n unless adjust.n = FALSE. `style` is Rows by default but for general_g and
/// join_counts, where the field uses Binary.
///
/// Errors: those of Sample: Error(Infeasible) for fewer than three values, all of them equal, no link;
/// Error(Usage) for lengths that differ, for general_g below 0. Cost of 41,088 tracts: 17 ms, and 1 ms
/// of processor time a draw. Any number of threads gives the same bytes. Rows in another order give the
/// same numbers but for rounding: draws are made of the values by size, equal ones by the ids of the
/// weights (without ids equal values are taken as they come, and p differs by its Monte Carlo error).
struct GlobalSpec {
    Style style = Style::Rows;
    std::size_t draws = 0; ///< permutations of all values; 0: none
    std::uint64_t seed = 1;
};

/// By formula. NaN where none is known.
struct Moments {
    double variance = kNaN;
    double z = kNaN; ///< (value - expected) / sqrt(variance)
    double p = kNaN; ///< two-sided, of the normal distribution
};

struct Global {
    double value = kNaN, expected = kNaN;
    Moments normality;     ///< the values are drawn from a normal distribution
    Moments randomization; ///< these values, anywhere; below 4 tracts NaN
    PseudoP p;             ///< of the draws
    double permuted_mean = kNaN, permuted_deviation = kNaN; ///< of the draws
    std::size_t tracts = 0, missing = 0, islands = 0, links = 0, draws = 0;
    double s0 = 0; ///< sum of the weights
};

Global moran(std::span<const double> values, const Weights& weights, const GlobalSpec& spec = {},
             const Progress& progress = {});
Global geary(std::span<const double> values, const Weights& weights, const GlobalSpec& spec = {},
             const Progress& progress = {});
Global general_g(std::span<const double> values, const Weights& weights,
                 const GlobalSpec& spec = {.style = Style::Binary}, const Progress& progress = {});

/// x of a tract against y of its neighbors. Draws move y and leave x; `randomization` is exact for
/// them: sum over j of (a_j - mean a)^2 times sum zy^2 over n - 1, where a_j = sum over i of w_ij zx_i.
Global bivariate_moran(std::span<const double> x, std::span<const double> y, const Weights& weights,
                       const GlobalSpec& spec = {}, const Progress& progress = {});

/// Of a yes-or-no column (1, 0), the links between two that are yes (both), two that are no (neither),
/// and one of each (mixed), each direction counted half.
///
///     const JoinCounts j = join_counts(food_desert, rook(shapes));
///     j.both.value, j.both.expected            // 10 instead of 5.6
///
/// Known as BB, WW and BW. `randomization` holds the moments for these many of each, anywhere (Cliff and
/// Ord's nonfree sampling); there are none under normality. A value that is neither 0 nor 1 is an
/// Error(Usage).
struct JoinCounts {
    Global both, neither, mixed;
};
JoinCounts join_counts(std::span<const double> values, const Weights& weights,
                       const GlobalSpec& spec = {.style = Style::Binary},
                       const Progress& progress = {});

} // namespace tractwise::spatial
