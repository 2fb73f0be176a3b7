// SPDX-License-Identifier: Apache-2.0
#include "viewer/charts/chart_histogram.hpp"

#include "viewer/charts/chart_texts.hpp"
#include "viewer/ui/swatches.hpp"

#include "engine/core/text.hpp"
#include "engine/words/amounts.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr Text kTracts{"tracts", "sectores"};
constexpr Text kPeople{"people", "personas"};
constexpr Text kCountPeople{"Count people, not tracts", "Contar personas, no sectores"};
constexpr Text kCountPeopleTip{
    "Bars show how many people live in tracts with such values. Tracts whose people are not known "
    "count nothing.",
    "Las barras muestran cuántas personas viven en sectores con esos valores. Los sectores cuya "
    "población no se conoce no cuentan."};
constexpr Text kFollow{"Show the column of the map", "Mostrar la columna del mapa"};
constexpr Text kHistogramOptions{"Options of the histogram", "Opciones del histograma"};
constexpr Text kCountMissing{"{} tracts, {} without a value", "{} sectores, {} sin valor"};
constexpr Text kBarTracts{"{} tracts ({})", "{} sectores ({})"};
constexpr Text kBarPeople{"{} people", "{} personas"};
constexpr Text kNotCounted{"People are not counted", "Las personas no se cuentan"};
constexpr Text kBarSelected{"{} of them selected", "{} de ellos seleccionados"};
constexpr Text kDragSelects{"Drag to select a range; Shift adds, Ctrl removes.",
                            "Arrastre para seleccionar un intervalo; Mayús añade, Ctrl quita."};

std::span<const double> weights_of(const Snapshot& shown, bool people) {
    return people ? std::span<const double>(shown.people) : std::span<const double>();
}

} // namespace

void HistogramChart::draw(PanelContext& in, ImVec2 size, const std::vector<ui::Choice>& choices) {
    const Snapshot& shown = in.shown();
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    std::string name = !column.empty() && shown.columns->has(column) ? column : shown.scene.column;

    const float icon = in.ui.px(32), gap = in.ui.px(4);
    if (ui::choose(in.ui, "charts.histogram.column", name, choices,
                   (size.x - icon - gap) / in.ui.scale))
        column = name;
    tell_choice(in, choices, name);
    beside_field(corner.y, gap, icon);
    if (ui::icon_button(in.ui, "charts.histogram.options", ui::Icon::Settings, kHistogramOptions))
        ImGui::OpenPopup("options");
    if (ImGui::BeginPopup("options")) {
        ui::checkbox(in.ui, "charts.histogram.people", kCountPeople, people, kCountPeopleTip);
        bool follow = column.empty();
        if (ui::checkbox(in.ui, "charts.histogram.follow", kFollow, follow))
            column = follow ? std::string() : shown.scene.column;
        ImGui::EndPopup();
    }

    const ChartRoom room = chart_room(in, corner, size);
    const ImVec2 least = room.least, greatest = room.greatest;
    const bool other = watch_.changed(shown, name);
    if (watch_.column() == nullptr || room.too_low())
        return;
    const auto weights = weights_of(shown, people);
    const auto most =
        static_cast<std::size_t>(std::clamp((greatest.x - least.x) / in.ui.px(9), 8.0F, 60.0F));
    if (other || reader_ != in.reader()) {
        sorted_ = SortedRows(watch_.column()->values);
        format_ = ui::ColumnFormat::of(*watch_.column(), in.reader());
        reader_ = in.reader();
    }
    if (other || most != most_bars_ || of_people_ != people) {
        bars_ = bars_of(sorted_, format_.factor, format_.whole || format_.flag, most, weights);
        most_bars_ = most;
        of_people_ = people;
        selection_version_ = ~in.view.selection.version();
    }
    if (bars_.all.empty()) {
        chart_empty(in, least, greatest, kNoTractHasValue);
        return;
    }
    if (selection_version_ != in.view.selection.version()) {
        count_selected(bars_, sorted_, in.view.selection, weights);
        selection_version_ = in.view.selection.version();
    }

    const std::string count = format_count(double(sorted_.rows.size()));
    chart_caption(in, room.caption, greatest.x - corner.x, in.tr(people ? kPeople : kTracts),
                  sorted_.missing == 0 ? fmt::format(fmt::runtime(in.tr(kTractCount)), count)
                                       : fmt::format(fmt::runtime(in.tr(kCountMissing)), count,
                                                     format_count(double(sorted_.missing))));

    ui::Axis up{.low = 0, .high = std::max(bars_.highest, 1.0), .from = greatest.y, .to = least.y};
    const ui::ColumnFormat counts{.whole = true};
    const float left = least.x + ui::left_axis_width(in.ui, up, counts);
    const ui::Axis across{
        .low = bars_.edges.front(), .high = bars_.edges.back(), .from = left, .to = greatest.x};
    const ChartArea area = chart_area(in, "charts.histogram", {left, least.y}, greatest);
    if (area.tiny())
        return;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    ui::draw_axis_left(in.ui, list, up, left, greatest.x, counts);
    ui::draw_axis_below(in.ui, list, across, least.y, greatest.y, format_);
    draw_bars(in, area, across, up, name == shown.scene.column && shown.scene.second.empty());
    draw_marks(in, area, across);
    act(in, area, across);
}

void HistogramChart::draw_bars(PanelContext& in, const ChartArea& area, const ui::Axis& across,
                               const ui::Axis& up, bool as_on_map) const {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ui::Colors& c = in.ui.colors();
    const map::MapScene& scene = in.shown().scene;
    const bool classes = as_on_map && scene.legend.rows.size() == scene.breaks.size();
    const bool some = !in.view.selection.empty();
    const double dim = some ? 0.4 : 1;
    const bool gaps = across.pixel(bars_.edges[1]) - across.pixel(bars_.edges[0]) >= 4;
    for (std::size_t bar = 0; bar < bars_.all.size(); ++bar) {
        if (!(bars_.all[bar] > 0))
            continue;
        const float x0 = across.pixel(bars_.edges[bar]);
        const float x1 =
            std::max(across.pixel(bars_.edges[bar + 1]) - (gaps ? 1.0F : 0.0F), x0 + 1);
        // At least a pixel, so that a single tract among thousands is seen.
        const float y = std::min(up.pixel(bars_.all[bar]), area.greatest.y - 1);
        if (!classes) {
            list.AddRectFilled({x0, y}, {x1, area.greatest.y}, ui::faded(c.accent, dim));
        } else {
            float from = x0;
            for (std::size_t k = 0; k < scene.breaks.size() && from < x1; ++k) {
                const double bound = format_.whole || format_.flag
                                         ? std::floor(scene.breaks.upper[k]) + 0.5
                                         : scene.breaks.upper[k];
                const bool last = k + 1 == scene.breaks.size();
                const float to = last ? x1 : std::min(across.pixel(bound), x1);
                if (to <= from)
                    continue;
                list.AddRectFilled({from, y}, {to, area.greatest.y},
                                   ui::faded(ui::paint(scene.legend.rows[k].color), dim));
                from = to;
            }
            list.AddRect({x0, y}, {x1, area.greatest.y}, ui::faded(c.muted, 0.5 * dim));
        }
        if (some && bars_.selected[bar] > 0) {
            const float part = std::min(up.pixel(bars_.selected[bar]), area.greatest.y - 1);
            list.AddRectFilled({x0, part}, {x1, area.greatest.y}, c.selection);
        }
    }
}

void HistogramChart::draw_marks(PanelContext& in, const ChartArea& area,
                                const ui::Axis& across) const {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ui::Colors& c = in.ui.colors();
    const auto mark = [&](std::optional<std::uint32_t> row, ImU32 color) {
        if (!row || *row >= watch_.column()->values.size() ||
            !std::isfinite(watch_.column()->values[*row]))
            return;
        const float x = std::round(across.pixel(watch_.column()->values[*row]));
        const float side = in.ui.px(5);
        list.AddLine({x, area.least.y}, {x, area.greatest.y}, color, in.ui.px(1.5));
        list.AddTriangleFilled({x - side, area.least.y}, {x + side, area.least.y},
                               {x, area.least.y + side * 1.4F}, color);
    };
    mark(in.view.pinned, c.selection);
    mark(in.view.hovered, c.text);
}

std::string HistogramChart::range_words(double low, double high) const {
    // Whole numbers are cut half way between them.
    return format_.whole || format_.flag ? format_.words(std::ceil(low), std::floor(high))
                                         : format_.words(low, high);
}

void HistogramChart::explain_bar(PanelContext& in, std::size_t bar) const {
    const Snapshot& shown = in.shown();
    double people_here = 0;
    bool counted = false; // of tracts of unknown people alone the sum is no 0
    std::size_t selected = 0;
    for (const std::uint32_t row : bars_.rows_of(bar, sorted_)) {
        counted = counted || !std::isnan(shown.people[row]);
        people_here += std::isnan(shown.people[row]) ? 0 : shown.people[row];
        selected += in.view.selection.has(row) ? 1 : 0;
    }
    const auto tracts = static_cast<double>(bars_.tracts[bar]);
    const std::array<std::string, 5> lines = {
        range_words(bars_.edges[bar], bars_.edges[bar + 1]),
        fmt::format(fmt::runtime(in.tr(kBarTracts)), format_count(tracts),
                    words::percent(tracts / double(sorted_.rows.size()))),
        counted ? fmt::format(fmt::runtime(in.tr(kBarPeople)), words::people(people_here))
                : std::string(in.tr(kNotCounted)),
        selected > 0
            ? fmt::format(fmt::runtime(in.tr(kBarSelected)), format_count(double(selected)))
            : std::string(),
        in.tr(kDragSelects)};
    chart_tooltip(in, lines);
}

void HistogramChart::act(PanelContext& in, const ChartArea& area, const ui::Axis& across) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ui::Colors& c = in.ui.colors();
    if (brush_.update(area, in)) {
        const float x0 = std::min(brush_.from().x, area.mouse.x);
        const float x1 = std::max(brush_.from().x, area.mouse.x);
        const auto rows = sorted_.between(across.value(x0), across.value(x1));
        brush_.select(rows, in);
        list.AddRectFilled({x0, area.least.y}, {x1, area.greatest.y}, ui::faded(c.selection, 0.18));
        list.AddRect({x0, area.least.y}, {x1, area.greatest.y}, c.selection);
        const std::array<std::string, 2> lines = {
            format_.words(across.value(x0), across.value(x1)),
            fmt::format(fmt::runtime(in.tr(kTractCount)), format_count(double(rows.size())))};
        chart_tooltip(in, lines);
        return;
    }
    const std::size_t bar = bars_.bar_at(across.value(area.mouse.x));
    if (brush_.clicked() && bar < bars_.all.size())
        in.view.selection.apply(bars_.rows_of(bar, sorted_), mode_of_keys());
    if (!area.hovered || bar >= bars_.all.size())
        return;
    list.AddRectFilled({across.pixel(bars_.edges[bar]), area.least.y},
                       {across.pixel(bars_.edges[bar + 1]), area.greatest.y},
                       ui::faded(c.text, 0.06));
    explain_bar(in, bar);
}

} // namespace tractwise::viewer
