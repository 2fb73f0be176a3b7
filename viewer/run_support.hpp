// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frame.hpp"
#include "window.hpp"

#include <functional>

namespace tractwise::viewer {

/// ImGui from beginning to end.
class ImGuiSession {
public:
    ImGuiSession();
    ~ImGuiSession();
    ImGuiSession(const ImGuiSession&) = delete;
    ImGuiSession& operator=(const ImGuiSession&) = delete;
};

App::Options app_options(const RunOptions& options, std::function<void()> wake);
/// Language, theme and study of the command line.
void start(App& app, const RunOptions& options);
/// Every widget and its place as lines "id x0 y0 x1 y1"; nothing for an empty file name.
void write_items(App& app, const std::filesystem::path& file);
/// Writes the map that a dialog asked for and says how it went.
void carry_out_export(App& app, FrameMaker& frames);
/// The exit code: 1 where the study that was asked for could not be shown.
int finish(const App& app);

/// Numbered pictures of a film.
class FilmReel {
public:
    void add(const std::filesystem::path& folder, const Image& image);

private:
    int next_ = 0;
};

} // namespace tractwise::viewer
