// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/layer_catalog.hpp"
#include "engine/cli/units_option.hpp"

#include "engine/core/error.hpp"
#include "engine/io/calendar.hpp"
#include "engine/paper/study_maps.hpp"
#include "engine/report/export.hpp"
#include "engine/report/summary.hpp"
#include "engine/study/data_folders.hpp"
#include "engine/study/session.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::cli {
namespace {

struct RunOptions {
    std::string study, out;
    bool json = false, quiet = false, maps = false;
    std::optional<Units> units;
};

void run(const RunOptions& options, Context& context) {
    study::Study study = study::Study::read(options.study);
    if (options.units)
        study.units = options.units;
    const std::filesystem::path out = options.out.empty() ? study.file.parent_path() / study.out
                                                          : std::filesystem::path(options.out);
    std::vector<paper::StudyMap> maps;
    if (options.maps) {
        if (study.maps.empty())
            throw Error(ErrorKind::Usage, "the study asks for no maps",
                        {.where = options.study, .hint = "add [map.NAME] with column = \"...\""});
        maps = paper::maps_of(study, study.reader(), io::iso_day(io::today()));
    }
    const layer::LayerCatalog catalog = layer_catalog();
    study::Session session(catalog, study::data_folders("recipes"));
    session.update(std::move(study));
    ConsoleProgress console(options.quiet || options.json);
    const auto results = session.run(console.progress().part(0, 0.8));
    auto files =
        report::export_results(*results, out, context.arguments, console.progress().part(0.8, 0.9));
    if (!maps.empty())
        for (const std::string& file :
             paper::write_maps(maps, study::ResultColumns(results),
                               map::read_overlays(*results, console.progress().part(0.9, 0.92)),
                               out / "maps", console.progress().part(0.92, 1)))
            files.push_back("maps/" + file);
    console.finish();
    if (results->siting && results->siting->schedule_problem) // the plan is written without a week
        context.exit_code = static_cast<int>(ErrorKind::Infeasible);
    if (options.json) {
        print_json(nlohmann::ordered_json{
            {"folder", out.string()},
            {"files", files},
            {"tracts", results->tracts->size()},
            {"ranked", results->index ? results->index->n_ranked : 0},
            {"stops", results->siting ? results->siting->plan.stops.size() : 0},
            {"findings", results->diagnostics.findings().size()}});
        return;
    }
    print(report::summary_text(*results));
    print(fmt::format("\nWritten to {}\n", out.string()));
    for (const std::string& file : files)
        print("  " + file + "\n");
}

} // namespace

void add_run(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand("run", "Join, compute layers and index, write all exports");
    auto options = std::make_shared<RunOptions>();
    command->add_option("study", options->study, "Study file (TOML)")->required();
    command->add_option("--out", options->out, "Output folder (default: the study's)");
    command->add_flag("--maps", options->maps,
                      "Also the maps of the study, [map.NAME], into maps/");
    add_units_option(*command, options->units);
    command->add_flag("--json", options->json, "Print a machine-readable summary");
    command->add_flag("--quiet", options->quiet, "No progress");
    command->footer("Example:\n  tractwise run data/studies/sample.toml --out out/sample");
    command->callback([options, &context] { run(*options, context); });
}

} // namespace tractwise::cli
