// SPDX-License-Identifier: Apache-2.0
#include "viewer/charts/chart_moran.hpp"

#include "viewer/ui/swatches.hpp"

#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

using spatial::Cluster;

constexpr Text kMoranTitle{"Moran scatter: {}", "Dispersión de Moran: {}"};
constexpr Text kAcrossUnit{"tract, in standard deviations", "sector, en desviaciones estándar"};
constexpr Text kUpUnit{"mean of its neighbors", "media de sus vecinos"};
constexpr Text kMoranFacts{"I {}  p {:.3g}", "I {}  p {:.3g}"};
constexpr Text kMoranTip{"The slope of the line is Moran's I, {} here: how much the mean of the "
                         "neighbors rises with the tract itself. Its p, "
                         "two-sided, comes from {} permutations of all values. {} tracts have a "
                         "place; those without a value or a "
                         "neighbor have none. Colors are those of the map; a tract can lie in a "
                         "quadrant and not be significant.",
                         "La pendiente de la recta es la I de Moran, aquí {}: cuánto sube la media "
                         "de los vecinos con el propio sector. Su p, de "
                         "dos lados, sale de {} permutaciones de todos los valores. {} sectores "
                         "tienen lugar; los que no tienen "
                         "valor o vecino no lo tienen. Los colores son los del mapa; un sector "
                         "puede estar en un cuadrante sin ser significativo."};
constexpr Text kNotInPlot{"No tract has a value and a neighbor.",
                          "Ningún sector tiene un valor y un vecino."};

/// A quarter of the plot and the corner that its name stands in.
struct MoranQuadrant {
    Cluster cluster;
    bool right, top;
};
constexpr std::array kMoranQuadrants = {
    MoranQuadrant{Cluster::HighHigh, true, true}, MoranQuadrant{Cluster::LowHigh, false, true},
    MoranQuadrant{Cluster::LowLow, false, false}, MoranQuadrant{Cluster::HighLow, true, false}};

/// `air`, a share of the span at both ends: the outermost points are not cut.
ui::Axis axis_around_zero(const std::vector<double>& values, const std::vector<double>& others,
                          double air) {
    double low = 0, high = 0;
    for (std::size_t row = 0; row < values.size(); ++row)
        if (std::isfinite(values[row]) && std::isfinite(others[row])) {
            low = std::min(low, values[row]);
            high = std::max(high, values[row]);
        }
    const double apart = air * (high - low);
    return ui::Axis{.low = low - apart, .high = high + apart}.widened();
}

} // namespace

void MoranChart::measure(const FoundClusters& found) {
    const spatial::MoranScatter& plot = found.scatter;
    across_ = axis_around_zero(plot.across, plot.up, 0.04);
    up_ = axis_around_zero(plot.up, plot.across, 0.16); // room for the names of the quadrants
    ++version_;
}

std::string MoranChart::facts(const PanelContext& in, float room) const {
    const std::string words =
        fmt::format(fmt::runtime(in.tr(kMoranFacts)), format_fixed(shown_->moran.value, 3),
                    shown_->moran.p.two_sided);
    const std::string more =
        words + "  n " + format_count(static_cast<double>(shown_->scatter.points));
    return ui::small_width(in.ui, more) <= room ? more : words;
}

void MoranChart::draw(PanelContext& in, ImVec2 size) {
    if (in.shown().clusters == nullptr)
        return;
    if (shown_ != in.shown().clusters) {
        shown_ = in.shown().clusters;
        measure(*shown_);
    }
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImGui::AlignTextToFramePadding();
    const std::string title =
        fmt::format(fmt::runtime(in.tr(kMoranTitle)), shown_->report.column.label_in(in.reader()));
    ImGui::PushFont(in.ui.fonts.bold);
    ImGui::TextUnformatted(ui::fitted(title, size.x - in.ui.px(6)).c_str());
    ImGui::PopFont();
    ui::tooltip(in.ui, title);
    const ChartRoom room = chart_room(in, corner, size);
    const ImVec2 least = room.least, greatest = room.greatest;
    if (room.too_low())
        return;
    if (shown_->scatter.points == 0) {
        chart_empty(in, least, greatest, kNotInPlot);
        return;
    }
    const ui::ColumnFormat format_up{.decimals = 1, .reader = in.reader()};
    const ui::ColumnFormat format_across{
        .decimals = 1, .unit = in.tr(kAcrossUnit), .reader = in.reader()};
    up_.from = greatest.y;
    up_.to = least.y;
    const float left = least.x + ui::left_axis_width(in.ui, up_, format_up);
    across_.from = left;
    across_.to = greatest.x;
    const float width = greatest.x - corner.x;
    const std::string words =
        facts(in, width - ui::small_width(in.ui, in.tr(kUpUnit)) - in.ui.px(12));
    chart_caption(in, room.caption, width, in.tr(kUpUnit), words);
    const float facts_from = greatest.x - ui::small_width(in.ui, words);
    if (ImGui::IsWindowHovered() &&
        ImGui::IsMouseHoveringRect({facts_from, room.caption.y}, {greatest.x, least.y})) {
        const std::array<std::string, 2> lines = {
            words, fmt::format(fmt::runtime(in.tr(kMoranTip)), format_fixed(shown_->moran.value, 3),
                               format_count(static_cast<double>(shown_->moran.draws)),
                               format_count(static_cast<double>(shown_->scatter.points)))};
        chart_tooltip(in, lines);
    }
    const ChartArea area = chart_area(in, "charts.moran", {left, least.y}, greatest);
    if (area.tiny())
        return;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    draw_quadrants(in, area);
    ui::draw_axis_left(in.ui, list, up_, left, greatest.x, format_up);
    ui::draw_axis_below(in.ui, list, across_, least.y, greatest.y, format_across);
    cloud_.place(shown_->scatter.across, shown_->scatter.up, across_, up_, area, version_, in);
    list.PushClipRect(area.least, area.greatest, true);
    cloud_.draw(in, area, [&](std::uint32_t row) { return look_of(in, row); });
    draw_line(in, area);
    cloud_.draw_marks(in, area);
    list.PopClipRect();
    if (const std::optional<std::uint32_t> row = cloud_.act(in, area))
        tell(in, *row);
}

PointCloud::Look MoranChart::look_of(const PanelContext& in, std::uint32_t row) const {
    const Cluster cluster = shown_->report.cluster[row];
    if (cluster == Cluster::NotSignificant)
        return {ui::faded(in.ui.colors().muted, 0.4), false};
    return {ui::paint(map::color_of(cluster), in.document.style.vision), true};
}

void MoranChart::draw_quadrants(PanelContext& in, const ChartArea& area) const {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ui::Colors& c = in.ui.colors();
    const ImVec2 middle{std::clamp(across_.pixel(0), area.least.x, area.greatest.x),
                        std::clamp(up_.pixel(0), area.least.y, area.greatest.y)};
    const float pad = in.ui.px(4), line = in.ui.fonts.small->FontSize;
    for (const MoranQuadrant& quadrant : kMoranQuadrants) {
        const ImVec2 from{quadrant.right ? middle.x : area.least.x,
                          quadrant.top ? area.least.y : middle.y};
        const ImVec2 to{quadrant.right ? area.greatest.x : middle.x,
                        quadrant.top ? middle.y : area.greatest.y};
        list.AddRectFilled(
            from, to,
            ui::faded(ui::paint(map::color_of(quadrant.cluster), in.document.style.vision), 0.09));
        const std::string words = spatial::text_of(quadrant.cluster).in(in.reader());
        if (ui::small_width(in.ui, words) + 2 * pad > to.x - from.x ||
            line + 2 * pad > to.y - from.y)
            continue;
        ui::small_text(in.ui, list,
                       {quadrant.right ? to.x - pad : from.x + pad,
                        quadrant.top ? from.y + pad : to.y - pad - line},
                       words, c.muted, quadrant.right);
    }
    list.AddLine({middle.x, area.least.y}, {middle.x, area.greatest.y}, c.strong_line);
    list.AddLine({area.least.x, middle.y}, {area.greatest.x, middle.y}, c.strong_line);
}

void MoranChart::draw_line(PanelContext& in, const ChartArea& area) const {
    const spatial::MoranScatter& plot = shown_->scatter;
    if (std::isnan(plot.slope))
        return;
    const auto height = [&](double x) { return up_.pixel(plot.intercept + plot.slope * x); };
    ImGui::GetWindowDrawList()->AddLine({area.least.x, height(across_.low)},
                                        {area.greatest.x, height(across_.high)},
                                        ui::faded(in.ui.colors().text, 0.75), in.ui.px(1.5));
}

void MoranChart::tell(PanelContext& in, std::uint32_t row) const {
    const tract::TractSet& tracts = *in.shown().results->tracts;
    std::vector<std::string> lines = {
        tracts.name(row), tracts.geoid(row),
        fmt::format("{}: {}", shown_->report.column.label_in(in.reader()),
                    words::value(shown_->columns->find(shown_->report.question.column)->values[row],
                                 shown_->report.column.unit, in.reader()))};
    for (std::string& line : shown_->words(row, in.reader()))
        lines.push_back(std::move(line));
    chart_tooltip(in, lines);
}

} // namespace tractwise::viewer
