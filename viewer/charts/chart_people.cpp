// SPDX-License-Identifier: Apache-2.0
#include "viewer/charts/chart_people.hpp"

#include "viewer/charts/chart_texts.hpp"

#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"
#include "engine/needs/groups.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr Text kOfAll{"mean of each group, 90 % interval",
                      "media de cada grupo, intervalo del 90 %"};
constexpr Text kOfSelected{"selected tracts: mean of each group, 90 % interval",
                           "sectores seleccionados: media de cada grupo, intervalo del 90 %"};
constexpr Text kUnequal{"index of disparity {} %  Gini {}", "índice de disparidad {} %  Gini {}"};
constexpr Text kNoCounts{"Choose a share, a mean or a distance.",
                         "Elija una proporción, una media o una distancia."};
constexpr Text kNoGroups{"The study counts no groups of people.",
                         "El estudio no cuenta grupos de personas."};
constexpr Text kPeopleOfGroup{"{} people", "{} personas"};
constexpr Text kAgainstGroup{"Against {}: {}, {} times", "Frente a {}: {}, {} veces"};
constexpr Text kNotComparable{"Not reliable here: compared with nobody.",
                              "No es fiable aquí: no se compara con nadie."};
constexpr Text kHollow{"Hollow: in no comparison", "Hueco: en ninguna comparación"};

} // namespace

void PeopleChart::update(PanelContext& in, const std::string& column) {
    const Snapshot& shown = in.shown();
    const std::uint64_t selected = in.view.selection.version();
    if (of_ == column && of_results_ == shown.results_version && of_selection_ == selected &&
        reader_ == in.reader())
        return;
    of_ = column;
    of_results_ = shown.results_version;
    of_selection_ = selected;
    reader_ = in.reader();
    found_.reset();
    const study::Results& results = *shown.results;
    const tract::Column* values = results.table->find(column);
    if (values == nullptr || values->info.pooling == tract::Pooling::Sum)
        return;
    static const needs::Profile profile = needs::Profile::shipped();
    report::DisparityQuestion question = needs::disparity_question(profile, *results.table);
    question.outcome = column;
    question.ordered_by.clear(); // nothing of it is shown here
    report::StudyPart part = report::whole_study(results);
    if (!in.view.selection.empty())
        part.rows = in.view.selection.selected();
    found_ = report::disparity_of(results, question, part);
    format_ = ui::ColumnFormat::of(*values, reader_);
    double least = kInfinity, greatest = -kInfinity;
    for (const report::DisparityGroup& group : found_->groups) {
        const double margin = std::isnan(group.mean.moe) ? 0 : group.mean.moe;
        if (std::isnan(group.mean.value))
            continue;
        // The interval of an unreliable mean would leave no room for the others.
        const double reach = group.measured && !group.comparable ? 0 : margin;
        least = std::min(least, group.mean.value - reach);
        greatest = std::max(greatest, group.mean.value + reach);
    }
    if (least <= greatest)
        axis_ = ui::Axis{.low = least - (greatest - least) * 0.06,
                         .high = greatest + (greatest - least) * 0.06}
                    .widened();
}

void PeopleChart::draw(PanelContext& in, const ChartRoom& room, ImVec2 corner,
                       const std::string& column) {
    update(in, column);
    if (!found_ || found_->groups.empty() || found_->tracts.rows == 0) {
        chart_empty(in, room.least, room.greatest,
                    !found_                    ? kNoCounts
                    : found_->tracts.rows == 0 ? kNoTractHasValue
                                               : kNoGroups);
        return;
    }
    const report::Disparity& found = *found_;
    const float least_line = in.ui.fonts.small->FontSize + in.ui.px(3);
    lines_ = std::clamp(static_cast<std::size_t>(std::max(1.0F, room.height() / least_line)),
                        std::size_t{1}, found.groups.size());
    first_line_ = std::min(first_line_, found.groups.size() - lines_);
    const float line = room.height() / static_cast<float>(lines_);
    const double disparity = found.spread.disparity.weighted, gini = found.tracts.gini.value;
    const std::string unequal =
        std::isnan(disparity) || std::isnan(gini)
            ? std::string()
            : fmt::format(fmt::runtime(in.tr(kUnequal)), format_fixed(disparity, 1),
                          format_fixed(gini, 2));
    chart_caption(in, room.caption, room.greatest.x - corner.x,
                  in.tr(in.view.selection.empty() ? kOfAll : kOfSelected),
                  lines_ == found.groups.size()
                      ? unequal
                      : fmt::format(fmt::runtime(in.tr(kLines)), first_line_ + 1,
                                    first_line_ + lines_, found.groups.size()));
    float label_width = 0;
    for (std::size_t at = 0; at < lines_; ++at)
        label_width = std::max(
            label_width,
            ui::small_width(in.ui, found.groups[first_line_ + at].info.label_in(in.view.language)));
    label_width = std::min(label_width + in.ui.px(10), (room.greatest.x - room.least.x) * 0.42F);
    axis_.from = room.least.x + label_width;
    axis_.to = room.greatest.x;
    const ChartArea area =
        chart_area(in, "charts.people", {axis_.from, room.least.y}, room.greatest);
    if (area.tiny())
        return;
    ui::draw_axis_below(in.ui, *ImGui::GetWindowDrawList(), axis_, room.least.y, room.greatest.y,
                        format_);
    for (std::size_t at = 0; at < lines_; ++at)
        draw_line(in, first_line_ + at, corner.x, label_width,
                  area.least.y + line * (static_cast<float>(at) + 0.5F));
    act(in, area, line);
}

void PeopleChart::draw_line(PanelContext& in, std::size_t place, float left, float label_width,
                            float y) const {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ui::Colors& c = in.ui.colors();
    const report::DisparityGroup& group = found_->groups[place];
    ImGui::PushFont(in.ui.fonts.small);
    const std::string label =
        ui::fitted(group.info.label_in(in.view.language), label_width - in.ui.px(8));
    ImGui::PopFont();
    ui::small_text(in.ui, list,
                   {left + label_width - in.ui.px(8), y - in.ui.fonts.small->FontSize / 2}, label,
                   group.measured ? c.text : c.muted, true);
    if (std::isnan(group.mean.value))
        return;
    const ImU32 color = found_->reference == place ? c.text : group.measured ? c.accent : c.muted;
    const auto at = [&](double value) {
        return std::clamp(axis_.pixel(value), axis_.from, axis_.to);
    };
    if (!std::isnan(group.mean.moe)) {
        const float low = at(group.mean.value - group.mean.moe),
                    high = at(group.mean.value + group.mean.moe), cap = in.ui.px(3);
        list.AddLine({low, y}, {high, y}, color, in.ui.px(1.5));
        list.AddLine({low, y - cap}, {low, y + cap}, color);
        list.AddLine({high, y - cap}, {high, y + cap}, color);
    }
    const ImVec2 spot{at(group.mean.value), y};
    const float radius = in.ui.px(4.5);
    const bool hollow = group.measured && !group.comparable;
    list.AddCircleFilled(spot, radius, hollow ? c.background : color);
    list.AddCircle(spot, radius, color, 0, in.ui.px(1.5));
}

void PeopleChart::act(PanelContext& in, const ChartArea& area, float line) {
    if (!area.hovered)
        return;
    if (const float wheel = ImGui::GetIO().MouseWheel; wheel != 0 && lines_ < found_->groups.size())
        first_line_ = wheel > 0 ? first_line_ - std::min<std::size_t>(first_line_, 1)
                                : std::min(first_line_ + 1, found_->groups.size() - lines_);
    const auto at = static_cast<std::size_t>((area.mouse.y - area.least.y) / line);
    if (at >= lines_)
        return;
    const std::size_t place = first_line_ + at;
    const float y = area.least.y + line * static_cast<float>(at);
    ImGui::GetWindowDrawList()->AddRectFilled({area.least.x, y}, {area.greatest.x, y + line},
                                              ui::faded(in.ui.colors().text, 0.05));
    const report::DisparityGroup& group = found_->groups[place];
    const report::DisparityCells cells = report::disparity_cells(*found_, place, in.reader());
    std::vector<std::string> lines = {
        group.info.label_in(in.view.language),
        fmt::format(fmt::runtime(in.tr(kPeopleOfGroup)), cells.people),
        cells.value + (cells.margin.empty() ? "" : " " + cells.margin)};
    if (group.measured && !group.comparable) {
        lines.emplace_back(in.tr(kNotComparable));
        lines.emplace_back(in.tr(kHollow));
    } else if (!std::isnan(group.gap.ratio.value)) {
        lines.push_back(
            fmt::format(fmt::runtime(in.tr(kAgainstGroup)),
                        found_->groups[*found_->reference].info.label_in(in.view.language),
                        cells.difference, cells.ratio));
    }
    if (const double disparity = found_->spread.disparity.weighted; !std::isnan(disparity))
        lines.push_back(fmt::format(fmt::runtime(in.tr(kUnequal)), format_fixed(disparity, 1),
                                    format_fixed(found_->tracts.gini.value, 2)));
    chart_tooltip(in, lines);
}

} // namespace tractwise::viewer
