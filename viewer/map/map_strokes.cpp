// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/map_strokes.hpp"

#include "viewer/ui/theme.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace tractwise::viewer {
namespace {

ImU32 faded(ImU32 color, double by) {
    const auto alpha = static_cast<ImU32>(static_cast<double>(color >> IM_COL32_A_SHIFT) *
                                          std::clamp(by, 0.0, 1.0));
    return (color & ~IM_COL32_A_MASK) | (alpha << IM_COL32_A_SHIFT);
}

} // namespace

std::size_t MapStroke::lines_of(const MapGeometry::Level& level) const {
    if (of == Of::States)
        return level.state_lines;
    return of == Of::Counties ? level.county_lines : level.lines.size();
}

std::vector<MapStroke> strokes_of(const MapPicture& picture) {
    const ui::Colors& colors = ui::colors(picture.dark);
    const map::MapStyle& style = *picture.style;
    const MapBox& all = picture.geometry->home;
    const double map_px =
        std::sqrt((all.greatest.x - all.least.x) * (all.greatest.y - all.least.y)) /
        picture.camera.meters_per_pixel;
    const auto typical_px = [&](std::size_t count) {
        return map_px / std::sqrt(static_cast<double>(std::max<std::size_t>(1, count)));
    };
    const double tract_px = typical_px(picture.scene->fill.size());
    const double county_px = typical_px(picture.geometry->counties);

    std::vector<MapStroke> strokes;
    const auto add = [&](MapStroke::Of of, ImU32 color, float width, std::size_t rank = 0) {
        if (color >> IM_COL32_A_SHIFT > 0)
            strokes.push_back({of, rank, color, width * picture.scale});
    };
    using Of = MapStroke::Of;
    if (style.show_tract_lines && tract_px > 4)
        add(Of::Tracts, faded(colors.tract_line, (tract_px - 4) / 8), tract_px > 60 ? 1.4F : 1.0F);
    // Over the borders, which often run along a river.
    if (style.show_water && picture.overlays != nullptr)
        add(Of::Water, colors.water, 0);
    if (style.show_streets && picture.overlays != nullptr) {
        constexpr std::array<double, 4> kFarthest = {1e9, 120, 40, 18}; // meters a pixel
        constexpr std::array<float, 4> kWide = {2.2F, 1.5F, 1.1F, 0.9F};
        for (std::size_t rank = kWide.size(); rank-- > 0;)
            if (picture.camera.meters_per_pixel < kFarthest[rank])
                add(Of::Streets, colors.street, kWide[rank], rank);
    }
    if (style.show_county_lines) {
        if (county_px > 6)
            add(Of::Counties, faded(colors.county_line, (county_px - 6) / 60),
                county_px > 60 ? 1.6F : 1.0F);
        add(Of::States, colors.state_line,
            typical_px(picture.geometry->states) > 400 ? 2.0F : 1.3F);
    }
    if (picture.selection != nullptr && !picture.selection->empty()) {
        add(Of::Selection, colors.halo, 4.2F);
        add(Of::Selection, colors.selection, 2.4F);
    }
    return strokes;
}

} // namespace tractwise::viewer
