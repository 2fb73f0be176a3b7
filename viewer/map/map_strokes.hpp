// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/map_surface.hpp"

#include <cstddef>
#include <vector>

#include <imgui.h>

namespace tractwise::viewer {

/// What is painted over the colored tracts, one after the other, whoever paints it.
///
///     for (const MapStroke& stroke : strokes_of(picture)) paint(stroke);
struct MapStroke {
    enum class Of {
        Tracts,    ///< borders of all tracts
        Counties,  ///< borders between counties and to the outside
        States,    ///< the same for states
        Water,     ///< filled: no width
        Streets,   ///< of `rank`
        Selection, ///< borders between selected tracts and others
    };
    Of of{};
    std::size_t rank = 0; ///< of Overlays::street_lines
    ImU32 color = 0;
    float width = 1; ///< pixels

    /// How many of the first lines of a level it draws, where it draws borders.
    std::size_t lines_of(const MapGeometry::Level& level) const;
};

/// In the order of painting. Borders fade away where tracts and counties become specks; lanes come
/// where there is room for them.
std::vector<MapStroke> strokes_of(const MapPicture& picture);

} // namespace tractwise::viewer
