// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/mesh_chunks.hpp"
#include "viewer/raster/raster_view.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tractwise::viewer::raster {

/// No shape there.
inline constexpr std::uint32_t kNoShape = 0xFFFFFFFF;

/// Finds which shape lies under the middle of every pixel, from borders that know the shapes at
/// their sides: no shape has to be cut into triangles, and every border is walked once.
///
///     ScanFill fill;                                    // one a thread: it keeps its room
///     fill.borders(level.lines, chunks, view, rows, ids);
///
/// Per row of pixels: where borders cross it is sorted from west to east, and at each crossing one
/// shape ends and another begins (the even-odd rule, for every shape by itself, so that shapes that
/// overlap or do not quite meet are filled too; of several the one that began last is taken).
/// Borders of a shape must be closed. Cost: 1 ns a border stretch that is out of sight, about 10 ns
/// a crossing.
class ScanFill {
public:
    /// `ids`: view.width a row, from rows.first on; all of them are written.
    void borders(const geo::LineMesh& borders, std::span<const Chunk> chunks,
                 const RasterView& view, Rows rows, std::span<std::uint32_t> ids);
    /// Writes `id` where a triangle of the mesh lies, and nothing elsewhere.
    static void triangles(const geo::TriangleMesh& mesh, std::span<const Chunk> chunks,
                          const RasterView& view, Rows rows, std::uint32_t color,
                          std::span<std::uint32_t> pixels);

private:
    struct Crossing {
        float x;
        std::uint32_t west, east; ///< what ends and what begins
        std::int32_t row;
    };
    void collect(const geo::LineMesh& borders, std::span<const Chunk> chunks,
                 const RasterView& view, Rows rows);
    void sort(Rows rows);

    std::vector<Crossing> crossings_, sorted_;
    std::vector<std::size_t> first_; ///< of each row in sorted_
    std::vector<std::uint32_t> open_;
};

} // namespace tractwise::viewer::raster
