// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/geometry.hpp"

#include <initializer_list>
#include <vector>

namespace tractwise::geo::test {

using Ring = std::vector<LonLat>;

/// A shape of one polygon: `add(set, {outer, hole, hole})`.
inline void add(PolygonSet& set, std::initializer_list<Ring> rings) {
    set.begin_shape();
    set.begin_part();
    for (const Ring& ring : rings)
        set.add_ring(ring);
}

inline Ring square(double x, double y, double side) {
    return {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}};
}

} // namespace tractwise::geo::test
