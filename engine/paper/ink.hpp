// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/paper/drawing.hpp"

// Private to engine/paper: the colors of everything on a page but the map's own.

namespace tractwise::paper {

inline constexpr Rgb kInk{33, 33, 33}, kMuted{96, 96, 96}, kRule{190, 190, 190},
    kWhite{255, 255, 255};

} // namespace tractwise::paper
