// SPDX-License-Identifier: Apache-2.0
#include "viewer/site/scenario_overlay.hpp"

#include "viewer/ui/widgets.hpp"

#include "engine/plan/columns.hpp"
#include "engine/words/amounts.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr Text kNotInScenario{"given up", "se deja"};

const std::vector<std::uint32_t>& stops_in(const plan::SitingResults& siting,
                                           const std::string& scenario) {
    static const std::vector<std::uint32_t> kNobody;
    const auto found = siting.scenarios.find(scenario);
    return found == siting.scenarios.end() ? kNobody : found->second.stops;
}

bool holds_stop(const std::vector<std::uint32_t>& sites, std::uint32_t site) {
    return std::find(sites.begin(), sites.end(), site) != sites.end();
}

} // namespace

std::optional<std::string> ScenarioOverlay::shown_by(const plan::SitingResults& siting,
                                                     std::string_view column) {
    for (const auto& [name, reach] : siting.scenarios)
        if (name != "plan" && plan::reach_column(name) == column)
            return name;
    return std::nullopt;
}

void ScenarioOverlay::show(std::string scenario, std::string instead_of) {
    scenario_ = std::move(scenario);
    instead_of_ = std::move(instead_of);
}

bool ScenarioOverlay::take(const MapInput& input, PanelContext& in) {
    hovered_.reset();
    taken_in_frame_ = ImGui::GetFrameCount();
    if (in.snapshot == nullptr || !in.shown().results->siting || !input.inside)
        return false;
    const plan::SitingResults& siting = *in.shown().results->siting;
    double nearest = in.ui.px(12);
    for (const std::string& name : {scenario_, instead_of_})
        for (const std::uint32_t site : stops_in(siting, name)) {
            const Pixel at = in.view.camera.to_pixel(
                in.shown().geometry->projection.forward(siting.problem->sites[site].place));
            if (const double d = std::hypot(at.x - input.at.x, at.y - input.at.y); d < nearest) {
                nearest = d;
                hovered_ = site;
            }
        }
    return false; // the map is moved and clicked as if nothing were there
}

void ScenarioOverlay::draw(ImDrawList& list, ImVec2 origin, PanelContext& in) {
    if (taken_in_frame_ != ImGui::GetFrameCount())
        hovered_.reset();
    if (in.snapshot == nullptr || !in.shown().results->siting)
        return;
    const plan::SitingResults& siting = *in.shown().results->siting;
    const ui::Colors& colors = in.ui.colors();
    const float r = in.ui.px(8);
    const auto at = [&](std::uint32_t site) {
        const Pixel pixel = in.view.camera.to_pixel(
            in.shown().geometry->projection.forward(siting.problem->sites[site].place));
        return ImVec2{origin.x + static_cast<float>(pixel.x),
                      origin.y + static_cast<float>(pixel.y)};
    };
    const std::vector<std::uint32_t>& stops = stops_in(siting, scenario_);
    for (const std::uint32_t site : stops_in(siting, instead_of_))
        if (!holds_stop(stops, site)) {
            list.AddCircleFilled(at(site), r + in.ui.px(2), colors.surface);
            list.AddCircle(at(site), r, colors.accent, 0, in.ui.px(2));
        }
    for (const std::uint32_t site : stops) {
        list.AddCircleFilled(at(site), r + in.ui.px(2), colors.surface);
        list.AddCircleFilled(at(site), r, colors.accent);
        // The number that the plan knows it by, where it is one of its stops.
        for (std::size_t s = 0; s < siting.plan.stops.size(); ++s)
            if (siting.plan.stops[s] == site) {
                const std::string number = std::to_string(siting.tally.stops[s].rank);
                ImFont* font = in.ui.fonts.small;
                const ImVec2 size = font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, number.c_str());
                list.AddText(font, font->FontSize,
                             {at(site).x - size.x / 2, at(site).y - size.y / 2}, colors.on_accent,
                             number.c_str());
            }
    }
    in.ui.items.note_text("site.scenario.shown", fmt::format("{} {}", scenario_, stops.size()));
    if (!hovered_)
        return;
    ImGui::BeginTooltip();
    ImGui::TextUnformatted(words::site_name(siting.problem->sites[*hovered_]).c_str());
    if (!holds_stop(stops, *hovered_))
        ui::muted(in.ui, in.tr(kNotInScenario));
    ImGui::EndTooltip();
}

} // namespace tractwise::viewer
