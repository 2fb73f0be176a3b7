// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/app/app.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

namespace tractwise::viewer {

/// A picture as it came from the graphics card: RGB, rows from the top.
struct Image {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgb;
};
/// Written whole or not at all. Error(Input) where it cannot be written.
void write_png(const std::filesystem::path& file, const Image& image);

/// Draws frames of the app with OpenGL, on a window or without one: whoever owns the context calls
/// it between polling input and swapping buffers.
///
///     FrameMaker frames(app);
///     frames.draw(width, height, [&] { script.step(); });
///     frames.paint();                                  // grab() does it too: frames that nobody sees
///     write_png("out.png", frames.grab());             // need not be painted
///
/// `begin` is called after ImGui's backends have had their say and before the frame begins: a
/// script puts its own mouse and keys there.
class FrameMaker {
public:
    explicit FrameMaker(App& app);
    ~FrameMaker();
    FrameMaker(const FrameMaker&) = delete;
    FrameMaker& operator=(const FrameMaker&) = delete;

    void draw(int width, int height, const std::function<void()>& begin);
    void paint(); ///< what was drawn last, once
    Image grab(); ///< of what was drawn last

private:
    void upload_fonts();
    App& app_;
    int width_ = 0, height_ = 0;
    bool painted_ = true;
};

} // namespace tractwise::viewer
