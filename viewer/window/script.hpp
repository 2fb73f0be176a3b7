// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/app/app.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// A list of what a user does, one line each, played frame by frame: to test, film and document.
///
///     open data/studies/sample.toml     # study, relative to where the program was started
///     drop sites.csv                    # on the window: what is it for?
///     wait                              # until nothing is computed and the picture stands still
///     click side.weigh                  # a widget by its name, or: click 400 300
///     shift click tract 99001003100     # shift, ctrl; a tract by GEOID
///     hover tract 99001003100           # also: hover 400 300, hover weigh.housing
///     drag weigh.housing 60 0           # press there, move by so many pixels, let go
///     drag 700 400 to 760 420
///     lasso 600 300 700 300 700 400     # with the tool chosen before
///     wheel 3 at 700 400
///     key ctrl+z
///     type risk_pct > 90
///     pause 0.5                         # seconds of the program's time
///     set dark on | set language es | set scale 1.5
///     screenshot map.png
///     film frames/                      # every frame from here on as a picture; film off
///     quit                              # even with unsaved changes
///
/// Error(Usage) with file and line for a word that is none; a widget that is not on screen, or a
/// tract that does not exist, is Error(Input) when its line is reached.
class Script {
public:
    Script() = default;
    static Script read(const std::filesystem::path& file);

    bool done() const { return at_ >= steps_.size(); }
    /// Puts the mouse and keys of this frame into ImGui's io. Call between the backends' and ImGui's
    /// own NewFrame.
    void step(App& app, double dt);
    /// A picture that is wanted of the frame that was just drawn.
    std::string take_screenshot() { return std::exchange(screenshot_, {}); }
    const std::string& film_folder() const { return film_; }
    bool quits() const { return quit_; }

private:
    struct Step {
        std::vector<std::string> words;
        std::string rest; ///< everything behind the first word
        std::string where;
    };
    bool play(const Step& step, App& app); ///< true when it is over
    /// The widget it names may come a moment after what opened it.
    bool still_to_come(const Step& step, App& app) const;
    ImVec2 spot(const Step& step, std::size_t& word, App& app) const;
    [[noreturn]] void fail(const Step& step, const std::string& message) const;

    std::vector<Step> steps_;
    std::size_t at_ = 0;
    int frames_seen_ = 0;
    int frame_ = 0;     ///< of the step
    double waited_ = 0; ///< seconds in the step
    ImVec2 mouse_{-1, -1}, from_{0, 0};
    bool button_ = false;
    int key_ = -1;
    bool ctrl_ = false, shift_ = false;
    std::string screenshot_, film_;
    bool quit_ = false;
};

} // namespace tractwise::viewer
