// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/index/recipe.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tractwise::index {

/// Puts the parts of one area together; NaN parts are left out and the weights of the others
/// renormalized.
///
///     aggregate(Aggregation::GeometricMean, {{1, 2, 3}}, {{1, 1, 2}})   -> (1 * 2 * 9)^(1/4)
///     aggregate(Aggregation::HarmonicMean,  {{1, 2, 3}}, {{2, 1, 1}})   -> 4 / (2 + 1/2 + 1/3)
///
/// | method | formula |
/// |---|---|
/// | Sum | sum of w x |
/// | Mean | sum of w x / sum of w |
/// | GeometricMean | exp(sum of w ln x / sum of w); NaN where an x <= 0 |
/// | HarmonicMean | sum of w / sum of (w / x); NaN where an x = 0 |
/// | PowerMean | (sum of w x^p / sum of w)^(1/p), p = 0: geometric mean; NaN where an x <= 0 |
/// | Product | product of x^w |
/// | Maximum | largest x of a weight above zero |
/// | PrincipalComponent | sum of w (x - center), with weights of any sign (principal.hpp) |
///
/// A power mean with a positive whole p takes values of any sign.
/// Sources: OECD/JRC Handbook on Constructing Composite Indicators (2008); COINr a_amean, a_gmean,
/// a_hmean, a_genmean. No part with a positive weight: NaN.
double aggregate(Aggregation method, std::span<const double> values,
                 std::span<const double> weights, double power = 1);

/// One part of a domain for all areas.
struct WeightedColumn {
    std::span<const double> values;
    double weight = 1;
    double center = 0; ///< PrincipalComponent: what is taken off before the weight
};

/// aggregate() for the rows [begin, end): writes out[row], and the number of parts present to
/// present[row]. Rows with fewer than `needed` parts become NaN. Columns are read block by block,
/// so that accumulators stay in the cache.
void aggregate_rows(Aggregation method, double power, std::span<const WeightedColumn> parts,
                    std::size_t needed, std::size_t begin, std::size_t end, std::span<double> out,
                    std::span<std::uint16_t> present);

} // namespace tractwise::index
