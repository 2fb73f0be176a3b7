// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/viewer/panel_harness.hpp"

#include <GLFW/glfw3.h>
#include <imgui.h>

namespace tractwise::test {

/// Draws a panel as the drawer below the map does: wide and low.
inline PanelHarness::Draw in_drawer(viewer::Panel& panel, float width = 1200, float height = 214) {
    return [&panel, width, height](viewer::PanelContext& in) {
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize({width, height});
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
        ImGui::Begin("drawer", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
        ImGui::PopStyleVar();
        panel.draw(in);
        ImGui::End();
    };
}

/// Draws a panel as the side of the window does: narrow and high.
inline PanelHarness::Draw in_side(viewer::Panel& panel, float width = 380) {
    return [&panel, width](viewer::PanelContext& in) {
        ImGui::BeginChild("side", {width, 3000});
        panel.draw(in);
        ImGui::EndChild();
    };
}

/// Types into a text field that has the keyboard.
inline void type_into(PanelHarness& at, const PanelHarness::Draw& what, const std::string& text) {
    ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
    at.draw(what, 3);
}

inline void press(PanelHarness& at, const PanelHarness::Draw& what, int key, bool ctrl = false,
                  bool shift = false) {
    ImGuiIO& io = ImGui::GetIO();
    io.KeyCtrl = ctrl;
    io.KeyShift = shift;
    io.KeyMods = static_cast<ImGuiKeyModFlags>((ctrl ? ImGuiKeyModFlags_Ctrl : 0) |
                                               (shift ? ImGuiKeyModFlags_Shift : 0));
    io.KeysDown[key] = true;
    at.draw(what, 1);
    io.KeysDown[key] = false;
    io.KeyCtrl = io.KeyShift = false;
    io.KeyMods = 0;
    at.draw(what, 2);
}

} // namespace tractwise::test
