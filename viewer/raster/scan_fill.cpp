// SPDX-License-Identifier: Apache-2.0
#include "viewer/raster/scan_fill.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace tractwise::viewer::raster {
namespace {

/// The first row or column whose middle lies at `at` or behind it, within [least, greatest].
int first_middle(double at, int least, int greatest) {
    return static_cast<int>(
        std::clamp(std::ceil(at - 0.5), static_cast<double>(least), static_cast<double>(greatest)));
}

/// Opens a shape that is closed, closes one that is open.
void turn(std::vector<std::uint32_t>& open, std::uint32_t shape) {
    if (shape == kNoShape)
        return;
    if (const auto found = std::ranges::find(open, shape); found != open.end())
        open.erase(found);
    else
        open.push_back(shape);
}

} // namespace

void ScanFill::collect(const geo::LineMesh& borders, std::span<const Chunk> chunks,
                       const RasterView& view, Rows rows) {
    crossings_.clear();
    const MapBox seen = box_of(view, rows, 1);
    for (const Chunk& chunk : chunks) {
        // What lies west of the picture decides what the first pixel lies in.
        if (chunk.box.least.x > seen.greatest.x || chunk.box.least.y > seen.greatest.y ||
            chunk.box.greatest.y < seen.least.y)
            continue;
        for (std::size_t i = chunk.first; i < chunk.first + chunk.count; ++i) {
            const float* end = &borders.ends[4 * i];
            const float ya = view.y(end[1]), yb = view.y(end[3]);
            const int first = first_middle(std::min(ya, yb), rows.first, rows.last),
                      last = first_middle(std::max(ya, yb), rows.first, rows.last);
            if (first >= last)
                continue;
            const double xa = view.x(end[0]), xb = view.x(end[2]);
            const double slope = (xb - xa) / (static_cast<double>(yb) - ya);
            // To the south its left side lies in the east.
            const bool south = yb > ya;
            const std::uint32_t left = borders.sides[2 * i], right = borders.sides[2 * i + 1];
            for (int row = first; row < last; ++row)
                crossings_.push_back({static_cast<float>(xa + (row + 0.5 - ya) * slope),
                                      south ? right : left, south ? left : right, row});
        }
    }
}

void ScanFill::sort(Rows rows) {
    first_.assign(static_cast<std::size_t>(rows.count()) + 1, 0);
    const auto slot = [&](const Crossing& c) {
        return static_cast<std::size_t>(c.row - rows.first);
    };
    for (const Crossing& c : crossings_)
        ++first_[slot(c) + 1];
    for (std::size_t r = 1; r < first_.size(); ++r)
        first_[r] += first_[r - 1];
    sorted_.resize(crossings_.size());
    for (const Crossing& c : crossings_)
        sorted_[first_[slot(c)]++] = c;
    // Filling moved every start to the next row's.
    for (std::size_t r = first_.size() - 1; r > 0; --r)
        first_[r] = first_[r - 1];
    first_[0] = 0;
    for (std::size_t r = 0; r + 1 < first_.size(); ++r)
        std::sort(sorted_.begin() + static_cast<std::ptrdiff_t>(first_[r]),
                  sorted_.begin() + static_cast<std::ptrdiff_t>(first_[r + 1]),
                  [](const Crossing& a, const Crossing& b) { return a.x < b.x; });
}

void ScanFill::borders(const geo::LineMesh& borders, std::span<const Chunk> chunks,
                       const RasterView& view, Rows rows, std::span<std::uint32_t> ids) {
    collect(borders, chunks, view, rows);
    sort(rows);
    for (std::size_t r = 0; r + 1 < first_.size(); ++r) {
        std::uint32_t* row = ids.data() + r * static_cast<std::size_t>(view.width);
        open_.clear();
        int at = 0;
        for (std::size_t i = first_[r]; i < first_[r + 1]; ++i) {
            const Crossing& c = sorted_[i];
            const int to = first_middle(c.x, at, view.width);
            std::fill(row + at, row + to, open_.empty() ? kNoShape : open_.back());
            at = to;
            if (at == view.width)
                break;
            if (open_.size() == 1 && open_[0] == c.west && c.east != kNoShape && c.east != c.west) {
                open_[0] = c.east; // nearly always
                continue;
            }
            turn(open_, c.west);
            turn(open_, c.east);
        }
        std::fill(row + at, row + view.width, kNoShape);
    }
}

void ScanFill::triangles(const geo::TriangleMesh& mesh, std::span<const Chunk> chunks,
                         const RasterView& view, Rows rows, std::uint32_t color,
                         std::span<std::uint32_t> pixels) {
    const MapBox seen = box_of(view, rows, 1);
    for (const Chunk& chunk : chunks) {
        if (!chunk.box.meets(seen))
            continue;
        for (std::size_t i = chunk.first; i < chunk.first + chunk.count; i += 3) {
            std::array<float, 3> x{}, y{};
            for (std::size_t k = 0; k < 3; ++k) {
                const std::size_t v = mesh.triangles[i + k];
                x[k] = view.x(mesh.xy[2 * v]);
                y[k] = view.y(mesh.xy[2 * v + 1]);
            }
            const auto [least, greatest] = std::ranges::minmax(y);
            const int last = first_middle(greatest, rows.first, rows.last);
            for (int row = first_middle(least, rows.first, rows.last); row < last; ++row) {
                const float middle = static_cast<float>(row) + 0.5F;
                float west = 1e9F, east = -1e9F;
                for (std::size_t k = 0; k < 3; ++k) {
                    const std::size_t n = (k + 1) % 3;
                    if ((y[k] <= middle) == (y[n] <= middle))
                        continue;
                    const float at = x[k] + (middle - y[k]) / (y[n] - y[k]) * (x[n] - x[k]);
                    west = std::min(west, at);
                    east = std::max(east, at);
                }
                if (west > east)
                    continue;
                std::uint32_t* line = pixels.data() + static_cast<std::size_t>(row - rows.first) *
                                                          static_cast<std::size_t>(view.width);
                std::fill(line + first_middle(west, 0, view.width),
                          line + first_middle(east, 0, view.width), color);
            }
        }
    }
}

} // namespace tractwise::viewer::raster
