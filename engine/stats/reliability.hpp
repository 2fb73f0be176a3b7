// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/stats/classify.hpp"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace tractwise::stats {

/// How far a survey estimate can be trusted.
enum class Reliability {
    High,
    Medium,
    Low,
    Unknown, ///< no estimate or no margin
};
/// "high", "medium", "low", "unknown".
std::string_view name_of(Reliability reliability);

/// Where coefficients of variation are cut; shares, not percent.
struct ReliabilityThresholds {
    double high = 0.15;         ///< high below
    double medium = 0.30;       ///< medium up to and with
    bool high_at_bound = false; ///< `high` itself is high reliability
};
/// Below 15 %, 15 to 30 %, above: a case study of the US Census Bureau.
inline constexpr ReliabilityThresholds kCensusThresholds{};
/// Up to 12 %, up to 40 %, above: Esri's, for the same survey.
inline constexpr ReliabilityThresholds kEsriThresholds{0.12, 0.40, true};

/// The coefficient of variation: the standard error as a share of the estimate.
///
///     coefficient_of_variation(20, 6.58)      // (6.58 / 1.645) / 20 = 0.2
///     coefficient_of_variation(0, 12)         // 1: an estimate of 0 counts as 100 %
///     coefficient_of_variation(0, 0)          // 0: a zero that is certain
///     reliability(20, 6.58)                   // Medium
///     reliability(20, 6.58, kEsriThresholds)  // Medium
///
/// `margin` is the 90 % margin of error in the units of the estimate, as the American Community
/// Survey publishes it (US Census Bureau, *Understanding and Using American Community Survey Data*,
/// 2020, chapter 8). NaN where either is not known or the margin is below 0 (codes that were not
/// resolved). An estimate below 0 counts as its distance from 0. Mind that a share near 0 has a
/// large coefficient however exactly it is known: 1 % +/- 1 % of the households is Low.
double coefficient_of_variation(double estimate, double margin);
Reliability reliability(double estimate, double margin,
                        const ReliabilityThresholds& thresholds = kCensusThresholds);

/// The chance that the true value lies in another class than the estimate, with a normal sampling
/// error of margin / 1.645.
///
///     classes.upper = {10, 20, 40};
///     wrong_class_chance(15, 5, classes)      // 0.100: 10 and 20 are one margin away
///     wrong_class_chance(20, 5, classes)      // 0.501: the bound itself
///
/// The first and the last class are open, as in Classes::of(). A margin of 0 gives 0; NaN where
/// the estimate or margin is not known, the margin is below 0, or there are no classes. Bounds are
/// taken as fixed, though they were made from the same estimates.
double wrong_class_chance(double estimate, double margin, const Classes& classes);

/// What a legend can say of a map: of the tracts in this class, how many are expected to belong in
/// another.
///
///     const MapReliability r = map_reliability(column.values, margins, classes);
///     r.chance                                // 0.23: about 23 of 100 tracts are in a wrong class
///     r.by_class[2].chance                    // of the tracts that the map shows in class 2
///
/// Each chance is the mean of wrong_class_chance() over tracts with estimate and margin, NaN where
/// there are none; tracts without a margin are counted, never taken as exact. Columns of different
/// length are an Error.
struct MapReliability {
    struct Class {
        double chance;
        std::size_t count = 0;          ///< with estimate and margin
        std::size_t without_margin = 0; ///< in the class, margin not known
    };
    std::vector<Class> by_class;
    double chance;
    std::size_t count = 0;
    std::size_t without_margin = 0;
    std::size_t missing = 0; ///< no estimate
};
MapReliability map_reliability(std::span<const double> estimates, std::span<const double> margins,
                               const Classes& classes);

} // namespace tractwise::stats
