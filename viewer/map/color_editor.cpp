// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/color_editor.hpp"

#include "viewer/ui/swatches.hpp"

#include <cmath>

namespace tractwise::viewer {
namespace {

constexpr Text kTwo{"Two columns at once", "Dos columnas a la vez"};
constexpr Text kTwoTip{
    "Nine colors: each column is cut into low, middle and high, and the map shows where both are "
    "high",
    "Nueve colores: cada columna se corta en bajo, medio y alto, y el mapa muestra dónde ambas son "
    "altas"};
constexpr Text kSecond{"Second column (upward in the legend)",
                       "Segunda columna (hacia arriba en la leyenda)"};
constexpr Text kNineColors{"Colors", "Colores"};
constexpr Text kPalette{"Palette", "Paleta"};
constexpr Text kPaletteHelp{
    "Those listed can be told apart by color-blind readers, as their makers publish it.",
    "Las de la lista se distinguen también con daltonismo, según sus autores."};
constexpr Text kReversed{"Other way round", "Al revés"};
constexpr Text kVision{"Preview as seen by", "Ver como lo ve"};
constexpr Text kVisionHelp{
    "Shows the map as readers with a color vision deficiency see it, or a black and white print. "
    "It does not change the colors of the map.",
    "Muestra el mapa como lo ve una persona daltónica, o impreso en blanco y negro. No cambia los "
    "colores del mapa."};
constexpr Text kHatch{"Hatch unreliable estimates", "Tramar las estimaciones poco fiables"};
constexpr Text kHatchTip{
    "Lines across tracts whose estimate rests on too few answers: its coefficient of variation "
    "(standard error as a share of the estimate) is above the limit",
    "Líneas sobre los sectores cuya estimación se basa en muy pocas respuestas: su coeficiente de "
    "variación (error estándar como parte de la estimación) supera el límite"};
constexpr Text kLimit{"Limit of the coefficient of variation (CV)",
                      "Límite del coeficiente de variación (CV)"};
constexpr Text kNoMargins{"This column has no margins of error.",
                          "Esta columna no tiene márgenes de error."};
constexpr Text kChangeTwo{"Map of two columns", "Mapa de dos columnas"};
constexpr Text kChangeSecond{"Second column", "Segunda columna"};
constexpr Text kChangePalette{"Palette", "Paleta"};
constexpr Text kChangeReversed{"Palette the other way round", "Paleta al revés"};
constexpr Text kChangeVision{"Preview of color vision", "Vista de daltonismo"};
constexpr Text kChangeHatch{"Hatching of unreliable values", "Trama de valores poco fiables"};
constexpr Text kChangeLimit{"Limit of unreliable values", "Límite de valores poco fiables"};

/// The next best partner for a map of two columns: the first that is no part of the index.
std::string default_second(const Snapshot& shown) {
    for (const tract::ColumnInfo& info : shown.columns->infos())
        if (info.name != shown.scene.column && info.direction != tract::Direction::Context &&
            shown.results->layer_table->has(info.name))
            return info.name;
    for (const tract::ColumnInfo& info : shown.columns->infos())
        if (info.name != shown.scene.column)
            return info.name;
    return {};
}

} // namespace

void ColorEditor::draw_second_column(PanelContext& in, ColumnChoices& choices) {
    const map::MapStyle& style = in.document.style;
    bool two = !style.second.empty();
    ui::space(in.ui, 6);
    if (ui::checkbox(in.ui, "map.two", kTwo, two, kTwoTip)) {
        const std::string second = two ? default_second(in.shown()) : "";
        in.edits.change(kChangeTwo, "", [second](Document& next) { next.style.second = second; });
    }
    if (style.second.empty())
        return;
    ui::label(in.ui, kSecond);
    std::string second = style.second;
    if (ui::choose(in.ui, "map.second", second, choices.of(in.shown(), in.view.language)))
        in.edits.change(kChangeSecond, "",
                        [second](Document& next) { next.style.second = second; });
}

void ColorEditor::draw_palette(PanelContext& in) {
    const map::MapStyle& style = in.document.style;
    if (!style.second.empty()) {
        std::string chosen = style.bivariate_palette;
        ui::label(in.ui, kNineColors);
        if (ui::bivariate_choice(in.ui, "map.nine", chosen, style.vision))
            in.edits.change(kChangePalette, "",
                            [chosen](Document& next) { next.style.bivariate_palette = chosen; });
        return;
    }
    std::string chosen = style.palette.empty() ? in.shown().scene.palette : style.palette;
    ui::label(in.ui, kPalette, kPaletteHelp);
    const int classes =
        std::max<int>(map::Palette::kFewest, static_cast<int>(in.shown().scene.legend.rows.size()));
    if (ui::palette_menu(in.ui, "map.palette", chosen, show_all_,
                         {.classes = classes, .reversed = style.reversed, .vision = style.vision}))
        in.edits.change(kChangePalette, "",
                        [chosen](Document& next) { next.style.palette = chosen; });
    bool reversed = style.reversed;
    if (ui::checkbox(in.ui, "map.reversed", kReversed, reversed))
        in.edits.change(kChangeReversed, "",
                        [reversed](Document& next) { next.style.reversed = reversed; });
}

void ColorEditor::draw_vision(PanelContext& in) {
    std::vector<Text> labels;
    int chosen = 0;
    for (const map::Vision vision : map::kVisions) {
        if (vision == in.document.style.vision)
            chosen = static_cast<int>(labels.size());
        labels.push_back(map::label_of(vision));
    }
    ui::label(in.ui, kVision, kVisionHelp);
    if (ui::combo(in.ui, "map.vision", chosen, labels)) {
        const map::Vision vision = map::kVisions[static_cast<std::size_t>(chosen)];
        in.edits.change(kChangeVision, "",
                        [vision](Document& next) { next.style.vision = vision; });
    }
}

void ColorEditor::draw_hatching(PanelContext& in) {
    const map::MapStyle& style = in.document.style;
    if (!style.second.empty())
        return; // nine colors leave no room for a hatch
    const tract::Column* column = in.shown().columns->find(in.shown().scene.column);
    const bool has_margins = column != nullptr && !column->margin.empty();
    bool hatch = style.hatch_unreliable;
    if (ui::checkbox(in.ui, "map.hatch", kHatch, hatch, kHatchTip))
        in.edits.change(kChangeHatch, "",
                        [hatch](Document& next) { next.style.hatch_unreliable = hatch; });
    if (!has_margins) {
        ui::muted(in.ui, in.tr(kNoMargins));
        return;
    }
    if (!hatch)
        return;
    ui::label(in.ui, kLimit);
    double percent = style.unreliable_cv * 100;
    if (ui::slider(in.ui, "map.cv", percent, {.least = 5, .greatest = 100, .format = "%.0f %%"})) {
        const double cv = std::round(percent) / 100;
        in.edits.change(kChangeLimit, "map.cv",
                        [cv](Document& next) { next.style.unreliable_cv = cv; });
    }
    if (ImGui::IsItemDeactivatedAfterEdit())
        in.edits.ask(Edits::EndMerge{});
}

} // namespace tractwise::viewer
