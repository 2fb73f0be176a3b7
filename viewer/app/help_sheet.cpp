// SPDX-License-Identifier: Apache-2.0
#include "viewer/app/help_sheet.hpp"

#include "viewer/app/actions.hpp"
#include "viewer/app/help_texts.hpp"
#include "viewer/ui/dialog.hpp"

#include "engine/core/text.hpp"
#include "engine/report/run_record.hpp"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr Text kTitle{"Help", "Ayuda"};
constexpr Text kPages[] = {
    {"Keys", "Teclas"}, {"Words", "Palabras"}, {"Command", "Comando"}, {"About", "Acerca de"}};
constexpr Text kFilter{"Type to filter", "Escriba para filtrar"};
constexpr Text kNoWord{"No word here has these letters.", "Ninguna palabra tiene esas letras."};
constexpr Text kCommandLead{"Everything that you do here stands in the study "
                            "file. These lines repeat it in a terminal, "
                            "without a window.",
                            "Todo lo que hace aquí queda en el archivo del "
                            "estudio. Estas líneas lo repiten en una "
                            "terminal, sin ventana."};
constexpr Text kNoStudy{"Open a study first.", "Abra primero un estudio."};
constexpr Text kSaveFirst{"The study has changes that are not saved: save it first, so that the "
                          "command sees them.",
                          "El estudio tiene cambios sin guardar: guárdelo primero para que el "
                          "comando los vea."};
constexpr Text kSave{"Save", "Guardar"};
constexpr Text kChanged{"What you changed since it was opened", "Lo que cambió desde que lo abrió"};
constexpr Text kNoChange{"Nothing yet: the study is as it was opened.",
                         "Nada todavía: el estudio está como se abrió."};
constexpr Text kCopyChanges{"Copy the changes", "Copiar los cambios"};
constexpr Text kVersion{"Version {}", "Versión {}"};
constexpr Text kLibraries{"Made with", "Hecho con"};

/// Keys as little plates: "Ctrl+Shift+Z / Ctrl+Y". Returns where they end.
void draw_keys(PanelContext& in, const char* keys) {
    const ui::Colors& c = in.ui.colors();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    ImFont* font = in.ui.fonts.small;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    float x = at.x;
    const float height = in.ui.px(21), y = at.y + in.ui.px(1);
    const auto plate = [&](const std::string& key) {
        const float wide = font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, key.c_str()).x;
        const float whole = std::max(height, wide + in.ui.px(12));
        list.AddRectFilled({x, y}, {x + whole, y + height}, c.raised, in.ui.px(4));
        list.AddRect({x, y}, {x + whole, y + height}, c.strong_line, in.ui.px(4));
        list.AddText(font, font->FontSize, {x + (whole - wide) / 2, y + in.ui.px(3)}, c.text,
                     key.c_str());
        x += whole;
    };
    std::string key;
    for (const char* p = keys;; ++p) {
        const bool slash = std::strncmp(p, " / ", 3) == 0;
        // "Ctrl++" ends with the key "+".
        const bool plus = *p == '+' && !key.empty() && p[1] != '\0' && p[1] != ' ';
        if (*p != '\0' && !slash && !plus) {
            key += *p;
            continue;
        }
        plate(key);
        key.clear();
        if (*p == '\0')
            break;
        x += in.ui.px(4);
        if (slash) {
            list.AddText(font, font->FontSize, {x, y + in.ui.px(3)}, c.muted, "/");
            x += in.ui.px(8);
            p += 2;
        }
    }
    ImGui::Dummy({x - at.x, height + in.ui.px(2)});
}

std::string lower(const char* text) {
    return to_lower(text);
}

} // namespace

void HelpSheet::ask(Page page) {
    page_ = static_cast<int>(page);
    open_ = true;
    filter_.clear();
}

void HelpSheet::draw_shortcuts(PanelContext& in) {
    const float whole = ImGui::GetContentRegionAvail().x;
    const bool two = whole > in.ui.px(640);
    const float column = two ? (whole - in.ui.px(24)) / 2 : whole;
    const float key_width = std::min(in.ui.px(184), column * 0.5F);
    const std::vector<KeyLine> lines = key_lines(in.view.language);
    const auto draw_lines = [&](std::size_t from, std::size_t to, float left) {
        ImGui::BeginGroup();
        for (std::size_t i = from; i < to; ++i) {
            if (i == from || std::strcmp(lines[i].group.english, lines[i - 1].group.english) != 0) {
                if (i != from)
                    ui::space(in.ui, 14);
                ui::text_heading(in.ui, in.tr(lines[i].group));
                ui::space(in.ui, 4);
            }
            draw_keys(in, lines[i].keys.c_str());
            ImGui::SameLine(key_width); // counted from the group's own left edge
            ImGui::PushTextWrapPos(left + column);
            ImGui::SetCursorPosY(ImGui::GetCursorPosY() + in.ui.px(2));
            ImGui::TextWrapped("%s", in.tr(lines[i].what));
            ImGui::PopTextWrapPos();
        }
        ui::space(in.ui, 14);
        ImGui::EndGroup();
    };
    // The second column begins with the first group below the middle.
    std::size_t half = lines.size();
    for (std::size_t i = lines.size() / 2; two && i < lines.size() && half == lines.size(); ++i)
        if (std::strcmp(lines[i].group.english, lines[i - 1].group.english) != 0)
            half = i;
    const float left = ImGui::GetCursorPosX();
    draw_lines(0, half, left);
    if (half == lines.size())
        return;
    ImGui::SameLine(left + column + in.ui.px(24));
    draw_lines(half, lines.size(), left + column + in.ui.px(24));
}

void HelpSheet::draw_words(PanelContext& in) {
    ui::input(in.ui, "help.filter", filter_, kFilter, true);
    ui::space(in.ui, 8);
    const std::string wanted = to_lower(trim(filter_));
    bool any = false;
    for (const Definition& word : kGlossary) {
        if (lower(in.tr(word.word)).find(wanted) == std::string::npos &&
            lower(in.tr(word.meaning)).find(wanted) == std::string::npos)
            continue;
        any = true;
        ImGui::PushFont(in.ui.fonts.bold);
        ImGui::TextUnformatted(in.tr(word.word));
        ImGui::PopFont();
        ImGui::TextWrapped("%s", in.tr(word.meaning));
        ui::space(in.ui, 12);
    }
    if (!any)
        ui::empty_note(in.ui, kNoWord);
}

void HelpSheet::refresh_diff(PanelContext& in) {
    if (compared_ && *compared_ == in.opened && *compared_to_ == in.document)
        return;
    compared_ = in.opened;
    compared_to_ = in.document;
    diff_ = changed_lines(in.opened, in.document);
}

void HelpSheet::draw_command(PanelContext& in) {
    if (in.document.study.tracts.empty()) {
        ui::empty_note(in.ui, kNoStudy);
        return;
    }
    ImGui::TextWrapped("%s", in.tr(kCommandLead));
    ui::space(in.ui, 8);
    if (in.history.unsaved() || in.document.study.file.empty()) {
        ui::notice(in.ui, ui::Tone::Warning, in.tr(kSaveFirst));
        if (ui::button(in.ui, "help.save", kSave)) {
            in.edits.ask(Edits::Save{});
            open_ = false;
        }
        ui::space(in.ui, 6);
    }
    std::optional<std::string> geoid;
    if (in.snapshot != nullptr && in.view.pinned &&
        *in.view.pinned < in.shown().results->tracts->size())
        geoid = in.shown().results->tracts->geoid(*in.view.pinned);
    const std::vector<CommandLine> commands = commands_for(in.document, geoid);
    for (std::size_t i = 0; i < commands.size(); ++i) {
        ui::label(in.ui, commands[i].what);
        ui::copy_line(in.ui, fmt::format("help.copy.{}", i), commands[i].line);
    }
    ui::space(in.ui, 10);
    ui::heading(in.ui, kChanged);
    refresh_diff(in);
    if (diff_.empty()) {
        ui::empty_note(in.ui, kNoChange);
        return;
    }
    const ui::Colors& c = in.ui.colors();
    for (const DiffLine& line : diff_) {
        const bool header = line.kind == DiffLine::Kind::Header;
        const bool added = line.kind == DiffLine::Kind::Added;
        if (header)
            ui::space(in.ui, 4);
        ImGui::PushStyleColor(ImGuiCol_Text, header ? c.muted : added ? c.good : c.error);
        ImGui::TextWrapped("%s%s", header ? "" : added ? "+  " : "–  ", line.text.c_str());
        ImGui::PopStyleColor();
    }
    ui::space(in.ui, 6);
    if (ui::button(in.ui, "help.copy-changes", kCopyChanges))
        ImGui::SetClipboardText(diff_text(diff_).c_str());
}

void HelpSheet::draw_about(PanelContext& in) {
    ImGui::PushFont(in.ui.fonts.title);
    ImGui::TextUnformatted("Tractwise");
    ImGui::PopFont();
    ui::muted(in.ui, fmt::format(fmt::runtime(in.tr(kVersion)), report::program_version()));
    ui::space(in.ui, 6);
    for (const Text& passage : kAboutPassages) {
        ImGui::TextWrapped("%s", in.tr(passage));
        ui::space(in.ui, 8);
    }
    ui::heading(in.ui, kLibraries);
    ui::space(in.ui, 4);
    for (const Library& library : kLibraryList) {
        ImGui::TextUnformatted(library.name);
        ImGui::SameLine(in.ui.px(220));
        ImGui::TextDisabled("%s", library.license);
    }
}

void HelpSheet::draw(PanelContext& in) {
    if (!ui::begin_dialog(in.ui, "help", kTitle, {780, 620}, open_))
        return;
    ui::segmented(in.ui, "help.page", std::vector<Text>(std::begin(kPages), std::end(kPages)),
                  page_);
    ui::space(in.ui, 10);
    ImGui::BeginChild(fmt::format("page{}", page_).c_str(), {0, 0});
    switch (static_cast<Page>(page_)) {
    case Page::Shortcuts:
        draw_shortcuts(in);
        break;
    case Page::Words:
        draw_words(in);
        break;
    case Page::Command:
        draw_command(in);
        break;
    case Page::About:
        draw_about(in);
        break;
    }
    ImGui::EndChild();
    ui::end_dialog(open_);
}

} // namespace tractwise::viewer
