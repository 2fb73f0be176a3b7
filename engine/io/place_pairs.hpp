// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/io/table.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Private to engine/io: two columns that may tell where a row lies, by their names.

namespace tractwise::io {

constexpr std::size_t kSampledRows = 1000; ///< that a guess looks at

/// Two columns that may be the place, and what their first rows hold.
struct PlacePair {
    std::size_t x, y;
    int rank; ///< of the name: 0 is best, below 100 a name that agencies use
    bool degrees_by_name = true;
    std::size_t filled = 0, readable = 0; ///< look_at_rows() counts
    bool mostly_readable() const { return readable > 0 && readable * 10 >= filled * 9; }
};

/// LATITUDE and LONGITUDE and everything like them. A name with "lat" in it needs a partner that
/// differs in that word only (and in the Y of "Lat (Y)"), so "population" and "plate" find none.
std::vector<PlacePair> pairs_in_degrees(const Table& table);
/// X and Y and their kind, which hold degrees in some files and feet in others.
std::vector<PlacePair> pairs_of_x_and_y(const Table& table);
void look_at_rows(PlacePair& pair, const Table& table);

/// "Lat (Y)" is "laty".
std::string letters_and_digits(std::string_view name);

/// A note for each of the two whose name a shapefile cut.
void say_cut_names(const Table& table, std::size_t x, std::size_t y, const std::string& source,
                   Diagnostics& diagnostics);

} // namespace tractwise::io
