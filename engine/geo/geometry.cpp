// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/geometry.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace tractwise::geo {

// Written with `<` so that a NaN coordinate leaves the box as it was.
void Box::add(LonLat p) {
    if (p.lon < min_x)
        min_x = p.lon;
    if (p.lon > max_x)
        max_x = p.lon;
    if (p.lat < min_y)
        min_y = p.lat;
    if (p.lat > max_y)
        max_y = p.lat;
}

void Box::add(const Box& other) {
    min_x = std::min(min_x, other.min_x);
    min_y = std::min(min_y, other.min_y);
    max_x = std::max(max_x, other.max_x);
    max_y = std::max(max_y, other.max_y);
}

void PolygonSet::begin_shape() {
    shape_part_.push_back(shape_part_.back());
}

void PolygonSet::begin_part() {
    assert(size() > 0 && "begin_shape() comes first");
    part_ring_.push_back(part_ring_.back());
    ++shape_part_.back();
}

void PolygonSet::add_ring(std::span<const LonLat> ring) {
    assert(size() > 0 && !shape_empty(size() - 1) && "begin_part() comes first");
    assert(ring.size() >= 3);
    vertices_.insert(vertices_.end(), ring.begin(), ring.end());
    if (ring.front() != ring.back())
        vertices_.push_back(ring.front());
    assert(vertices_.size() <= std::numeric_limits<std::uint32_t>::max());
    ring_vertex_.push_back(static_cast<std::uint32_t>(vertices_.size()));
    ++part_ring_.back();
}

void PolygonSet::append(const PolygonSet& other, std::size_t s) {
    assert(this != &other);
    begin_shape();
    for (std::size_t part : other.parts_of(s)) {
        begin_part();
        for (std::size_t r : other.rings_of_part(part))
            add_ring(other.ring(r));
    }
}

PolygonSet PolygonSet::picked(std::span<const std::size_t> shapes) && {
    std::size_t in_order = 0;
    while (in_order < shapes.size() && shapes[in_order] == in_order)
        ++in_order;
    if (in_order == shapes.size() && in_order == size())
        return std::move(*this);
    std::size_t vertices = 0;
    for (const std::size_t s : shapes)
        for (const std::size_t r : rings_of(s))
            vertices += ring(r).size();
    PolygonSet some;
    some.vertices_.reserve(vertices);
    for (const std::size_t s : shapes)
        some.append(*this, s);
    return some;
}

Box PolygonSet::box(std::size_t shape) const {
    Box box;
    for (std::size_t r : rings_of(shape))
        for (LonLat p : ring(r))
            box.add(p);
    return box;
}

Box PolygonSet::box() const {
    Box box;
    for (LonLat p : vertices_)
        box.add(p);
    return box;
}

} // namespace tractwise::geo
