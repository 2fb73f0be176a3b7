// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/index/evaluate.hpp"
#include "engine/index/outliers.hpp"
#include "engine/index/principal.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace tractwise::index {

/// Cronbach's alpha: how far columns measure one thing, k^2 (mean covariance of two columns) / (sum of all covariances),
/// each covariance over the rows that have both (L. J. Cronbach, *Psychometrika* 16, 1951).
///
///     cronbach_alpha(indicators)         // 0.87; 1: all the same, about 0: nothing in common; it can be below 0
///
/// NaN for fewer than two columns, and where all are constant.
double cronbach_alpha(std::span<const std::span<const double>> columns);

/// Do the indicators of an index belong together?
///
///     const Coherence found = coherence(index, table);
///     found.groups[0].alpha                        // of all indicators
///     found.correlation(0, 3)                      // of two indicators, as normalized: 1 means the same order of need
///
/// All of it looks at normalized values, turned so that higher is worse: two indicators that correlate below 0 cancel each
/// other in a mean. After the chapters on multivariate analysis and on weights of the OECD/JRC *Handbook on Constructing
/// Composite Indicators* (2008), and P. Paruolo, M. Saisana and A. Saltelli, *Journal of the Royal Statistical Society A*
/// 176, 2013: what an indicator is worth in a ranking is not its weight. Only indicators that count towards the score are
/// looked at. Cost: one pass over the areas for each pair of indicators.
struct Coherence {
    struct Item {
        std::size_t part = 0;  ///< in IndexResult::parts
        Shape shape{};         ///< of the raw values of those that are ranked
        bool outlying = false; ///< by the usual rule (outliers.hpp)
        double with_rest =
            0; ///< correlation with the mean of the others of its domain; NaN where it stands alone
        double with_score = 0; ///< correlation with the score
        double nominal = 0;    ///< its share of the weights, all the way up; they sum to 1
        double importance =
            0; ///< its share of the squared correlations with the score; they sum to 1
        double alpha_without = 0; ///< of its domain
    };
    /// All indicators first, then each domain that holds two or more.
    struct Group {
        int part = -1; ///< in IndexResult::parts; -1: the whole index
        std::vector<std::size_t> items;
        double alpha = 0;
        std::vector<double> eigenvalues;
        std::vector<double> loading; ///< of each item on the first component
        std::vector<double>
            component_weight; ///< squared loadings as shares of their sum: weights that the data suggest
    };
    std::vector<Item> items; ///< in the recipe's order
    std::vector<Group> groups;
    Symmetric correlation; ///< of the items
    std::size_t areas = 0; ///< ranked
};
Coherence coherence(const IndexResult& index, const tract::TractTable& table);

} // namespace tractwise::index
