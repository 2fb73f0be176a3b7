// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"

#include "engine/words/travel.hpp"

namespace tractwise::viewer {

/// The travel of the plan on screen, as who looks at it likes to read it.
inline words::Travel travel_words(const PanelContext& in) {
    const study::Results& results = *in.shown().results;
    return words::Travel::of(*results.siting, results.answered(), in.reader());
}

} // namespace tractwise::viewer
