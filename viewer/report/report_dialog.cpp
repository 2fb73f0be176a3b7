// SPDX-License-Identifier: Apache-2.0
#include "viewer/report/report_dialog.hpp"

#include "viewer/report/area_numbers.hpp"
#include "viewer/ui/dialog.hpp"
#include "viewer/ui/small_widgets.hpp"

#include "engine/core/text.hpp"
#include "engine/io/calendar.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

namespace fs = std::filesystem;

const ImVec2 kDialogSize{1020, 640}, kBrowseSize{820, 600}, kDoneSize{640, 440};
constexpr double kChoicesWidth = 380; ///< units of the dialog
constexpr double kLookAgain = 0.05;   // seconds

constexpr Text kTitle{"Needs report of the selected tracts",
                      "Informe de necesidades de los sectores seleccionados"};
constexpr Text kAreaName{"Name of the area", "Nombre del área"};
constexpr Text kHeldAgainst{"Held against", "Comparada con"};
constexpr Text kCountyChoice{"Its county", "Su condado"}, kStateChoice{"Its state", "Su estado"},
    kAllChoice{"Everything that is read", "Todo lo leído"};
constexpr Text kStateTip{"Reads the sources once more, for the whole state, where they have it",
                         "Lee las fuentes otra vez, para todo el estado, si lo contienen"};
constexpr Text kLanguageLabel{"Language of the report", "Idioma del informe"};
constexpr Text kFormatsLabel{"Formats", "Formatos"};
struct FormatChoice {
    const char* name; ///< of needs::report_formats()
    Text label;
};
constexpr FormatChoice kFormats[] = {
    {"html", {"Web page (HTML)", "Página web (HTML)"}},
    {"pdf", {"PDF", "PDF"}},
    {"docx", {"Word (DOCX)", "Word (DOCX)"}},
    {"md", {"Markdown", "Markdown"}},
    {"csv", {"Tables (CSV)", "Tablas (CSV)"}},
    {"xlsx", {"Tables (Excel)", "Tablas (Excel)"}},
};
constexpr Text kFirstPage{"First page", "Primera página"};
constexpr Text kSections{"Sections", "Secciones"};
constexpr Text kMaking{"Making the report...", "Preparando el informe..."};
constexpr Text kWriting{"Writing the report...", "Escribiendo el informe..."};
constexpr Text kStop{"Cancel", "Cancelar"}, kMake{"Make the report", "Preparar el informe"};
constexpr Text kStopped{"Stopped.", "Se detuvo."};
constexpr Text kCloseButton{"Close", "Cerrar"}, kCancelButton{"Cancel", "Cancelar"},
    kWrite{"Write", "Escribir"}, kAnother{"Change and write again", "Cambiar y escribir de nuevo"};
constexpr Text kReplaced{"Files of an earlier report in this folder are replaced.",
                         "Los archivos de un informe anterior en esta carpeta se reemplazan."};
constexpr Text kNoFormat{"Choose a format at least.", "Elija al menos un formato."};
constexpr Text kSelectFirst{"No tract is selected: a report is about the selected ones.",
                            "Ningún sector está seleccionado: el informe trata de los "
                            "seleccionados."};
constexpr Text kDone{"The report is written.", "El informe está escrito."};
constexpr Text kNothingWritten{"No file could be made.", "No se pudo hacer ningún archivo."};
constexpr Text kReportFile{"The report", "El informe"}, kInFolder{"Its folder", "Su carpeta"},
    kFiles{"Files", "Archivos"};
constexpr Text kWrittenTo{"Written: {}", "Se escribió: {}"};

bool has_report(const fs::path& folder) {
    std::error_code error;
    return std::any_of(std::begin(kFormats), std::end(kFormats), [&](const FormatChoice& format) {
        return fs::exists(folder / fmt::format("report.{}", format.name), error);
    });
}

void notice_of(ui::Ui& ui, const Activity::Failure& failure) {
    ui::notice(ui, ui::Tone::Error,
               (failure.where.empty() ? "" : failure.where + "\n") + failure.message, failure.hint);
}

void whole_words(const ui::Ui& ui, const std::string& text) {
    ImGui::TextUnformatted(
        ui::wrapped(ui.fonts.text, text, ImGui::GetContentRegionAvail().x).c_str());
}

/// What the first page says, without its map.
void draw_section(ui::Ui& ui, const needs::Section& section) {
    for (const needs::Block& block : section.blocks) {
        if (const auto* paragraph = std::get_if<needs::Paragraph>(&block)) {
            if (paragraph->aside)
                ui::muted(ui, paragraph->text);
            else
                whole_words(ui, paragraph->text);
            ui::space(ui, 6);
        } else if (const auto* list = std::get_if<needs::List>(&block)) {
            for (const std::string& item : list->items) {
                ImGui::Bullet();
                whole_words(ui, item);
                ui::space(ui, 6);
            }
        }
    }
}

} // namespace

void ReportDialog::ask() {
    open_ = true;
    begun_ = false;
}

void ReportDialog::begin(PanelContext& in) {
    begun_ = true;
    folder_.stop_browsing();
    theme_.begin();
    written_.reset();
    language_ = in.view.language;
    const fs::path& file = in.document.study.file;
    if (of_selection_ == in.view.selection.version() && of_study_ == file && !name_.empty()) {
        name_by_language(in);
        return;
    }
    of_selection_ = in.view.selection.version();
    of_study_ = file;
    name_.clear();
    name_by_language(in);
    folder_.set(results_folder(in.document.study) / "report" / needs::folder_name(name_));
}

/// The name that was not typed follows the language of the report.
void ReportDialog::name_by_language(PanelContext& in) {
    const bool usual = name_.empty() || name_ == usual_name_;
    usual_name_ = area_name(*in.shown().results, in.view.selection, {language_});
    if (usual)
        name_ = usual_name_;
}

std::vector<std::string> ReportDialog::formats() const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < kFormatCount; ++i)
        if (wanted_[i])
            names.emplace_back(kFormats[i].name);
    return names;
}

void ReportDialog::want(PanelContext& in) {
    const Snapshot& shown = in.shown();
    const Reader reader{language_, in.reader().units};
    const std::string key =
        fmt::format("{} {} {}{}{} {} {} {}\n{}", shown.results_version, in.view.selection.version(),
                    against_.county, against_.state, against_.all, name_of(reader.language),
                    name_of(reader.units), theme_.key(), name_);
    maker_.want(key, [&] {
        const std::string name(trim(name_));
        return ReportMaker::Order{
            shown.results,
            shown.columns,
            shown.overlays,
            selected_area(*shown.results, in.view.selection, name.empty() ? usual_name_ : name),
            against_,
            theme_.theme(),
            reader,
            io::iso_day(io::today())};
    });
}

void ReportDialog::draw_choices(PanelContext& in) {
    ui::label(in.ui, kAreaName);
    ui::input(in.ui, "report.name", name_, {usual_name_.c_str(), usual_name_.c_str()}, true);
    ui::label(in.ui, kLanguageLabel);
    int language = static_cast<int>(language_);
    if (ui::segmented(in.ui, "report.language", {{"English", "English"}, {"Español", "Español"}},
                      language)) {
        language_ = static_cast<Language>(language);
        name_by_language(in);
    }
    ui::label(in.ui, kHeldAgainst);
    ui::checkbox(in.ui, "report.county", kCountyChoice, against_.county);
    ImGui::SameLine(0, in.ui.px(18));
    ui::checkbox(in.ui, "report.state", kStateChoice, against_.state, kStateTip);
    ui::checkbox(in.ui, "report.all", kAllChoice, against_.all);
    ui::label(in.ui, kFormatsLabel);
    const float left = ImGui::GetCursorPosX();
    for (std::size_t i = 0; i < kFormatCount; ++i) {
        if (i % 2 == 1)
            ImGui::SameLine(left + in.ui.px(kChoicesWidth / 2));
        ui::checkbox(in.ui, fmt::format("report.{}", kFormats[i].name), kFormats[i].label,
                     wanted_[i]);
    }
    theme_.draw(in, "report");
    folder_.draw(in, "report");
    ui::space(in.ui, 6);
    if (folder_.draw_state(in) && has_report(folder_.folder()))
        ui::muted(in.ui, in.tr(kReplaced));
    if (formats().empty())
        ui::notice(in.ui, ui::Tone::Warning, in.tr(kNoFormat));
}

void ReportDialog::draw_progress(PanelContext& in) {
    in.ui.wake_after = kLookAgain;
    ui::progress_bar(in.ui, maker_.fraction(), in.tr(maker_.writing() ? kWriting : kMaking));
    if (!maker_.writing() && ui::button(in.ui, "report.stop", kStop))
        maker_.stop();
    ui::space(in.ui, 8);
}

void ReportDialog::draw_preview(PanelContext& in) {
    if (maker_.busy())
        draw_progress(in);
    if (maker_.failure()) {
        notice_of(in.ui, *maker_.failure());
        if (!maker_.writing())
            return;
        ui::space(in.ui, 8);
    }
    if (maker_.stopped()) {
        ui::notice(in.ui, ui::Tone::Info, in.tr(kStopped));
        if (ui::button(in.ui, "report.make", kMake))
            maker_.again();
        return;
    }
    const needs::Document* report = maker_.last();
    if (report == nullptr || report->sections.empty())
        return;
    std::vector<std::string> titles;
    for (const needs::Section& section : report->sections)
        titles.push_back(section.title);
    ui::label(in.ui, kSections);
    ImGui::TextWrapped("%s", join(titles, " · ").c_str());
    ui::space(in.ui, 8);
    ui::label(in.ui, kFirstPage);
    ui::text_heading(in.ui, report->title);
    ui::muted(in.ui, report->subtitle);
    ui::space(in.ui, 8);
    draw_section(in.ui, report->sections.front());
    in.ui.items.note_text("report.title", report->title);
    in.ui.items.note_text("report.sections", join(titles, " | "));
}

void ReportDialog::draw_buttons(PanelContext& in) {
    ui::begin_footer(in.ui);
    ui::right_aligned(in.ui, {kCancelButton, kWrite});
    if (ui::button(in.ui, "report.cancel", kCancelButton))
        open_ = false;
    ImGui::SameLine();
    const ui::Disabled off(maker_.report() == nullptr || formats().empty() || !folder_.writable() ||
                           !theme_.usable());
    if (ui::primary_button(in.ui, "report.write", kWrite)) {
        written_to_ = fs::absolute(folder_.folder()).lexically_normal();
        maker_.write(written_to_, formats(), in.view.language);
    }
}

void ReportDialog::draw_written(PanelContext& in) {
    ImGui::BeginChild("written", {0, ImGui::GetContentRegionAvail().y - ui::footer_height(in.ui)});
    std::vector<std::string> files = written_->files;
    if (files.empty()) {
        ui::notice(in.ui, ui::Tone::Warning, in.tr(kNothingWritten));
    } else {
        ui::notice(in.ui, ui::Tone::Good, in.tr(kDone));
        // HTML is what anybody can read; it stands first where it was wanted.
        ui::label(in.ui, kReportFile);
        ui::copy_line(in.ui, "report.copy-file", (written_to_ / files.front()).string());
        files.erase(files.begin());
    }
    ui::label(in.ui, kInFolder);
    ui::copy_line(in.ui, "report.copy-folder", written_to_.string());
    if (!files.empty()) {
        ui::label(in.ui, kFiles);
        ImGui::TextWrapped("%s", join(files, ", ").c_str());
    }
    for (const std::string& note : written_->notes)
        ui::muted(in.ui, note + ".");
    in.ui.items.note_text("report.written", written_to_.string());
    ImGui::EndChild();
    ui::begin_footer(in.ui);
    ui::right_aligned(in.ui, {kAnother, kCloseButton});
    if (ui::button(in.ui, "report.another", kAnother))
        written_.reset();
    ImGui::SameLine();
    if (ui::primary_button(in.ui, "report.done", kCloseButton))
        open_ = false;
}

void ReportDialog::draw(PanelContext& in) {
    if (!open_) {
        // The window may be closed before everything is written: then a line says that it is.
        if (maker_.busy()) {
            if (!maker_.writing())
                maker_.drop();
            maker_.look();
            in.ui.wake_after = kLookAgain;
        }
        if (in.snapshot == nullptr)
            maker_.forget();
        if (maker_.take_written())
            in.edits.ask(
                Edits::Say{fmt::format(fmt::runtime(in.tr(kWrittenTo)), written_to_.string())});
        return;
    }
    maker_.look();     // also while a folder is browsed, when nothing is wanted
    if (maker_.busy()) // and once more when it is there: windows find their sizes a frame later
        in.ui.wake_after = kLookAgain;
    const bool there = in.snapshot != nullptr && !in.view.selection.empty();
    if (!begun_ && there)
        begin(in);
    if (std::optional<needs::WrittenReport> written = maker_.take_written())
        written_ = std::move(written);
    const bool done = written_.has_value();
    if (!ui::begin_dialog(in.ui, "report", kTitle,
                          folder_.browsing() || theme_.browsing() ? kBrowseSize
                          : done                                  ? kDoneSize
                                                                  : kDialogSize,
                          open_))
        return;
    if (!there) {
        ui::empty_note(in.ui, kSelectFirst);
    } else if (folder_.browsing()) {
        folder_.draw_browse(in, "report");
    } else if (theme_.browsing()) {
        theme_.draw_browse(in, "report");
    } else if (done) {
        draw_written(in);
    } else {
        const float high = ImGui::GetContentRegionAvail().y - ui::footer_height(in.ui);
        const ui::Disabled off(maker_.busy() && maker_.writing());
        // A window without room for both has one above the other.
        const bool roomy = ImGui::GetContentRegionAvail().x > in.ui.px(2 * kChoicesWidth);
        ImGui::BeginChild("choices",
                          {roomy ? in.ui.px(kChoicesWidth) : 0, roomy ? high : high / 2});
        draw_choices(in);
        ImGui::EndChild();
        if (roomy)
            ImGui::SameLine(0, in.ui.px(20));
        want(in);
        ImGui::BeginChild("preview", {0, roomy ? high : 0});
        draw_preview(in);
        ImGui::EndChild();
        draw_buttons(in);
    }
    ui::end_dialog(open_);
}

} // namespace tractwise::viewer
