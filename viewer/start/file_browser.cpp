// SPDX-License-Identifier: Apache-2.0
#include "viewer/start/file_browser.hpp"

#include "viewer/start/file_words.hpp"
#include "viewer/ui/dialog.hpp"

#include "engine/core/text.hpp"

#include <GLFW/glfw3.h>
#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

namespace fs = std::filesystem;

constexpr Text kOpenTitle{"Open a study or a data file", "Abrir un estudio o un archivo de datos"};
constexpr Text kAddTitle{"Add a file to the study", "Agregar un archivo al estudio"};
constexpr Text kTractTitle{"New study: the file of its census tracts",
                           "Nuevo estudio: el archivo de sus sectores censales"};
constexpr Text kRelinkTitle{"Where is the file now?", "¿Dónde está ahora el archivo?"};
constexpr Text kSaveTitle{"Save the study as", "Guardar el estudio como"};
constexpr Text kOpen{"Open", "Abrir"}, kSave{"Save", "Guardar"}, kReplace{"Replace", "Reemplazar"},
    kCancel{"Cancel", "Cancelar"};
constexpr Text kFilters[] = {
    {"Studies and data", "Estudios y datos"},
    {"Studies (.toml)", "Estudios (.toml)"},
    {"Data (CSV, XLSX, GeoJSON, shapefile, GeoPackage, zip, OSM ...)",
     "Datos (CSV, XLSX, GeoJSON, shapefile, GeoPackage, zip, OSM ...)"},
    {"All files", "Todos los archivos"},
};
constexpr Text kFileName{"File name", "Nombre del archivo"};
constexpr Text kNameHint{"county.toml", "condado.toml"};
constexpr Text kExists{"{} is there already.", "{} ya existe."};
constexpr Text kExistsHint{"Replace it, or type another name.",
                           "Reemplácelo o escriba otro nombre."};
constexpr Text kNotAllowed{"You may not write in this folder.",
                           "No tiene permiso para escribir en esta carpeta."};
constexpr Text kNoFolder{"There is no such folder.", "No existe esa carpeta."};
constexpr Text kNotAllowedHint{"Choose another one, your home folder for instance.",
                               "Elija otra, por ejemplo su carpeta de inicio."};

} // namespace

void FileBrowser::ask(Purpose purpose, const fs::path& start) {
    const auto data = [](Purpose each) {
        return each == Purpose::AddFile || each == Purpose::TractFile || each == Purpose::Relink;
    };
    if (data(purpose))
        filter_ = static_cast<int>(FileFilter::Data);
    else if (data(purpose_))
        filter_ = static_cast<int>(FileFilter::Readable);
    purpose_ = purpose;
    open_ = true;
    focus_name_ = purpose == Purpose::SaveStudy;
    to_replace_.clear();
    last_marked_.clear();
    std::error_code error;
    const fs::path folder = fs::is_directory(start, error) ? start : start.parent_path();
    const bool usable = !folder.empty() && fs::is_directory(folder, error);
    view_.set_study_folder(usable ? fs::absolute(folder).lexically_normal() : fs::path());
    if (purpose == Purpose::SaveStudy) {
        name_ = start.has_filename() && !fs::is_directory(start, error) ? start.filename().string()
                                                                        : "study.toml";
        // Own work does not lie among the shipped studies, nor where nobody may write.
        const bool own = usable && folder_state(folder) == FolderState::Writable &&
                         (shipped_.empty() || !fs::equivalent(folder, shipped_, error));
        view_.go(own ? folder : home_folder());
    } else if (usable) {
        view_.go(folder);
    } else if (view_.folder().empty() || !fs::is_directory(view_.folder(), error)) {
        view_.go(recent_.folders().empty() ? home_folder() : recent_.folders().front());
    } else {
        view_.go(view_.folder()); // read again: files come and go
    }
}

fs::path FileBrowser::target() const {
    std::string name(trim(name_));
    if (name.empty())
        return {};
    if (!to_lower(name).ends_with(".toml"))
        name += ".toml";
    return (view_.folder() / from_home_words(name)).lexically_normal();
}

void FileBrowser::open_file(PanelContext& in, const fs::path& file) {
    if (purpose_ == Purpose::Relink)
        in.edits.ask(Edits::Relink{source_, file});
    else if (to_lower(file.extension().string()) == ".toml")
        in.edits.ask(Edits::OpenStudy{file});
    else if (purpose_ == Purpose::TractFile)
        in.edits.ask(Edits::OpenTracts{file});
    else
        in.edits.ask(Edits::OpenFiles{{file}});
    open_ = false;
}

void FileBrowser::draw(PanelContext& in) {
    const bool saves = purpose_ == Purpose::SaveStudy;
    const Text title = saves                            ? kSaveTitle
                       : purpose_ == Purpose::AddFile   ? kAddTitle
                       : purpose_ == Purpose::TractFile ? kTractTitle
                       : purpose_ == Purpose::Relink    ? kRelinkTitle
                                                        : kOpenTitle;
    if (!ui::begin_dialog(in.ui, "browser", title, {820, 600}, open_))
        return;
    saves ? draw_save(in) : draw_open(in);
    ui::end_dialog(open_);
}

void FileBrowser::draw_open(PanelContext& in) {
    view_.want(static_cast<FileFilter>(filter_), false);
    const float height = ImGui::GetContentRegionAvail().y - ui::footer_height(in.ui);
    if (const std::optional<fs::path> picked = view_.draw(in, "browser", height))
        open_file(in, *picked);
    ui::begin_footer(in.ui);
    ui::combo(in.ui, "browser.filter", filter_,
              std::vector<Text>(std::begin(kFilters), std::end(kFilters)), 260);
    ImGui::SameLine();
    ui::right_aligned(in.ui, {kCancel, kOpen});
    if (ui::button(in.ui, "browser.cancel", kCancel))
        open_ = false;
    ImGui::SameLine();
    const ui::Disabled off(view_.marked().empty());
    if (ui::primary_button(in.ui, "browser.open", kOpen)) {
        const fs::path there = view_.folder() / view_.marked();
        std::error_code error;
        if (fs::is_directory(there, error))
            view_.go(there);
        else
            open_file(in, there);
    }
}

void FileBrowser::draw_save(PanelContext& in) {
    view_.want(FileFilter::Studies, false);
    const FolderState state =
        folder_state(target().empty() ? view_.folder() : target().parent_path());
    const bool asks = !to_replace_.empty() && to_replace_ == target();
    const float field = ImGui::GetFrameHeight() + in.ui.px(46);
    const float message = asks || state != FolderState::Writable ? in.ui.px(62) : 0;
    const float height =
        ImGui::GetContentRegionAvail().y - ui::footer_height(in.ui) - field - message;
    bool go = false;
    if (const std::optional<fs::path> picked = view_.draw(in, "browser", height)) {
        name_ = picked->filename().string();
        view_.go(picked->parent_path());
        go = true;
    }
    if (view_.marked() != last_marked_) {
        last_marked_ = view_.marked();
        if (to_lower(last_marked_).ends_with(".toml"))
            name_ = last_marked_;
    }
    ui::label(in.ui, kFileName);
    if (focus_name_) {
        ImGui::SetKeyboardFocusHere();
        focus_name_ = false;
    }
    go = ui::input(in.ui, "browser.name", name_, kNameHint) || go;
    if (state != FolderState::Writable)
        ui::notice(in.ui, ui::Tone::Error,
                   in.tr(state == FolderState::NoFolder ? kNoFolder : kNotAllowed),
                   in.tr(kNotAllowedHint));
    else if (asks)
        ui::notice(in.ui, ui::Tone::Warning,
                   fmt::format(fmt::runtime(in.tr(kExists)), to_replace_.filename().string()),
                   in.tr(kExistsHint));
    ui::begin_footer(in.ui);
    const Text save = asks ? kReplace : kSave;
    ui::right_aligned(in.ui, {kCancel, save});
    if (ui::button(in.ui, "browser.cancel", kCancel))
        open_ = false;
    ImGui::SameLine();
    const bool can = !target().empty() && state == FolderState::Writable;
    {
        const ui::Disabled off(!can);
        go = ui::primary_button(in.ui, "browser.save", save) || go;
    }
    if (!go || !can)
        return;
    std::error_code error;
    if (fs::exists(target(), error) && !asks) {
        to_replace_ = target();
        return;
    }
    in.edits.ask(Edits::SaveAs{target()});
    open_ = false;
}

} // namespace tractwise::viewer
