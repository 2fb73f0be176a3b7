// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/topology.hpp"

#include "engine/core/parallel.hpp"

#include "engine/geo/ecef.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace tractwise::geo {

namespace {

constexpr double kMetersPerDegree = std::numbers::pi / 180 * 6'371'008.8; // of the mean sphere
constexpr float kAlways = std::numeric_limits<float>::infinity();

/// The square of the distance from p to the straight stretch from a to b, in scaled degrees.
double off_line2(LonLat a, LonLat b, LonLat p, double lon_scale) {
    const double bx = (b.lon - a.lon) * lon_scale, by = b.lat - a.lat;
    const double px = (p.lon - a.lon) * lon_scale, py = p.lat - a.lat;
    const double length2 = bx * bx + by * by;
    const double along = length2 > 0 ? std::clamp((px * bx + py * by) / length2, 0.0, 1.0) : 0.0;
    return square(px - along * bx) + square(py - along * by);
}

/// Douglas and Peucker's method for all tolerances at once: what a vertex weighs is the greatest
/// tolerance at which it still stays. A vertex found inside a stretch never weighs more than those
/// that bound the stretch, since it is looked at only once they stay.
void weigh_line(std::span<const LonLat> line, std::span<float> weight) {
    struct Stretch {
        std::size_t first, last;
        float limit;
    };
    weight.front() = weight.back() = kAlways;
    const double lon_scale = std::cos(line.front().lat * std::numbers::pi / 180);
    std::vector<Stretch> open{{0, line.size() - 1, kAlways}};
    while (!open.empty()) {
        const Stretch s = open.back();
        open.pop_back();
        double farthest = -1;
        std::size_t at = s.first;
        for (std::size_t i = s.first + 1; i < s.last; ++i) {
            const double d = off_line2(line[s.first], line[s.last], line[i], lon_scale);
            if (d > farthest) {
                farthest = d;
                at = i;
            }
        }
        if (at == s.first) // nothing between, or nothing that is a number
            continue;
        weight[at] = std::min(s.limit, static_cast<float>(std::sqrt(farthest) * kMetersPerDegree));
        open.push_back({s.first, at, weight[at]});
        open.push_back({at, s.last, weight[at]});
    }
}

} // namespace

void Topology::weigh() {
    weight_.assign(lines_.vertices().size(), 0);
    parallel_for(
        arcs(),
        [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i)
                weigh_line(arc(i),
                           std::span(weight_).subspan(first_[i], first_[i + 1] - first_[i]));
        },
        256);
    const std::vector<float> everything(arcs(), 0);
    turn_.resize(ring_piece_.size() - 1);
    for (std::size_t r = 0; r < turn_.size(); ++r) {
        const double area = area_at(r, everything);
        turn_[r] = static_cast<std::int8_t>((area > 0) - (area < 0));
    }
}

/// visit(arc, vertex) for every vertex of a ring in order, the last of each piece left out because
/// the next begins with it.
template <typename Visit>
void Topology::walk(std::size_t ring, Visit visit) const {
    for (std::uint32_t piece : pieces(ring)) {
        const std::size_t arc = piece / 2;
        const std::size_t first = first_[arc], last = first_[arc + 1] - 1;
        if (piece % 2 == 0)
            for (std::size_t v = first; v < last; ++v)
                visit(arc, v);
        else
            for (std::size_t v = last; v > first; --v)
                visit(arc, v);
    }
}

/// Twice the signed area of the ring in square degrees, with the vertices that weigh at least their
/// arc's threshold; 0 for fewer than three.
double Topology::area_at(std::size_t ring, std::span<const float> threshold) const {
    const auto vertices = lines_.vertices();
    double area = 0;
    std::size_t count = 0;
    LonLat origin, before;
    walk(ring, [&](std::size_t arc, std::size_t v) {
        if (!(weight_[v] >= threshold[arc]))
            return;
        const LonLat p = vertices[v];
        if (count++ == 0)
            origin = before = p;
        area += (before.lon - origin.lon) * (p.lat - origin.lat) -
                (p.lon - origin.lon) * (before.lat - origin.lat);
        before = p;
    });
    return count < 3 ? 0 : area;
}

/// Whether the ring is still a ring: some area, on the same side of its line.
bool Topology::holds(std::size_t ring, std::span<const float> threshold) const {
    const double area = area_at(ring, threshold);
    return turn_[ring] < 0 ? area < 0 : area > 0;
}

void Topology::refine(std::size_t ring, std::span<float> threshold) const {
    // With all vertices it holds, so there is always one to give back.
    for (float heaviest = 0; heaviest >= 0 && !holds(ring, threshold);) {
        std::size_t arc_of_it = 0;
        heaviest = -1;
        walk(ring, [&](std::size_t arc, std::size_t v) {
            if (weight_[v] < threshold[arc] && weight_[v] > heaviest) {
                heaviest = weight_[v];
                arc_of_it = arc;
            }
        });
        if (heaviest >= 0)
            threshold[arc_of_it] = heaviest;
    }
}

/// What a vertex of each arc must weigh so that every ring holds.
std::vector<float> Topology::thresholds(double tolerance_m, const Progress& progress) const {
    progress.step("simplifying borders", 0);
    const std::size_t rings = ring_piece_.size() - 1;
    std::vector<float> threshold(arcs(), static_cast<float>(std::max(tolerance_m, 0.0)));
    // A border that gets vertices back may trouble the ring on its other side, so the rings are
    // looked at again until all hold. Thresholds only fall: it comes to an end.
    std::vector<char> broken(rings, tolerance_m > 0);
    for (bool changed = tolerance_m > 0; changed;) {
        progress.throw_if_stopped();
        parallel_for(
            rings,
            [&](std::size_t begin, std::size_t end) {
                for (std::size_t r = begin; r < end; ++r)
                    broken[r] = turn_[r] != 0 && !holds(r, threshold);
            },
            256);
        changed = std::ranges::find(broken, 1) != broken.end();
        for (std::size_t r = 0; r < rings; ++r)
            if (broken[r])
                refine(r, threshold);
    }
    progress.step("simplifying borders", 0.5);
    return threshold;
}

LineSet Topology::arcs_at(std::span<const float> threshold) const {
    const auto vertices = lines_.vertices();
    LineSet simple;
    std::vector<LonLat> line;
    for (std::size_t i = 0; i < arcs(); ++i) {
        line.clear();
        for (std::size_t v = first_[i]; v < first_[i + 1]; ++v)
            if (weight_[v] >= threshold[i])
                line.push_back(vertices[v]);
        simple.add(line);
    }
    return simple;
}

LineSet Topology::simplified_arcs(double tolerance_m, const Progress& progress) const {
    return arcs_at(thresholds(tolerance_m, progress));
}

Topology::Level Topology::simplified(double tolerance_m, const Progress& progress) const {
    const std::vector<float> threshold = thresholds(tolerance_m, progress);
    Level level{{}, arcs_at(threshold)};
    const auto vertices = lines_.vertices();
    std::vector<LonLat> line;
    for (std::size_t s = 0; s < shapes(); ++s) {
        level.shapes.begin_shape();
        for (std::size_t part = shape_part_[s]; part < shape_part_[s + 1]; ++part) {
            level.shapes.begin_part();
            for (std::size_t r = part_ring_[part]; r < part_ring_[part + 1]; ++r) {
                line.clear();
                walk(r, [&](std::size_t arc, std::size_t v) {
                    if (weight_[v] >= threshold[arc])
                        line.push_back(vertices[v]);
                });
                while (line.size() < 3) // a ring without area: a point, or a line there and back
                    line.push_back(line.back());
                level.shapes.add_ring(line);
            }
        }
    }
    return level;
}

} // namespace tractwise::geo
