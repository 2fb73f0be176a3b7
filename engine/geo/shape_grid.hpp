// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/geometry.hpp"

#include <cstdint>
#include <span>
#include <vector>

// Private to engine/geo.

namespace tractwise::geo {

/// Which shapes' boxes may hold a point: a uniform grid whose crowded cells carry a finer grid of
/// their own (a city among counties), every cell with the list of shapes in order of index.
///
/// Exact without tolerances: a cell is found by the same monotone function for points and for
/// boxes, so a point inside a box always falls in one of the cells that list it.
class ShapeGrid {
public:
    ShapeGrid() = default;
    explicit ShapeGrid(std::span<const Box> boxes);

    const Box& box() const { return box_; }
    /// In order of index. Any point but NaN may be asked.
    std::span<const std::uint32_t> candidates(LonLat p) const {
        const Cell& c = cells_[top_.cell_of(p)];
        if (c.count != kFiner)
            return {lists_.data() + c.first, c.count};
        const Grid& finer = finer_[c.first];
        const Cell& f = cells_[finer.first_cell + finer.cell_of(p)];
        return {lists_.data() + f.first, f.count};
    }

private:
    static constexpr std::uint32_t kFiner = 0xffffffffU;
    struct Cell {
        std::uint32_t first = 0; ///< in lists_, or in finer_
        std::uint32_t count = 0; ///< or kFiner
    };
    struct Grid {
        double x0 = 0, y0 = 0, scale_x = 0, scale_y = 0; ///< cells a degree
        std::uint32_t columns = 1, rows = 1, first_cell = 0;

        Grid() = default;
        Grid(const Box& box, std::uint32_t columns, std::uint32_t rows);
        std::uint32_t column(double x) const { return clamped((x - x0) * scale_x, columns); }
        std::uint32_t row(double y) const { return clamped((y - y0) * scale_y, rows); }
        std::uint32_t cell_of(LonLat p) const { return row(p.lat) * columns + column(p.lon); }
        Box cell_box(std::uint32_t cell) const;
        static std::uint32_t clamped(double v, std::uint32_t n) {
            return !(v > 0) ? 0 : v >= n ? n - 1 : static_cast<std::uint32_t>(v);
        }
    };
    template <typename Visit>
    static void cells_under(const Grid&, const Box&, const Visit&);
    static std::size_t entries(const Grid&, std::span<const Box>,
                               std::span<const std::uint32_t> shapes);
    void list(Grid& grid, std::span<const Box>, std::span<const std::uint32_t> shapes);
    void refine(std::uint32_t cell, std::span<const Box>);

    Box box_;
    Grid top_;
    std::vector<Grid> finer_;
    std::vector<Cell> cells_;
    std::vector<std::uint32_t> lists_;
};

} // namespace tractwise::geo
