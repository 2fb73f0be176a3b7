// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/config.hpp"
#include "engine/index/recipe.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tractwise::study {

/// The recipe of a study and what the user changed in it: [index].
///
///     [index]
///     recipe = "risk"                 # id of a shipped recipe, or a file
///     enable = ["social"]             # domains and indicators by name
///     reference = "county"
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
    ConfigTable declared; ///< for messages only

    static IndexChoice parse(const ConfigTable& table);
    std::string to_toml() const; ///< [index] and its tables; reads back as an equal choice
    friend bool operator==(const IndexChoice& a, const IndexChoice& b) {
        return a.recipe == b.recipe && a.enable == b.enable && a.disable == b.disable &&
               a.weights == b.weights && a.direction == b.direction && a.normalize == b.normalize &&
               a.aggregate == b.aggregate && a.reference == b.reference;
    }
};

/// Normalizations that need no table of their own, so that a user may put them in place of the
/// recipe's: none, percent_rank, min_max, z_score, ...
const std::vector<index::Normalization>& exchangeable_normalizations();
/// Every way to put parts together but power_mean, which needs a power.
const std::vector<index::Aggregation>& exchangeable_aggregations();

/// The recipe with the user's changes applied. Error(Usage) for a name that the recipe does not
/// have, and where the changes leave no index (all weights zero).
index::IndexRecipe apply(const IndexChoice& choice, index::IndexRecipe recipe);

} // namespace tractwise::study
