// SPDX-License-Identifier: Apache-2.0
#include "frame.hpp"
#include "gl/gl_map_surface.hpp"
#include "gl/headless_context.hpp"
#include "gl/program.hpp"
#include "run_support.hpp"
#include "ui/keys.hpp"
#include "window.hpp"

#include <chrono>
#include <thread>

#include <epoxy/gl.h>

namespace tractwise::viewer {
namespace {

constexpr double kFrame = 1.0 / 30; // of a script's time

} // namespace

int run_offscreen(const RunOptions& options) {
    const gl::HeadlessContext context;
    const ImGuiSession session;
    App app(app_options(options, [] {}), std::make_unique<gl::GlMapSurface>());
    start(app, options);
    app.set_display_scale(options.scale > 0 ? options.scale : 1);
    Script script = options.script.empty() ? Script() : Script::read(options.script);
    FrameMaker frames(app);
    gl::Canvas canvas;
    ImGuiIO& io = ImGui::GetIO();
    ui::map_keys();
    FilmReel film;
    int calm = 0;
    while (true) {
        canvas.begin(options.width, options.height);
        GLint bound = 0;
        glGetIntegerv(GL_FRAMEBUFFER_BINDING, &bound);
        app.ui().offscreen = static_cast<unsigned>(bound);
        frames.draw(options.width, options.height, [&] {
            io.DisplaySize = {static_cast<float>(options.width),
                              static_cast<float>(options.height)};
            io.DeltaTime = static_cast<float>(kFrame);
            script.step(app, kFrame);
        });
        write_items(app, options.items);
        carry_out_export(app, frames);
        if (const std::string file = script.take_screenshot(); !file.empty())
            write_png(file, frames.grab(options.width, options.height));
        if (!script.film_folder().empty())
            film.add(script.film_folder(), frames.grab(options.width, options.height));
        if (script.quits() || app.wants_quit())
            break;
        calm = app.settled() && script.done() ? calm + 1 : 0;
        if (calm > 3)
            break;
        // What is computed takes its time; the script's clock should not run away meanwhile.
        if (app.activity().busy)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    if (!options.screenshot.empty())
        write_png(options.screenshot, frames.grab(options.width, options.height));
    return finish(app);
}

} // namespace tractwise::viewer
