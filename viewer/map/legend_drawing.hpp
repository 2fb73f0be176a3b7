// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/overlays.hpp"
#include "viewer/ui/widgets.hpp"

#include "engine/map/color_vision.hpp"
#include "engine/map/scene.hpp"
#include "engine/map/symbols.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace tractwise::viewer {

struct LegendLook {
    map::Vision vision = map::Vision::Normal;
    bool with_title = true; ///< false where the title stands elsewhere
};

/// Where a part of the legend stands, for those who click it.
struct LegendHit {
    enum class Kind { Class, NoData, Unreliable, Beyond, Cell, Symbol } kind = Kind::Class;
    std::size_t index = 0; ///< class, cell (row * 3 + column) or symbol
    ImVec2 least, greatest;
};

/// Draws the legend of a scene with its upper left corner at `least` and returns its height in
/// pixels: title, unit, classes with tracts and share of the people, the row of tracts without data
/// (always), unreliable ones and those beyond a list of places, warnings, how classes were made, and symbols. Windows and exported pictures use
/// the same function.
///
///     const float height = draw_legend(nullptr, {}, width, scene, ui, symbols);     // measures
///     draw_legend(&list, least, width, scene, ui, symbols, {.vision = style.vision});
///
/// No ground is painted. Needs a frame of ImGui, but no window of its own; sizes follow ui.scale
/// and ui.fonts.
float draw_legend(ImDrawList* list, ImVec2 least, float width, const map::MapScene& scene,
                  const ui::Ui& ui, const std::vector<LegendSymbol>& symbols,
                  const LegendLook& look = {}, std::vector<LegendHit>* hits = nullptr);

} // namespace tractwise::viewer
