// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/paper/drawing.hpp"

#include <vector>

// Private to engine/paper.

namespace tractwise::paper {

/// The lines of a hatch inside an outline, one by one, for what knows no patterns: browsers print
/// those as pictures, one for each shape (Chromium 156: 14 MB for three maps of a county).
///
///     hatch_lines(square, {.apart = 2, .rising = true})      // on x + y = 2, 4, ...
///
/// Lines of all shapes lie on one grid, so that they meet at borders; inside is what the even-odd
/// rule says. Ends lie on the outline. Cost: the crossings of outline and lines.
struct HatchLine {
    Spot from, to;
};
std::vector<HatchLine> hatch_lines(const Outline& outline, const Hatch& hatch);

} // namespace tractwise::paper
