// SPDX-License-Identifier: Apache-2.0
#include "viewer/gl/program.hpp"

#include "engine/core/error.hpp"

#include <fmt/format.h>

namespace tractwise::viewer::gl {
namespace {

GLuint compiled(GLenum stage, const char* source) {
    const GLuint shader = glCreateShader(stage);
    glShaderSource(shader, 1, &source, nullptr);
    glCompileShader(shader);
    GLint fine = GL_FALSE;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &fine);
    if (fine == GL_FALSE) {
        std::string words(4096, '\0');
        GLsizei length = 0;
        glGetShaderInfoLog(shader, static_cast<GLsizei>(words.size()), &length, words.data());
        words.resize(static_cast<std::size_t>(length));
        throw Error(ErrorKind::Internal, fmt::format("a shader does not compile: {}", words));
    }
    return shader;
}

} // namespace

Program::Program(const char* vertex, const char* fragment) : id_(glCreateProgram()) {
    const GLuint stages[] = {compiled(GL_VERTEX_SHADER, vertex),
                             compiled(GL_FRAGMENT_SHADER, fragment)};
    for (const GLuint stage : stages)
        glAttachShader(id_, stage);
    glLinkProgram(id_);
    for (const GLuint stage : stages)
        glDeleteShader(stage);
    GLint fine = GL_FALSE;
    glGetProgramiv(id_, GL_LINK_STATUS, &fine);
    if (fine == GL_FALSE)
        throw Error(ErrorKind::Internal, "a shader program does not link");
}

Program::~Program() {
    glDeleteProgram(id_);
}

Canvas::~Canvas() {
    glDeleteFramebuffers(1, &frame_);
    glDeleteTextures(1, &texture_);
}

void Canvas::begin(int width, int height) {
    if (width != width_ || height != height_) {
        width_ = width;
        height_ = height;
        if (frame_ == 0) {
            glGenFramebuffers(1, &frame_);
            glGenTextures(1, &texture_);
        }
        glBindTexture(GL_TEXTURE_2D, texture_);
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                     nullptr);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
        glBindFramebuffer(GL_FRAMEBUFFER, frame_);
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_, 0);
    }
    glBindFramebuffer(GL_FRAMEBUFFER, frame_);
    glViewport(0, 0, width, height);
}

} // namespace tractwise::viewer::gl
