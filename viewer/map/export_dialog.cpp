// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/export_dialog.hpp"

#include "viewer/site/stops_on_page.hpp"
#include "viewer/ui/dialog.hpp"

#include "engine/core/text.hpp"
#include "engine/io/calendar.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

namespace fs = std::filesystem;

constexpr Text kExportTitle{"Export", "Exportar"};
constexpr Text kWhat[] = {
    {"Map", "Mapa"}, {"Table", "Tabla"}, {"Whole run", "Todo"}, {"Study", "Estudio"}};
constexpr Text kMapLead{
    "A finished page of the whole region: column, classes, sites and stops as they are now, with "
    "legend, scale bar and sources. PDF for print, SVG for a drawing program, PNG for a slide.",
    "Una página terminada de toda la región: columna, clases, lugares y paradas como están ahora, "
    "con leyenda, escala y fuentes. PDF para imprimir, SVG para dibujar, PNG para una "
    "diapositiva."};
constexpr Text kTableLead{"One row per tract with every measure, margins of error and the reason "
                          "where a value is missing, as CSV.",
                          "Una fila por sector censal con cada medida, márgenes de error y el "
                          "motivo donde falta un valor, como CSV."};
constexpr Text kRunLead{
    "Everything that a run writes: tables, maps for GIS, codebook, findings and "
    "the record that repeats it.",
    "Todo lo que escribe un cálculo: tablas, mapas para SIG, libro de códigos, "
    "avisos y el registro que lo repite."};
constexpr Text kStudyLead{"The study file: everything that you chose here, to be opened again or "
                          "run in a terminal.",
                          "El archivo del estudio: todo lo que eligió aquí, para abrirlo de nuevo "
                          "o ejecutarlo en una terminal."};
constexpr Text kSaveAs{"Save the study as...", "Guardar el estudio como..."};
constexpr Text kFormat{"Format", "Formato"};
constexpr Text kFormats[] = {{"PDF", "PDF"}, {"SVG", "SVG"}, {"PNG", "PNG"}};
constexpr const char* kEnds[] = {".pdf", ".svg", ".png"};
constexpr Text kSheet{"Sheet", "Hoja"};
struct SheetChoice {
    Text label;
    const char* name; ///< of paper::sheet_named()
};
constexpr SheetChoice kSheets[] = {
    {{"Letter, 8.5 × 11 in", "Carta, 8.5 × 11 pulg."}, "letter"},
    {{"Tabloid, 11 × 17 in", "Tabloide, 11 × 17 pulg."}, "tabloid"},
    {{"A4, 210 × 297 mm", "A4, 210 × 297 mm"}, "a4"},
    {{"A3, 297 × 420 mm", "A3, 297 × 420 mm"}, "a3"},
    {{"Slide, 13.3 × 7.5 in", "Diapositiva, 13.3 × 7.5 pulg."}, "13.333x7.5in"},
};
constexpr Text kTurn{"Orientation", "Orientación"};
constexpr Text kTurns[] = {
    {"Best fit", "La mejor"}, {"Portrait", "Vertical"}, {"Landscape", "Horizontal"}};
constexpr Text kKind{"Kind of map", "Clase de mapa"},
    kAsShown{"As on the screen", "Como en pantalla"};
constexpr Text kDpi{"Dots per inch", "Puntos por pulgada"};
constexpr double kLeastDpi = 36, kMostDpi = 1200;
constexpr Text kWithStops{"Stops of the plan", "Paradas del plan"};
constexpr double kPreviewWidth = 380; ///< units of the dialog
constexpr Text kRows{"Which tracts", "Qué sectores"};
constexpr Text kSelectedTracts{"The {} selected tracts", "Los {} sectores seleccionados"};
constexpr Text kAllRows{"All {} tracts", "Los {} sectores"};
constexpr Text kName{"File name", "Nombre del archivo"};
constexpr Text kCancel{"Cancel", "Cancelar"}, kExport{"Export", "Exportar"},
    kReplace{"Replace", "Reemplazar"};
constexpr Text kExists{"{} is there already.", "{} ya existe."};
constexpr Text kInUse{"Files of an earlier run in this folder are replaced.",
                      "Los archivos de un cálculo anterior en esta carpeta se reemplazan."};
constexpr Text kExportWaiting{"The numbers are still being computed; this takes a moment.",
                              "Los números aún se están calculando; tomará un momento."};
constexpr Text kFailed{"There are no results to export: the study could not be computed.",
                       "No hay resultados para exportar: no se pudo calcular el estudio."};

} // namespace

void ExportDialog::ask() {
    open_ = true;
    begun_ = false;
}

void ExportDialog::begin(PanelContext& in) {
    begun_ = true;
    folder_.stop_browsing();
    theme_.begin();
    to_replace_.clear();
    if (folder_.empty() || named_for_ != in.document.study.file) {
        named_for_ = in.document.study.file;
        folder_.set(results_folder(in.document.study));
        table_name_ = "tracts.csv";
    }
    map_name_.clear(); // after the column on the map, once there is one
    only_selected_ = !in.view.selection.empty();
}

std::string& ExportDialog::name() {
    return what_ == What::Map ? map_name_ : table_name_;
}

fs::path ExportDialog::target() {
    const fs::path folder = folder_.folder();
    if (folder.empty() || what_ == What::Run)
        return folder.lexically_normal();
    std::string file(trim(name()));
    if (file.empty())
        return {};
    const std::string end = what_ == What::Map ? kEnds[format_] : ".csv";
    if (!to_lower(file).ends_with(end))
        file += end;
    return (folder / file).lexically_normal();
}

paper::PageChoice ExportDialog::page(const PanelContext& in) const {
    paper::PageChoice choice;
    choice.kind.kind = kind_;
    if (const auto& clusters = in.shown().clusters; clusters != nullptr && !kind_) {
        choice.kind.kind = paper::MapKind::Clusters;
        choice.kind.clusters = std::make_shared<const map::ClusterMap>(
            report::cluster_map(clusters->report, in.reader()));
    }
    choice.sheet = paper::sheet_named(kSheets[sheet_].name);
    if (turn_ > 0)
        choice.landscape = turn_ == 2;
    choice.date = io::iso_day(io::today());
    choice.reader = in.reader();
    choice.plan = with_stops_;
    choice.theme = theme_.theme();
    if (draft_ != nullptr)
        choice.stops = moved_stops_of(*draft_, *in.shown().results, choice.reader);
    return choice;
}

std::vector<paper::MapKind> ExportDialog::other_kinds(const PanelContext& in) {
    if (!in.document.style.second.empty())
        return {paper::MapKind::Difference};
    std::vector<paper::MapKind> kinds = {paper::MapKind::Symbols};
    if (in.shown().columns->has("white_nh")) // groups of people, which layers/population counts
        kinds.push_back(paper::MapKind::Dots);
    if (in.shown().results->siting)
        kinds.push_back(paper::MapKind::Catchment);
    return kinds;
}

void ExportDialog::draw_kind(PanelContext& in) {
    const std::vector<paper::MapKind> kinds = other_kinds(in);
    std::vector<Text> names = {kAsShown};
    int chosen = 0;
    for (const paper::MapKind kind : kinds) {
        names.push_back(paper::label_of(kind));
        if (kind_ == kind)
            chosen = static_cast<int>(names.size()) - 1;
    }
    ui::label(in.ui, kKind);
    ui::combo(in.ui, "export.kind", chosen, names, 240);
    kind_ = chosen == 0 ? std::nullopt : std::optional(kinds[static_cast<std::size_t>(chosen) - 1]);
}

void ExportDialog::draw_map(PanelContext& in) {
    ui::muted(in.ui, in.tr(kMapLead));
    draw_kind(in);
    ui::label(in.ui, kFormat);
    int format = static_cast<int>(format_);
    if (ui::segmented(in.ui, "export.format",
                      std::vector<Text>(std::begin(kFormats), std::end(kFormats)), format)) {
        format_ = static_cast<std::size_t>(format);
        map_name_ = fs::path(map_name_).replace_extension(kEnds[format_]).string();
        to_replace_.clear();
    }
    ui::label(in.ui, kSheet);
    std::vector<Text> names;
    for (const SheetChoice& sheet : kSheets)
        names.push_back(sheet.label);
    ui::combo(in.ui, "export.sheet", sheet_, names, 240);
    ui::label(in.ui, kTurn);
    ui::segmented(in.ui, "export.turn", std::vector<Text>(std::begin(kTurns), std::end(kTurns)),
                  turn_);
    if (kEnds[format_] == std::string_view(".png")) {
        ui::label(in.ui, kDpi);
        if (ui::input_number(in.ui, "export.dpi", dpi_, "%.0f", 110))
            dpi_ = std::clamp(std::round(dpi_), kLeastDpi, kMostDpi);
    }
    if (in.shown().results->siting) {
        ui::space(in.ui, 4);
        ui::checkbox(in.ui, "export.stops", kWithStops, with_stops_);
    }
    theme_.draw(in, "export");
}

void ExportDialog::draw_preview(PanelContext& in, ImVec2 room) {
    const Snapshot& shown = in.shown();
    const paper::PageChoice choice = page(in);
    // The page is small: as many dots as the window shows of it.
    const double dpi =
        72 * std::min(room.x / choice.sheet.width, room.y / choice.sheet.height) * 1.3;
    const std::string key =
        fmt::format("{} {} {} {} {} {} {} {:.0f} {} {} {}", shown.results_version,
                    shown.scene_version, kind_ ? paper::name_of(*kind_) : "", sheet_, turn_,
                    with_stops_, name_of(choice.reader.language), dpi, name_of(choice.reader.units),
                    theme_.key(), in.document.style.to_toml() + in.document.moved.to_toml("moved"));
    preview_.want(key, [columns = shown.columns, overlays = shown.overlays,
                        style = in.document.style, choice, dpi] {
        return paper::pixels_of(paper::map_page(*columns, style, overlays.get(), choice), dpi);
    });
    preview_.draw(in.ui, surface_, room);
}

void ExportDialog::draw_table(PanelContext& in) {
    ui::muted(in.ui, in.tr(kTableLead));
    ui::label(in.ui, kRows);
    const auto words = [&](Text pattern, std::size_t n) {
        return fmt::format(fmt::runtime(in.tr(pattern)), format_count(static_cast<double>(n)));
    };
    const auto radio = [&](const char* id, const std::string& label, bool selected) {
        if (ImGui::RadioButton(fmt::format("{}###{}", label, id).c_str(),
                               only_selected_ == selected))
            only_selected_ = selected;
        ui::note_item(in.ui, id);
    };
    const std::size_t selected = in.view.selection.count();
    if (selected == 0)
        only_selected_ = false;
    {
        const ui::Disabled off(selected == 0);
        radio("export.selected", words(kSelectedTracts, selected), true);
    }
    radio("export.all", words(kAllRows, in.shown().results->tracts->size()), false);
}

void ExportDialog::draw_target(PanelContext& in, bool with_name) {
    folder_.draw(in, "export");
    if (with_name) {
        ui::label(in.ui, kName);
        ui::input(in.ui, "export.name", name(), kName, true);
    }
    ui::space(in.ui, 6);
    if (folder_.writable() && !to_replace_.empty() && to_replace_ == target()) {
        ui::notice(in.ui, ui::Tone::Warning,
                   fmt::format(fmt::runtime(in.tr(kExists)), to_replace_.filename().string()));
        return;
    }
    std::error_code error;
    if (folder_.draw_state(in) && what_ == What::Run && !fs::is_empty(folder_.folder(), error))
        ui::muted(in.ui, in.tr(kInUse));
}

void ExportDialog::write(PanelContext& in) {
    const fs::path file = target();
    std::error_code error;
    if (what_ != What::Run && fs::exists(file, error) && to_replace_ != file) {
        to_replace_ = file;
        return;
    }
    switch (what_) {
    case What::Map:
        in.edits.ask(Edits::ExportMap{file, page(in), dpi_});
        break;
    case What::Table:
        in.edits.ask(Edits::ExportRows{file, only_selected_ ? in.view.selection.selected()
                                                            : std::vector<std::uint32_t>()});
        break;
    case What::Run:
        in.edits.ask(Edits::ExportRun{file});
        break;
    case What::Study:
        break;
    }
    open_ = false;
}

void ExportDialog::draw_buttons(PanelContext& in) {
    ui::begin_footer(in.ui);
    const bool asks = !to_replace_.empty() && to_replace_ == target();
    const Text go = asks ? kReplace : kExport;
    if (what_ == What::Study)
        ui::right_aligned(in.ui, {kCancel});
    else
        ui::right_aligned(in.ui, {kCancel, go});
    if (ui::button(in.ui, "export.cancel", kCancel))
        open_ = false;
    if (what_ == What::Study)
        return;
    ImGui::SameLine();
    const ui::Disabled off(in.snapshot == nullptr || target().empty() || !folder_.writable() ||
                           (what_ == What::Map && !theme_.usable()));
    if (ui::primary_button(in.ui, "export.go", go))
        write(in);
}

void ExportDialog::draw(PanelContext& in) {
    if (open_ && !begun_)
        begin(in);
    const bool with_preview = what_ == What::Map && in.snapshot != nullptr;
    const ImVec2 size = folder_.browsing() || theme_.browsing() ? ImVec2{820, 600}
                        : with_preview ? ImVec2{620 + static_cast<float>(kPreviewWidth), 700}
                                       : ImVec2{620, 520};
    if (!ui::begin_dialog(in.ui, "export", kExportTitle, size, open_))
        return;
    if (folder_.browsing() || theme_.browsing()) {
        if (folder_.browsing())
            folder_.draw_browse(in, "export");
        else
            theme_.draw_browse(in, "export");
        ui::end_dialog(open_);
        return;
    }
    int chosen = static_cast<int>(what_);
    if (ui::segmented(in.ui, "export.what", std::vector<Text>(std::begin(kWhat), std::end(kWhat)),
                      chosen)) {
        what_ = static_cast<What>(chosen);
        to_replace_.clear();
    }
    ui::space(in.ui, 10);
    const float high = ImGui::GetContentRegionAvail().y - ui::footer_height(in.ui);
    // In a window without room for both, the choices go before the preview.
    const bool roomy =
        with_preview && ImGui::GetContentRegionAvail().x > in.ui.px(kPreviewWidth + 420);
    const float preview = roomy ? in.ui.px(kPreviewWidth) : 0;
    ImGui::BeginChild("choices", {roomy ? -preview - in.ui.px(16) : 0, high});
    if (map_name_.empty() && in.snapshot != nullptr && !in.shown().scene.column.empty())
        map_name_ = in.shown().scene.column + kEnds[format_];
    if (what_ == What::Study) {
        ui::muted(in.ui, in.tr(kStudyLead));
        ui::space(in.ui, 8);
        if (ui::primary_button(in.ui, "export.save-as", kSaveAs)) {
            in.edits.ask(Edits::ShowDialog{"save-as"});
            open_ = false;
        }
    } else if (in.snapshot == nullptr) {
        if (in.activity.failure)
            ui::notice(in.ui, ui::Tone::Error, in.tr(kFailed), in.activity.failure->message);
        else
            ui::progress_bar(in.ui, in.activity.fraction, in.tr(kExportWaiting));
    } else {
        if (what_ == What::Map)
            draw_map(in);
        else if (what_ == What::Table)
            draw_table(in);
        else
            ui::muted(in.ui, in.tr(kRunLead));
        draw_target(in, what_ != What::Run);
    }
    ImGui::EndChild();
    if (roomy) {
        ImGui::SameLine(0, in.ui.px(16));
        ImGui::BeginChild("preview", {preview, high});
        draw_preview(in, {preview, high});
        ImGui::EndChild();
    }
    draw_buttons(in);
    ui::end_dialog(open_);
}

} // namespace tractwise::viewer
