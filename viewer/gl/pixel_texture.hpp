// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <epoxy/gl.h>
#include <imgui.h>

namespace tractwise::viewer::gl {

/// A picture that was made elsewhere, for ImGui to show.
class PixelTexture {
public:
    PixelTexture() = default;
    ~PixelTexture();
    PixelTexture(const PixelTexture&) = delete;
    PixelTexture& operator=(const PixelTexture&) = delete;

    /// RGBA, rows from the top.
    void upload(int width, int height, const void* rgba);
    ImTextureID id() const;

    /// upload() where the version has changed.
    ImTextureID show(int width, int height, const void* rgba, std::uint64_t version);

private:
    GLuint texture_ = 0;
    int width_ = 0, height_ = 0;
    std::uint64_t version_ = 0;
};

} // namespace tractwise::viewer::gl
