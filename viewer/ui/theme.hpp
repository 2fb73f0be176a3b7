// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include <imgui.h>

namespace tractwise::viewer::ui {

/// Colors by what they mean, in a light and a dark set; text on every surface has a contrast of
/// 4.5 : 1 or better (WCAG 2.1 AA; a test computes it).
struct Colors {
    ImU32 background, surface, raised, line, strong_line;
    ImU32 text, muted, accent, on_accent, accent_soft, hover;
    ImU32 good, warning, error;
    ImU32 map_background, water, street, street_casing, tract_line, county_line, state_line,
        selection, halo;
};
const Colors& colors(bool dark);

/// Sizes of the interface at scale 1, in pixels.
struct Sizes {
    static constexpr float kText = 15, kSmall = 13, kHeading = 19, kTitle = 26;
};

/// The typefaces of the interface. Inter where it is installed, DejaVu Sans else, ImGui's own as a
/// last resort.
struct Fonts {
    ImFont* text = nullptr;
    ImFont* bold = nullptr;
    ImFont* small = nullptr;
    ImFont* heading = nullptr;
    ImFont* title = nullptr;
    float scale = 1;

    /// Fills the atlas of the current ImGui context; the renderer must upload it again.
    static Fonts load(float scale);
};

/// Sets ImGui's style: spacing and rounding at this scale, and the colors.
void apply_theme(bool dark, float scale);

} // namespace tractwise::viewer::ui
