// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/plane.hpp"

#include <cstddef>

namespace tractwise::geo {

bool contains(std::span<const Point> polygon, Point p) {
    bool inside = false;
    for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
        // Always from the lower end to the upper one, so that a border shared by two polygons gives
        // both the same answer whichever way it is walked.
        const Point low = polygon[i].y <= polygon[j].y ? polygon[i] : polygon[j];
        const Point high = polygon[i].y <= polygon[j].y ? polygon[j] : polygon[i];
        if (low.y <= p.y && p.y < high.y &&
            (high.x - low.x) * (p.y - low.y) > (p.x - low.x) * (high.y - low.y))
            inside = !inside;
    }
    return inside;
}

} // namespace tractwise::geo
