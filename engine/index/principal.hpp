// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace tractwise::index {

/// A square symmetric matrix, row by row.
struct Symmetric {
    std::size_t size = 0;
    std::vector<double> cells;
    double operator()(std::size_t row, std::size_t column) const {
        return cells[row * size + column];
    }
};

/// Pearson's correlations of columns, each pair over the rows that have both; NaN where one of a pair is constant.
Symmetric correlations(std::span<const std::span<const double>> columns);
/// Their covariances, with n - 1.
Symmetric covariances(std::span<const std::span<const double>> columns);

/// Eigenvalues, the greatest first, and their vectors of length 1; the largest entry of a vector is above 0, since its
/// sign is nobody's.
///
///     const Eigen e = eigen(correlations(columns));
///     e.values[0] / columns.size()           // the share of all variance that the first component holds
///     e.vectors[0][2]                        // how the third column loads on it
///
/// By Jacobi's rotations, which give the same bits everywhere; for the tens of columns that an index has. NaN where a
/// cell is NaN.
struct Eigen {
    std::vector<double> values;
    std::vector<std::vector<double>> vectors;
};
Eigen eigen(Symmetric matrix);

/// Weights of columns that make their first principal component: score = sum weight (x - center), with mean 0 and
/// deviation 1 (n - 1) over the rows where all columns have a value.
///
///     const Component c = first_component(columns);
///     c.loading[2]                           // correlation of the third column with the score
///
/// Columns are standardized, so their units do not matter (G. K. Singh, *American Journal of Public Health* 93, 2003,
/// takes the first factor so). The sign is that by which most columns load above 0; where it is half of them, that of
/// the sum of the loadings. Empty weights where fewer than 2 rows have all columns, or a column is constant there.
struct Component {
    std::vector<double> weight, center, loading;
    double eigenvalue = 0;
    std::size_t rows = 0;
};
Component first_component(std::span<const std::span<const double>> columns,
                          std::span<const char> counts = {});

} // namespace tractwise::index
