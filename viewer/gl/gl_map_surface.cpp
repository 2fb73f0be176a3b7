// SPDX-License-Identifier: Apache-2.0
#include "viewer/gl/gl_map_surface.hpp"

#include "viewer/gl/mesh_buffers.hpp"
#include "viewer/gl/program.hpp"
#include "viewer/gl/shaders.hpp"
#include "viewer/ui/theme.hpp"

#include "engine/map/color_vision.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstring>
#include <map>
#include <vector>

namespace tractwise::viewer::gl {
namespace {

constexpr std::size_t kSlots = 2; // main map, second map

using Clock = std::chrono::steady_clock;

/// A picture that takes longer than this is not painted for every step of a moving camera ...
constexpr double kSlow = 0.03;
/// ... but after so many times as long.
constexpr double kRest = 2;

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

    /// What a painted picture depends on, by value: equal keys, equal pictures.
    struct Key {
        const void* geometry = nullptr;
        const void* overlays = nullptr;
        Camera camera;
        std::uint64_t scene_version = 0, selection_version = 0;
        bool dark = false;
        float scale = 0;
        map::Vision vision{};
        std::array<bool, 4> shown{};
        friend bool operator==(const Key&, const Key&) = default;
    };

    struct Slot {
        Canvas canvas;
        std::optional<Key> key;
        double seconds = 0; ///< that its last picture took
        Clock::time_point done{};
    };
    std::array<Slot, kSlots> slots;

    // Buffers of the geometry that is shown; levels are uploaded when they are first needed.
    std::shared_ptr<const tract::TractSet>
        tracts; // keeps the address of `geometry` from being used again
    const MapGeometry* geometry = nullptr;
    struct LevelBuffers {
        std::unique_ptr<FillBuffers> fills;
        std::unique_ptr<LineBuffers> tract_lines, county_lines, state_lines;
    };
    std::vector<LevelBuffers> levels;
    const Overlays* overlays = nullptr;
    std::unique_ptr<FillBuffers> water;
    std::vector<std::unique_ptr<LineBuffers>> streets;

    GLuint page = 0; ///< texture of show()
    std::uint64_t page_version = 0;
    GLuint look = 0; ///< texture of tracts
    std::vector<std::uint8_t> texels;

    State() { glGenTextures(1, &look); }
    ~State() { glDeleteTextures(1, &look); }

    void take(const MapPicture& picture);
    LevelBuffers& level(const MapPicture& picture);
    void upload_look(const MapPicture& picture);
    void paint(const MapPicture& picture);
    void set_view(const Program& program, const MapPicture& picture) const;
    void draw_lines(LineBuffers& buffers, const MapPicture& picture, ImU32 color, float width,
                    bool selected_only = false) const;
};

void GlMapSurface::State::take(const MapPicture& picture) {
    if (picture.geometry != geometry) {
        geometry = picture.geometry;
        tracts = geometry->tracts;
        levels.clear();
        levels.resize(geometry->levels.size());
        for (Slot& slot : slots)
            slot.key.reset();
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
        const MapGeometry::Level& level = picture.geometry->levels[i];
        buffers.fills = std::make_unique<FillBuffers>(level.fills);
        buffers.tract_lines = std::make_unique<LineBuffers>(level.tract_lines);
        buffers.county_lines = std::make_unique<LineBuffers>(level.county_lines);
        buffers.state_lines = std::make_unique<LineBuffers>(level.state_lines);
    }
    return buffers;
}

void GlMapSurface::State::upload_look(const MapPicture& picture) {
    const map::MapScene& scene = *picture.scene;
    const std::size_t n = scene.fill.size();
    const std::size_t rows = (n + kTractsPerRow - 1) / kTractsPerRow;
    texels.resize(rows * kTractsPerRow * 4);
    const Selection* selection = picture.selection;
    const bool marked = selection != nullptr && !selection->empty() && selection->rows() == n;
    // A map has few colors: each is turned into what other eyes see once.
    const map::Vision vision = picture.style->vision;
    map::Rgb last{}, last_seen = map::seen_as(last, vision);
    const auto seen = [&](map::Rgb color) {
        if (!(color == last)) {
            last = color;
            last_seen = vision == map::Vision::Normal ? color : map::seen_as(color, vision);
        }
        return last_seen;
    };
    for (std::size_t t = 0; t < n; ++t) {
        const map::Rgb fill = seen(scene.fill[t]);
        std::uint8_t* texel = &texels[4 * t];
        unsigned marks = 0;
        if (scene.pattern[t] == map::Pattern::NoData)
            marks = kMarkNoData;
        else if (scene.pattern[t] == map::Pattern::Unreliable)
            marks = kMarkUnreliable;
        if (marked && selection->has(t))
            marks |= kMarkSelected;
        texel[0] = fill.r;
        texel[1] = fill.g;
        texel[2] = fill.b;
        texel[3] = static_cast<std::uint8_t>(marks);
    }
    glBindTexture(GL_TEXTURE_2D, look);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8UI, kTractsPerRow,
                 static_cast<GLsizei>(std::max<std::size_t>(rows, 1)), 0, GL_RGBA_INTEGER,
                 GL_UNSIGNED_BYTE, texels.data());
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

void GlMapSurface::State::draw_lines(LineBuffers& buffers, const MapPicture& picture, ImU32 color,
                                     float width, bool selected_only) const {
    set_view(lines, picture);
    const Ink ink = ink_of(color);
    glUniform4f(lines.uniform("ink"), ink.r, ink.g, ink.b, ink.a);
    glUniform2f(lines.uniform("size"), static_cast<float>(picture.camera.width),
                static_cast<float>(picture.camera.height));
    glUniform1f(lines.uniform("width"), width * picture.scale);
    glUniform1i(lines.uniform("selected_only"), selected_only ? 1 : 0);
    buffers.draw(picture.camera.visible());
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
    glUniform1f(fills.uniform("unit"), picture.scale);
    buffers.fills->draw(visible);

    glEnable(GL_BLEND);
    glBlendEquation(GL_FUNC_ADD);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE);
    // Borders fade away where tracts become specks.
    const MapBox& all = picture.geometry->home;
    const double map_px =
        std::sqrt((all.greatest.x - all.least.x) * (all.greatest.y - all.least.y)) /
        picture.camera.meters_per_pixel;
    const auto typical_px = [&](std::size_t count) {
        return map_px / std::sqrt(static_cast<double>(std::max<std::size_t>(1, count)));
    };
    const double tract_px = typical_px(picture.scene->fill.size());
    const double county_px = typical_px(picture.geometry->counties);
    const auto faded = [](ImU32 color, double by) {
        const auto alpha = static_cast<unsigned>((color >> 24U) * std::clamp(by, 0.0, 1.0));
        return (color & 0x00ffffffU) | (alpha << 24U);
    };
    if (picture.style->show_tract_lines && tract_px > 4)
        draw_lines(*buffers.tract_lines, picture, faded(colors.tract_line, (tract_px - 4) / 8),
                   tract_px > 60 ? 1.4F : 1.0F);
    // Over the borders, which often run along a river.
    if (picture.style->show_water && water) {
        set_view(plain, picture);
        const Ink blue = ink_of(colors.water);
        glUniform4f(plain.uniform("ink"), blue.r, blue.g, blue.b, 1);
        water->draw(visible);
    }
    if (picture.style->show_streets) {
        // Lanes only where there is room for them.
        const double farthest[] = {1e9, 120, 40, 18};
        const float width[] = {2.2F, 1.5F, 1.1F, 0.9F};
        for (std::size_t rank = streets.size(); rank-- > 0;)
            if (picture.camera.meters_per_pixel < farthest[rank])
                draw_lines(*streets[rank], picture, colors.street, width[rank]);
    }
    if (picture.style->show_county_lines) {
        if (county_px > 6)
            draw_lines(*buffers.county_lines, picture,
                       faded(colors.county_line, (county_px - 6) / 60),
                       county_px > 60 ? 1.6F : 1.0F);
        draw_lines(*buffers.state_lines, picture, colors.state_line,
                   typical_px(picture.geometry->states) > 400 ? 2.0F : 1.3F);
    }
    if (picture.selection != nullptr && !picture.selection->empty()) {
        draw_lines(*buffers.tract_lines, picture, colors.halo, 4.2F, true);
        draw_lines(*buffers.tract_lines, picture, colors.selection, 2.4F, true);
    }
    glDisable(GL_BLEND);
}

GlMapSurface::GlMapSurface() : state_(std::make_unique<State>()) {}
GlMapSurface::~GlMapSurface() = default;

MapSurface::Painted GlMapSurface::paint(std::size_t slot, const MapPicture& picture) {
    if (picture.geometry == nullptr || picture.scene == nullptr ||
        picture.scene->fill.size() != picture.geometry->tracts->size() || slot >= kSlots)
        return {};
    const Clock::time_point start = Clock::now();
    state_->take(picture);
    const map::MapStyle& style = *picture.style;
    const State::Key key{.geometry = picture.geometry,
                         .overlays = picture.overlays,
                         .camera = picture.camera,
                         .scene_version = picture.scene_version,
                         .selection_version =
                             picture.selection == nullptr ? 0 : picture.selection->version(),
                         .dark = picture.dark,
                         .scale = picture.scale,
                         .vision = style.vision,
                         .shown = {style.show_tract_lines, style.show_county_lines,
                                   style.show_streets, style.show_water}};
    State::Slot& into = state_->slots[slot];
    const auto result = [&](bool exact) {
        return Painted{
            reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(into.canvas.texture())),
            into.key->camera, exact};
    };
    if (into.key == key)
        return result(true);
    if (into.key) {
        State::Key moved = key;
        moved.camera = into.key->camera;
        const bool same_size = key.camera.width == into.key->camera.width &&
                               key.camera.height == into.key->camera.height;
        const double rested = std::chrono::duration<double>(start - into.done).count();
        if (into.key == moved && same_size && into.seconds > kSlow && rested < kRest * into.seconds)
            return result(false);
    }
    GLint frame = 0;
    std::array<GLint, 4> viewport{};
    glGetIntegerv(GL_FRAMEBUFFER_BINDING, &frame);
    glGetIntegerv(GL_VIEWPORT, viewport.data());
    into.canvas.begin(std::max(1, static_cast<int>(std::lround(picture.camera.width))),
                      std::max(1, static_cast<int>(std::lround(picture.camera.height))));
    state_->upload_look(picture);
    state_->paint(picture);
    if (into.seconds > kSlow || !into.key)
        glFinish(); // how slow it is shows only when it is done
    glBindFramebuffer(GL_FRAMEBUFFER, static_cast<GLuint>(frame));
    glViewport(viewport[0], viewport[1], viewport[2], viewport[3]);
    into.key = key;
    into.done = Clock::now();
    into.seconds = std::chrono::duration<double>(into.done - start).count();
    return result(true);
}

ImTextureID GlMapSurface::show(const paper::Pixels& pixels, std::uint64_t version) {
    if (state_->page == 0 || state_->page_version != version) {
        if (state_->page == 0)
            glGenTextures(1, &state_->page);
        glBindTexture(GL_TEXTURE_2D, state_->page);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
        glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, pixels.width, pixels.height, 0, GL_RGBA,
                     GL_UNSIGNED_BYTE, pixels.rgba.data());
        state_->page_version = version;
    }
    return reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(state_->page));
}

} // namespace tractwise::viewer::gl
