// SPDX-License-Identifier: Apache-2.0
#include "viewer/import/sources_panel.hpp"

#include "viewer/import/source_users.hpp"
#include "viewer/start/file_words.hpp"
#include "viewer/ui/dialog.hpp"

#include "engine/core/text.hpp"
#include "engine/index/columns.hpp"
#include "engine/map/describe.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr Text kParts{"What the study is made of", "De qué está hecho el estudio"};
constexpr Text kAddPart{"Add...", "Agregar..."};
constexpr Text kPartHomes{"Homes, by block", "Viviendas, por bloque"},
    kPartHomesWhat{
        "Blocks or block groups with people: distances are measured from there, else from "
        "the middle of tracts",
        "Bloques o grupos de bloques con personas: las distancias se miden desde allí; si "
        "no, desde el centro de los sectores"};
constexpr Text kPartSurvey{"Survey tables", "Tablas de encuesta"},
    kPartSurveyWhat{"Census tables (ACS) or an SVI file: population, social and housing measures",
                    "Tablas del censo (ACS) o un archivo SVI: medidas de población, sociales y de "
                    "vivienda"};
constexpr Text kPartStores{"Food stores", "Tiendas de alimentos"},
    kPartStoresWhat{"A list of places: distances to supermarkets",
                    "Una lista de lugares: distancias a supermercados"};
constexpr Text kPartClinics{"Clinics", "Clínicas"},
    kPartClinicsWhat{"A list of places: distances to clinics",
                     "Una lista de lugares: distancias a clínicas"};
constexpr Text kPartStreets{"Streets", "Calles"},
    kPartStreetsWhat{"OpenStreetMap: travel in minutes, and drawn on the map",
                     "OpenStreetMap: viajes en minutos, y dibujadas en el mapa"};
constexpr Text kPartColumns{"Columns of your own", "Columnas propias"},
    kPartColumnsWhat{"Numbers by tract that no layer knows", "Números por sector que ninguna capa "
                                                             "conoce"};
constexpr Text kPartAreas{"Areas by name", "Áreas por nombre"},
    kPartAreasWhat{"Polygons of ZIP codes, towns or districts, to select tracts by",
                   "Polígonos de códigos ZIP, pueblos o distritos, para seleccionar sectores"};
constexpr Text kPartIndex{"Choose an index...", "Elegir un índice..."};
constexpr Text kPartStudy{"Counties and title...", "Condados y título..."};

constexpr Text kSourcesTitle{"Sources", "Fuentes"};
constexpr Text kSourcesLead{"Where every number comes from.", "De dónde viene cada número."};
constexpr Text kSourcesWaiting{"Sources appear here once the study has been read.",
                               "Las fuentes aparecen aquí cuando se haya leído el estudio."};
constexpr Text kAbout{"About a column", "Sobre una columna"};
constexpr Text kColumn{"Column", "Columna"};
constexpr Text kIndex{"Index", "Índice"}, kMeasures{"Measures", "Medidas"};
constexpr Text kName{"Name in files", "Nombre en archivos"}, kUnit{"Unit", "Unidad"},
    kUniverse{"Counts", "Cuenta"}, kFormula{"How it is computed", "Cómo se calcula"},
    kSource{"Source", "Fuente"}, kRecipe{"recipe ", "receta "},
    kVintage{"Tract boundaries", "Límites de sectores"},
    kDirection{"A high value", "Un valor alto"}, kMargins{"Margins of error", "Márgenes de error"},
    kKnown{"Tracts with a value", "Sectores con valor"},
    kMissing{"Tracts without a value", "Sectores sin valor"};
constexpr Text kWorse{"is worse", "es peor"}, kBetter{"is better", "es mejor"},
    kContext{"only describes", "solo describe"};
constexpr Text kYes{"yes, 90 %", "sí, 90 %"}, kNo{"no", "no"};
constexpr Text kNoUnit{"none", "ninguna"};
constexpr Text kShowOnMap{"Show on the map", "Ver en el mapa"};
constexpr Text kShown{"Shown on the map", "Se ve en el mapa"};
constexpr Text kMapColumn{"Column on the map", "Columna del mapa"};
constexpr Text kCopyName{"Copy the name", "Copiar el nombre"};
constexpr Text kFiles{"Files of this study", "Archivos de este estudio"};
constexpr Text kYear{"Year", "Año"}, kTractsOf{"Tracts of", "Sectores de"},
    kLicense{"Licence", "Licencia"}, kUsedBy{"Used by", "Usada por"}, kFile{"File", "Archivo"},
    kUrl{"From", "De"}, kNobody{"nothing", "nada"};
constexpr Text kSha{"SHA-256, which tells whether a file is the same",
                    "SHA-256, que indica si un archivo es el mismo"};

/// Caption above, text below in full: for what may be long.
void passage(PanelContext& in, Text caption, const std::string& text) {
    if (text.empty())
        return;
    ui::label(in.ui, caption);
    ImGui::TextWrapped("%s", text.c_str());
}

/// Caption left, text right where it fits, else below.
void line(PanelContext& in, Text caption, const std::string& text) {
    if (text.empty())
        return;
    const float room = ImGui::GetContentRegionAvail().x;
    const float wide = ImGui::CalcTextSize(text.c_str()).x;
    if (wide + ImGui::CalcTextSize(in.tr(caption)).x + in.ui.px(14) <= room)
        ui::fact(in.ui, in.tr(caption), text);
    else
        passage(in, caption, text);
}

} // namespace

namespace {

/// Formulas name columns and cells, which no language changes; those in words are said in both.
constexpr Text kFormulas[] = {
    {"share of ranked tracts of the reference that are better off",
     "proporción de los sectores clasificados que están mejor"},
    {"place in the reference; ties share a rank",
     "lugar entre los sectores comparados; los empates comparten lugar"},
    {"propagated from the ACS margins", "calculado con los márgenes de la ACS"}};
constexpr Text kTravelStraight{"; travel: straight line on the ellipsoid",
                               "; viaje: línea recta sobre el elipsoide"};

std::string formula_words(std::string formula, Language language) {
    for (const Text& text : kFormulas)
        if (formula == text.english)
            return text.in(language);
    if (const std::size_t at = formula.find(kTravelStraight.english); at != std::string::npos)
        formula.replace(at, std::string_view(kTravelStraight.english).size(),
                        kTravelStraight.in(language));
    return formula;
}

} // namespace

void SourcesPanel::refresh(const Snapshot& shown) {
    if (results_ == shown.results && !choices_.empty())
        return;
    results_ = shown.results;
    choices_.clear();
    cards_.clear();
    counted_name_.clear();
    const study::Study& study = results_->study;
    const std::string prefix =
        results_->index ? index::names_of(results_->index->recipe).prefix : std::string("\n");
    for (const tract::ColumnInfo& info : shown.columns->infos()) {
        const bool index = info.name.starts_with(prefix);
        choices_.push_back({info.name, info.label.empty() ? info.name : info.label_in(language_),
                            (index ? kIndex : kMeasures).in(language_), info.name});
    }
    std::stable_partition(choices_.begin(), choices_.end(), [&](const ui::Choice& choice) {
        return choice.group == kIndex.in(language_);
    });
    for (const study::InputFile& input : results_->inputs) {
        SourceCard card{.id = input.source, .path = input.path, .sha256 = input.sha256};
        if (const auto found = study.sources.find(input.source); found != study.sources.end()) {
            const io::SourceSpec& source = found->second;
            card.title = source.title;
            card.license = source.license;
            card.url = source.url;
            card.year = source.year.value_or(0);
            card.vintage = source.vintage.value_or(0);
        }
        card.users = users_of(study, input.source, language_);
        cards_.push_back(std::move(card));
    }
}

void SourcesPanel::refresh_column(const Snapshot& shown) {
    if (counted_name_ == column_)
        return;
    counted_name_ = column_;
    missing_.clear();
    known_ = 0;
    margins_ = false;
    const tract::Column* column = shown.columns->find(column_);
    if (column == nullptr)
        return;
    margins_ = !column->margin.empty();
    std::map<io::Missing, std::size_t> counts;
    for (std::size_t row = 0; row < column->values.size(); ++row) {
        if (std::isnan(column->values[row]))
            ++counts[column->reason(row)];
        else
            ++known_;
    }
    for (const auto& [reason, tracts] : counts)
        missing_.push_back({reason, tracts});
    std::stable_sort(missing_.begin(), missing_.end(),
                     [](const auto& a, const auto& b) { return a.tracts > b.tracts; });
}

void SourcesPanel::draw_column(PanelContext& in) {
    const Snapshot& shown = in.shown();
    ui::label(in.ui, kColumn);
    ui::choose(in.ui, "sources.column", column_, choices_);
    const tract::ColumnInfo* info = shown.columns->info(column_);
    if (info == nullptr)
        return;
    refresh_column(shown);
    const std::string unit = words::unit(info->unit, in.reader());
    ui::space(in.ui, 4);
    const bool on_map = shown.scene.column == column_;
    {
        const ui::Disabled off(on_map);
        if (ui::button(in.ui, "sources.show", on_map ? kShown : kShowOnMap))
            in.edits.change(kMapColumn, "", [name = column_](Document& next) {
                next.style.column = name;
                next.style.locked.reset();
            });
    }
    ImGui::SameLine();
    if (ui::button(in.ui, "sources.copy-name", kCopyName))
        ImGui::SetClipboardText(column_.c_str());
    ui::space(in.ui, 4);
    line(in, kName, info->name);
    line(in, kUnit, unit.empty() ? in.tr(kNoUnit) : unit);
    line(in, kUniverse, info->universe);
    line(in, kDirection,
         in.tr(info->direction == tract::Direction::HigherIsWorse    ? kWorse
               : info->direction == tract::Direction::HigherIsBetter ? kBetter
                                                                     : kContext));
    line(in, kVintage, info->vintage == 0 ? "" : std::to_string(info->vintage));
    line(in, kMargins, in.tr(margins_ ? kYes : kNo));
    line(in, kKnown, format_count(static_cast<double>(known_)));
    std::size_t missing = 0;
    for (const MissingLine& reason : missing_)
        missing += reason.tracts;
    line(in, kMissing, format_count(static_cast<double>(missing)));
    for (const MissingLine& reason : missing_)
        ui::muted(in.ui, fmt::format("{}: {}", format_count(static_cast<double>(reason.tracts)),
                                     map::missing_words(reason.reason, in.view.language)));
    passage(in, kFormula, formula_words(info->formula, in.view.language));
    const std::string_view recipe = kRecipe.english;
    passage(in, kSource,
            info->source.starts_with(recipe)
                ? kRecipe.in(in.view.language) + info->source.substr(recipe.size())
                : info->source);
}

void SourcesPanel::draw_source(PanelContext& in, const SourceCard& card) {
    const float side = in.ui.px(32);
    ImGui::PushFont(in.ui.fonts.bold);
    ImGui::TextWrapped("%s", (card.title.empty() ? card.id : card.title).c_str());
    ImGui::PopFont();
    const float room = ImGui::GetContentRegionAvail().x;
    const std::string path = home_words(card.path);
    line(in, kFile, ui::fitted(path.substr(path.find_last_of('/') + 1), room));
    ui::tooltip(in.ui, card.path);
    line(in, kYear, card.year == 0 ? "" : std::to_string(card.year));
    line(in, kTractsOf, card.vintage == 0 ? "" : std::to_string(card.vintage));
    line(in, kLicense, card.license);
    line(in, kUsedBy, card.users.empty() ? in.tr(kNobody) : card.users);
    if (!card.url.empty()) {
        ui::label(in.ui, kUrl);
        ui::copy_line(in.ui, fmt::format("sources.{}.copy-url", card.id), card.url);
    }
    if (!card.sha256.empty()) {
        // Its beginning is enough to compare by eye; the button copies all of it.
        ImGui::PushFont(in.ui.fonts.small);
        const float top = ImGui::GetCursorPosY();
        ImGui::SetCursorPosY(top + in.ui.px(8));
        ImGui::TextDisabled("SHA-256  %s...", card.sha256.substr(0, 16).c_str());
        ui::tooltip(in.ui, std::string(in.tr(kSha)) + "\n" + card.sha256);
        ImGui::PopFont();
        ImGui::SameLine(room - side + ImGui::GetCursorStartPos().x);
        ImGui::SetCursorPosY(top);
        if (ui::icon_button(in.ui, fmt::format("sources.{}.copy-sha", card.id), ui::Icon::Copy,
                            {"Copy", "Copiar"}))
            ImGui::SetClipboardText(card.sha256.c_str());
    }
    ui::rule(in.ui);
}

void SourcesPanel::draw_parts(PanelContext& in) const {
    const study::Study& study = in.document.study;
    const auto role_given = [&](std::string_view role) {
        return std::any_of(
            study.layers.begin(), study.layers.end(),
            [&](const study::LayerChoice& layer) { return layer.options.has(role); });
    };
    struct Part {
        const char* id;
        Text name, what;
        bool there;
    };
    const Part parts[] = {
        {"homes", kPartHomes, kPartHomesWhat, !study.demand.empty()},
        {"survey", kPartSurvey, kPartSurveyWhat, role_given("acs")},
        {"stores", kPartStores, kPartStoresWhat, role_given("stores")},
        {"clinics", kPartClinics, kPartClinicsWhat, role_given("clinics")},
        {"streets", kPartStreets, kPartStreetsWhat, study.sources.contains("streets")},
        {"columns", kPartColumns, kPartColumnsWhat, !study.columns.empty()},
        {"areas", kPartAreas, kPartAreasWhat, !study.areas.empty()}};
    const float room = ImGui::GetContentRegionAvail().x;
    for (const Part& part : parts) {
        const float left = ImGui::GetCursorPosX();
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float sign = in.ui.px(16);
        ui::draw_icon(*ImGui::GetWindowDrawList(), part.there ? ui::Icon::Check : ui::Icon::Minus,
                      {at.x, at.y + (ImGui::GetFrameHeight() - sign) / 2}, sign,
                      part.there ? in.ui.colors().good : in.ui.colors().muted, in.ui.scale);
        ImGui::SetCursorPosX(left + in.ui.px(24));
        ImGui::AlignTextToFramePadding();
        ImGui::TextUnformatted(in.tr(part.name));
        ui::tooltip(in.ui, in.tr(part.what));
        const float width =
            ImGui::CalcTextSize(in.tr(kAddPart)).x + 2 * ImGui::GetStyle().FramePadding.x;
        ImGui::SameLine(left + room - width);
        if (ui::button(in.ui, std::string("sources.add.") + part.id, kAddPart, part.what))
            in.edits.ask(Edits::ShowDialog{"add-file"});
    }
    ui::space(in.ui, 4);
    if (!study.index && ui::link(in.ui, "sources.index", in.tr(kPartIndex))) {
        in.view.side = Side::Weigh;
        in.view.side_open = true;
    }
    if (ui::link(in.ui, "sources.study", in.tr(kPartStudy)))
        in.edits.ask(Edits::ShowDialog{"study"});
    ui::space(in.ui, 6);
}

void SourcesPanel::draw(PanelContext& in) {
    ui::heading(in.ui, kSourcesTitle);
    ui::muted(in.ui, in.tr(kSourcesLead));
    if (in.snapshot == nullptr) {
        waiting_note(in, kSourcesWaiting);
        return;
    }
    if (language_ != in.view.language) {
        language_ = in.view.language;
        choices_.clear();
    }
    refresh(in.shown());
    if (column_.empty() || !in.shown().columns->has(column_))
        column_ = in.shown().scene.column;
    if (ui::section(in.ui, "sources.parts", kParts))
        draw_parts(in);
    if (ui::section(in.ui, "sources.about", kAbout))
        draw_column(in);
    if (ui::section(in.ui, "sources.files", kFiles))
        for (const SourceCard& card : cards_)
            draw_source(in, card);
}

} // namespace tractwise::viewer
