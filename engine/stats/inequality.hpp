// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/numbers.hpp"
#include "engine/stats/interval.hpp"

#include <cstddef>
#include <span>

namespace tractwise::stats {

/// How unequally a value of tracts lies over people: each row is a tract, with a value and the people who live with it.
///
///     const Inequality miles = inequality({.values = miles_to_clinic, .weights = people});
///     miles.gini.value                      // 0.31
///     concentration({.values = uninsured, .weights = people, .errors = se}, poverty).relative
///                                           // -0.21, -0.23 to -0.19: gathered where more are poor
///
/// A row without a value, or without a weight above 0, is left out and counted. A weight below 0 and columns of
/// different length are an Error. The weights are taken as exact. `errors` are standard errors of the values (a 90 % margin
/// / 1.645), independent from row to row, carried into the measures by the delta method; one that is not known (NaN, below
/// 0) makes the intervals NaN, and without any there are none.
///
/// Values that are estimates make every measure of this header but the concentration too large, since noise looks like
/// inequality and cannot be subtracted from it here: `noise_share` says how much of the variance is noise.
struct PeopleValues {
    std::span<const double> values;
    std::span<const double> weights;     ///< people, homes
    std::span<const double> errors = {}; ///< of the values; empty: exact, or not known
    Confidence confidence = Confidence::Percent90;
};

/// With q = w / sum w, m = sum q y, r = y / m:
///
/// | | formula | d / dy |
/// |---|---|---|
/// | gini | 2 / m sum q y (R - 1/2), R = weight below + half of its own | q (2 (R - 1/2) - gini) / m |
/// | theil | sum q r ln r | q (ln r - theil) / m |
/// | log_deviation | -sum q ln r | q (1 - 1 / r) / m |
/// | palma | (the highest tenth's sum) / (the lowest four tenths' sum) | |
///
/// Gini: as the concentration index of a value ranked by itself (R. I. Lerman and S. Yitzhaki, *Economics Letters* 15,
/// 1984); Theil and mean log deviation: H. Theil, *Economics and Information Theory*, 1967; Palma: A. Cobham and A.
/// Sumner, *Center for Global Development Working Paper* 343, 2013. A row on a cut is split. All but the mean are NaN
/// where a value is below 0 or the mean is 0, the log deviation where a value is 0, Palma where the lowest have nothing.
struct Inequality {
    double mean = kNaN;
    Interval gini;
    Interval theil;
    Interval log_deviation;
    Interval palma;
    /// Mean of the squared standard errors over the variance of the values: 1, and nothing but noise is seen. NaN
    /// without errors.
    double noise_share = kNaN;
    std::size_t rows = 0, left_out = 0;
};
Inequality inequality(const PeopleValues& of);

/// On which side of a ranking of tracts the value is gathered: those whose `rank_by` is highest come first, as the worst
/// off do in a column where higher is worse. Rows of equal `rank_by` share the middle of their people.
///
/// | | formula |
/// |---|---|
/// | absolute | 2 sum q y (R - 1/2), in the units of the values |
/// | relative | absolute / m, the concentration index (A. Wagstaff, P. Paci and E. van Doorslaer, *Social Science & Medicine* 33, 1991) |
/// | wagstaff | relative / (1 - m), for values within 0..1 (A. Wagstaff, *Health Economics* 14, 2005) |
/// | erreygers | 4 absolute, for values within 0..1 (G. Erreygers, *Journal of Health Economics* 28, 2009) |
///
/// Above 0: among the last, the better off. A share that is 40 % has another relative index than its 60 % who are
/// without; Erreygers' and Wagstaff's only change their sign. Both are NaN where a value lies outside 0..1. The ranking
/// is taken as exact. Without errors of the values there are no intervals; stats::concentration_index has those of a regression.
struct RankedConcentration {
    Interval absolute;
    Interval relative;
    Interval wagstaff;
    Interval erreygers;
    std::size_t rows = 0, left_out = 0; ///< without a rank, too
};
RankedConcentration concentration(const PeopleValues& of, std::span<const double> rank_by);

/// The Theil index of tracts and the parts of it that lie between and within regions; not times
/// 1000. With s = w y / sum w y, the share of a row (or region) in the sum, and q = w / sum w its
/// share in the weights:
///
///     total = sum s ln(s / q)   =   between, the same of regions   +   within, sum s_r total_r
///
/// (H. Theil, *Economics and Information Theory*, 1967). `region` numbers the regions from 0. Rows
/// without a value or a weight above 0 are left out and counted. A value of 0 counts 0; NaN where a
/// value is below 0 or all are 0. A weight below 0 and columns of different length are an Error.
struct TheilParts {
    double total = kNaN, between = kNaN, within = kNaN;
    std::size_t rows = 0, left_out = 0;
};
TheilParts theil_parts(std::span<const double> values, std::span<const double> weights,
                       std::span<const std::size_t> region);

/// The share of the mean that could be given away if all had the same and nobody were to be worse
/// off for it: 1 - (sum q (y / m)^(1 - e))^(1 / (1 - e)), for e = 1 1 - exp(sum q ln(y / m)), with
/// q = w / sum w (A. B. Atkinson, *Journal of Economic Theory* 2, 1970).
///
///     atkinson(incomes, households, 0.5)       // 0.063 for 10, 20, 30, 40, 50: 6 %
///
/// `aversion` e is 0 (inequality does not matter) or more. A value of 0 gives 1 for e >= 1. NaN,
/// rows left out, Errors: as theil_parts; an aversion below 0 is an Error too.
double atkinson(std::span<const double> values, std::span<const double> weights, double aversion);

} // namespace tractwise::stats
