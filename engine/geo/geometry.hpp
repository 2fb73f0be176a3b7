// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/numbers.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tractwise::geo {

/// A place on the earth in degrees, WGS84/NAD83 (Tractwise treats the two as one: they differ by
/// about a meter).
struct LonLat {
    double lon = 0;
    double lat = 0;
    friend bool operator==(const LonLat&, const LonLat&) = default;
};

/// What stands where a place is missing.
inline constexpr LonLat kNowhere{kNaN, kNaN};

/// A finite longitude and a latitude in [-90, 90]; anything else has no place on the earth.
inline bool on_earth(LonLat p) {
    return std::isfinite(p.lon) && std::abs(p.lat) <= 90;
}

/// An upright box; empty until something is added.
struct Box {
    double min_x = kInfinity;
    double min_y = kInfinity;
    double max_x = -kInfinity;
    double max_y = -kInfinity;

    void add(LonLat p);
    void add(const Box& other);
    bool empty() const { return min_x > max_x; }
    bool contains(LonLat p) const {
        return p.lon >= min_x && p.lon <= max_x && p.lat >= min_y && p.lat <= max_y;
    }
    friend bool operator==(const Box&, const Box&) = default;
};

/// Many multipolygons in four flat arrays: fast to walk, cheap to copy to the GPU, no pointer per
/// ring.
///
///     PolygonSet set;
///     set.begin_shape();                      // one tract
///     set.begin_part();                       // one polygon of it
///     set.add_ring(outer);                    // first ring is the outer one, the others are holes
///     for (std::size_t s = 0; s < set.size(); ++s)
///         for (std::size_t r : set.rings_of(s)) draw(set.ring(r));
///
/// Rings are closed (last point = first) as they are stored; either orientation is accepted.
class PolygonSet {
public:
    struct Range { // half-open range of indices that works in a range-for
        struct Iterator {
            std::size_t at;
            std::size_t operator*() const { return at; }
            Iterator& operator++() {
                ++at;
                return *this;
            }
            bool operator!=(const Iterator& other) const { return at != other.at; }
        };
        std::size_t first = 0, last = 0;
        Iterator begin() const { return {first}; }
        Iterator end() const { return {last}; }
        std::size_t size() const { return last - first; }
    };

    void begin_shape();
    void begin_part();
    void add_ring(std::span<const LonLat> ring); ///< closes it when it is open; rings under 3
                                                 ///< points are refused (assert)
    /// Appends shape `s` of another set as a new shape.
    void append(const PolygonSet& other, std::size_t s);

    /// These shapes in this order; all of them in their own order are not copied.
    ///
    ///     set.polygons = std::move(features.shapes).picked(rows);
    PolygonSet picked(std::span<const std::size_t> shapes) &&;

    std::size_t size() const { return shape_part_.size() - 1; }
    std::size_t vertex_count() const { return vertices_.size(); }
    bool shape_empty(std::size_t s) const { return parts_of(s).size() == 0; }
    Range parts_of(std::size_t shape) const { return {shape_part_[shape], shape_part_[shape + 1]}; }
    Range rings_of_part(std::size_t part) const { return {part_ring_[part], part_ring_[part + 1]}; }
    Range rings_of(std::size_t shape) const {
        return {part_ring_[shape_part_[shape]], part_ring_[shape_part_[shape + 1]]};
    }
    std::span<const LonLat> ring(std::size_t r) const {
        return {vertices_.data() + ring_vertex_[r], ring_vertex_[r + 1] - ring_vertex_[r]};
    }
    std::span<const LonLat> vertices() const { return vertices_; }
    Box box(std::size_t shape) const;
    Box box() const;

private:
    std::vector<LonLat> vertices_;
    std::vector<std::uint32_t> ring_vertex_{0};
    std::vector<std::uint32_t> part_ring_{0};
    std::vector<std::uint32_t> shape_part_{0};
};

/// Many lines in two flat arrays.
///
///     LineSet streets;
///     streets.add(bends);                      // two points or more
///     for (std::size_t i = 0; i < streets.size(); ++i) draw(streets.line(i));
class LineSet {
public:
    void add(std::span<const LonLat> line) {
        vertices_.insert(vertices_.end(), line.begin(), line.end());
        first_.push_back(vertices_.size());
    }
    std::size_t size() const { return first_.size() - 1; }
    std::span<const LonLat> line(std::size_t i) const {
        return {vertices_.data() + first_[i], first_[i + 1] - first_[i]};
    }
    std::size_t first_vertex(std::size_t i) const { return first_[i]; } ///< of line i in vertices()
    std::span<const LonLat> vertices() const { return vertices_; }

private:
    std::vector<LonLat> vertices_;
    std::vector<std::size_t> first_{0};
};

} // namespace tractwise::geo
