// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/place_parts.hpp"

#include "engine/core/diagnostics.hpp"
#include "engine/io/table.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace tractwise::io {

/// The columns that tell where a row lies.
struct PlaceColumns {
    std::size_t x = 0, y = 0;        ///< longitude and latitude, or projected
    std::optional<std::size_t> text; ///< one column of text instead (place_text.hpp)
    std::string crs;                 ///< empty: degrees
    /// Minutes and seconds beside the degrees.
    std::optional<PlaceParts> parts = std::nullopt;
};

/// What the source declares, else what names and cells tell (said as a note); nothing where no
/// column tells places. The one detector: read_points(), inspect() and all that stands on them.
///
/// Two columns by their names: LATITUDE and LONGITUDE, "Lat (Y)" and "Long (X)", site_lat and
/// site_lng, INTPTLAT20 and INTPTLON20 ..., X and Y only where they hold degrees; names that a
/// shapefile cut are known. One column of text by its name (Location, Coordinates, "Lat/Long",
/// the_geom, Geolocation ...) or, under any name, by its cells. Of several pairs the one with the
/// commonest name is read, of equal names the one with more places, then the first; where others
/// hold other places, a finding names them.
std::optional<PlaceColumns> find_place_columns(const Table& table, const SourceSpec& source,
                                               Diagnostics& diagnostics);
/// The same; Error(Input) with the columns there are where none tells a place, and with the way to
/// geocode where there are addresses. `other_kind` is what the file holds instead of points
/// ("polygons"), for the hint.
PlaceColumns place_columns(const Table& table, const SourceSpec& source,
                           const std::string& other_kind, Diagnostics& diagnostics);

/// Error(Input): `what` are there ("addresses (column \"addr\")"), but no coordinates; the hint says
/// how to geocode them.
[[noreturn]] void refuse_addresses(const SourceSpec& source, const std::string& what);

} // namespace tractwise::io
