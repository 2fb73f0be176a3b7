// SPDX-License-Identifier: Apache-2.0
#include "viewer/weigh/recipe_shelf.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>

namespace tractwise::viewer {
namespace {

namespace fs = std::filesystem;

bool is_path(const std::string& name) {
    return name.ends_with(".toml");
}

} // namespace

const index::IndexRecipe* RecipeShelf::read(const std::string& name, const std::string& folder) {
    const std::string key = is_path(name) ? name : folder + "/" + name;
    auto known = read_.find(key);
    if (known == read_.end()) {
        std::optional<index::IndexRecipe> recipe;
        try {
            recipe = index::load_recipe(name, {fs::path(folder)});
        } catch (const Error&) {
            // The engine says what is wrong with it when it is run; here it is just not there.
        }
        known = read_.emplace(key, std::move(recipe)).first;
    }
    return known->second ? &*known->second : nullptr;
}

const index::IndexRecipe* RecipeShelf::recipe_of(const study::IndexChoice& choice,
                                                 const study::Results& results) {
    if (!results.index)
        return nullptr;
    const index::IndexRecipe& evaluated = results.index->recipe;
    const std::string folder = fs::path(evaluated.declared_at).parent_path().string();
    if (results.study.index && results.study.index->recipe == choice.recipe) {
        const index::IndexRecipe* file = read(evaluated.declared_at, folder);
        return file != nullptr && file->id == evaluated.id ? file : &evaluated;
    }
    return is_path(choice.recipe) ? nullptr : read(choice.recipe, folder);
}

const std::vector<RecipeShelf::Offer>& RecipeShelf::offers(const study::Results& results) {
    const std::string& file = results.index ? results.index->recipe.declared_at : std::string();
    if (offered_for_.lock() == results.layer_table && offered_beside_ == file)
        return offers_;
    offered_for_ = results.layer_table;
    offered_beside_ = file;
    offers_.clear();
    if (!results.study.index || is_path(results.study.index->recipe) || file.empty())
        return offers_;
    const std::string folder = fs::path(file).parent_path().string();
    for (const std::string& id : index::list_recipes({fs::path(folder)})) {
        const index::IndexRecipe* recipe = read(id, folder);
        if (recipe == nullptr)
            continue;
        std::vector<std::string> absent;
        for (const std::string& column : index::required_columns(*recipe))
            if (!results.layer_table->has(column))
                absent.push_back(column);
        constexpr std::size_t kNamed = 6;
        const bool more = absent.size() > kNamed;
        absent.resize(std::min(absent.size(), kNamed));
        offers_.push_back(
            {id, recipe->title, recipe->title_es, join(absent, ", ") + (more ? ", ..." : "")});
    }
    return offers_;
}

} // namespace tractwise::viewer
