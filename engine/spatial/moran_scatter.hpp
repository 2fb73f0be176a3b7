// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/numbers.hpp"
#include "engine/spatial/weights.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace tractwise::spatial {

/// Moran's scatter plot: each tract against the mean of its neighbors, and a line whose slope is Moran's I.
///
///     const MoranScatter plot = moran_scatter(column.values, queen(shapes));
///     point(plot.across[i], plot.up[i]);                       // upper right: high among high
///     line(plot.intercept, plot.slope);                        // slope is moran(...).value
///
/// | | |
/// |---|---|
/// | across | (x - mean) / deviation, of the n tracts with a value; deviation^2 = sum z^2 / (n - 1) |
/// | up | the weighted mean of `across` over the neighbors that have a value |
/// | slope, intercept | of the line of least squares through the points |
///
/// (L. Anselin, *The Moran scatterplot as an ESDA tool*, in Spatial Analytical Perspectives on GIS, 1996.)
/// Where all tracts with a value have a neighbor, the slope is Moran's I of rows that add up to 1, to
/// rounding; islands have no place in the plot but count in I's mean and variance, and the two differ.
///
/// Errors: those of moran(). Cost: one look at every link.
struct MoranScatter {
    std::vector<double> across; ///< NaN without a value
    std::vector<double> up;     ///< NaN without a value or a neighbor
    double slope = kNaN, intercept = kNaN;
    std::size_t points = 0;
};
MoranScatter moran_scatter(std::span<const double> values, const Weights& weights);

} // namespace tractwise::spatial
