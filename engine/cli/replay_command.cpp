// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"
#include "console.hpp"
#include "data_folders.hpp"

#include <tractwise/core/atomic_file.hpp>
#include <tractwise/core/error.hpp>
#include <tractwise/core/sha256.hpp>
#include <tractwise/report/export.hpp>
#include <tractwise/report/run_record.hpp>
#include <tractwise/study/session.hpp>

#include <filesystem>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

namespace tractwise::cli {
namespace {

namespace fs = std::filesystem;

class ScratchFolder {
public:
    ScratchFolder()
        : path_(fs::temp_directory_path() / fmt::format("tractwise-replay-{}", ::getpid())) {
        fs::create_directories(path_);
    }
    ~ScratchFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

void require_same_inputs(const RecordedRun& run) {
    for (const InputFile& input : run.inputs) {
        const std::string now = io::fingerprint(run.study.sources.at(input.source));
        if (now != input.sha256)
            throw Error(
                ErrorKind::Input,
                fmt::format("the input of source \"{}\" has changed since the run", input.source),
                {.where = input.path,
                 .hint =
                     fmt::format("SHA-256 was {}..., is {}...; put the old file back, or run anew",
                                 input.sha256.substr(0, 12), now.substr(0, 12))});
    }
}

void replay(const std::string& record_file, Context& context) {
    RecordedRun run = read_run_record(record_file);
    require_same_inputs(run);
    // The recorded recipe is used, not today's: data/recipes may have changed since. Its overrides
    // are already in it.
    const ScratchFolder scratch;
    if (run.study.index) {
        write_text_file(scratch.path() / "recipe.toml", run.recipe);
        const std::string asked = run.study.index->recipe;
        run.study.index = IndexChoice{.recipe = (scratch.path() / "recipe.toml").string()};
    }
    const LayerCatalog catalog = layer_catalog();
    Session session(catalog, recipe_folders());
    session.update(run.study);
    ConsoleProgress console;
    const auto results = session.run(console.progress().part(0, 0.8));
    export_results(*results, scratch.path() / "out", {}, console.progress().part(0.8, 1));
    console.finish();
    for (const RecordedRun::Output& output : run.outputs) {
        const fs::path file = scratch.path() / "out" / output.name;
        if (!fs::exists(file) || sha256_of_file(file) != output.sha256) {
            print(fmt::format("differs: {}\n", output.name));
            if (run.version != program_version())
                print(fmt::format("  the run was made by tractwise {}, this is {}\n", run.version,
                                  program_version()));
            context.exit_code = static_cast<int>(ErrorKind::Input);
            return;
        }
    }
    print(fmt::format("identical: {} files, {} inputs\n", run.outputs.size(), run.inputs.size()));
}

} // namespace

void add_replay(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand("replay", "Repeat a recorded run and compare every file");
    auto record = std::make_shared<std::string>();
    command->add_option("record", *record, "run.json of the run")->required();
    command->footer(
        "Prints \"identical\", or the first file that differs (exit code 3).\nExample:\n"
        "  tractwise replay out/sample/run.json");
    command->callback([record, &context] { replay(*record, context); });
}

} // namespace tractwise::cli
