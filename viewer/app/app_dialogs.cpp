// SPDX-License-Identifier: Apache-2.0
#include "viewer/app/app.hpp"

#include <algorithm>

#include <GLFW/glfw3.h>
#include <fmt/format.h>
#include <imgui_internal.h>

// Menus, keys, questions and lines that fade.

namespace tractwise::viewer {
namespace {

constexpr Text kFile{"File", "Archivo"}, kEdit{"Edit", "Edición"}, kView{"View", "Ver"},
    kHelp{"Help", "Ayuda"};

} // namespace

void App::draw_menu() {
    const auto item = [&](const char* id, Text label, const char* keys, bool enabled = true,
                          bool on = false) {
        const bool clicked =
            ImGui::MenuItem(fmt::format("{}###{}", ui_.tr(label), id).c_str(), keys, on, enabled);
        ui::note_item(ui_, id);
        return clicked;
    };
    const auto menu = [&](const char* id, Text label) {
        ImGui::PushStyleColor(ImGuiCol_Button, ui_.colors().surface);
        ImGui::PushStyleColor(ImGuiCol_Border, ui_.colors().surface);
        if (ui::button(ui_, id, label))
            ImGui::OpenPopup(id);
        ImGui::PopStyleColor(2);
        ImGui::SetNextWindowPos({ImGui::GetItemRectMin().x, ImGui::GetItemRectMax().y});
        return ImGui::BeginPopup(id);
    };
    if (menu("menu.file", kFile)) {
        if (item("menu.open", {"Open...", "Abrir..."}, "Ctrl+O"))
            edits_.ask(Edits::ShowDialog{"open"});
        if (item("menu.add", {"Add a file to the study...", "Agregar un archivo al estudio..."},
                 "Ctrl+Shift+O", open_))
            edits_.ask(Edits::ShowDialog{"add-file"});
        if (item("menu.save", {"Save", "Guardar"}, "Ctrl+S", open_))
            edits_.ask(Edits::Save{});
        if (item("menu.save-as", {"Save as...", "Guardar como..."}, "Ctrl+Shift+S", open_))
            edits_.ask(Edits::ShowDialog{"save-as"});
        ImGui::Separator();
        if (item("menu.export", {"Export...", "Exportar..."}, "Ctrl+E", snapshot_.has_value()))
            edits_.ask(Edits::ShowDialog{"export"});
        if (item("menu.reload", {"Read the sources again", "Leer las fuentes de nuevo"}, "F5",
                 open_))
            edits_.ask(Edits::Reload{});
        ImGui::Separator();
        if (item("menu.close", {"Close the study", "Cerrar el estudio"}, "Ctrl+W", open_))
            edits_.ask(Edits::CloseStudy{});
        if (item("menu.quit", {"Quit", "Salir"}, "Ctrl+Q"))
            edits_.ask(Edits::Quit{});
        ImGui::EndPopup();
    }
    ImGui::SameLine(0, ui_.px(2));
    if (menu("menu.edit", kEdit)) {
        const auto step = [&](const char* verb, const Text& what, bool can) {
            return can ? fmt::format("{}: {}", verb, ui_.tr(what)) : std::string(verb);
        };
        const std::string undo =
            step(ui_.tr({"Undo", "Deshacer"}), history_.undo_label(), history_.can_undo());
        const std::string redo =
            step(ui_.tr({"Redo", "Rehacer"}), history_.redo_label(), history_.can_redo());
        if (item("menu.undo", {undo.c_str(), undo.c_str()}, "Ctrl+Z", history_.can_undo()))
            edits_.ask(Edits::Undo{});
        if (item("menu.redo", {redo.c_str(), redo.c_str()}, "Ctrl+Shift+Z", history_.can_redo()))
            edits_.ask(Edits::Redo{});
        ImGui::Separator();
        if (item("menu.select-all", {"Select all tracts", "Seleccionar todo"}, "Ctrl+A",
                 snapshot_.has_value()))
            view_.selection.select_all();
        if (item("menu.invert", {"Invert the selection", "Invertir la selección"}, "Ctrl+I",
                 snapshot_.has_value()))
            view_.selection.invert();
        if (item("menu.clear", {"Select nothing", "Quitar la selección"}, "Esc",
                 !view_.selection.empty()))
            view_.selection.clear();
        ImGui::EndPopup();
    }
    ImGui::SameLine(0, ui_.px(2));
    if (menu("menu.view", kView)) {
        if (item("menu.fit", {"Show everything", "Ver todo"}, "F", snapshot_.has_value()))
            edits_.ask(Edits::FitAll{});
        if (item("menu.zoom-selection", {"Zoom to the selection", "Acercar a la selección"},
                 "Ctrl+J", !view_.selection.empty()))
            edits_.ask(Edits::ZoomToRows{view_.selection.selected()});
        ImGui::Separator();
        if (item("menu.charts", {"Charts", "Gráficas"}, "6", open_, view_.drawer == Drawer::Charts))
            view_.drawer = view_.drawer == Drawer::Charts ? Drawer::Closed : Drawer::Charts;
        if (item("menu.table", {"Table", "Tabla"}, "7", open_, view_.drawer == Drawer::Table))
            view_.drawer = view_.drawer == Drawer::Table ? Drawer::Closed : Drawer::Table;
        ImGui::Separator();
        if (item("menu.dark", {"Dark colors", "Colores oscuros"}, "Ctrl+D", true, view_.dark))
            view_.dark = !view_.dark;
        if (item("menu.larger", {"Larger text", "Texto más grande"}, "Ctrl++"))
            view_.text_scale = std::min(2.5, view_.text_scale + 0.1);
        if (item("menu.smaller", {"Smaller text", "Texto más pequeño"}, "Ctrl+-"))
            view_.text_scale = std::max(0.7, view_.text_scale - 0.1);
        ImGui::Separator();
        if (item("menu.english", {"English", "English"}, nullptr, true,
                 view_.language == Language::English))
            view_.language = Language::English;
        if (item("menu.spanish", {"Español", "Español"}, nullptr, true,
                 view_.language == Language::Spanish))
            view_.language = Language::Spanish;
        ImGui::EndPopup();
    }
    ImGui::SameLine(0, ui_.px(2));
    if (menu("menu.help", kHelp)) {
        if (item("menu.shortcuts", {"Keyboard shortcuts", "Atajos de teclado"}, "?"))
            edits_.ask(Edits::ShowDialog{"shortcuts"});
        if (item("menu.words", {"What the words mean", "Qué significan las palabras"}, nullptr))
            edits_.ask(Edits::ShowDialog{"words"});
        if (item("menu.command", {"Show the command", "Mostrar el comando"}, "Ctrl+K", open_))
            edits_.ask(Edits::ShowDialog{"command"});
        if (item("menu.about", {"About Tractwise", "Acerca de Tractwise"}, nullptr))
            edits_.ask(Edits::ShowDialog{"about"});
        ImGui::EndPopup();
    }
}

void App::shortcuts() {
    const ImGuiIO& io = ImGui::GetIO();
    // Keys are GLFW's codes: ImGui 1.86 passes them on as they come.
    const auto pressed = [](int key, bool repeat = false) {
        return ImGui::IsKeyPressed(key, repeat);
    };
    if (io.KeyCtrl) {
        if (pressed(GLFW_KEY_O))
            edits_.ask(Edits::ShowDialog{io.KeyShift && open_ ? "add-file" : "open"});
        if (pressed(GLFW_KEY_Q))
            edits_.ask(Edits::Quit{});
        if (pressed(GLFW_KEY_D))
            view_.dark = !view_.dark;
        if (pressed(GLFW_KEY_EQUAL) || pressed(GLFW_KEY_KP_ADD))
            view_.text_scale = std::min(2.5, view_.text_scale + 0.1);
        if (pressed(GLFW_KEY_MINUS) || pressed(GLFW_KEY_KP_SUBTRACT))
            view_.text_scale = std::max(0.7, view_.text_scale - 0.1);
        if (pressed(GLFW_KEY_0))
            view_.text_scale = 1;
        if (!open_ || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId))
            return;
        if (pressed(GLFW_KEY_S))
            io.KeyShift ? edits_.ask(Edits::ShowDialog{"save-as"}) : edits_.ask(Edits::Save{});
        if (pressed(GLFW_KEY_W))
            edits_.ask(Edits::CloseStudy{});
        if (pressed(GLFW_KEY_K))
            edits_.ask(Edits::ShowDialog{"command"});
        if (pressed(GLFW_KEY_E) && snapshot_)
            edits_.ask(Edits::ShowDialog{"export"});
        if (io.WantTextInput)
            return; // the field has its own undo and "select all"
        if (pressed(GLFW_KEY_Z, true))
            io.KeyShift ? edits_.ask(Edits::Redo{}) : edits_.ask(Edits::Undo{});
        if (pressed(GLFW_KEY_Y, true))
            edits_.ask(Edits::Redo{});
        if (pressed(GLFW_KEY_A))
            view_.selection.select_all();
        if (pressed(GLFW_KEY_I))
            view_.selection.invert();
        if (pressed(GLFW_KEY_J))
            edits_.ask(Edits::ZoomToRows{view_.selection.selected()});
        return;
    }
    if (io.WantTextInput || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId))
        return;
    if (pressed(GLFW_KEY_F1) || (io.KeyShift && pressed(GLFW_KEY_SLASH)))
        edits_.ask(Edits::ShowDialog{"shortcuts"});
    if (!open_ || !snapshot_)
        return;
    if (pressed(GLFW_KEY_F5))
        edits_.ask(Edits::Reload{});
    if (pressed(GLFW_KEY_F))
        edits_.ask(Edits::FitAll{});
    constexpr std::pair<int, Tool> kTools[] = {{GLFW_KEY_V, Tool::Pan},
                                               {GLFW_KEY_B, Tool::Box},
                                               {GLFW_KEY_L, Tool::Lasso},
                                               {GLFW_KEY_R, Tool::Radius},
                                               {GLFW_KEY_P, Tool::Place}};
    for (const auto& [key, tool] : kTools)
        if (pressed(key))
            view_.tool = tool;
    for (int i = 0; i < 5; ++i)
        if (pressed(GLFW_KEY_1 + i)) {
            view_.side = static_cast<Side>(i);
            view_.side_open = true;
        }
    if (pressed(GLFW_KEY_6))
        view_.drawer = view_.drawer == Drawer::Charts ? Drawer::Closed : Drawer::Charts;
    if (pressed(GLFW_KEY_7))
        view_.drawer = view_.drawer == Drawer::Table ? Drawer::Closed : Drawer::Table;
    const auto style_key = [&](int key, Text label, void (*how)(map::MapStyle&)) {
        if (pressed(key))
            edits_.change(label, "", [how](Document& next) { how(next.style); });
    };
    style_key(GLFW_KEY_H, {"Hatching of unreliable values", "Trama de valores poco fiables"},
              [](map::MapStyle& style) { style.hatch_unreliable = !style.hatch_unreliable; });
    style_key(GLFW_KEY_G, {"Preview in gray", "Vista en gris"}, [](map::MapStyle& style) {
        style.vision = style.vision == map::Vision::Gray ? map::Vision::Normal : map::Vision::Gray;
    });
    PanelContext in = context();
    if (pressed(GLFW_KEY_EQUAL, true) || pressed(GLFW_KEY_KP_ADD, true))
        canvas_.zoom_by(in, 1.3);
    if (pressed(GLFW_KEY_MINUS, true) || pressed(GLFW_KEY_KP_SUBTRACT, true))
        canvas_.zoom_by(in, 1 / 1.3);
    // Arrows move the map while no widget has the keyboard.
    const ImGuiWindow* focused = ImGui::GetCurrentContext()->NavWindow;
    const bool in_drawer =
        focused != nullptr && focused->RootWindow == ImGui::FindWindowByName("drawer");
    if (!io.NavVisible && !in_drawer) {
        const double step = 60;
        if (pressed(GLFW_KEY_LEFT, true))
            view_.camera.pan(step, 0);
        if (pressed(GLFW_KEY_RIGHT, true))
            view_.camera.pan(-step, 0);
        if (pressed(GLFW_KEY_UP, true))
            view_.camera.pan(0, step);
        if (pressed(GLFW_KEY_DOWN, true))
            view_.camera.pan(0, -step);
    }
    if (pressed(GLFW_KEY_ESCAPE)) {
        if (view_.tool != Tool::Pan)
            view_.tool = Tool::Pan;
        else if (!view_.selection.empty())
            view_.selection.clear();
        else
            view_.pinned.reset();
    }
}

void App::draw_dialogs(PanelContext& in) {
    file_browser_.draw(in);
    import_dialog_.draw(in);
    export_dialog_.draw(in);
    help_sheet_.draw(in);
    draw_unsaved_question(in);
}

void App::draw_unsaved_question(PanelContext& in) {
    constexpr const char* kPopup = "unsaved";
    if (after_question_ && !ImGui::IsPopupOpen(kPopup))
        ImGui::OpenPopup(kPopup);
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos({display.x / 2, display.y / 2}, ImGuiCond_Always, {0.5F, 0.5F});
    ImGui::SetNextWindowSize({ui_.px(440), 0});
    if (!ImGui::BeginPopupModal(kPopup, nullptr,
                                ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize))
        return;
    ui::heading(ui_, {"Save your changes?", "¿Guardar los cambios?"});
    ui::muted(ui_, ui_.tr({"The study was changed and not saved.",
                           "El estudio cambió y no se ha guardado."}));
    ui::space(ui_);
    const auto done = [&](bool go_on) {
        const std::function<void()> then = std::exchange(after_question_, nullptr);
        ImGui::CloseCurrentPopup();
        if (go_on)
            then();
    };
    const std::filesystem::path& file = history_.now().study.file;
    const bool has_place = !file.empty() && file.parent_path() != options_.studies;
    if (ui::primary_button(ui_, "unsaved.save",
                           has_place ? Text{"Save", "Guardar"}
                                     : Text{"Save as...", "Guardar como..."})) {
        if (has_place)
            save_as(file);
        else
            in.edits.ask(Edits::ShowDialog{"save-as"});
        done(has_place && !history_.unsaved());
    }
    ImGui::SameLine();
    if (ui::button(ui_, "unsaved.discard", {"Do not save", "No guardar"})) {
        std::error_code ignored; // what is not wanted now is not offered again
        std::filesystem::remove(options_.config / "autosave.toml", ignored);
        done(true);
    }
    ImGui::SameLine();
    if (ui::button(ui_, "unsaved.cancel", {"Cancel", "Cancelar"}) ||
        ImGui::IsKeyPressed(GLFW_KEY_ESCAPE))
        done(false);
    ImGui::EndPopup();
}

void App::draw_toast() {
    if (!toast_)
        return;
    if (ImGui::GetTime() > toast_->until) {
        toast_.reset();
        return;
    }
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    const float width = std::min(ui_.px(560), display.x - ui_.px(40));
    ImGui::SetNextWindowPos({display.x / 2, display.y - ui_.px(52)}, ImGuiCond_Always, {0.5F, 1});
    ImGui::SetNextWindowSize({width, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::Begin("toast", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoInputs |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing |
                     ImGuiWindowFlags_NoNav | ImGuiWindowFlags_AlwaysAutoResize);
    const std::size_t line = toast_->text.find('\n');
    ui::notice(ui_, toast_->error ? ui::Tone::Error : ui::Tone::Good, toast_->text.substr(0, line),
               line == std::string::npos ? "" : toast_->text.substr(line + 1));
    ImGui::End();
    ImGui::PopStyleVar();
}

} // namespace tractwise::viewer
