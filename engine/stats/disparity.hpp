// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/numbers.hpp"
#include "engine/stats/interval.hpp"

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

/// What a group of people lives with: the mean of an outcome of tracts over the people of a group.
///
///     const GroupMean black = group_mean(black_people, their_margins, asthma);
///     black.value, black.moe                   // 11.6 +/- 0.2 %
///     ratio_of_means(black, white)             // 1.31 +/- 0.03
///
/// r = sum g x / sum g, with margin sqrt(sum ((x - r)^2 m^2 + g^2 e^2)) / sum g: the counts g are survey
/// estimates with 90 % margins m, independent from tract to tract (Taylor linearization of a ratio of sums: C.-E. Särndal,
/// B. Swensson and J. Wretman, *Model Assisted Survey Sampling*, 1992, section 5.6), and so are the outcomes x with
/// margins e; without `outcome_margins` they are exact (e = 0). It is no statement on the outcomes of the group's
/// members, who need not be as their tract is.
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
                     std::span<const double> outcome, std::span<const double> outcome_margins = {});

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
