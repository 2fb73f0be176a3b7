// SPDX-License-Identifier: Apache-2.0
#include "viewer/app/app.hpp"

#include "viewer/map/legend_drawing.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

// The second map: another column in the same classes, or what differs between the two.

namespace tractwise::viewer {
namespace {

/// 0.0137 -> 0.01: one leading digit of 1, 2 or 5.
double round_length(double value) {
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double step : {5.0, 2.0})
        if (value >= step * power)
            return step * power;
    return power;
}

/// Classes on both sides of "no change", the same width up and down.
std::vector<double> even_breaks(const std::vector<double>& differences) {
    std::vector<double> sizes;
    for (const double d : differences)
        if (!std::isnan(d) && d != 0)
            sizes.push_back(std::abs(d));
    if (sizes.empty())
        return {-1, 1};
    const auto at = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() * 9 / 10);
    std::nth_element(sizes.begin(), at, sizes.end());
    const double large = round_length(*at);
    return {-large, -large / 5, large / 5, large};
}

} // namespace

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
            if (other.info.unit == main.info.unit)
                second_style_.locked = snapshot()->scene.breaks;
            else
                second_style_.classes.own.clear();
        } else {
            tract::Column change = study::difference(other, main);
            second_style_.column = change.info.name;
            second_style_.classes.own = even_breaks(change.values);
            second_style_.palette = "PuOr";
            second_style_.reversed = true;
            auto columns = std::make_shared<study::ResultColumns>(snapshot()->results);
            if (!columns->has(change.info.name))
                columns->add(std::move(change));
            second_columns_ = columns;
        }
        second_scene_ = map::make_scene(*second_columns_, second_style_, work_.reader());
        ++second_version_;
    });
    frames_wanted_ = 3;
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
