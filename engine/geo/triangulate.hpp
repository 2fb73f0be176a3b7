// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/geo/equal_area.hpp"
#include "engine/geo/geometry.hpp"

#include <cstdint>
#include <vector>

namespace tractwise::geo {

/// Shapes as triangles, in flat arrays that a graphics card takes as they are.
struct TriangleMesh {
    std::vector<float> xy;                ///< two a vertex: meters from the projection's center
    std::vector<std::uint32_t> shape;     ///< one a vertex
    std::vector<std::uint32_t> triangles; ///< three vertices each
};

/// Fills every shape with triangles.
///
///     const TriangleMesh mesh = triangulate(tracts.shapes, projection);
///     upload(mesh.xy, mesh.shape, mesh.triangles);      // color by shape number in the shader
///
/// What an odd number of a shape's rings goes around is filled, so holes stay open and rings that
/// cross themselves do no harm. Triangles of a shape stand together, shapes in their order; an
/// empty shape has none, and rings with a vertex that is not on the map are left out. Triangles
/// turn counterclockwise, but for slivers that rounding turns over: do not cull by direction.
///
/// Floats carry 24 bits: 3 cm off at 500 km from the center, 13 cm at the edges of the contiguous
/// states. Equal vertices stay equal, so neighbors have no crack between them.
///
/// Equal input gives equal output with any number of threads. Method: the tessellator of the OpenGL
/// Utility Library (a sweep line); no display is needed. Cost: see tests/bench/README.md. Errors:
/// Error(Canceled).
TriangleMesh triangulate(const PolygonSet& set, const EqualArea& projection,
                         const Progress& progress = {});

} // namespace tractwise::geo
