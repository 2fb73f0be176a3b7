// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/distance_contour.hpp"

#include "engine/geo/ecef.hpp"

#include "engine/core/parallel.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <compare>
#include <cstdint>

namespace tractwise::geo {

namespace {

double distance2(XY p, const Piece& piece) {
    const double ux = piece.b.x - piece.a.x, uy = piece.b.y - piece.a.y;
    const double vx = p.x - piece.a.x, vy = p.y - piece.a.y;
    const double length2 = ux * ux + uy * uy;
    const double t = length2 > 0 ? std::clamp((vx * ux + vy * uy) / length2, 0.0, 1.0) : 0;
    return square(vx - t * ux) + square(vy - t * uy);
}

constexpr int kStepsPerDistance = 8; ///< grid steps within the distance
constexpr std::int64_t kTile = 16;   ///< grid steps on the side of a tile

struct Grid {
    double step, meters;
    double reach() const { return meters + 1.5 * step; } ///< nodes farther off are not told apart
    std::int64_t tile_of(double v) const {
        return static_cast<std::int64_t>(std::floor(v / (step * kTile)));
    }
};

struct TileOfPiece {
    std::int64_t row, column;
    std::uint32_t piece;
    auto operator<=>(const TileOfPiece&) const = default;
};

std::vector<TileOfPiece> sort_into_tiles(const Grid& grid, std::span<const Piece> pieces) {
    std::vector<TileOfPiece> tiles;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const auto [a, b] = pieces[i];
        const auto [left, right] = std::minmax(a.x, b.x);
        const auto [bottom, top] = std::minmax(a.y, b.y);
        // A node on the side that two tiles share must see the same pieces in both: hence reach().
        for (auto row = grid.tile_of(bottom - grid.reach());
             row <= grid.tile_of(top + grid.reach()); ++row)
            for (auto column = grid.tile_of(left - grid.reach());
                 column <= grid.tile_of(right + grid.reach()); ++column)
                tiles.push_back({row, column, static_cast<std::uint32_t>(i)});
    }
    std::sort(tiles.begin(), tiles.end());
    return tiles;
}

/// A side of a grid cell that the contour crosses: the side to the right of a node, or above it.
struct Side {
    std::int64_t row, column;
    bool upward;
    auto operator<=>(const Side&) const = default;
};

/// A step of the contour, with the inside on its left.
struct Step {
    Side from;
    XY at; ///< where it crosses `from`
    Side to;
};

class Tile {
public:
    Tile(const Grid& grid, std::int64_t row, std::int64_t column)
        : grid_(grid), row_(row * kTile), column_(column * kTile),
          distance_((kTile + 1) * (kTile + 1), static_cast<float>(square(grid.reach()))) {}

    void add(const Piece& piece) {
        const auto [left, right] = std::minmax(piece.a.x, piece.b.x);
        const auto [bottom, top] = std::minmax(piece.a.y, piece.b.y);
        const auto first = [&](double v, std::int64_t origin) {
            return std::max<std::int64_t>(
                0, static_cast<std::int64_t>(std::ceil((v - grid_.reach()) / grid_.step)) - origin);
        };
        const auto last = [&](double v, std::int64_t origin) {
            return std::min<std::int64_t>(
                kTile,
                static_cast<std::int64_t>(std::floor((v + grid_.reach()) / grid_.step)) - origin);
        };
        for (auto r = first(bottom, row_); r <= last(top, row_); ++r)
            for (auto c = first(left, column_); c <= last(right, column_); ++c) {
                float& nearest = distance_[static_cast<std::size_t>(r * (kTile + 1) + c)];
                nearest = std::min(nearest, static_cast<float>(distance2(place(r, c), piece)));
            }
    }

    void contour(std::vector<Step>& steps) {
        for (float& d : distance_)
            d = std::sqrt(d);
        for (std::int64_t r = 0; r < kTile; ++r)
            for (std::int64_t c = 0; c < kTile; ++c)
                contour_cell(r, c, steps);
    }

private:
    struct Node {
        std::int64_t row, column;
    };

    XY place(std::int64_t r, std::int64_t c) const {
        return {static_cast<double>(column_ + c) * grid_.step,
                static_cast<double>(row_ + r) * grid_.step};
    }
    double at(Node n) const {
        return distance_[static_cast<std::size_t>(n.row * (kTile + 1) + n.column)];
    }
    bool inside(Node n) const { return at(n) < grid_.meters; }

    Side side(Node a, Node b) const {
        return {row_ + std::min(a.row, b.row), column_ + std::min(a.column, b.column),
                a.row != b.row};
    }
    XY crossing(Node in, Node out) const {
        // Never on a node, where two rings would touch.
        const double t = std::clamp((grid_.meters - at(in)) / (at(out) - at(in)), 0.001, 0.999);
        const XY p = place(in.row, in.column), q = place(out.row, out.column);
        return {p.x + t * (q.x - p.x), p.y + t * (q.y - p.y)};
    }

    /// Once around the cell against the clock: the contour leaves at a side that goes from inside
    /// to outside and ends at one that comes back.
    void contour_cell(std::int64_t r, std::int64_t c, std::vector<Step>& steps) const {
        const std::array<Node, 4> corner{{{r, c}, {r, c + 1}, {r + 1, c + 1}, {r + 1, c}}};
        int in = 0;
        double sum = 0;
        for (const Node n : corner) {
            in += inside(n);
            sum += at(n);
        }
        if (in == 0 || in == 4)
            return;
        // Two opposite corners inside: together where the middle is inside too.
        const bool back = sum / 4 >= grid_.meters;
        for (std::size_t k = 0; k < 4; ++k) {
            if (!inside(corner[k]) || inside(corner[(k + 1) % 4]))
                continue;
            std::size_t end = k;
            do
                end = (end + (back ? 3 : 1)) % 4;
            while (inside(corner[end]) || !inside(corner[(end + 1) % 4]));
            steps.push_back({side(corner[k], corner[(k + 1) % 4]),
                             crossing(corner[k], corner[(k + 1) % 4]),
                             side(corner[end], corner[(end + 1) % 4])});
        }
    }

    const Grid& grid_;
    std::int64_t row_, column_;
    std::vector<float> distance_; ///< squared, until contour()
};

std::vector<Step> steps_of(const Grid& grid, std::span<const Piece> pieces) {
    const std::vector<TileOfPiece> entries = sort_into_tiles(grid, pieces);
    std::vector<std::size_t> first; // entry that each tile begins with
    for (std::size_t i = 0; i < entries.size(); ++i)
        if (i == 0 || entries[i].row != entries[i - 1].row ||
            entries[i].column != entries[i - 1].column)
            first.push_back(i);
    first.push_back(entries.size());

    const std::size_t tiles = first.size() - 1;
    std::vector<std::vector<Step>> found(tiles);
    parallel_for(
        tiles,
        [&](std::size_t begin, std::size_t end) {
            for (std::size_t t = begin; t < end; ++t) {
                Tile tile(grid, entries[first[t]].row, entries[first[t]].column);
                for (std::size_t i = first[t]; i < first[t + 1]; ++i)
                    tile.add(pieces[entries[i].piece]);
                tile.contour(found[t]);
            }
        },
        16);
    std::vector<Step> steps;
    for (const std::vector<Step>& of_tile : found)
        steps.insert(steps.end(), of_tile.begin(), of_tile.end());
    std::sort(steps.begin(), steps.end(),
              [](const Step& p, const Step& q) { return p.from < q.from; });
    return steps;
}

/// Every side is crossed once, so the steps make closed rings.
std::vector<Ring> rings_of(std::span<const Step> steps) {
    std::vector<bool> done(steps.size());
    std::vector<Ring> rings;
    for (std::size_t start = 0; start < steps.size(); ++start) {
        if (done[start])
            continue;
        Ring ring;
        for (std::size_t s = start; !done[s];) {
            done[s] = true;
            ring.push_back(steps[s].at);
            const auto next = std::lower_bound(
                steps.begin(), steps.end(), steps[s].to,
                [](const Step& step, const Side& side) { return step.from < side; });
            assert(next != steps.end() && next->from == steps[s].to);
            s = static_cast<std::size_t>(next - steps.begin());
        }
        ring.push_back(ring.front());
        rings.push_back(std::move(ring));
    }
    return rings;
}

} // namespace

std::vector<Ring> distance_contour(std::span<const Piece> pieces, double meters) {
    return rings_of(steps_of({meters / kStepsPerDistance, meters}, pieces));
}

} // namespace tractwise::geo
