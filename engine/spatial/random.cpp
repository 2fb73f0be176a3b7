// SPDX-License-Identifier: Apache-2.0
#include "engine/spatial/random.hpp"

#include <utility>

namespace tractwise::spatial {

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                    std::array<std::uint32_t, 2> key) {
    constexpr std::uint64_t first = 0xD2511F53, second = 0xCD9E8D57;
    constexpr std::uint32_t golden_ratio = 0x9E3779B9, root_of_three = 0xBB67AE85;
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t a = first * counter[0], b = second * counter[2];
        counter = {static_cast<std::uint32_t>(b >> 32) ^ counter[1] ^ key[0],
                   static_cast<std::uint32_t>(b),
                   static_cast<std::uint32_t>(a >> 32) ^ counter[3] ^ key[1],
                   static_cast<std::uint32_t>(a)};
        key[0] += golden_ratio;
        key[1] += root_of_three;
    }
    return counter;
}

void draw_some(DrawRandom& random, std::span<std::uint32_t> pool, std::span<std::uint32_t> drawn,
               std::span<std::uint32_t> swaps) {
    const auto n = static_cast<std::uint32_t>(pool.size());
    for (std::uint32_t t = 0; t < drawn.size(); ++t) {
        swaps[t] = t + random.below(n - t);
        std::swap(pool[t], pool[swaps[t]]);
        drawn[t] = pool[t];
    }
    for (std::size_t t = drawn.size(); t > 0; --t)
        std::swap(pool[t - 1], pool[swaps[t - 1]]);
}

} // namespace tractwise::spatial
