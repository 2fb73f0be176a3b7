// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../overlays.hpp"
#include "../selection.hpp"
#include "camera.hpp"
#include "map_geometry.hpp"

#include <tractwise/map/scene.hpp>

#include <cstdint>
#include <optional>

#include <imgui.h>

namespace tractwise::viewer {

/// Everything that one picture of tracts depends on.
struct MapPicture {
    const MapGeometry* geometry = nullptr;
    const map::MapScene* scene = nullptr;
    const map::MapStyle* style = nullptr;
    const Overlays* overlays = nullptr; ///< streets and water; may be null
    const Selection* selection = nullptr;
    Camera camera; ///< width and height are those of the picture
    bool dark = false;
    float scale = 1;                 ///< of lines and hatching
    std::uint64_t scene_version = 0; ///< equal versions have equal scenes
};

/// Paints tracts, borders, streets and water: the window has one that uses OpenGL, tests have none.
/// Points, names and furniture are drawn over it with ImGui's draw lists.
///
///     const ImTextureID painted = surface->paint(0, picture);     // 0: the main map, 1: the second
///
/// A picture that is the same as the last one of its slot is not painted again. Null: nothing to
/// show.
class MapSurface {
public:
    virtual ~MapSurface() = default;
    virtual ImTextureID paint(std::size_t slot, const MapPicture& picture) = 0;
};

} // namespace tractwise::viewer
