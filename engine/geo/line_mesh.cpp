// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/line_mesh.hpp"

#include <cmath>
#include <utility>

namespace tractwise::geo {

namespace {

struct LineEnd {
    float x, y;
    friend bool operator==(const LineEnd&, const LineEnd&) = default;
};

void add(LineMesh& mesh, std::span<const Point> line, std::uint32_t left, std::uint32_t right) {
    const auto corner = [](Point p) {
        return LineEnd{static_cast<float>(p.x), static_cast<float>(p.y)};
    };
    const auto on_map = [](LineEnd c) { return std::isfinite(c.x) && std::isfinite(c.y); };
    for (std::size_t i = 1; i < line.size(); ++i) {
        const LineEnd a = corner(line[i - 1]), b = corner(line[i]);
        if (a == b || !on_map(a) || !on_map(b))
            continue;
        mesh.ends.insert(mesh.ends.end(), {a.x, a.y, b.x, b.y});
        mesh.sides.insert(mesh.sides.end(), {left, right});
    }
}

/// All lines, the sides of line i being sides(i).
template <typename Sides>
LineMesh mesh_of(const LineSet& lines, const EqualArea& projection, Sides sides) {
    const std::vector<Point> points = projection.forward(lines.vertices());
    LineMesh mesh;
    mesh.ends.reserve(4 * points.size());
    mesh.sides.reserve(2 * points.size());
    std::size_t first = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::size_t length = lines.line(i).size();
        const auto [left, right] = sides(i);
        add(mesh, std::span(points).subspan(first, length), left, right);
        first += length;
    }
    return mesh;
}

} // namespace

LineMesh line_mesh(const Topology& topology, const EqualArea& projection,
                   const LineMeshOptions& options) {
    const LineSet& lines = options.level ? options.level->arcs : topology.borders();
    if (!options.arcs)
        return mesh_of(lines, projection, [&](std::size_t arc) {
            return std::pair(topology.left(arc), topology.right(arc));
        });
    LineMesh mesh;
    for (std::uint32_t arc : *options.arcs)
        add(mesh, projection.forward(lines.line(arc)), topology.left(arc), topology.right(arc));
    return mesh;
}

LineMesh line_mesh(const LineSet& lines, const EqualArea& projection) {
    return mesh_of(lines, projection,
                   [](std::size_t) { return std::pair(Topology::kOutside, Topology::kOutside); });
}

} // namespace tractwise::geo
