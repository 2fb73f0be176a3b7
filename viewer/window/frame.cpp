// SPDX-License-Identifier: Apache-2.0
#include "viewer/window/frame.hpp"

#include "viewer/gl/program.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/error.hpp"

#include <algorithm>
#include <string>

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
    glBindFramebuffer(GL_FRAMEBUFFER, app_.ui().offscreen);
    glViewport(0, 0, width, height);
    glDisable(GL_SCISSOR_TEST);
    const ImVec4 ground = ImGui::ColorConvertU32ToFloat4(app_.ui().colors().background);
    glClearColor(ground.x, ground.y, ground.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

Image FrameMaker::grab(int width, int height) const {
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

Image FrameMaker::draw_export(const Edits::ExportMap& wanted) {
    GLint most = 4096;
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &most);
    if (wanted.width > most || wanted.height > most || wanted.width < 100 || wanted.height < 100)
        throw Error(
            ErrorKind::Usage,
            fmt::format("a picture of {} x {} pixels cannot be made", wanted.width, wanted.height),
            {.where = {}, .hint = fmt::format("choose 100 to {} pixels a side", most)});
    ImGuiIO& io = ImGui::GetIO();
    const ImVec2 size = io.DisplaySize, factor = io.DisplayFramebufferScale;
    const unsigned screen = app_.ui().offscreen;
    gl::Canvas canvas;
    canvas.begin(wanted.width, wanted.height);
    GLint frame = 0;
    glGetIntegerv(GL_FRAMEBUFFER_BINDING, &frame);
    app_.begin_export(wanted.scale);
    ImGui_ImplOpenGL3_NewFrame();
    upload_fonts();
    // Twice: windows know their size only in the second frame.
    for (int pass = 0; pass < 2; ++pass) {
        io.DisplaySize = {static_cast<float>(wanted.width), static_cast<float>(wanted.height)};
        io.DisplayFramebufferScale = {1, 1};
        io.DeltaTime = 1.0F / 60;
        io.MousePos = {-FLT_MAX, -FLT_MAX};
        ImGui::NewFrame();
        app_.export_frame(wanted.width, wanted.height);
        ImGui::Render();
    }
    glBindFramebuffer(GL_FRAMEBUFFER, static_cast<GLuint>(frame));
    glViewport(0, 0, wanted.width, wanted.height);
    glDisable(GL_SCISSOR_TEST);
    glClearColor(1, 1, 1, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    Image image = grab(wanted.width, wanted.height);
    app_.end_export();
    upload_fonts();
    io.DisplaySize = size;
    io.DisplayFramebufferScale = factor;
    glBindFramebuffer(GL_FRAMEBUFFER, screen);
    return image;
}

} // namespace tractwise::viewer
