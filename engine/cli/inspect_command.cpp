// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"

#include "engine/core/text.hpp"
#include "engine/io/features.hpp"
#include "engine/report/summary.hpp"
#include "engine/tract/id_guess.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::cli {
namespace {

std::string describe(const io::DatasetSummary& dataset) {
    std::string text = fmt::format("{}\nDriver: {}\n", dataset.path, dataset.driver);
    for (const io::LayerSummary& layer : dataset.layers) {
        const tract::IdGuess ids = tract::guess_ids(layer.sample);
        std::string id_words = ids.column.empty() ? "none found" : ids.column;
        if (!ids.words.empty())
            id_words += fmt::format(" ({})", ids.words);
        text += fmt::format("\nLayer: {}\n  geometry  {}\n  CRS       {}\n  rows      {}\n  id "
                            "column {}\n  vintage   {}\n",
                            layer.name, layer.geometry.empty() ? "none" : layer.geometry,
                            layer.crs.empty() ? "none" : layer.crs,
                            format_count(static_cast<double>(layer.rows)), id_words,
                            tract::guess_vintage(layer, dataset.path).text());
        text += fmt::format("  {:<44}{:<12}{}\n", "column", "type", "first row");
        for (std::size_t c = 0; c < layer.columns.size(); ++c)
            text += fmt::format("  {:<44}{:<12}{}\n", layer.columns[c],
                                c < layer.column_types.size() ? layer.column_types[c] : "",
                                c < layer.first_row.size() ? layer.first_row[c] : "");
    }
    return text;
}

nlohmann::ordered_json to_json(const io::DatasetSummary& dataset) {
    nlohmann::ordered_json json{{"path", dataset.path}, {"driver", dataset.driver}};
    for (const io::LayerSummary& layer : dataset.layers) {
        const tract::IdGuess ids = tract::guess_ids(layer.sample);
        json["layers"].push_back(
            {{"name", layer.name},
             {"geometry", layer.geometry},
             {"crs", layer.crs},
             {"rows", layer.rows},
             {"columns", layer.columns},
             {"types", layer.column_types},
             {"id_column_guess", ids.column},
             {"id_note", ids.words},
             {"vintage_guess", tract::guess_vintage(layer, dataset.path).text()}});
    }
    return json;
}

} // namespace

void add_inspect(CLI::App& app, Context&) {
    struct Options {
        std::string file;
        bool json = false;
    };
    auto* command = app.add_subcommand(
        "inspect", "What is in a file: layers, columns, reference system, ids, vintage");
    auto options = std::make_shared<Options>();
    command->add_option("file", options->file, "File, folder or any GDAL dataset name")->required();
    command->add_flag("--json", options->json, "Print as JSON");
    command->footer("Example:\n  tractwise inspect data/sample/tracts.geojson");
    command->callback([options] {
        Diagnostics diagnostics;
        const auto dataset = io::inspect(io::source_from_path("file", options->file), diagnostics);
        if (options->json) {
            print_json(to_json(dataset));
            return;
        }
        print(describe(dataset));
        if (!diagnostics.findings().empty())
            print("\n" + report::findings_text(diagnostics));
    });
}

} // namespace tractwise::cli
