// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/camera.hpp"

#include "engine/geo/line_mesh.hpp"
#include "engine/geo/triangulate.hpp"

#include <cstddef>
#include <vector>

namespace tractwise::viewer {

/// A stretch of a mesh that lies close together, drawn or left out as a whole: neighbors mostly
/// stand near each other in a mesh.
///
///     for (const Chunk& chunk : chunks_of(level.lines, 256))
///         if (chunk.box.meets(camera.visible())) draw(chunk.first, chunk.count);
struct Chunk {
    std::size_t first = 0, count = 0; ///< stretches of line; or indices of triangles, three each
    MapBox box;
};

/// Of `size` stretches each, the last of what is left.
std::vector<Chunk> chunks_of(const geo::LineMesh& mesh, std::size_t size);
/// Of `size` triangles each.
std::vector<Chunk> chunks_of(const geo::TriangleMesh& mesh, std::size_t size);

} // namespace tractwise::viewer
