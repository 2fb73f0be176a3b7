// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

// Private to engine/spatial: random numbers that depend on nothing but seed and draw.

namespace tractwise::spatial {

/// Philox 4x32-10 (J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, *Parallel Random Numbers: As
/// Easy as 1, 2, 3*, SC11, 2011): a counter, scrambled. Any thread can make any draw.
std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                    std::array<std::uint32_t, 2> key);

/// The numbers of one draw, one after another.
///
///     DrawRandom random(seed, draw);
///     random.below(n)                  // 0 .. n - 1, each as likely as the others
class DrawRandom {
public:
    DrawRandom(std::uint64_t seed, std::uint64_t draw)
        : counter_{0, 0, static_cast<std::uint32_t>(draw), static_cast<std::uint32_t>(draw >> 32)},
          key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)} {}

    std::uint32_t next() {
        if (at_ == 4) {
            block_ = philox(counter_, key_);
            if (++counter_[0] == 0)
                ++counter_[1];
            at_ = 0;
        }
        return block_[at_++];
    }

    /// D. Lemire, *ACM Transactions on Modeling and Computer Simulation* 29 (2019): without bias.
    std::uint32_t below(std::uint32_t n) {
        std::uint64_t product = std::uint64_t{next()} * n;
        if (static_cast<std::uint32_t>(product) < n) {
            const std::uint32_t unfair = (0U - n) % n;
            while (static_cast<std::uint32_t>(product) < unfair)
                product = std::uint64_t{next()} * n;
        }
        return static_cast<std::uint32_t>(product >> 32);
    }

private:
    std::array<std::uint32_t, 4> counter_;
    std::array<std::uint32_t, 2> key_;
    std::array<std::uint32_t, 4> block_{};
    std::size_t at_ = 4;
};

/// The first of `drawn` are drawn without replacement from the `n` numbers of `pool`, which begins as 0,
/// 1, ... n - 1 and is so again afterwards (R. A. Fisher and F. Yates's shuffle, stopped early and taken
/// back). `swaps` is room for as many numbers as are drawn.
void draw_some(DrawRandom& random, std::span<std::uint32_t> pool, std::span<std::uint32_t> drawn,
               std::span<std::uint32_t> swaps);

} // namespace tractwise::spatial
