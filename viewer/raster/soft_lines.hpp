// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/mesh_chunks.hpp"
#include "viewer/raster/raster_view.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include <imgui.h>

namespace tractwise::viewer::raster {

/// Lines with soft edges over some rows of a picture.
///
///     SoftLines lines;                                 // one a thread: it keeps its room
///     lines.draw(mesh, chunks, mesh.size(), {}, view, rows, 1.4F, color, pixels);
///
/// How much of a pixel the lines cover is found for all stretches first, and the color is laid over
/// once: bends and crossings of translucent lines are no darker than the rest. Cost: about 5 ns a
/// pixel under a line.
class SoftLines {
public:
    /// The first `count` stretches, and of these only those that `keep` wants; empty: all. `pixels`:
    /// view.width a row, from rows.first on, as ImGui packs colors.
    void draw(const geo::LineMesh& mesh, std::span<const Chunk> chunks, std::size_t count,
              const std::function<bool(std::size_t)>& keep, const RasterView& view, Rows rows,
              float width, ImU32 color, std::span<std::uint32_t> pixels);

private:
    void cover(float xa, float ya, float xb, float yb, const RasterView& view, Rows rows,
               float width);
    std::vector<std::uint8_t> cover_; ///< 0 to 255, as `pixels`
};

} // namespace tractwise::viewer::raster
