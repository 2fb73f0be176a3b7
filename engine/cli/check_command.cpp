// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/layer_catalog.hpp"

#include "engine/core/error.hpp"
#include "engine/io/network.hpp"
#include "engine/report/summary.hpp"
#include "engine/study/data_folders.hpp"
#include "engine/study/session.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::cli {
namespace {

struct CheckOptions {
    std::string study;
    bool strict = false, json = false;
};

void check(const CheckOptions& options, Context& context) {
    const layer::LayerCatalog catalog = layer_catalog();
    study::Session session(catalog, study::data_folders("recipes"));
    session.update(study::Study::read(options.study));
    ConsoleProgress console(options.json);
    const auto results = session.check(console.progress());
    console.finish();
    const bool warnings = results->diagnostics.has_warnings();
    std::vector<std::string> network;
    for (const auto& [id, source] : results->study.sources)
        if (io::leaves_machine(source.path) || io::leaves_machine(source.nodes))
            network.push_back(fmt::format("{} ({})", id, io::shown_path(source)));
    if (options.json) {
        nlohmann::ordered_json findings = nlohmann::ordered_json::array();
        for (const Finding& f : results->diagnostics.findings())
            findings.push_back({{"severity", to_string(f.severity)},
                                {"code", f.code},
                                {"source", f.source},
                                {"count", f.count},
                                {"message", f.message},
                                {"examples", f.examples}});
        print_json(nlohmann::ordered_json{{"ok", !warnings},
                                          {"tracts", results->tracts->size()},
                                          {"network", network},
                                          {"findings", findings}});
    } else {
        print(fmt::format("{}: {} tracts, {} sources\n\n{}\n{}", options.study,
                          results->tracts->size(), results->study.sources.size(),
                          report::audit_text(*results),
                          report::findings_text(results->diagnostics)));
        for (const std::string& source : network)
            print("\nLeaves this machine: " + source + "\n");
        print(warnings ? "\nThe study can be run; read the warnings above first.\n"
                       : "\nThe study can be run.\n");
    }
    if (options.strict && warnings)
        context.exit_code = static_cast<int>(ErrorKind::Input);
}

} // namespace

void add_check(CLI::App& app, Context& context) {
    auto* command =
        app.add_subcommand("check", "Read and join every source without computing anything");
    auto options = std::make_shared<CheckOptions>();
    command->add_option("study", options->study, "Study file (TOML)")->required();
    command->add_flag("--strict", options->strict, "Exit with 3 where there is a warning");
    command->add_flag("--json", options->json, "Print the findings as JSON");
    command->footer("Example:\n  tractwise check data/studies/sample.toml --strict");
    command->callback([options, &context] { check(*options, context); });
}

} // namespace tractwise::cli
