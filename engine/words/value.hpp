// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/reader.hpp"

#include <string>
#include <string_view>

namespace tractwise::words {

/// A value in the unit that a person reads.
///
///     value(1984, "m", {})           -> "1.23 mi"
///     value(0.548, "share", {})      -> "54.8 %"
///     value(2352, "people", {})      -> "2,352 people"
///     value(48000, "dollars", {})    -> "$48,000"
///     value(NaN, "m", {})            -> "missing"
///
/// Units are those of ColumnInfo::unit, and "km2"; one that is not known stands behind the number
/// as it is.
///
/// **Distances and areas** follow the reader's units, with three significant digits: "0.34 mi",
/// "12.4 mi", "123 mi". Below 0.1 mi they are whole feet, below 1 km whole meters. Areas are square
/// miles or km², densities people per square mile or km².
///
/// Digits are written as in the United States ("1,234.5") in both languages: English and Spanish
/// readers there share them.
std::string value(double value, std::string_view unit, Reader reader);

/// A 90 % margin beside its value: "±4.1 percentage points", "±0.12 mi", "±85 people"; empty for
/// NaN. A margin of a share is a difference of percentages, so it is not itself in percent.
std::string margin(double margin, std::string_view unit, Reader reader);

/// A margin of a share in percentage points, without their name: "±2.1"; empty for NaN.
std::string plain_points(double margin);

/// The unit alone, for axes and legend titles: "percent", "minutes", "people"; empty where the
/// number has none ("score", "code", "").
std::string unit(std::string_view unit, Reader reader);

/// What many values of one unit are shown in together, such as those of a column: each times
/// `factor`, with `words` once. A factor of 1 and the words of the unit for all but "m", "km2" and
/// "people/km2".
struct ShownUnit {
    double factor = 1;
    std::string words; ///< "mi", "ft", "km", "m", "sq mi", "km²"
    int decimals = 0;  ///< where all have the same number: 2 for miles and km
};
/// `largest` is the greatest of the values: up to 0.1 mi they are all feet, up to 1 km meters.
ShownUnit shown_unit(std::string_view unit, double largest, Reader reader);

} // namespace tractwise::words
