// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/map_canvas.hpp"

#include "viewer/ui/symbol.hpp"

#include "engine/core/text.hpp"
#include "engine/map/describe.hpp"
#include "engine/map/labels.hpp"
#include "engine/map/scale_bar.hpp"
#include "engine/map/symbols.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr double kCardAfter = 0.12; // seconds on one tract

/// More signs than this in view cannot be told apart: they become specks.
constexpr std::size_t kMostSigns = 5000;

constexpr Text kSourcesFolded{"Sources", "Fuentes"};
constexpr Text kClickToPin{"Click to pin", "Clic para fijar"};

ImVec2 at(ImVec2 origin, Pixel p) {
    return {origin.x + static_cast<float>(p.x), origin.y + static_cast<float>(p.y)};
}

/// Text with a halo, so that it can be read over any color.
void draw_text(ImDrawList& list, ImFont* font, ImVec2 where, ImU32 color, ImU32 halo,
               const std::string& text) {
    const float wide = std::max(1.0F, std::round(font->FontSize / 14));
    for (const ImVec2 step : {ImVec2{-1, 0}, ImVec2{1, 0}, ImVec2{0, -1}, ImVec2{0, 1},
                              ImVec2{-1, -1}, ImVec2{1, 1}, ImVec2{-1, 1}, ImVec2{1, -1}})
        list.AddText(font, font->FontSize, {where.x + wide * step.x, where.y + wide * step.y}, halo,
                     text.c_str());
    list.AddText(font, font->FontSize, where, color, text.c_str());
}

float width_of(ImFont* font, const std::string& text) {
    return font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, text.c_str()).x;
}

/// The text in lines of at most `room` pixels, broken at blanks.
std::vector<std::string> wrapped(const std::string& text, ImFont* font, float room) {
    std::vector<std::string> lines;
    std::string line;
    for (const std::string& word : split(text, ' ')) {
        const std::string longer = line.empty() ? word : line + " " + word;
        if (!line.empty() && width_of(font, longer) > room) {
            lines.push_back(line);
            line = word;
        } else {
            line = longer;
        }
    }
    if (!line.empty())
        lines.push_back(line);
    return lines;
}

} // namespace

double MapCanvas::crowd(const PanelContext& in, std::size_t overlay) const {
    return static_cast<double>(points_[overlay].size()) *
           std::pow(in.view.camera.meters_per_pixel / 60, 2) / 40;
}

bool MapCanvas::draws(const PanelContext& in, const map::MapStyle& style,
                      std::size_t overlay) const {
    const PointOverlay& points = in.shown().overlays->points[overlay];
    // Corner shops only where there is room; what was asked for to see what is wrong always.
    const bool minor = points.counted && points.symbol == map::Symbol::OtherStore;
    return points.shown(style) && !(minor && crowd(in, overlay) > 8);
}

void MapCanvas::draw_points(ImDrawList& list, PanelContext& in, const Pane& pane) {
    const map::MapStyle& style = pane.style != nullptr ? *pane.style : in.document.style;
    const Camera& camera = in.view.camera;
    const double slack = 20;
    std::vector<ImVec2> in_view;
    for (std::size_t o = points_.size(); o-- > 0;) { // clinics, which come first, on top
        const PointOverlay& overlay = in.shown().overlays->points[o];
        if (!draws(in, style, o))
            continue;
        in_view.clear();
        for (const geo::Point& p : points_[o]) {
            const Pixel pixel = camera.to_pixel(p);
            if (pixel.x < -slack || pixel.y < -slack || pixel.x > camera.width + slack ||
                pixel.y > camera.height + slack)
                continue;
            in_view.push_back(at(pane.least, pixel));
        }
        // Far away or very many: smaller.
        const float radius = in.ui.px(std::clamp(6.5 - crowd(in, o) / 2, 2.5, 6.5));
        const float speck = in.ui.px(1.2);
        for (const ImVec2 center : in_view)
            if (overlay.counted)
                ui::draw_symbol(list, overlay.symbol, center, radius);
            else if (in_view.size() <= kMostSigns)
                ui::draw_hollow_symbol(list, overlay.symbol, center, radius);
            else
                list.AddRectFilled({center.x - speck, center.y - speck},
                                   {center.x + speck, center.y + speck},
                                   IM_COL32(105, 105, 105, 200));
    }
}

void MapCanvas::draw_point_card(const PanelContext& in, PointOnMap point) const {
    const PointOverlay& overlay = in.shown().overlays->points[point.overlay];
    const std::vector<std::string> lines = words_of(overlay, point.point, in.view.language);
    for (const std::string& line : lines)
        ImGui::TextUnformatted(line.c_str());
    in.ui.items.note_text("map.place", fmt::format("{}", fmt::join(lines, " | ")));
}

void MapCanvas::draw_names(ImDrawList& list, PanelContext& in, const Pane& pane) {
    const map::MapStyle& style = pane.style != nullptr ? *pane.style : in.document.style;
    if (!style.show_labels || places_.empty())
        return;
    const std::vector<PlaceName>& places = in.shown().overlays->places;
    double most = 1;
    for (const PlaceName& place : places)
        most = std::max(most, place.people);
    std::vector<map::LabelRequest> requests;
    const auto font_of = [&](const PlaceName& place) {
        return place.people >= most / 4 ? in.ui.fonts.bold : in.ui.fonts.text;
    };
    for (std::size_t i = 0; i < places.size(); ++i) {
        const Pixel pixel = in.view.camera.to_pixel(places_[i]);
        ImFont* font = font_of(places[i]);
        const ImVec2 size = font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, places[i].name.c_str());
        requests.push_back({.x = pixel.x,
                            .y = pixel.y,
                            .width = size.x + in.ui.px(8),
                            .height = size.y + in.ui.px(4),
                            .priority = places[i].people,
                            .gap = in.ui.px(2)});
    }
    const ui::Colors& colors = in.ui.colors();
    for (const map::PlacedLabel& label :
         map::place_labels(requests, {0, 0, in.view.camera.width, in.view.camera.height})) {
        const PlaceName& place = places[label.request];
        draw_text(list, font_of(place),
                  {pane.least.x + static_cast<float>(label.x) + in.ui.px(4),
                   pane.least.y + static_cast<float>(label.y) + in.ui.px(2)},
                  colors.text, colors.halo, place.name);
    }
}

void MapCanvas::draw_tool(ImDrawList& list, PanelContext& in, const Pane& pane) const {
    if (trace_.size() < 2)
        return;
    const Camera& camera = in.view.camera;
    const ui::Colors& colors = in.ui.colors();
    const ImU32 fill = (colors.selection & 0x00ffffffU) | (40U << 24U);
    const ImVec2 a = at(pane.least, camera.to_pixel(trace_.front()));
    const ImVec2 b = at(pane.least, camera.to_pixel(trace_.back()));
    const float width = in.ui.px(1.5);
    if (in.view.tool == Tool::Box) {
        const ImVec2 least{std::min(a.x, b.x), std::min(a.y, b.y)};
        const ImVec2 greatest{std::max(a.x, b.x), std::max(a.y, b.y)};
        list.AddRectFilled(least, greatest, fill);
        list.AddRect(least, greatest, colors.selection, 0, 0, width);
    } else if (in.view.tool == Tool::Radius) {
        const float radius = std::hypot(b.x - a.x, b.y - a.y);
        list.AddCircleFilled(a, radius, fill, 96);
        list.AddCircle(a, radius, colors.selection, 96, width);
        list.AddLine(a, b, colors.selection, width);
        const double meters = static_cast<double>(radius) * camera.meters_per_pixel;
        draw_text(list, in.ui.fonts.bold, {b.x + in.ui.px(10), b.y - in.ui.px(8)}, colors.text,
                  colors.halo, words::value(meters, "m", in.reader()));
    } else {
        for (const geo::Point& p : trace_)
            list.PathLineTo(at(pane.least, camera.to_pixel(p)));
        list.PathStroke(colors.selection, ImDrawFlags_Closed, width);
    }
}

void MapCanvas::draw_outline(ImDrawList& list, PanelContext& in, const Pane& pane,
                             std::uint32_t tract, ImU32 color, float width) const {
    const MapGeometry& geometry = *in.shown().geometry;
    const geo::PolygonSet& shapes = geometry.tracts->polygons();
    for (const std::size_t r : shapes.rings_of(tract)) {
        Pixel last{-1e9, -1e9};
        for (const geo::LonLat& vertex : shapes.ring(r)) {
            const Pixel pixel = in.view.camera.to_pixel(geometry.projection.forward(vertex));
            if (std::hypot(pixel.x - last.x, pixel.y - last.y) < 1)
                continue; // less than a pixel further: nothing to see
            last = pixel;
            list.PathLineTo(at(pane.least, pixel));
        }
        list.PathStroke(color, ImDrawFlags_Closed, width);
    }
}

/// Whether a box of the window lies over no tract and below no panel: looked at in a few places.
bool MapCanvas::free_of_tracts(const PanelContext& in, const Pane& pane, ImVec2 least,
                               ImVec2 greatest) const {
    for (const auto& [from, to] : pane.keep_clear)
        if (least.x < to.x && greatest.x > from.x && least.y < to.y && greatest.y > from.y)
            return false;
    constexpr int kAcross = 8, kDown = 4;
    for (int i = 0; i <= kAcross; ++i)
        for (int j = 0; j <= kDown; ++j) {
            const Pixel pixel{
                least.x + (greatest.x - least.x) * static_cast<float>(i) / kAcross - pane.least.x,
                least.y + (greatest.y - least.y) * static_cast<float>(j) / kDown - pane.least.y};
            if (in.shown().geometry->may_hold_tract(in.view.camera.to_world(pixel)))
                return false;
        }
    return true;
}

/// Source and projection at the foot, right-aligned on a quiet ground. Where they would cover tracts,
/// they fold to a word that opens under the cursor. Gives where the ground begins.
float MapCanvas::draw_sources(ImDrawList& list, PanelContext& in, const Pane& pane) const {
    const ui::Colors& colors = in.ui.colors();
    const map::MapScene& scene = pane.scene != nullptr ? *pane.scene : in.shown().scene;
    ImFont* small = in.ui.fonts.small;
    const ImVec2 end{pane.least.x + pane.size.x, pane.least.y + pane.size.y};
    const float room = std::max(in.ui.px(200), pane.size.x - pane.furniture_left - in.ui.px(60));
    std::vector<std::string> lines;
    const float step = small->FontSize + in.ui.px(2);
    const auto ground_of = [&](const std::vector<std::string>& texts) {
        float widest = 0;
        for (const std::string& line : texts)
            widest = std::max(widest, width_of(small, line));
        return ImVec2{end.x - widest - in.ui.px(24),
                      end.y - step * static_cast<float>(texts.size()) - in.ui.px(14)};
    };
    // As narrow as it has to be to stand beside the tracts.
    bool open = false;
    for (const float share : {1.0F, 0.6F, 0.4F, 0.28F}) {
        if (open || room * share < in.ui.px(160))
            break;
        lines = wrapped(scene.source_line, small, room * share);
        for (std::string& line :
             wrapped(in.shown().geometry->projection.words(in.view.language), small, room * share))
            lines.push_back(std::move(line));
        open = free_of_tracts(in, pane, ground_of(lines), end);
    }
    in.ui.items.note_text("map.sources", open ? "open" : "folded");
    if (!open) {
        const std::vector<std::string> folded{in.tr(kSourcesFolded)};
        const ImVec2 least = ground_of(folded);
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        if (mouse.x < least.x || mouse.y < least.y || mouse.x > end.x || mouse.y > end.y)
            lines = folded;
        else
            lines = wrapped(scene.source_line, small, room);
    }
    const ImVec2 least = ground_of(lines);
    list.AddRectFilled(least, end, colors.halo, in.ui.px(6), ImDrawFlags_RoundCornersTopLeft);
    float y = least.y + in.ui.px(4);
    for (const std::string& line : lines) {
        list.AddText(small, small->FontSize, {end.x - in.ui.px(16) - width_of(small, line), y},
                     colors.muted, line.c_str());
        y += step;
    }
    return least.y;
}

void MapCanvas::draw_furniture(ImDrawList& list, PanelContext& in, const Pane& pane) const {
    const ui::Colors& colors = in.ui.colors();
    const Snapshot& shown = in.shown();
    ImFont* small = in.ui.fonts.small;
    const float sources_top = draw_sources(list, in, pane);

    // Two bars on one stem, the reader's units above, the others below; at the first corner where no
    // tract is in view.
    const map::ScaleBar bar = map::scale_bar(in.view.camera.meters_per_pixel, in.ui.px(150));
    const auto bars = static_cast<float>(std::max(bar.kilometers.pixels, bar.miles.pixels));
    const float wide = bars + in.ui.px(48), half = in.ui.px(28);
    const float foot_of_map = sources_top - in.ui.px(6);
    const float far_right = pane.least.x + pane.size.x - in.ui.px(16);
    const ImVec2 corners[] = {
        {far_right, foot_of_map - half},
        {pane.least.x + pane.furniture_left + in.ui.px(20) + wide, foot_of_map - half},
        {pane.least.x + in.ui.px(20) + wide, pane.least.y + in.ui.px(14) + half},
        {far_right - in.ui.px(60), pane.least.y + in.ui.px(14) + half}};
    ImVec2 place = corners[0]; // right end of the longer bar
    for (const ImVec2 corner : corners)
        if (free_of_tracts(in, pane, {corner.x - wide, corner.y - half},
                           {corner.x, corner.y + half})) {
            place = corner;
            break;
        }
    const float right = place.x, y = place.y;
    const auto draw_bar = [&](const map::BarLength& length, bool above) {
        const float x0 = right - bars;
        const float x1 = x0 + static_cast<float>(length.pixels);
        const float tick = in.ui.px(above ? -6 : 6);
        const auto stroke = [&](ImU32 color, float width) {
            list.AddLine({x0, y}, {x1, y}, color, width);
            list.AddLine({x0, y}, {x0, y + tick}, color, width);
            list.AddLine({x1, y}, {x1, y + tick}, color, width);
        };
        stroke(colors.halo, in.ui.px(4));
        stroke(colors.text, in.ui.px(1.5));
        // At the end that it measures to.
        const ImVec2 size = small->CalcTextSizeA(small->FontSize, FLT_MAX, 0, length.label.c_str());
        draw_text(list, small,
                  {x1 - size.x, above ? y + tick - size.y - in.ui.px(1) : y + tick + in.ui.px(1)},
                  colors.text, colors.halo, length.label);
    };
    const bool metric = in.reader().units == Units::Metric;
    const map::BarLength& own = metric ? bar.kilometers : bar.miles;
    draw_bar(own, true);
    draw_bar(metric ? bar.miles : bar.kilometers, false);
    in.ui.items.note_text("map.scale", own.label);

    // North is where the meridian through the middle goes.
    const Camera& camera = in.view.camera;
    const geo::LonLat middle = shown.geometry->projection.inverse(camera.center);
    const geo::Point north = shown.geometry->projection.forward({middle.lon, middle.lat + 0.01});
    double dx = north.x - camera.center.x, dy = north.y - camera.center.y;
    const double length = std::hypot(dx, dy);
    if (!(length > 0))
        return;
    dx /= length;
    dy /= length;
    const ImVec2 foot{right - bars - in.ui.px(28), y + in.ui.px(6)};
    const float size = in.ui.px(15);
    const auto turned = [&](double along, double across) {
        return ImVec2{foot.x + size * static_cast<float>(along * dx + across * dy),
                      foot.y - size * static_cast<float>(along * dy - across * dx)};
    };
    const ImVec2 tip = turned(1.3, 0), left = turned(-0.7, -0.55), notch = turned(-0.35, 0),
                 other = turned(-0.7, 0.55);
    list.AddTriangleFilled(tip, left, notch, colors.text);
    list.AddTriangleFilled(tip, notch, other, colors.halo);
    const ImVec2 outline[] = {tip, left, notch, other};
    list.AddPolyline(outline, 4, colors.text, ImDrawFlags_Closed, in.ui.px(1));
    const ImVec2 letter = turned(2.0, 0);
    draw_text(list, in.ui.fonts.bold,
              {letter.x - in.ui.fonts.bold->FontSize * 0.35F,
               letter.y - in.ui.fonts.bold->FontSize * 0.5F},
              colors.text, colors.halo, "N");
}

void MapCanvas::draw_hover_card(PanelContext& in, const Pane& pane, const map::MapScene& scene) {
    const double hovered_for = ImGui::GetTime() - hovered_since_;
    if (in.view.hovered && hovered_for < kCardAfter) {
        in.ui.wake_after = kCardAfter - hovered_for + 0.01;
        return;
    }
    if (hovered_for < kCardAfter + 0.1)
        in.ui.wake_after = 0.02; // a card knows its size, and is seen, in its second frame
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {in.ui.px(12), in.ui.px(10)});
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(in.ui.px(320));
    const ui::Colors& colors = in.ui.colors();
    if (point_under_cursor_) {
        draw_point_card(in, *point_under_cursor_);
        if (in.view.hovered)
            ui::space(in.ui, 4);
    }
    if (in.view.hovered) {
        const map::TractWords words =
            map::describe(pane.columns != nullptr ? *pane.columns : *in.shown().columns,
                          *in.view.hovered, scene.column, in.reader());
        ImGui::PushFont(in.ui.fonts.bold);
        ImGui::TextUnformatted(words.name.c_str());
        ImGui::PopFont();
        ui::muted(in.ui, words.geoid + " · " + words.people);
        ui::space(in.ui, 4);
        ui::muted(in.ui, words.label);
        ImGui::PushFont(in.ui.fonts.heading);
        ImGui::TextUnformatted(words.value.c_str());
        ImGui::PopFont();
        if (!words.margin.empty())
            ui::muted(in.ui,
                      words.margin + (words.reliability.empty() ? "" : ", " + words.reliability));
        if (!words.place.empty())
            ImGui::TextWrapped("%s", words.place.c_str());
        if (!words.why_missing.empty())
            ImGui::TextWrapped("%s", words.why_missing.c_str());
        if (pane.scene == nullptr && in.shown().clusters != nullptr) {
            ImFont* font = in.ui.fonts.bold; // the class; then what is said of it
            for (const std::string& line :
                 in.shown().clusters->words(*in.view.hovered, in.reader())) {
                ImGui::PushFont(font);
                ImGui::TextWrapped("%s", line.c_str());
                ImGui::PopFont();
                font = in.ui.fonts.text;
            }
        }
        for (const map::Contribution& part : words.contributions) {
            ImDrawList& list = *ImGui::GetWindowDrawList();
            const ImVec2 least = ImGui::GetCursorScreenPos();
            const float width = in.ui.px(56), height = in.ui.px(8);
            const float y = least.y + (ImGui::GetTextLineHeight() - height) / 2;
            list.AddRectFilled({least.x, y}, {least.x + width, y + height}, colors.line,
                               in.ui.px(2));
            list.AddRectFilled(
                {least.x, y},
                {least.x + width * static_cast<float>(std::clamp(part.share, 0.0, 1.0)),
                 y + height},
                colors.accent, in.ui.px(2));
            ImGui::Dummy({width, ImGui::GetTextLineHeight()});
            ImGui::SameLine();
            ImGui::TextUnformatted(ui::fitted(part.label, in.ui.px(240)).c_str());
        }
        ui::muted(in.ui, in.tr(kClickToPin));
    }
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
}

} // namespace tractwise::viewer
