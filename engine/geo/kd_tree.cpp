// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/kd_tree.hpp"

#include "engine/core/numbers.hpp"
#include "engine/core/parallel.hpp"

#include <algorithm>

namespace tractwise::geo {

namespace {

double coordinate(const Point3& p, std::uint32_t axis) {
    return axis == 0 ? p.x : axis == 1 ? p.y : p.z;
}

struct Extent {
    Point3 low, high;
    explicit Extent(std::span<const KdTree::Item> items) {
        low = {kInfinity, kInfinity, kInfinity};
        high = {-kInfinity, -kInfinity, -kInfinity};
        for (const KdTree::Item& item : items) {
            low = {std::min(low.x, item.at.x), std::min(low.y, item.at.y),
                   std::min(low.z, item.at.z)};
            high = {std::max(high.x, item.at.x), std::max(high.y, item.at.y),
                    std::max(high.z, item.at.z)};
        }
    }
    std::uint32_t longest_axis() const {
        const double x = high.x - low.x, y = high.y - low.y, z = high.z - low.z;
        return x >= y && x >= z ? 0 : y >= z ? 1 : 2;
    }
};

} // namespace

KdTree::KdTree(std::vector<Item> items) : items_(std::move(items)) {
    if (items_.empty())
        return;
    const Extent extent(items_);
    low_ = extent.low;
    high_ = extent.high;
    std::size_t leaves = 1;
    while (items_.size() > leaves * kLeaf)
        leaves *= 2;
    nodes_.resize(leaves); // nodes_[0] is unused

    // The first levels one after the other, then every subtree on its own: which points go where
    // depends on neither.
    struct Task {
        std::uint32_t node, begin, end;
    };
    std::vector<Task> tasks{{1, 0, static_cast<std::uint32_t>(items_.size())}};
    for (int level = 0; level < 4; ++level) {
        std::vector<Task> next;
        for (const Task& t : tasks) {
            if (t.node >= nodes_.size())
                continue;
            split(t.node, t.begin, t.end);
            const std::uint32_t middle = t.begin + (t.end - t.begin) / 2;
            next.push_back({2 * t.node, t.begin, middle});
            next.push_back({2 * t.node + 1, middle, t.end});
        }
        tasks = std::move(next);
    }
    const auto finish = [this](const auto& self, const Task& t) -> void {
        if (t.node >= nodes_.size())
            return;
        split(t.node, t.begin, t.end);
        const std::uint32_t middle = t.begin + (t.end - t.begin) / 2;
        self(self, Task{2 * t.node, t.begin, middle});
        self(self, Task{2 * t.node + 1, middle, t.end});
    };
    parallel_for(
        tasks.size(),
        [&](std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i)
                finish(finish, tasks[i]);
        },
        1);
}

void KdTree::split(std::uint32_t node, std::uint32_t begin, std::uint32_t end) {
    const auto items = std::span(items_).subspan(begin, end - begin);
    const std::uint32_t axis = Extent(items).longest_axis();
    const auto middle = items.begin() + static_cast<std::ptrdiff_t>(items.size() / 2);
    const auto by_axis = [axis](const Item& a, const Item& b) {
        return coordinate(a.at, axis) < coordinate(b.at, axis);
    };
    std::nth_element(items.begin(), middle, items.end(), by_axis);
    const auto below = std::max_element(items.begin(), middle, by_axis);
    nodes_[node] = {coordinate(below->at, axis), coordinate(middle->at, axis), axis};
}

} // namespace tractwise::geo
