// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/map_surface.hpp"

#include <memory>

namespace tractwise::viewer::gl {

/// Paints maps with OpenGL 3.3 into textures that ImGui shows. A context must be current whenever
/// it is used and when it ends.
class GlMapSurface final : public MapSurface {
public:
    GlMapSurface();
    ~GlMapSurface() override;
    bool needs_triangles() const override { return true; }
    Painted paint(std::size_t slot, const MapPicture& picture) override;
    ImTextureID show(const paper::Pixels& pixels, std::uint64_t version) override;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace tractwise::viewer::gl
