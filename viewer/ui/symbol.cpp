// SPDX-License-Identifier: Apache-2.0
#include "viewer/ui/symbol.hpp"

#include <algorithm>
#include <cstddef>

namespace tractwise::viewer::ui {

void draw_symbol(ImDrawList& list, map::Symbol symbol, ImVec2 center, float radius, int alpha) {
    const auto color = [&](map::Rgb rgb) { return IM_COL32(rgb.r, rgb.g, rgb.b, alpha); };
    const map::SymbolShape& shape = map::shape_of(symbol);
    const float r = radius * shape.size;
    const std::size_t n = shape.outline.size();
    // A fan from the center: outlines are star-shaped, not always convex.
    for (std::size_t i = 0; i < n; ++i) {
        const map::SymbolPoint a = shape.outline[i], b = shape.outline[(i + 1) % n];
        list.AddTriangleFilled(center, {center.x + a.x * r, center.y + a.y * r},
                               {center.x + b.x * r, center.y + b.y * r}, color(shape.fill));
    }
    for (const map::SymbolPoint& p : shape.outline)
        list.PathLineTo({center.x + p.x * r, center.y + p.y * r});
    list.PathStroke(color(shape.line), ImDrawFlags_Closed, std::max(1.0F, radius / 4));
}

void draw_hollow_symbol(ImDrawList& list, map::Symbol symbol, ImVec2 center, float radius) {
    constexpr ImU32 kGround = IM_COL32(255, 255, 255, 215), kLine = IM_COL32(105, 105, 105, 255);
    const map::SymbolShape& shape = map::shape_of(symbol);
    const float r = radius * shape.size, width = std::max(1.0F, radius / 5);
    const std::size_t n = shape.outline.size();
    const auto corner = [&](std::size_t i) {
        const map::SymbolPoint& p = shape.outline[i % n];
        return ImVec2{center.x + p.x * r, center.y + p.y * r};
    };
    for (std::size_t i = 0; i < n; ++i)
        list.AddTriangleFilled(center, corner(i), corner(i + 1), kGround);
    for (std::size_t i = 0; i < n; ++i)
        list.PathLineTo(corner(i));
    list.PathStroke(kLine, ImDrawFlags_Closed, width);
    list.AddLine({center.x - r, center.y + r}, {center.x + r, center.y - r}, kLine, width);
}

} // namespace tractwise::viewer::ui
