// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/ui/items.hpp"
#include "viewer/ui/theme.hpp"

#include "engine/core/language.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <imgui.h>

/// The widgets of the viewer: ImGui's, with our looks, texts in two languages, and a name under
/// which scripts and tests find them. Ids are "panel.what", the same in every language.
///
///     if (ui::primary_button(in.ui, "site.solve", {"Find stops", "Buscar paradas"}))
///         in.edits.ask(Edits::SolvePlan{});
///     if (ui::slider(in.ui, "weigh.housing", weight, {.least = 0, .greatest = 5}))
///         ...                                        // true while dragged
namespace tractwise::viewer::ui {

/// What every widget needs to know; one per window.
struct Ui {
    Items items;
    Fonts fonts;
    Language language = Language::English;
    bool dark = false;
    float scale = 1; ///< pixels per unit of Sizes and of the lengths below

    unsigned offscreen = 0;    ///< OpenGL's number of the picture drawn into; 0: the window
    std::string menu_filter;   ///< of the one menu that is open
    ImVec2 hovered_at{-1, -1}; ///< the widget whose tooltip is due ...
    double hovered_since = 0;  ///< ... and since when
    double wake_after =
        0; ///< seconds after which a frame is wanted although nothing moved; 0: none

    const char* tr(Text text) const { return text.in(language); }
    const Colors& colors() const { return ui::colors(dark); }
    float px(double units) const { return static_cast<float>(units) * scale; }
};

/// Small pictures, drawn with lines so that they need no font.
enum class Icon {
    Hand,
    BoxSelect,
    Lasso,
    Radius,
    Pin,
    Plus,
    Minus,
    Fit,
    Search,
    Undo,
    Redo,
    Save,
    Open,
    Export,
    Close,
    Settings,
    Layers,
    Scale,
    Truck,
    List,
    Book,
    Chart,
    Table,
    Warning,
    Info,
    Lock,
    Unlock,
    Eye,
    EyeOff,
    ChevronDown,
    ChevronRight,
    ChevronUp,
    Help,
    Moon,
    Sun,
    Home,
    Compare,
    Check,
    Play,
    Stop,
    Copy,
    Trash,
    Edit,
    Folder,
    File,
    Arrow
};
void draw_icon(ImDrawList& list, Icon icon, ImVec2 least, float size, ImU32 color, float scale = 1);

// --- buttons; true when clicked (buttons.cpp) ---
bool button(Ui& ui, std::string_view id, Text label, Text tip = {"", ""});
/// For labels that are data; a Text never becomes a std::string by mistake.
bool text_button(Ui& ui, std::string_view id, const std::string& label,
                 const std::string& tip = {});
bool primary_button(Ui& ui, std::string_view id, Text label, Text tip = {"", ""});
/// Full width, a picture, a title and a line below: the entries of the start screen.
bool card_button(Ui& ui, std::string_view id, Icon icon, Text title, Text line, ImVec2 size);
bool icon_button(Ui& ui, std::string_view id, Icon icon, Text tip, bool active = false,
                 bool enabled = true);
bool link(Ui& ui, std::string_view id, const std::string& label);
/// A row that can be picked: lists, menus.
bool selectable(Ui& ui, std::string_view id, const std::string& label, bool selected,
                ImVec2 size = {0, 0});
/// Exclusive choice drawn as one bar: Charts | Table.
bool segmented(Ui& ui, std::string_view id, const std::vector<Text>& labels, int& chosen);

// --- values; true when changed (fields.cpp) ---
bool checkbox(Ui& ui, std::string_view id, Text label, bool& on, Text tip = {"", ""});
bool text_checkbox(Ui& ui, std::string_view id, const std::string& label, bool& on);
struct SliderRange {
    double least = 0, greatest = 1;
    const char* format = "%.2f"; ///< printf
    float width = -1;            ///< of units; below 0: what there is
    bool logarithmic = false;
};
bool slider(Ui& ui, std::string_view id, double& value, const SliderRange& range);
bool slider(Ui& ui, std::string_view id, int& value, int least, int greatest,
            const char* format = "%d");
/// A menu of texts; `chosen` is an index.
bool text_combo(Ui& ui, std::string_view id, int& chosen, const std::vector<std::string>& items,
                float width = -1);
bool combo(Ui& ui, std::string_view id, int& chosen, const std::vector<Text>& items,
           float width = -1);
/// A menu with a filter box on top, for long lists such as columns. `groups` may be empty.
struct Choice {
    std::string id, label, group, detail;
};
bool choose(Ui& ui, std::string_view id, std::string& chosen, const std::vector<Choice>& choices,
            float width = -1);
/// True on Enter, or on every change where `live`.
bool input(Ui& ui, std::string_view id, std::string& text, Text hint, bool live = false,
           float width = -1);
bool input_number(Ui& ui, std::string_view id, double& value, const char* format = "%.2f",
                  float width = -1);

// --- text and arrangement (text_blocks.cpp) ---
void heading(Ui& ui, Text text);
void text_heading(Ui& ui, const std::string& text);
void muted(Ui& ui, const std::string& text); ///< small, gray, wrapped
void label(Ui& ui, Text text,
           Text help = {"", ""}); ///< small bold caption over a field, with a "?" that explains
void help_marker(Ui& ui, Text help);
/// A number that matters, with what it counts below.
void figure(Ui& ui, const std::string& number, const std::string& caption, ImU32 color = 0);
/// Label left, value right, on one line.
void fact(Ui& ui, const std::string& label, const std::string& value);
void rule(Ui& ui); ///< a thin line with space around it
void space(Ui& ui, double units = 8);
/// Foldable part of a panel; draws its content only while open.
bool section(Ui& ui, std::string_view id, Text title, bool open_at_first = true);
/// A line of explanation where a list has nothing in it.
void empty_note(Ui& ui, Text text);
enum class Tone { Info, Good, Warning, Error };
void notice(Ui& ui, Tone tone, const std::string& text, const std::string& hint = {});
void tooltip(Ui& ui, const std::string& text); ///< of the last widget, wrapped; none where empty
void progress_bar(Ui& ui, double fraction, const std::string& words);
/// Pushes a gray, dead look until the end of the scope.
class Disabled {
public:
    explicit Disabled(bool off) { ImGui::BeginDisabled(off); }
    ~Disabled() { ImGui::EndDisabled(); }
    Disabled(const Disabled&) = delete;
    Disabled& operator=(const Disabled&) = delete;
};
/// A place that can be clicked and draws nothing: ImGui's invisible button, which ends the program
/// where a size is 0, as that of a chart in a window without room; here it is a pixel then.
bool hit_area(const char* id, ImVec2 size, ImGuiButtonFlags flags = 0);
/// Notes the last ImGui widget under a name: for those drawn without the functions above.
void note_item(Ui& ui, std::string_view id);

/// Cut to `width` pixels with "..." at the end.
std::string fitted(const std::string& text, float width);

} // namespace tractwise::viewer::ui
