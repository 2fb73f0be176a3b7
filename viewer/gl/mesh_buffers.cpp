// SPDX-License-Identifier: Apache-2.0
#include "viewer/gl/mesh_buffers.hpp"

#include <algorithm>
#include <cstdint>

namespace tractwise::viewer::gl {
namespace {

constexpr std::size_t kTrianglesPerChunk = 8192, kLinesPerChunk = 8192;

/// Calls draw(first, count) for what is in sight of the first `all`, neighbors in one call.
template <typename Draw>
void draw_visible(const std::vector<Chunk>& chunks, std::size_t all, const MapBox& visible,
                  Draw draw) {
    std::size_t first = 0, count = 0;
    for (const Chunk& chunk : chunks) {
        if (chunk.first >= all)
            break;
        if (!chunk.box.meets(visible))
            continue;
        const std::size_t here = std::min(chunk.count, all - chunk.first);
        if (count > 0 && first + count == chunk.first) {
            count += here;
            continue;
        }
        if (count > 0)
            draw(first, count);
        first = chunk.first;
        count = here;
    }
    if (count > 0)
        draw(first, count);
}

} // namespace

FillBuffers::FillBuffers(const geo::TriangleMesh& mesh)
    : chunks_(chunks_of(mesh, kTrianglesPerChunk)) {
    glGenVertexArrays(1, &array_);
    glBindVertexArray(array_);
    places_.upload<float>(mesh.xy);
    glEnableVertexAttribArray(0);
    glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, 0, nullptr);
    shapes_.upload<std::uint32_t>(mesh.shape);
    glEnableVertexAttribArray(1);
    glVertexAttribIPointer(1, 1, GL_UNSIGNED_INT, 0, nullptr);
    triangles_.upload<std::uint32_t>(mesh.triangles);
    glBindVertexArray(0);
}

FillBuffers::~FillBuffers() {
    glDeleteVertexArrays(1, &array_);
}

void FillBuffers::draw(const MapBox& visible) const {
    glBindVertexArray(array_);
    draw_visible(chunks_, SIZE_MAX, visible, [](std::size_t first, std::size_t count) {
        glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(count), GL_UNSIGNED_INT,
                       reinterpret_cast<const void*>(first * sizeof(std::uint32_t)));
    });
    glBindVertexArray(0);
}

LineBuffers::LineBuffers(const geo::LineMesh& mesh) : chunks_(chunks_of(mesh, kLinesPerChunk)) {
    glGenVertexArrays(1, &array_);
    ends_.upload<float>(mesh.ends);
    sides_.upload<std::uint32_t>(mesh.sides);
}

LineBuffers::~LineBuffers() {
    glDeleteVertexArrays(1, &array_);
}

void LineBuffers::draw(const MapBox& visible, std::size_t count) const {
    glBindVertexArray(array_);
    draw_visible(chunks_, count, visible,
                 [this](std::size_t first, std::size_t some) { draw_range(first, some); });
    glBindVertexArray(0);
}

void LineBuffers::draw_range(std::size_t first, std::size_t count) const {
    // OpenGL 3.3 has no first instance: the attributes begin where the range does.
    ends_.bind();
    glEnableVertexAttribArray(0);
    glVertexAttribPointer(0, 4, GL_FLOAT, GL_FALSE, 0,
                          reinterpret_cast<const void*>(first * 4 * sizeof(float)));
    glVertexAttribDivisor(0, 1);
    sides_.bind();
    glEnableVertexAttribArray(1);
    glVertexAttribIPointer(1, 2, GL_UNSIGNED_INT, 0,
                           reinterpret_cast<const void*>(first * 2 * sizeof(std::uint32_t)));
    glVertexAttribDivisor(1, 1);
    glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(count));
}

} // namespace tractwise::viewer::gl
