// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/place_columns.hpp"

#include "engine/geo/geometry.hpp"

#include <string>
#include <vector>

// Private to engine/io: places from the cells of a table.

namespace tractwise::io {

struct PlaceCells {
    std::vector<geo::LonLat> places;     ///< one per row; NaN where there is none
    std::vector<std::size_t> unreadable; ///< rows that a finding has quoted already, ascending
};

/// Cells are read as people type them (place_text.hpp);
/// a comma is decimal only where both columns of a row have it. Findings: "place-unreadable" with
/// the rows and their cells, "place-order", "compass-letters-exchanged", "microdegrees".
/// Errors: Error(Input) that quotes the first cell where not a single one can be read.
PlaceCells places_from_cells(const Table& table, const PlaceColumns& columns,
                             const SourceSpec& source, Diagnostics& diagnostics);

/// The cells that tell where a row lies, quoted: `"1176000" and "1900000"`.
std::string quoted_place(const Table& table, std::size_t row, const PlaceColumns& columns);

/// Error(Input): these are no degrees, with the reference system where the numbers tell it. `example`
/// quotes the cells of a row; empty: the places are the shapes of a map file, which has no columns of
/// them.
[[noreturn]] void refuse_projected(const std::vector<geo::LonLat>& places,
                                   const std::string& example, const SourceSpec& source);

/// Latitude 13 to 72, longitude 64 to 180 on either side: the United States and their territories,
/// whether or not the minus is there.
bool may_be_american(geo::LonLat place);

} // namespace tractwise::io
