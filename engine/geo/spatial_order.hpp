// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/core/parallel.hpp>
#include <tractwise/geo/geometry.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

// Private to engine/geo: answering many questions in an order that keeps memory warm.

namespace tractwise::geo {

struct Keyed {
    std::uint32_t key;
    std::uint32_t index;
};

/// Sorts by key, stable; `key_bits` tells how many low bits are used.
void sort_by_key(std::vector<Keyed>& items, unsigned key_bits);

/// A key of 22 bits that is close for places that are close (Morton order within a box, clamped to it).
class MortonKey {
public:
    static constexpr unsigned kBits = 22;
    explicit MortonKey(const Box& box);
    std::uint32_t operator()(LonLat p) const;

private:
    double x0_ = 0, y0_ = 0, scale_x_ = 0, scale_y_ = 0;
};

/// Calls `body(span of Keyed)` for blocks of the items 0..n-1, on all cores, each block sorted by `key_of(i)`.
/// Random points touch memory at random; sorted ones find it in the cache (measured: 3 to 4 times faster).
template <typename KeyOf, typename Body>
void in_spatial_order(std::size_t n, unsigned key_bits, const KeyOf& key_of, const Body& body) {
    // Enough points a block to share what they touch; few enough that two or four cores all have work at a million.
    constexpr std::size_t kBlock = std::size_t{1} << 18;
    const std::size_t even = std::max<std::size_t>(1, thread_count() * 2);
    const std::size_t block = std::clamp<std::size_t>((n + even - 1) / even, 256, kBlock);
    parallel_for(
        (n + block - 1) / block,
        [&](std::size_t first, std::size_t last) {
            std::vector<Keyed> items;
            for (std::size_t b = first; b < last; ++b) {
                const std::size_t begin = b * block;
                const std::size_t count = std::min(block, n - begin);
                items.resize(count);
                for (std::size_t i = 0; i < count; ++i)
                    items[i] = {key_of(begin + i), static_cast<std::uint32_t>(begin + i)};
                sort_by_key(items, key_bits);
                body(std::span<const Keyed>(items));
            }
        },
        1);
}

} // namespace tractwise::geo
