// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/cli/layer_catalog.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/error.hpp"
#include "engine/core/sha256.hpp"
#include "engine/core/work_folder.hpp"
#include "engine/report/export.hpp"
#include "engine/report/plan_export.hpp"
#include "engine/report/run_record.hpp"
#include "engine/study/data_folders.hpp"
#include "engine/study/session.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>

namespace tractwise::cli {
namespace {

namespace fs = std::filesystem;

fs::path temporary_folder() {
    std::error_code failed;
    const fs::path folder = fs::temp_directory_path(failed);
    if (failed)
        throw Error(ErrorKind::Usage, "there is no folder for temporary files: " + failed.message(),
                    {.where = "TMPDIR", .hint = "set TMPDIR to a folder that you may write to"});
    return folder;
}

[[noreturn]] void fail_as_changed(const study::InputFile& input, const std::string& now) {
    throw Error(
        ErrorKind::Input,
        fmt::format("the input of source \"{}\" has changed since the run", input.source),
        {.where = input.path,
         .hint = fmt::format("SHA-256 was {}..., is {}...; put the old file back, or run anew",
                             input.sha256.substr(0, 12), now.substr(0, 12))});
}

void require_same_inputs(const report::RecordedRun& run) {
    for (const study::InputFile& input : run.inputs)
        if (const std::string now = io::fingerprint(run.study.sources.at(input.source));
            now != input.sha256)
            fail_as_changed(input, now);
}

/// Files of other runs that would pass for this one's, where names tell.
std::vector<std::string> files_of_no_record(const fs::path& record_file,
                                            const report::RecordedRun& run) {
    std::vector<std::string> strangers;
    for (const char* name : {"indices.csv", "indices.geojson", "indices.gpkg", "indices.xlsx"}) {
        std::error_code ignored;
        if (fs::is_regular_file(record_file.parent_path() / name, ignored) &&
            std::none_of(run.outputs.begin(), run.outputs.end(),
                         [&](const auto& output) { return output.name == name; }))
            strangers.emplace_back(name);
    }
    return strangers;
}

/// The files that still lie beside the record: the computation may be the same although somebody
/// has edited or lost what it once wrote. True where all are as they were.
bool check_files_beside(const fs::path& record_file, const report::RecordedRun& run) {
    bool same = true;
    for (const report::RecordedRun::Output& output : run.outputs) {
        const fs::path file = record_file.parent_path() / output.name;
        std::error_code ignored;
        if (!fs::is_regular_file(file, ignored))
            print(fmt::format("missing beside the record: {}\n", output.name));
        else if (sha256_of_file(file) != output.sha256)
            print(fmt::format("changed since the run: {}\n", output.name));
        else
            continue;
        same = false;
    }
    for (const std::string& name : files_of_no_record(record_file, run)) {
        print(fmt::format("not of this run: {}\n", name));
        same = false;
    }
    return same;
}

void replay(const std::string& record_file, Context& context) {
    report::RecordedRun run = report::read_run_record(record_file);
    require_same_inputs(run);
    // The recorded recipe is used, not today's: data/recipes may have changed since. Its overrides
    // are already in it.
    const WorkFolder scratch(temporary_folder(), "replay");
    if (run.study.index) {
        write_text_file(scratch.path() / "recipe.toml", run.recipe);
        run.study.index = study::IndexChoice{.recipe = (scratch.path() / "recipe.toml").string()};
    }
    const layer::LayerCatalog catalog = layer_catalog();
    study::Session session(catalog, study::data_folders("recipes"));
    session.update(run.study);
    ConsoleProgress console;
    const auto results = session.run(console.progress().part(0, 0.8));
    const fs::path out = scratch.path() / "out";
    const Progress writing = console.progress().part(0.8, 1);
    if (results->siting && run.compared.size() == 2) // the plan alone, and what it changes
        report::export_plan(*results, out, {}, run.compared, writing);
    else
        report::export_results(*results, out, {}, writing);
    console.finish();
    for (const study::InputFile& input : run.inputs) // also between that look and this run
        for (const study::InputFile& read : results->inputs)
            if (read.source == input.source && read.sha256 != input.sha256)
                fail_as_changed(input, read.sha256);
    for (const report::RecordedRun::Output& output : run.outputs) {
        const fs::path file = out / output.name;
        if (!fs::exists(file) || sha256_of_file(file) != output.sha256) {
            print(fmt::format("differs: {}\n", output.name));
            if (run.version != report::program_version())
                print(fmt::format("  the run was made by tractwise {}, this is {}\n", run.version,
                                  report::program_version()));
            context.exit_code = static_cast<int>(ErrorKind::Input);
            return;
        }
    }
    print(fmt::format("identical: {} files, {} inputs\n", run.outputs.size(), run.inputs.size()));
    if (!check_files_beside(record_file, run)) {
        print("  the repeated run gives what was recorded; run the study anew to restore them\n");
        context.exit_code = static_cast<int>(ErrorKind::Input);
    }
}

} // namespace

void add_replay(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand(
        "replay", "Repeat a recorded run, compare every file, and look at the files beside it");
    auto record = std::make_shared<std::string>();
    command->add_option("record", *record, "run.json of the run")->required();
    command->footer(
        "Prints \"identical\", or the first file that differs (exit code 3). Files beside the\n"
        "record that were changed or lost since the run are named as well (exit code 3).\n"
        "Example:\n"
        "  tractwise replay out/sample/run.json");
    command->callback([record, &context] { replay(*record, context); });
}

} // namespace tractwise::cli
