// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"

#include <optional>
#include <string_view>

namespace tractwise {

/// What lengths, areas and densities are shown in. Values, column names and files keep theirs (_m).
enum class Units { Us, Metric };

/// "us", "metric": the words of `units` in a study and of `--units`.
constexpr std::string_view name_of(Units units) {
    return units == Units::Metric ? "metric" : "us";
}
constexpr std::optional<Units> units_named(std::string_view name) {
    return name == "us"       ? std::optional(Units::Us)
           : name == "metric" ? std::optional(Units::Metric)
                              : std::nullopt;
}

/// Who reads. Texts need the language alone, and take a reader for one; words with a distance in
/// them need both.
///
///     words::value(1609.344, "m", {});                                    // "1.00 mi"
///     words::value(1609.344, "m", {Language::Spanish, Units::Metric});    // "1.61 km"
struct Reader {
    Language language = Language::English;
    Units units = Units::Us;

    constexpr operator Language() const { return language; }
    friend constexpr bool operator==(const Reader&, const Reader&) = default;
};

} // namespace tractwise
