// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/map/symbols.hpp"

#include <imgui.h>

namespace tractwise::viewer::ui {

/// A site's sign on a map or in a legend, filled and outlined.
///
///     draw_symbol(list, map::Symbol::Clinic, center, in.ui.px(6));
void draw_symbol(ImDrawList& list, map::Symbol symbol, ImVec2 center, float radius,
                 int alpha = 255);
/// The sign of a place that does not count: hollow, gray and struck out, so that shape alone tells.
void draw_hollow_symbol(ImDrawList& list, map::Symbol symbol, ImVec2 center, float radius);

} // namespace tractwise::viewer::ui
