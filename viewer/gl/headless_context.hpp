// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tractwise::viewer::gl {

/// A current context of OpenGL 3.3 with no display behind it (EGL, surfaceless).
///
///     const HeadlessContext context;        // draw into a Canvas from here on
///
/// Error(Internal) where there is none to be had, with a hint.
class HeadlessContext {
public:
    HeadlessContext();
    ~HeadlessContext();
    HeadlessContext(const HeadlessContext&) = delete;
    HeadlessContext& operator=(const HeadlessContext&) = delete;

private:
    void* display_ = nullptr;
    void* context_ = nullptr;
};

} // namespace tractwise::viewer::gl
