// SPDX-License-Identifier: Apache-2.0
#include "engine/spatial/contiguity.hpp"

#include "engine/core/error.hpp"
#include "engine/geo/same_places.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include <fmt/format.h>

namespace tractwise::spatial {

namespace {

using geo::LonLat;
using geo::PolygonSet;

constexpr const char* kStage = "finding neighbors";

/// Pairs of shapes, the lower one of each: of[first[s]] .. are those that touch s, ascending.
class TouchingPairs {
public:
    explicit TouchingPairs(std::size_t shapes) : touched_by_(shapes, kNobody), degree_(shapes) {
        first_.reserve(shapes + 1);
        first_.push_back(0);
    }
    /// Shape `s`, the one being read, touches `lower`.
    void add(std::uint32_t lower, std::uint32_t s) {
        if (touched_by_[lower] == s)
            return;
        touched_by_[lower] = s;
        lower_.push_back(lower);
    }
    void end_shape() {
        const auto begin = lower_.begin() + static_cast<std::ptrdiff_t>(first_.back());
        std::sort(begin, lower_.end());
        for (auto t = begin; t != lower_.end(); ++t)
            ++degree_[*t];
        degree_[first_.size() - 1] += static_cast<std::size_t>(lower_.end() - begin);
        first_.push_back(lower_.size());
    }
    /// Both ways. A row gets its lower neighbors when it is read and the higher ones after, in order.
    Weights weights() const {
        const std::size_t n = degree_.size();
        std::vector<std::size_t> first(n + 1);
        for (std::size_t s = 0; s < n; ++s)
            first[s + 1] = first[s] + degree_[s];
        std::vector<std::size_t> at(first.begin(), first.end() - 1);
        std::vector<std::uint32_t> neighbor(first.back());
        for (std::size_t s = 0; s < n; ++s)
            for (std::size_t p = first_[s]; p < first_[s + 1]; ++p) {
                neighbor[at[s]++] = lower_[p];
                neighbor[at[lower_[p]]++] = static_cast<std::uint32_t>(s);
            }
        std::vector<double> value(neighbor.size(), 1.0);
        return Weights::from_rows(std::move(first), std::move(neighbor), std::move(value));
    }

private:
    static constexpr std::uint32_t kNobody = 0xFFFFFFFF;
    std::vector<std::uint32_t> touched_by_, lower_;
    std::vector<std::size_t> first_, degree_;
};

/// Shapes are read one after another; every corner (or edge, at the lower of its two corners) keeps a
/// short list of the shapes that were there before.
Weights sharing_vertices(const PolygonSet& shapes, Touch touch, const Progress& progress) {
    std::vector<LonLat> places;
    const auto number = geo::number_places(shapes.vertices(), places);
    progress.step(kStage, 0.5);
    struct Visit {
        std::uint32_t shape, other, next; // other: the higher corner of an edge
    };
    constexpr std::uint32_t none = 0xFFFFFFFF;
    std::vector<std::uint32_t> last(places.size(), none);
    std::vector<Visit> visits;
    visits.reserve(number.size());
    TouchingPairs pairs(shapes.size());
    std::size_t vertex = 0;
    for (std::uint32_t s = 0; s < shapes.size(); ++s) {
        for (const std::size_t r : shapes.rings_of(s)) {
            const std::size_t end = vertex + shapes.ring(r).size();
            for (; vertex < end; ++vertex) {
                std::uint32_t at = number[vertex], other = 0;
                if (touch == Touch::Edge) {
                    if (vertex + 1 == end || number[vertex + 1] == at)
                        continue;
                    other = std::max(at, number[vertex + 1]);
                    at = std::min(at, number[vertex + 1]);
                }
                bool here =
                    false; // this shape was here before: a ring's end, or its own other part
                for (std::uint32_t v = last[at]; v != none && !here; v = visits[v].next)
                    if (visits[v].other == other) {
                        here = visits[v].shape == s;
                        if (!here)
                            pairs.add(visits[v].shape, s);
                    }
                if (!here) {
                    visits.push_back({s, other, last[at]});
                    last[at] = static_cast<std::uint32_t>(visits.size() - 1);
                }
            }
        }
        pairs.end_shape();
    }
    return pairs.weights();
}

/// Meters east and north of a place in the middle: true enough where shapes are tracts.
class LocalPlane {
public:
    explicit LocalPlane(LonLat middle) : middle_(middle) {
        constexpr double meters_a_degree = 111'195; // of a sphere as large as the earth
        north_ = meters_a_degree;
        east_ = meters_a_degree * std::cos(middle.lat * std::numbers::pi / 180);
    }
    struct At {
        double x, y;
    };
    At operator()(LonLat p) const {
        return {(p.lon - middle_.lon) * east_, (p.lat - middle_.lat) * north_};
    }

private:
    LonLat middle_;
    double east_, north_;
};

struct Stretch {
    LocalPlane::At from, to;
};

double squared_distance(LocalPlane::At p, const Stretch& s) {
    const double dx = s.to.x - s.from.x, dy = s.to.y - s.from.y;
    const double length2 = dx * dx + dy * dy;
    const double along =
        length2 == 0
            ? 0
            : std::clamp(((p.x - s.from.x) * dx + (p.y - s.from.y) * dy) / length2, 0.0, 1.0);
    const double x = s.from.x + along * dx - p.x, y = s.from.y + along * dy - p.y;
    return x * x + y * y;
}

/// Whether two shapes come within the snap of each other, inside the box where they can.
class SnapTest {
public:
    SnapTest(const PolygonSet& shapes, Touch touch, double snap_m)
        : shapes_(shapes), touch_(touch), snap_m_(snap_m) {}

    bool operator()(std::size_t a, std::size_t b, const geo::Box& common) {
        const LocalPlane plane(
            {(common.min_x + common.max_x) / 2, (common.min_y + common.max_y) / 2});
        contact_.clear();
        return near(a, b, common, plane) || near(b, a, common, plane);
    }

private:
    /// Vertices of `a` against edges of `b`. True as soon as there is enough.
    bool near(std::size_t a, std::size_t b, const geo::Box& common, const LocalPlane& plane) {
        edges_.clear();
        for (const std::size_t r : shapes_.rings_of(b)) {
            const auto ring = shapes_.ring(r);
            for (std::size_t v = 0; v + 1 < ring.size(); ++v) {
                geo::Box box;
                box.add(ring[v]);
                box.add(ring[v + 1]);
                if (box.max_x >= common.min_x && box.min_x <= common.max_x &&
                    box.max_y >= common.min_y && box.min_y <= common.max_y)
                    edges_.push_back({plane(ring[v]), plane(ring[v + 1])});
            }
        }
        for (const std::size_t r : shapes_.rings_of(a))
            for (const LonLat vertex : shapes_.ring(r)) {
                if (!common.contains(vertex))
                    continue;
                const LocalPlane::At p = plane(vertex);
                const bool touches =
                    std::any_of(edges_.begin(), edges_.end(), [&](const Stretch& e) {
                        return squared_distance(p, e) <= snap_m_ * snap_m_;
                    });
                if (touches && enough(p))
                    return true;
            }
        return false;
    }

    bool enough(LocalPlane::At p) {
        if (touch_ == Touch::Corner)
            return true;
        for (const LocalPlane::At q : contact_)
            if (std::hypot(p.x - q.x, p.y - q.y) > 2 * snap_m_)
                return true;
        contact_.push_back(p);
        return false;
    }

    const PolygonSet& shapes_;
    Touch touch_;
    double snap_m_;
    std::vector<Stretch> edges_;
    std::vector<LocalPlane::At> contact_;
};

/// Links of shapes that only come near, from pairs whose boxes do.
std::vector<Link> snapped_links(const PolygonSet& shapes, Touch touch, double snap_m,
                                const Weights& exact, const Progress& progress) {
    constexpr double shortest_degree_m = 110'500; // of latitude, anywhere on the ellipsoid
    const double north = snap_m / shortest_degree_m;
    struct Wide {
        geo::Box box;
        std::uint32_t shape;
    };
    std::vector<Wide> wide;
    for (std::uint32_t s = 0; s < shapes.size(); ++s) {
        if (shapes.shape_empty(s))
            continue;
        geo::Box box = shapes.box(s);
        const double farthest =
            std::min(89.9, std::max(std::abs(box.min_y), std::abs(box.max_y)) + north);
        const double east = north / std::cos(farthest * std::numbers::pi / 180);
        box = {box.min_x - east, box.min_y - north, box.max_x + east, box.max_y + north};
        wide.push_back({box, s});
    }
    std::sort(wide.begin(), wide.end(), [](const Wide& a, const Wide& b) {
        return a.box.min_x != b.box.min_x ? a.box.min_x < b.box.min_x : a.shape < b.shape;
    });
    SnapTest touching(shapes, touch, snap_m);
    std::vector<Link> links;
    std::vector<std::size_t> open; // shapes whose boxes reach this far east
    for (std::size_t i = 0; i < wide.size(); ++i) {
        const Wide& a = wide[i];
        std::erase_if(open, [&](std::size_t o) { return wide[o].box.max_x < a.box.min_x; });
        for (const std::size_t o : open) {
            const Wide& b = wide[o];
            const geo::Box common{
                std::max(a.box.min_x, b.box.min_x), std::max(a.box.min_y, b.box.min_y),
                std::min(a.box.max_x, b.box.max_x), std::min(a.box.max_y, b.box.max_y)};
            if (common.min_y > common.max_y || exact.between(a.shape, b.shape) > 0 ||
                !touching(a.shape, b.shape, common))
                continue;
            links.push_back({a.shape, b.shape});
            links.push_back({b.shape, a.shape});
        }
        open.push_back(i);
        if (i % 1024 == 0)
            progress.step(kStage,
                          0.5 + 0.5 * static_cast<double>(i) / static_cast<double>(wide.size()));
    }
    return links;
}

} // namespace

Contiguity contiguity(const PolygonSet& shapes, Touch touch, double snap_m,
                      const Progress& progress) {
    if (!(snap_m >= 0) || !std::isfinite(snap_m))
        throw Error(ErrorKind::Usage, fmt::format("a snap is 0 meters or more, not {}", snap_m));
    progress.step(kStage, 0);
    Contiguity found{.weights = sharing_vertices(shapes, touch, progress)};
    if (snap_m > 0) {
        std::vector<Link> links = snapped_links(shapes, touch, snap_m, found.weights, progress);
        found.added_by_snap = links.size();
        found.weights = united(found.weights, Weights::from_links(shapes.size(), std::move(links)));
    }
    return found;
}

Weights queen(const PolygonSet& shapes, const Progress& progress) {
    return contiguity(shapes, Touch::Corner, 0, progress).weights;
}

Weights rook(const PolygonSet& shapes, const Progress& progress) {
    return contiguity(shapes, Touch::Edge, 0, progress).weights;
}

} // namespace tractwise::spatial
