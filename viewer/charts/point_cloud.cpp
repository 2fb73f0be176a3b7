// SPDX-License-Identifier: Apache-2.0
#include "viewer/charts/point_cloud.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr Text kInBox{"{} tracts in the box", "{} sectores en el recuadro"};
constexpr double kPale = 0.35, kStillSeen = 0.6; ///< of what is not selected, where something is

} // namespace

void PointCloud::place(std::span<const double> xs, std::span<const double> ys,
                       const ui::Axis& across, const ui::Axis& up, const ChartArea& area,
                       std::uint64_t version, const PanelContext& in) {
    const ImVec2 size{area.width(), area.height()};
    if (version_ == version && size_.x == size.x && size_.y == size.y)
        return;
    version_ = version;
    size_ = size;
    count_ = 0;
    places_.resize(xs.size());
    constexpr float kNowhere = std::numeric_limits<float>::quiet_NaN();
    for (std::size_t row = 0; row < xs.size(); ++row) {
        const bool both = std::isfinite(xs[row]) && std::isfinite(ys[row]);
        places_[row] = both ? PointGrid::Place{across.pixel(xs[row]) - area.least.x,
                                               up.pixel(ys[row]) - area.least.y}
                            : PointGrid::Place{kNowhere, kNowhere};
        count_ += both && !std::isnan(places_[row].x) && !std::isnan(places_[row].y) ? 1 : 0;
    }
    grid_ = PointGrid(places_, size.x, size.y, in.ui.px(count_ > kMostPoints ? 3 : 8));
    selection_version_ = ~in.view.selection.version();
}

void PointCloud::draw(PanelContext& in, const ChartArea& area,
                      const std::function<Look(std::uint32_t)>& look) {
    if (count_ > kMostPoints)
        draw_density(in, area, look);
    else
        draw_points(in, area, look);
}

void PointCloud::draw_points(PanelContext& in, const ChartArea& area,
                             const std::function<Look(std::uint32_t)>& look) const {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ui::Colors& c = in.ui.colors();
    const Selection& selection = in.view.selection;
    constexpr std::size_t kMostCircles = 1500;
    const bool circles = count_ <= kMostCircles;
    const float radius = in.ui.px(count_ <= 400 ? 3 : count_ <= kMostCircles ? 2.2 : 1.2);
    const auto point = [&](const PointGrid::Place& p, ImU32 color) {
        const ImVec2 at{area.least.x + p.x, area.least.y + p.y};
        if (circles)
            list.AddCircleFilled(at, radius, color, 10);
        else
            list.AddRectFilled({at.x - radius, at.y - radius}, {at.x + radius, at.y + radius},
                               color);
    };
    const bool some = !selection.empty();
    const ImU32 plain = some ? ui::faded(c.muted, kPale) : ui::faded(c.accent, 0.65);
    const auto each = [&](auto draw) {
        for (std::size_t row = 0; row < places_.size(); ++row)
            if (!std::isnan(places_[row].x))
                draw(static_cast<std::uint32_t>(row));
    };
    if (!look) {
        each([&](std::uint32_t row) {
            if (!selection.has(row))
                point(places_[row], plain);
        });
    } else {
        for (const bool over : {false, true})
            each([&](std::uint32_t row) {
                if (const Look its = look(row); its.stands_out == over && !selection.has(row))
                    point(places_[row],
                          some ? ui::faded(its.color, over ? kStillSeen : kPale) : its.color);
            });
    }
    if (some)
        each([&](std::uint32_t row) {
            if (selection.has(row))
                point(places_[row], c.selection);
        });
}

void PointCloud::draw_density(PanelContext& in, const ChartArea& area,
                              const std::function<Look(std::uint32_t)>& look) {
    const Selection& selection = in.view.selection;
    if (selection_version_ != selection.version()) {
        selection_version_ = selection.version();
        selected_in_cell_.assign(grid_.columns() * grid_.lines(), 0);
        if (!selection.empty())
            for (std::size_t line_at = 0; line_at < grid_.lines(); ++line_at)
                for (std::size_t column = 0; column < grid_.columns(); ++column)
                    for (const std::uint32_t row : grid_.in_cell(column, line_at))
                        selected_in_cell_[line_at * grid_.columns() + column] +=
                            selection.has(row) ? 1 : 0;
    }
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ui::Colors& c = in.ui.colors();
    const float side = grid_.cell();
    const double fullest = std::log1p(static_cast<double>(grid_.fullest()));
    const bool some = !selection.empty();
    // From a third, so that a lone tract is seen, to full.
    const auto strength = [&](std::size_t n) {
        return 0.3 + 0.7 * std::log1p(static_cast<double>(n)) / fullest;
    };
    for (std::size_t line_at = 0; line_at < grid_.lines(); ++line_at)
        for (std::size_t column = 0; column < grid_.columns(); ++column) {
            const std::span<const std::uint32_t> rows = grid_.in_cell(column, line_at);
            if (rows.empty())
                continue;
            const std::uint32_t selected = selected_in_cell_[line_at * grid_.columns() + column];
            ImU32 color = some ? c.muted : c.accent;
            double opacity = (some ? 0.5 : 1.0) * strength(rows.size());
            if (selected > 0) {
                color = c.selection;
                opacity = strength(selected);
            } else if (look) {
                // Tracts that stand out lie among many that do not: one in a cell is enough to show where.
                Look shown = look(rows.front());
                for (const std::uint32_t row : rows)
                    if (const Look its = look(row); its.stands_out && !shown.stands_out)
                        shown = its;
                color = shown.color;
            }
            const ImVec2 at{area.least.x + static_cast<float>(column) * side,
                            area.least.y + static_cast<float>(line_at) * side};
            list.AddRectFilled(at, {at.x + side, at.y + side}, ui::faded(color, opacity));
        }
}

void PointCloud::draw_marks(PanelContext& in, const ChartArea& area) const {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ui::Colors& c = in.ui.colors();
    const auto mark = [&](std::optional<std::uint32_t> row, ImU32 color) {
        if (!row || *row >= places_.size() || std::isnan(places_[*row].x))
            return;
        const ImVec2 at{area.least.x + places_[*row].x, area.least.y + places_[*row].y};
        list.AddCircle(at, in.ui.px(6), c.background, 0, in.ui.px(4));
        list.AddCircle(at, in.ui.px(6), color, 0, in.ui.px(2));
    };
    mark(in.view.pinned, c.selection);
    mark(in.view.hovered, c.text);
}

std::optional<std::uint32_t> PointCloud::act(PanelContext& in, const ChartArea& area) {
    if (brush_.update(area, in)) {
        hover_.show(in, std::nullopt);
        const ImVec2 a{std::min(brush_.from().x, area.mouse.x),
                       std::min(brush_.from().y, area.mouse.y)};
        const ImVec2 b{std::max(brush_.from().x, area.mouse.x),
                       std::max(brush_.from().y, area.mouse.y)};
        std::vector<std::uint32_t> rows;
        for (std::size_t row = 0; row < places_.size(); ++row) {
            const float x = places_[row].x + area.least.x, y = places_[row].y + area.least.y;
            if (x >= a.x && x <= b.x && y >= a.y && y <= b.y)
                rows.push_back(static_cast<std::uint32_t>(row));
        }
        brush_.select(rows, in);
        ImDrawList& list = *ImGui::GetWindowDrawList();
        list.AddRectFilled(a, b, ui::faded(in.ui.colors().selection, 0.15));
        list.AddRect(a, b, in.ui.colors().selection);
        const std::array<std::string, 1> lines = {
            fmt::format(fmt::runtime(in.tr(kInBox)), format_count(double(rows.size())))};
        chart_tooltip(in, lines);
        return std::nullopt;
    }
    const std::uint32_t nearest =
        area.hovered
            ? grid_.nearest({area.mouse.x - area.least.x, area.mouse.y - area.least.y}, in.ui.px(8))
            : PointGrid::kNone;
    const auto row = nearest == PointGrid::kNone ? std::nullopt : std::optional(nearest);
    hover_.show(in, row);
    if (brush_.clicked()) {
        if (row)
            click_tract(in, *row);
        else if (mode_of_keys() == Selection::Mode::Replace)
            in.view.selection.clear();
    }
    return row;
}

} // namespace tractwise::viewer
