// SPDX-License-Identifier: Apache-2.0
#include "viewer/gl/gl_map_surface.hpp"

#include "viewer/gl/mesh_buffers.hpp"
#include "viewer/gl/pixel_texture.hpp"
#include "viewer/gl/program.hpp"
#include "viewer/gl/shaders.hpp"
#include "viewer/map/map_strokes.hpp"
#include "viewer/map/picture_pace.hpp"
#include "viewer/map/tract_looks.hpp"
#include "viewer/ui/theme.hpp"

#include "engine/map/color_vision.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

namespace tractwise::viewer::gl {
namespace {

struct Ink {
    float r, g, b, a;
};
Ink ink_of(ImU32 color) {
    const ImVec4 v = ImGui::ColorConvertU32ToFloat4(color);
    return {v.x, v.y, v.z, v.w};
}

} // namespace

struct GlMapSurface::State {
    Program fills{kFillVertex, kFillFragment};
    Program plain{kPlainVertex, kPlainFragment};
    Program lines{kLineVertex, kLineFragment};

    struct Slot {
        Canvas canvas;
        PicturePace pace;
    };
    std::array<Slot, MapSurface::kSlots> slots;

    // Buffers of the geometry that is shown; levels are uploaded when they are first needed.
    std::shared_ptr<const tract::TractSet>
        tracts; // keeps the address of `geometry` from being used again
    const MapGeometry* geometry = nullptr;
    struct LevelBuffers {
        std::unique_ptr<FillBuffers> fills;
        std::unique_ptr<LineBuffers> lines;
    };
    std::vector<LevelBuffers> levels;
    const Overlays* overlays = nullptr;
    std::unique_ptr<FillBuffers> water;
    std::vector<std::unique_ptr<LineBuffers>> streets;

    PixelTexture page;
    GLuint look = 0; ///< texture of tracts
    std::vector<TractLook> looks;

    State() { glGenTextures(1, &look); }
    ~State() { glDeleteTextures(1, &look); }

    void take(const MapPicture& picture);
    LevelBuffers& level(const MapPicture& picture);
    void upload_look(const MapPicture& picture);
    void paint(const MapPicture& picture);
    void set_view(const Program& program, const MapPicture& picture) const;
    void draw_lines(const LineBuffers& buffers, std::size_t count, const MapPicture& picture,
                    const MapStroke& stroke) const;
    void draw(const MapStroke& stroke, const MapPicture& picture);
};

void GlMapSurface::State::take(const MapPicture& picture) {
    if (picture.geometry != geometry) {
        geometry = picture.geometry;
        tracts = geometry->tracts;
        levels.clear();
        levels.resize(geometry->levels());
        for (Slot& slot : slots)
            slot.pace.forget();
    }
    if (picture.overlays != overlays) {
        overlays = picture.overlays;
        water.reset();
        streets.clear();
        if (overlays != nullptr) {
            if (!overlays->water_fill.triangles.empty())
                water = std::make_unique<FillBuffers>(overlays->water_fill);
            for (const geo::LineMesh& mesh : overlays->street_lines)
                streets.push_back(std::make_unique<LineBuffers>(mesh));
        }
    }
}

GlMapSurface::State::LevelBuffers& GlMapSurface::State::level(const MapPicture& picture) {
    const std::size_t i = picture.geometry->level_for(picture.camera.meters_per_pixel);
    LevelBuffers& buffers = levels[i];
    if (!buffers.fills) {
        const MapGeometry::Level& level = picture.geometry->level(i);
        buffers.fills = std::make_unique<FillBuffers>(level.fills);
        buffers.lines = std::make_unique<LineBuffers>(level.lines);
    }
    return buffers;
}

void GlMapSurface::State::upload_look(const MapPicture& picture) {
    looks_of(picture, looks);
    const std::size_t rows =
        std::max<std::size_t>(1, (looks.size() + kTractsPerRow - 1) / kTractsPerRow);
    looks.resize(rows * kTractsPerRow);
    glBindTexture(GL_TEXTURE_2D, look);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8UI, kTractsPerRow, static_cast<GLsizei>(rows), 0,
                 GL_RGBA_INTEGER, GL_UNSIGNED_BYTE, looks.data());
}

void GlMapSurface::State::set_view(const Program& program, const MapPicture& picture) const {
    program.use();
    const Camera& camera = picture.camera;
    glUniform2f(program.uniform("center"), static_cast<float>(camera.center.x),
                static_cast<float>(camera.center.y));
    glUniform2f(program.uniform("zoom"),
                static_cast<float>(2 / (camera.meters_per_pixel * camera.width)),
                static_cast<float>(2 / (camera.meters_per_pixel * camera.height)));
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, look);
    glUniform1i(program.uniform("tracts"), 0);
}

void GlMapSurface::State::draw_lines(const LineBuffers& buffers, std::size_t count,
                                     const MapPicture& picture, const MapStroke& stroke) const {
    set_view(lines, picture);
    const Ink ink = ink_of(stroke.color);
    glUniform4f(lines.uniform("ink"), ink.r, ink.g, ink.b, ink.a);
    glUniform2f(lines.uniform("size"), static_cast<float>(picture.camera.width),
                static_cast<float>(picture.camera.height));
    glUniform1f(lines.uniform("width"), stroke.width);
    glUniform1i(lines.uniform("selected_only"), stroke.of == MapStroke::Of::Selection ? 1 : 0);
    buffers.draw(picture.camera.visible(), count);
}

void GlMapSurface::State::draw(const MapStroke& stroke, const MapPicture& picture) {
    if (stroke.of == MapStroke::Of::Water) {
        if (!water)
            return;
        set_view(plain, picture);
        const Ink blue = ink_of(stroke.color);
        glUniform4f(plain.uniform("ink"), blue.r, blue.g, blue.b, 1);
        water->draw(picture.camera.visible());
    } else if (stroke.of == MapStroke::Of::Streets) {
        draw_lines(*streets[stroke.rank], SIZE_MAX, picture, stroke);
    } else {
        draw_lines(*level(picture).lines,
                   stroke.lines_of(picture.geometry->level_at(picture.camera.meters_per_pixel)),
                   picture, stroke);
    }
}

void GlMapSurface::State::paint(const MapPicture& picture) {
    const ui::Colors& colors = ui::colors(picture.dark);
    const Ink ground = ink_of(colors.map_background);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_CULL_FACE); // floats turn some slivers over
    glDisable(GL_BLEND);
    glClearColor(ground.r, ground.g, ground.b, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    const MapBox visible = picture.camera.visible();
    LevelBuffers& buffers = level(picture);

    set_view(fills, picture);
    const Ink selection = ink_of(colors.selection);
    glUniform3f(fills.uniform("selection"), selection.r, selection.g, selection.b);
    const auto set_rgb = [&](const char* name, map::Rgb line) {
        const map::Rgb rgb = map::seen_as(line, picture.style->vision);
        glUniform3f(fills.uniform(name), static_cast<float>(rgb.r) / 255,
                    static_cast<float>(rgb.g) / 255, static_cast<float>(rgb.b) / 255);
    };
    set_rgb("no_data_lines", map::kNoDataLines);
    set_rgb("unreliable_lines", map::kUnreliableLines);
    const auto set_hatch = [&](const char* name, const LookOfHatch& hatch) {
        glUniform3f(fills.uniform(name), hatch.period, hatch.width, hatch.opacity);
    };
    set_hatch("no_data_hatch", kNoDataHatch);
    set_hatch("unreliable_hatch", kUnreliableHatch);
    glUniform1f(fills.uniform("selected_share"), kSelectedShare);
    glUniform1f(fills.uniform("unit"), picture.scale);
    buffers.fills->draw(visible);

    glEnable(GL_BLEND);
    glBlendEquation(GL_FUNC_ADD);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE);
    for (const MapStroke& stroke : strokes_of(picture))
        draw(stroke, picture);
    glDisable(GL_BLEND);
}

GlMapSurface::GlMapSurface() : state_(std::make_unique<State>()) {}
GlMapSurface::~GlMapSurface() = default;

MapSurface::Painted GlMapSurface::paint(std::size_t slot, const MapPicture& picture) {
    if (!picture.can_be_painted() || slot >= kSlots)
        return {};
    State::Slot& into = state_->slots[slot];
    const PictureKey key(picture);
    state_->take(picture);
    if (into.pace.wants(key)) {
        GLint frame = 0;
        std::array<GLint, 4> viewport{};
        glGetIntegerv(GL_FRAMEBUFFER_BINDING, &frame);
        glGetIntegerv(GL_VIEWPORT, viewport.data());
        into.canvas.begin(std::max(1, static_cast<int>(std::lround(picture.camera.width))),
                          std::max(1, static_cast<int>(std::lround(picture.camera.height))));
        state_->upload_look(picture);
        state_->paint(picture);
        if (into.pace.is_slow())
            glFinish(); // how slow it is shows only when it is done
        glBindFramebuffer(GL_FRAMEBUFFER, static_cast<GLuint>(frame));
        glViewport(viewport[0], viewport[1], viewport[2], viewport[3]);
        into.pace.painted(key);
    }
    return {.texture =
                reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(into.canvas.texture())),
            .camera = into.pace.camera(),
            .exact = into.pace.is_exact(key)};
}

ImTextureID GlMapSurface::show(const paper::Pixels& pixels, std::uint64_t version) {
    return state_->page.show(pixels.width, pixels.height, pixels.rgba.data(), version);
}

} // namespace tractwise::viewer::gl
