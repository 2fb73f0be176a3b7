// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/table.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

// Private to engine/io: degrees, minutes and seconds in columns of their own.

namespace tractwise::io {

/// The columns of one axis: "Lat Deg", "Lat Min", "Lat Sec", "Lat Dir".
struct AxisParts {
    std::optional<std::size_t> degrees, minutes, seconds;
    std::optional<std::size_t> side; ///< N and S, E and W
};

struct PlaceParts {
    AxisParts x, y;

    bool any_minutes() const { return x.minutes || y.minutes; }
    /// Minutes, seconds and sides are no places of their own.
    bool holds(std::size_t column) const;
    std::string names(const Table& table) const; ///< "Lat Deg", "Lat Min" ..., quoted
};

/// The parts of longitude and latitude by the names of the columns; of several the first.
///
///     const PlaceParts parts = find_place_parts(table);
///     if (parts.any_minutes() && parts.y.degrees == y)
///         require_whole_parts(table, parts, "clinics.csv");
PlaceParts find_place_parts(const Table& table);

/// Error(Input) that names the columns where they cannot be read together: a part is missing on
/// one axis, degrees have decimals beside minutes, or neither a sign nor a column says east or west.
void require_whole_parts(const Table& table, const PlaceParts& parts, const std::string& where);

/// The degrees of one axis of a row, NaN where cells are empty; nothing where they are no angle:
/// 75 minutes, "E" beside a minus.
std::optional<double> degrees_of_parts(const Table& table, std::size_t row, const AxisParts& axis);

} // namespace tractwise::io
