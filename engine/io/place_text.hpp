// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/geo/geometry.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tractwise::io {

/// One coordinate as people type it: "39.9505", "39.9505°", "39° 57' 01.8\" N", "N 39 57.03",
/// "39:57:01.8", "W 75°08.808′"; with the minus of a word processor too.
struct Coordinate {
    enum class Axis { Unknown, Latitude, Longitude };
    double value = 0;          ///< south and west are negative
    Axis axis = Axis::Unknown; ///< by its letter N, S, E, W, where there is one
    bool exact = false;        ///< with degree signs, minutes, a letter or three decimals
};

/// Nothing for what is no coordinate, or may be two things ("395701", 60 minutes, "39.95 S N").
/// With `decimal_comma` "39,9505" is a number, else it is not.
std::optional<Coordinate> parse_coordinate(std::string_view text, bool decimal_comma = false);

/// A place written as one text. What is accepted:
///
///     POINT (-87.6 41.8)                        well-known text, x first; SRID=4326; and Z may be there
///     (41.8, -87.6)                             also at the end of an address, as city portals have it
///     41.8, -87.6    41.8 -87.6    41,8; -87,6  two coordinates of any kind above
///     41°48'00"N 87°36'00"W
///     {"type":"Point","coordinates":[-87.6,41.8]}    {"latitude":"41.8","longitude":"-87.6"}
struct PlaceText {
    geo::LonLat place;
    /// Which comes first is known: well-known text and JSON say so, and so do letters. Otherwise
    /// latitude is taken to be first, as is the custom, and the whole column has to decide.
    bool order_known = false;
    bool degrees = false; ///< certainly no projected system: anything but well-known text
    bool exact = false;   ///< see Coordinate; well-known text and JSON always are
};
std::optional<PlaceText> parse_place(std::string_view text);

/// True for text that starts like a WKT polygon.
bool is_polygon_text(std::string_view text);

} // namespace tractwise::io
