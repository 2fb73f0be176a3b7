// SPDX-License-Identifier: Apache-2.0
#include "engine/map/symbols.hpp"

#include "engine/geo/plane.hpp"
#include "engine/map/color_vision.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <vector>

namespace tractwise::map {
namespace {

bool inside(Symbol symbol, float x, float y) {
    std::vector<geo::Point> outline;
    for (const SymbolPoint& p : shape_of(symbol).outline)
        outline.push_back({p.x, p.y});
    return geo::contains(outline, {x, y});
}

// A fan of triangles from the middle fills each shape: the outline turns one way around it, once.
TEST(Symbols, AreStarShapedAroundTheirMiddle) {
    for (const Symbol symbol : kSymbols) {
        const auto ring = shape_of(symbol).outline;
        double turned = 0;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const SymbolPoint a = ring[i], b = ring[(i + 1) % ring.size()];
            const double cross = a.x * b.y - a.y * b.x;
            EXPECT_GT(cross, 0) << name_of(symbol) << " " << i;
            turned += std::atan2(cross, a.x * b.x + a.y * b.y);
            EXPECT_LE(std::hypot(a.x, a.y), 1.25) << name_of(symbol);
        }
        EXPECT_NEAR(turned, 2 * 3.14159265, 1e-4) << name_of(symbol);
        EXPECT_TRUE(inside(symbol, 0.02F, 0.01F)) << name_of(symbol);
        EXPECT_FALSE(inside(symbol, 1.1F, 1.1F)) << name_of(symbol);
    }
}

/// Share of the unit square where exactly one of the two shapes is.
double unlike(Symbol a, Symbol b) {
    int differ = 0, either = 0;
    for (int i = 0; i < 100; ++i)
        for (int j = 0; j < 100; ++j) {
            const float x = (static_cast<float>(i) + 0.5F) / 50 - 1,
                        y = (static_cast<float>(j) + 0.5F) / 50 - 1;
            differ += inside(a, x, y) != inside(b, x, y) ? 1 : 0;
            either += inside(a, x, y) || inside(b, x, y) ? 1 : 0;
        }
    return static_cast<double>(differ) / either;
}

// Shapes alone tell symbols apart, or shape and size together.
TEST(Symbols, LookDifferentWithoutColor) {
    std::set<std::string_view> names;
    for (const Symbol a : kSymbols) {
        EXPECT_TRUE(names.insert(name_of(a)).second);
        EXPECT_STRNE(label_of(a).spanish, "");
        for (const Symbol b : kSymbols)
            if (a < b) {
                const double sizes = shape_of(a).size / shape_of(b).size;
                EXPECT_GT(unlike(a, b) + std::abs(std::log(sizes)), 0.25)
                    << name_of(a) << " and " << name_of(b);
            }
        EXPECT_GE(contrast(shape_of(a).fill, shape_of(a).line), 2) << name_of(a);
    }
}

} // namespace
} // namespace tractwise::map
