// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/layer_catalog.hpp"
#include "engine/cli/site_study.hpp"

#include "engine/core/text.hpp"
#include "engine/report/plan_export.hpp"
#include "engine/report/plan_text.hpp"
#include "engine/report/summary.hpp"
#include "engine/study/data_folders.hpp"
#include "engine/study/session.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// A name that is mistyped should not wait for the plan.
void check_scenarios(const SiteOptions& options, const study::Study& study) {
    std::vector<std::string> known{"today", "plan"};
    for (const auto& [name, stops] : study.siting->scenarios)
        known.push_back(name);
    for (const std::string& name : options.compare)
        if (std::find(known.begin(), known.end(), name) == known.end())
            throw Error(ErrorKind::Usage, fmt::format("there is no scenario \"{}\"", name),
                        {.where = "--compare",
                         .hint = suggestion(name, known) +
                                 "; scenarios are declared in [siting.scenarios]"});
}

Json comparison_json(const siting::Comparison& comparison, const SiteOptions& options) {
    Json json{{"from", options.compare[0]}, {"to", options.compare[1]}};
    for (const siting::Comparison::Group& group : comparison.groups)
        json["groups"].push_back(
            {{"group", group.name},
             {"total", group.total},
             {"gained", group.gained},
             {"lost", group.lost},
             {"in_both", group.in_both},
             {"in_neither", group.in_neither},
             {"mean_change",
              std::isfinite(group.mean_cost_change) ? Json(group.mean_cost_change) : Json()}});
    return json;
}

std::shared_ptr<const study::Results>
results_of(const SiteStudy& asked, const layer::LayerCatalog& catalog, const Progress& progress) {
    study::Session session(catalog, study::data_folders("recipes"));
    try {
        session.update(asked.study);
        return session.run(progress);
    } catch (const Error& error) {
        throw asked.explained(error);
    }
}

void site(const SiteOptions& options, Context& context) {
    SiteStudy asked(options);
    if (options.units)
        asked.study.units = options.units;
    check_scenarios(options, asked.study);
    const fs::path out = options.out.empty()
                             ? asked.study.file.parent_path() / asked.study.out / "plan"
                             : fs::path(options.out);
    const layer::LayerCatalog catalog = layer_catalog();
    ConsoleProgress console(options.quiet || options.json);
    const auto results = results_of(asked, catalog, console.progress().part(0, 0.9));
    const plan::SitingResults& siting = *results->siting;
    const auto files = report::export_plan(*results, out, context.arguments, options.compare,
                                           console.progress().part(0.9, 1));
    console.finish();
    // The plan stands although no week of it can be driven; scripts should notice.
    if (siting.schedule_problem)
        context.exit_code = static_cast<int>(ErrorKind::Infeasible);
    std::optional<siting::Comparison> comparison;
    if (!options.compare.empty())
        comparison = siting.compare(options.compare[0], options.compare[1]);
    if (options.json) {
        Json json{{"folder", out.string()},
                  {"files", files},
                  {"plan", Json::parse(report::plan_json(siting))},
                  {"findings", results->diagnostics.findings().size()}};
        if (comparison)
            json["comparison"] = comparison_json(*comparison, options);
        print_json(json);
        return;
    }
    if (!results->study.title.empty())
        print(results->study.title + "\n\n");
    print(report::plan_text(*results));
    if (comparison)
        print(
            report::comparison_text(*results, *comparison, options.compare[0], options.compare[1]) +
            "\n");
    print(report::findings_text(results->diagnostics));
    print(fmt::format("\nWritten to {}\n", out.string()));
    for (const std::string& file : files)
        print("  " + file + "\n");
}

} // namespace

void add_site(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand(
        "site", "Where the next stops should be: a plan, how good it is, and who is reached");
    auto options = std::make_shared<SiteOptions>();
    add_site_options(*command, *options);
    command->footer(
        "Options stand for the keys of [siting] and go before what the study says; a study "
        "without\n"
        "[siting] will do where they say enough. A question without an answer ends with exit code\n"
        "4, and so does a week that cannot be driven: the plan is written without it.\n"
        "Examples:\n"
        "  tractwise site data/studies/sample_siting.toml --out out/plan\n"
        "  tractwise site county.toml --k 8 --within \"10 min,20 min\" --weights 1,0.5\n"
        "  tractwise site county.toml --candidates schools.csv --candidate-where parking=yes \\\n"
        "    --existing clinics --need uninsured_people --k 6 --within \"2 miles\"\n"
        "  tractwise site county.toml --compare today plan");
    command->callback([options, &context] { site(*options, context); });
}

} // namespace tractwise::cli
