// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/numbers.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace tractwise::spatial {

/// What draws say of an observed value: how rare it would be if values lay anywhere.
///
///     pseudo_p(4, 996, 999).folded         // 0.005: 4 of 999 draws were as large or larger
///     pseudo_p(4, 996, 999).two_sided      // 0.01
///
/// | | formula |
/// |---|---|
/// | folded | (larger + 1) / (M + 1), larger = draws at least as large, or M less those where that is fewer |
/// | two_sided | 2 (least of both tails + 1) / (M + 1), at most 1; each tail with its ties |
///
/// `folded` is the pseudo-p of GeoDa and PySAL: it looks into the tail in which the value lies, so by
/// chance alone twice as many tracts are below 0.05 as "5 %" promises. `two_sided` keeps the promise.
/// The lowest possible values are 1 / (M + 1) and 2 / (M + 1).
struct PseudoP {
    double folded = kNaN;
    double two_sided = kNaN;
};
PseudoP pseudo_p(std::size_t at_least, std::size_t at_most, std::size_t draws);

/// How far a pseudo-p is from the p of all permutations, because only some were drawn: its standard error
/// sqrt(p (1 - p) / M). 0.05 out of 999 draws is 0.05 +- 0.0069, out of 99,999 +- 0.0007.
double monte_carlo_error(double p, std::size_t draws);

/// 2 (1 - Phi(|z|)): of a standard error's multiple, both tails.
double two_sided_normal(double z);

/// Many tracts are tested at once, and some are rare by chance.
///
/// | | adjusted p, of m values in ascending order |
/// |---|---|
/// | None | p |
/// | Fdr | least of p_j m / j over j from its own place up, at most 1 |
/// | Bonferroni | p m, at most 1: the chance that any is there by chance |
///
/// Of the tracts with a q of at most 0.05 after Fdr (Y. Benjamini and Y. Hochberg, *Journal of the Royal
/// Statistical Society* B 57, 1995), 5 % are expected to be there by chance.
///
/// Both promise that for a p that is below 0.05 in 5 % of all cases without clustering: the two-sided
/// one. A folded p lets twice as much through.
///
/// NaN stays NaN and is not counted in m. With M draws no p is below 1 / (M + 1): Bonferroni's at 0.05
/// needs more than 20 m draws, or nothing can be significant.
enum class Correction { None, Fdr, Bonferroni };
std::vector<double> adjusted(std::span<const double> p, Correction correction);

} // namespace tractwise::spatial
