// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/gl/program.hpp"
#include "viewer/map/mesh_chunks.hpp"

#include "engine/geo/line_mesh.hpp"
#include "engine/geo/triangulate.hpp"

#include <cstdint>
#include <vector>

namespace tractwise::viewer::gl {

/// Triangles on the graphics card. Shapes stand in the order of their ids, neighbors mostly near
/// each other, so that what is out of sight is left out in chunks.
class FillBuffers {
public:
    explicit FillBuffers(const geo::TriangleMesh& mesh);
    ~FillBuffers();
    FillBuffers(const FillBuffers&) = delete;
    FillBuffers& operator=(const FillBuffers&) = delete;
    void draw(const MapBox& visible) const;

private:
    GLuint array_ = 0;
    Buffer places_{GL_ARRAY_BUFFER}, shapes_{GL_ARRAY_BUFFER}, triangles_{GL_ELEMENT_ARRAY_BUFFER};
    std::vector<Chunk> chunks_;
};

/// Stretches of line on the graphics card, one instance each.
class LineBuffers {
public:
    explicit LineBuffers(const geo::LineMesh& mesh);
    ~LineBuffers();
    LineBuffers(const LineBuffers&) = delete;
    LineBuffers& operator=(const LineBuffers&) = delete;
    /// Of the first `count` stretches, those in sight.
    void draw(const MapBox& visible, std::size_t count) const;

private:
    void draw_range(std::size_t first, std::size_t count) const;
    GLuint array_ = 0;
    Buffer ends_{GL_ARRAY_BUFFER}, sides_{GL_ARRAY_BUFFER};
    std::vector<Chunk> chunks_;
};

} // namespace tractwise::viewer::gl
