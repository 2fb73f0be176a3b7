// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace tractwise {

/// The languages that legends, maps and the viewer speak.
enum class Language { English, Spanish };

/// "en", "es".
constexpr std::string_view name_of(Language language) {
    return language == Language::Spanish ? "es" : "en";
}

/// One thing said in every language. Both texts stand side by side where they are declared, so that
/// none can be without its translation.
///
///     inline constexpr Text kNoData{"No data", "Sin datos"};
///     legend.add(kNoData.in(language));
///
/// Texts with numbers have {} for them, as fmt has, the same in both languages: filled() in filled.hpp.
struct Text {
    const char* english;
    const char* spanish;

    constexpr const char* in(Language language) const {
        return language == Language::Spanish ? spanish : english;
    }
};

} // namespace tractwise
