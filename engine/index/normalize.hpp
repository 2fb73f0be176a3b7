// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/index/ranking.hpp"
#include "engine/index/recipe.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tractwise::index {

/// Where the scale is turned over so that a higher result means worse.
enum class Turn { None, Before, After };

/// Makes raw values comparable; NaN and infinite values are left out of every count and stay NaN.
///
///     normalize({.method = Normalization::PercentRank}, {{3, 1, 1, 9}})          -> 2/3, 0, 0, 1
///     normalize({.method = Normalization::MinMax, .upper = 100}, {{2, 4, 3}})    -> 0, 100, 50
///     normalize({}, {{10, 20, 30}}, Turn::After)                                 -> 1, 0.5, 0
///
/// | method | formula |
/// |---|---|
/// | PercentRank | (rank_min - 1) / (n - 1), ties share the lowest rank; n = 1 gives 0 |
/// | PercentPositive | rank_max / N over values > 0; values <= 0 give 0 and are not in N |
/// | PercentMax | rank_max / N over all values |
/// | PercentFloor | floor(100 x share strictly below) / 100 |
/// | MinMax | lower + (x - min) / (max - min) x (upper - lower) |
/// | ZScore | center + spread x (x - mean) / sd, sd with n - 1 |
/// | Rank, Borda | rank_min of ascending values; rank - 1 |
/// | DistanceToMax | 1 - (max - x) / (max - min) |
/// | Lookup | value of the row with lower < x <= upper; outside all rows NaN |
/// | Cutpoints | place of the last cutpoint <= x, counted from 0; 0 up to the first |
///
/// Sources: PercentRank is Excel's PERCENTRANK.INC, used by the CDC/ATSDR SVI; PercentPositive
/// OEHHA CalEnviroScreen; PercentFloor and Cutpoints EPA EJScreen; Lookup HRSA's Index of Medical
/// Underservice; the others the OECD/JRC Handbook on Constructing Composite Indicators and COINr.
///
/// The result is multiplied by `scale`. A column without spread has no MinMax, DistanceToMax or
/// ZScore: all NaN. Turn::Before takes -x (COINr: direction -1). Turn::After takes 1 - r of a
/// share, lower + upper - r of MinMax, 2 center - r of ZScore, n + 1 - rank, n - 1 - borda, -x of
/// None. A table (Lookup, Cutpoints) is never turned: it says itself what is worse.
/// Cost: O(n); about 1 ms for 85,000 values.
std::vector<double> normalize(const Normalizer& normalizer, std::span<const double> values,
                              Turn turn = Turn::None);

/// Rows to compare with each other: one list of rows for each reference area.
using Groups = std::vector<std::vector<std::uint32_t>>;

/// What normalizing did to the values of one column, over all groups.
struct ColumnNotes {
    std::size_t flat = 0;        ///< groups without the spread that the method needs
    std::size_t winsorized = 0;  ///< values that were set to their neighbor (outliers.hpp)
    std::size_t transformed = 0; ///< groups that were transformed instead
    std::size_t outlying = 0;    ///< groups that still have outlying values
};

/// As above within each group; writes `out[row]` for their rows and leaves the others, and those of a
/// group without spread. `round`: decimals of the result, half away from zero, before a Turn::After, as
/// CDC does with 1 - PERCENTRANK.INC(array, x, 4).
ColumnNotes normalize_groups(const Normalizer& normalizer, Turn turn, std::optional<int> round,
                             std::span<const double> values, const Groups& groups,
                             ValueOrder& order, std::span<double> out);

} // namespace tractwise::index
