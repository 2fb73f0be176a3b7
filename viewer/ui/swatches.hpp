// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/ui/widgets.hpp"

#include "engine/map/bivariate.hpp"
#include "engine/map/color_vision.hpp"
#include "engine/map/palette.hpp"
#include "engine/map/scene.hpp"
#include "engine/map/symbols.hpp"

#include <span>
#include <string>

/// Samples of what the map is painted with: colors, hatches, symbols, palettes.
///
///     ui::draw_swatch(list, least, greatest, ui::paint(row.color, style.vision), pattern, 1);
///     if (ui::palette_menu(in.ui, "map.palette", palette, {.classes = 5})) ...
namespace tractwise::viewer::ui {

/// A color of the map as the previewed eyes see it.
ImU32 paint(map::Rgb color, map::Vision vision = map::Vision::Normal);

/// A rectangle as the map paints a tract of that color and pattern.
void draw_swatch(ImDrawList& list, ImVec2 least, ImVec2 greatest, ImU32 fill, map::Pattern pattern,
                 float scale, map::Vision vision = map::Vision::Normal);
/// As draw_symbol() of symbol.hpp, but as those eyes see it.
void draw_symbol(ImDrawList& list, map::Symbol symbol, ImVec2 center, float radius,
                 map::Vision vision);
/// Colors side by side, filling the rectangle.
void draw_strip(ImDrawList& list, ImVec2 least, ImVec2 greatest, std::span<const map::Rgb> colors,
                map::Vision vision, ImU32 frame, float rounding);
/// The nine colors, low values below and to the left.
void draw_nine(ImDrawList& list, ImVec2 least, float side, const map::BivariatePalette& palette,
               map::Vision vision, float gap);

struct PaletteLook {
    int classes = 5;
    bool reversed = false;
    map::Vision vision = map::Vision::Normal;
};
/// A menu of palettes, each shown as it would paint the map. `show_all` is false where only those
/// that color-blind readers can use are listed. True when `chosen` has changed.
bool palette_menu(Ui& ui, std::string_view id, std::string& chosen, bool& show_all,
                  const PaletteLook& look);
/// Squares of nine colors beside each other; true when `chosen` has changed.
bool bivariate_choice(Ui& ui, std::string_view id, std::string& chosen, map::Vision vision);

} // namespace tractwise::viewer::ui
