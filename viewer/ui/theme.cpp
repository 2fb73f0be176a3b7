// SPDX-License-Identifier: Apache-2.0
#include "viewer/ui/theme.hpp"

#include <array>
#include <string>

#include <imgui_freetype.h>

namespace tractwise::viewer::ui {
namespace {

constexpr ImU32 rgb(unsigned hex, unsigned alpha = 255) {
    return IM_COL32((hex >> 16) & 255, (hex >> 8) & 255, hex & 255, alpha);
}

constexpr Colors kLight{.background = rgb(0xeef1f4),
                        .surface = rgb(0xffffff),
                        .raised = rgb(0xf6f8fa),
                        .line = rgb(0xdde2e8),
                        .strong_line = rgb(0xb8c1cc),
                        .text = rgb(0x1b2430),
                        .muted = rgb(0x56626f),
                        .accent = rgb(0x0b6a74),
                        .on_accent = rgb(0xffffff),
                        .accent_soft = rgb(0xd8ecee),
                        .hover = rgb(0xe9eef2),
                        .good = rgb(0x1d7a3e),
                        .warning = rgb(0x8f5b00),
                        .error = rgb(0xb3261e),
                        .map_background = rgb(0xe6ebef),
                        .water = rgb(0xb9d3e6),
                        .street = rgb(0x6d7680, 150),
                        .street_casing = rgb(0xffffff, 140),
                        .tract_line = rgb(0xffffff, 150),
                        .county_line = rgb(0x3c4650, 210),
                        .state_line = rgb(0x20272e, 230),
                        .selection = rgb(0x0057d9),
                        .halo = rgb(0xffffff, 225)};

constexpr Colors kDark{.background = rgb(0x12171c),
                       .surface = rgb(0x1b2229),
                       .raised = rgb(0x232c35),
                       .line = rgb(0x323d48),
                       .strong_line = rgb(0x50606e),
                       .text = rgb(0xe8edf2),
                       .muted = rgb(0xa3b0bc),
                       .accent = rgb(0x4fc0c9),
                       .on_accent = rgb(0x06222a),
                       .accent_soft = rgb(0x1f4249),
                       .hover = rgb(0x2b3640),
                       .good = rgb(0x6cc98a),
                       .warning = rgb(0xf0b75c),
                       .error = rgb(0xff8a80),
                       .map_background = rgb(0x161c22),
                       .water = rgb(0x27455c),
                       .street = rgb(0x20262c, 150),
                       .street_casing = rgb(0x000000, 60),
                       .tract_line = rgb(0x101418, 150),
                       .county_line = rgb(0xdfe6ec, 200),
                       .state_line = rgb(0xffffff, 220),
                       .selection = rgb(0x5ab0ff),
                       .halo = rgb(0x12171c, 215)};

/// The first of these that exists; empty where none does.
std::string first_file(std::initializer_list<const char*> paths) {
    for (const char* path : paths)
        if (std::filesystem::exists(path))
            return path;
    return {};
}

const std::string& regular_face() {
    static const std::string path = first_file({"/usr/share/fonts/opentype/inter/Inter-Regular.otf",
                                                "/usr/share/fonts/truetype/inter/Inter-Regular.ttf",
                                                "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"});
    return path;
}

const std::string& bold_face() {
    static const std::string path =
        first_file({"/usr/share/fonts/opentype/inter/Inter-SemiBold.otf",
                    "/usr/share/fonts/truetype/inter/Inter-SemiBold.ttf",
                    "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"});
    return path;
}

ImFont* add_face(const std::string& path, float pixels) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    // Latin with its accents, dashes and quotes, arrows, and the signs of mathematics we print.
    static constexpr std::array<ImWchar, 13> kRanges = {0x0020, 0x00ff, 0x0100, 0x017f, 0x2010,
                                                        0x2044, 0x2190, 0x2199, 0x2212, 0x2265,
                                                        0x25a0, 0x25cf, 0};
    if (path.empty())
        return atlas.AddFontDefault();
    ImFontConfig config;
    config.OversampleH = config.OversampleV = 1;
    config.PixelSnapH = true;
    return atlas.AddFontFromFileTTF(path.c_str(), pixels, &config, kRanges.data());
}

ImVec4 as_vector(ImU32 color) {
    return ImGui::ColorConvertU32ToFloat4(color);
}

} // namespace

const Colors& colors(bool dark) {
    return dark ? kDark : kLight;
}

Fonts Fonts::load(float scale) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    atlas.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    Fonts fonts;
    fonts.scale = scale;
    fonts.text = add_face(regular_face(), Sizes::kText * scale);
    fonts.bold = add_face(bold_face(), Sizes::kText * scale);
    fonts.small = add_face(regular_face(), Sizes::kSmall * scale);
    fonts.heading = add_face(bold_face(), Sizes::kHeading * scale);
    fonts.title = add_face(bold_face(), Sizes::kTitle * scale);
    atlas.Build();
    return fonts;
}

void apply_theme(bool dark, float scale) {
    ImGuiStyle style;
    style.WindowPadding = {14, 12};
    style.FramePadding = {10, 6};
    style.CellPadding = {8, 4};
    style.ItemSpacing = {8, 7};
    style.ItemInnerSpacing = {7, 5};
    style.IndentSpacing = 18;
    style.ScrollbarSize = 12;
    style.GrabMinSize = 14;
    style.WindowBorderSize = 1;
    style.ChildBorderSize = 0;
    style.PopupBorderSize = 1;
    style.FrameBorderSize = 1;
    style.WindowRounding = 8;
    style.ChildRounding = 6;
    style.FrameRounding = 6;
    style.PopupRounding = 8;
    style.ScrollbarRounding = 6;
    style.GrabRounding = 6;
    style.TabRounding = 6;
    style.WindowTitleAlign = {0, 0.5F};
    const Colors& c = colors(dark);
    const auto set = [&](ImGuiCol which, ImU32 color) { style.Colors[which] = as_vector(color); };
    set(ImGuiCol_Text, c.text);
    set(ImGuiCol_TextDisabled, c.muted);
    set(ImGuiCol_WindowBg, c.surface);
    set(ImGuiCol_ChildBg, IM_COL32(0, 0, 0, 0));
    set(ImGuiCol_PopupBg, c.surface);
    set(ImGuiCol_Border, c.line);
    set(ImGuiCol_BorderShadow, IM_COL32(0, 0, 0, 0));
    set(ImGuiCol_FrameBg, c.raised);
    set(ImGuiCol_FrameBgHovered, c.hover);
    set(ImGuiCol_FrameBgActive, c.accent_soft);
    set(ImGuiCol_TitleBg, c.raised);
    set(ImGuiCol_TitleBgActive, c.raised);
    set(ImGuiCol_TitleBgCollapsed, c.raised);
    set(ImGuiCol_MenuBarBg, c.surface);
    set(ImGuiCol_ScrollbarBg, IM_COL32(0, 0, 0, 0));
    set(ImGuiCol_ScrollbarGrab, c.strong_line);
    set(ImGuiCol_ScrollbarGrabHovered, c.muted);
    set(ImGuiCol_ScrollbarGrabActive, c.accent);
    set(ImGuiCol_CheckMark, c.accent);
    set(ImGuiCol_SliderGrab, c.accent);
    set(ImGuiCol_SliderGrabActive, c.accent);
    set(ImGuiCol_Button, c.raised);
    set(ImGuiCol_ButtonHovered, c.hover);
    set(ImGuiCol_ButtonActive, c.accent_soft);
    set(ImGuiCol_Header, c.accent_soft);
    set(ImGuiCol_HeaderHovered, c.hover);
    set(ImGuiCol_HeaderActive, c.accent_soft);
    set(ImGuiCol_Separator, c.line);
    set(ImGuiCol_SeparatorHovered, c.accent);
    set(ImGuiCol_SeparatorActive, c.accent);
    set(ImGuiCol_ResizeGrip, IM_COL32(0, 0, 0, 0));
    set(ImGuiCol_ResizeGripHovered, c.accent_soft);
    set(ImGuiCol_ResizeGripActive, c.accent);
    set(ImGuiCol_Tab, c.raised);
    set(ImGuiCol_TabHovered, c.hover);
    set(ImGuiCol_TabActive, c.accent_soft);
    set(ImGuiCol_TabUnfocused, c.raised);
    set(ImGuiCol_TabUnfocusedActive, c.accent_soft);
    set(ImGuiCol_PlotLines, c.accent);
    set(ImGuiCol_PlotHistogram, c.accent);
    set(ImGuiCol_TableHeaderBg, c.raised);
    set(ImGuiCol_TableBorderStrong, c.line);
    set(ImGuiCol_TableBorderLight, c.line);
    set(ImGuiCol_TableRowBg, IM_COL32(0, 0, 0, 0));
    set(ImGuiCol_TableRowBgAlt, dark ? IM_COL32(255, 255, 255, 6) : IM_COL32(16, 40, 64, 8));
    set(ImGuiCol_TextSelectedBg, c.accent_soft);
    set(ImGuiCol_DragDropTarget, c.accent);
    set(ImGuiCol_NavHighlight, c.accent);
    set(ImGuiCol_ModalWindowDimBg, IM_COL32(10, 16, 22, 110));
    style.ScaleAllSizes(scale);
    // Hairlines stay hairlines.
    style.WindowBorderSize = style.FrameBorderSize = style.PopupBorderSize = 1;
    ImGui::GetStyle() = style;
}

} // namespace tractwise::viewer::ui
