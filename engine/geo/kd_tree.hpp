// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/ecef.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

// Private to engine/geo.

namespace tractwise::geo {

/// A k-d tree of points in space, laid out flat: the inner nodes of a complete binary tree in heap
/// order, and the points themselves in leaf order. Measured against nanoflann 1.4.3: see
/// tests/bench/README.md.
class KdTree {
public:
    struct Item { // one cache line holds two
        Point3 at;
        std::uint32_t index;
    };

    KdTree() = default;
    explicit KdTree(std::vector<Item> items);

    bool empty() const { return items_.empty(); }
    std::size_t size() const { return items_.size(); }

    /// Shows `see(item, d2)` every point whose squared distance to `q` is at most `limit2`, and
    /// others; `see` may lower limit2 while it runs. Pruning never loses a point at d2 <= limit2 to
    /// rounding: the distance to a box is computed by the same monotone operations, in the same
    /// order, as the distance to the points in it.
    template <typename See>
    void search(const Point3& q, const double& limit2, const See& see) const {
        if (items_.empty())
            return;
        Walk<See> walk{*this, q, limit2, see, {}};
        walk.off = {outside(q.x, low_.x, high_.x), outside(q.y, low_.y, high_.y),
                    outside(q.z, low_.z, high_.z)};
        walk.descend(1, 0, static_cast<std::uint32_t>(items_.size()));
    }

private:
    struct Node { // the left half lies at or below `low`, the right half at or above `high`
        double low, high;
        std::uint32_t axis;
    };
    static constexpr std::uint32_t kLeaf = 10;

    static double outside(double v, double low, double high) {
        return v < low ? low - v : v > high ? v - high : 0;
    }
    void split(std::uint32_t node, std::uint32_t begin, std::uint32_t end);

    template <typename See>
    struct Walk {
        const KdTree& tree;
        const Point3& q;
        const double& limit2;
        const See& see;
        std::array<double, 3> off; ///< distance from q to the current box, by axis

        void descend(std::uint32_t node, std::uint32_t begin, std::uint32_t end) {
            if (node >= tree.nodes_.size()) {
                for (std::uint32_t i = begin; i < end; ++i)
                    see(tree.items_[i], distance2(q, tree.items_[i].at));
                return;
            }
            const Node& split = tree.nodes_[node];
            const std::uint32_t middle = begin + (end - begin) / 2;
            const double v = split.axis == 0 ? q.x : split.axis == 1 ? q.y : q.z;
            const double to_left = v - split.low;
            const double to_right = split.high - v;
            const bool left_first = to_left < to_right;
            if (left_first)
                descend(2 * node, begin, middle);
            else
                descend(2 * node + 1, middle, end);
            // The far half: it begins beyond the gap, so q is at least this far from it along the
            // axis.
            const double far = left_first ? to_right : to_left;
            const double before = off[split.axis];
            if (far > before)
                off[split.axis] = far;
            if (square(off[0]) + square(off[1]) + square(off[2]) <= limit2) {
                if (left_first)
                    descend(2 * node + 1, middle, end);
                else
                    descend(2 * node, begin, middle);
            }
            off[split.axis] = before;
        }
    };

    std::vector<Item> items_;
    std::vector<Node> nodes_; ///< [1, 2^depth); children of i are 2i and 2i + 1
    Point3 low_, high_;
};

} // namespace tractwise::geo
