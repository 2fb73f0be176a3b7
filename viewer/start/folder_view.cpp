// SPDX-License-Identifier: Apache-2.0
#include "viewer/start/folder_view.hpp"

#include "viewer/start/file_words.hpp"
#include "viewer/ui/dialog.hpp"

#include "engine/core/text.hpp"

#include <algorithm>

#include <GLFW/glfw3.h>
#include <fmt/format.h>
#include <imgui_stdlib.h>

namespace tractwise::viewer {
namespace {

namespace fs = std::filesystem;

constexpr Text kHome{"Home folder", "Carpeta personal"}, kStudy{"This study", "Este estudio"},
    kSamples{"Sample studies", "Estudios de ejemplo"}, kRecent{"Recent", "Recientes"},
    kBookmarks{"Bookmarks", "Marcadores"}, kPlaces{"Places", "Lugares"};
constexpr Text kUp{"Up one folder (Backspace)", "Subir una carpeta (Retroceso)"};
constexpr Text kHidden{"Show hidden files", "Mostrar archivos ocultos"};
constexpr Text kMark{"Keep this folder at the left", "Guardar esta carpeta a la izquierda"};
constexpr Text kUnmark{"Do not keep this folder any more", "Quitar esta carpeta de la izquierda"};
constexpr Text kPathHint{"Type a path; Tab completes it, Enter goes there",
                         "Escriba una ruta; Tab la completa, Entrar va allí"};
constexpr Text kNoSuch{"There is no file or folder of that name.",
                       "No hay ningún archivo ni carpeta con ese nombre."};

} // namespace

void FolderView::go(const fs::path& folder) {
    std::error_code error;
    fs::path there = fs::absolute(folder, error).lexically_normal();
    if (!there.has_filename() && there.has_parent_path() && there != there.root_path())
        there = there.parent_path(); // "/a/b/" is "/a/b"
    list_.read(there);
    marked_.clear();
    typed_ = there == there.root_path() ? there.string() : home_words(there) + "/";
    problem_.clear();
    matches_.clear();
    scroll_to_mark_ = true;
}

void FolderView::want(FileFilter filter, bool folders_only) {
    FolderList::Wish wish = list_.wish();
    wish.filter = filter;
    wish.folders_only = folders_only;
    list_.show(wish);
}

std::optional<fs::path> FolderView::enter(const std::string& name) {
    const fs::path there = list_.folder() / name;
    std::error_code error;
    if (!fs::is_directory(there, error))
        return there;
    go(there);
    return std::nullopt;
}

void FolderView::move_mark(int by) {
    const std::vector<std::size_t>& shown = list_.shown();
    if (shown.empty())
        return;
    int at = -1;
    for (std::size_t i = 0; i < shown.size(); ++i)
        if (list_.entry(shown[i]).name == marked_)
            at = static_cast<int>(i);
    const int last = static_cast<int>(shown.size()) - 1;
    at = at < 0 ? (by > 0 ? 0 : last) : std::clamp(at + by, 0, last);
    marked_ = list_.entry(shown[static_cast<std::size_t>(at)]).name;
    scroll_to_mark_ = true;
}

std::optional<fs::path> FolderView::keys() {
    if (ImGui::GetIO().WantTextInput || ImGui::GetIO().KeyCtrl)
        return std::nullopt;
    const auto pressed = [](int key) { return ImGui::IsKeyPressed(key, true); };
    const int page = std::max(1, static_cast<int>(rows_on_page_) - 1);
    constexpr int kAll = 1 << 28;
    if (pressed(GLFW_KEY_DOWN))
        move_mark(1);
    if (pressed(GLFW_KEY_UP))
        move_mark(-1);
    if (pressed(GLFW_KEY_PAGE_DOWN))
        move_mark(page);
    if (pressed(GLFW_KEY_PAGE_UP))
        move_mark(-page);
    if (pressed(GLFW_KEY_HOME))
        move_mark(-kAll);
    if (pressed(GLFW_KEY_END))
        move_mark(kAll);
    if (pressed(GLFW_KEY_BACKSPACE)) {
        const std::string from = list_.folder().filename().string();
        go(list_.folder().parent_path());
        marked_ = from;
    }
    if ((pressed(GLFW_KEY_ENTER) || pressed(GLFW_KEY_KP_ENTER)) && !marked_.empty())
        return enter(marked_);
    return std::nullopt;
}

void FolderView::draw_places(PanelContext& in, const std::string& id, float width, float height) {
    ImGui::BeginChild("places", {width, height}, false, ImGuiWindowFlags_NoNav);
    const auto place = [&](const std::string& name, const fs::path& folder,
                           const std::string& label, ui::Icon icon) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const std::string item = id + ".place." + name;
        const bool here = folder == list_.folder();
        const float indent = in.ui.px(28);
        if (ImGui::Selectable(fmt::format("###{}", item).c_str(), here, ImGuiSelectableFlags_None,
                              {0, in.ui.px(22)}))
            go(folder);
        ui::note_item(in.ui, item);
        ui::tooltip(in.ui, folder.string());
        const ui::Colors& c = in.ui.colors();
        ImDrawList& list = *ImGui::GetWindowDrawList();
        ui::draw_icon(list, icon, {at.x + in.ui.px(4), at.y + in.ui.px(3)}, in.ui.px(16),
                      here ? c.accent : c.muted, in.ui.scale);
        list.AddText({at.x + indent, at.y + in.ui.px(2)}, c.text,
                     ui::fitted(label, width - indent - in.ui.px(8)).c_str());
    };
    const auto name_of = [](const fs::path& folder) {
        return folder.has_filename() ? folder.filename().string() : folder.string();
    };
    ui::label(in.ui, kPlaces);
    place("home", home_folder(), in.tr(kHome), ui::Icon::Home);
    if (!samples_.empty())
        place("samples", samples_, in.tr(kSamples), ui::Icon::Book);
    if (!study_folder_.empty() && study_folder_ != samples_)
        place("study", study_folder_, in.tr(kStudy), ui::Icon::Folder);
    if (recent_ != nullptr && !recent_->bookmarks().empty()) {
        ui::label(in.ui, kBookmarks);
        const std::vector<fs::path> bookmarks = recent_->bookmarks();
        for (std::size_t i = 0; i < bookmarks.size(); ++i)
            place(fmt::format("bookmark.{}", i), bookmarks[i], name_of(bookmarks[i]),
                  ui::Icon::Pin);
    }
    if (recent_ != nullptr) {
        std::vector<fs::path> folders = recent_->folders();
        std::erase(folders, study_folder_);
        std::erase(folders, samples_);
        folders.resize(std::min<std::size_t>(folders.size(), 6));
        if (!folders.empty())
            ui::label(in.ui, kRecent);
        for (std::size_t i = 0; i < folders.size(); ++i)
            place(fmt::format("recent.{}", i), folders[i], name_of(folders[i]), ui::Icon::Folder);
    }
    ImGui::EndChild();
}

void FolderView::draw_crumbs(PanelContext& in, const std::string& id) {
    const bool can_mark = recent_ != nullptr;
    if (ui::icon_button(in.ui, id + ".up", ui::Icon::ChevronUp, kUp, false,
                        list_.folder() != list_.folder().root_path()))
        go(list_.folder().parent_path());
    const float buttons = in.ui.px(can_mark ? 80 : 40);
    const float right = ImGui::GetContentRegionMax().x - buttons;
    // From the last folder backwards, as many as there is room for.
    std::vector<fs::path> crumbs;
    const fs::path home = home_folder();
    for (fs::path at = list_.folder();; at = at.parent_path()) {
        crumbs.insert(crumbs.begin(), at);
        if (at == at.root_path() || at == home || at.empty())
            break;
    }
    const auto label_of = [&](const fs::path& at) {
        return at == home          ? std::string(in.tr(kHome))
               : at.has_filename() ? at.filename().string()
                                   : at.string();
    };
    ImGui::SameLine(0, in.ui.px(6));
    float room = right - ImGui::GetCursorPosX();
    std::size_t first = crumbs.size() - 1;
    const auto width_of = [&](std::size_t i) {
        return ImGui::CalcTextSize(label_of(crumbs[i]).c_str()).x + in.ui.px(24);
    };
    room -= width_of(first);
    while (first > 0 && room > width_of(first - 1) + in.ui.px(20))
        room -= width_of(--first);
    // All on one line of text in the middle of the buttons beside them.
    const float top = ImGui::GetCursorPosY();
    ImVec2 at = ImGui::GetCursorScreenPos();
    at.y += (in.ui.px(32) - ImGui::GetFontSize()) / 2;
    const float end = ImGui::GetWindowPos().x + right;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const auto plain = [&](const char* text, ImU32 color) {
        list.AddText(at, color, text);
        at.x += ImGui::CalcTextSize(text).x + in.ui.px(8);
    };
    const ui::Colors& c = in.ui.colors();
    if (first > 0)
        plain("...", c.muted);
    for (std::size_t i = first; i < crumbs.size(); ++i) {
        const std::string label =
            ui::fitted(label_of(crumbs[i]), std::max(in.ui.px(60), end - at.x));
        if (i + 1 == crumbs.size()) {
            plain(label.c_str(), c.text);
            break;
        }
        ImGui::SetCursorScreenPos(at);
        if (ui::link(in.ui, fmt::format("{}.crumb.{}", id, i), label)) {
            const fs::path there = crumbs[i];
            go(there);
        }
        at.x += ImGui::CalcTextSize(label.c_str()).x + in.ui.px(8);
        if (crumbs[i] != crumbs[i].root_path())
            plain("/", c.muted);
    }
    ImGui::SetCursorPos({right, top});
    FolderList::Wish wish = list_.wish();
    if (ui::icon_button(in.ui, id + ".hidden", wish.hidden ? ui::Icon::Eye : ui::Icon::EyeOff,
                        kHidden, wish.hidden)) {
        wish.hidden = !wish.hidden;
        list_.show(wish);
    }
    if (!can_mark)
        return;
    ImGui::SameLine(0, in.ui.px(4));
    const std::vector<fs::path>& known = recent_->bookmarks();
    const bool marked = std::find(known.begin(), known.end(), list_.folder()) != known.end();
    if (ui::icon_button(in.ui, id + ".bookmark", ui::Icon::Pin, marked ? kUnmark : kMark, marked))
        recent_->toggle_bookmark(list_.folder());
}

std::optional<fs::path> FolderView::draw_path_field(PanelContext& in, const std::string& id) {
    // Tab inside the field is not "next widget" but "what could this become".
    struct Bridge {
        FolderView* view;
    } bridge{this};
    const auto complete = [](ImGuiInputTextCallbackData* data) {
        FolderView& view = *static_cast<Bridge*>(data->UserData)->view;
        const Completion found =
            complete_path(std::string(data->Buf, static_cast<std::size_t>(data->BufTextLen)),
                          view.list_.folder());
        view.matches_ = found.matches;
        data->DeleteChars(0, data->BufTextLen);
        data->InsertChars(0, found.text.c_str());
        return 0;
    };
    ImGui::SetNextItemWidth(-FLT_MIN);
    const std::string field = id + ".path";
    const bool enter_pressed = ImGui::InputTextWithHint(
        fmt::format("###{}", field).c_str(), in.tr(kPathHint), &typed_,
        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CallbackCompletion, complete,
        &bridge);
    ui::note_item(in.ui, field);
    if (!ImGui::IsItemActive() && !enter_pressed)
        return std::nullopt;
    if (matches_.size() > 1)
        ui::muted(in.ui, join(matches_, "   "));
    if (!problem_.empty())
        ui::notice(in.ui, ui::Tone::Warning, problem_);
    if (!enter_pressed)
        return std::nullopt;
    std::error_code error;
    const fs::path there =
        (list_.folder() / from_home_words(std::string(trim(typed_)))).lexically_normal();
    if (fs::is_directory(there, error)) {
        go(there);
        return std::nullopt;
    }
    if (fs::exists(there, error))
        return there;
    problem_ = in.tr(kNoSuch);
    return std::nullopt;
}

std::optional<fs::path> FolderView::draw(PanelContext& in, const std::string& id, float height) {
    std::optional<fs::path> picked = keys();
    const float bottom = ImGui::GetCursorPosY() + height;
    draw_crumbs(in, id);
    if (const std::optional<fs::path> typed = draw_path_field(in, id))
        picked = typed;
    ui::space(in.ui, 4);
    const float room = std::max(in.ui.px(80), bottom - ImGui::GetCursorPosY());
    const float whole = ImGui::GetContentRegionAvail().x;
    const float places = std::min(in.ui.px(170), whole * 0.3F);
    draw_places(in, id, places, room);
    ImGui::SameLine(0, in.ui.px(12));
    ImGui::BeginGroup();
    const float width = ImGui::GetContentRegionAvail().x;
    draw_heads(in, id, width);
    if (const std::optional<fs::path> opened = draw_files(in, id, {width, room - in.ui.px(24)}))
        picked = opened;
    ImGui::EndGroup();
    ImGui::GetWindowDrawList()->AddRect(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
                                        in.ui.colors().line, in.ui.px(6));
    return picked;
}

} // namespace tractwise::viewer
