// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"

#include <string>
#include <string_view>

namespace tractwise::viewer {

/// Where a column clusters: a stage of the viewer alone.
inline constexpr const char* kFindingClusters = "finding clusters";

/// What the engine is doing, as progress bars say it: "reading tracts" or "leyendo los sectores". A
/// stage without a translation is left as the engine says it.
std::string stage_words(std::string_view stage, Language language);

} // namespace tractwise::viewer
