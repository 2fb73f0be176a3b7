// SPDX-License-Identifier: Apache-2.0
#include "viewer/map/cluster_editor.hpp"

#include "viewer/ui/small_widgets.hpp"

#include "engine/core/text.hpp"
#include "engine/geo/geodesic.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

using report::ClusterChoice;
using spatial::LocalMethod;
using Kind = spatial::WeightsChoice::Kind;

constexpr Text kClusterHelp{"Where high values lie beside high ones, low beside low, or a tract "
                            "differs from its neighbors, more than by chance. It "
                            "says where, not why, and nothing about single people. A p compares "
                            "the values with the same values laid out "
                            "at random; it knows nothing of the margins of error of a survey.",
                            "Dónde hay valores altos junto a altos, bajos junto a bajos, o un "
                            "sector distinto de sus vecinos, más que por azar. Dice "
                            "dónde, no por qué, y nada de cada persona. Un p compara los valores "
                            "con los mismos valores repartidos al azar; "
                            "no sabe nada de los márgenes de error de una encuesta."};
constexpr Text kMethodField{"Method", "Método"};
struct ClusterMethod {
    LocalMethod method;
    Text label;
};
constexpr std::array kMethodsOfClusters = {
    ClusterMethod{LocalMethod::Moran,
                  {"Local Moran: like or unlike", "Moran local: igual o distinto"}},
    ClusterMethod{LocalMethod::Geary, {"Local Geary: differences", "Geary local: diferencias"}},
    ClusterMethod{LocalMethod::GStar, {"Gi*: hot and cold spots", "Gi*: puntos calientes y fríos"}},
    ClusterMethod{LocalMethod::G, {"Gi: without the tract itself", "Gi: sin el propio sector"}}};
constexpr Text kNeighborsField{"Neighbors", "Vecinos"};
constexpr Text kNeighborsHelp{"Whose values a tract is held against. A distance leaves tracts "
                              "without a neighbor where tracts are large.",
                              "Con los valores de quiénes se compara un sector. Una distancia deja "
                              "sectores sin vecino donde son "
                              "grandes."};
struct NeighborKind {
    Kind kind;
    Text label;
};
constexpr std::array kNeighborKindList = {
    NeighborKind{Kind::Queen, {"Share a corner (queen)", "Comparten una esquina (reina)"}},
    NeighborKind{Kind::Rook, {"Share an edge (rook)", "Comparten un lado (torre)"}},
    NeighborKind{Kind::Nearest, {"The nearest", "Los más cercanos"}},
    NeighborKind{Kind::Band, {"Within a distance", "A menos de una distancia"}}};
constexpr Text kHowMany{"tracts", "sectores"};
constexpr double kUsualNearest = 8, kMostNearest = 200, kUsualMiles = 2, kUsualKilometers = 3;
constexpr Text kDrawsField{"Permutations", "Permutaciones"};
constexpr Text kDrawsHelp{
    "How often the values are laid out anew. More make a p surer, and smaller ones possible.",
    "Cuántas veces se reparten de nuevo los valores. Más permutaciones afinan p y permiten valores "
    "menores."};
constexpr std::array<std::size_t, 2> kDraws = {999, 9999};
constexpr Text kAlphaField{"Significant up to", "Significativo hasta"};
constexpr std::array kAlphas = {0.05, 0.01, 0.001};
constexpr Text kCorrectionField{"Correction for many tests", "Corrección por muchas pruebas"};
constexpr Text kCorrectionHelp{"Every tract is a test, and some are rare by chance. Benjamini and "
                               "Hochberg keep the share of false ones among "
                               "those found; Bonferroni the chance of any. Without one, about as "
                               "many tracts as the limit says are chance.",
                               "Cada sector es una prueba, y algunos son raros por azar. Benjamini "
                               "y Hochberg limitan la parte de falsos entre "
                               "los hallados; Bonferroni, la probabilidad de que haya alguno. Sin "
                               "corrección, son azar tantos sectores como "
                               "dice el límite."};
const std::vector<Text> kCorrectionWords = {{"No correction", "Sin corrección"},
                                            {"Benjamini-Hochberg", "Benjamini-Hochberg"},
                                            {"Bonferroni", "Bonferroni"}};
constexpr Text kOneTailField{"One tail, as GeoDa and PySAL", "Una cola, como GeoDa y PySAL"};
constexpr Text kOneTailHelp{"Looks only into the tail in which a tract lies: twice as many are "
                            "below the limit by chance. For maps that are to be "
                            "held against published ones.",
                            "Mira solo la cola en que está el sector: por azar hay el doble bajo "
                            "el límite. Para mapas que se comparan con otros "
                            "publicados."};
constexpr Text kAllTracts{"All tracts together", "Todos los sectores juntos"};
constexpr Text kNoClusters{"No clusters: {}", "Sin agrupaciones: {}"};
constexpr Text kColumnShown{"The map shows the column itself.",
                            "El mapa muestra la columna misma."};
constexpr Text kOnTheirWay{"The clusters are on their way.", "Las agrupaciones están en camino."};
constexpr Text kEarlierShown{"The map shows what was asked before.",
                             "El mapa muestra lo que se pidió antes."};
constexpr Text kClustersStopped{"Stopped", "Detenido"};
constexpr Text kFindThem{"Find clusters", "Buscar agrupaciones"};
constexpr Text kChangeClusters{"How clusters are found", "Cómo se buscan agrupaciones"};

void change(PanelContext& in, ClusterChoice choice) {
    in.edits.change(kChangeClusters, "",
                    [choice = std::move(choice)](Document& next) { next.clusters = choice; });
}

/// A menu of numbers; one that a file says and the menu has not stands last.
template <typename Number, std::size_t N, typename Words>
bool number_menu(PanelContext& in, std::string_view id, Number& value,
                 const std::array<Number, N>& usual, Words words) {
    std::vector<Number> numbers(usual.begin(), usual.end());
    auto at = std::find(numbers.begin(), numbers.end(), value);
    int chosen = static_cast<int>(at - numbers.begin());
    if (at == numbers.end())
        numbers.push_back(value);
    std::vector<std::string> items;
    for (const Number number : numbers)
        items.push_back(words(number));
    if (!ui::text_combo(in.ui, id, chosen, items))
        return false;
    value = numbers[static_cast<std::size_t>(chosen)];
    return true;
}

double meters_of_unit(Reader reader) {
    return reader.units == Units::Us ? geo::kMetersPerMile : 1000;
}

std::string usual_weights(Kind kind, Reader reader) {
    switch (kind) {
    case Kind::Rook:
        return "rook";
    case Kind::Nearest:
        return fmt::format("knn:{:.0f}", kUsualNearest);
    case Kind::Band:
        return "band:" +
               format_number((reader.units == Units::Us ? kUsualMiles : kUsualKilometers) *
                             meters_of_unit(reader));
    default:
        return "queen";
    }
}

} // namespace

void ClusterEditor::draw(PanelContext& in) {
    ClusterChoice choice = in.document.clusters;
    std::vector<Text> methods;
    int chosen = 0;
    for (const ClusterMethod& one : kMethodsOfClusters) {
        if (one.method == choice.method)
            chosen = static_cast<int>(methods.size());
        methods.push_back(one.label);
    }
    ui::label(in.ui, kMethodField, kClusterHelp);
    if (ui::combo(in.ui, "clusters.method", chosen, methods)) {
        choice.method = kMethodsOfClusters[static_cast<std::size_t>(chosen)].method;
        change(in, choice);
    }
    draw_neighbors(in);
    draw_significance(in);
    draw_found(in);
}

void ClusterEditor::draw_neighbors(PanelContext& in) {
    ClusterChoice choice = in.document.clusters;
    const spatial::WeightsChoice weights = spatial::WeightsChoice::parse(choice.weights);
    std::vector<Text> labels;
    int chosen = 0;
    for (const NeighborKind& one : kNeighborKindList) {
        if (one.kind == weights.kind)
            chosen = static_cast<int>(labels.size());
        labels.push_back(one.label);
    }
    ui::label(in.ui, kNeighborsField, kNeighborsHelp);
    if (ui::combo(in.ui, "clusters.neighbors", chosen, labels)) {
        choice.weights =
            usual_weights(kNeighborKindList[static_cast<std::size_t>(chosen)].kind, in.reader());
        change(in, choice);
    }
    if (weights.kind != Kind::Nearest && weights.kind != Kind::Band)
        return;
    const bool nearest = weights.kind == Kind::Nearest;
    const double unit = nearest ? 1 : meters_of_unit(in.reader());
    double number = weights.number / unit;
    if (ui::input_number(in.ui, "clusters.number", number, nearest ? "%.0f" : "%.4g", 84) &&
        number > 0) {
        choice.weights =
            nearest ? fmt::format("knn:{:.0f}", std::clamp(std::round(number), 1.0, kMostNearest))
                    : "band:" + format_number(number * unit);
        change(in, choice);
    }
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    ImGui::TextDisabled("%s", nearest                          ? in.tr(kHowMany)
                              : in.reader().units == Units::Us ? "mi"
                                                               : "km");
}

void ClusterEditor::draw_significance(PanelContext& in) const {
    ClusterChoice choice = in.document.clusters;
    ui::label(in.ui, kDrawsField, kDrawsHelp);
    if (number_menu(in, "clusters.draws", choice.draws, kDraws,
                    [](std::size_t n) { return format_count(static_cast<double>(n)); }))
        change(in, choice);
    ui::label(in.ui, kAlphaField);
    if (number_menu(in, "clusters.alpha", choice.significance.alpha, kAlphas,
                    [](double alpha) { return "p = " + format_number(alpha); }))
        change(in, choice);
    ui::label(in.ui, kCorrectionField, kCorrectionHelp);
    int correction = static_cast<int>(choice.significance.correction);
    if (ui::combo(in.ui, "clusters.correction", correction, kCorrectionWords)) {
        choice.significance.correction = static_cast<spatial::Correction>(correction);
        change(in, choice);
    }
    ui::space(in.ui, 4);
    bool one_tail = choice.significance.sides == spatial::Sides::Folded;
    if (ui::checkbox(in.ui, "clusters.one-tail", kOneTailField, one_tail, kOneTailHelp)) {
        choice.significance.sides = one_tail ? spatial::Sides::Folded : spatial::Sides::Both;
        change(in, choice);
    }
}

void ClusterEditor::draw_found(PanelContext& in) const {
    const auto& found = in.shown().clusters;
    ui::space(in.ui, 6);
    if (in.activity.no_clusters) {
        ui::notice(in.ui, ui::Tone::Warning,
                   fmt::format(fmt::runtime(in.tr(kNoClusters)), in.activity.no_clusters->message) +
                       "\n" + in.tr(kColumnShown),
                   in.activity.no_clusters->hint);
        ui::note_item(in.ui, "clusters.none");
        return;
    }
    if (in.activity.clusters_stopped) {
        ui::notice(in.ui, ui::Tone::Info, in.tr(kClustersStopped),
                   in.tr(found ? kEarlierShown : kColumnShown));
        if (ui::button(in.ui, "clusters.again", kFindThem))
            in.edits.ask(Edits::FindClusters{});
        return;
    }
    if (found == nullptr || found->choice != in.document.clusters) {
        ui::muted(in.ui, in.tr(kOnTheirWay));
        if (found == nullptr)
            return;
    }
    ui::label(in.ui, kAllTracts);
    for (const std::string& sentence : report::global_sentences(found->report, in.reader()))
        ui::muted(in.ui, ui::wrapped(in.ui.fonts.small, sentence,
                                     ImGui::GetContentRegionAvail().x)); // not within a number
}

} // namespace tractwise::viewer
