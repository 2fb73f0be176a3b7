// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/numbers.hpp"

#include <cstddef>
#include <span>

namespace tractwise::stats {

/// Inequality between groups of people, as the World Health Organization measures it (A.
/// Schlotheuber and A. R. Hosseinpoor, *International Journal of Environmental Research and Public
/// Health* 19, 2022, 3697), and how far groups live apart.
///
///     const GroupEstimate quintiles[] = {{2072, 75.6, 1.60}, {2112, 91.0, 1.14},
///                                        {1983, 96.0, 0.65}, {2052, 97.0, 0.57},
///                                        {1885, 99.2, 0.22}};
///     gap(quintiles[4], quintiles[0]).difference     // 23.6, 20.4 to 26.8
///     concentration_index(quintiles).absolute.value  // 4.3: concentrated among the better off
///     spread(regions).theil.value                    // 3.1
///
/// | the groups are | measures |
/// |---|---|
/// | two of them, or the extremes | `gap`, `widest_gap` |
/// | ordered (quintiles of need), the worst off first | `slope_index`, `concentration_index` |
/// | unordered (race and ethnicity) | `spread` |
/// | either, against one of them | `from_reference`, `from_best` |
///
/// A group without an estimate, or without people that are known to be there, is left out and
/// counted; a group left out makes the others look like everybody, so say so. What cannot be told
/// is NaN: no group left, one group alone (there is no inequality among one), a ratio to 0. People
/// below 0 are an Error. All measures are descriptive: groups of unequal age are to be standardized
/// before. Cost: one pass over the groups, of which there are few.

/// What is known of one group.
struct GroupEstimate {
    double population = kNaN; ///< people; only its share of the sum counts
    double value = kNaN;      ///< a rate, a share, a mean: one unit for all groups
    double se = kNaN;         ///< standard error of `value` (a 90 % margin / 1.645); NaN: not known
};

enum class Confidence { Percent90, Percent95 };

/// A number with its standard error and confidence interval; those three are NaN where a standard
/// error that they need is not known.
struct Interval {
    double value = kNaN;
    double se = kNaN;
    double low = kNaN, high = kNaN;
};

/// One group against another: a - b, and a / b.
///
/// | | standard error (delta method, the groups independent) | interval |
/// |---|---|---|
/// | difference | sqrt(se_a^2 + se_b^2) | difference +/- z se |
/// | ratio r | r sqrt((se_a / a)^2 + (se_b / b)^2) | exp(ln r +/- z se / r) |
///
/// z is 1.960 or 1.645. The ratio is NaN where b is 0; it has no interval where a logarithm has
/// none (a is 0, or a and b differ in sign).
struct Gap {
    Interval difference;
    Interval ratio;
};
Gap gap(const GroupEstimate& a, const GroupEstimate& b,
        Confidence confidence = Confidence::Percent95);

/// The greatest value against the least; places count in `groups`, ties go to the first. The
/// interval is that of two groups named beforehand: of extremes that were picked from the same
/// estimates it promises too much, the more so the more groups there are.
struct WidestGap {
    Gap gap;
    std::size_t greatest = 0, least = 0; ///< 0 where there are no two groups
    std::size_t groups = 0, left_out = 0;
};
WidestGap widest_gap(std::span<const GroupEstimate> groups,
                     Confidence confidence = Confidence::Percent95);

/// The line through ordered groups: what lies between the bottom and the top of the population.
///
///     slope_index(quintiles).slope.value       // 26.9 percentage points from rank 0 to rank 1
///     slope_index(quintiles, {.model = SlopeModel::Logit}).ratio.value  // 1.47 times
///
/// Each group stands at the middle of its share of the population, counted from the first group:
/// R = people before it + half of its own. The value is regressed on R with the people as weights;
/// fitted(1) - fitted(0) is the slope index of inequality, fitted(1) / fitted(0) the relative index
/// (J. P. Mackenbach and A. E. Kunst, *Social Science & Medicine* 44, 1997). `Logit` fits a
/// logistic curve to value / scale instead of a line, and cannot leave 0..scale.
///
/// Standard errors are robust ones (HC1: J. G. MacKinnon and H. White, *Journal of Econometrics*
/// 29, 1985), taken to both ends by the delta method, the ratio's on the log scale: they say how
/// far the groups lie from the line, not what the survey's sampling did. Below three groups they
/// are NaN. The ratio is NaN where an end of the line is not above 0. A curve that has no finite
/// fit (two groups with 0 and 100 %) is NaN throughout; values that are all 0 or all `scale` have
/// slope 0. A value outside 0..scale under Logit, a scale not above 0, weights that are not one for
/// each group, or below 0, are an Error.
enum class SlopeModel { Linear, Logit };
struct SlopeSpec {
    SlopeModel model = SlopeModel::Linear;
    double scale = 100;                   ///< Logit: what everybody would be; 1 for shares
    std::span<const double> weights = {}; ///< of the fit, not of R; empty: the people
    Confidence confidence = Confidence::Percent95;
};
struct SlopeIndex {
    Interval slope; ///< in the units of the values
    Interval ratio;
    std::size_t groups = 0, left_out = 0;
};
SlopeIndex slope_index(std::span<const GroupEstimate> groups, const SlopeSpec& spec = {});

/// On which side of ordered groups the value is gathered: 2 sum p (R - 1/2) y with shares p of the
/// people and R as in slope_index (absolute, in the units of the values), and the same divided by
/// the mean (relative, -1..1). Above 0: among the last groups, the better off.
///
/// The standard error is that of the slope in the convenient regression of 2 sigma_R^2 y on R,
/// weighted by people, with n - 2 degrees of freedom (N. Kakwani, A. Wagstaff and E. van Doorslaer,
/// *Journal of Econometrics* 77, 1997): the scatter around a line, not the sampling of the survey.
/// NaN below three groups; the relative index is NaN where the mean is 0.
struct Concentration {
    Interval absolute;
    Interval relative;
    std::size_t groups = 0, left_out = 0;
};
Concentration concentration_index(std::span<const GroupEstimate> groups,
                                  Confidence confidence = Confidence::Percent95);

/// A mean over groups: each counted once, or as many times as it has people.
struct BothWays {
    double unweighted = kNaN;
    double weighted = kNaN;
};

/// How far unordered groups lie around their common mean m = sum p y, p shares of the people.
///
/// | | formula |
/// |---|---|
/// | variance | between-group variance, sum p (y - m)^2, in squared units |
/// | deviation | its square root |
/// | variation | coefficient of variation, 100 deviation / m, percent |
/// | theil | Theil index, 1000 sum p r ln r with r = y / m |
/// | log_deviation | mean log deviation, 1000 sum p (-ln r) |
/// | mean_difference | mean difference from the mean, sum \|y - m\| / n and sum p \|y - m\| |
/// | disparity | index of disparity, 100 mean_difference / m, percent |
///
/// The index of disparity is that of J. N. Pearcy and K. G. Keppel, *Public Health Reports* 117,
/// 2002, with m as the reference. Standard errors treat the groups as independent and the shares as
/// exact (J. Ahn and others, *JCO Clinical Cancer Informatics* 2, 2018): of the variance, that of a
/// quadratic form of normal estimates; of the two with logarithms by the delta method. An interval
/// may reach below 0.
///
/// A value of 0 counts 0 in the Theil index (the limit of r ln r) and makes the log deviation NaN:
/// it has no logarithm, and what would be put in its place decides the result. Below 0 both are
/// NaN. What is divided by m is NaN where m is not above 0. One group: all NaN but the mean.
struct Spread {
    double mean = kNaN;
    Interval variance;
    double deviation = kNaN;
    double variation = kNaN;
    Interval theil;
    Interval log_deviation;
    BothWays mean_difference;
    BothWays disparity;
    std::size_t groups = 0, left_out = 0;
};
Spread spread(std::span<const GroupEstimate> groups, Confidence confidence = Confidence::Percent95);

/// Which values are the good ones: those of vaccination, or those of asthma.
enum class Better { Higher, Lower };

/// All groups against one of them, y*: the mean difference sum |y - y*| / n and sum p |y - y*|, and
/// what all would gain if every group were as y*.
///
///     from_best(regions, Better::Higher).mean_difference.weighted    // 8.4 points below the best
///     from_reference(quintiles, 4, Better::Higher).risk              // 7.6: the mean would rise
///     from_reference(quintiles, 4, Better::Higher).fraction          // by 8.3 %
///
/// risk = y* - m (population attributable risk), fraction = 100 risk / m, for m above 0; both are 0
/// where y* is worse than the mean, as nobody gains then. Of what should be low, both are below 0.
/// from_best takes the group with the best value, the first of equal ones. All NaN where the group
/// is left out or alone. A place that is not in `groups` is an Error.
struct FromGroup {
    BothWays mean_difference;
    double risk = kNaN;
    double fraction = kNaN;
    std::size_t reference = 0;
    std::size_t groups = 0, left_out = 0;
};
FromGroup from_reference(std::span<const GroupEstimate> groups, std::size_t reference,
                         Better better);
FromGroup from_best(std::span<const GroupEstimate> groups, Better better);

/// How far two groups of people live apart; each row is a tract, and whoever is in neither of the
/// two columns is not there.
///
///     segregation(black, everybody_else).dissimilarity   // 0.6: 60 % of either would have to move
///
/// t = people of a tract, p = the share of `group` in it, T and P the same of all tracts:
///
/// | | formula (D. S. Massey and N. A. Denton, *Social Forces* 67, 1988) |
/// |---|---|
/// | dissimilarity | sum t \|p - P\| / (2 T P (1 - P)) |
/// | gini | sum sum t_i t_j \|p_i - p_j\| / (2 T^2 P (1 - P)) |
/// | entropy | entropy_index of the two |
/// | isolation | sum (x / X) p, x = the group in the tract, X in all |
/// | exposure | sum (x / X) (1 - p) = 1 - isolation |
///
/// The first three are 0 (every tract as the whole) to 1 (nobody shares a tract); isolation, the
/// share of the group among the neighbors of its average member, is P or more. A tract without
/// people, or where a count is missing, is left out and counted; all NaN where a group has nobody.
/// Counts below 0 and columns of different length are an Error. Small counts with large margins
/// make every index too high. Cost: sorting the tracts.
struct Segregation {
    double dissimilarity = kNaN;
    double gini = kNaN;
    double entropy = kNaN;
    double isolation = kNaN;
    double exposure = kNaN;
    std::size_t tracts = 0, left_out = 0;
};
Segregation segregation(std::span<const double> group, std::span<const double> others);

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

/// What a group of people lives with: the mean of an outcome of tracts over the people of a group.
///
///     const GroupMean black = group_mean(black_people, their_margins, asthma);
///     black.value, black.moe                   // 11.6 +/- 0.2 %
///     ratio_of_means(black, white)             // 1.31 +/- 0.03
///
/// r = sum g x / sum g, with margin sqrt(sum (x - r)^2 m^2) / sum g: the counts g are survey
/// estimates with 90 % margins m, independent of tract to tract, and the outcome x is taken as
/// exact (Taylor linearization of a ratio of sums: C.-E. Särndal, B. Swensson and J. Wretman,
/// *Model Assisted Survey Sampling*, 1992, section 5.6). The margin is thus that of who lives
/// where, and no more: an outcome that is itself an estimate adds its own. It is no statement on
/// the outcomes of the group's members, who need not be as their tract is.
///
/// A tract without an outcome or a count is left out; `left_out` counts them and `people_left_out`
/// their people, as far as known. A margin of the others that is not known (NaN, or below 0 as
/// codes are) makes `moe` NaN. `value` is NaN where the group has nobody. A count below 0 and
/// columns of different length are an Error.
struct GroupMean {
    double value = kNaN; ///< in the units of the outcome
    double moe = kNaN;   ///< 90 % margin of error
    double people = 0;
    double people_left_out = 0;
    std::size_t tracts = 0, left_out = 0;
};
GroupMean group_mean(std::span<const double> counts, std::span<const double> margins,
                     std::span<const double> outcome);

/// r = a / b with margin sqrt(moe_a^2 + r^2 moe_b^2) / b, two means of different people treated as
/// independent: layer::moe_of_ratio (US Census Bureau, *Understanding and Using American Community
/// Survey Data*, 2020, chapter 8). NaN where b is 0. Not for a group against all people, whom it is
/// part of.
struct RatioOfMeans {
    double value = kNaN;
    double moe = kNaN; ///< 90 % margin of error
};
RatioOfMeans ratio_of_means(const GroupMean& a, const GroupMean& b);

} // namespace tractwise::stats
