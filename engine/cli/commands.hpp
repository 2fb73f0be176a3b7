// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include <functional>
#include <string>
#include <vector>

/// The program's commands: each file adds its subcommand with options, help and example, and a
/// callback that wires arguments to the engine. No arithmetic lives here.
namespace tractwise::cli {

/// What a command shares with the others.
struct Context {
    std::vector<std::string> arguments; ///< as typed, for run.json
    int exit_code = 0; ///< set by commands that succeed but found something (check --strict)
};

void add_run(CLI::App& app, Context& context);
void add_check(CLI::App& app, Context& context);
void add_explain(CLI::App& app, Context& context);
void add_layers(CLI::App& app, Context& context);
void add_recipes(CLI::App& app, Context& context);
void add_inspect(CLI::App& app, Context& context);
void add_index(CLI::App& app, Context& context);
void add_assign(CLI::App& app, Context& context);
void add_streets(CLI::App& app, Context& context);
void add_access(CLI::App& app, Context& context);
void add_catchment(CLI::App& app, Context& context);
void add_site(CLI::App& app, Context& context);
void add_map(CLI::App& app, Context& context);
void add_correlate(CLI::App& app, Context& context);
void add_compare(CLI::App& app, Context& context);
void add_stability(CLI::App& app, Context& context);
void add_clusters(CLI::App& app, Context& context);
void add_coherence(CLI::App& app, Context& context);
void add_disparity(CLI::App& app, Context& context);
void add_report(CLI::App& app, Context& context);
void add_page(CLI::App& app, Context& context);
void add_replay(CLI::App& app, Context& context);

} // namespace tractwise::cli
