// SPDX-License-Identifier: Apache-2.0
#include "viewer/gl/headless_context.hpp"

#include "engine/core/error.hpp"

#include <epoxy/egl.h>

namespace tractwise::viewer::gl {
namespace {

[[noreturn]] void fail() {
    throw Error(
        ErrorKind::Internal, "OpenGL cannot be started without a display",
        {.where = {}, .hint = "install libegl1 and libgl1-mesa-dri, or run under xvfb-run"});
}

} // namespace

HeadlessContext::HeadlessContext() {
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
    context_ =
        eglCreateContext(display_, count > 0 ? config : nullptr, EGL_NO_CONTEXT, context_wanted);
    if (context_ == EGL_NO_CONTEXT ||
        eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, context_) == EGL_FALSE)
        fail();
}

HeadlessContext::~HeadlessContext() {
    eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    eglDestroyContext(display_, context_);
    eglTerminate(display_);
}

} // namespace tractwise::viewer::gl
