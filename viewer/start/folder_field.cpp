// SPDX-License-Identifier: Apache-2.0
#include "viewer/start/folder_field.hpp"

#include "viewer/ui/dialog.hpp"

#include "engine/core/text.hpp"

namespace tractwise::viewer {
namespace {

constexpr Text kFolderLabel{"Folder", "Carpeta"};
constexpr Text kBrowse{"Browse...", "Elegir..."};
constexpr Text kUseFolder{"Use this folder", "Usar esta carpeta"}, kBackToDialog{"Back", "Volver"};
constexpr Text kMayNotWrite{"You may not write in this folder.",
                            "No tiene permiso para escribir en esta carpeta."};
constexpr Text kFileNoFolder{"This is a file, not a folder.",
                             "Esto es un archivo, no una carpeta."};
constexpr Text kOtherFolder{"Choose another one.", "Elija otra."};
constexpr Text kWillMake{"The folder will be made.", "La carpeta se creará."};

} // namespace

std::filesystem::path FolderField::folder() const {
    return from_home_words(std::string(trim(typed_)));
}

void FolderField::draw(PanelContext& in, const std::string& id) {
    ui::label(in.ui, kFolderLabel);
    const float button =
        ImGui::CalcTextSize(in.tr(kBrowse)).x + 2 * ImGui::GetStyle().FramePadding.x + in.ui.px(8);
    const float room = (ImGui::GetContentRegionAvail().x - button) / in.ui.scale;
    ui::input(in.ui, id + ".folder", typed_, kFolderLabel, true, room);
    ImGui::SameLine();
    if (ui::button(in.ui, id + ".browse", kBrowse)) {
        std::error_code error;
        std::filesystem::path there = folder();
        while (!there.empty() && !std::filesystem::is_directory(there, error) &&
               there != there.root_path())
            there = there.parent_path();
        view_.go(there.empty() ? home_folder() : there);
        browsing_ = true;
    }
}

bool FolderField::draw_state(PanelContext& in) const {
    std::error_code error;
    switch (folder_state(folder())) {
    case FolderState::NotAllowed:
        ui::notice(in.ui, ui::Tone::Error, in.tr(kMayNotWrite), in.tr(kOtherFolder));
        return false;
    case FolderState::NoFolder:
        ui::notice(in.ui, ui::Tone::Error, in.tr(kFileNoFolder), in.tr(kOtherFolder));
        return false;
    case FolderState::Writable:
        break;
    }
    if (std::filesystem::exists(folder(), error))
        return true;
    ui::muted(in.ui, in.tr(kWillMake));
    return false;
}

void FolderField::draw_browse(PanelContext& in, const std::string& id) {
    view_.want(FileFilter::Everything, true);
    view_.draw(in, id, ImGui::GetContentRegionAvail().y - ui::footer_height(in.ui));
    ui::begin_footer(in.ui);
    ui::right_aligned(in.ui, {kBackToDialog, kUseFolder});
    if (ui::button(in.ui, id + ".back", kBackToDialog))
        browsing_ = false;
    ImGui::SameLine();
    if (ui::primary_button(in.ui, id + ".use", kUseFolder)) {
        std::error_code error;
        std::filesystem::path there = view_.folder();
        if (!view_.marked().empty() && std::filesystem::is_directory(there / view_.marked(), error))
            there /= view_.marked();
        set(there);
        browsing_ = false;
    }
}

std::filesystem::path results_folder(const study::Study& study) {
    const std::filesystem::path file =
        study.file.empty() ? home_folder() / "study.toml" : study.file;
    const std::filesystem::path folder =
        (file.parent_path() / (study.out.empty() ? "out" : study.out)).lexically_normal();
    return folder_state(folder) == FolderState::Writable ? folder : home_folder();
}

} // namespace tractwise::viewer
