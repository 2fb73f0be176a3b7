// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/window/frame.hpp"
#include "viewer/window/window.hpp"

#include <functional>

namespace tractwise::viewer {

/// Seconds from one frame to the next where a script plays.
inline constexpr double kFrameTime = 1.0 / 30;

/// ImGui from beginning to end.
class ImGuiSession {
public:
    ImGuiSession();
    ~ImGuiSession();
    ImGuiSession(const ImGuiSession&) = delete;
    ImGuiSession& operator=(const ImGuiSession&) = delete;
};

App::Options app_options(const RunOptions& options, std::function<void()> wake);
/// Language, theme and study of the command line. Unattended, a study that cannot be read is an Error;
/// else the window shows what is wrong with it.
void start(App& app, const RunOptions& options);
/// The exit code: 1 where the study that was asked for could not be shown.
int finish(const App& app);

/// What is done with each frame besides showing it: exports, the pictures that a script wants, the
/// places of widgets for tests; and when a run without a hand is over.
///
///     Playback playback(options, app, frames);
///     while (...) {
///         frames.draw(width, height, [&] { playback.step(); });
///         if (playback.after_frame())
///             break;
///     }
class Playback {
public:
    Playback(const RunOptions& options, App& app, FrameMaker& frames);

    /// The script's mouse and keys of this frame, and its clock. Without a script: nothing.
    void step();
    /// Writes what is wanted of the frame just drawn; true when the program should end.
    bool after_frame();

private:
    void write_items() const;

    const RunOptions& options_;
    App& app_;
    FrameMaker& frames_;
    Script script_;
    int calm_ = 0;      ///< frames in which nothing was left to do
    int film_next_ = 0; ///< number of the film's next picture
};

} // namespace tractwise::viewer
