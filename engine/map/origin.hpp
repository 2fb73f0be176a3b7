// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/study/results.hpp"

#include <string>

namespace tractwise::map {

/// What stands under the title of a map or report: "Cook County, Illinois · 1,331 census tracts of
/// 2020".
///
///     flow.text(region_words(results, reader));
std::string region_words(const study::Results& results, Language language);

/// And at its foot: "Made on 2026-11-29 with Tractwise."; without the day where that is empty.
std::string made_words(const std::string& day, Language language);

} // namespace tractwise::map
