// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"

#include <string>

#include <fmt/format.h>

namespace tractwise {

/// A text with numbers or names in the places of its {}.
///
///     constexpr Text kOf{"{} of {}", "{} de {}"};
///     filled(kOf, Language::Spanish, 3, 5)            // "3 de 5"
///
/// Both languages take the same values in the same order. Throws fmt::format_error where a text has
/// more places than there are values.
template <typename... Values>
std::string filled(Text text, Language language, const Values&... values) {
    return fmt::format(fmt::runtime(text.in(language)), values...);
}

} // namespace tractwise
