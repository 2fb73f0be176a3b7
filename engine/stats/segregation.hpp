// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/numbers.hpp"

#include <cstddef>
#include <span>

namespace tractwise::stats {

/// How far two groups of people live apart; each row is a tract, and whoever is in neither of the
/// two columns is not there.
///
///     segregation(black, everybody_else).dissimilarity   // 0.6: 60 % of either would have to move
///
/// t = people of a tract, p = the share of `group` in it, T, P, X and Y the people, that share, the group and the others
/// of all tracts:
///
/// | | formula (D. S. Massey and N. A. Denton, *Social Forces* 67, 1988) |
/// |---|---|
/// | dissimilarity | sum t \|p - P\| / (2 T P (1 - P)) |
/// | gini | sum sum t_i t_j \|p_i - p_j\| / (2 T^2 P (1 - P)) |
/// | entropy | entropy_index of the two |
/// | atkinson | 1 - (sum sqrt(x y))^2 / (X Y): Atkinson's with b = 1/2, either group counting alike |
/// | isolation | sum (x / X) p, x = the group in the tract |
/// | exposure | sum (x / X) (1 - p) = 1 - isolation |
///
/// The first four are 0 (every tract as the whole) to 1 (nobody shares a tract); isolation, the
/// share of the group among the neighbors of its average member, is P or more. A tract without
/// people, or where a count is missing, is left out and counted; all NaN where a group has nobody.
/// Counts below 0 and columns of different length are an Error.
///
/// With standard errors of the counts (a 90 % margin / 1.645) in `CountErrors`, independent of each other, three measures
/// have one by the delta method; entropy and Atkinson's have no derivative where a tract has nobody of a group. Small
/// counts with large margins make every index too high, and no standard error says so. Cost: sorting the tracts.
struct CountErrors {
    std::span<const double> group = {}, others = {}; ///< both or none
};
struct Segregation {
    double dissimilarity = kNaN;
    double gini = kNaN;
    double entropy = kNaN;
    double atkinson = kNaN;
    double isolation = kNaN;
    double exposure = kNaN;
    double dissimilarity_se = kNaN, gini_se = kNaN;
    double isolation_se = kNaN; ///< and of exposure
    std::size_t tracts = 0, left_out = 0;
};
Segregation segregation(std::span<const double> group, std::span<const double> others,
                        const CountErrors& errors = {});

/// Of the neighbors in the tract of an average member of `group`, the share that is in `met`:
/// sum (x / X) (y / t), t = `people`, which may hold more than the two. exposure(x, x, people) is
/// isolation among everybody. Missing counts, NaN and Errors: as segregation.
double exposure(std::span<const double> group, std::span<const double> met,
                std::span<const double> people);

/// Theil's information theory index of two groups or more, a column each: sum t (E - E_t) / (E T),
/// where E = -sum q ln q is the entropy of the shares q of the groups (H. Theil and A. J. Finizza,
/// *Journal of Mathematical Sociology* 1, 1971). 0: every tract is as diverse as the whole, 1:
/// every tract holds one group. NaN where the whole has fewer than two groups. Missing counts and
/// Errors: as segregation.
double entropy_index(std::span<const std::span<const double>> groups);

} // namespace tractwise::stats
