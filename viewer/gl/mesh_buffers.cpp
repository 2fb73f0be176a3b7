// SPDX-License-Identifier: Apache-2.0
#include "viewer/gl/mesh_buffers.hpp"

#include <algorithm>

namespace tractwise::viewer::gl {
namespace {

constexpr std::size_t kIndicesPerChunk = 3 * 8192;
constexpr std::size_t kLinesPerChunk = 8192;

bool overlap(const MapBox& a, const MapBox& b) {
    return a.least.x <= b.greatest.x && b.least.x <= a.greatest.x && a.least.y <= b.greatest.y &&
           b.least.y <= a.greatest.y;
}

/// Calls draw(first, count) for the chunks in sight, neighbors in one call.
template <typename Draw>
void draw_visible(const std::vector<Chunk>& chunks, const MapBox& visible, Draw draw) {
    std::size_t first = 0, count = 0;
    for (const Chunk& chunk : chunks) {
        if (!overlap(chunk.box, visible))
            continue;
        if (count > 0 && first + count == chunk.first) {
            count += chunk.count;
            continue;
        }
        if (count > 0)
            draw(first, count);
        first = chunk.first;
        count = chunk.count;
    }
    if (count > 0)
        draw(first, count);
}

} // namespace

FillBuffers::FillBuffers(const geo::TriangleMesh& mesh) {
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
    for (std::size_t first = 0; first < mesh.triangles.size(); first += kIndicesPerChunk) {
        Chunk chunk{first, std::min(kIndicesPerChunk, mesh.triangles.size() - first),
                    MapBox::nothing()};
        for (std::size_t i = first; i < first + chunk.count; ++i) {
            const std::size_t v = mesh.triangles[i];
            chunk.box.add({mesh.xy[2 * v], mesh.xy[2 * v + 1]});
        }
        chunks_.push_back(chunk);
    }
}

FillBuffers::~FillBuffers() {
    glDeleteVertexArrays(1, &array_);
}

void FillBuffers::draw(const MapBox& visible) const {
    glBindVertexArray(array_);
    draw_visible(chunks_, visible, [](std::size_t first, std::size_t count) {
        glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(count), GL_UNSIGNED_INT,
                       reinterpret_cast<const void*>(first * sizeof(std::uint32_t)));
    });
    glBindVertexArray(0);
}

LineBuffers::LineBuffers(const geo::LineMesh& mesh) {
    glGenVertexArrays(1, &array_);
    ends_.upload<float>(mesh.ends);
    sides_.upload<std::uint32_t>(mesh.sides);
    for (std::size_t first = 0; first < mesh.size(); first += kLinesPerChunk) {
        Chunk chunk{first, std::min(kLinesPerChunk, mesh.size() - first), MapBox::nothing()};
        for (std::size_t i = first; i < first + chunk.count; ++i) {
            chunk.box.add({mesh.ends[4 * i], mesh.ends[4 * i + 1]});
            chunk.box.add({mesh.ends[4 * i + 2], mesh.ends[4 * i + 3]});
        }
        chunks_.push_back(chunk);
    }
}

LineBuffers::~LineBuffers() {
    glDeleteVertexArrays(1, &array_);
}

void LineBuffers::draw(const MapBox& visible) const {
    glBindVertexArray(array_);
    draw_visible(chunks_, visible,
                 [this](std::size_t first, std::size_t count) { draw_range(first, count); });
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
