// SPDX-License-Identifier: Apache-2.0
#include "viewer/charts/charts_panel.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr Text kHistogram{"Histogram", "Histograma"};
constexpr Text kScatter{"Scatter", "Dispersión"};
constexpr Text kGroups{"Groups", "Grupos"};
constexpr Text kNoStudy{"Charts appear here when a study is open.",
                        "Los gráficos aparecen aquí cuando hay un estudio abierto."};
constexpr Text kMoran{"Moran", "Moran"};
constexpr int kCharts = 4, kWithoutClusters = 3; ///< the last is Moran's
/// Narrower than this, a chart cannot hold its two choices and numbers on both axes.
constexpr double kLeastChart = 262, kGap = 18;

} // namespace

void ChartsPanel::draw(PanelContext& in) {
    if (in.snapshot == nullptr) {
        ui::empty_note(in.ui, kNoStudy);
        return;
    }
    const std::vector<ui::Choice>& choices = choices_.of(in.shown(), in.view.language);
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const float gap = in.ui.px(kGap);
    const int count = in.shown().clusters != nullptr ? kCharts : kWithoutClusters;
    const auto fit = [&](int charts) {
        const auto n = static_cast<float>(charts);
        return room.x >= n * in.ui.px(kLeastChart) + (n - 1) * gap;
    };
    if (!fit(kWithoutClusters)) {
        std::vector<Text> names = {kHistogram, kScatter, kGroups};
        if (count == kCharts)
            names.push_back(kMoran);
        int which = std::min(alone_, count - 1);
        if (ui::segmented(in.ui, "charts.which", names, which))
            alone_ = which;
        draw_chart(in, which, ImGui::GetContentRegionAvail(), choices);
        return;
    }
    std::vector<int> shown(static_cast<std::size_t>(count));
    std::iota(shown.begin(), shown.end(), 0);
    if (!fit(count))
        shown.erase(shown.begin() + (third_ == 0 ? 3 : 2));
    const auto charts = static_cast<float>(shown.size());
    const float width = (room.x - (charts - 1) * gap) / charts;
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    for (std::size_t place = 0; place < shown.size(); ++place) {
        const float x = corner.x + static_cast<float>(place) * (width + gap);
        ImGui::SetCursorScreenPos({x, corner.y});
        if (place == 2 && !fit(count)) {
            ui::segmented(in.ui, "charts.third", {kGroups, kMoran}, third_);
            ImGui::SetCursorScreenPos({x, ImGui::GetCursorScreenPos().y});
        }
        const float height = corner.y + room.y - ImGui::GetCursorScreenPos().y;
        draw_chart(in, shown[place], {width, height}, choices);
        if (place > 0)
            ImGui::GetWindowDrawList()->AddLine(
                {x - gap / 2, corner.y}, {x - gap / 2, corner.y + room.y}, in.ui.colors().line);
    }
}

void ChartsPanel::draw_chart(PanelContext& in, int which, ImVec2 size,
                             const std::vector<ui::Choice>& choices) {
    ImGui::PushID(which);
    if (ImGui::BeginChild("chart", size, false,
                          ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse |
                              ImGuiWindowFlags_NoBackground)) {
        const ImVec2 room = ImGui::GetContentRegionAvail();
        if (which == 0)
            histogram_.draw(in, room, choices);
        else if (which == 1)
            scatter_.draw(in, room, choices);
        else if (which == 2)
            groups_.draw(in, room, choices);
        else
            moran_.draw(in, room);
    }
    ImGui::EndChild();
    ImGui::PopID();
}

std::string ChartsPanel::saved() const {
    std::string text;
    const auto name = [&](const char* key, const std::string& value) {
        if (!value.empty())
            text += fmt::format("{} = {}\n", key, toml_quote(value));
    };
    const auto flag = [&](const char* key, bool value, bool usual) {
        if (value != usual)
            text += fmt::format("{} = {}\n", key, value);
    };
    if (alone_ != 0)
        text += fmt::format("chart = {}\n", alone_);
    name("histogram", histogram_.column);
    flag("histogram_of_people", histogram_.people, false);
    name("scatter_up", scatter_.up);
    name("scatter_across", scatter_.across);
    flag("scatter_log_up", scatter_.log_up, false);
    flag("scatter_log_across", scatter_.log_across, false);
    flag("scatter_line", scatter_.line, true);
    name("groups", groups_.column);
    name("groups_by", groups_.by);
    flag("groups_of_people", groups_.people, false);
    return text;
}

void ChartsPanel::restore(const ConfigTable& saved) {
    alone_ = std::clamp(saved.integer("chart", 0), 0, kCharts - 1);
    histogram_.column = saved.text("histogram", "");
    histogram_.people = saved.flag("histogram_of_people", false);
    scatter_.up = saved.text("scatter_up", "");
    scatter_.across = saved.text("scatter_across", "");
    scatter_.log_up = saved.flag("scatter_log_up", false);
    scatter_.log_across = saved.flag("scatter_log_across", false);
    scatter_.line = saved.flag("scatter_line", true);
    groups_.column = saved.text("groups", "");
    groups_.by = saved.text("groups_by", "");
    groups_.people = saved.flag("groups_of_people", false);
}

} // namespace tractwise::viewer
