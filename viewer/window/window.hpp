// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/window/script.hpp"

#include <filesystem>
#include <string>

namespace tractwise::viewer {

/// What the command line asked of the program besides a study.
struct RunOptions {
    int width = 1600, height = 1000;
    float scale = 0; ///< of text and lines; 0: the display's own
    std::filesystem::path
        screenshot; ///< written once everything has come to rest; then the program ends
    std::filesystem::path script; ///< played; then the program ends
    std::filesystem::path items; ///< where every widget stands, written after each frame: for tests
    std::filesystem::path study;
    std::string language; ///< "en", "es"; empty: as last time
    bool dark = false;
    bool spare_config = false; ///< no recent files, no autosave, default preferences

    /// Nobody sits before it: frames follow each other at once, and what fails ends the program.
    bool unattended() const { return !screenshot.empty() || !script.empty(); }
};

/// True where windows can be opened here.
bool has_display();

/// Opens the window and runs until it is closed; the exit code.
int run_in_window(const RunOptions& options);
/// The same without a window or a display, for screenshots and scripts: OpenGL in memory (EGL).
int run_offscreen(const RunOptions& options);

} // namespace tractwise::viewer
