// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"

#include <string>
#include <string_view>

namespace tractwise::tract {

/// A value in the unit that a person reads.
///
///     value_words(1234, "m")        -> "1.23 km"
///     value_words(0.548, "share")   -> "54.8 %"
///     value_words(2352, "people")   -> "2,352 people"
///     value_words(48000, "dollars") -> "$48,000"
///     value_words(NaN, "m")         -> "missing"
///
/// Units are those of ColumnInfo::unit; one that is not known stands behind the number as it is.
/// Digits are written as in the United States ("1,234.5") in both languages: English and Spanish
/// readers there share them.
std::string value_words(double value, std::string_view unit, Language language = Language::English);

/// A 90 % margin beside its value: "±4.1 percentage points", "±120 m", "±85 people"; empty for NaN.
/// A margin of a share is a difference of percentages, so it is not itself in percent.
std::string margin_words(double margin, std::string_view unit,
                         Language language = Language::English);

/// The unit alone, for axes and legend titles: "percent", "minutes", "people"; empty where the
/// number has none ("score", "code", "").
std::string unit_words(std::string_view unit, Language language = Language::English);

} // namespace tractwise::tract
