// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"

#include <string>

namespace tractwise {

/// A text of data (recipes, layers, studies) in the reader's language: the Spanish one where the data
/// has one, else the English one.
///
///     said_in(language, domain.label, domain.label_es)
inline const std::string& said_in(Language language, const std::string& english,
                                  const std::string& spanish) {
    return language == Language::Spanish && !spanish.empty() ? spanish : english;
}

} // namespace tractwise
