// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/study/results.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// The recipe of a study as its file has it, and the others that stand beside it.
///
///     if (const IndexRecipe* recipe = shelf.recipe_of(choice, *shown.results))
///         recipe->overall.domains[0].weight;         // before the study's own changes
///     for (const RecipeShelf::Offer& offer : shelf.offers(*shown.results)) ...
///
/// Files are read once. Results know which file their recipe came from; where it cannot be read any
/// more, the recipe as evaluated stands in for it.
class RecipeShelf {
public:
    struct Offer {
        std::string id, title, title_es;
        std::string lacks; ///< columns that the study does not have; empty: it can be computed
    };

    /// Null where the choice names a recipe that cannot be found.
    const index::IndexRecipe* recipe_of(const study::IndexChoice& choice,
                                        const study::Results& results);
    /// Recipes in the folder of the one that was evaluated, by id; empty where the study names its
    /// recipe by a path.
    const std::vector<Offer>& offers(const study::Results& results);

private:
    const index::IndexRecipe* read(const std::string& name, const std::string& folder);

    std::map<std::string, std::optional<index::IndexRecipe>> read_; ///< by name or file
    std::vector<Offer> offers_;
    std::weak_ptr<const tract::TractTable> offered_for_;
    std::string offered_beside_;
};

} // namespace tractwise::viewer
