// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::viewer {

/// A key and what is held beside it.
struct Key {
    int code = 0; ///< GLFW's, as ImGui 1.86 passes them on
    bool ctrl = false;
    enum class Shift { Either, Up, Down } shift = Shift::Either;
};

/// When keys are listened to.
enum class KeysWhile {
    Always,    ///< also while a dialog is open
    NoDialog,  ///< also while somebody types
    NotTyping, ///< no dialog, and no field has the keyboard
    OnMap      ///< nor has any other widget it
};

/// Something that the program does: said once, for menus, toolbars, tooltips, keys and the help.
///
///     if (const Action& save = action("save"); can(save, in))
///         save.run(in);
///
/// To add one: a line in the table of actions.cpp; where it is to be clicked, its id in menus() or
/// in a list of app_bars.cpp. The widget there is called "menu.save", "top.save", "tool.pan".
struct Action {
    const char* id;
    Text group;        ///< heading on the sheet of keys
    Text label;        ///< in menus, under icons
    Text what;         ///< in tooltips and on the sheet of keys; empty: the label
    Text line{"", ""}; ///< actions with the same one share a line of the sheet
    std::optional<ui::Icon> icon{};
    std::vector<Key> keys{};
    KeysWhile keys_while = KeysWhile::NotTyping;
    bool repeats = false;                           ///< while its key is held down
    bool (*enabled)(const PanelContext&) = nullptr; ///< null: always
    Text why_not{"", ""};                           ///< in the tooltip where it cannot be done
    bool (*on)(const PanelContext&) = nullptr;      ///< what is switched on has a mark
    Text (*detail)(const PanelContext&) = nullptr;  ///< "Undo: Weight of Housing"
    void (*run)(PanelContext&) = nullptr;
};

/// All of them, in the order of the sheet of keys.
std::span<const Action> actions();
/// std::out_of_range where there is none of that id.
const Action& action(std::string_view id);
bool can(const Action& action, const PanelContext& in);
bool is_on(const Action& action, const PanelContext& in);
Text what(const Action& action);

/// "Ctrl+Shift+Z"; empty for a second key with the same sign, such as + beside the digits.
std::string key_words(const Key& key, Language language);
/// Of the first key; empty without one.
std::string first_key(const Action& action, Language language);
/// "Save (Ctrl+S)"
std::string tooltip_of(const Action& action, Language language);
/// The same, and below it why it cannot be done now.
std::string tooltip_of(const Action& action, const PanelContext& in);

/// Runs every action whose key went down in this frame.
void run_keys(PanelContext& in);

struct Menu {
    const char* id;
    Text title;
    std::vector<const char*> entries; ///< ids of actions; "": a line
};
const std::vector<Menu>& menus();

/// A line of the sheet of keys: "+" between keys held together, " / " between alternatives.
struct KeyLine {
    Text group;
    std::string keys;
    Text what;
};
std::vector<KeyLine> key_lines(Language language);

} // namespace tractwise::viewer
