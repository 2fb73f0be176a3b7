// SPDX-License-Identifier: Apache-2.0
#include "viewer/window/run_support.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/error.hpp"
#include "engine/study/data_folders.hpp"

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
    const std::vector<fs::path> studies = study::data_folders("studies");
    return {.recipe_folders = study::data_folders("recipes"),
            .studies = studies.empty() ? fs::path() : fs::weakly_canonical(studies.front()),
            .config = options.spare_config ? fs::path() : config_folder(),
            .wake = std::move(wake)};
}

void start(App& app, const RunOptions& options) {
    if (!options.language.empty())
        app.change_language(options.language == "es" ? Language::Spanish : Language::English);
    if (options.dark)
        app.view().dark = true;
    if (options.study.empty())
        return;
    if (options.unattended()) // an error of the study, or of its [view], ends here
        static_cast<void>(Document::of(study::Study::read(options.study)));
    app.open(options.study);
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

Playback::Playback(const RunOptions& options, App& app, FrameMaker& frames)
    : options_(options), app_(app), frames_(frames),
      script_(options.script.empty() ? Script() : Script::read(options.script)) {}

void Playback::step() {
    if (script_.done())
        return;
    ImGui::GetIO().DeltaTime = static_cast<float>(kFrameTime);
    script_.step(app_, kFrameTime);
}

bool Playback::after_frame() {
    if (!options_.items.empty())
        write_items();
    if (const std::string file = script_.take_screenshot(); !file.empty())
        write_png(file, frames_.grab());
    if (const fs::path folder = script_.film_folder(); !folder.empty()) {
        fs::create_directories(folder);
        write_png(folder / fmt::format("{:05}.png", film_next_++), frames_.grab());
    }
    calm_ = options_.unattended() && app_.settled() && script_.done() ? calm_ + 1 : 0;
    // ImGui settles layouts over some frames.
    if (calm_ <= 3 && !script_.quits() && !app_.wants_quit())
        return false;
    if (!options_.screenshot.empty())
        write_png(options_.screenshot, frames_.grab());
    return true;
}

void Playback::write_items() const {
    std::string lines;
    for (const auto& [id, item] : app_.ui().items.all())
        lines += fmt::format("{} {:.0f} {:.0f} {:.0f} {:.0f}\n", id, item.least.x, item.least.y,
                             item.greatest.x, item.greatest.y);
    for (const auto& [id, text] : app_.ui().items.texts())
        lines += fmt::format("text:{} {}\n", id, text);
    lines +=
        fmt::format("frame {}\nsettled {}\nunsaved {}\nselected {}\n", ImGui::GetFrameCount(),
                    app_.settled() ? 1 : 0, app_.unsaved() ? 1 : 0, app_.view().selection.count());
    if (app_.snapshot() != nullptr && app_.view().pinned)
        lines += fmt::format("pinned {}\n",
                             app_.snapshot()->results->tracts->geoid(*app_.view().pinned));
    if (const std::optional<double> newly = app_.newly_reached())
        lines += fmt::format("newly {:.3f}\n", *newly);
    write_text_file(options_.items, lines);
}

} // namespace tractwise::viewer
