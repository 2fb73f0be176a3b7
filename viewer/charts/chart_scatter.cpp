// SPDX-License-Identifier: Apache-2.0
#include "viewer/charts/chart_scatter.hpp"

#include "viewer/charts/chart_defaults.hpp"

#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"
#include "engine/stats/correlation.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr Text kAgainst{"by", "por"};
constexpr Text kScatterOptions{"Options of the scatter plot",
                               "Opciones del diagrama de dispersión"};
constexpr Text kLine{"Fitted line", "Recta ajustada"};
constexpr Text kLogAcross{"Logarithmic axis across", "Eje horizontal logarítmico"};
constexpr Text kLogUp{"Logarithmic axis up", "Eje vertical logarítmico"};
constexpr Text kLogTip{"Values of 0 and below have no place on it and are left out.",
                       "Los valores de 0 o menos no tienen lugar en él y se omiten."};
constexpr Text kNoTractHasBoth{"No tract has a value in both columns.",
                               "Ningún sector tiene un valor en ambas columnas."};
constexpr Text kFactsTip{
    "r (Pearson) says how closely the tracts follow a line: 0 not at all, 1 or -1 exactly. r² is "
    "the share of the spread that the line gives. Spearman is the same for ranks, so that a few "
    "extreme tracts matter less. Neighboring tracts resemble each other, and what holds for "
    "tracts need not hold for the people in them.",
    "r (Pearson) indica cuánto siguen los sectores una recta: 0 nada, 1 o -1 exactamente. r² es la "
    "parte de la dispersión que da la recta. Spearman es lo mismo para los rangos, de modo que "
    "unos pocos sectores extremos pesan menos. Los sectores vecinos se parecen, y lo que vale para "
    "los sectores no tiene por qué valer para las personas que viven en ellos."};
constexpr Text kIntervals{
    "95 % intervals: r {} to {}, Spearman {} to {}. They count every tract as if it stood alone, "
    "so they are too narrow.",
    "Intervalos de 95 %: r de {} a {}, Spearman de {} a {}. Cuentan cada sector como si estuviera "
    "solo, por eso son demasiado estrechos."};
constexpr Text kOfLogs{"on logarithms", "con logaritmos"};
constexpr Text kLeftOut{"{} tracts have no place here", "{} sectores no tienen lugar aquí"};

constexpr const char* kNoValue = "–";

std::string coefficient(double value) {
    return std::isnan(value) ? kNoValue : format_fixed(value, 2);
}

std::string intervals(const stats::Pairs& pairs, Language language) {
    const stats::Limits line = stats::pearson_interval(pairs.pearson, pairs.count);
    const stats::Limits rank = stats::spearman_interval(pairs.spearman, pairs.count);
    if (std::isnan(line.low))
        return {};
    return fmt::format(fmt::runtime(kIntervals.in(language)), coefficient(line.low),
                       coefficient(line.high), coefficient(rank.low), coefficient(rank.high));
}

/// The values as the axis has them: logarithms, or themselves.
std::vector<double> on_axis(const std::vector<double>& values, bool log) {
    std::vector<double> out = values;
    if (log)
        for (double& value : out)
            value = value > 0 ? std::log10(value) : std::numeric_limits<double>::quiet_NaN();
    return out;
}

} // namespace

void ScatterChart::choose_columns(PanelContext& in, float width,
                                  const std::vector<ui::Choice>& choices, std::string& x,
                                  std::string& y) {
    const float line_y = ImGui::GetCursorScreenPos().y;
    const float icon = in.ui.px(32), gap = in.ui.px(4);
    const float word = ImGui::CalcTextSize(in.tr(kAgainst)).x;
    const float each = (width - icon - word - 3 * gap - in.ui.px(4)) / 2 / in.ui.scale;
    if (ui::choose(in.ui, "charts.scatter.up", y, choices, each))
        up = y;
    tell_choice(in, choices, y);
    ImGui::SameLine(0, gap + in.ui.px(2));
    ImGui::AlignTextToFramePadding();
    ImGui::TextDisabled("%s", in.tr(kAgainst));
    ImGui::SameLine(0, gap + in.ui.px(2));
    if (ui::choose(in.ui, "charts.scatter.across", x, choices, each))
        across = x;
    tell_choice(in, choices, x);
    beside_field(line_y, gap, icon);
    if (ui::icon_button(in.ui, "charts.scatter.options", ui::Icon::Settings, kScatterOptions))
        ImGui::OpenPopup("options");
    if (ImGui::BeginPopup("options")) {
        ui::checkbox(in.ui, "charts.scatter.line", kLine, line);
        ui::checkbox(in.ui, "charts.scatter.log_up", kLogUp, log_up, kLogTip);
        ui::checkbox(in.ui, "charts.scatter.log_across", kLogAcross, log_across, kLogTip);
        ImGui::EndPopup();
    }
}

void ScatterChart::draw(PanelContext& in, ImVec2 size, const std::vector<ui::Choice>& choices) {
    const Snapshot& shown = in.shown();
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    std::string y = !up.empty() && shown.columns->has(up) ? up : shown.scene.column;
    std::string x = !across.empty() && shown.columns->has(across) ? across : other_column(shown, y);
    choose_columns(in, size.x, choices, x, y);
    const ChartRoom room = chart_room(in, corner, size);
    const ImVec2 least = room.least, greatest = room.greatest;

    const bool other_x = watch_x_.changed(shown, x);
    const bool other_y = watch_y_.changed(shown, y);
    if (watch_x_.column() == nullptr || watch_y_.column() == nullptr || room.too_low())
        return;
    if (other_x || other_y || logs_measured_[0] != log_across || logs_measured_[1] != log_up ||
        reader_ != in.reader())
        measure(in);
    if (pairs_.count == 0) {
        chart_empty(in, least, greatest, kNoTractHasBoth);
        return;
    }
    axis_y_.from = greatest.y;
    axis_y_.to = least.y;
    const float left = least.x + ui::left_axis_width(in.ui, axis_y_, format_y_);
    axis_x_.from = left;
    axis_x_.to = greatest.x;
    const std::string words = facts(in, greatest.x - corner.x);
    chart_caption(in, room.caption, greatest.x - corner.x, format_y_.unit, words);
    const float facts_from = greatest.x - ui::small_width(in.ui, words);
    if (ImGui::IsWindowHovered() &&
        ImGui::IsMouseHoveringRect({facts_from, room.caption.y}, {greatest.x, least.y})) {
        const std::array<std::string, 4> lines = {
            words, intervals(pairs_, in.reader()),
            pairs_.left_out == 0
                ? std::string()
                : fmt::format(fmt::runtime(in.tr(kLeftOut)), format_count(double(pairs_.left_out))),
            in.tr(kFactsTip)};
        chart_tooltip(in, lines);
    }

    const ChartArea area = chart_area(in, "charts.scatter", {left, least.y}, greatest);
    if (area.tiny())
        return;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    ui::draw_axis_left(in.ui, list, axis_y_, left, greatest.x, format_y_);
    ui::draw_axis_below(in.ui, list, axis_x_, least.y, greatest.y, format_x_);
    const tract::Column &across_column = *watch_x_.column(), &up_column = *watch_y_.column();
    cloud_.place(across_column.values, up_column.values, axis_x_, axis_y_, area, places_version_,
                 in);
    list.PushClipRect(area.least, area.greatest, true);
    cloud_.draw(in, area);
    draw_line(in, area);
    cloud_.draw_marks(in, area);
    list.PopClipRect();
    const std::optional<std::uint32_t> row = cloud_.act(in, area);
    if (!row)
        return;
    const auto value = [&](const tract::Column& column) {
        return fmt::format("{}: {}", column.info.label_in(in.reader()),
                           words::value(column.values[*row], column.info.unit, in.reader()));
    };
    const tract::TractSet& tracts = *shown.results->tracts;
    const std::array<std::string, 4> lines = {tracts.name(*row), tracts.geoid(*row),
                                              value(up_column), value(across_column)};
    chart_tooltip(in, lines);
}

void ScatterChart::measure(PanelContext& in) {
    const tract::Column& x = *watch_x_.column();
    const tract::Column& y = *watch_y_.column();
    format_x_ = ui::ColumnFormat::of(x, in.reader());
    format_y_ = ui::ColumnFormat::of(y, in.reader());
    reader_ = in.reader();
    logs_measured_[0] = log_across;
    logs_measured_[1] = log_up;
    const std::vector<double> xs = on_axis(x.values, log_across);
    const std::vector<double> ys = on_axis(y.values, log_up);
    pairs_ = stats::pairs_of(xs, ys);
    double least_x = kInfinity, greatest_x = -kInfinity, least_y = kInfinity,
           greatest_y = -kInfinity;
    for (std::size_t row = 0; row < xs.size(); ++row) {
        if (!std::isfinite(xs[row]) || !std::isfinite(ys[row]))
            continue;
        least_x = std::min(least_x, xs[row]);
        greatest_x = std::max(greatest_x, xs[row]);
        least_y = std::min(least_y, ys[row]);
        greatest_y = std::max(greatest_y, ys[row]);
    }
    // A little air, so that the outermost points are not cut.
    const auto axis = [](double low, double high, bool log) {
        const double air = high > low ? (high - low) * 0.03 : 0;
        low -= air;
        high += air;
        return ui::Axis{.low = log ? std::pow(10, low) : low,
                        .high = log ? std::pow(10, high) : high,
                        .log = log}
            .widened();
    };
    if (pairs_.count > 0) {
        axis_x_ = axis(least_x, greatest_x, log_across);
        axis_y_ = axis(least_y, greatest_y, log_up);
    }
    ++places_version_;
}

std::string ScatterChart::facts(const PanelContext& in, float width) const {
    const std::string count = "n " + format_count(double(pairs_.count));
    const std::string r = "r " + coefficient(pairs_.pearson);
    const std::string r2 = "r² " + coefficient(pairs_.r2);
    const std::string spearman = "Spearman " + coefficient(pairs_.spearman);
    const std::string logs =
        log_across || log_up ? "  (" + std::string(in.tr(kOfLogs)) + ")" : std::string();
    // As much as fits, the most telling first.
    const float room = width - ui::small_width(in.ui, format_y_.unit) - in.ui.px(12);
    for (const std::string& words : {r + "  " + r2 + "  " + spearman + "  " + count + logs,
                                     r + "  " + r2 + "  " + spearman + "  " + count,
                                     r + "  " + r2 + "  " + count, r + "  " + count})
        if (ui::small_width(in.ui, words) <= room)
            return words;
    return r;
}

void ScatterChart::draw_line(PanelContext& in, const ChartArea& area) const {
    if (!line || std::isnan(pairs_.slope))
        return;
    // Straight on the screen: it was fitted to what the axes have.
    const auto height = [&](double x) {
        const double y = pairs_.intercept + pairs_.slope * (log_across ? std::log10(x) : x);
        return axis_y_.pixel(log_up ? std::pow(10, y) : y);
    };
    ImGui::GetWindowDrawList()->AddLine({area.least.x, height(axis_x_.low)},
                                        {area.greatest.x, height(axis_x_.high)},
                                        ui::faded(in.ui.colors().text, 0.75), in.ui.px(1.5));
}

} // namespace tractwise::viewer
