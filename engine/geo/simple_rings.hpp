// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/geometry.hpp"

#include <cstdint>
#include <vector>

// Private to engine/geo.

namespace tractwise::geo {

/// Sees at once that a shape is valid, as nearly all are that agencies publish: a fifth of the time
/// that GEOS takes.
///
///     SimpleRings simple;                               // one a thread: it keeps its room
///     if (!simple.surely(set, s)) ask_geos(set, s);
///
/// `surely` says yes only where it is certain: every part is one ring, no two stretches of which
/// touch but neighbors in their common corner, and the boxes of parts stand apart. A no means
/// nothing: holes, repeated corners and parts side by side are left to GEOS. Exact predicates
/// (orientation.hpp). Cost: about n log n of n corners; it gives up where stretches lie over each
/// other too often.
class SimpleRings {
public:
    bool surely(const PolygonSet& set, std::size_t s);

private:
    bool is_simple(std::span<const LonLat> ring);
    struct Stretch {
        double west, east, south, north;
        std::uint32_t corner; ///< that it begins at
    };
    std::vector<Stretch> stretches_;
};

} // namespace tractwise::geo
