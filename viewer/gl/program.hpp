// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include <epoxy/gl.h>

namespace tractwise::viewer::gl {

/// A shader program of two stages; needs a current context of OpenGL 3.3.
///
///     Program fills(kFillVertex, kFillFragment);
///     fills.use();
///     glUniform1f(fills.uniform("period"), 7);
///
/// Error(Internal) with the driver's own words where it does not compile.
class Program {
public:
    Program(const char* vertex, const char* fragment);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    void use() const { glUseProgram(id_); }
    GLint uniform(const char* name) const { return glGetUniformLocation(id_, name); }

private:
    GLuint id_ = 0;
};

/// Bytes on the graphics card.
class Buffer {
public:
    explicit Buffer(GLenum target) : target_(target) { glGenBuffers(1, &id_); }
    ~Buffer() { glDeleteBuffers(1, &id_); }
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;
    template <typename Value>
    void upload(const std::span<const Value> values) {
        bind();
        glBufferData(target_, static_cast<GLsizeiptr>(values.size_bytes()), values.data(),
                     GL_STATIC_DRAW);
    }
    void bind() const { glBindBuffer(target_, id_); }

private:
    GLenum target_;
    GLuint id_ = 0;
};

/// A picture to draw into and to show: color only.
class Canvas {
public:
    Canvas() = default;
    ~Canvas();
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;
    /// Binds it for drawing; made anew where the size has changed.
    void begin(int width, int height);
    GLuint texture() const { return texture_; }
    int width() const { return width_; }
    int height() const { return height_; }

private:
    GLuint frame_ = 0, texture_ = 0;
    int width_ = 0, height_ = 0;
};

} // namespace tractwise::viewer::gl
