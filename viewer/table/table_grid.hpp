// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"
#include "viewer/table/table_rows.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <imgui.h>

namespace tractwise::viewer {

/// A column of the grid: its head, and how its cells are written.
struct GridColumn {
    std::string id, title, unit, tip;
    bool right = true;                                ///< numbers stand at the right
    double width = 110;                               ///< units
    std::function<std::string(std::uint32_t)> cell;   ///< by tract
    std::function<std::string(std::uint32_t)> margin; ///< muted, behind; may be empty
    std::string widest_margin;
};

/// Rows and columns of any number: only cells that are on the screen are written. (ImGui's own
/// tables end at 64 columns.)
///
///     const TableGrid::Done done = grid.draw(in, columns, frozen, rows, sorts, pin_only);
///     if (done.sorted) click_sort(sorts, columns[*done.sorted].id, done.add);
///
/// Selecting: a click takes one tract (and pins it), Shift up to there, Ctrl one more or less; the
/// same with the arrow keys while the grid has the keyboard. Enter or a double click zooms. Heads
/// sort by a click, and are as wide as their right edge is dragged.
class TableGrid {
public:
    struct Done {
        std::optional<std::size_t> sorted; ///< column whose head was clicked
        bool add = false;                  ///< with Shift
        bool selected = false;             ///< the selection was changed here
    };
    Done draw(PanelContext& in, const std::vector<GridColumn>& columns, std::size_t frozen,
              const std::vector<std::uint32_t>& rows, const std::vector<TableSort>& sorts,
              bool pin_only);
    /// Scrolls so far that this tract is seen, where the grid shows it.
    void reveal(std::uint32_t row) { reveal_ = row; }
    /// Units; of the columns whose edge was dragged. Widths that cannot be are brought within what can.
    const std::map<std::string, double>& widths() const { return widths_; }
    void set_widths(const std::map<std::string, double>& widths);

private:
    struct Frame; ///< what draw() knows of this frame
    void draw_heads(Frame& frame);
    void draw_head(Frame& frame, std::size_t column, float x, ImVec2 clip);
    void draw_rows(Frame& frame);
    void draw_cells(Frame& frame, std::size_t column, float x);
    void use_mouse(Frame& frame);
    void use_keys(Frame& frame);
    void take(Frame& frame, std::size_t position, bool extend, bool toggle);
    void show_position(Frame& frame, std::size_t position) const;
    float width_of(const Frame& frame, std::size_t column) const;

    std::map<std::string, double> widths_;
    std::optional<std::size_t> dragged_; ///< head whose edge the mouse holds
    std::uint32_t anchor_ = 0;           ///< tract where a range begins
    std::optional<std::uint32_t> current_;
    std::optional<std::uint32_t> reveal_;
    bool hovering_ = false;
};

} // namespace tractwise::viewer
