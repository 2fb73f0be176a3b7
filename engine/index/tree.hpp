// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/index/aggregate.hpp"
#include "engine/index/evaluate.hpp"
#include "engine/index/normalize.hpp"
#include "engine/index/recipe.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

// Private to engine/index: what evaluating a recipe once and evaluating it a thousand times share.

namespace tractwise::index {

/// An enabled domain or indicator of a recipe.
struct TreeNode {
    const Domain* domain = nullptr;
    const Indicator* indicator = nullptr; ///< null where it is a domain
    std::size_t parent = 0;
    int depth = -1;
    std::vector<std::size_t> children = {};
    double weight() const { return domain != nullptr ? domain->weight : indicator->weight; }
};

/// Depth first in the recipe's order; 0 is overall, and node i is part i - 1 of an IndexResult.
std::vector<TreeNode> tree_of(const Domain& overall);

/// Rows that are compared with each other; those with a reason take no part.
Groups groups_of(Reference reference, const std::vector<std::string>& ids,
                 std::span<const io::Missing> reasons);

/// Where the scale of an indicator is turned over.
Turn turn_of(const Indicator& indicator);

/// The value of a domain for the rows [begin, end): its parts together, rounded as it says.
void domain_rows(const Domain& domain, std::span<const WeightedColumn> parts, std::size_t needed,
                 std::size_t begin, std::size_t end, std::span<double> out,
                 std::span<std::uint16_t> present);

/// Ranks and percentiles of scores within their groups, as IndexResult has them; returns how many rows are
/// ranked. `rank` and `percentile` have a value for every row, 0 and NaN where there is none.
std::size_t rank_rows(std::span<const double> score, const Groups& groups, bool low_is_worse,
                      ValueOrder& order, std::span<std::uint32_t> rank,
                      std::span<double> percentile);

/// Who is compared with nobody: the pool's reasons of an evaluated index. A row that merely has too few
/// values is in its group.
std::vector<io::Missing> out_of_pool(const IndexResult& index);

/// `top` times the value over the largest one of its group; NaN where that is not above zero.
void scale_to_max(std::span<double> values, const Groups& groups, double top);

} // namespace tractwise::index
