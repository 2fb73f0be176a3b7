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

} // namespace tractwise::viewer::ui
