// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/geometry.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tractwise::geo {

/// Gives equal places equal numbers, counted from 0 in the order of first sight: how shapes find the
/// corners that they share.
///
///     std::vector<LonLat> places;
///     const auto number = number_places(set.vertices(), places);   // number[v], places[number[v]]
///
/// Equal is equal to the last bit; a negative zero equals a positive one, and a coordinate that is
/// not a number equals itself. `places` is appended to, and should be empty. Cost: one look into a
/// hash table a vertex, 0.07 s for 2.7 million.
std::vector<std::uint32_t> number_places(std::span<const LonLat> vertices,
                                         std::vector<LonLat>& places);

} // namespace tractwise::geo
