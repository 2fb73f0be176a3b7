// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/core/work_folder.hpp"
#include "engine/io/network.hpp"
#include "engine/report/run_record.hpp"

#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <new>
#include <system_error>

#include <fmt/format.h>

namespace {

constexpr const char* kFooter = R"(
Exit codes: 0 done, 2 wrong arguments, study or recipe, 3 a file that cannot be read or joined,
            4 no answer exists, 130 stopped, 1 an internal error.

Start with the bundled county:
  tractwise run data/studies/sample.toml --out out/sample
  tractwise explain data/studies/sample.toml 99001003100)";

/// Names the word where a command was expected; CLI11 only says that one is missing.
void refuse_unknown_command(const CLI::App& app) {
    const std::vector<std::string> words = app.remaining();
    if (!app.get_subcommands().empty() || words.empty())
        return;
    const std::string& word = words.front();
    if (word.starts_with('-'))
        throw tractwise::Error(tractwise::ErrorKind::Usage, fmt::format("unknown option {}", word),
                               {.hint = "a command comes first: tractwise run study.toml; "
                                        "tractwise --help lists them"});
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(command->get_name());
    throw tractwise::Error(tractwise::ErrorKind::Usage, fmt::format("unknown command \"{}\"", word),
                           {.hint = tractwise::suggestion(word, names)});
}

/// What was done to files that are not of this run is said however it ends.
struct NotesAtEnd {
    ~NotesAtEnd() {
        for (const std::string& note : tractwise::take_writing_notes())
            tractwise::cli::print_error(note);
    }
};

int run(int argc, char** argv) {
    using namespace tractwise;
    cli::Context context;
    context.arguments.assign(argv + (argc > 0 ? 1 : 0), argv + argc);

    CLI::App app("Tractwise: neighborhood risk indices from census tracts, food access, housing "
                 "and clinic distance",
                 "tractwise");
    app.set_version_flag("--version", std::string(report::program_version()));
    app.require_subcommand(1);
    app.add_flag_callback(
        "--allow-network", [] { io::allow_network(true); },
        "Sources may lead to servers (https:, PG:, /vsicurl/ ...); without it nothing leaves this "
        "machine");
    app.footer(kFooter);
    cli::add_run(app, context);
    cli::add_check(app, context);
    cli::add_explain(app, context);
    cli::add_index(app, context);
    cli::add_assign(app, context);
    cli::add_inspect(app, context);
    cli::add_layers(app, context);
    cli::add_recipes(app, context);
    cli::add_streets(app, context);
    cli::add_access(app, context);
    cli::add_catchment(app, context);
    cli::add_site(app, context);
    cli::add_map(app, context);
    cli::add_correlate(app, context);
    cli::add_compare(app, context);
    cli::add_stability(app, context);
    cli::add_clusters(app, context);
    cli::add_coherence(app, context);
    cli::add_disparity(app, context);
    cli::add_report(app, context);
    cli::add_page(app, context);
    cli::add_replay(app, context);
    for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
        command->fallthrough(); // --allow-network may stand behind the command too
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        refuse_unknown_command(app);
        const int code = app.exit(e);
        cli::require_printed();
        return code == 0 ? 0 : static_cast<int>(ErrorKind::Usage);
    }
    cli::require_printed();
    return context.exit_code;
}

} // namespace

int main(int argc, char** argv) {
    std::signal(SIGXFSZ, SIG_IGN); // a file that may grow no more is an error like a full disk
    const NotesAtEnd notes;
    try {
        return run(argc, argv);
    } catch (const tractwise::Error& e) {
        tractwise::cli::print_error(e.what());
        return e.exit_code();
    } catch (const std::bad_alloc&) {
        fmt::print(stderr,
                   "tractwise: out of memory\n  hint: read fewer tracts or columns at a time\n");
        return 1;
    } catch (const std::filesystem::filesystem_error& e) {
        const std::string path = tractwise::as_it_will_be(e.path1().string());
        tractwise::cli::print_error(
            fmt::format("{}{}{}\n  hint: check that it exists and may be read and written", path,
                        path.empty() ? "" : ": ", e.code().message()));
        return static_cast<int>(tractwise::ErrorKind::Input);
    } catch (const std::system_error& e) { // no thread, say, under a limit of processes
        tractwise::cli::print_error("the system refuses: " + e.code().message() +
                                    "\n  hint: are limits set for this process (ulimit -a)?");
        return 1;
    } catch (const std::exception& e) {
        fmt::print(
            stderr,
            "tractwise: internal error: {}\n  hint: please report it with the command you ran\n",
            e.what());
        return 1;
    }
}
