// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"
#include "viewer/ui/plot.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <imgui.h>

namespace tractwise::viewer {

/// The part of a chart that the mouse acts on, in this frame.
struct ChartArea {
    ImVec2 least, greatest;
    ImVec2 mouse;         ///< kept inside while a drag goes on
    bool hovered = false; ///< over it and over nothing that lies on it
    bool pressed = false, held = false, released = false; ///< left button
    float width() const { return greatest.x - least.x; }
    float height() const { return greatest.y - least.y; }
    bool tiny() const { return width() < 20 || height() < 10; }
};
ChartArea chart_area(PanelContext& in, std::string_view id, ImVec2 least, ImVec2 greatest);

/// Selecting by a drag. The selection follows while dragging; Shift adds to what there was at the
/// start, Ctrl takes away from it.
///
///     if (brush.update(area, in)) brush.select(rows_between(brush.from(), area.mouse), in);
///     if (brush.clicked()) ...
class Brush {
public:
    /// True while a drag goes on that has left the place where it began.
    bool update(const ChartArea& area, const PanelContext& in);
    bool clicked() const { return clicked_; } ///< pressed and released at one place
    ImVec2 from() const { return *from_; }
    void select(std::span<const std::uint32_t> rows, PanelContext& in) const;

private:
    std::optional<ImVec2> from_;
    ImVec2 last_{-1, -1}; ///< of the mouse: a still one selects nothing anew
    bool moved_ = false, clicked_ = false, fresh_ = false;
    Selection::Mode mode_ = Selection::Mode::Replace;
    std::vector<std::uint32_t> base_;
};

/// What the keys that are held mean for a click.
Selection::Mode mode_of_keys();
/// A tract that was clicked: selected and pinned, added with Shift, taken out with Ctrl.
void click_tract(PanelContext& in, std::uint32_t row);

/// Keeps view.hovered in step with what one chart has under the mouse, and lets go of it only
/// where that chart had set it.
class HoverLink {
public:
    void show(PanelContext& in, std::optional<std::uint32_t> row);

private:
    bool mine_ = false;
};

/// Where a chart draws: below its line of fields and its caption, above the words of its axis.
///
///     const ChartRoom room = chart_room(in, corner, size);
///     chart_caption(in, room.caption, room.greatest.x - corner.x, "%", "3,265 tracts");
struct ChartRoom {
    ImVec2 caption;         ///< the corner of its line
    ImVec2 least, greatest; ///< of the plot
    float height() const { return greatest.y - least.y; }
    bool too_low() const { return height() < 8; } ///< nothing could be seen in it
};
ChartRoom chart_room(PanelContext& in, ImVec2 corner, ImVec2 size);

/// The line above a plot: the unit at the left, a fact at the right, both small.
void chart_caption(PanelContext& in, ImVec2 least, float width, const std::string& left,
                   const std::string& right);
/// A sentence in the middle of a chart that has nothing to show.
void chart_empty(PanelContext& in, ImVec2 least, ImVec2 greatest, Text text);

/// Continues the line of fields that begins at `line_y` with something of this height, in the middle
/// of it.
void beside_field(float line_y, float gap, float height);
/// The full label of what the menu before it shows cut.
void tell_choice(PanelContext& in, const std::vector<ui::Choice>& choices, std::string_view chosen);
/// Lines of a tooltip, in the order given; the first is bold.
void chart_tooltip(PanelContext& in, std::span<const std::string> lines);

} // namespace tractwise::viewer
