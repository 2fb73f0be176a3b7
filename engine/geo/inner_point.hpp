// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/geometry.hpp"

#include <cstddef>

namespace tractwise::geo {

/// A place inside shape `s`, for the many whose center lies outside them: a tract around a lake, a
/// crescent along a shore.
///
///     const LonLat at = locator.locate(center) == s ? center : inner_point(tracts.polygons(), s);
///
/// It is that of Boost.Geometry's point_on_surface, in the part of the shape with the largest box.
/// An empty shape has none: kNowhere. Cost: of the size of the shape.
LonLat inner_point(const PolygonSet& set, std::size_t s);

} // namespace tractwise::geo
