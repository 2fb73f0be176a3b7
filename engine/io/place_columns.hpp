// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/core/diagnostics.hpp>
#include <tractwise/io/table.hpp>

#include <cstddef>
#include <optional>
#include <string>

namespace tractwise::io {

/// The columns that tell where a row lies.
struct PlaceColumns {
    std::size_t x = 0, y = 0;        ///< longitude and latitude, or projected
    std::optional<std::size_t> text; ///< one column of text instead (place_text.hpp)
    std::string crs;                 ///< empty: degrees
};

/// What the source declares, else the usual names (said as a note); nothing where none is there.
std::optional<PlaceColumns> find_place_columns(const Table& table, const SourceSpec& source,
                                               Diagnostics& diagnostics);
/// The same; Error(Input) with the columns there are where none tells a place. `other_kind` is what
/// the file holds instead of points ("polygons"), for the hint.
PlaceColumns place_columns(const Table& table, const SourceSpec& source,
                           const std::string& other_kind, Diagnostics& diagnostics);

} // namespace tractwise::io
