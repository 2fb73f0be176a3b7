// SPDX-License-Identifier: Apache-2.0
#include "viewer/ui/swatches.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::viewer::ui {
namespace {

constexpr Text kSequential{"From little to much", "De poco a mucho"};
constexpr Text kDiverging{"Away from a middle", "A ambos lados de un punto medio"};
constexpr Text kShowAll{"Show all palettes", "Mostrar todas las paletas"};
constexpr Text kShowAllTip{"Also those whose colors some color-blind readers cannot tell apart",
                           "También las que algunas personas daltónicas no pueden distinguir"};
constexpr Text kNotSafe{"Some color-blind readers cannot tell these colors apart.",
                        "Algunas personas daltónicas no pueden distinguir estos colores."};

void draw_hatch(ImDrawList& list, ImVec2 least, ImVec2 greatest, ImU32 color, float scale) {
    list.PushClipRect(least, greatest, true);
    const float height = greatest.y - least.y, step = 4.5F * scale;
    for (float x = least.x - height; x < greatest.x; x += step)
        list.AddLine({x, greatest.y}, {x + height, least.y}, color, std::max(1.0F, scale));
    list.PopClipRect();
}

} // namespace

ImU32 paint(map::Rgb color, map::Vision vision) {
    const map::Rgb seen = vision == map::Vision::Normal ? color : map::seen_as(color, vision);
    return IM_COL32(seen.r, seen.g, seen.b, 255);
}

void draw_swatch(ImDrawList& list, ImVec2 least, ImVec2 greatest, ImU32 fill, map::Pattern pattern,
                 float scale, map::Vision vision) {
    list.AddRectFilled(least, greatest,
                       pattern == map::Pattern::NoData ? paint(map::kNoDataFill, vision) : fill,
                       2 * scale);
    if (pattern == map::Pattern::NoData)
        draw_hatch(list, least, greatest, paint(map::kNoDataLines, vision), scale);
    else if (pattern == map::Pattern::Unreliable)
        draw_hatch(list, least, greatest, paint(map::kUnreliableLines, vision), scale);
    list.AddRect(least, greatest, IM_COL32(90, 100, 110, 110), 2 * scale);
}

void draw_symbol(ImDrawList& list, map::Symbol symbol, ImVec2 center, float radius,
                 map::Vision vision) {
    const map::SymbolShape& shape = map::shape_of(symbol);
    const float r = radius * shape.size;
    const auto at = [&](const map::SymbolPoint& p) {
        return ImVec2{center.x + p.x * r, center.y + p.y * r};
    };
    // A fan from the center: outlines are star-shaped, not always convex.
    for (std::size_t i = 0; i < shape.outline.size(); ++i)
        list.AddTriangleFilled(center, at(shape.outline[i]),
                               at(shape.outline[(i + 1) % shape.outline.size()]),
                               paint(shape.fill, vision));
    for (const map::SymbolPoint& p : shape.outline)
        list.PathLineTo(at(p));
    list.PathStroke(paint(shape.line, vision), ImDrawFlags_Closed, std::max(1.0F, radius / 4));
}

void draw_strip(ImDrawList& list, ImVec2 least, ImVec2 greatest, std::span<const map::Rgb> colors,
                map::Vision vision, ImU32 frame, float rounding) {
    const std::size_t n = colors.size();
    const auto edge = [&](std::size_t i) {
        return std::round(least.x +
                          (greatest.x - least.x) * static_cast<float>(i) / static_cast<float>(n));
    };
    for (std::size_t i = 0; i < n; ++i) {
        const ImDrawFlags corners = (i == 0 ? ImDrawFlags_RoundCornersLeft : 0) |
                                    (i + 1 == n ? ImDrawFlags_RoundCornersRight : 0);
        list.AddRectFilled({edge(i), least.y}, {edge(i + 1), greatest.y}, paint(colors[i], vision),
                           rounding, corners == 0 ? ImDrawFlags_RoundCornersNone : corners);
    }
    list.AddRect(least, greatest, frame, rounding);
}

void draw_nine(ImDrawList& list, ImVec2 least, float side, const map::BivariatePalette& palette,
               map::Vision vision, float gap) {
    const float cell = (side - 2 * gap) / 3;
    for (int row = 0; row < 3; ++row)
        for (int column = 0; column < 3; ++column) {
            const ImVec2 from{least.x + static_cast<float>(column) * (cell + gap),
                              least.y + static_cast<float>(2 - row) * (cell + gap)};
            list.AddRectFilled(from, {from.x + cell, from.y + cell},
                               paint(palette.color(row, column), vision));
        }
}

bool palette_menu(Ui& ui, std::string_view id, std::string& chosen, bool& show_all,
                  const PaletteLook& look) {
    const Colors& c = ui.colors();
    bool changed = false;
    // The strip and the name stand where the menu would write a plain text.
    const auto draw_entry = [&](ImDrawList& list, ImVec2 least, float width, float height,
                                const map::Palette& palette) {
        const float strip = std::min(ui.px(120), width * 0.45F), pad = ui.px(4);
        const std::vector<map::Rgb> colors = palette.colors(look.classes, look.reversed);
        draw_strip(list, {least.x, least.y + pad}, {least.x + strip, least.y + height - pad},
                   colors, look.vision, c.line, ui.px(3));
        const std::string name = fitted(palette.label.in(ui.language), width - strip - ui.px(10));
        list.AddText(
            {least.x + strip + ui.px(10), least.y + (height - ImGui::GetTextLineHeight()) / 2},
            c.text, name.c_str());
    };
    ImDrawList& outside = *ImGui::GetWindowDrawList();
    const ImVec2 least = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, height = ImGui::GetFrameHeight();
    ImGui::SetNextItemWidth(-FLT_MIN);
    ImGui::SetNextWindowSizeConstraints({std::max(width, ui.px(300)), 0}, {ui.px(460), ui.px(460)});
    const bool open =
        ImGui::BeginCombo(fmt::format("###{}", id).c_str(), "", ImGuiComboFlags_HeightLargest);
    note_item(ui, id);
    draw_entry(outside, {least.x + ui.px(8), least.y}, width - height - ui.px(12), height,
               map::find_palette(chosen));
    if (!open)
        return false;
    if (ImGui::BeginChild("list", {0, ui.px(360)})) {
        for (const map::PaletteKind kind :
             {map::PaletteKind::Sequential, map::PaletteKind::Diverging}) {
            muted(
                ui,
                (kind == map::PaletteKind::Sequential ? kSequential : kDiverging).in(ui.language));
            for (const map::Palette& palette : map::palettes()) {
                if (palette.kind != kind ||
                    (!show_all && !palette.color_blind_safe && palette.id != chosen))
                    continue;
                const ImVec2 at = ImGui::GetCursorScreenPos();
                const float row = ui.px(26), room = ImGui::GetContentRegionAvail().x;
                if (selectable(ui, fmt::format("{}.{}", id, palette.id), "", palette.id == chosen,
                               {0, row})) {
                    changed = palette.id != chosen;
                    chosen = palette.id;
                    ImGui::CloseCurrentPopup();
                }
                if (!palette.color_blind_safe)
                    tooltip(ui, kNotSafe.in(ui.language));
                draw_entry(*ImGui::GetWindowDrawList(), {at.x + ui.px(4), at.y}, room - ui.px(8),
                           row, palette);
            }
            space(ui, 6);
        }
    }
    ImGui::EndChild();
    rule(ui);
    checkbox(ui, std::string(id) + ".all", kShowAll, show_all, kShowAllTip);
    ImGui::EndCombo();
    return changed;
}

bool bivariate_choice(Ui& ui, std::string_view id, std::string& chosen, map::Vision vision) {
    const Colors& c = ui.colors();
    bool changed = false;
    const float side = ui.px(54), pad = ui.px(5);
    for (const map::BivariatePalette& palette : map::bivariate_palettes()) {
        if (palette.id != map::bivariate_palettes().front().id)
            ImGui::SameLine(0, ui.px(10));
        const ImVec2 least = ImGui::GetCursorScreenPos();
        const std::string name = fmt::format("{}.{}", id, palette.id);
        if (ui::hit_area(name.c_str(), {side + 2 * pad, side + 2 * pad})) {
            changed = palette.id != chosen;
            chosen = palette.id;
        }
        note_item(ui, name);
        tooltip(ui, palette.label.in(ui.language));
        ImDrawList& list = *ImGui::GetWindowDrawList();
        const ImVec2 greatest{least.x + side + 2 * pad, least.y + side + 2 * pad};
        const bool on = palette.id == chosen;
        if (on || ImGui::IsItemHovered())
            list.AddRectFilled(least, greatest, on ? c.accent_soft : c.hover, ui.px(6));
        list.AddRect(least, greatest, on ? c.accent : c.line, ui.px(6), 0, on ? ui.px(1.5) : 1);
        draw_nine(list, {least.x + pad, least.y + pad}, side, palette, vision, ui.px(1));
    }
    return changed;
}

} // namespace tractwise::viewer::ui
