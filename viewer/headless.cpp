// SPDX-License-Identifier: Apache-2.0
#include "frame.hpp"
#include "gl/gl_map_surface.hpp"
#include "gl/program.hpp"
#include "run_support.hpp"
#include "ui/keys.hpp"
#include "window.hpp"

#include <tractwise/core/error.hpp>

#include <chrono>
#include <thread>

#include <epoxy/egl.h>
#include <epoxy/gl.h>

namespace tractwise::viewer {
namespace {

constexpr double kFrame = 1.0 / 30; // of a script's time

/// A context of OpenGL 3.3 with no display behind it.
class HeadlessContext {
public:
    HeadlessContext() {
        display_ =
            eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
        EGLint major = 0, minor = 0;
        if (display_ == EGL_NO_DISPLAY || eglInitialize(display_, &major, &minor) == EGL_FALSE)
            fail();
        eglBindAPI(EGL_OPENGL_API);
        const EGLint config_wanted[] = {EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE,
                                        EGL_OPENGL_BIT, EGL_NONE};
        EGLConfig config = nullptr;
        EGLint count = 0;
        eglChooseConfig(display_, config_wanted, &config, 1, &count);
        const EGLint context_wanted[] = {EGL_CONTEXT_MAJOR_VERSION,
                                         3,
                                         EGL_CONTEXT_MINOR_VERSION,
                                         3,
                                         EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                         EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                         EGL_NONE};
        context_ = eglCreateContext(display_, count > 0 ? config : nullptr, EGL_NO_CONTEXT,
                                    context_wanted);
        if (context_ == EGL_NO_CONTEXT ||
            eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, context_) == EGL_FALSE)
            fail();
    }
    ~HeadlessContext() {
        eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
        eglDestroyContext(display_, context_);
        eglTerminate(display_);
    }
    HeadlessContext(const HeadlessContext&) = delete;
    HeadlessContext& operator=(const HeadlessContext&) = delete;

private:
    [[noreturn]] static void fail() {
        throw Error(
            ErrorKind::Internal, "OpenGL cannot be started without a display",
            {.where = {}, .hint = "install libegl1 and libgl1-mesa-dri, or run under xvfb-run"});
    }
    EGLDisplay display_ = EGL_NO_DISPLAY;
    EGLContext context_ = EGL_NO_CONTEXT;
};

} // namespace

int run_offscreen(const RunOptions& options) {
    const HeadlessContext context;
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
