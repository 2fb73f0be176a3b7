// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/layer_catalog.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::cli {
namespace {

std::string describe(const layer::LayerInfo& info) {
    std::string text = fmt::format("{}: {}\n  {}\n", info.id, info.title, info.question);
    for (const layer::LayerInfo::Need& need : info.needs)
        text += fmt::format("  needs {:<12} {}{}\n", need.role, need.what,
                            need.required ? "" : " (optional)");
    for (const layer::LayerInfo::Option& option : info.options)
        text += fmt::format("  option {:<11} {}\n", option.key, option.what);
    for (const tract::ColumnInfo& column : info.makes)
        text += fmt::format("    {:<40} {:<12} {}\n", column.name, column.unit, column.label);
    return text;
}

nlohmann::ordered_json to_json(const layer::LayerInfo& info) {
    nlohmann::ordered_json json{
        {"id", info.id}, {"title", info.title}, {"question", info.question}};
    for (const layer::LayerInfo::Need& need : info.needs)
        json["needs"].push_back(
            {{"role", need.role}, {"what", need.what}, {"required", need.required}});
    for (const tract::ColumnInfo& column : info.makes)
        json["columns"].push_back({{"name", column.name},
                                   {"label", column.label},
                                   {"unit", column.unit},
                                   {"direction", name_of(column.direction)}});
    return json;
}

} // namespace

void add_layers(CLI::App& app, Context&) {
    struct Options {
        std::string id;
        bool json = false;
    };
    auto* command =
        app.add_subcommand("layers", "The layers, what they need and the columns they make");
    auto options = std::make_shared<Options>();
    command->add_option("layer", options->id, "Only this layer");
    command->add_flag("--json", options->json, "Print as JSON");
    command->footer("Example:\n  tractwise layers clinic_distance");
    command->callback([options] {
        const layer::LayerCatalog catalog = layer_catalog();
        if (!options->id.empty() && catalog.find(options->id) == nullptr)
            throw Error(ErrorKind::Usage, fmt::format("unknown layer \"{}\"", options->id),
                        {.hint = suggestion(options->id, catalog.ids())});
        nlohmann::ordered_json json = nlohmann::ordered_json::array();
        std::string text;
        for (const auto& layer : catalog.layers()) {
            if (!options->id.empty() && layer->info().id != options->id)
                continue;
            json.push_back(to_json(layer->info()));
            text += describe(layer->info()) + "\n";
        }
        if (options->json)
            print_json(json);
        else
            print(text);
    });
}

} // namespace tractwise::cli
