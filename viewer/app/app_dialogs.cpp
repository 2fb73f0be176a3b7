// SPDX-License-Identifier: Apache-2.0
#include "viewer/app/app.hpp"

#include <algorithm>

#include <GLFW/glfw3.h>

// Questions and lines that fade.

namespace tractwise::viewer {
void App::draw_dialogs(PanelContext& in) {
    file_browser_.draw(in);
    import_dialog_.draw(in);
    study_dialog_.draw(in);
    export_dialog_.draw(in);
    report_dialog_.draw(in);
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
    const bool has_place = work_.has_own_file();
    if (ui::primary_button(ui_, "unsaved.save",
                           has_place ? Text{"Save", "Guardar"}
                                     : Text{"Save as...", "Guardar como..."})) {
        if (has_place)
            work_.save_as(work_.document().study.file);
        else
            in.edits.ask(Edits::ShowDialog{"save-as"});
        done(has_place && !work_.unsaved());
    }
    ImGui::SameLine();
    if (ui::button(ui_, "unsaved.discard", {"Do not save", "No guardar"})) {
        work_.forget_autosave(); // what is not wanted now is not offered again
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
