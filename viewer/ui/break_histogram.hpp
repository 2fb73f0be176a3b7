// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/ui/widgets.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::viewer::ui {

/// What a histogram with movable class breaks shows.
struct BreakHistogram {
    std::span<const std::size_t> counts; ///< bins of equal width from `least` to `greatest`
    double least = 0, greatest = 1;
    std::span<const double> breaks; ///< ascending: the upper bounds of all classes but the last
    std::span<const ImU32> colors;  ///< one a class, so one more than breaks
    bool movable = true;            ///< else the breaks are only shown
    std::function<std::string(double)> words; ///< a value as a person reads it
};

struct BreakChange {
    bool moved = false;  ///< `breaks` are to be taken over
    bool let_go = false; ///< the drag is over
    bool reset = false;  ///< double click: back to the method's own breaks
    std::vector<double> breaks;
};

/// A histogram in the colors of its classes; breaks are dragged with the mouse and snap to round
/// numbers. They keep their order: a break stops at its neighbors. Handles are named "ID.break.0"
/// and so on from the lowest.
///
///     const ui::BreakChange change = ui::break_histogram(in.ui, "map.histogram", shown);
///     if (change.moved) own = change.breaks;
BreakChange break_histogram(Ui& ui, std::string_view id, const BreakHistogram& shown);

/// The largest of 1, 2 or 5 x 10^n that is not above `width`: what breaks snap to.
double round_step(double width);

} // namespace tractwise::viewer::ui
