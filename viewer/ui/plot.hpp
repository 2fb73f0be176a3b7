// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/ui/column_format.hpp"
#include "viewer/ui/widgets.hpp"

#include <cstddef>
#include <string>
#include <vector>

#include <imgui.h>

/// Axes of charts. The first part is plain arithmetic; the second draws.
namespace tractwise::viewer::ui {

/// Round numbers on an axis, and how many digits tell them apart.
struct Ticks {
    std::vector<double> values; ///< ascending, within the range
    int decimals = 0;
};

/// The smallest of 1, 2, 5 x 10^n by which at most `most` steps cover `span`; 1 for no span.
double nice_step(double span, std::size_t most);
/// Multiples of nice_step() from `low` to `high`, both included: at most `most` + 1.
Ticks nice_ticks(double low, double high, std::size_t most);
/// Powers of ten, with 2 and 5 times them where there is room; both bounds above 0.
Ticks log_ticks(double low, double high, std::size_t most);

/// Values along a stretch of pixels. `from` is where `low` stands; a vertical axis has `from`
/// below `to` on the screen, so the larger number.
///
///     const Axis across{.low = 0, .high = 40, .from = least.x, .to = greatest.x};
///     across.pixel(10);  across.value(mouse.x);
///
/// `log` needs a `low` above 0; values at or below 0 have no pixel (NaN). A range without width is
/// widened to both sides by widened().
struct Axis {
    double low = 0, high = 1;
    float from = 0, to = 1;
    bool log = false;

    float pixel(double value) const;
    double value(float pixel) const; ///< not beyond the ends
    Axis widened() const;
};

/// Numbers below a plot, with its unit at the right end, small and muted, and faint lines upwards.
void draw_axis_below(Ui& ui, ImDrawList& list, const Axis& axis, float top, float bottom,
                     const ColumnFormat& format);
/// Numbers left of a plot, and faint lines across.
void draw_axis_left(Ui& ui, ImDrawList& list, const Axis& axis, float left, float right,
                    const ColumnFormat& format);
/// Pixels that draw_axis_left() needs for its numbers.
float left_axis_width(const Ui& ui, const Axis& axis, const ColumnFormat& format);
/// Room below a plot for draw_axis_below().
float below_axis_height(const Ui& ui);

/// Small and muted; right-aligned where `right`.
void small_text(Ui& ui, ImDrawList& list, ImVec2 at, const std::string& text, ImU32 color,
                bool right = false);
float small_width(const Ui& ui, const std::string& text);
/// The same color, less of it.
ImU32 faded(ImU32 color, double opacity);

} // namespace tractwise::viewer::ui
