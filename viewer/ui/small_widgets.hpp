// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/ui/widgets.hpp"

#include <string>
#include <string_view>

namespace tractwise::viewer::ui {

/// A picture that is clicked, as high as a line of text; `on` shows it in the accent color.
bool small_icon(Ui& ui, std::string_view id, Icon icon, Text tip, bool on = false);

/// A thin bar over the whole width, filled to `share` (0..1); NaN leaves it empty.
void share_bar(Ui& ui, double share, double height = 4);

/// A line from the lowest to the highest tract with a tick at half of them and a dot where `share`
/// of the tracts lie below. NaN: no dot.
void place_line(Ui& ui, double share);

/// Two texts on one line, the second at the right border; the first is cut where there is no room.
/// True where it was cut.
bool left_and_right(Ui& ui, const std::string& left, const std::string& right, ImU32 left_color,
                    ImU32 right_color);

/// A caption with a field below it; the next one stands beside it.
///
///     ui::captioned(in.ui, kYear, kYearHelp, [&] { ui::input_number(in.ui, "import.year", year_); });
template <class Field>
void captioned(Ui& ui, Text caption, Text help, const Field& field) {
    ImGui::BeginGroup();
    label(ui, caption, help);
    field();
    ImGui::EndGroup();
    ImGui::SameLine(0, ui.px(14));
}

/// The text with line ends where words would leave `width`; unlike ImGui's own wrapping it breaks at
/// spaces only, so that 75,000 stays together.
std::string wrapped(const ImFont* font, const std::string& text, float width);

} // namespace tractwise::viewer::ui
