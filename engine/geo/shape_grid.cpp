// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/shape_grid.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tractwise::geo {

namespace {

constexpr std::uint32_t kCrowded =
    8; ///< a cell with more candidates than this is worth a grid of its own

double scale_of(std::uint32_t n, double low, double high) {
    const double scale = n / (high - low);
    return std::isfinite(scale) ? scale : 0; // a box without extent is one column
}

} // namespace

ShapeGrid::Grid::Grid(const Box& box, std::uint32_t columns_, std::uint32_t rows_)
    : x0(box.min_x), y0(box.min_y), scale_x(scale_of(columns_, box.min_x, box.max_x)),
      scale_y(scale_of(rows_, box.min_y, box.max_y)), columns(columns_), rows(rows_) {}

Box ShapeGrid::Grid::cell_box(std::uint32_t cell) const {
    // Only guides the finer grid; exactness does not rest on it.
    const double width = scale_x > 0 ? 1 / scale_x : 0;
    const double height = scale_y > 0 ? 1 / scale_y : 0;
    const double x = x0 + width * (cell % columns);
    const double y = y0 + height * (cell / columns);
    return {x, y, x + width, y + height};
}

template <typename Visit>
void ShapeGrid::cells_under(const Grid& grid, const Box& box, const Visit& visit) {
    const std::uint32_t last_column = grid.column(box.max_x);
    const std::uint32_t last_row = grid.row(box.max_y);
    for (std::uint32_t row = grid.row(box.min_y); row <= last_row; ++row)
        for (std::uint32_t column = grid.column(box.min_x); column <= last_column; ++column)
            visit(row * grid.columns + column);
}

std::size_t ShapeGrid::entries(const Grid& grid, std::span<const Box> boxes,
                               std::span<const std::uint32_t> shapes) {
    std::size_t total = 0;
    for (std::uint32_t s : shapes)
        total += std::size_t{1} * (grid.column(boxes[s].max_x) - grid.column(boxes[s].min_x) + 1) *
                 (grid.row(boxes[s].max_y) - grid.row(boxes[s].min_y) + 1);
    return total;
}

void ShapeGrid::list(Grid& grid, std::span<const Box> boxes,
                     std::span<const std::uint32_t> shapes) {
    grid.first_cell = static_cast<std::uint32_t>(cells_.size());
    cells_.resize(cells_.size() + std::size_t{1} * grid.columns * grid.rows);
    Cell* const cells = cells_.data() + grid.first_cell;
    for (std::uint32_t s : shapes)
        cells_under(grid, boxes[s], [&](std::uint32_t c) { ++cells[c].count; });
    auto first = static_cast<std::uint32_t>(lists_.size());
    for (Cell* c = cells; c != cells_.data() + cells_.size(); ++c) {
        c->first = first;
        first += c->count;
        c->count = 0;
    }
    lists_.resize(first);
    for (std::uint32_t s : shapes) // in order of index, and so is every list
        cells_under(grid, boxes[s],
                    [&](std::uint32_t c) { lists_[cells[c].first + cells[c].count++] = s; });
}

ShapeGrid::ShapeGrid(std::span<const Box> boxes) {
    std::vector<std::uint32_t> shapes;
    for (std::size_t s = 0; s < boxes.size(); ++s) {
        if (boxes[s].empty())
            continue;
        shapes.push_back(static_cast<std::uint32_t>(s));
        box_.add(boxes[s]);
    }
    // About a cell a shape, as square as the box allows; fewer where the boxes are large and
    // overlap everywhere.
    const double width = std::max(box_.max_x - box_.min_x, 1e-9);
    const double height = std::max(box_.max_y - box_.min_y, 1e-9);
    double wanted = std::clamp<double>(static_cast<double>(shapes.size()), 1, 1 << 18);
    const auto grid_of = [&](double cells) {
        const double columns = std::clamp(std::sqrt(cells * width / height), 1.0, 4096.0);
        const double rows = std::clamp(cells / columns, 1.0, 4096.0);
        return Grid(box_, static_cast<std::uint32_t>(columns), static_cast<std::uint32_t>(rows));
    };
    top_ = shapes.empty() ? Grid() : grid_of(wanted);
    while (wanted > 1 && entries(top_, boxes, shapes) > 16 * shapes.size() + 4096)
        top_ = grid_of(wanted /= 2);
    list(top_, boxes, shapes);
    const std::uint32_t cells = top_.columns * top_.rows;
    for (std::uint32_t c = 0; c < cells; ++c)
        if (cells_[c].count > kCrowded)
            refine(c, boxes);
}

void ShapeGrid::refine(std::uint32_t cell, std::span<const Box> boxes) {
    const Cell crowded = cells_[cell];
    const auto begin = lists_.begin() + crowded.first;
    const std::vector<std::uint32_t> shapes(begin, begin + crowded.count);
    // About a cell a candidate; given up where that multiplies the lists (a pile of shapes on one
    // another).
    auto side = static_cast<std::uint32_t>(std::ceil(std::sqrt(crowded.count)));
    for (side = std::min(side, 256U); side > 1; side /= 2) {
        Grid grid(top_.cell_box(cell), side, side);
        if (entries(grid, boxes, shapes) > 6 * shapes.size() + std::size_t{side} * side)
            continue;
        list(grid, boxes, shapes);
        cells_[cell] = {static_cast<std::uint32_t>(finer_.size()), kFiner};
        finer_.push_back(grid);
        return;
    }
}

} // namespace tractwise::geo
