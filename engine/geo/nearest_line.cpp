// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/nearest_line.hpp"

#include "engine/geo/geodesic.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace tractwise::geo {
namespace {

/// Meters a degree of longitude and latitude at a latitude, from the two radii of curvature of the
/// WGS84 ellipsoid.
struct Scale {
    double x, y;
    explicit Scale(double lat) {
        constexpr double kA = 6378137.0, kE2 = 0.00669437999014, kDegree = std::numbers::pi / 180;
        const double sine = std::sin(lat * kDegree);
        const double w2 = 1 - kE2 * sine * sine;
        x = kDegree * kA / std::sqrt(w2) * std::cos(lat * kDegree);
        y = kDegree * kA * (1 - kE2) / (w2 * std::sqrt(w2));
    }
};

struct Foot {
    double squared_m; ///< distance, squared
    double share;     ///< of the piece
};

/// The foot of `p` on the piece a-b, in the plane of `scale` around p.
Foot foot_on(LonLat p, LonLat a, LonLat b, const Scale& scale) {
    const double ax = (a.lon - p.lon) * scale.x, ay = (a.lat - p.lat) * scale.y;
    const double dx = (b.lon - a.lon) * scale.x, dy = (b.lat - a.lat) * scale.y;
    const double length2 = dx * dx + dy * dy;
    const double t = length2 > 0 ? std::clamp(-(ax * dx + ay * dy) / length2, 0.0, 1.0) : 0;
    const double x = ax + t * dx, y = ay + t * dy;
    return {x * x + y * y, t};
}

} // namespace

struct NearestLine::Grid {
    struct Piece {
        std::uint32_t line, bend; ///< from vertex `bend` of the line to the next
    };

    const LineSet* lines = nullptr;
    Box box;
    double cell_deg_x = 1, cell_deg_y = 1;
    double cell_m = 1; ///< the shorter side of a cell anywhere in the box
    std::int64_t columns = 1, rows = 1;
    std::vector<std::uint32_t> first; ///< cells + 1
    std::vector<Piece> pieces;

    std::int64_t column(double lon) const {
        return std::clamp<std::int64_t>(std::llround(std::floor((lon - box.min_x) / cell_deg_x)), 0,
                                        columns - 1);
    }
    std::int64_t row(double lat) const {
        return std::clamp<std::int64_t>(std::llround(std::floor((lat - box.min_y) / cell_deg_y)), 0,
                                        rows - 1);
    }

    /// Calls visit(cell) for the cells that the piece passes: column by column the rows between its
    /// heights at the column's borders, one row more at either end against rounding.
    template <typename Visit>
    void cells_of(LonLat a, LonLat b, const Visit& visit) const {
        if (a.lon > b.lon)
            std::swap(a, b);
        const std::int64_t c0 = column(a.lon), c1 = column(b.lon);
        const std::int64_t lowest = row(std::min(a.lat, b.lat)),
                           highest = row(std::max(a.lat, b.lat));
        for (std::int64_t c = c0; c <= c1; ++c) {
            std::int64_t r0 = lowest, r1 = highest;
            if (c1 > c0) {
                const auto lat_at = [&](double lon) {
                    const double t = std::clamp((lon - a.lon) / (b.lon - a.lon), 0.0, 1.0);
                    return a.lat + t * (b.lat - a.lat);
                };
                const double west = lat_at(box.min_x + static_cast<double>(c) * cell_deg_x);
                const double east = lat_at(box.min_x + static_cast<double>(c + 1) * cell_deg_x);
                r0 = std::max(lowest, row(std::min(west, east)) - 1);
                r1 = std::min(highest, row(std::max(west, east)) + 1);
            }
            for (std::int64_t r = r0; r <= r1; ++r)
                visit(static_cast<std::size_t>(r * columns + c));
        }
    }

    Grid(const LineSet& set, std::span<const char> use) : lines(&set) {
        const auto used = [&](std::size_t i) { return use.empty() || use[i] != 0; };
        std::size_t count = 0;
        for (std::size_t i = 0; i < set.size(); ++i)
            if (used(i) && set.line(i).size() > 1) {
                count += set.line(i).size() - 1;
                for (const LonLat p : set.line(i))
                    box.add(p);
            }
        if (count == 0) {
            first.assign(2, 0);
            return;
        }
        const Scale middle((box.min_y + box.max_y) / 2);
        const double width = std::max((box.max_x - box.min_x) * middle.x, 1.0);
        const double height = std::max((box.max_y - box.min_y) * middle.y, 1.0);
        // About two pieces a cell on average; cells of at least 50 m.
        const double side =
            std::max(50.0, std::sqrt(width * height / static_cast<double>(count) * 2));
        columns = static_cast<std::int64_t>(width / side) + 1;
        rows = static_cast<std::int64_t>(height / side) + 1;
        cell_deg_x = std::max((box.max_x - box.min_x) / static_cast<double>(columns), 1e-9);
        cell_deg_y = std::max((box.max_y - box.min_y) / static_cast<double>(rows), 1e-9);
        const double furthest = std::max(std::abs(box.min_y), std::abs(box.max_y));
        cell_m = std::min(cell_deg_x * Scale(furthest).x, cell_deg_y * Scale(0).y);

        first.assign(static_cast<std::size_t>(columns * rows) + 1, 0);
        const auto each = [&](const auto& put) {
            for (std::size_t i = 0; i < set.size(); ++i) {
                const auto line = set.line(i);
                if (used(i))
                    for (std::size_t k = 0; k + 1 < line.size(); ++k)
                        cells_of(line[k], line[k + 1], [&](std::size_t cell) {
                            put(cell, Piece{static_cast<std::uint32_t>(i),
                                            static_cast<std::uint32_t>(k)});
                        });
            }
        };
        each([&](std::size_t cell, Piece) { ++first[cell + 1]; });
        for (std::size_t c = 1; c < first.size(); ++c)
            first[c] += first[c - 1];
        pieces.resize(first.back());
        std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
        each([&](std::size_t cell, Piece piece) { pieces[next[cell]++] = piece; });
    }
};

NearestLine::NearestLine(const LineSet& lines, std::span<const char> use)
    : grid_(std::make_unique<Grid>(lines, use)) {}
NearestLine::~NearestLine() = default;
NearestLine::NearestLine(NearestLine&&) noexcept = default;
NearestLine& NearestLine::operator=(NearestLine&&) noexcept = default;

std::optional<NearestLine::Hit> NearestLine::nearest(LonLat place, double limit_m) const {
    const Grid& grid = *grid_;
    if (grid.pieces.empty() || std::isnan(place.lon) || std::isnan(place.lat))
        return std::nullopt;
    const Scale scale(place.lat);
    double best2 = limit_m * limit_m * (1 + 1e-6);
    const Grid::Piece* best = nullptr;
    double share = 0;
    const auto look_in = [&](std::int64_t c, std::int64_t r) {
        if (c < 0 || r < 0 || c >= grid.columns || r >= grid.rows)
            return;
        const auto cell = static_cast<std::size_t>(r * grid.columns + c);
        for (std::uint32_t i = grid.first[cell]; i < grid.first[cell + 1]; ++i) {
            const Grid::Piece& piece = grid.pieces[i];
            const auto line = grid.lines->line(piece.line);
            const Foot foot = foot_on(place, line[piece.bend], line[piece.bend + 1], scale);
            const bool tie = best != nullptr && foot.squared_m == best2 && piece.line < best->line;
            if (foot.squared_m < best2 || tie) {
                best2 = foot.squared_m;
                share = foot.share;
                best = &piece;
            }
        }
    };
    // Rings of cells around the place's own, until no further ring can hold anything nearer. A place
    // outside the box starts at the border cell; its distance to the box counts beforehand.
    const std::int64_t c0 = grid.column(place.lon), r0 = grid.row(place.lat);
    const double outside_x =
        std::max({0.0, grid.box.min_x - place.lon, place.lon - grid.box.max_x}) * scale.x;
    const double outside_y =
        std::max({0.0, grid.box.min_y - place.lat, place.lat - grid.box.max_y}) * scale.y;
    const double outside = std::max(outside_x, outside_y);
    const std::int64_t rings = std::max(grid.columns, grid.rows);
    for (std::int64_t ring = 0; ring <= rings; ++ring) {
        const double least = std::max(outside, static_cast<double>(ring - 1) * grid.cell_m);
        if (ring > 0 && least * least > best2)
            break;
        if (ring == 0) {
            look_in(c0, r0);
            continue;
        }
        for (std::int64_t c = c0 - ring; c <= c0 + ring; ++c) {
            look_in(c, r0 - ring);
            look_in(c, r0 + ring);
        }
        for (std::int64_t r = r0 - ring + 1; r < r0 + ring; ++r) {
            look_in(c0 - ring, r);
            look_in(c0 + ring, r);
        }
    }
    if (best == nullptr)
        return std::nullopt;

    const auto line = grid.lines->line(best->line);
    Hit hit;
    hit.line = best->line;
    const LonLat a = line[best->bend], b = line[best->bend + 1];
    hit.place = {a.lon + share * (b.lon - a.lon), a.lat + share * (b.lat - a.lat)};
    hit.meters = geodesic_m(place, hit.place);
    if (hit.meters > limit_m)
        return std::nullopt;
    // Shares of length are taken in the same plane: its error cancels in the quotient.
    double before = 0, all = 0;
    for (std::size_t k = 0; k + 1 < line.size(); ++k) {
        const double length = std::hypot((line[k + 1].lon - line[k].lon) * scale.x,
                                         (line[k + 1].lat - line[k].lat) * scale.y);
        if (k < best->bend)
            before += length;
        else if (k == best->bend)
            before += share * length;
        all += length;
    }
    hit.along = all > 0 ? std::clamp(before / all, 0.0, 1.0) : 0;
    return hit;
}

} // namespace tractwise::geo
