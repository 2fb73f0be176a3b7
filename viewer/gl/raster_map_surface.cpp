// SPDX-License-Identifier: Apache-2.0
#include "viewer/gl/raster_map_surface.hpp"

#include "viewer/gl/gl_map_surface.hpp"
#include "viewer/gl/pixel_texture.hpp"
#include "viewer/map/picture_pace.hpp"
#include "viewer/raster/raster_painter.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace tractwise::viewer::gl {

struct RasterMapSurface::State {
    struct Slot {
        raster::RasterPainter painter;
        PixelTexture texture;
        PicturePace pace;
    };
    std::array<Slot, MapSurface::kSlots> slots;
    PixelTexture page;
};

RasterMapSurface::RasterMapSurface() : state_(std::make_unique<State>()) {}
RasterMapSurface::~RasterMapSurface() = default;

MapSurface::Painted RasterMapSurface::paint(std::size_t slot, const MapPicture& picture) {
    if (!picture.can_be_painted() || slot >= kSlots)
        return {};
    State::Slot& into = state_->slots[slot];
    const PictureKey key(picture);
    if (into.pace.wants(key)) {
        const raster::RasterView view(picture.camera);
        into.texture.upload(view.width, view.height, into.painter.paint(picture).data());
        into.pace.painted(key);
    }
    return {.texture = into.texture.id(),
            .camera = into.pace.camera(),
            .exact = into.pace.is_exact(key),
            .from_top = true};
}

ImTextureID RasterMapSurface::show(const paper::Pixels& pixels, std::uint64_t version) {
    return state_->page.show(pixels.width, pixels.height, pixels.rgba.data(), version);
}

std::unique_ptr<MapSurface> map_surface_of_this_machine() {
    const auto* words = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
    const std::string_view renderer = words == nullptr ? "" : words;
    constexpr std::array<std::string_view, 6> kPrograms = {
        "llvmpipe",    "softpipe",    "Software Rasterizer",
        "SwiftShader", "GDI Generic", "Apple Software Renderer"};
    if (std::ranges::any_of(kPrograms, [&](std::string_view program) {
            return renderer.find(program) != std::string_view::npos;
        }))
        return std::make_unique<RasterMapSurface>();
    return std::make_unique<GlMapSurface>();
}

} // namespace tractwise::viewer::gl
