// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/config.hpp"
#include "engine/index/recipe.hpp"
#include "engine/index/uncertainty.hpp"
#include "engine/layer/own_columns.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tractwise::study {

/// The recipe of a study and what the user changed in it: [index].
///
///     [index]
///     recipe = "risk"                 # id of a shipped recipe, or a file
///     enable = ["social"]             # domains and indicators by name
///     reference = "county"
///     own = ["asthma_rate"]           # columns of the study's own tables, as a further domain
///     covered_only = true             # leaves out tracts beyond a list of places (coverage.hpp)
///     uncertainty = { draws = 1000, seed = 1 } # 90 % intervals of ranks; or true, for these numbers
///     [index.weights]
///     housing = 2
///     [index.direction]
///     vacant_share = "higher_is_better"
///     [index.normalize]
///     supermarket_nearest_m = "z_score"
///     [index.aggregate]
///     food_access = "geometric_mean"
///     overall = "geometric_mean"      # how the domains become the score
///
/// data/studies/README.md explains every key. Errors: Error(Usage) with file:line:column.
struct IndexChoice {
    std::string recipe = "risk";
    std::vector<std::string> enable;       ///< domains or indicators to switch on, by name
    std::vector<std::string> disable;      ///< or off
    std::map<std::string, double> weights; ///< by name of domain or indicator
    std::map<std::string, tract::Direction> direction;     ///< of indicators
    std::map<std::string, index::Normalization> normalize; ///< of indicators
    std::map<std::string, index::Aggregation> aggregate;   ///< of domains, and "overall"
    std::optional<index::Reference> reference;
    /// Columns that a study takes from its own tables ([columns.NAME]), as indicators of a domain "own".
    std::vector<std::string> own;
    /// Only tracts are ranked that the lists of places behind the index cover (coverage.hpp).
    bool covered_only = false;
    /// How sure ranks are, by draws of the columns' margins; absent: not asked for.
    std::optional<index::UncertaintyChoice> uncertainty;
    ConfigTable declared; ///< for messages only

    static IndexChoice parse(const ConfigTable& table);
    std::string to_toml() const; ///< [index] and its tables; reads back as an equal choice
    friend bool operator==(const IndexChoice& a, const IndexChoice& b) {
        return a.recipe == b.recipe && a.enable == b.enable && a.disable == b.disable &&
               a.weights == b.weights && a.direction == b.direction && a.normalize == b.normalize &&
               a.aggregate == b.aggregate && a.reference == b.reference && a.own == b.own &&
               a.covered_only == b.covered_only && a.uncertainty == b.uncertainty;
    }
};

/// Normalizations that need no table of their own, so that a user may put them in place of the
/// recipe's: none, percent_rank, min_max, z_score, ...
const std::vector<index::Normalization>& exchangeable_normalizations();
/// Every way to put parts together but power_mean, which needs a power.
const std::vector<index::Aggregation>& exchangeable_aggregations();

/// The recipe with a domain "own" of the columns that the choice names: the mean of their percentile
/// ranks. The same recipe where it names none, or has such a domain already.
index::IndexRecipe with_own(const IndexChoice& choice, index::IndexRecipe recipe,
                            std::span<const layer::OwnColumn> columns);

/// The recipe with the user's changes applied. Error(Usage) for a name that the recipe does not
/// have, and where the changes leave no index (all weights zero).
/// `columns`: those that a study declares; labels and directions of `own` are theirs.
index::IndexRecipe apply(const IndexChoice& choice, index::IndexRecipe recipe,
                         std::span<const layer::OwnColumn> columns = {});

} // namespace tractwise::study
