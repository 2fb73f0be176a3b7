// SPDX-License-Identifier: Apache-2.0
#include "viewer/report/area_panel.hpp"

#include "viewer/ui/dialog.hpp"
#include "viewer/ui/small_widgets.hpp"

#include "engine/core/error.hpp"
#include "engine/needs/wording.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr Text kNothingSelected{
    "Select tracts (click, box, lasso, radius or a condition in the table): their numbers stand "
    "here, beside those of the county.",
    "Seleccione sectores (clic, rectángulo, lazo, radio o una condición en la tabla): aquí estarán "
    "sus números, junto a los del condado."};
constexpr Text kChooseArea{"Choose an area...", "Elegir un área..."};
constexpr Text kSavedAreas{"Saved", "Guardadas"}, kNamedAreas{"By name", "Por nombre"};
constexpr Text kChooseTip{
    "Selects the tracts of an area: those of whose people at least half live inside. Shift adds "
    "it.",
    "Selecciona los sectores de un área: aquellos con al menos la mitad de su gente dentro. Mayús "
    "la agrega."};
constexpr Text kSaveHint{"name of this area", "nombre de esta área"};
constexpr Text kSaveArea{"Save the area", "Guardar el área"};
constexpr Text kForgetArea{"Forget “{}”", "Olvidar «{}»"};
constexpr Text kForgetStep{"Forget an area", "Olvidar un área"};
constexpr Text kAddAreas{"Add ZIP codes or towns from a file...",
                         "Agregar códigos ZIP o pueblos de un archivo..."};
constexpr Text kMeasureHead{"Measure", "Medida"};
constexpr Text kAreaIs{"The area is", "El área está"};
constexpr Text kAreaIsHelp{
    "Higher and lower are said only where the difference is larger than the margins of error of "
    "the survey explain.",
    "Más alto y más bajo se dicen solo donde la diferencia es mayor de lo que explican los "
    "márgenes de error de la encuesta."};
constexpr Text kMarked{"* Use with caution, ** not reliable: the margin is large for the number.",
                       "* Úselo con cautela, ** no es fiable: el margen es grande para el número."};
constexpr Text kCopySentence{"Copy as a sentence", "Copiar como frase"};
constexpr Text kCopyAll{"Copy as sentences", "Copiar como frases"};
constexpr Text kSentenceCopied{"The sentence is on the clipboard.",
                               "La frase está en el portapapeles."};
constexpr Text kSentencesCopied{"The sentences are on the clipboard.",
                                "Las frases están en el portapapeles."};
constexpr Text kMakeReport{"Needs report...", "Informe de necesidades..."};
constexpr Text kNoMeasures{"The study has none of the columns that the needs report is about.",
                           "El estudio no tiene ninguna de las columnas del informe de "
                           "necesidades."};

void copy_text(PanelContext& in, const std::string& text, Text said) {
    ImGui::SetClipboardText(text.c_str());
    in.edits.ask(Edits::Say{in.tr(said)});
}

/// Of a row: that of its picture, with which its words are in line.
float copy_height() {
    constexpr float kOfFrame = 0.8F; // as ui::small_icon
    return ImGui::GetFrameHeight() * kOfFrame;
}

void next_cell(float high) {
    ImGui::TableNextColumn();
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + (high - ImGui::GetTextLineHeight()) / 2);
}

/// A text in a cell of a table, at its right border.
void at_right(const std::string& text) {
    const float room = ImGui::GetContentRegionAvail().x;
    const float width = ImGui::CalcTextSize(text.c_str()).x;
    if (room > width)
        ImGui::SetCursorPosX(ImGui::GetCursorPosX() + room - width);
    ImGui::TextUnformatted(text.c_str());
}

std::vector<std::string> selected_ids(const PanelContext& in) {
    std::vector<std::string> ids;
    for (const std::uint32_t row : in.view.selection.selected())
        ids.push_back(in.shown().results->tracts->geoid(row));
    return ids;
}

} // namespace

void AreaPanel::refresh(PanelContext& in) {
    const Snapshot& shown = in.shown();
    if ((numbers_ || failure_) && results_version_ == shown.results_version &&
        selection_version_ == in.view.selection.version() && reader_ == in.reader() &&
        saved_ == in.document.areas)
        return;
    saved_ = in.document.areas;
    results_version_ = shown.results_version;
    selection_version_ = in.view.selection.version();
    reader_ = in.reader();
    numbers_.reset();
    failure_.reset();
    try {
        numbers_ =
            area_numbers(shown.results, in.view.selection, needs::Profile::shipped(), reader_);
        const std::vector<std::string> ids = selected_ids(in);
        for (const auto& [name, saved] : saved_)
            if (saved == ids)
                numbers_->places.front().name = name;
        for (const NamedAreas::Area& area : named_.list())
            if (area.rows == in.view.selection.selected())
                numbers_->places.front().name = area.name;
    } catch (const Error& error) {
        failure_ = Activity::Failure{error.message(), error.where(), error.hint()};
    }
}

void AreaPanel::draw_choosers(PanelContext& in) {
    named_.follow(in.shown().results);
    if (named_.reading())
        in.ui.wake_after = 0.1;
    std::vector<ui::Choice> choices{{"", in.tr(kChooseArea), {}, {}}};
    for (const auto& [name, ids] : in.document.areas)
        choices.push_back({"saved:" + name, name, in.tr(kSavedAreas), {}});
    for (std::size_t i = 0; i < named_.list().size(); ++i)
        choices.push_back(
            {fmt::format("named:{}", i), named_.list()[i].name, in.tr(kNamedAreas), {}});
    std::string chosen;
    const bool any = choices.size() > 1;
    if (any && ui::choose(in.ui, "area.choose", chosen, choices, 210) && !chosen.empty()) {
        std::vector<std::uint32_t> rows;
        if (chosen.starts_with("saved:")) {
            for (const std::string& id : in.document.areas.at(chosen.substr(6)))
                if (const auto row = in.shown().results->tracts->find(id))
                    rows.push_back(static_cast<std::uint32_t>(*row));
        } else {
            rows = named_.list()[static_cast<std::size_t>(std::stoul(chosen.substr(6)))].rows;
        }
        in.view.selection.apply(rows, ImGui::GetIO().KeyShift ? Selection::Mode::Add
                                                              : Selection::Mode::Replace);
        in.edits.ask(Edits::ZoomToRows{rows});
    }
    if (any)
        ui::tooltip(in.ui, in.tr(kChooseTip));
    if (!named_.failure().empty())
        ui::muted(in.ui, named_.failure());
    if (!in.view.selection.empty()) {
        if (any)
            ImGui::SameLine(0, in.ui.px(10));
        const bool entered = ui::input(in.ui, "area.name", save_as_, kSaveHint, false, 190);
        ImGui::SameLine(0, in.ui.px(6));
        const ui::Disabled off(save_as_.empty());
        if ((ui::button(in.ui, "area.save", kSaveArea) || entered) && !save_as_.empty()) {
            in.edits.change(kSaveArea, "",
                            [name = save_as_, ids = selected_ids(in)](Document& next) {
                                next.areas[name] = ids;
                            });
            save_as_.clear();
        }
    }
    const std::vector<std::string> ids = selected_ids(in);
    for (const auto& [name, saved] : in.document.areas)
        if (saved == ids) {
            ImGui::SameLine(0, in.ui.px(10));
            ImGui::AlignTextToFramePadding();
            if (ui::link(in.ui, "area.forget",
                         fmt::format(fmt::runtime(in.tr(kForgetArea)), name))) {
                in.edits.change(kForgetStep, "",
                                [name = name](Document& next) { next.areas.erase(name); });
                break;
            }
        }
    if (in.document.study.areas.empty()) {
        if (any || !in.view.selection.empty())
            ImGui::SameLine(0, in.ui.px(10));
        ImGui::AlignTextToFramePadding();
        if (ui::link(in.ui, "area.add-file", in.tr(kAddAreas)))
            in.edits.ask(Edits::ShowDialog{"add-file"});
    }
}

void AreaPanel::draw(PanelContext& in) {
    if (in.snapshot != nullptr && in.view.selection.rows() == in.shown().results->tracts->size())
        draw_choosers(in);
    if (in.snapshot == nullptr || in.view.selection.empty() ||
        in.view.selection.rows() != in.shown().results->tracts->size()) {
        ui::empty_note(in.ui, kNothingSelected);
        return;
    }
    refresh(in);
    if (failure_) {
        ui::notice(in.ui, ui::Tone::Error, failure_->message, failure_->hint);
        return;
    }
    draw_title(in);
    if (numbers_->rows.empty())
        ui::empty_note(in.ui, kNoMeasures);
    else
        draw_table(in);
}

void AreaPanel::draw_title(PanelContext& in) {
    const std::string words = needs::residents_sentence(numbers_->places.front(), in.view.language);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ui::right_aligned(in.ui, {kCopyAll, kMakeReport});
    const float room = ImGui::GetCursorScreenPos().x - corner.x - in.ui.px(12);
    if (ui::button(in.ui, "area.copy", kCopyAll))
        copy_text(in, sentences(*numbers_, reader_), kSentencesCopied);
    ImGui::SameLine();
    if (ui::button(in.ui, "area.report", kMakeReport))
        in.edits.ask(Edits::ShowDialog{"report"});
    ImGui::SetCursorScreenPos(corner);
    ImGui::AlignTextToFramePadding();
    ImGui::PushFont(in.ui.fonts.bold);
    const std::string fitting = ui::fitted(words, std::max(room, 0.0F));
    ImGui::TextUnformatted(fitting.c_str());
    ImGui::PopFont();
    if (fitting != words)
        ui::tooltip(in.ui, words);
    in.ui.items.note_text("area.title", words);
}

void AreaPanel::draw_table(PanelContext& in) {
    const std::vector<needs::Place>& places = numbers_->places;
    // A value for each place, and for all but the area itself what the area is beside it.
    const int columns = static_cast<int>(2 * places.size()) + 1;
    if (!ImGui::BeginTable("numbers", columns,
                           ImGuiTableFlags_ScrollY | ImGuiTableFlags_SizingStretchProp |
                               ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_PadOuterX))
        return;
    constexpr float kMeasureShare = 3.2F, kValueShare = 1.3F, kVerdictShare = 1.7F;
    ImGui::TableSetupScrollFreeze(0, 1);
    ImGui::TableSetupColumn("measure", ImGuiTableColumnFlags_WidthStretch, kMeasureShare);
    for (std::size_t p = 0; p < places.size(); ++p) {
        ImGui::TableSetupColumn("value", ImGuiTableColumnFlags_WidthStretch, kValueShare);
        if (p > 0)
            ImGui::TableSetupColumn("verdict", ImGuiTableColumnFlags_WidthStretch, kVerdictShare);
    }
    ImGui::TableSetupColumn("copy", ImGuiTableColumnFlags_WidthFixed, in.ui.px(24));
    ImGui::TableNextRow();
    ImGui::PushFont(in.ui.fonts.small);
    ImGui::PushStyleColor(ImGuiCol_Text, in.ui.colors().muted);
    ImGui::TableNextColumn();
    ImGui::TextUnformatted(in.tr(kMeasureHead));
    for (std::size_t p = 0; p < places.size(); ++p) {
        ImGui::TableNextColumn();
        at_right(ui::fitted(places[p].name, ImGui::GetContentRegionAvail().x));
        ui::tooltip(in.ui, places[p].name);
        if (p > 0) {
            ImGui::TableNextColumn();
            ImGui::TextUnformatted(in.tr(kAreaIs));
            ui::tooltip(in.ui, in.tr(kAreaIsHelp));
        }
    }
    ImGui::PopStyleColor();
    ImGui::PopFont();
    for (std::size_t row = 0; row < numbers_->rows.size(); ++row)
        draw_row(in, row);
    ImGui::EndTable();
}

void AreaPanel::draw_row(PanelContext& in, std::size_t which) {
    const needs::MeasuredRow& row = numbers_->rows[which];
    const std::string id = "area." + row.measure.column;
    const float high = copy_height();
    ImGui::TableNextRow(ImGuiTableRowFlags_None, high + 2 * ImGui::GetStyle().CellPadding.y);
    next_cell(high);
    const std::string& label = row.info.label_in(in.view.language);
    ImGui::TextUnformatted(ui::fitted(label, ImGui::GetContentRegionAvail().x).c_str());
    ui::tooltip(in.ui, label);
    for (std::size_t p = 0; p < row.by_place.size(); ++p) {
        next_cell(high);
        const needs::TableCell cell = needs::cell_of(row, p, numbers_->profile, reader_);
        const std::string value = cell.text + cell.mark;
        at_right(value);
        ui::tooltip(in.ui, cell.mark.empty() ? cell.small : cell.small + "\n" + in.tr(kMarked));
        std::string said = value;
        if (p > 0) {
            next_cell(high);
            const area::Compared compared = needs::against(row, p);
            const std::string words = needs::compared_words(compared, in.view.language);
            const bool differs =
                compared == area::Compared::Higher || compared == area::Compared::Lower;
            ImGui::PushFont(differs ? in.ui.fonts.bold : in.ui.fonts.text);
            ImGui::PushStyleColor(ImGuiCol_Text,
                                  differs ? in.ui.colors().text : in.ui.colors().muted);
            ImGui::TextUnformatted(ui::fitted(words, ImGui::GetContentRegionAvail().x).c_str());
            ImGui::PopStyleColor();
            ImGui::PopFont();
            ui::tooltip(in.ui, words);
            said += " | " + words;
        }
        in.ui.items.note_text(id + "." + numbers_->places[p].id, said);
    }
    ImGui::TableNextColumn();
    if (const std::string text = sentence(*numbers_, which, reader_); !text.empty())
        if (ui::small_icon(in.ui, id + ".copy", ui::Icon::Copy, kCopySentence))
            copy_text(in, text, kSentenceCopied);
}

} // namespace tractwise::viewer
