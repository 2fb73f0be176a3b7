// SPDX-License-Identifier: Apache-2.0
#include "viewer/app/app.hpp"

#include "viewer/map/legend_drawing.hpp"

#include "engine/core/text.hpp"
#include "engine/map/difference_scene.hpp"
#include "engine/plan/columns.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

// The second map: another column in the same classes, or what differs between the two.

namespace tractwise::viewer {
void App::remake_second() {
    if (snapshot() == nullptr || work_.view.compare == Compare::Off ||
        !snapshot()->columns->has(work_.view.compare_with)) {
        second_scene_.reset();
        second_of_.clear();
        return;
    }
    const std::string wanted = fmt::format(
        "{} {} {} {} {}", static_cast<int>(work_.view.compare), work_.view.compare_with,
        snapshot()->scene_version, name_of(work_.view.language), name_of(work_.reader().units));
    if (wanted == second_of_)
        return;
    second_of_ = wanted;
    second_scene_
        .reset(); // two columns may have no difference: then there is one map, not an old one
    work_.attempt([&] {
        second_style_ = work_.document().style;
        second_style_.second.clear();
        second_style_.title.clear();
        second_style_.locked.reset();
        const tract::Column& other = (*snapshot()->columns)[work_.view.compare_with];
        const tract::Column& main = (*snapshot()->columns)[snapshot()->scene.column];
        second_columns_ = snapshot()->columns;
        if (work_.view.compare == Compare::SideBySide) {
            second_style_.column = work_.view.compare_with;
            // The same color means the same number on both maps, where the numbers can be compared.
            // Fixed classes are those of both maps anyway.
            const map::MapStyle& style = work_.document().style;
            const bool fixed = !style.locked && style.classes.own.empty() &&
                               !style.classes.method && main.info.unit == "share" &&
                               main.info.direction == tract::Direction::HigherIsBetter &&
                               other.info.direction == main.info.direction;
            const bool clusters = snapshot()->clusters != nullptr; // have no bounds to share
            if (other.info.unit == main.info.unit && !fixed && !clusters)
                second_style_.locked = snapshot()->scene.breaks;
            else if (other.info.unit == main.info.unit)
                second_style_.classes = style.classes;
            else
                second_style_.classes.own.clear();
        } else {
            auto columns = std::make_shared<study::ResultColumns>(snapshot()->results);
            second_style_.column = work_.view.compare_with;
            second_style_.second = snapshot()->scene.column;
            second_style_.classes = {};
            if (!second_style_.palette.empty() &&
                map::find_palette(second_style_.palette).kind != map::PaletteKind::Diverging)
                second_style_.palette.clear();
            second_scene_ = map::difference_scene(*columns, second_style_, work_.reader());
            second_style_.second.clear();
            second_columns_ = columns;
        }
        if (work_.view.compare == Compare::SideBySide)
            second_scene_ = map::make_scene(*second_columns_, second_style_, work_.reader());
        ++second_version_;
    });
    frames_wanted_ = 3;
}

MapOverlay* App::overlay_of(std::size_t slot) {
    const plan::SitingResults* siting =
        snapshot() == nullptr ? nullptr : snapshot()->results->siting.get();
    if (siting == nullptr)
        return &site_overlay_;
    const auto first = ScenarioOverlay::shown_by(*siting, snapshot()->scene.column);
    if (slot == 0) {
        if (!first)
            return &site_overlay_;
        scenario_overlays_[0].show(*first);
        return scenario_overlays_.data();
    }
    const std::string& column = work_.view.compare_with;
    const auto second = ScenarioOverlay::shown_by(*siting, column);
    if (!second && column != plan::reach_column("plan"))
        return &site_overlay_;
    const bool difference = work_.view.compare == Compare::Difference;
    if (!second && !difference)
        return &site_overlay_;
    scenario_overlays_[1].show(second.value_or("plan"),
                               difference ? first.value_or("plan") : std::string());
    return &scenario_overlays_[1];
}

std::vector<map::LegendSymbol> App::legend_of_plan(PanelContext& in) {
    if (overlay_of(0) == &site_overlay_)
        return site_overlay_.legend(in);
    const plan::SitingResults& siting = *in.shown().results->siting;
    const auto shown = ScenarioOverlay::shown_by(siting, in.shown().scene.column);
    return {{.symbol = map::Symbol::Stop, .count = siting.scenarios.at(*shown).stops.size()}};
}

void App::draw_second_legend(ImVec2 least, ImVec2 size) {
    const float width = ui_.px(230), pad = ui_.px(12), margin = ui_.px(12);
    const float height = draw_legend(nullptr, {}, width - 2 * pad, *second_scene_, ui_, {});
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 corner{least.x + margin, least.y + size.y - margin - height - 2 * pad};
    const ImVec2 other{corner.x + width, corner.y + height + 2 * pad};
    list.AddRectFilled(corner, other, ui_.colors().surface, ui_.px(8));
    list.AddRect(corner, other, ui_.colors().line, ui_.px(8));
    draw_legend(&list, {corner.x + pad, corner.y + pad}, width - 2 * pad, *second_scene_, ui_, {},
                {.vision = second_style_.vision});
}

} // namespace tractwise::viewer
