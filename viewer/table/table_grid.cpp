// SPDX-License-Identifier: Apache-2.0
#include "viewer/table/table_grid.hpp"

#include "viewer/ui/plot.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <GLFW/glfw3.h>
#include <fmt/format.h>
#include <imgui_internal.h>

namespace tractwise::viewer {
namespace {

constexpr double kLeastWidth = 48, kMostWidth = 480;

} // namespace

struct TableGrid::Frame {
    PanelContext& in;
    const std::vector<GridColumn>& columns;
    const std::vector<std::uint32_t>& rows;
    const std::vector<TableSort>& sorts;
    bool pin_only;
    std::size_t frozen;
    ImDrawList& list;
    ImRect view;            ///< without scroll bars
    float head, line;       ///< heights
    float frozen_width = 0; ///< of the columns that stay
    std::vector<float> x;   ///< left edges, of all columns, as if nothing was scrolled
    float scroll_x, scroll_y;
    std::size_t first = 0, last = 0; ///< rows on the screen
    bool hovered = false;
    Done done;

    float row_y(std::size_t position) const {
        const double from = static_cast<double>(position) * static_cast<double>(line);
        return view.Min.y + head + static_cast<float>(from - static_cast<double>(scroll_y));
    }
    std::optional<std::size_t> row_at(float y) const {
        if (y < view.Min.y + head || y >= view.Max.y)
            return std::nullopt;
        const double from =
            static_cast<double>(y - view.Min.y - head) + static_cast<double>(scroll_y);
        const auto position = static_cast<std::size_t>(from / static_cast<double>(line));
        return position < rows.size() ? std::optional(position) : std::nullopt;
    }
};

float TableGrid::width_of(const Frame& frame, std::size_t column) const {
    const GridColumn& shown = frame.columns[column];
    const auto dragged = widths_.find(shown.id);
    return frame.in.ui.px(dragged == widths_.end() ? shown.width : dragged->second);
}

TableGrid::Done TableGrid::draw(PanelContext& in, const std::vector<GridColumn>& columns,
                                std::size_t frozen, const std::vector<std::uint32_t>& rows,
                                const std::vector<TableSort>& sorts, bool pin_only) {
    const float head = ImGui::GetFontSize() + in.ui.fonts.small->FontSize + in.ui.px(9);
    const float line = ImGui::GetFontSize() + in.ui.px(7);
    double all = 0;
    for (const GridColumn& column : columns) {
        const auto dragged = widths_.find(column.id);
        all += dragged == widths_.end() ? column.width : dragged->second;
    }
    const double height = static_cast<double>(rows.size()) * static_cast<double>(line);
    ImGui::SetNextWindowContentSize({in.ui.px(all), head + static_cast<float>(height)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    const bool visible = ImGui::BeginChild(
        "grid", {0, 0}, false, ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoNav);
    ImGui::PopStyleVar();
    if (!visible) {
        ImGui::EndChild();
        return {};
    }
    Frame frame{.in = in,
                .columns = columns,
                .rows = rows,
                .sorts = sorts,
                .pin_only = pin_only,
                .frozen = std::min(frozen, columns.size()),
                .list = *ImGui::GetWindowDrawList(),
                .view = ImGui::GetCurrentWindow()->InnerRect,
                .head = head,
                .line = line,
                .x = {},
                .scroll_x = ImGui::GetScrollX(),
                .scroll_y = ImGui::GetScrollY(),
                .done = {}};
    float x = 0;
    for (std::size_t column = 0; column < columns.size(); ++column) {
        frame.x.push_back(x);
        x += width_of(frame, column);
        if (column < frame.frozen)
            frame.frozen_width = x;
    }
    if (reveal_) {
        const auto found = std::find(rows.begin(), rows.end(), *reveal_);
        if (found != rows.end())
            show_position(frame, static_cast<std::size_t>(found - rows.begin()));
        reveal_.reset();
    }
    frame.first = static_cast<std::size_t>(std::max(0.0F, frame.scroll_y) / line);
    const float room = std::max(0.0F, frame.view.GetHeight() - head);
    frame.last = std::min(rows.size(), frame.first + static_cast<std::size_t>(room / line) + 2);
    frame.first = std::min(frame.first, frame.last);

    ImGui::SetCursorScreenPos(frame.view.Min);
    ui::hit_area("cells",
                 {std::max(1.0F, frame.view.GetWidth()), std::max(1.0F, frame.view.GetHeight())});
    ui::note_item(in.ui, "table.grid");
    frame.hovered = ImGui::IsItemHovered();
    use_mouse(frame);
    use_keys(frame);
    draw_rows(frame);
    draw_heads(frame);
    ImGui::EndChild();
    return frame.done;
}

void TableGrid::draw_rows(Frame& frame) {
    PanelContext& in = frame.in;
    const ui::Colors& c = in.ui.colors();
    ImDrawList& list = frame.list;
    const ImRect& view = frame.view;
    list.PushClipRect({view.Min.x, view.Min.y + frame.head}, view.Max, true);
    for (std::size_t position = frame.first; position < frame.last; ++position) {
        const std::uint32_t row = frame.rows[position];
        const float y = frame.row_y(position);
        const ImVec2 least{view.Min.x, y}, greatest{view.Max.x, y + frame.line};
        if (in.view.selection.has(row))
            list.AddRectFilled(least, greatest, ui::faded(c.selection, 0.2));
        if (in.view.hovered == row)
            list.AddRectFilled(least, greatest, ui::faded(c.text, 0.07));
        list.AddLine({least.x, greatest.y}, greatest, ui::faded(c.line, 0.7));
        in.ui.items.note(fmt::format("table.row.{}", position), least, greatest);
    }
    list.PopClipRect();

    const float edge = view.Min.x + frame.frozen_width;
    list.PushClipRect({edge, view.Min.y + frame.head}, view.Max, true);
    for (std::size_t column = frame.frozen; column < frame.columns.size(); ++column) {
        const float x = view.Min.x + frame.x[column] - frame.scroll_x;
        if (x < view.Max.x && x + width_of(frame, column) > edge)
            draw_cells(frame, column, x);
    }
    list.PopClipRect();
    list.PushClipRect({view.Min.x, view.Min.y + frame.head}, {edge, view.Max.y}, true);
    for (std::size_t column = 0; column < frame.frozen; ++column)
        draw_cells(frame, column, view.Min.x + frame.x[column]);
    for (std::size_t position = frame.first; position < frame.last; ++position)
        if (in.view.pinned == frame.rows[position]) {
            const float y = frame.row_y(position);
            list.AddRectFilled({view.Min.x, y}, {view.Min.x + in.ui.px(3), y + frame.line},
                               c.selection);
        }
    list.PopClipRect();
    if (frame.frozen > 0 && frame.frozen < frame.columns.size())
        list.AddLine({edge, view.Min.y}, {edge, view.Max.y}, c.strong_line);
}

void TableGrid::draw_cells(Frame& frame, std::size_t column, float x) {
    PanelContext& in = frame.in;
    const GridColumn& shown = frame.columns[column];
    const ui::Colors& c = in.ui.colors();
    const float width = width_of(frame, column), pad = in.ui.px(8);
    const float margin_room = shown.margin && !shown.widest_margin.empty()
                                  ? ui::small_width(in.ui, shown.widest_margin) + in.ui.px(5)
                                  : 0;
    const float drop = (frame.line - ImGui::GetFontSize()) / 2;
    const float small_drop = (frame.line - in.ui.fonts.small->FontSize) / 2;
    for (std::size_t position = frame.first; position < frame.last; ++position) {
        const std::uint32_t row = frame.rows[position];
        const float y = std::floor(frame.row_y(position));
        const std::string full = shown.cell(row);
        const std::string text = ui::fitted(full, width - 2 * pad - margin_room);
        const float at = shown.right
                             ? x + width - pad - margin_room - ImGui::CalcTextSize(text.c_str()).x
                             : x + pad;
        const bool nothing = full == "–";
        frame.list.AddText({std::floor(at), y + drop}, nothing ? c.muted : c.text, text.c_str());
        if (margin_room > 0)
            ui::small_text(in.ui, frame.list, {x + width - pad, y + small_drop}, shown.margin(row),
                           c.muted, true);
    }
}

void TableGrid::draw_heads(Frame& frame) {
    const ui::Colors& c = frame.in.ui.colors();
    const ImRect& view = frame.view;
    const float bottom = view.Min.y + frame.head;
    frame.list.AddRectFilled(view.Min, {view.Max.x, bottom}, c.raised);
    const float edge = view.Min.x + frame.frozen_width;
    for (std::size_t column = frame.frozen; column < frame.columns.size(); ++column) {
        const float x = view.Min.x + frame.x[column] - frame.scroll_x;
        if (x < view.Max.x && x + width_of(frame, column) > edge)
            draw_head(frame, column, x, {edge, view.Max.x});
    }
    for (std::size_t column = 0; column < frame.frozen; ++column)
        draw_head(frame, column, view.Min.x + frame.x[column], {view.Min.x, edge});
    frame.list.AddLine({view.Min.x, bottom}, {view.Max.x, bottom}, c.strong_line);
}

void TableGrid::draw_head(Frame& frame, std::size_t column, float x, ImVec2 clip) {
    PanelContext& in = frame.in;
    const GridColumn& shown = frame.columns[column];
    const ui::Colors& c = in.ui.colors();
    ImDrawList& list = frame.list;
    const float width = width_of(frame, column), pad = in.ui.px(8);
    const ImVec2 least{std::max(x, clip.x), frame.view.Min.y};
    const ImVec2 greatest{std::min(x + width, clip.y), frame.view.Min.y + frame.head};
    list.PushClipRect(least, greatest, true);
    const auto sort = std::find_if(frame.sorts.begin(), frame.sorts.end(),
                                   [&](const TableSort& s) { return s.column == shown.id; });
    const bool sorted = sort != frame.sorts.end();
    const float arrow = sorted ? in.ui.px(frame.sorts.size() > 1 ? 22 : 14) : 0;
    ImGui::PushFont(in.ui.fonts.bold);
    const std::string title = ui::fitted(shown.title, width - 2 * pad - arrow);
    const float title_width = ImGui::CalcTextSize(title.c_str()).x;
    const float y = least.y + in.ui.px(4);
    const float at = shown.right ? x + width - pad - title_width : x + pad;
    list.AddText({std::floor(at), y}, c.text, title.c_str());
    ImGui::PopFont();
    const float below = y + ImGui::GetFontSize() + in.ui.px(1);
    ui::small_text(in.ui, list, {shown.right ? x + width - pad : x + pad, below}, shown.unit,
                   c.muted, shown.right);
    if (sorted) {
        const float size = in.ui.px(12);
        const float left = shown.right ? at - arrow : at + title_width + in.ui.px(3);
        ui::draw_icon(list, sort->descending ? ui::Icon::ChevronDown : ui::Icon::ChevronUp,
                      {left, y + in.ui.px(2)}, size, c.accent, in.ui.scale);
        if (frame.sorts.size() > 1)
            ui::small_text(in.ui, list, {left + size, y + in.ui.px(1)},
                           std::to_string(sort - frame.sorts.begin() + 1), c.accent);
    }
    list.PopClipRect();
    list.AddLine({greatest.x - 1, least.y + in.ui.px(6)},
                 {greatest.x - 1, greatest.y - in.ui.px(6)}, c.line);
    in.ui.items.note("table.head." + shown.id, least, greatest);
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (!frame.hovered || mouse.x < least.x || mouse.x >= greatest.x || mouse.y < least.y ||
        mouse.y >= greatest.y)
        return;
    const bool at_edge = x + width - mouse.x < in.ui.px(6) && x + width <= clip.y;
    if (at_edge)
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && at_edge)
        dragged_ = column;
    if (ImGui::IsMouseReleased(ImGuiMouseButton_Left) && !dragged_ &&
        ImGui::GetIO().MouseDragMaxDistanceSqr[0] < in.ui.px(5) * in.ui.px(5)) {
        frame.done.sorted = column;
        frame.done.add = ImGui::GetIO().KeyShift;
    }
    if (!ImGui::IsMouseDown(ImGuiMouseButton_Left) && !shown.tip.empty()) {
        ImGui::BeginTooltip();
        ImGui::PushTextWrapPos(in.ui.px(340));
        ImGui::TextUnformatted(shown.tip.c_str());
        ImGui::PopTextWrapPos();
        ImGui::EndTooltip();
    }
}

void TableGrid::set_widths(const std::map<std::string, double>& widths) {
    widths_.clear();
    for (const auto& [column, width] : widths)
        widths_[column] = std::clamp(width, kLeastWidth, kMostWidth);
}

void TableGrid::use_mouse(Frame& frame) {
    PanelContext& in = frame.in;
    const ImGuiIO& io = ImGui::GetIO();
    if (dragged_ && *dragged_ < frame.columns.size() && ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
        const float left =
            frame.view.Min.x + frame.x[*dragged_] - (*dragged_ < frame.frozen ? 0 : frame.scroll_x);
        const double width = std::round(static_cast<double>((io.MousePos.x - left) / in.ui.scale));
        widths_[frame.columns[*dragged_].id] = std::clamp(width, kLeastWidth, kMostWidth);
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
        return;
    }
    if (!ImGui::IsMouseReleased(ImGuiMouseButton_Left))
        dragged_.reset();
    const std::optional<std::size_t> position =
        frame.hovered ? frame.row_at(io.MousePos.y) : std::nullopt;
    if (position)
        in.view.hovered = frame.rows[*position];
    else if (hovering_)
        in.view.hovered.reset();
    hovering_ = position.has_value();
    if (!position)
        return;
    if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left))
        in.edits.ask(Edits::ZoomToRows{{frame.rows[*position]}});
    else if (ImGui::IsMouseClicked(ImGuiMouseButton_Left))
        take(frame, *position, io.KeyShift, io.KeyCtrl);
}

void TableGrid::take(Frame& frame, std::size_t position, bool extend, bool toggle) {
    PanelContext& in = frame.in;
    const std::uint32_t row = frame.rows[position];
    current_ = row;
    frame.done.selected = true;
    Selection& selection = in.view.selection;
    const auto anchor = std::find(frame.rows.begin(), frame.rows.end(), anchor_);
    if (extend && anchor != frame.rows.end()) {
        const auto from = static_cast<std::size_t>(anchor - frame.rows.begin());
        const std::size_t first = std::min(from, position), last = std::max(from, position);
        selection.apply(std::span(frame.rows).subspan(first, last - first + 1),
                        toggle ? Selection::Mode::Add : Selection::Mode::Replace);
        return;
    }
    anchor_ = row;
    if (toggle) {
        selection.toggle(row);
        return;
    }
    in.view.pinned = row;
    const std::uint32_t rows[] = {row};
    if (!frame.pin_only)
        selection.apply(rows, Selection::Mode::Replace);
}

void TableGrid::use_keys(Frame& frame) {
    const ImGuiIO& io = ImGui::GetIO();
    if (!ImGui::IsWindowFocused() || io.WantTextInput || io.KeyCtrl || frame.rows.empty())
        return;
    const auto here =
        current_ ? std::find(frame.rows.begin(), frame.rows.end(), *current_) : frame.rows.end();
    const bool known = here != frame.rows.end();
    const auto at = static_cast<std::ptrdiff_t>(known ? here - frame.rows.begin() : -1);
    const auto last = static_cast<std::ptrdiff_t>(frame.rows.size()) - 1;
    const auto page = static_cast<std::ptrdiff_t>(
        std::max(1.0F, (frame.view.GetHeight() - frame.head) / frame.line - 1));
    std::optional<std::ptrdiff_t> to;
    if (ImGui::IsKeyPressed(GLFW_KEY_DOWN))
        to = at + 1;
    if (ImGui::IsKeyPressed(GLFW_KEY_UP))
        to = known ? at - 1 : 0;
    if (ImGui::IsKeyPressed(GLFW_KEY_PAGE_DOWN))
        to = at + page;
    if (ImGui::IsKeyPressed(GLFW_KEY_PAGE_UP))
        to = at - page;
    if (ImGui::IsKeyPressed(GLFW_KEY_HOME, false))
        to = 0;
    if (ImGui::IsKeyPressed(GLFW_KEY_END, false))
        to = last;
    if (known && (ImGui::IsKeyPressed(GLFW_KEY_ENTER, false) ||
                  ImGui::IsKeyPressed(GLFW_KEY_KP_ENTER, false)))
        frame.in.edits.ask(Edits::ZoomToRows{{*current_}});
    if (!to)
        return;
    const auto position = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(*to, 0, last));
    take(frame, position, io.KeyShift, false);
    show_position(frame, position);
}

void TableGrid::show_position(Frame& frame, std::size_t position) const {
    const float room = frame.view.GetHeight() - frame.head;
    const auto top =
        static_cast<float>(static_cast<double>(position) * static_cast<double>(frame.line));
    float wanted = frame.scroll_y;
    if (top < wanted)
        wanted = top;
    else if (top + frame.line > wanted + room)
        wanted = top + frame.line - room;
    if (wanted != frame.scroll_y)
        ImGui::SetScrollY(std::max(0.0F, wanted));
}

} // namespace tractwise::viewer
