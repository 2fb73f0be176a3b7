// SPDX-License-Identifier: Apache-2.0
#include "viewer/start/folder_view.hpp"

#include "viewer/start/file_words.hpp"
#include "viewer/ui/dialog.hpp"

#include <algorithm>

#include <fmt/format.h>

// The list of files, with the heads that sort it.

namespace tractwise::viewer {
namespace {

namespace fs = std::filesystem;

constexpr Text kName{"Name", "Nombre"}, kSize{"Size", "Tamaño"}, kDate{"Changed", "Modificado"};
constexpr Text kCannotRead{"This folder cannot be read: {}", "No se puede leer esta carpeta: {}"};
constexpr Text kCannotReadHint{"Choose another folder, or ask who owns it for permission.",
                               "Elija otra carpeta o pida permiso a quien la administra."};
constexpr Text kEmpty{"Nothing here that can be opened.", "Aquí no hay nada que se pueda abrir."};
constexpr Text kEmptyHidden{"{} other files are hidden by the filter below.",
                            "El filtro de abajo oculta otros {} archivos."};

} // namespace

void FolderView::draw_heads(PanelContext& in, const std::string& id, float width) {
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const float height = in.ui.px(24);
    const ui::Colors& c = in.ui.colors();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(start, {start.x + width, start.y + height}, c.raised, in.ui.px(6),
                       ImDrawFlags_RoundCornersTop);
    const float date = in.ui.px(140), size = in.ui.px(80);
    const auto head = [&](const char* name, Text words, FolderList::Sort sort, float left,
                          float wide, bool right_aligned) {
        ImGui::SetCursorScreenPos({start.x + left, start.y});
        const std::string item = fmt::format("{}.sort.{}", id, name);
        FolderList::Wish wish = list_.wish();
        if (ui::hit_area(item.c_str(), {wide, height})) {
            // Newest and largest first is what one looks for.
            wish.descending = wish.sort == sort ? !wish.descending : sort != FolderList::Sort::Name;
            wish.sort = sort;
            list_.show(wish);
            scroll_to_mark_ = true;
        }
        ui::note_item(in.ui, item);
        ImFont* font = in.ui.fonts.small;
        const char* text = in.tr(words);
        const float text_width = font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, text).x;
        const float arrow = in.ui.px(14);
        float x = start.x + left + in.ui.px(8);
        if (right_aligned)
            x = start.x + left + wide - text_width - in.ui.px(12) - arrow;
        const ImU32 color = ImGui::IsItemHovered() ? c.accent : c.muted;
        list.AddText(font, font->FontSize, {x, start.y + in.ui.px(4)}, color, text);
        if (list_.wish().sort == sort)
            ui::draw_icon(
                list, list_.wish().descending ? ui::Icon::ChevronDown : ui::Icon::ChevronUp,
                {x + text_width + in.ui.px(2), start.y + in.ui.px(5)}, arrow, c.muted, in.ui.scale);
    };
    head("name", kName, FolderList::Sort::Name, 0, std::max(in.ui.px(40), width - date - size),
         false);
    head("size", kSize, FolderList::Sort::Size, width - date - size, size, true);
    head("date", kDate, FolderList::Sort::Date, width - date, date, true);
    ImGui::SetCursorScreenPos({start.x, start.y + height});
}

std::optional<fs::path> FolderView::draw_files(PanelContext& in, const std::string& id,
                                               ImVec2 size) {
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    ImGui::BeginChild("files", size, true, ImGuiWindowFlags_NoNav);
    std::optional<fs::path> picked;
    std::string opened;
    const ui::Colors& c = in.ui.colors();
    const float row = in.ui.px(26), date = in.ui.px(140), small_width = in.ui.px(80);
    const float width = ImGui::GetContentRegionAvail().x;
    const std::vector<std::size_t>& shown = list_.shown();
    rows_on_page_ = size.y / row;
    if (!list_.problem().empty()) {
        ImGui::PopStyleVar();
        ui::notice(in.ui, ui::Tone::Error,
                   fmt::format(fmt::runtime(in.tr(kCannotRead)), list_.problem()),
                   in.tr(kCannotReadHint));
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    } else if (shown.empty()) {
        const float inset = in.ui.px(10);
        ImGui::Dummy({0, inset});
        ImGui::Indent(inset);
        ui::muted(in.ui, in.tr(kEmpty));
        if (list_.left_out() > 0 && !list_.wish().folders_only)
            ui::muted(in.ui, fmt::format(fmt::runtime(in.tr(kEmptyHidden)), list_.left_out()));
        ImGui::Unindent(inset);
    }
    if (scroll_to_mark_) {
        float to = 0;
        for (std::size_t i = 0; i < shown.size(); ++i)
            if (!marked_.empty() && list_.entry(shown[i]).name == marked_)
                to = static_cast<float>(i) * row;
        // Only as far as needed: a list that jumps is hard to read.
        if (to < ImGui::GetScrollY() || marked_.empty())
            ImGui::SetScrollY(to);
        else if (to + row > ImGui::GetScrollY() + size.y - in.ui.px(24))
            ImGui::SetScrollY(to + row - size.y + in.ui.px(24));
        scroll_to_mark_ = false;
    }
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(shown.size()), row);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const FolderList::Entry& entry = list_.entry(shown[static_cast<std::size_t>(i)]);
            const ImVec2 at = ImGui::GetCursorScreenPos();
            const std::string item = fmt::format("{}.file.{}", id, entry.name);
            if (ImGui::Selectable(fmt::format("###{}", item).c_str(), entry.name == marked_,
                                  ImGuiSelectableFlags_AllowDoubleClick, {width, row})) {
                marked_ = entry.name;
                if (ImGui::IsMouseDoubleClicked(0))
                    opened = entry.name;
            }
            ui::note_item(in.ui, item);
            ui::draw_icon(list, entry.folder ? ui::Icon::Folder : ui::Icon::File,
                          {at.x + in.ui.px(6), at.y + in.ui.px(5)}, in.ui.px(16),
                          entry.folder ? c.accent : c.muted, in.ui.scale);
            const float y = at.y + in.ui.px(4);
            const float room = width - date - small_width - in.ui.px(36);
            const std::string name = ui::fitted(entry.name, room);
            list.AddText({at.x + in.ui.px(30), y}, c.text, name.c_str());
            if (name != entry.name)
                ui::tooltip(in.ui, entry.name);
            const auto right = [&](const std::string& text, float edge) {
                ImFont* font = in.ui.fonts.small;
                const float wide = font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, text.c_str()).x;
                list.AddText(font, font->FontSize, {at.x + edge - wide, y + in.ui.px(1)}, c.muted,
                             text.c_str());
            };
            if (!entry.folder)
                right(ui::file_size(static_cast<double>(entry.size)), width - date - in.ui.px(12));
            right(date_words(entry.modified), width - in.ui.px(12));
        }
    ImGui::EndChild();
    ImGui::PopStyleVar();
    if (!opened.empty())
        picked = enter(opened);
    return picked;
}

} // namespace tractwise::viewer
