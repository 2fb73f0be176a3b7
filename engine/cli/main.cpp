// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/commands.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/report/run_record.hpp"

#include <cstdio>
#include <exception>
#include <new>

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

int run(int argc, char** argv) {
    using namespace tractwise;
    cli::Context context;
    context.arguments.assign(argv + (argc > 0 ? 1 : 0), argv + argc);

    CLI::App app("Tractwise: neighborhood risk indices from census tracts, food access, housing "
                 "and clinic distance",
                 "tractwise");
    app.set_version_flag("--version", std::string(report::program_version()));
    app.require_subcommand(1);
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
    cli::add_replay(app, context);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        refuse_unknown_command(app);
        const int code = app.exit(e);
        return code == 0 ? 0 : static_cast<int>(ErrorKind::Usage);
    }
    return context.exit_code;
}

} // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const tractwise::Error& e) {
        fmt::print(stderr, "tractwise: {}\n", e.what());
        return e.exit_code();
    } catch (const std::bad_alloc&) {
        fmt::print(stderr,
                   "tractwise: out of memory\n  hint: read fewer tracts or columns at a time\n");
        return 1;
    } catch (const std::exception& e) {
        fmt::print(
            stderr,
            "tractwise: internal error: {}\n  hint: please report it with the command you ran\n",
            e.what());
        return 1;
    }
}
