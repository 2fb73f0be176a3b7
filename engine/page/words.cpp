// SPDX-License-Identifier: Apache-2.0
#include "engine/page/words.hpp"

#include <array>

namespace tractwise::page {
namespace {

constexpr std::array kPageWords = {
    PageWord{"skip", {"Skip to the list of tracts", "Ir a la lista de sectores"}},
    PageWord{"language_label", {"Language", "Idioma"}},
    PageWord{"print", {"Print", "Imprimir"}},
    PageWord{"no_script",
             {"This page draws its map and adds up its numbers with JavaScript, which is switched "
              "off. Nothing is loaded from anywhere.",
              "Esta página dibuja su mapa y suma sus cifras con JavaScript, que está desactivado. "
              "No se carga nada de ningún sitio."}},

    // The map.
    PageWord{"map", {"Map", "Mapa"}},
    PageWord{"table", {"Table", "Tabla"}},
    PageWord{"view", {"View", "Vista"}},
    PageWord{"shown", {"Shown", "Se muestra"}},
    PageWord{"tool", {"Dragging on the map", "Arrastrar en el mapa"}},
    PageWord{"move", {"Move", "Mover"}},
    PageWord{"rectangle", {"Rectangle", "Rectángulo"}},
    PageWord{"lasso", {"Lasso", "Lazo"}},
    PageWord{"add", {"Add to selection", "Añadir a la selección"}},
    PageWord{"zoom", {"Scale of the map", "Escala del mapa"}},
    PageWord{"zoom_in", {"Enlarge", "Ampliar"}},
    PageWord{"zoom_out", {"Reduce", "Reducir"}},
    PageWord{"zoom_all", {"All", "Todo"}},
    PageWord{"map_keys",
             {"Map. Arrow keys move it, plus and minus change its scale, 0 shows all. Tracts are "
              "chosen in the list.",
              "Mapa. Las flechas lo mueven, más y menos cambian su escala, 0 muestra todo. Los "
              "sectores se eligen en la lista."}},
    PageWord{"told", {"The map in sentences", "El mapa en frases"}},
    PageWord{"how_to_select",
             {"Click a tract; with Shift, add more. Rectangle and lasso take many.",
              "Haga clic en un sector; con Mayús, añada más. Rectángulo y lazo toman muchos."}},
    PageWord{"to_totals", {"Their totals", "Sus totales"}},

    // The card.
    PageWord{"close", {"Close", "Cerrar"}},
    PageWord{"no_data", {"no data", "sin datos"}},
    PageWord{"people_unknown", {"people not counted", "personas no contadas"}},
    PageWord{"margin_90", {"{} (90 % margin of error)", "{} (margen de error del 90 %)"}},
    PageWord{"adds_most", {"What adds most to the index", "Lo que más suma al índice"}},

    // The legend.
    PageWord{"legend", {"Legend", "Leyenda"}},
    PageWord{"class", {"Class", "Clase"}},
    PageWord{"tracts", {"Tracts", "Sectores"}},
    PageWord{"people", {"People", "Personas"}},
    PageWord{"of_all", {"Of all", "Del total"}},
    PageWord{"sites", {"Sites that count", "Lugares que cuentan"}},

    // The list.
    PageWord{"search", {"Search name, id or place", "Buscar nombre, id o lugar"}},
    PageWord{"only", {"Show", "Mostrar"}},
    PageWord{"only_all", {"all tracts", "todos los sectores"}},
    PageWord{"only_selected", {"selected", "seleccionados"}},
    PageWord{"only_unreliable", {"unreliable estimates", "estimaciones poco fiables"}},
    PageWord{"only_missing", {"without data", "sin dato"}},
    PageWord{"found", {"{} of {} tracts", "{} de {} sectores"}},
    PageWord{"tract", {"Tract", "Sector"}},
    PageWord{"value", {"Value", "Valor"}},
    PageWord{"unreliable", {"unreliable", "poco fiable"}},
    PageWord{"table_caption",
             {"{} tracts with every column of this page, sorted by: {}",
              "{} sectores con todas las columnas de esta página, ordenados por: {}"}},

    // The selection.
    PageWord{"selection", {"Selection", "Selección"}},
    PageWord{"clear", {"Clear selection", "Borrar la selección"}},
    PageWord{"one_selected", {"1 tract selected", "1 sector seleccionado"}},
    PageWord{"many_selected", {"{} tracts selected", "{} sectores seleccionados"}},
    PageWord{"none_selected",
             {"Nothing is selected: the numbers are those of all {} tracts.",
              "No hay nada seleccionado: las cifras son de los {} sectores."}},
    PageWord{"totals_caption",
             {"Totals with 90 % margins of error (±), those of shares in percentage points",
              "Totales con márgenes de error del 90 % (±), los de proporciones en puntos "
              "porcentuales"}},
    PageWord{"measure", {"Measure", "Medida"}},
    PageWord{"selected", {"Selected", "Seleccionado"}},
    PageWord{"all_tracts", {"All tracts", "Todos los sectores"}},
    PageWord{"counts", {"Counts behind it", "Recuentos"}},
    PageWord{"compared", {"Compared with all", "Comparado con todos"}},
    PageWord{"remark", {"Remark", "Nota"}},
    PageWord{"part_of_whole", {"{} of {}", "{} de {}"}},
    PageWord{"higher", {"higher", "más alto"}},
    PageWord{"lower", {"lower", "más bajo"}},
    PageWord{"alike", {"no clear difference", "sin diferencia clara"}},
    PageWord{"not_pooled",
             {"not summed: a median, rank or percentile of several tracts is not known",
              "no se suma: no se conoce la mediana, el lugar ni el percentil de varios sectores"}},
    PageWord{"counts_unknown",
             {"not summed: the counts behind this share are not known",
              "no se suma: no se conocen los recuentos de esta proporción"}},
    PageWord{"too_many_missing",
             {"not known: half of the people or more live where there is no value",
              "no se conoce: la mitad de las personas o más viven donde no hay dato"}},
    PageWord{"unreliable_total", {"unreliable (CV {} %)", "poco fiable (CV {} %)"}},
    PageWord{"tracts_missing",
             {"without {} tracts that have no value", "sin {} sectores que no tienen dato"}},
    PageWord{"totals_note",
             {"Shares are sums of counts over sums of counts, never means of shares. Distances are "
              "means by the people who live there.",
              "Las proporciones son sumas de recuentos entre sumas de recuentos, nunca medias de "
              "proporciones. Las distancias son medias por las personas que viven allí."}},

    // The plan.
    PageWord{"plan", {"Stops of the plan", "Paradas del plan"}},
    PageWord{"stops_caption",
             {"Stops, the one that adds most first", "Paradas, primero la que más añade"}},
    PageWord{"stop", {"Stop", "Parada"}},
    PageWord{"newly", {"Newly reached", "Nuevas personas alcanzadas"}},
    PageWord{"within_reach", {"Within reach", "A su alcance"}},
    PageWord{"groups_caption", {"Who is reached {}", "A quién se alcanza {}"}},
    PageWord{"group", {"Group", "Grupo"}},
    PageWord{"in_all", {"In all", "En total"}},
    PageWord{"today", {"Today", "Hoy"}},
    PageWord{"with_stops", {"With the stops", "Con las paradas"}},
    PageWord{"plan_note",
             {"Newly reached by a stop: in need, within reach of no existing site and of no stop "
              "above it. A plan counts who could come, not who will.",
              "Nuevas personas alcanzadas por una parada: con necesidad, sin sitio existente ni "
              "parada anterior a su alcance. Un plan cuenta quién podría venir, no quién vendrá."}},

    // Sources and method.
    PageWord{"sources", {"Sources", "Fuentes"}},
    PageWord{"sources_caption",
             {"Where the numbers and the map come from", "De dónde vienen las cifras y el mapa"}},
    PageWord{"source", {"Source", "Fuente"}},
    PageWord{"year", {"Year of the data", "Año de los datos"}},
    PageWord{"vintage", {"Census of its tracts", "Censo de sus sectores"}},
    PageWord{"license", {"License", "Licencia"}},
    PageWord{"address", {"Address", "Dirección"}},
    PageWord{"method", {"How to read the numbers", "Cómo leer las cifras"}},
    PageWord{"columns", {"What each column means", "Qué significa cada columna"}},
    PageWord{
        "note_margin",
        {"Survey estimates have 90 % margins of error (±): in 9 of 10 samples the true value lies "
         "within. Hatched tracts have an estimate whose coefficient of variation (the standard "
         "error as a share of the estimate) is above the limit that the legend names.",
         "Las estimaciones de encuestas tienen márgenes de error del 90 % (±): en 9 de cada 10 "
         "muestras el valor verdadero queda dentro. Los sectores rayados tienen una estimación "
         "cuyo coeficiente de variación (el error estándar como parte de la estimación) supera el "
         "límite que indica la leyenda."}},
    PageWord{
        "note_sums",
        {"The margin of a sum is the square root of the summed squares of its margins; of several "
         "estimates of zero, only the largest margin enters. The margin of a share is that of a "
         "proportion. Both after the US Census Bureau, Understanding and Using American Community "
         "Survey Data, 2020, chapter 8.",
         "El margen de una suma es la raíz cuadrada de la suma de los cuadrados de sus márgenes; "
         "de varias estimaciones de cero solo cuenta el margen mayor. El margen de una proporción "
         "es el de la fórmula de proporciones. Ambos según la Oficina del Censo de EE. UU., "
         "Understanding and Using American Community Survey Data, 2020, capítulo 8."}},
    PageWord{"note_none",
             {"Medians, percentiles, scores and ranks of several tracts cannot be summed, and a "
              "mean of them would be wrong: the page leaves them out.",
              "Las medianas, los percentiles, los puntajes y los lugares de varios sectores no se "
              "pueden sumar, y su media sería errónea: la página los omite."}},
    PageWord{"note_missing",
             {"Missing is not zero: a missing value says why. Where a part of the selected tracts "
              "has no value, the sum says how many are left out; where half of the people or more "
              "live in such tracts, there is no sum.",
              "Falta no es cero: un valor que falta dice por qué. Si una parte de los sectores "
              "seleccionados no tiene dato, la suma dice cuántos quedan fuera; si en ellos vive la "
              "mitad de las personas o más, no hay suma."}},
    PageWord{"note_compare",
             {"Higher and lower are said of shares that differ by more than sampling error at 90 % "
              "(the test of the American Community Survey); what has no margin is compared as it "
              "is.",
              "Más alto y más bajo se dice de proporciones que difieren más que el error de "
              "muestreo al 90 % (la prueba de la American Community Survey); lo que no tiene "
              "margen se compara tal cual."}},
    PageWord{"note_inside",
             {"Rectangle and lasso take the tracts whose middle lies inside.",
              "Rectángulo y lazo toman los sectores cuyo centro queda dentro."}},
};

} // namespace

std::span<const PageWord> page_words() {
    return kPageWords;
}

} // namespace tractwise::page
