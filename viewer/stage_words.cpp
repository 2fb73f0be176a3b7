// SPDX-License-Identifier: Apache-2.0
#include "viewer/stage_words.hpp"

#include "engine/layer/layer.hpp"
#include "layers/catalog.hpp"

#include <algorithm>
#include <array>

namespace tractwise::viewer {
namespace {

constexpr std::array kStages = {
    Text{"assigning points", "asignando puntos"},
    Text{"borders of tracts", "límites de los sectores"},
    Text{"bounding how good any plan can be", "acotando qué tan bueno puede ser un plan"},
    Text{"checking shapes", "revisando las formas"},
    Text{"checking the schedule", "revisando la semana"},
    Text{"choosing stops", "eligiendo paradas"},
    Text{"choosing the week", "eligiendo la semana"},
    Text{"counting what another stop adds", "contando lo que agrega otra parada"},
    Text{"crossings", "cruces"},
    Text{"dividing people over destinations", "repartiendo personas entre destinos"},
    Text{"done", "listo"},
    Text{"drawing the map", "dibujando el mapa"},
    Text{kFindingClusters, "buscando agrupaciones"},
    Text{"filling shapes", "rellenando formas"},
    Text{"finding shared borders", "hallando límites comunes"},
    Text{"hashing inputs", "registrando los archivos"},
    Text{"listing the days that a van can drive",
         "listando los días que una camioneta puede hacer"},
    Text{"looking at the file", "revisando el archivo"},
    Text{"looking for better stops", "buscando mejores paradas"},
    Text{"looking for fairer stops", "buscando paradas más justas"},
    Text{"looking for the shortest longest trip", "buscando el viaje más largo más corto"},
    Text{"looking for what would make a week possible", "buscando qué haría posible una semana"},
    Text{"looking up travel costs", "consultando los viajes"},
    Text{"measuring access", "midiendo el acceso"},
    Text{"measuring distances", "midiendo distancias"},
    Text{"one stop more or less", "una parada más o menos"},
    Text{"places within reach", "lugares al alcance"},
    Text{"printing the report", "imprimiendo el informe"},
    Text{"proving with Cbc", "demostrando con Cbc"},
    Text{"reading rows", "leyendo filas"},
    Text{"reading shapes", "leyendo formas"},
    Text{"reading sites", "leyendo los sitios"},
    Text{"reading tracts", "leyendo los sectores"},
    Text{"reading travel costs", "leyendo los viajes"},
    Text{"reading what lies over the map", "leyendo lo que va sobre el mapa"},
    Text{"reading where people live", "leyendo dónde vive la gente"},
    Text{"setting the clock of every van", "fijando los horarios"},
    Text{"shortening the drives", "acortando los recorridos"},
    Text{"simplifying borders", "simplificando límites"},
    Text{"siting done", "paradas halladas"},
    Text{"starting", "comenzando"},
    Text{"street graph", "red de calles"},
    Text{"street index", "índice de calles"},
    Text{"street search", "búsqueda por calles"},
    Text{"street searches", "búsquedas por calles"},
    Text{"summary", "resumen"},
    Text{"the plan under doubt", "el plan bajo dudas"},
    Text{"the week", "la semana"},
    Text{"travel to sites", "viajes a los sitios"},
    Text{"who is in need", "quiénes tienen necesidad"},
    Text{"who is reached", "quiénes son alcanzados"},
    Text{"writing", "escribiendo"},
    Text{"writing streets", "escribiendo calles"},
    Text{"writing the report", "escribiendo el informe"},
};

/// "reading clinics", "index risk": a word of ours before a name.
constexpr std::array kBeforeNames = {
    Text{"reading ", "leyendo "},     Text{"index ", "índice "},
    Text{"checking ", "revisando "},  Text{"finding ", "buscando "},
    Text{"writing ", "escribiendo "}, Text{"streets for ", "calles para "}};

const layer::LayerCatalog& all_layers() {
    static const layer::LayerCatalog catalog = [] {
        layer::LayerCatalog made;
        layers::add_layers(made);
        return made;
    }();
    return catalog;
}

} // namespace

std::string stage_words(std::string_view stage, Language language) {
    if (language == Language::English)
        return std::string(stage);
    for (const Text& text : kStages)
        if (stage == text.english)
            return text.in(language);
    for (const auto& layer : all_layers().layers())
        if (stage == layer->info().title)
            return layer->info().title_in(language);
    for (const Text& text : kBeforeNames)
        if (stage.starts_with(text.english))
            return text.in(language) +
                   std::string(stage.substr(std::string_view(text.english).size()));
    return std::string(stage);
}

} // namespace tractwise::viewer
