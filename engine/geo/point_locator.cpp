// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/point_locator.hpp"

#include "engine/core/parallel.hpp"

#include "engine/geo/orientation.hpp"
#include "engine/geo/shape_grid.hpp"
#include "engine/geo/spatial_order.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tractwise::geo {

// Two steps: the grid names the shapes whose box may hold the point; each of them is cut into
// horizontal stripes that list the edges reaching into them, about eight a stripe, so that a ray to
// the right crosses few edges to look at. Like the grid, stripes need no tolerance: edges and
// points find their stripe by one monotone function.
struct PointLocator::Index {
    struct Shape {
        Box box;
        double stripes_a_degree = 0;
        std::uint32_t stripes = 0; ///< 0 for an empty shape
        std::uint32_t first_stripe =
            0; ///< in stripe_begin; a shape has one entry more than stripes
        std::uint32_t first_vertex = 0;
        std::uint32_t entries = 0;

        std::uint32_t stripe_of(double y) const {
            const double v = (y - box.min_y) * stripes_a_degree;
            return !(v > 0) ? 0 : v >= stripes ? stripes - 1 : static_cast<std::uint32_t>(v);
        }
    };

    std::unique_ptr<LonLat[]> vertices; ///< ring after ring; edge i runs from vertex i to i + 1
    std::unique_ptr<std::uint32_t[]> stripe_begin; ///< into edges
    std::unique_ptr<std::uint32_t[]> edges;
    std::vector<Shape> shapes;
    ShapeGrid grid;

    explicit Index(const PolygonSet& set);
    void measure(const PolygonSet& set, std::size_t s);
    void fill(const PolygonSet& set, std::size_t s);
    bool covers(const Shape& shape, LonLat p) const;
    bool covers_exactly(std::span<const std::uint32_t> stripe, LonLat p) const;
    std::uint32_t locate(LonLat p) const;

    template <typename Visit>
    void for_each_edge(const PolygonSet& set, std::size_t s, const Visit& visit) const {
        std::uint32_t i = shapes[s].first_vertex;
        for (std::size_t r : set.rings_of(s)) {
            const std::size_t n = set.ring(r).size();
            for (std::size_t k = 0; k + 1 < n; ++k, ++i) {
                const std::uint32_t from = shapes[s].stripe_of(vertices[i].lat);
                const std::uint32_t to = shapes[s].stripe_of(vertices[i + 1].lat);
                visit(i, std::min(from, to), std::max(from, to));
            }
            ++i;
        }
    }
};

PointLocator::Index::Index(const PolygonSet& set) : shapes(set.size()) {
    // Memory is left unwritten here: each part of it is first touched by the core that fills it.
    vertices = std::make_unique_for_overwrite<LonLat[]>(set.vertex_count());
    parallel_for(
        set.size(),
        [&](std::size_t begin, std::size_t end) {
            for (std::size_t s = begin; s < end; ++s)
                measure(set, s);
        },
        256);

    std::uint32_t stripes = 0;
    std::size_t entries = 0;
    std::vector<Box> boxes;
    boxes.reserve(set.size());
    for (Shape& shape : shapes) {
        boxes.push_back(shape.box);
        shape.first_stripe = stripes;
        stripes += shape.stripes + 1;
        // From here on, `entries` is where the shape's edges begin.
        entries += std::exchange(shape.entries, static_cast<std::uint32_t>(entries));
    }
    stripe_begin = std::make_unique_for_overwrite<std::uint32_t[]>(stripes);
    edges = std::make_unique_for_overwrite<std::uint32_t[]>(entries);
    parallel_for(
        set.size(),
        [&](std::size_t begin, std::size_t end) {
            for (std::size_t s = begin; s < end; ++s)
                fill(set, s);
        },
        256);
    grid = ShapeGrid(boxes);
}

/// Copies the vertices, and decides how many stripes a shape gets and how many entries they will
/// hold.
void PointLocator::Index::measure(const PolygonSet& set, std::size_t s) {
    Shape& shape = shapes[s];
    std::size_t vertices_in_shape = 0;
    for (std::size_t r : set.rings_of(s)) {
        const auto ring = set.ring(r);
        const auto first = static_cast<std::uint32_t>(ring.data() - set.vertices().data());
        if (vertices_in_shape == 0)
            shape.first_vertex = first;
        vertices_in_shape += ring.size();
        std::copy(ring.begin(), ring.end(), vertices.get() + first);
        for (LonLat p : ring)
            shape.box.add(p);
    }
    if (shape.box.empty())
        return;
    // Long edges lie in many stripes; where that would multiply the memory, wider stripes must do.
    for (shape.stripes =
             std::max<std::uint32_t>(1, static_cast<std::uint32_t>(vertices_in_shape / 8));
         ; shape.stripes /= 2) {
        shape.stripes_a_degree = shape.stripes / (shape.box.max_y - shape.box.min_y);
        if (!std::isfinite(shape.stripes_a_degree))
            shape.stripes_a_degree = 0;
        std::size_t entries = 0;
        for_each_edge(set, s, [&](std::uint32_t, std::uint32_t low, std::uint32_t high) {
            entries += high - low + 1;
        });
        shape.entries = static_cast<std::uint32_t>(entries);
        if (shape.stripes == 1 || entries <= 4 * vertices_in_shape + 64)
            return;
    }
}

void PointLocator::Index::fill(const PolygonSet& set, std::size_t s) {
    const Shape& shape = shapes[s];
    std::uint32_t* const begin = stripe_begin.get() + shape.first_stripe;
    if (shape.stripes == 0) {
        begin[0] = 0;
        return;
    }
    // Count, sum, place: begin[k] first counts stripe k, then runs from the end of stripe k down to
    // its beginning.
    std::fill_n(begin, shape.stripes + 1, 0U);
    for_each_edge(set, s, [&](std::uint32_t, std::uint32_t low, std::uint32_t high) {
        for (std::uint32_t k = low; k <= high; ++k)
            ++begin[k];
    });
    std::uint32_t end = shape.entries;
    for (std::uint32_t k = 0; k < shape.stripes; ++k)
        begin[k] = end += begin[k];
    begin[shape.stripes] = end;
    for_each_edge(set, s, [&](std::uint32_t edge, std::uint32_t low, std::uint32_t high) {
        for (std::uint32_t k = low; k <= high; ++k)
            edges[--begin[k]] = edge;
    });
}

bool PointLocator::Index::covers(const Shape& shape, LonLat p) const {
    if (!shape.box.contains(p))
        return false;
    const std::uint32_t* begin = stripe_begin.get() + shape.first_stripe + shape.stripe_of(p.lat);
    const std::span<const std::uint32_t> stripe(edges.get() + begin[0], begin[1] - begin[0]);
    // The usual case without a branch an edge: rounded determinants, and a note of any that
    // rounding or a vertex at the point's own height makes doubtful.
    bool inside = false;
    bool doubt = false;
    for (std::uint32_t e : stripe) {
        const LonLat a = vertices[e];
        const LonLat b = vertices[e + 1];
        const bool above_a = a.lat > p.lat;
        const bool above_b = b.lat > p.lat;
        const double left = (a.lon - p.lon) * (b.lat - p.lat);
        const double right = (a.lat - p.lat) * (b.lon - p.lon);
        const double det = left - right;
        const double error =
            kOrientationBound * (std::abs(left) + std::abs(right)) + kOrientationFloor;
        const bool crosses = above_a != above_b;
        inside ^= crosses & ((det > 0) == above_b);
        doubt |= (a.lat == p.lat) | (crosses & !(std::abs(det) > error));
    }
    return doubt ? covers_exactly(stripe, p) : inside;
}

bool PointLocator::Index::covers_exactly(std::span<const std::uint32_t> stripe, LonLat p) const {
    bool inside = false;
    for (std::uint32_t e : stripe) {
        const LonLat a = vertices[e];
        const LonLat b = vertices[e + 1];
        if (a == p || b == p)
            return true;
        const bool above_a = a.lat > p.lat;
        const bool above_b = b.lat > p.lat;
        if (above_a != above_b) {
            const int side = orientation(a, b, p);
            if (side == 0)
                return true;
            inside ^= (side > 0) == above_b;
        } else if (a.lat == p.lat && b.lat == p.lat && p.lon > std::min(a.lon, b.lon) &&
                   p.lon < std::max(a.lon, b.lon)) {
            return true; // on a horizontal edge
        }
    }
    return inside;
}

std::uint32_t PointLocator::Index::locate(LonLat p) const {
    if (!grid.box().contains(p)) // NaN is nowhere
        return kOutside;
    for (std::uint32_t s :
         grid.candidates(p)) // in order of index: the first that covers it owns it
        if (covers(shapes[s], p))
            return s;
    return kOutside;
}

PointLocator::PointLocator(const PolygonSet& polygons)
    : index_(std::make_unique<Index>(polygons)) {}
PointLocator::~PointLocator() = default;
PointLocator::PointLocator(PointLocator&&) noexcept = default;
PointLocator& PointLocator::operator=(PointLocator&&) noexcept = default;

std::uint32_t PointLocator::locate(LonLat point) const {
    return index_->locate(point);
}

std::vector<std::uint32_t> PointLocator::locate(std::span<const LonLat> points) const {
    std::vector<std::uint32_t> owners(points.size(), kOutside);
    const ShapeGrid& grid = index_->grid;
    const MortonKey key(grid.box());
    in_spatial_order(
        points.size(), MortonKey::kBits, [&](std::size_t i) { return key(points[i]); },
        [&](std::span<const Keyed> run) {
            for (std::size_t i = 0; i < run.size(); ++i) {
                prefetch_ahead(run, i, points);
                owners[run[i].index] = locate(points[run[i].index]);
            }
        });
    return owners;
}

} // namespace tractwise::geo
