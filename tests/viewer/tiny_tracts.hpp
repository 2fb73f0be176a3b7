// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/tract/tract_set.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tractwise::test {

/// Tracts that are small squares in a row: only their ids matter.
inline std::shared_ptr<const tract::TractSet> tiny_tracts(std::vector<std::string> geoids) {
    geo::PolygonSet squares;
    for (std::size_t i = 0; i < geoids.size(); ++i) {
        const double lon = -90 + 0.00001 * static_cast<double>(i), side = 0.000008;
        squares.begin_shape();
        squares.begin_part();
        const std::vector<geo::LonLat> ring{
            {lon, 40}, {lon + side, 40}, {lon + side, 40 + side}, {lon, 40 + side}, {lon, 40}};
        squares.add_ring(ring);
    }
    return std::make_shared<const tract::TractSet>(
        tract::TractSet::from(std::move(geoids), std::move(squares), 2020));
}

} // namespace tractwise::test
