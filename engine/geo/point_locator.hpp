// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/geometry.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace tractwise::geo {

/// Finds the polygon that contains each point.
///
///     PointLocator locator(tracts.polygons());
///     std::vector<std::uint32_t> owner = locator.locate(points);   // kOutside where none
///
/// Rules. A shape is closed: its border belongs to it. A point on a border shared by several shapes
/// has one owner, the shape with the lowest index (tracts are sorted by GEOID, so the lowest
/// GEOID); the same rule settles overlaps. The border test is exact (adaptive orientation
/// predicate), so the answer does not depend on the order of points, the direction of rings or the
/// number of threads. NaN coordinates are outside.
///
/// The locator keeps a reference to nothing: it copies what it needs. Cost: see
/// tests/bench/README.md.
class PointLocator {
public:
    static constexpr std::uint32_t kOutside = 0xffffffffU;

    explicit PointLocator(const PolygonSet& polygons);
    ~PointLocator();
    PointLocator(PointLocator&&) noexcept;
    PointLocator& operator=(PointLocator&&) noexcept;

    std::uint32_t locate(LonLat point) const;
    std::vector<std::uint32_t> locate(std::span<const LonLat> points) const; ///< on all cores

private:
    struct Index;
    std::unique_ptr<Index> index_;
};

} // namespace tractwise::geo
