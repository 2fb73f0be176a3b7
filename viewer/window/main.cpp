// SPDX-License-Identifier: Apache-2.0
#include "viewer/window/window.hpp"

#include "engine/core/error.hpp"
#include "engine/io/network.hpp"

#include <cstdio>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

using namespace tractwise;

namespace {

constexpr const char* kHelp =
    "Shows census tracts, weighs an index and finds places for mobile clinics.\n"
    "\n"
    "Example:\n"
    "  tractwise-viewer data/studies/sample.toml\n"
    "  tractwise-viewer --screenshot map.png --size 1600x1000 data/studies/sample.toml";

void parse_size(const std::string& text, viewer::RunOptions& options) {
    if (std::sscanf(text.c_str(), "%dx%d", &options.width, &options.height) != 2 ||
        options.width < 320 || options.height < 240 || options.width > 16384 ||
        options.height > 16384)
        throw Error(ErrorKind::Usage, fmt::format("\"{}\" is no size", text),
                    {.where = "--size", .hint = "write it as 1600x1000, at least 320x240"});
}

int run(int argc, char** argv) {
    CLI::App arguments{kHelp, "tractwise-viewer"};
    viewer::RunOptions options;
    std::string size, study, screenshot, script, items;
    arguments.add_option("study", study, "study to open (TOML)")->option_text("[STUDY.toml]");
    arguments
        .add_option("--screenshot", screenshot,
                    "write a picture once all is computed, and end; needs no display")
        ->option_text("OUT.png");
    arguments.add_option("--size", size, "of the window or picture, in pixels (1600x1000)")
        ->option_text("WxH");
    arguments.add_option("--scale", options.scale, "of text and lines (the display's own)")
        ->check(CLI::Range(0.5, 4.0))
        ->option_text("N");
    arguments.add_option("--script", script, "play a list of actions, and end (viewer/README.md)")
        ->option_text("FILE");
    arguments.add_option("--items", items, "keep writing where every widget stands: for tests")
        ->option_text("FILE");
    arguments.add_option("--language", options.language, "en or es (as last time)")
        ->check(CLI::IsMember({"en", "es"}))
        ->option_text("CODE");
    arguments.add_flag("--dark", options.dark, "dark colors");
    arguments.add_flag("--no-config", options.spare_config,
                       "neither read nor write recent files, preferences and autosave");
    bool window = false;
    arguments.add_flag("--window", window, "a real window, also for --screenshot and --script");
    arguments.add_flag_callback(
        "--allow-network", [] { io::allow_network(true); }, "sources may lead to servers");
    arguments.set_version_flag("--version", "tractwise-viewer " TRACTWISE_VERSION);
    try {
        arguments.parse(argc, argv);
    } catch (const CLI::Success& wanted) {
        return arguments.exit(wanted);
    } catch (const CLI::ParseError& error) {
        throw Error(ErrorKind::Usage, error.what(),
                    {.where = {}, .hint = "see tractwise-viewer --help"});
    }
    if (!size.empty())
        parse_size(size, options);
    options.study = study;
    options.screenshot = screenshot;
    options.script = script;
    options.items = items;
    if (options.unattended())
        options.spare_config = true; // a picture must not depend on who makes it
    return options.unattended() && !window ? viewer::run_offscreen(options)
                                           : viewer::run_in_window(options);
}

} // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const Error& error) {
        fmt::print(stderr, "tractwise-viewer: {}\n", error.what());
        return error.exit_code();
    } catch (const std::exception& error) {
        fmt::print(stderr, "tractwise-viewer: {}\n", error.what());
        return 1;
    }
}
