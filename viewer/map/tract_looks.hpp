// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/map_surface.hpp"

#include <cstdint>
#include <vector>

namespace tractwise::viewer {

/// How a tract is filled: a color, and what is drawn over it. Four bytes, as a texture takes them.
struct TractLook {
    static constexpr std::uint8_t kNoData = 1, kUnreliable = 2, kSelected = 4;
    std::uint8_t r = 0, g = 0, b = 0;
    std::uint8_t marks = 0; ///< of the three
};

/// One a tract: colors of the scene as the chosen kind of sight sees them.
void looks_of(const MapPicture& picture, std::vector<TractLook>& looks);

/// Slanted lines of marked tracts, in pixels at scale 1: how far apart, how wide, how opaque.
struct LookOfHatch {
    float period, width, opacity;
};
inline constexpr LookOfHatch kNoDataHatch{7.0F, 1.4F, 1.0F};
inline constexpr LookOfHatch kUnreliableHatch{5.0F, 1.0F, 0.6F};
/// How much of the selection's color lies over selected tracts.
inline constexpr float kSelectedShare = 0.3F;

} // namespace tractwise::viewer
