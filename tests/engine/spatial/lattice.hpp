// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/geometry.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace tractwise::spatial {

/// Squares side by side, row by row from the south, a hundredth of a degree wide, near 97 W, 39 N: number
/// row * columns + column.
inline geo::PolygonSet lattice(std::size_t columns, std::size_t rows, double gap = 0) {
    constexpr double side = 0.01;
    geo::PolygonSet set;
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c) {
            // Each corner from the same numbers on both sides, so that it is the same to the last bit.
            const double west = -97 + static_cast<double>(c) * side,
                         south = 39 + static_cast<double>(r) * side;
            const double east = -97 + static_cast<double>(c + 1) * side - gap,
                         north = 39 + static_cast<double>(r + 1) * side - gap;
            set.begin_shape();
            set.begin_part();
            const std::array<geo::LonLat, 4> ring{
                {{west, south}, {east, south}, {east, north}, {west, north}}};
            set.add_ring(ring);
        }
    return set;
}

inline std::vector<double> random_values(std::size_t n, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<double> normal(10, 3);
    std::vector<double> values(n);
    for (double& v : values)
        v = normal(random);
    return values;
}

} // namespace tractwise::spatial
