// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/camera.hpp"
#include "viewer/map/map_geometry.hpp"
#include "viewer/map/overlays.hpp"
#include "viewer/selection.hpp"

#include "engine/map/scene.hpp"
#include "engine/paper/paint.hpp"

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

    bool can_be_painted() const {
        return geometry != nullptr && scene != nullptr &&
               scene->fill.size() == geometry->tracts->size();
    }
};

/// Paints tracts, borders, streets and water: the window has one that uses the graphics card and one
/// for machines without, tests have none.
/// Points, names and furniture are drawn over it with ImGui's draw lists.
///
///     const MapSurface::Painted painted = surface->paint(0, picture);     // 0: the main map, 1: the second
///     draw(painted.texture, where painted.camera saw it);
///
/// A picture that is the same as the last one of its slot is not painted again. Where painting is
/// slow (no graphics card) and only the camera moves, the last picture comes back with its own
/// camera and `exact` false: drawn where it belongs now it follows the hand, and the exact one comes
/// a moment later.
class MapSurface {
public:
    struct Painted {
        ImTextureID texture = nullptr; ///< null: nothing to show
        Camera camera;                 ///< that it was painted with
        bool exact = true;
        bool from_top = false; ///< whether the texture's first row is the upper one
    };
    static constexpr std::size_t kSlots = 2; ///< main map, second map
    virtual ~MapSurface() = default;
    /// Whether MapGeometry must hold triangles for it.
    virtual bool needs_triangles() const { return false; }
    virtual Painted paint(std::size_t slot, const MapPicture& picture) = 0;
    /// A picture that was made elsewhere, such as a page: the same texture until the version changes.
    virtual ImTextureID show(const paper::Pixels& pixels, std::uint64_t version) = 0;
};

} // namespace tractwise::viewer
