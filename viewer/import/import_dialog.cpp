// SPDX-License-Identifier: Apache-2.0
#include "viewer/import/import_dialog.hpp"

#include "viewer/import/source_users.hpp"
#include "viewer/start/file_words.hpp"
#include "viewer/ui/dialog.hpp"
#include "viewer/ui/small_widgets.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "layers/catalog.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

namespace fs = std::filesystem;
using Kind = ImportReading::Kind;

constexpr Text kImportTitle{"Add a file to the study", "Agregar un archivo al estudio"};
constexpr Text kOneOf{"File {} of {}", "Archivo {} de {}"};
constexpr Text kNoStudy{"A file becomes part of a study, and none is open.",
                        "Un archivo pasa a formar parte de un estudio y no hay ninguno abierto."};
constexpr Text kNoStudyHint{"Open a study first, your own or the sample county, and drop the file "
                            "again.",
                            "Abra primero un estudio, suyo o el condado de ejemplo, y suelte el "
                            "archivo otra vez."};
constexpr Text kOpenStudy{"Open a study...", "Abrir un estudio..."};
constexpr Text kReading{"Looking into the file...", "Revisando el archivo..."};
constexpr Text kCancel{"Cancel", "Cancelar"}, kSkip{"Skip this file", "Omitir este archivo"},
    kAdd{"Add to the study", "Agregar al estudio"};
constexpr Text kPoints{"a list of places", "una lista de lugares"},
    kTable{"a table by census area", "una tabla por área censal"},
    kPlainTable{"a table", "una tabla"}, kPolygons{"areas", "áreas"}, kStreets{"streets", "calles"};
constexpr Text kUse{"What is it for?", "¿Para qué es?"};
constexpr Text kId{"Name in the study", "Nombre en el estudio"};
constexpr Text kIdHint{"letters, digits and _", "letras, dígitos y _"};
constexpr Text kTaken{"The study has a source of this name already.",
                      "El estudio ya tiene una fuente con ese nombre."};
constexpr Text kTitleOfSource{"Title", "Título"};
constexpr Text kTitleOfSourceHelp{"Named as the source on maps and in reports.",
                                  "Se nombra como fuente en mapas e informes."};
constexpr Text kBoundariesOf{"Tract boundaries of", "Límites de sectores de"};
constexpr Text kVintageHelp{
    "The census whose tract ids the file has: 2010 for data of 2010 to 2019, 2020 from 2020 on. "
    "The same number may stand for another area in another census.",
    "El censo de los identificadores del archivo: 2010 para datos de 2010 a 2019, 2020 desde 2020. "
    "El mismo número puede nombrar otra área en otro censo."};
constexpr Text kVintages[] = {{"not known", "no se sabe"}, {"2010", "2010"}, {"2020", "2020"}};
constexpr int kVintageYears[] = {0, 2010, 2020};
constexpr Text kYearOfData{"Year of the data", "Año de los datos"};
constexpr Text kYearHelp{"Needed for ACS profile tables, whose columns are renumbered: 2022 for "
                         "ACS 2018-2022. 0: not known.",
                         "Necesario para los perfiles de la ACS, cuyas columnas cambian de número: "
                         "2022 para ACS 2018-2022. 0: no se sabe."};
constexpr Text kPreview{"Preview", "Vista previa"};
constexpr Text kNoUse{"No layer reads the columns of this table.",
                      "Ninguna capa lee las columnas de esta tabla."};
constexpr Text kNoUseHint{
    "Layers read Census (ACS) and SVI tables, evictions, the Food Access Research Atlas and RUCA "
    "codes. For other numbers compute an index of the table itself (tractwise index), or add a "
    "layer to the program (layer.toml).",
    "Las capas leen tablas del censo (ACS) y SVI, desalojos, el Food Access Research Atlas y "
    "códigos RUCA. Para otros números calcule un índice de la tabla misma (tractwise index) o "
    "agregue una capa al programa (layer.toml)."};
constexpr Text kNoIds{"This table has neither tract ids nor places.",
                      "Esta tabla no tiene identificadores de sector ni lugares."};
constexpr Text kNoIdsHint{
    "A table needs a column of tract ids (11 digits, such as GEOID), or columns with longitude and "
    "latitude: if it has some under other names, choose them here.",
    "Una tabla necesita una columna de identificadores de sector (11 dígitos, como GEOID) o "
    "columnas con longitud y latitud: si las tiene con otros nombres, elíjalas aquí."};
constexpr Text kAddStep{"Add a file", "Agregar un archivo"};

bool is_id(const std::string& id) {
    return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-';
    });
}

} // namespace

ImportDialog::ImportDialog() = default;
ImportDialog::~ImportDialog() = default;

void ImportDialog::ask(std::vector<fs::path> files) {
    stop();
    files_ = std::move(files);
    at_ = 0;
    open_ = !files_.empty();
}

bool ImportDialog::reading() const {
    return open_ && !has_result_;
}

void ImportDialog::stop() {
    if (thread_.joinable()) {
        thread_.request_stop();
        ended_.push_back(std::move(thread_));
    }
    work_.reset();
    has_result_ = again_ = false;
}

void ImportDialog::read_again() {
    stop();
    again_ = true;
}

void ImportDialog::start(PanelContext& in) {
    work_ = std::make_shared<Work>();
    if (!again_) {
        how_ = io::source_from_path("import", files_[at_].string());
        columns_.clear();
        chosen_ = {};
    }
    std::shared_ptr<const MapGeometry> geometry;
    if (in.snapshot != nullptr)
        geometry = in.shown().geometry;
    thread_ =
        std::jthread([work = work_, source = how_, geometry](const std::stop_token& asked_to_stop) {
            Progress progress;
            progress.stop = asked_to_stop;
            progress.report = [&](std::string_view, double fraction) {
                const std::lock_guard lock(work->mutex);
                work->fraction = fraction;
            };
            try {
                ImportReading result = read_import(source, geometry, progress);
                const std::lock_guard lock(work->mutex);
                work->result = std::move(result);
                work->done = true;
            } catch (const Error&) {
                // Stopped: nobody waits for the answer any more.
            }
        });
}

void ImportDialog::take_result(PanelContext& in) {
    {
        const std::lock_guard lock(work_->mutex);
        if (!work_->done)
            return;
        reading_ = std::move(work_->result);
    }
    const bool again = again_;
    stop();
    has_result_ = true;
    if (!reading_.columns.empty())
        columns_ = reading_.columns;
    use_ = 0;
    page_ = reading_.problem_count > 0 && reading_.kind == Kind::Table ? 1 : 0;
    refresh_uses(in);
    if (again)
        return;
    id_ = new_source_id(in.document.study, reading_.file().filename().string());
    vintage_ = reading_.vintage == 2010 ? 1 : reading_.vintage == 2020 ? 2 : 0;
    year_ = 0;
    title_ = reading_.file().stem().string();
    filters_.clear();
    own_.clear();
    // Neither ids nor places were found: the user may know which columns tell the place.
    chosen_.open = reading_.kind == Kind::Table && reading_.id_columns.empty();
}

void ImportDialog::refresh_uses(PanelContext& in) {
    if (!catalog_) {
        catalog_ = std::make_unique<layer::LayerCatalog>();
        layers::add_layers(*catalog_);
    }
    uses_language_ = in.view.language;
    uses_ = uses_of(reading_, in.document.study, *catalog_, uses_language_);
    use_ = std::min(use_, std::max(0, static_cast<int>(uses_.size()) - 1));
}

void ImportDialog::next_file() {
    stop();
    if (++at_ >= files_.size())
        open_ = false;
}

void ImportDialog::add_to_study(PanelContext& in) {
    io::SourceSpec source =
        io::source_from_path(id_, fs::absolute(reading_.file()).lexically_normal().string());
    source.title = title_.empty() ? reading_.file().stem().string() : title_;
    for (const Filter& filter : filters_)
        if (!filter.values.empty())
            source.where[reading_.columns[reading_.categories[filter.category].column]] = {
                filter.values.begin(), filter.values.end()};
    source.layer = reading_.source.layer;
    source.lon = how_.lon;
    source.lat = how_.lat;
    source.x = how_.x;
    source.y = how_.y;
    source.crs = how_.crs;
    if (vintage_ > 0 && !reading_.id_columns.empty())
        source.vintage = kVintageYears[vintage_];
    if (year_ >= 1900)
        source.year = static_cast<int>(std::lround(year_));
    ImportUse use = uses_[static_cast<std::size_t>(use_)];
    use.columns = own_columns(in.document.study);
    in.edits.change(kAddStep, "", [source, use](Document& next) { apply_use(next, source, use); });
    next_file();
}

void ImportDialog::draw_no_study(PanelContext& in) {
    ui::notice(in.ui, ui::Tone::Info, in.tr(kNoStudy), in.tr(kNoStudyHint));
    ui::space(in.ui, 8);
    if (ui::primary_button(in.ui, "import.open-study", kOpenStudy)) {
        in.edits.ask(Edits::ShowDialog{"open"});
        open_ = false;
    }
    ImGui::SameLine();
    if (ui::button(in.ui, "import.cancel", kCancel))
        open_ = false;
}

void ImportDialog::draw_waiting(PanelContext& in) {
    double fraction = 0;
    {
        const std::lock_guard lock(work_->mutex);
        fraction = work_->fraction;
    }
    ui::progress_bar(in.ui, fraction, in.tr(kReading));
    in.ui.wake_after = 0.1;
}

void ImportDialog::draw_no_use(PanelContext& in) const {
    const bool ids = !reading_.id_columns.empty();
    ui::notice(in.ui, ui::Tone::Warning, in.tr(ids ? kNoUse : kNoIds),
               in.tr(ids ? kNoUseHint : kNoIdsHint));
}

void ImportDialog::draw_choice(PanelContext& in) {
    if (uses_language_ != in.view.language)
        refresh_uses(in);
    if (uses_.empty()) {
        draw_no_use(in);
        return;
    }
    std::vector<std::string> labels;
    for (const ImportUse& use : uses_)
        labels.push_back(use.label);
    ui::label(in.ui, kUse);
    ui::text_combo(in.ui, "import.use", use_, labels);
    ui::muted(in.ui, uses_[static_cast<std::size_t>(use_)].what);
    const Text no_help{"", ""};
    if (uses_[static_cast<std::size_t>(use_)].kind == ImportUse::Kind::Columns)
        draw_own_columns(in);
    ui::captioned(in.ui, kTitleOfSource, kTitleOfSourceHelp, [&] {
        ui::input(in.ui, "import.title", title_, {"", ""}, true, 300);
    });
    ui::captioned(in.ui, kId, no_help,
                  [&] { ui::input(in.ui, "import.id", id_, kIdHint, true, 180); });
    const bool dated = reading_.kind == Kind::Points || reading_.kind == Kind::Table ||
                       !reading_.id_columns.empty();
    if (!reading_.id_columns.empty())
        ui::captioned(in.ui, kBoundariesOf, kVintageHelp, [&] {
            ui::combo(in.ui, "import.vintage", vintage_,
                      std::vector<Text>(std::begin(kVintages), std::end(kVintages)), 130);
        });
    if (dated)
        ui::captioned(in.ui, kYearOfData, kYearHelp, [&] {
            ui::input_number(in.ui, "import.year", year_, year_ > 0 ? "%.0f" : "", 110);
        });
    ImGui::NewLine();
    if (reading_.kind == Kind::Points)
        draw_filter(in);
    if (in.document.study.sources.contains(id_))
        ui::notice(in.ui, ui::Tone::Warning, in.tr(kTaken));
}

void ImportDialog::draw_reading(PanelContext& in) {
    if (reading_.failure) {
        const ImportReading::Failure& failure = *reading_.failure;
        ui::notice(in.ui, ui::Tone::Error,
                   (failure.where.empty() ? "" : failure.where + "\n") + failure.message,
                   failure.hint);
        draw_layers(in);
        draw_place_columns(in);
        return;
    }
    draw_figures(in);
    draw_layers(in);
    draw_choice(in);
    draw_place_columns(in);
    ui::space(in.ui, 8);
    draw_pages(in);
}

void ImportDialog::draw_pages(PanelContext& in) {
    const std::string problems =
        fmt::format("{} ({})", in.tr({"Problems", "Problemas"}),
                    format_count(static_cast<double>(reading_.problem_count)));
    const std::string notes =
        fmt::format("{} ({})", in.tr({"Notes", "Notas"}), reading_.notes.size());
    ui::segmented(in.ui, "import.page",
                  {kPreview, {problems.c_str(), problems.c_str()}, {notes.c_str(), notes.c_str()}},
                  page_);
    ui::space(in.ui, 6);
    ImGui::BeginChild(fmt::format("page{}", page_).c_str(), {0, 0});
    if (page_ == 0)
        draw_preview(in);
    else if (page_ == 1)
        draw_problems(in);
    else
        draw_notes(in);
    ImGui::EndChild();
}

void ImportDialog::draw_buttons(PanelContext& in) {
    ui::begin_footer(in.ui);
    const bool more = at_ + 1 < files_.size();
    if (more) {
        if (ui::button(in.ui, "import.skip", kSkip))
            next_file();
        ImGui::SameLine();
    }
    ui::right_aligned(in.ui, {kCancel, kAdd});
    if (ui::button(in.ui, "import.cancel", kCancel))
        open_ = false;
    ImGui::SameLine();
    const bool named = is_id(id_) && !in.document.study.sources.contains(id_);
    const bool described =
        has_result_ && !uses_.empty() &&
        (uses_[static_cast<std::size_t>(use_)].kind != ImportUse::Kind::Columns ||
         !own_columns(in.document.study).empty());
    const ui::Disabled off(!has_result_ || reading_.failure.has_value() || uses_.empty() ||
                           !named || !described);
    if (ui::primary_button(in.ui, "import.add", kAdd))
        add_to_study(in);
}

void ImportDialog::draw(PanelContext& in) {
    if (!open_)
        return;
    const bool no_study = in.document.study.tracts.empty();
    if (!ui::begin_dialog(in.ui, "import", kImportTitle,
                          no_study ? ImVec2{520, 0} : ImVec2{860, 720}, open_))
        return;
    if (no_study) {
        draw_no_study(in);
        ui::end_dialog(open_);
        return;
    }
    const fs::path& file = files_[at_];
    ImGui::PushFont(in.ui.fonts.bold);
    ImGui::TextUnformatted(
        ui::fitted(file.filename().string(), ImGui::GetContentRegionAvail().x).c_str());
    ImGui::PopFont();
    ui::tooltip(in.ui, file.string());
    std::error_code error;
    const std::uintmax_t bytes = fs::is_regular_file(file, error) ? fs::file_size(file, error) : 0;
    std::string line = home_words(file.parent_path());
    if (bytes > 0)
        line += "  ·  " + ui::file_size(static_cast<double>(bytes));
    if (has_result_ && !reading_.failure) {
        const bool ids = !reading_.id_columns.empty();
        line += std::string("  ·  ") + in.tr(reading_.kind == Kind::Points     ? kPoints
                                             : reading_.kind == Kind::Polygons ? kPolygons
                                             : reading_.kind == Kind::Streets  ? kStreets
                                             : ids                             ? kTable
                                                                               : kPlainTable);
    }
    if (files_.size() > 1)
        line += "  ·  " + fmt::format(fmt::runtime(in.tr(kOneOf)), at_ + 1, files_.size());
    ui::muted(in.ui, line);
    ui::space(in.ui, 8);
    if (!has_result_) {
        if (!work_)
            start(in);
        take_result(in);
    }
    ImGui::BeginChild("body", {0, ImGui::GetContentRegionAvail().y - ui::footer_height(in.ui)});
    has_result_ ? draw_reading(in) : draw_waiting(in);
    ImGui::EndChild();
    draw_buttons(in);
    if (!open_)
        stop();
    ui::end_dialog(open_);
}

} // namespace tractwise::viewer
