// SPDX-License-Identifier: Apache-2.0
#include "viewer/raster/soft_lines.hpp"

#include <algorithm>
#include <cmath>

namespace tractwise::viewer::raster {
namespace {

/// `share` of 255 * 255 of `over` laid on `under`, whose opacity stays.
std::uint32_t blend(std::uint32_t under, ImU32 over, unsigned share) {
    constexpr unsigned kWhole = 255 * 255;
    std::uint32_t made = under & IM_COL32_A_MASK;
    for (const unsigned shift : {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT}) {
        const unsigned a = under >> shift & 255U, b = over >> shift & 255U;
        made |= (a * (kWhole - share) + b * share + kWhole / 2) / kWhole << shift;
    }
    return made;
}

} // namespace

void SoftLines::cover(float xa, float ya, float xb, float yb, const RasterView& view, Rows rows,
                      float width) {
    // What is thinner than a pixel is a line of one pixel that covers less.
    const float solid = std::min(width, 1.0F);
    const float reach = std::max(width, 1.0F) / 2 + 0.5F; // beyond it no pixel is touched
    const float dx = xb - xa, dy = yb - ya, length2 = dx * dx + dy * dy;
    if (!(length2 > 0) || std::max(xa, xb) < -reach ||
        std::min(xa, xb) > static_cast<float>(view.width) + reach)
        return;
    const auto within = [](float at, int least, int greatest) {
        return static_cast<int>(
            std::clamp(at, static_cast<float>(least), static_cast<float>(greatest)));
    };
    const int first = within(std::floor(std::min(ya, yb) - reach), rows.first, rows.last),
              last = within(std::ceil(std::max(ya, yb) + reach), rows.first, rows.last);
    // Along a row the pixels near the endless line ...
    const float wide = std::abs(dy) > 1e-6F ? reach * std::sqrt(length2) / std::abs(dy) : 1e9F;
    // ... that do not lie beyond its ends.
    const float west = std::min(xa, xb) - reach, east = std::max(xa, xb) + reach;
    for (int row = first; row < last; ++row) {
        const float y = static_cast<float>(row) + 0.5F - ya;
        const float at = std::abs(dy) > 1e-6F ? xa + y * dx / dy : xa;
        const int from = within(std::floor(std::max(west, at - wide)), 0, view.width),
                  to = within(std::ceil(std::min(east, at + wide)), 0, view.width);
        std::uint8_t* line = &cover_[static_cast<std::size_t>(row - rows.first) *
                                     static_cast<std::size_t>(view.width)];
        for (int column = from; column < to; ++column) {
            const float x = static_cast<float>(column) + 0.5F - xa;
            const float along = std::clamp((x * dx + y * dy) / length2, 0.0F, 1.0F);
            const float ox = x - along * dx, oy = y - along * dy;
            const float off = std::sqrt(ox * ox + oy * oy);
            const float share = std::clamp(reach - off, 0.0F, 1.0F) * solid;
            line[column] = std::max(line[column], static_cast<std::uint8_t>(share * 255 + 0.5F));
        }
    }
}

void SoftLines::draw(const geo::LineMesh& mesh, std::span<const Chunk> chunks, std::size_t count,
                     const std::function<bool(std::size_t)>& keep, const RasterView& view,
                     Rows rows, float width, ImU32 color, std::span<std::uint32_t> pixels) {
    cover_.assign(pixels.size(), 0);
    bool any = false;
    const MapBox seen = box_of(view, rows, width / 2 + 1);
    for (const Chunk& chunk : chunks) {
        if (chunk.first >= count)
            break;
        if (!chunk.box.meets(seen))
            continue;
        const std::size_t last = std::min(chunk.first + chunk.count, count);
        for (std::size_t i = chunk.first; i < last; ++i) {
            if (keep && !keep(i))
                continue;
            const float* end = &mesh.ends[4 * i];
            cover(view.x(end[0]), view.y(end[1]), view.x(end[2]), view.y(end[3]), view, rows,
                  width);
            any = true;
        }
    }
    if (!any)
        return;
    const unsigned opaque = color >> IM_COL32_A_SHIFT & 255U;
    for (std::size_t p = 0; p < pixels.size(); ++p)
        if (cover_[p] != 0)
            pixels[p] = blend(pixels[p], color, cover_[p] * opaque);
}

} // namespace tractwise::viewer::raster
