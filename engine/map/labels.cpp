// SPDX-License-Identifier: Apache-2.0
#include "engine/map/labels.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>

namespace tractwise::map {
namespace {

/// Which side of the point a name stands on, as shares of its size: -1 ends there, 0 begins there.
struct Position {
    double across, down;
    int gap_x, gap_y; ///< direction in which it keeps away from the point
};

// Best first: right above, right below, left above, left below, right, left, above, below.
constexpr std::array<Position, 8> kAround = {{{0, -1, 1, -1},
                                              {0, 0, 1, 1},
                                              {-1, -1, -1, -1},
                                              {-1, 0, -1, 1},
                                              {0, -0.5, 1, 0},
                                              {-1, -0.5, -1, 0},
                                              {-0.5, -1, 0, -1},
                                              {-0.5, 0, 0, 1}}};
constexpr std::array<Position, 1> kCentered = {{{-0.5, -0.5, 0, 0}}};

bool usable(const LabelRequest& request) {
    return std::isfinite(request.x) && std::isfinite(request.y) && std::isfinite(request.gap) &&
           std::isfinite(request.width) && std::isfinite(request.height) && request.width > 0 &&
           request.height > 0 && !std::isnan(request.priority);
}

/// Boxes that are taken, found again by the cells they touch.
class Taken {
public:
    Taken(const LabelBox& box, double cell_width, double cell_height)
        : left_(box.left), top_(box.top), cell_width_(cell_width), cell_height_(cell_height),
          columns_(cells(box.right - box.left, cell_width)),
          rows_(cells(box.bottom - box.top, cell_height)), boxes_in_(columns_ * rows_) {}

    bool is_free(const LabelBox& box) const {
        bool free = true;
        visit(box, [&](std::size_t cell) {
            for (const std::uint32_t other : boxes_in_[cell])
                free = free && !overlap(box, boxes_[other]);
        });
        return free;
    }

    void add(const LabelBox& box) {
        visit(box, [&](std::size_t cell) {
            boxes_in_[cell].push_back(static_cast<std::uint32_t>(boxes_.size()));
        });
        boxes_.push_back(box);
    }

private:
    static std::size_t cells(double length, double cell) {
        constexpr double most = 512; // a huge window of tiny names needs no finer grid
        return static_cast<std::size_t>(std::clamp(std::ceil(length / cell), 1.0, most));
    }
    static bool overlap(const LabelBox& a, const LabelBox& b) {
        return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    }
    static std::size_t at(double place, double origin, double cell, std::size_t count) {
        return static_cast<std::size_t>(
            std::clamp((place - origin) / cell, 0.0, static_cast<double>(count - 1)));
    }
    template <typename Visitor>
    void visit(const LabelBox& box, Visitor visitor) const {
        const std::size_t right = at(box.right, left_, cell_width_, columns_),
                          bottom = at(box.bottom, top_, cell_height_, rows_);
        for (std::size_t row = at(box.top, top_, cell_height_, rows_); row <= bottom; ++row)
            for (std::size_t column = at(box.left, left_, cell_width_, columns_); column <= right;
                 ++column)
                visitor(row * columns_ + column);
    }

    double left_, top_, cell_width_, cell_height_;
    std::size_t columns_, rows_;
    std::vector<std::vector<std::uint32_t>> boxes_in_;
    std::vector<LabelBox> boxes_;
};

} // namespace

std::vector<PlacedLabel> place_labels(std::span<const LabelRequest> requests, const LabelBox& box,
                                      std::span<const LabelBox> before) {
    std::vector<std::size_t> order;
    double width = 0, height = 0;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        if (!usable(requests[i]))
            continue;
        order.push_back(i);
        width += requests[i].width;
        height += requests[i].height;
    }
    std::vector<PlacedLabel> placed;
    if (order.empty() || !(box.right > box.left) || !(box.bottom > box.top))
        return placed;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return requests[a].priority > requests[b].priority;
    });

    const auto count = static_cast<double>(order.size());
    Taken taken(box, width / count, height / count);
    for (const LabelBox& other : before)
        if (other.left < box.right && other.right > box.left && other.top < box.bottom &&
            other.bottom > box.top)
            taken.add(other);
    for (const std::size_t i : order) {
        const LabelRequest& request = requests[i];
        const std::span<const Position> positions =
            request.centered ? std::span<const Position>(kCentered) : kAround;
        for (const Position& position : positions) {
            const double x = request.x + position.across * request.width +
                             position.gap_x * request.gap,
                         y = request.y + position.down * request.height +
                             position.gap_y * request.gap;
            const LabelBox place{x, y, x + request.width, y + request.height};
            if (place.left < box.left || place.right > box.right || place.top < box.top ||
                place.bottom > box.bottom || !taken.is_free(place))
                continue;
            taken.add(place);
            placed.push_back({i, x, y});
            break;
        }
    }
    return placed;
}

} // namespace tractwise::map
