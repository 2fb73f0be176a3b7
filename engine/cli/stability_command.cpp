// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/layer_catalog.hpp"
#include "engine/cli/outputs.hpp"

#include "engine/report/stability.hpp"
#include "engine/report/summary.hpp"
#include "engine/study/data_folders.hpp"
#include "engine/study/session.hpp"

#include <nlohmann/json.hpp>

namespace tractwise::cli {
namespace {

struct StabilityOptions {
    std::string study, out, language = "en";
    report::StabilityChoice choice;
    bool json = false, quiet = false;
};

nlohmann::ordered_json to_json(const report::Stability& found) {
    nlohmann::ordered_json json;
    json["draws"] = found.choice.draws;
    json["concentration"] = found.choice.concentration;
    for (const index::Alternative& other : found.alternatives)
        json["choices"].push_back({{"name", other.name},
                                   {"label", other.label},
                                   {"people_in", other.enter},
                                   {"people_out", other.leave},
                                   {"tracts_in", other.tracts_enter},
                                   {"tracts_out", other.tracts_leave},
                                   {"mean_shift", other.mean_shift},
                                   {"spearman", other.spearman}});
    if (found.sensitivity)
        for (const index::Sensitivity::Factor& factor : found.sensitivity->factors)
            json["factors"].push_back(
                {{"name", factor.name}, {"first", factor.first}, {"total", factor.total}});
    return json;
}

void run(const StabilityOptions& options) {
    const study::Study study = study::Study::read(options.study);
    if (!options.out.empty())
        require_table_of(study, options.study, options.out, {".csv", ".xlsx"});
    const layer::LayerCatalog catalog = layer_catalog();
    study::Session session(catalog, study::data_folders("recipes"));
    session.update(study);
    ConsoleProgress console(options.quiet || options.json);
    const auto results = session.run(console.progress().part(0, 0.3), study::Session::Stage::Index);
    Diagnostics diagnostics;
    const report::Stability found = report::stability_of(*results, options.choice, diagnostics,
                                                         console.progress().part(0.3, 1));
    console.finish();
    const Language language = options.language == "es" ? Language::Spanish : Language::English;
    if (!options.out.empty()) {
        const std::vector<io::OutTable> tables =
            report::stability_frames(*results, found, language);
        if (options.out.ends_with(".xlsx"))
            io::write_xlsx(options.out, tables);
        else
            io::write_csv(options.out, tables.front());
    }
    if (options.json) {
        print_json(to_json(found));
        return;
    }
    print(report::stability_text(*results, found, language));
    if (!diagnostics.findings().empty())
        print("\n" + report::findings_text(diagnostics));
    if (!options.out.empty())
        print("Written to " + options.out + "\n");
}

} // namespace

void add_stability(CLI::App& app, Context&) {
    auto* command = app.add_subcommand(
        "stability", "How firm an index is when its weights and methods are chosen otherwise");
    auto options = std::make_shared<StabilityOptions>();
    command->add_option("study", options->study, "Study file (TOML) with an index")->required();
    command
        ->add_option("--draws", options->choice.weights.draws,
                     "How often weights are drawn around the recipe's")
        ->check(CLI::Range(1, 100'000))
        ->capture_default_str();
    command->add_option("--seed", options->choice.weights.seed, "The same seed, the same bytes")
        ->capture_default_str();
    command
        ->add_option("--concentration", options->choice.weights.concentration,
                     "How near to the recipe's weights: 24 lets one of two equal weights vary by a "
                     "tenth (standard deviation), 99 by a twentieth")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command
        ->add_option("--samples", options->choice.samples,
                     "Of the sensitivity by Sobol's indices; 0 leaves it out")
        ->check(CLI::Range(0, 100'000))
        ->capture_default_str();
    command->add_option("--out", options->out,
                        "Write tables: all to a .xlsx file, the tracts to a .csv file");
    command->add_option("--lang", options->language, "en (default) or es")
        ->check(CLI::IsMember({"en", "es"}));
    command->add_flag("--json", options->json, "Print choices and factors as JSON");
    command->add_flag("--quiet", options->quiet, "No progress");
    command->footer("Which choice moves the map most, in people; and how often a tract stays among "
                    "the worst tenth.\n"
                    "Example:\n  tractwise stability data/studies/sample.toml --out "
                    "out/stability.xlsx");
    command->callback([options] { run(*options); });
}

} // namespace tractwise::cli
