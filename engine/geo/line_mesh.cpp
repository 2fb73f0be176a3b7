// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/line_mesh.hpp"

#include <algorithm>
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

/// Some lines in this order, or all; the sides of line i are sides(i).
template <typename Sides>
LineMesh mesh_of(const LineSet& lines, const EqualArea& projection,
                 const std::optional<std::span<const std::uint32_t>>& some, Sides sides) {
    std::size_t stretches = 0;
    const auto each = [&](auto&& visit) {
        if (some)
            for (const std::uint32_t i : *some)
                visit(i);
        else
            for (std::size_t i = 0; i < lines.size(); ++i)
                visit(i);
    };
    each([&](std::size_t i) { stretches += std::max<std::size_t>(lines.line(i).size(), 1) - 1; });
    LineMesh mesh;
    mesh.ends.reserve(4 * stretches);
    mesh.sides.reserve(2 * stretches);
    // Few lines are projected one by one, many by all cores at once.
    const bool most = 2 * stretches > lines.vertices().size();
    const std::vector<Point> all =
        most ? projection.forward(lines.vertices()) : std::vector<Point>();
    std::vector<Point> line;
    each([&](std::size_t i) {
        const auto vertices = lines.line(i);
        const auto [left, right] = sides(i);
        if (most) {
            add(mesh, std::span(all).subspan(lines.first_vertex(i), vertices.size()), left, right);
            return;
        }
        line.clear();
        for (const LonLat p : vertices)
            line.push_back(projection.forward(p));
        add(mesh, line, left, right);
    });
    return mesh;
}

} // namespace

LineMesh line_mesh(const Topology& topology, const EqualArea& projection,
                   const LineMeshOptions& options) {
    return mesh_of(
        options.simplified ? *options.simplified : topology.borders(), projection, options.arcs,
        [&](std::size_t arc) { return std::pair(topology.left(arc), topology.right(arc)); });
}

LineMesh line_mesh(const LineSet& lines, const EqualArea& projection) {
    return mesh_of(lines, projection, std::nullopt,
                   [](std::size_t) { return std::pair(Topology::kOutside, Topology::kOutside); });
}

} // namespace tractwise::geo
