// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/equal_area.hpp"
#include "engine/geo/geometry.hpp"
#include "engine/geo/topology.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tractwise::geo {

/// Straight stretches of lines, one instance each for a graphics card.
struct LineMesh {
    std::vector<float> ends;          ///< four a stretch: x0, y0, x1, y1, meters from the center
    std::vector<std::uint32_t> sides; ///< two a stretch: the shapes left and right of it
    std::size_t size() const { return sides.size() / 2; }
};

struct LineMeshOptions {
    const LineSet* simplified = nullptr; ///< Topology's arcs with fewer vertices; null: with all
    /// Only these arcs, in this order; absent: all.
    std::optional<std::span<const std::uint32_t>> arcs;
};

/// Borders for drawing.
///
///     const auto counties = topology.borders_between(county_of_tract);
///     const LineMesh thick = line_mesh(topology, projection, {.arcs = counties});
///     const LineMesh thin = line_mesh(topology, projection, {.simplified = &far.arcs});
///
/// `sides` holds Topology::kOutside where there is no shape. Stretches without length and those
/// with an end that is not on the map are left out. Precision as in triangulate.hpp. Cost: see
/// tests/bench/README.md. Errors: none.
LineMesh line_mesh(const Topology& topology, const EqualArea& projection,
                   const LineMeshOptions& options = {});

/// The same for lines that bound nothing, such as streets: both sides are kOutside.
LineMesh line_mesh(const LineSet& lines, const EqualArea& projection);

} // namespace tractwise::geo
