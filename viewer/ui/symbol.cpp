// SPDX-License-Identifier: Apache-2.0
#include "symbol.hpp"

#include <algorithm>
#include <cstddef>

namespace tractwise::viewer::ui {

void draw_symbol(ImDrawList& list, map::Symbol symbol, ImVec2 centre, float radius, int alpha) {
    const auto colour = [&](map::Rgb rgb) { return IM_COL32(rgb.r, rgb.g, rgb.b, alpha); };
    const map::SymbolShape& shape = map::shape_of(symbol);
    const float r = radius * shape.size;
    const std::size_t n = shape.outline.size();
    // A fan from the centre: outlines are star-shaped, not always convex.
    for (std::size_t i = 0; i < n; ++i) {
        const map::SymbolPoint a = shape.outline[i], b = shape.outline[(i + 1) % n];
        list.AddTriangleFilled(centre, {centre.x + a.x * r, centre.y + a.y * r},
                               {centre.x + b.x * r, centre.y + b.y * r}, colour(shape.fill));
    }
    for (const map::SymbolPoint& p : shape.outline)
        list.PathLineTo({centre.x + p.x * r, centre.y + p.y * r});
    list.PathStroke(colour(shape.line), ImDrawFlags_Closed, std::max(1.0F, radius / 4));
}

} // namespace tractwise::viewer::ui
