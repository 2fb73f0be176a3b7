// SPDX-License-Identifier: Apache-2.0
#include "viewer/window/frame.hpp"

#include "viewer/gl/program.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/error.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <backends/imgui_impl_opengl3.h>
#include <fmt/format.h>
#include <png.h>

namespace tractwise::viewer {

void write_png(const std::filesystem::path& file, const Image& image) {
    // libpng's simplified interface: no error handler of ours has to be jumped over.
    png_image header{};
    header.version = PNG_IMAGE_VERSION;
    header.width = static_cast<png_uint_32>(image.width);
    header.height = static_cast<png_uint_32>(image.height);
    header.format = PNG_FORMAT_RGB;
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(header);
    std::string bytes(size, '\0');
    if (png_image_write_to_memory(&header, bytes.data(), &size, 0, image.rgb.data(), 0, nullptr) ==
        0)
        throw Error(ErrorKind::Internal, fmt::format("the picture cannot be packed: {}",
                                                     static_cast<const char*>(header.message)));
    bytes.resize(size);
    write_text_file(file, bytes);
}

FrameMaker::FrameMaker(App& app) : app_(app) {
    ImGui_ImplOpenGL3_Init("#version 330 core");
}

FrameMaker::~FrameMaker() {
    ImGui_ImplOpenGL3_Shutdown();
}

void FrameMaker::upload_fonts() {
    if (!app_.take_new_fonts())
        return;
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
}

void FrameMaker::draw(int width, int height, const std::function<void()>& begin) {
    app_.before_frame();
    ImGui_ImplOpenGL3_NewFrame();
    upload_fonts();
    begin();
    ImGui::NewFrame();
    app_.frame();
    ImGui::Render();
    width_ = width;
    height_ = height;
    painted_ = false;
}

void FrameMaker::paint() {
    if (std::exchange(painted_, true))
        return;
    glBindFramebuffer(GL_FRAMEBUFFER, app_.ui().offscreen);
    glViewport(0, 0, width_, height_);
    glDisable(GL_SCISSOR_TEST);
    const ImVec4 ground = ImGui::ColorConvertU32ToFloat4(app_.ui().colors().background);
    glClearColor(ground.x, ground.y, ground.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

Image FrameMaker::grab() {
    paint();
    const int width = width_, height = height_;
    Image image{width, height, {}};
    std::vector<std::uint8_t> rows(static_cast<std::size_t>(width) * height * 3);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, rows.data());
    // OpenGL counts from the bottom.
    const std::size_t row = static_cast<std::size_t>(width) * 3;
    image.rgb.resize(rows.size());
    for (int y = 0; y < height; ++y)
        std::copy_n(rows.begin() + static_cast<std::ptrdiff_t>((height - 1 - y) * row), row,
                    image.rgb.begin() + static_cast<std::ptrdiff_t>(y * row));
    return image;
}

} // namespace tractwise::viewer
