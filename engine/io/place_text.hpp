// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/geo/geometry.hpp>

#include <optional>
#include <string_view>

namespace tractwise::io {

/// A place written as text: "POINT (-87.6 41.8)" (x first, as WKT has it), with or without
/// "SRID=4326;" and Z; or
/// "(41.8, -87.6)" (latitude first, as city portals have it), also at the end of an address.
struct PlaceText {
    geo::LonLat place;
    bool portal_order = false; ///< it was "(lat, lon)": always degrees
};
std::optional<PlaceText> parse_place(std::string_view text);

/// True for text that starts like a WKT polygon.
bool is_polygon_text(std::string_view text);

} // namespace tractwise::io
