// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/gl/program.hpp"
#include "viewer/map/camera.hpp"

#include "engine/geo/line_mesh.hpp"
#include "engine/geo/triangulate.hpp"

#include <cstdint>
#include <vector>

namespace tractwise::viewer::gl {

/// A stretch of a mesh that lies close together, drawn or left out as a whole.
struct Chunk {
    std::size_t first = 0, count = 0; ///< of indices or of line stretches
    MapBox box;
};

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
    void draw(const MapBox& visible) const;

private:
    void draw_range(std::size_t first, std::size_t count) const;
    GLuint array_ = 0;
    Buffer ends_{GL_ARRAY_BUFFER}, sides_{GL_ARRAY_BUFFER};
    std::vector<Chunk> chunks_;
};

} // namespace tractwise::viewer::gl
