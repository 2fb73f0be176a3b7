// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/geometry.hpp"

#include <optional>
#include <string_view>

namespace tractwise::viewer {

/// A place typed or pasted as two numbers.
///
///     typed_place("41.88, -87.63", box)->place;
///     typed_place("41°52'30\"N 87°37'W", box);
///     typed_place("-87.63 41.88", box)->swapped;      // longitude first: noticed
///
/// Latitude comes first, unless letters (N, S, E, W, O for oeste) say otherwise, or a number is too
/// large for a latitude, or only the other order lies in `box`, the area of the study. Brackets,
/// "geo:" and "POINT (x y)" are understood; text behind a third comma is ignored, as in addresses
/// of map pages ("@41.88,-87.63,15z"). Nothing for any other text.
struct TypedPlace {
    geo::LonLat place;
    bool swapped = false; ///< no letters, and the longitude stood first
};
std::optional<TypedPlace> typed_place(std::string_view text, const geo::Box& box);

} // namespace tractwise::viewer
