// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/geo/geometry.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tractwise::geo {

/// Shapes taken apart into arcs: stretches of border that have the same shape on the left and the
/// same on the right from end to end. Neighbors share them, so a border is drawn once, and a
/// simplified border fits on both sides.
///
///     const Topology topology(tracts.shapes);
///     draw_thin(topology.borders());
///     for (std::uint32_t arc : topology.borders_between(county_of_tract)) draw_thick(arc);
///     const Topology::Level far = topology.simplified(500);          // for a small scale
///
/// Neighbors are found where their vertices are equal to the last bit, as in the Census Bureau's
/// files. Where they are not (overlaps, a corner on a neighbor's straight edge), both edges stay,
/// each an arc to the outside. Repeated vertices are dropped.
///
/// Equal input gives equal output with any number of threads. Cost: see tests/bench/README.md. It
/// keeps less memory than the set takes, and needs about three times as much while it is made.
/// Errors: Error(Canceled).
class Topology {
public:
    /// No shape on that side.
    static constexpr std::uint32_t kOutside = 0xFFFFFFFF;

    explicit Topology(const PolygonSet& set, const Progress& progress = {});

    std::size_t arcs() const { return lines_.size(); }
    std::size_t shapes() const { return shape_part_.size() - 1; }
    /// Two points or more; the first equals the last where the arc is a whole ring or loop.
    std::span<const LonLat> arc(std::size_t i) const { return lines_.line(i); }
    /// The shape to the left of arc i, walked from its first point to its last; or kOutside.
    std::uint32_t left(std::size_t i) const { return left_[i]; }
    std::uint32_t right(std::size_t i) const { return right_[i]; }

    /// The border of ring r of the set that this was made from, as arcs in the order in which the
    /// ring walks them: arc * 2, and + 1 where it is walked from its last point to its first.
    std::span<const std::uint32_t> pieces(std::size_t ring) const {
        return {piece_.data() + ring_piece_[ring], ring_piece_[ring + 1] - ring_piece_[ring]};
    }

    /// Every arc once, line i being arc(i).
    const LineSet& borders() const { return lines_; }

    /// The arcs whose two sides belong to different groups, ascending: county lines from tracts.
    /// `group` has one number a shape. Outside is a group of its own, which shapes with the number
    /// kOutside join.
    std::vector<std::uint32_t> borders_between(std::span<const std::uint32_t> group) const;

    /// One degree of detail.
    struct Level {
        PolygonSet shapes; ///< same shapes, parts and rings in the same order
        LineSet arcs;      ///< line i is arc(i), simplified
    };

    /// Every shape and arc with only the vertices that matter at `tolerance_m` meters (Douglas and
    /// Peucker 1973; a degree of longitude is as long as it is at the arc's first point): what is
    /// left out lies nearer than that to the line that is left. End points of arcs never move. A
    /// ring that would be left with fewer than three corners, without area or turned over gets
    /// back the vertices that matter most, until it is not. Lines nearer to each other than the
    /// tolerance may cross: this is for drawing, not for measuring. At 0 all vertices stay.
    /// Errors: Error(Canceled).
    Level simplified(double tolerance_m, const Progress& progress = {}) const;
    /// Level::arcs alone, for who needs no shapes.
    LineSet simplified_arcs(double tolerance_m, const Progress& progress = {}) const;

private:
    class Builder;
    template <typename Visit>
    void walk(std::size_t ring, Visit visit) const;
    double area_at(std::size_t ring, std::span<const float> threshold) const;
    bool holds(std::size_t ring, std::span<const float> threshold) const;
    void refine(std::size_t ring, std::span<float> threshold) const;
    std::vector<float> thresholds(double tolerance_m, const Progress& progress) const;
    LineSet arcs_at(std::span<const float> threshold) const;
    void weigh();

    LineSet lines_;
    std::vector<std::size_t> first_; // of each arc in the vertices of lines_
    std::vector<std::uint32_t> left_, right_;
    std::vector<float> weight_;             // meters, per vertex of lines_; infinite at the ends
    std::vector<std::uint32_t> piece_;      // arc * 2, + 1 where it is walked backwards
    std::vector<std::uint32_t> ring_piece_; // first piece of each ring
    std::vector<std::int8_t> turn_;         // sign of each ring's area
    std::vector<std::uint32_t> part_ring_, shape_part_;
};

} // namespace tractwise::geo
