// SPDX-License-Identifier: Apache-2.0
#include "viewer/import/import_dialog.hpp"

#include "engine/core/text.hpp"

#include <algorithm>

#include <fmt/format.h>

// What is shown of a file: figures, the first rows, the rows that cannot be used.

namespace tractwise::viewer {
namespace {

using Kind = ImportReading::Kind;

constexpr Text kRows{"rows", "filas"}, kWithPlace{"with a place", "con lugar"},
    kInside{"inside the study", "dentro del estudio"},
    kWithId{"with a usable id", "con identificador"},
    kOfStudy{"of this study's tracts", "de sectores del estudio"};
constexpr Text kFound{"{}: {}", "{}: {}"};
constexpr Text kPlaceColumns{"Places from", "Lugares de"},
    kIdColumns{"Ids from", "Identificadores de"}, kNameColumn{"Names from", "Nombres de"};
constexpr Text kNoProblem{"Every row can be used.", "Todas las filas se pueden usar."};
constexpr Text kMoreProblems{"and {} more", "y {} más"};
constexpr Text kNoNote{"Nothing else to say about this file.",
                       "Nada más que decir de este archivo."};
constexpr Text kProblemRow{"Row", "Fila"}, kProblemWhy{"Why", "Motivo"},
    kProblemCells{"Cells", "Celdas"};

/// "line 4" and "row 4" are the engine's words.
std::string row_words(const std::string& row, Language language) {
    if (language == Language::Spanish && row.starts_with("line "))
        return "línea " + row.substr(5);
    if (language == Language::Spanish && row.starts_with("row "))
        return "fila " + row.substr(4);
    return row;
}

} // namespace

void ImportDialog::draw_figures(PanelContext& in) const {
    const float left = ImGui::GetCursorPosX();
    const float step = std::min(in.ui.px(190), ImGui::GetContentRegionAvail().x / 3);
    int shown = 0;
    const auto figure = [&](std::size_t n, Text caption, bool good = true) {
        if (shown > 0)
            ImGui::SameLine(left + step * static_cast<float>(shown));
        ui::figure(in.ui, format_count(static_cast<double>(n)), in.tr(caption),
                   good ? 0 : in.ui.colors().warning);
        ++shown;
    };
    if (reading_.kind == Kind::Streets && reading_.rows == 0)
        return;
    figure(reading_.rows, kRows);
    if (reading_.kind == Kind::Points) {
        figure(reading_.with_place, kWithPlace, reading_.with_place == reading_.rows);
        if (in.snapshot != nullptr)
            figure(reading_.inside, kInside, reading_.inside > 0);
    } else if (!reading_.id_columns.empty()) {
        figure(reading_.with_id, kWithId, reading_.with_id == reading_.rows);
        if (in.snapshot != nullptr)
            figure(reading_.known_id, kOfStudy, reading_.known_id > 0);
    }
    ui::space(in.ui, 6);
}

void ImportDialog::draw_preview(PanelContext& in) {
    const auto names = [&](const std::vector<std::size_t>& columns) {
        std::string text;
        for (const std::size_t c : columns)
            text += (text.empty() ? "" : ", ") + reading_.columns[c];
        return text;
    };
    std::string found;
    const auto say = [&](Text label, const std::string& columns) {
        if (!columns.empty())
            found += (found.empty() ? "" : "    ") +
                     fmt::format(fmt::runtime(in.tr(kFound)), in.tr(label), columns);
    };
    say(kPlaceColumns, names(reading_.place_columns));
    say(kIdColumns, reading_.id_columns);
    if (reading_.name_column)
        say(kNameColumn, reading_.columns[*reading_.name_column]);
    if (!found.empty())
        ui::muted(in.ui, found);
    if (reading_.preview.empty())
        return;
    // The columns that were found first; ImGui draws 64 at most.
    std::vector<std::size_t> order = reading_.place_columns;
    if (reading_.name_column)
        order.insert(order.begin(), *reading_.name_column);
    const std::size_t marked = order.size();
    for (std::size_t c = 0; c < reading_.columns.size(); ++c)
        if (std::find(order.begin(), order.end(), c) == order.end())
            order.push_back(c);
    constexpr std::size_t kMostColumns = 48;
    order.resize(std::min(order.size(), kMostColumns));
    if (!ImGui::BeginTable("preview", static_cast<int>(order.size()),
                           ImGuiTableFlags_ScrollX | ImGuiTableFlags_ScrollY |
                               ImGuiTableFlags_RowBg | ImGuiTableFlags_BordersInnerV |
                               ImGuiTableFlags_SizingFixedFit | ImGuiTableFlags_NoSavedSettings,
                           {0, ImGui::GetContentRegionAvail().y}))
        return;
    const float most = in.ui.px(180);
    ImGui::TableSetupScrollFreeze(0, 1);
    ImGui::PushFont(in.ui.fonts.small);
    for (const std::size_t c : order) {
        // Told rather than found out: ImGui measures only what it has drawn.
        float width = ImGui::CalcTextSize(reading_.columns[c].c_str()).x;
        for (const std::vector<std::string>& row : reading_.preview)
            width = std::max(width, ImGui::CalcTextSize(row[c].c_str()).x);
        ImGui::TableSetupColumn(reading_.columns[c].c_str(), ImGuiTableColumnFlags_WidthFixed,
                                std::min(width, most) + in.ui.px(2));
    }
    ImGui::PopFont();
    ImGui::TableNextRow(ImGuiTableRowFlags_Headers);
    const auto cell = [&](const std::string& text, ImU32 color) {
        const std::string shown = ui::fitted(text, most);
        ImGui::PushStyleColor(ImGuiCol_Text, color);
        ImGui::TextUnformatted(shown.c_str());
        ImGui::PopStyleColor();
        if (shown != text)
            ui::tooltip(in.ui, text);
    };
    ImGui::PushFont(in.ui.fonts.small);
    const ui::Colors& c = in.ui.colors();
    for (std::size_t i = 0; i < order.size(); ++i)
        if (ImGui::TableSetColumnIndex(static_cast<int>(i)))
            cell(reading_.columns[order[i]], i < marked ? c.accent : c.muted);
    for (const std::vector<std::string>& row : reading_.preview) {
        ImGui::TableNextRow();
        for (std::size_t i = 0; i < order.size(); ++i)
            if (ImGui::TableSetColumnIndex(static_cast<int>(i)))
                cell(row[order[i]], c.text);
    }
    ImGui::PopFont();
    ImGui::EndTable();
}

void ImportDialog::draw_problems(PanelContext& in) {
    if (reading_.problem_count == 0) {
        ui::notice(in.ui, ui::Tone::Good, in.tr(kNoProblem));
        return;
    }
    if (!ImGui::BeginTable("problems", 3,
                           ImGuiTableFlags_ScrollY | ImGuiTableFlags_RowBg |
                               ImGuiTableFlags_NoSavedSettings,
                           {0, ImGui::GetContentRegionAvail().y}))
        return;
    ImGui::TableSetupScrollFreeze(0, 1);
    ImGui::TableSetupColumn(in.tr(kProblemRow), ImGuiTableColumnFlags_WidthFixed, in.ui.px(90));
    ImGui::TableSetupColumn(in.tr(kProblemWhy), ImGuiTableColumnFlags_WidthFixed, in.ui.px(270));
    ImGui::TableSetupColumn(in.tr(kProblemCells), ImGuiTableColumnFlags_WidthStretch);
    ImGui::TableHeadersRow();
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(reading_.problems.size()));
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const ImportReading::Problem& problem = reading_.problems[static_cast<std::size_t>(i)];
            ImGui::TableNextRow();
            ImGui::TableNextColumn();
            ImGui::TextUnformatted(row_words(problem.row, in.view.language).c_str());
            ImGui::TableNextColumn();
            ImGui::TextUnformatted(in.tr(words_of(problem.trouble)));
            ImGui::TableNextColumn();
            const std::string shown = ui::fitted(problem.detail, ImGui::GetContentRegionAvail().x);
            ImGui::TextDisabled("%s", shown.c_str());
            if (shown != problem.detail)
                ui::tooltip(in.ui, problem.detail);
        }
    if (const std::size_t more = reading_.problem_count - reading_.problems.size(); more > 0) {
        ImGui::TableNextRow();
        ImGui::TableNextColumn();
        ImGui::TableNextColumn();
        ImGui::TextDisabled("%s", fmt::format(fmt::runtime(in.tr(kMoreProblems)),
                                              format_count(static_cast<double>(more)))
                                      .c_str());
    }
    ImGui::EndTable();
}

void ImportDialog::draw_notes(PanelContext& in) {
    if (reading_.notes.empty())
        ui::empty_note(in.ui, kNoNote);
    for (const std::string& note : reading_.notes) {
        ImGui::Bullet();
        ImGui::TextWrapped("%s", note.c_str());
    }
}

} // namespace tractwise::viewer
