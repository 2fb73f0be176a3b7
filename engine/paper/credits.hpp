// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/map/overlays.hpp"
#include "engine/map/style.hpp"
#include "engine/study/results.hpp"

#include <string>
#include <vector>

// Private to engine/paper.

namespace tractwise::paper {

/// Where everything on a page but its numbers comes from, a sentence each: boundaries, sites,
/// streets, water, names. What the style does not show is not said.
std::vector<std::string> credits(const study::Results& results, const map::MapStyle& style,
                                 const map::Overlays* overlays, Language language);

} // namespace tractwise::paper
