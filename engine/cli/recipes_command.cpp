// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"

#include "engine/core/text.hpp"
#include "engine/index/recipe.hpp"
#include "engine/study/data_folders.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::cli {
namespace {

std::string outline(const index::Domain& domain, std::size_t depth) {
    std::string text;
    const std::string indent(depth * 2 + 2, ' ');
    for (const index::Indicator& i : domain.indicators)
        text += fmt::format("{}{} (column {}, {}, weight {}){}\n", indent,
                            i.label.empty() ? i.name : i.label, i.column, name_of(i.direction),
                            format_number(i.weight), i.enabled ? "" : ", off");
    for (const index::Domain& d : domain.domains)
        text +=
            fmt::format("{}{}: {} (weight {}){}\n{}", indent, d.name, name_of(d.aggregation),
                        format_number(d.weight), d.enabled ? "" : ", off", outline(d, depth + 1));
    return text;
}

} // namespace

void add_recipes(CLI::App& app, Context&) {
    struct Options {
        std::string recipe;
        bool json = false, toml = false;
    };
    auto* command =
        app.add_subcommand("recipes", "The shipped index recipes, or one of them in full");
    auto options = std::make_shared<Options>();
    command->add_option("recipe", options->recipe, "Show this recipe (id or file)");
    command->add_flag("--toml", options->toml,
                      "Print the recipe as TOML, to start an own one from");
    command->add_flag("--json", options->json, "Print the list as JSON");
    command->footer(
        "Examples:\n  tractwise recipes risk\n  tractwise recipes risk --toml > my_risk.toml");
    command->callback([options] {
        const auto folders = study::data_folders("recipes");
        if (!options->recipe.empty()) {
            const index::IndexRecipe recipe = index::load_recipe(options->recipe, folders);
            if (options->toml) {
                print(index::to_toml(recipe));
                return;
            }
            print(fmt::format("{}: {}\n{}\n\n{}\nColumns needed: {}\n", recipe.id, recipe.title,
                              recipe.description, outline(recipe.overall, 0),
                              join(index::required_columns(recipe), ", ")));
            for (const std::string& source : recipe.sources)
                print("Source: " + source + "\n");
            return;
        }
        nlohmann::ordered_json json = nlohmann::ordered_json::array();
        for (const std::string& id : index::list_recipes(folders)) {
            const index::IndexRecipe recipe = index::load_recipe(id, folders);
            if (options->json)
                json.push_back({{"id", id},
                                {"title", recipe.title},
                                {"description", recipe.description},
                                {"columns", index::required_columns(recipe)}});
            else
                print(fmt::format("{:<12} {}\n", id, recipe.title));
        }
        if (options->json)
            print_json(json);
    });
}

} // namespace tractwise::cli
