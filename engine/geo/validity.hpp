// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/geometry.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace tractwise::geo {

/// A shape whose rings cross themselves or each other, with GEOS' reason: "Self-intersection[4 2]",
/// or "Self-intersection[4 2], a spike" where a ring runs out to a tip and back on its own line.
struct InvalidShape {
    std::size_t shape;
    std::string reason;
};

/// Checks every shape, with GEOS where it is not seen at once that its rings are simple, and repairs
/// the invalid ones in place (MakeValid, structure method; lines and points that fall off are
/// dropped). Returns what was repaired; valid shapes keep their
/// vertices bit for bit.
std::vector<InvalidShape> repair(PolygonSet& set);

} // namespace tractwise::geo
