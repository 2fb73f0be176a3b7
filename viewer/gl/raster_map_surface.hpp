// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/map_surface.hpp"

#include <memory>

namespace tractwise::viewer::gl {

/// Paints maps with the processor (viewer/raster) and hands the pixels to OpenGL, which only shows
/// them. A context must be current whenever it is used and when it ends.
class RasterMapSurface final : public MapSurface {
public:
    RasterMapSurface();
    ~RasterMapSurface() override;
    Painted paint(std::size_t slot, const MapPicture& picture) override;
    ImTextureID show(const paper::Pixels& pixels, std::uint64_t version) override;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The surface that suits the current context: that of the graphics card, or the processor's own
/// where OpenGL is a program (Mesa's llvmpipe and softpipe, SwiftShader, Microsoft's and Apple's).
std::unique_ptr<MapSurface> map_surface_of_this_machine();

} // namespace tractwise::viewer::gl
