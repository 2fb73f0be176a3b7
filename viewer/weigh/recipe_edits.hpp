// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/study/index_choice.hpp"
#include "engine/tract/tract_table.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::viewer {

/// Changes of [index], each written as the least that says it: what is again as the recipe has it
/// leaves no key behind.
///
///     set_weight(choice, recipe, "housing", 2);      // [index.weights] housing = 2
///     set_weight(choice, recipe, "housing", 1);      // the recipe's own: no key
///
/// `recipe` is the one that the choice names, without the choice's changes. Names that it does not
/// have are kept as they are given and are refused by the engine.
void set_weight(study::IndexChoice& choice, const index::IndexRecipe& recipe,
                const std::string& name, double weight);
void set_enabled(study::IndexChoice& choice, const index::IndexRecipe& recipe,
                 const std::string& name, bool on);
void set_direction(study::IndexChoice& choice, const index::IndexRecipe& recipe,
                   const std::string& name, tract::Direction direction);
void set_normalization(study::IndexChoice& choice, const index::IndexRecipe& recipe,
                       const std::string& name, index::Normalization method);
/// `name` of a domain, or "overall".
void set_aggregation(study::IndexChoice& choice, const index::IndexRecipe& recipe,
                     const std::string& name, index::Aggregation method);
void set_reference(study::IndexChoice& choice, const index::IndexRecipe& recipe,
                   index::Reference reference);

/// Everything that the choice says of one domain or indicator is taken back.
void reset_part(study::IndexChoice& choice, const std::string& name);
bool is_changed(const study::IndexChoice& choice, std::string_view name);
/// Of the recipe, only its name stays.
void reset_all(study::IndexChoice& choice);

/// Null where the recipe has none of that name; "overall" is its top.
const index::Domain* find_domain(const index::IndexRecipe& recipe, std::string_view name);
const index::Indicator* find_indicator(const index::IndexRecipe& recipe, std::string_view name);

/// What each part counts in the score, 0..1: its share of the weights of its domain, times what the
/// domain counts. Only parts that are switched on, with all above them; absent below a product or
/// maximum, where weights are no shares.
std::map<std::string, double> shares_of(const index::IndexRecipe& recipe);

/// Why a recipe must not be run.
struct Refusal {
    enum class Why { NoWeights, MissingColumns, Other } why = Why::Other;
    std::string what; ///< the columns, or what the engine said
};
/// Nothing where the choice gives an index on a table with these columns.
std::optional<Refusal> refusal(const study::IndexChoice& choice, const index::IndexRecipe& recipe,
                               const tract::TractTable& table);

} // namespace tractwise::viewer
