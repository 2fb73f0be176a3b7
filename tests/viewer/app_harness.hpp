// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/app/app.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace tractwise::test {

/// The whole program but its window: clicked by the names of its widgets, with no OpenGL.
///
///     AppHarness app;
///     app.open(sample_study());
///     app.click("side.weigh");
///     app->view().side;
class AppHarness {
public:
    /// `config`: folder for recent files and autosave; empty: none.
    explicit AppHarness(const std::filesystem::path& config = {}, int width = 1600,
                        int height = 1000);
    ~AppHarness();
    AppHarness(const AppHarness&) = delete;
    AppHarness& operator=(const AppHarness&) = delete;

    viewer::App* operator->() { return &*app_; }
    void frames(int count = 2);
    void open(const std::filesystem::path& study); ///< and waits for its results
    void settle();                                 ///< frames until nothing is computed
    void click(const std::string& id, bool shift = false, bool ctrl = false);
    void click_at(float x, float y, bool shift = false, bool ctrl = false);
    void drag_at(float x0, float y0, float x1, float y1, bool shift = false);
    void drag(const std::string& id, float dx, float dy = 0);
    void hover_at(float x, float y);
    void key(int glfw_key, bool ctrl = false, bool shift = false);
    void wheel_at(float x, float y, float notches);
    void type(const std::string& text);
    void resize(int width, int height);
    /// Every line of text that a frame draws, painted ones too: read from its letters.
    std::vector<std::string> texts();
    bool open_study() const { return app_->snapshot() != nullptr || app_->activity().busy; }
    bool has(const std::string& id) const;
    ImVec2 pixel_of_tract(const std::string& geoid) const; ///< in the window
    std::uint32_t row_of(const std::string& geoid) const;

private:
    std::unique_ptr<viewer::App> app_;
};

} // namespace tractwise::test
