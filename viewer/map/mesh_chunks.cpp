// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/mesh_chunks.hpp"

#include <algorithm>

namespace tractwise::viewer {
namespace {

template <typename Add>
std::vector<Chunk> cut(std::size_t all, std::size_t size, Add add_item) {
    std::vector<Chunk> chunks;
    chunks.reserve((all + size - 1) / size);
    for (std::size_t first = 0; first < all; first += size) {
        Chunk chunk{first, std::min(size, all - first), MapBox::nothing()};
        for (std::size_t i = first; i < first + chunk.count; ++i)
            add_item(chunk.box, i);
        chunks.push_back(chunk);
    }
    return chunks;
}

} // namespace

std::vector<Chunk> chunks_of(const geo::LineMesh& mesh, std::size_t size) {
    return cut(mesh.size(), size, [&](MapBox& box, std::size_t i) {
        box.add({mesh.ends[4 * i], mesh.ends[4 * i + 1]});
        box.add({mesh.ends[4 * i + 2], mesh.ends[4 * i + 3]});
    });
}

std::vector<Chunk> chunks_of(const geo::TriangleMesh& mesh, std::size_t size) {
    return cut(mesh.triangles.size(), 3 * size, [&](MapBox& box, std::size_t i) {
        const std::size_t v = mesh.triangles[i];
        box.add({mesh.xy[2 * v], mesh.xy[2 * v + 1]});
    });
}

} // namespace tractwise::viewer
