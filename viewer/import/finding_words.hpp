// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/core/language.hpp"

#include <string>

namespace tractwise::viewer {

/// What a finding says, in the reader's language: in English the engine's own sentence, with its
/// numbers and names; in Spanish what its code means. Empty where a code has no Spanish sentence yet.
///
///     finding_words(finding, Language::Spanish)    // "Hay filas sin identificador."
std::string finding_words(const Finding& finding, Language language);

} // namespace tractwise::viewer
