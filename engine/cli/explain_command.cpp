// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/layer_catalog.hpp"
#include "engine/cli/units_option.hpp"

#include "engine/report/explain.hpp"
#include "engine/study/data_folders.hpp"
#include "engine/study/session.hpp"

namespace tractwise::cli {

void add_explain(CLI::App& app, Context&) {
    struct Options {
        std::string study, geoid;
        bool json = false;
        std::optional<Units> units;
    };
    auto* command = app.add_subcommand("explain", "How one tract got its score");
    auto options = std::make_shared<Options>();
    command->add_option("study", options->study, "Study file (TOML)")->required();
    command
        ->add_option("geoid", options->geoid,
                     "Tract: its id, number (1.01), name or part of its id")
        ->required();
    add_units_option(*command, options->units);
    command->add_flag("--json", options->json, "Print as JSON");
    command->footer(
        "Where the study measures travel along streets, also what straight lines would give.\n"
        "Examples:\n  tractwise explain data/studies/sample.toml 99001003100\n"
        "  tractwise explain data/studies/sample_streets.toml 99001023400");
    command->callback([options] {
        const layer::LayerCatalog catalog = layer_catalog();
        study::Session session(catalog, study::data_folders("recipes"));
        study::Study study = study::Study::read(options->study);
        if (options->units)
            study.units = options->units;
        session.update(study);
        ConsoleProgress console(options->json);
        const auto results = session.run(console.progress());
        std::shared_ptr<const study::Results> straight;
        if (const auto other = study::straight_lines(study)) {
            session.update(*other); // reads nothing again
            straight = session.run(console.progress());
        }
        console.finish();
        print(options->json ? report::explain_json(*results, options->geoid, straight.get())
                            : report::explain_text(*results, options->geoid, straight.get()));
    });
}

} // namespace tractwise::cli
