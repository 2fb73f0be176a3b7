// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/index/evaluate.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tractwise::index {

/// How often an index is computed anew, and from which seed.
struct UncertaintyChoice {
    std::size_t draws = 1000;
    std::uint64_t seed = 1;
    friend bool operator==(const UncertaintyChoice&, const UncertaintyChoice&) = default;
};
inline constexpr std::size_t kFewestDraws = 100, kMostDraws = 100'000;

/// How sure an index is of what it says, as far as the margins of error of its columns tell.
///
/// - `percentile_lo`, `_hi`, `rank_lo`, `_hi`: between them lie 90 % of the draws; NaN where the row
///   is not ranked. Ranks count as IndexResult's: `rank_lo` is the worse end.
/// - `p_worst_tenth`: share of the draws in which the row is among the worst tenth, so with a
///   percentile of 0.9 or more.
struct IndexUncertainty {
    std::vector<double> percentile_lo, percentile_hi, rank_lo, rank_hi, p_worst_tenth;
    /// Of the index itself, in the order of its parts; empty names for domains.
    struct Source {
        std::string column;
        std::size_t estimates = 0;      ///< rows with a value; 0: no source of the table has any
        std::size_t drawn = 0;          ///< rows with a sampling error
        std::size_t without_margin = 0; ///< rows with an estimate and no margin, taken as exact
    };
    std::vector<Source> sources; ///< one for each indicator
    UncertaintyChoice choice;

    /// Standard error that the number of draws leaves in a share of them.
    double monte_carlo_error(double share) const;
};

/// Widths of a percentile's 90 % interval up to which a place is sure, and up to which it is fairly so. They are ours:
/// a tenth is the group that designations take, a quarter the class of a map.
inline constexpr double kSurePlace = 0.10, kUnsurePlace = 0.25;
/// 3, 2 or 1 by these; NaN where the row is not ranked.
double reliability_of_place(const IndexUncertainty& uncertainty, std::size_t row);

/// Computes the recipe `draws` times, each time on columns that the survey might have found
/// (draws.hpp), ranks and all, and keeps how far the rows move.
///
///     const IndexUncertainty sure = uncertainty(*index, table, {.draws = 1000, .seed = 1});
///     sure.rank_lo[row], sure.rank_hi[row]       // "rank 12 of 118, 90 % interval 7 to 21"
///
/// `index` is what evaluate() made of the table. Columns without margins (distances, counts of stores) are
/// taken as exact: only the survey's error is in the interval. Equal input gives equal bytes, for any
/// number of threads; the order of rows does not matter. Draws replace estimates and never fill gaps,
/// so the same rows are ranked in each.
///
/// Percent ranks over 8,192 rows and more count draws in 32,768 steps of the column's range; all else is
/// computed as in evaluate(). The low end is the smallest of the draws with at least 5 % of them not
/// above it, the high end the smallest with at least 95 %.
///
/// A draw adds an error to an estimate that has one already, so draws lie farther apart than truths
/// would, and intervals of ranks are rather too wide than too narrow: README.md has how often they
/// cover the truth. The worst of many estimates is still likely an overestimate.
///
/// Errors: Error(Usage) for a number of draws outside 100 to 100,000; Error(Canceled). Findings:
/// "taken-as-exact" for indicators without any, "margins-unknown" for estimates without one.
/// Cost: 85,000 rows x 20 indicators x 1,000 draws 9 s on two cores (tests/bench); at most 400 MB, and
/// more passes where more rows or draws would need more.
IndexUncertainty uncertainty(const IndexResult& index, const tract::TractTable& table,
                             const UncertaintyChoice& choice, Diagnostics& diagnostics,
                             const Progress& progress);

/// How far one row's score moves when only one indicator is drawn: the standard deviation of what the
/// indicator adds to it, the largest first. Without the indicators that do not move, and empty where the
/// score has no such parts (IndexResult::contribution).
struct MarginEffect {
    std::size_t part = 0; ///< of IndexResult::parts
    double deviation = 0; ///< in the unit of the score
};
std::vector<MarginEffect> margin_effects(const IndexResult& index, const tract::TractTable& table,
                                         std::size_t row, const UncertaintyChoice& choice);

} // namespace tractwise::index
