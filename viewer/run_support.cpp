// SPDX-License-Identifier: Apache-2.0
#include "run_support.hpp"

#include <tractwise/core/atomic_file.hpp>
#include <tractwise/core/error.hpp>
#include <tractwise/study/data_folders.hpp>

#include <cstdlib>
#include <string>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

namespace fs = std::filesystem;

/// $XDG_CONFIG_HOME/tractwise or ~/.config/tractwise.
fs::path config_folder() {
    if (const char* config = std::getenv("XDG_CONFIG_HOME"); config != nullptr && *config != '\0')
        return fs::path(config) / "tractwise";
    if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
        return fs::path(home) / ".config" / "tractwise";
    return {};
}

} // namespace

ImGuiSession::ImGuiSession() {
    ImGui::CreateContext();
}

ImGuiSession::~ImGuiSession() {
    ImGui::DestroyContext();
}

App::Options app_options(const RunOptions& options, std::function<void()> wake) {
    const std::vector<fs::path> studies = data_folders("studies");
    return {.recipe_folders = data_folders("recipes"),
            .studies = studies.empty() ? fs::path() : fs::weakly_canonical(studies.front()),
            .config = options.spare_config ? fs::path() : config_folder(),
            .wake = std::move(wake)};
}

void start(App& app, const RunOptions& options) {
    if (!options.language.empty())
        app.change_language(options.language == "es" ? Language::Spanish : Language::English);
    if (options.dark)
        app.view().dark = true;
    if (!options.study.empty())
        app.open(options.study);
}

void write_items(App& app, const fs::path& file) {
    if (file.empty())
        return;
    std::string lines;
    for (const auto& [id, item] : app.ui().items.all())
        lines += fmt::format("{} {:.0f} {:.0f} {:.0f} {:.0f}\n", id, item.least.x, item.least.y,
                             item.greatest.x, item.greatest.y);
    for (const auto& [id, text] : app.ui().items.texts())
        lines += fmt::format("text:{} {}\n", id, text);
    lines +=
        fmt::format("frame {}\nsettled {}\nunsaved {}\nselected {}\n", ImGui::GetFrameCount(),
                    app.settled() ? 1 : 0, app.unsaved() ? 1 : 0, app.view().selection.count());
    if (app.snapshot() != nullptr && app.view().pinned)
        lines +=
            fmt::format("pinned {}\n", app.snapshot()->results->tracts->geoid(*app.view().pinned));
    if (const std::optional<double> newly = app.newly_reached())
        lines += fmt::format("newly {:.3f}\n", *newly);
    write_text_file(file, lines);
}

void carry_out_export(App& app, FrameMaker& frames) {
    const std::optional<Edits::ExportMap> wanted = app.take_export();
    if (!wanted)
        return;
    try {
        write_png(wanted->file, frames.draw_export(*wanted));
        app.say(fmt::format(fmt::runtime(app.ui().tr({"Wrote {}", "Se escribió {}"})),
                            wanted->file.string()));
    } catch (const Error& error) {
        app.say(error.message() + (error.hint().empty() ? "" : "\n" + error.hint()), true);
    }
}

int finish(const App& app) {
    if (!app.activity().failure)
        return 0;
    const Activity::Failure& failure = *app.activity().failure;
    fmt::print(stderr, "tractwise-viewer: {}{}{}\n", failure.where,
               failure.where.empty() ? "" : ": ", failure.message);
    if (!failure.hint.empty())
        fmt::print(stderr, "  hint: {}\n", failure.hint);
    return 1;
}

void FilmReel::add(const fs::path& folder, const Image& image) {
    fs::create_directories(folder);
    write_png(folder / fmt::format("{:05}.png", next_++), image);
}

} // namespace tractwise::viewer
