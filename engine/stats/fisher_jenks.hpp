// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace tractwise::stats {

/// The greatest value of each class of the partition with the least sum of squared deviations from
/// the class means; min(count, distinct values) classes.
///
///     fisher_jenks(std::vector<double>{1, 2, 8, 9, 30}, 3)      -> 2, 9, 30
///
/// `sorted` is ascending and finite, count is 1 or more. Exact: of all partitions none is better,
/// but for rounding. Dynamic programme of W. D. Fisher, *Journal of the American Statistical
/// Association* 53 (1958), brought to maps by G. F. Jenks (1977); its rows by divide and conquer,
/// O(count n log n) for n distinct values.
std::vector<double> fisher_jenks(std::span<const double> sorted, int count);

} // namespace tractwise::stats
