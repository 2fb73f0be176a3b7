// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/map_panel.hpp"

#include "engine/core/text.hpp"

#include <array>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

constexpr Text kHeading{"Map", "Mapa"};
constexpr Text kMapWaiting{"The map is on its way: columns and colors can be chosen here then.",
                           "El mapa está en camino: aquí se podrán elegir columnas y colores."};
constexpr Text kColumn{"What the map shows", "Qué muestra el mapa"};
constexpr Text kTitleField{"Title", "Título"};
constexpr Text kTitleHelp{"Above the legend and on exported maps. Empty: the column's own name.",
                          "Sobre la leyenda y en los mapas exportados. Vacío: el nombre de la "
                          "columna."};
constexpr Text kClasses{"Classes", "Clases"};
constexpr Text kClusters{"Clusters", "Agrupaciones"};
constexpr Text kKindTip{
    "The values of the column in classes, or where like values lie together",
    "Los valores de la columna en clases, o dónde hay juntos valores parecidos"};
constexpr Text kThirds{"Each column is cut into thirds: low, middle, high.",
                       "Cada columna se corta en tercios: bajo, medio, alto."};
constexpr Text kColors{"Colors", "Colores"};
constexpr Text kOver{"Drawn over it", "Sobre el mapa"};
constexpr Text kKinds{"Kinds of places", "Tipos de lugares"};
constexpr Text kCompare{"Compare", "Comparar"};
constexpr Text kCompareWith{"With", "Con"};
constexpr Text kSideNote{"Two maps that move together.", "Dos mapas que se mueven juntos."};
constexpr Text kDifferenceNote{
    "The second map shows this column minus the one above. Only columns of the same unit can be "
    "subtracted.",
    "El segundo mapa muestra esta columna menos la de arriba. Solo se pueden restar columnas de la "
    "misma unidad."};
constexpr Text kNothingLike{"No other column has the same unit.",
                            "Ninguna otra columna tiene la misma unidad."};
constexpr Text kChangeColumn{"Column of the map", "Columna del mapa"};
constexpr Text kChangeKind{"Kind of map", "Clase de mapa"};
constexpr Text kChangeTitle{"Title of the map", "Título del mapa"};
constexpr Text kChangeOver{"What is drawn over the map", "Lo que se dibuja sobre el mapa"};

struct OverChoice {
    const char* id;
    Text label;
    bool map::MapStyle::*on;
    Text tip = {"", ""};
};
constexpr std::array kOverChoices = {
    OverChoice{"map.tract-lines",
               {"Tract lines", "Límites de sectores"},
               &map::MapStyle::show_tract_lines},
    OverChoice{"map.county-lines",
               {"County lines", "Límites de condados"},
               &map::MapStyle::show_county_lines},
    OverChoice{"map.streets", {"Streets", "Calles"}, &map::MapStyle::show_streets},
    OverChoice{"map.water", {"Water", "Agua"}, &map::MapStyle::show_water},
    OverChoice{"map.points", {"Sites", "Lugares"}, &map::MapStyle::show_points},
    OverChoice{
        "map.uncounted",
        {"Not counted", "No contados"},
        &map::MapStyle::show_uncounted,
        {"Places that are closed, or of a kind that the study leaves out: drawn hollow, with "
         "the reason under the cursor",
         "Lugares cerrados o de un tipo que el estudio excluye: se dibujan huecos, con el "
         "motivo bajo el cursor"}},
    OverChoice{"map.names", {"Place names", "Nombres"}, &map::MapStyle::show_labels},
};

/// Classes and breaks are in the column's unit: they go where the unit changes.
void set_column(map::MapStyle& style, const std::string& column, bool same_unit) {
    style.column = column;
    if (same_unit)
        return;
    style.classes.own.clear();
    style.locked.reset();
}

} // namespace

void MapPanel::draw(PanelContext& in) {
    ui::heading(in.ui, kHeading);
    if (in.snapshot == nullptr) {
        waiting_note(in, kMapWaiting);
        return;
    }
    draw_column(in);
    draw_kind(in);
    const bool clusters = in.document.clusters.shown;
    if (!clusters)
        colors_.draw_second_column(in, choices_);
    if (clusters && ui::section(in.ui, "map.section.clusters", kClusters))
        clusters_.draw(in);
    if (!clusters && ui::section(in.ui, "map.section.classes", kClasses)) {
        if (in.document.style.second.empty())
            classes_.draw(in);
        else
            ui::muted(in.ui, in.tr(kThirds));
    }
    if (ui::section(in.ui, "map.section.colours", kColors)) {
        if (!clusters) { // those of clusters are the field's
            colors_.draw_palette(in);
            colors_.draw_hatching(in);
        }
        colors_.draw_vision(in);
    }
    if (ui::section(in.ui, "map.section.over", kOver))
        draw_over(in);
    if (ui::section(in.ui, "map.section.compare", kCompare))
        draw_compare(in);
    ui::space(in.ui, 16);
}

void MapPanel::draw_column(PanelContext& in) {
    const Snapshot& shown = in.shown();
    ui::label(in.ui, kColumn);
    std::string column = shown.scene.column;
    if (ui::choose(in.ui, "map.column", column, choices_.of(shown, in.view.language))) {
        const tract::ColumnInfo* before = shown.columns->info(shown.scene.column);
        const tract::ColumnInfo* after = shown.columns->info(column);
        const bool same_unit = before != nullptr && after != nullptr && before->unit == after->unit;
        in.edits.change(kChangeColumn, "", [column, same_unit](Document& next) {
            set_column(next.style, column, same_unit);
        });
    }
    ui::label(in.ui, kTitleField, kTitleHelp);
    if (title_of_ != in.document.style.title) {
        title_of_ = in.document.style.title;
        title_ = title_of_;
    }
    // The hint is what stands there without a title of its own.
    const std::string own = shown.scene.legend.title;
    if (ui::input(in.ui, "map.title", title_, {own.c_str(), own.c_str()}, true)) {
        title_of_ = title_;
        in.edits.change(kChangeTitle, "map.title",
                        [title = title_](Document& next) { next.style.title = title; });
    }
    if (ImGui::IsItemDeactivatedAfterEdit())
        in.edits.ask(Edits::EndMerge{});
}

void MapPanel::draw_kind(PanelContext& in) const {
    ui::space(in.ui, 6);
    int kind = in.document.clusters.shown ? 1 : 0;
    if (ui::segmented(in.ui, "map.kind", {kClasses, kClusters}, kind))
        in.edits.change(kChangeKind, "", [shown = kind == 1](Document& next) {
            next.clusters.shown = shown;
            if (shown)
                next.style.second.clear();
        });
    ui::tooltip(in.ui, in.tr(kKindTip));
}

void MapPanel::draw_over(PanelContext& in) const {
    const float column = ImGui::GetContentRegionAvail().x / 2;
    const float left = ImGui::GetCursorPosX();
    bool two = true; // beside each other, where the words have room
    for (const OverChoice& choice : kOverChoices)
        two = two && ImGui::CalcTextSize(in.tr(choice.label)).x + in.ui.px(36) < column;
    for (std::size_t i = 0; i < kOverChoices.size(); ++i) {
        const OverChoice& choice = kOverChoices[i];
        if (two && i % 2 == 1)
            ImGui::SameLine(left + column);
        bool on = in.document.style.*choice.on;
        if (ui::checkbox(in.ui, choice.id, choice.label, on, choice.tip))
            in.edits.change(kChangeOver, "",
                            [which = choice.on, on](Document& next) { next.style.*which = on; });
    }
    draw_kinds(in);
}

/// Stores, clinics, candidates: one by one.
void MapPanel::draw_kinds(PanelContext& in) const {
    const map::MapStyle& style = in.document.style;
    std::vector<LegendSymbol> kinds;
    if (style.show_points && in.shown().overlays != nullptr)
        kinds = legend_symbols(*in.shown().overlays, style, 0, true);
    std::erase_if(kinds, [](const LegendSymbol& kind) { return !kind.counted; });
    if (in.document.study.siting)
        kinds.push_back(
            {.symbol = map::Symbol::Candidate, .shown = !style.hides(map::Symbol::Candidate)});
    if (kinds.empty())
        return;
    ui::label(in.ui, kKinds);
    for (const LegendSymbol& kind : kinds) {
        bool on = kind.shown;
        const std::string words = kind.count > 0
                                      ? fmt::format("{} ({})", label_of(kind, in.view.language),
                                                    format_count(static_cast<double>(kind.count)))
                                      : label_of(kind, in.view.language);
        if (ui::text_checkbox(in.ui, fmt::format("map.kind.{}", name_of(kind.symbol)), words, on))
            in.edits.change(kChangeOver, "", [which = kind.symbol, on](Document& next) {
                next.style.show(which, on);
            });
    }
}

void MapPanel::draw_compare(PanelContext& in) {
    int chosen = static_cast<int>(in.view.compare);
    static const std::vector<Text> kModes = {
        {"Off", "No"}, {"Side by side", "Lado a lado"}, {"Difference", "Diferencia"}};
    if (ui::segmented(in.ui, "map.compare", kModes, chosen))
        in.view.compare = static_cast<Compare>(chosen);
    if (in.view.compare == Compare::Off)
        return;
    const Snapshot& shown = in.shown();
    const bool difference = in.view.compare == Compare::Difference;
    std::vector<ui::Choice> alike;
    if (difference)
        alike = choices_.with_unit_of(shown, in.view.language, shown.scene.column);
    const std::vector<ui::Choice>& choices =
        difference ? alike : choices_.of(shown, in.view.language);
    const auto offered = [&](const std::string& column) {
        for (const ui::Choice& choice : choices)
            if (choice.id == column)
                return true;
        return false;
    };
    if (choices.empty()) {
        in.view.compare_with.clear();
        ui::empty_note(in.ui, kNothingLike);
        return;
    }
    if (!offered(in.view.compare_with) || in.view.compare_with == shown.scene.column) {
        // A measure rather than another form of the index, which would look just the same.
        in.view.compare_with.clear();
        for (const ui::Choice& choice : choices) {
            const bool measure =
                shown.results->layer_table->has(choice.id) &&
                shown.columns->info(choice.id)->direction != tract::Direction::Context;
            if (choice.id != shown.scene.column && (measure || in.view.compare_with.empty()))
                in.view.compare_with = choice.id;
            if (measure && choice.id == in.view.compare_with)
                break;
        }
    }
    ui::label(in.ui, kCompareWith);
    ui::choose(in.ui, "map.compare-with", in.view.compare_with, choices);
    ui::muted(in.ui, in.tr(difference ? kDifferenceNote : kSideNote));
}

} // namespace tractwise::viewer
