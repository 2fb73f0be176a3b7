// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/spatial/weights.hpp"

#include <cstdint>
#include <span>
#include <vector>

// Private to engine/spatial: the tracts that a statistic is about.

namespace tractwise::spatial {

/// The rows that have a value (in every column given), and the links among them.
struct Sample {
    std::vector<std::uint32_t> row; ///< in the numbering of the caller
    std::vector<double> x, y;       ///< y: empty where there is one column
    Weights weights;                ///< among them, styled
    std::size_t missing = 0;        ///< rows without a value
    std::size_t islands = 0;        ///< rows with one, without a neighbor that has one

    std::size_t size() const { return row.size(); }
};

/// Infinite values are missing. Error(Usage) for columns or weights of different length,
/// Error(Infeasible) for fewer than three values, values that are all equal, or no link among them.
Sample sample_of(std::span<const double> x, const Weights& weights, Style style);
Sample sample_of(std::span<const double> x, std::span<const double> y, const Weights& weights,
                 Style style);

/// Rows from the least value to the greatest, equal ones by id, so that what is drawn by place in this
/// order does not depend on the order of the rows.
std::vector<std::uint32_t> by_size(std::span<const double> values, const Weights& weights);

/// Less their mean, so that they add up to 0.
std::vector<double> centered(std::span<const double> values);
double sum_of_squares(std::span<const double> values);
/// sum w v over the neighbors of a row.
double lag_of(const Weights& weights, std::size_t row, std::span<const double> values);

} // namespace tractwise::spatial
