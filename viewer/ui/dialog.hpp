// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/ui/widgets.hpp"

#include <initializer_list>
#include <string>

namespace tractwise::viewer::ui {

/// A window in front of all others: a title, a button that closes it, and Esc does the same. Call
/// the two functions once a frame; the flag is what opens and closes it.
///
///     if (ui::begin_dialog(in.ui, "export", {"Export", "Exportar"}, {640, 480}, open_)) {
///         ...
///         if (ui::button(in.ui, "export.cancel", {"Cancel", "Cancelar"}))
///             open_ = false;
///         ui::end_dialog(open_);
///     }
///
/// `size` is in units and shrinks to what the window has; a height of 0 fits the content.
bool begin_dialog(Ui& ui, const char* id, Text title, ImVec2 size, bool& open);
void end_dialog(bool open);

/// Puts the cursor where a row of buttons with these labels ends at the right border.
void right_aligned(Ui& ui, std::initializer_list<Text> labels);
/// How high a row of buttons is, with the line above it.
float footer_height(const Ui& ui);
/// The line above the buttons at the bottom of a dialog, drawn where the bottom is.
void begin_footer(Ui& ui);

/// A line of fixed text with a button that puts it on the clipboard.
void copy_line(Ui& ui, std::string_view id, const std::string& text);

/// "1.2 MB"
std::string file_size(double bytes);

} // namespace tractwise::viewer::ui
