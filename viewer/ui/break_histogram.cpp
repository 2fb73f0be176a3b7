// SPDX-License-Identifier: Apache-2.0
#include "viewer/ui/break_histogram.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace tractwise::viewer::ui {
namespace {

constexpr int kNone = -1;

/// Where values stand in the window.
struct BreakAxis {
    double least, greatest;
    float left, width;
    float at(double value) const {
        return left + width * static_cast<float>((value - least) / (greatest - least));
    }
    double per_pixel() const { return (greatest - least) / static_cast<double>(width); }
};

int nearest_break(const BreakAxis& axis, std::span<const double> breaks, float x, float reach) {
    int nearest = kNone;
    float distance = reach;
    for (std::size_t i = 0; i < breaks.size(); ++i)
        if (const float apart = std::abs(axis.at(breaks[i]) - x); apart <= distance) {
            // Of two that stand together, the upper one is taken from the right.
            nearest = static_cast<int>(i);
            distance = apart;
        }
    return nearest;
}

void draw_bars(ImDrawList& list, const BreakAxis& axis, float top, float bottom,
               const BreakHistogram& shown) {
    const std::size_t most = *std::max_element(shown.counts.begin(), shown.counts.end());
    const double bin = (shown.greatest - shown.least) / static_cast<double>(shown.counts.size());
    for (std::size_t i = 0; i < shown.counts.size(); ++i) {
        if (shown.counts[i] == 0)
            continue;
        const double from = shown.least + bin * static_cast<double>(i);
        const float share = static_cast<float>(shown.counts[i]) / static_cast<float>(most);
        const float y = bottom - std::max(1.0F, (bottom - top) * share);
        // A bar that a break goes through is cut there, so that colors end where classes do.
        double at = from;
        for (std::size_t j = 0; j < shown.colors.size(); ++j) {
            const double upper =
                j < shown.breaks.size() ? std::min(shown.breaks[j], from + bin) : from + bin;
            if (upper <= at)
                continue;
            list.AddRectFilled({axis.at(at), y}, {axis.at(upper), bottom}, shown.colors[j]);
            at = upper;
        }
    }
}

} // namespace

double round_step(double width) {
    if (!(width > 0) || !std::isfinite(width))
        return 0;
    const double power = std::pow(10, std::floor(std::log10(width)));
    for (const double factor : {5.0, 2.0})
        if (factor * power <= width)
            return factor * power;
    return power;
}

BreakChange break_histogram(Ui& ui, std::string_view id, const BreakHistogram& shown) {
    BreakChange change;
    if (shown.counts.empty() || !(shown.least < shown.greatest))
        return change;
    const Colors& c = ui.colors();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float pad = ui.px(8), grip = ui.px(9), plot = ui.px(84);
    const ImVec2 least = ImGui::GetCursorScreenPos();
    const float width = std::max(ImGui::GetContentRegionAvail().x, ui.px(80));
    const BreakAxis axis{shown.least, shown.greatest, least.x + pad, width - 2 * pad};
    const float top = least.y + ui.px(6), bottom = least.y + plot;

    ui::hit_area(std::string(id).c_str(), {width, plot + grip + ui.px(2)});
    note_item(ui, id);
    const bool hovered = ImGui::IsItemHovered(), active = ImGui::IsItemActive();
    const float mouse = ImGui::GetIO().MousePos.x;
    ImGuiStorage& storage = *ImGui::GetStateStorage();
    const ImGuiID key = ImGui::GetID("held"), grab_key = ImGui::GetID("grab");
    int held = active ? storage.GetInt(key, kNone) : kNone;
    const int near =
        hovered && shown.movable ? nearest_break(axis, shown.breaks, mouse, ui.px(8)) : kNone;
    if (ImGui::IsItemActivated()) {
        held = near;
        storage.SetInt(key, held);
        if (held != kNone)
            storage.SetFloat(grab_key,
                             mouse - axis.at(shown.breaks[static_cast<std::size_t>(held)]));
    }
    if (active && held != kNone && held < static_cast<int>(shown.breaks.size()) &&
        ImGui::IsMouseDragging(ImGuiMouseButton_Left, 2)) {
        const auto i = static_cast<std::size_t>(held);
        const double step = round_step(axis.per_pixel() * 3);
        const double wanted =
            axis.least +
            static_cast<double>(mouse - storage.GetFloat(grab_key) - axis.left) * axis.per_pixel();
        const double low = i == 0 ? axis.least : shown.breaks[i - 1];
        const double high = i + 1 == shown.breaks.size() ? axis.greatest : shown.breaks[i + 1];
        const double snapped = std::round(wanted / step) * step;
        // Between its neighbors, and a step away from them, so that no class vanishes.
        const double value =
            std::clamp(snapped, std::min(low + step, high), std::max(high - step, low));
        if (value > low && value < high && value != shown.breaks[i]) {
            change.moved = true;
            change.breaks.assign(shown.breaks.begin(), shown.breaks.end());
            change.breaks[i] = value;
        }
    }
    change.let_go = ImGui::IsItemDeactivated();
    change.reset = hovered && shown.movable && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);

    list.AddRectFilled(least, {least.x + width, bottom}, c.raised, ui.px(6));
    draw_bars(list, axis, top, bottom, shown);
    list.AddLine({least.x, bottom}, {least.x + width, bottom}, c.strong_line);
    const std::vector<double>& now = change.breaks;
    for (std::size_t i = 0; i < shown.breaks.size(); ++i) {
        const double value = change.moved ? now[i] : shown.breaks[i];
        const float x = axis.at(value);
        const bool lit = static_cast<int>(i) == (held != kNone ? held : near);
        const ImU32 color = !shown.movable ? c.muted : lit ? c.accent : c.text;
        list.AddLine({x, top - ui.px(3)}, {x, bottom}, color, ui.px(lit ? 2 : 1));
        if (shown.movable)
            list.AddTriangleFilled({x, bottom - ui.px(1)}, {x - ui.px(5), bottom + grip},
                                   {x + ui.px(5), bottom + grip}, color);
        if (ImGui::IsItemVisible())
            ui.items.note(fmt::format("{}.break.{}", id, i), {x - ui.px(4), top},
                          {x + ui.px(4), bottom + grip});
        if (lit) {
            ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
            ImGui::BeginTooltip();
            ImGui::TextUnformatted(shown.words(value).c_str());
            ImGui::EndTooltip();
        }
    }
    // What the two ends of the axis are.
    ImFont* small = ui.fonts.small;
    const std::string right = shown.words(shown.greatest);
    const float right_width =
        small->CalcTextSizeA(small->FontSize, std::numeric_limits<float>::max(), 0, right.c_str())
            .x;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    list.AddText(small, small->FontSize, {least.x, at.y - ui.px(4)}, c.muted,
                 shown.words(shown.least).c_str());
    list.AddText(small, small->FontSize, {least.x + width - right_width, at.y - ui.px(4)}, c.muted,
                 right.c_str());
    ImGui::Dummy({width, small->FontSize - ui.px(2)});
    return change;
}

} // namespace tractwise::viewer::ui
