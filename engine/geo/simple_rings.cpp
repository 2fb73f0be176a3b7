// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/simple_rings.hpp"

#include "engine/geo/orientation.hpp"

#include <algorithm>
#include <cmath>

namespace tractwise::geo {
namespace {

bool same_side(int a, int b) {
    return a != 0 && a == b;
}

bool stand_apart(const Box& a, const Box& b) {
    return a.max_x < b.min_x || b.max_x < a.min_x || a.max_y < b.min_y || b.max_y < a.min_y;
}

/// Whether the way a -> b -> c comes back on itself.
bool turns_back(LonLat a, LonLat b, LonLat c) {
    return orientation(a, b, c) == 0 &&
           !((b.lon - a.lon) * (c.lon - b.lon) + (b.lat - a.lat) * (c.lat - b.lat) > 0);
}

} // namespace

bool SimpleRings::is_simple(std::span<const LonLat> ring) {
    const std::size_t n = ring.size() - 1; // the last corner repeats the first
    if (ring.size() < 4)
        return false;
    stretches_.clear();
    for (std::size_t i = 0; i < n; ++i) {
        const LonLat a = ring[i], b = ring[i + 1];
        if (!on_earth(a) || a == b || turns_back(a, b, ring[i + 2 <= n ? i + 2 : 1]))
            return false;
        stretches_.push_back({std::min(a.lon, b.lon), std::max(a.lon, b.lon),
                              std::min(a.lat, b.lat), std::max(a.lat, b.lat),
                              static_cast<std::uint32_t>(i)});
    }
    std::ranges::sort(stretches_, {}, &Stretch::west);
    std::size_t looks = 100 * n;
    for (std::size_t i = 0; i < n; ++i) {
        const Stretch& one = stretches_[i];
        for (std::size_t k = i + 1; k < n && stretches_[k].west <= one.east; ++k) {
            const Stretch& other = stretches_[k];
            if (looks-- == 0)
                return false;
            if (other.south > one.north || other.north < one.south)
                continue;
            const std::uint32_t between =
                one.corner > other.corner ? one.corner - other.corner : other.corner - one.corner;
            if (between == 1 || between == n - 1)
                continue; // neighbors: seen above
            const LonLat a = ring[one.corner], b = ring[one.corner + 1], c = ring[other.corner],
                         d = ring[other.corner + 1];
            if (!same_side(orientation(a, b, c), orientation(a, b, d)) &&
                !same_side(orientation(c, d, a), orientation(c, d, b)))
                return false;
        }
    }
    return true;
}

bool SimpleRings::surely(const PolygonSet& set, std::size_t s) {
    constexpr std::size_t kMostParts = 30; // their boxes are compared in pairs
    const PolygonSet::Range parts = set.parts_of(s);
    if (parts.size() == 0 || parts.size() > kMostParts)
        return false;
    std::vector<Box> boxes;
    for (const std::size_t part : parts) {
        const PolygonSet::Range rings = set.rings_of_part(part);
        if (rings.size() != 1 || !is_simple(set.ring(rings.first)))
            return false;
        Box box;
        for (const LonLat p : set.ring(rings.first))
            box.add(p);
        for (const Box& other : boxes)
            if (!stand_apart(box, other))
                return false;
        boxes.push_back(box);
    }
    return true;
}

} // namespace tractwise::geo
