// SPDX-License-Identifier: Apache-2.0
#include "viewer/gl/headless_context.hpp"
#include "viewer/gl/program.hpp"
#include "viewer/gl/raster_map_surface.hpp"
#include "viewer/ui/keys.hpp"
#include "viewer/window/frame.hpp"
#include "viewer/window/run_support.hpp"
#include "viewer/window/window.hpp"

#include <epoxy/gl.h>

namespace tractwise::viewer {

int run_offscreen(const RunOptions& options) {
    const gl::HeadlessContext context;
    const ImGuiSession session;
    App app(app_options(options, [] {}), gl::map_surface_of_this_machine());
    start(app, options);
    app.set_display_scale(options.scale > 0 ? options.scale : 1);
    FrameMaker frames(app);
    Playback playback(options, app, frames);
    gl::Canvas canvas;
    ImGuiIO& io = ImGui::GetIO();
    ui::map_keys();
    while (true) {
        canvas.begin(options.width, options.height);
        GLint bound = 0;
        glGetIntegerv(GL_FRAMEBUFFER_BINDING, &bound);
        app.ui().offscreen = static_cast<unsigned>(bound);
        frames.draw(options.width, options.height, [&] {
            io.DisplaySize = {static_cast<float>(options.width),
                              static_cast<float>(options.height)};
            io.DeltaTime = static_cast<float>(kFrameTime);
            playback.step();
        });
        if (playback.after_frame())
            break;
        // What is computed takes its time; the script's clock should not run away meanwhile, and
        // pictures of a study that is still being read only keep it from being read.
        if (app.activity().busy)
            app.wait(app.snapshot() == nullptr ? 0.25 : 0.01);
    }
    return finish(app);
}

} // namespace tractwise::viewer
