// SPDX-License-Identifier: Apache-2.0
#include "viewer/gl/pixel_texture.hpp"

namespace tractwise::viewer::gl {

PixelTexture::~PixelTexture() {
    glDeleteTextures(1, &texture_);
}

void PixelTexture::upload(int width, int height, const void* rgba) {
    if (texture_ == 0)
        glGenTextures(1, &texture_);
    glBindTexture(GL_TEXTURE_2D, texture_);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    if (width == width_ && height == height_) {
        glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, rgba);
        return;
    }
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, rgba);
    width_ = width;
    height_ = height;
}

ImTextureID PixelTexture::id() const {
    return reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(texture_));
}

ImTextureID PixelTexture::show(int width, int height, const void* rgba, std::uint64_t version) {
    if (texture_ == 0 || version_ != version)
        upload(width, height, rgba);
    version_ = version;
    return id();
}

} // namespace tractwise::viewer::gl
