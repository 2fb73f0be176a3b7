// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"

#include <imgui.h>

// Private to App's drawing: where the fixed parts of the window stand, in units of Ui::px.

namespace tractwise::viewer {

/// The button of an action, named "PLACE.ID", with its tooltip and keys; true when clicked.
bool action_button(PanelContext& in, const char* place, const char* id);

namespace layout {

inline constexpr double kTopBar = 48, kStatusBar = 28, kRail = 56;
inline constexpr ImGuiWindowFlags kFixed = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                           ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoCollapse |
                                           ImGuiWindowFlags_NoSavedSettings |
                                           ImGuiWindowFlags_NoBringToFrontOnFocus;
/// A fixed window that lies over others.
inline constexpr ImGuiWindowFlags kFloating = kFixed & ~ImGuiWindowFlags_NoBringToFrontOnFocus;

} // namespace layout
} // namespace tractwise::viewer
