// SPDX-License-Identifier: Apache-2.0
#include "viewer/app/app.hpp"

#include "viewer/map/legend_drawing.hpp"

#include <algorithm>

// The map as a picture of its own: title, map, legend, scale bar, north arrow, source line.

namespace tractwise::viewer {

void App::begin_export(double scale) {
    ui_.scale = static_cast<float>(scale);
    ui_.fonts = ui::Fonts::load(ui_.scale);
    new_fonts_ = true;
}

void App::end_export() {
    rebuild_fonts();
    frames_wanted_ = 3;
}

void App::export_frame(int width, int height) {
    ui::apply_theme(work_.view.dark, ui_.scale);
    const Camera screen = work_.view.camera;
    const auto hovered = std::exchange(work_.view.hovered, std::nullopt);
    PanelContext in = context();
    const ImVec2 size{static_cast<float>(width), static_cast<float>(height)};
    begin_pane("export", {0, 0}, size, {0, 0});
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled({0, 0}, size, ui_.colors().surface);

    const float margin = ui_.px(24);
    float top = margin;
    const std::string& title = snapshot()->scene.title;
    ImFont* font = ui_.fonts.title;
    list.AddText(font, font->FontSize, {margin, top}, ui_.colors().text, title.c_str(), nullptr,
                 size.x - 2 * margin);
    top += font->CalcTextSizeA(font->FontSize, FLT_MAX, size.x - 2 * margin, title.c_str()).y;
    const std::string& region = work_.document().study.region.name;
    if (!region.empty()) {
        list.AddText(ui_.fonts.text, ui_.fonts.text->FontSize, {margin, top + ui_.px(2)},
                     ui_.colors().muted, region.c_str());
        top += ui_.fonts.text->FontSize + ui_.px(4);
    }
    top += ui_.px(12);
    // The legend stands beside the map, never over it.
    const float legend_width = ui_.px(250);
    const ImVec2 least{margin, top};
    const ImVec2 area{size.x - 3 * margin - legend_width, size.y - top - margin};
    // What the window shows, with the middle where it was.
    work_.view.camera.meters_per_pixel = std::max(screen.width * screen.meters_per_pixel / area.x,
                                                  screen.height * screen.meters_per_pixel / area.y);
    canvas_.draw(in, {.surface = surface_.get(),
                      .least = least,
                      .size = area,
                      .slot = 2,
                      .overlay = &site_overlay_,
                      .interactive = false});
    list.AddRect(least, {least.x + area.x, least.y + area.y}, ui_.colors().strong_line, 0, 0,
                 ui_.px(1));
    const std::size_t stops =
        snapshot()->results->siting ? snapshot()->results->siting->plan.stops.size() : 0;
    draw_legend(&list, {least.x + area.x + margin, top}, legend_width, snapshot()->scene, ui_,
                snapshot()->overlays
                    ? legend_symbols(*snapshot()->overlays, work_.document().style, stops)
                    : std::vector<LegendSymbol>(),
                {.vision = work_.document().style.vision, .with_title = false});
    end_pane();
    work_.view.camera = screen;
    work_.view.hovered = hovered;
}

} // namespace tractwise::viewer
