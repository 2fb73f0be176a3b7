// SPDX-License-Identifier: Apache-2.0
#include "viewer/import/finding_words.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace tractwise::viewer {
namespace {

struct FindingText {
    std::string_view code, spanish;
};
/// By code, ascending. The engine's sentence has numbers and names that these leave to the count and
/// the examples beside them.
constexpr std::array kFindingTexts = {
    FindingText{"adjunct-absent",
                "Una columna complementaria de la receta no está en la tabla y se omite."},
    FindingText{"answer-cut", "La respuesta del servidor está cortada: faltan filas."},
    FindingText{"any-snap-retailer",
                "La fuente cuenta cualquier tienda que acepta SNAP, no solo supermercados."},
    FindingText{"area-not-read", "Un área no se pudo leer y se omite."},
    FindingText{
        "area-outside",
        "Una parte del área queda fuera de los sectores del estudio; su gente no se cuenta."},
    FindingText{"broken-shape-text", "Hay formas escritas como texto que no se pueden leer."},
    FindingText{"candidate-exists", "Hay candidatos junto a un sitio existente; se omiten."},
    FindingText{"catchment-empty", "Hay áreas de alcance en las que no vive nadie."},
    FindingText{"clinic-moves", "Entre las clínicas hay unidades móviles o de temporada: cuentan "
                                "como las demás; clinic_permanent_nearest_m las deja fuera."},
    FindingText{"clinic-office", "Entre las clínicas hay oficinas administrativas, y cuentan."},
    FindingText{"column-renamed", "Una columna se halló bajo otro nombre."},
    FindingText{"cost-columns",
                "Las columnas de la tabla de viajes se hallaron por sus nombres usuales."},
    FindingText{"cost-unit-assumed", "La tabla de viajes no dice su unidad; se supuso una."},
    FindingText{"county-assumed",
                "Los números de sector no dicen su condado; se tomó el del estudio."},
    FindingText{
        "crosswalk",
        "Los valores se pasaron a los sectores del estudio con una tabla de correspondencia."},
    FindingText{"crs-assumed",
                "El archivo no dice su sistema de coordenadas; se supuso grados (WGS 84)."},
    FindingText{"demand-by-place",
                "Los puntos donde vive la gente se asignaron a los sectores por su lugar."},
    FindingText{"demand-fallback",
                "No se dieron puntos donde vive la gente: las distancias se miden desde el centro "
                "de los sectores, que puede quedar lejos de donde viven."},
    FindingText{"demand-point-far-from-tract",
                "Hay puntos lejos del sector que su identificador nombra; no se usan como lugar."},
    FindingText{"demand-point-without-people", "Hay puntos sin personas."},
    FindingText{"demand-point-without-place",
                "Hay puntos sin coordenadas; su gente no tiene lugar."},
    FindingText{"duplicate-column", "Hay dos columnas con el mismo nombre."},
    FindingText{"duplicate-row", "Hay filas repetidas; cuenta la primera."},
    FindingText{"duplicate-tract", "Hay sectores repetidos con la misma forma; cuentan una vez."},
    FindingText{"empty-rows", "Hay filas vacías; se omiten."},
    FindingText{"estimate-outside-limits", "Hay estimaciones fuera de sus propios límites."},
    FindingText{"facility-designations",
                "Las designaciones de establecimientos no se cuentan como áreas."},
    FindingText{"far-from-streets",
                "Hay lugares sin una calle cercana; no participan en los viajes por calles."},
    FindingText{"filter-value-absent", "Un valor del filtro no aparece en la columna."},
    FindingText{"found-by-tract", "Las filas se hallaron por el sector de su identificador."},
    FindingText{"geocoder-no-match", "Hay direcciones que el geocodificador no encontró."},
    FindingText{"geocoder-result", "El archivo es la respuesta de un geocodificador."},
    FindingText{"group-missing", "Un grupo del plan no está en las tablas; se omite."},
    FindingText{"header-repeated",
                "Los nombres de las columnas se repiten entre las filas; se omiten."},
    FindingText{"header-rows", "Los nombres de las columnas ocupan varias filas."},
    FindingText{"id-column", "Los identificadores se leyeron de esta columna."},
    FindingText{"id-column-guessed", "La columna de identificadores se halló por su contenido."},
    FindingText{"id-columns", "Los identificadores se formaron con varias columnas."},
    FindingText{"id-twice", "Hay identificadores repetidos."},
    FindingText{"id-written-otherwise",
                "Hay identificadores escritos de otra manera; se leyeron bien."},
    FindingText{"indicator-absent", "Un indicador opcional de la receta no está en la tabla."},
    FindingText{"indicator-without-source",
                "Ninguna fuente del estudio tiene este indicador; queda sin datos."},
    FindingText{"invalid-polygon", "Hay polígonos que se cruzan a sí mismos; se usan como están."},
    FindingText{"latin-1", "El archivo no está en UTF-8; se leyó como Latin-1."},
    FindingText{"licence-expired", "Hay licencias vencidas."},
    FindingText{"limited-reach", "El alcance de la tabla de viajes es menor que el límite."},
    FindingText{"list-of-other-places", "La lista es de otros lugares."},
    FindingText{"lon-lat-swapped", "Longitud y latitud estaban intercambiadas en algunas filas."},
    FindingText{"long-walk-to-street", "Hay lugares lejos de toda calle; se llega a ellos a pie."},
    FindingText{"lost-leading-zero",
                "Hay identificadores que perdieron su cero inicial; se repararon."},
    FindingText{"low-income-by-poverty-only",
                "Los bajos ingresos se decidieron solo por la pobreza."},
    FindingText{"members-by-column", "Una columna de la lista dice quién está incluido."},
    FindingText{"members-only",
                "La lista nombra solo a los incluidos; los demás sectores cuentan como «no»."},
    FindingText{"missing-share", "Muchos sectores no tienen este valor."},
    FindingText{"more-walkers-than-people",
                "Hay más personas sin vehículo que personas; se limitaron."},
    FindingText{
        "name-cut",
        "Hay nombres de columnas cortados a diez letras; se hallaron por su nombre completo."},
    FindingText{"need-missing",
                "En algunos sectores no se conoce la necesidad; cuentan como nadie."},
    FindingText{"need-not-placed", "Hay necesidad sin un lugar donde viva; no se cuenta."},
    FindingText{"need-not-ranked", "Hay sectores sin índice; su necesidad no cuenta."},
    FindingText{"need-without-people", "Hay sectores con necesidad y sin personas."},
    FindingText{"need-without-point",
                "Hay sectores con necesidad y sin puntos donde viva la gente."},
    FindingText{"no-geometry", "Hay filas sin forma; se omiten."},
    FindingText{"no-margins", "La fuente no tiene márgenes de error para esta columna."},
    FindingText{"no-place", "Hay filas sin coordenadas útiles; no cuentan."},
    FindingText{"no-place-outside-region",
                "Ningún lugar queda fuera de la región; quienes viven cerca de su límite pueden "
                "tener lugares más cercanos que la lista no incluye."},
    FindingText{"no-stops", "El plan no tiene paradas."},
    FindingText{"nobody-in-reach", "Hay lugares que no alcanzan a nadie de la región."},
    FindingText{"not-a-number",
                "La columna tiene textos que no son números; cuentan como faltantes."},
    FindingText{"not-an-id", "Hay identificadores que no son de sectores."},
    FindingText{"not-in-cost-table", "Hay lugares que no están en la tabla de viajes."},
    FindingText{"notes-below", "Debajo de los datos había notas o totales; se omiten."},
    FindingText{"one-row-per-variable",
                "La tabla tiene una fila por variable; se pasó a columnas."},
    FindingText{"open-date-unclear", "Hay fechas de apertura o cierre que no son claras."},
    FindingText{"open-date-unreadable", "Hay fechas de apertura o cierre que no se pueden leer."},
    FindingText{"open-word-unknown", "Hay estados que no dicen si el lugar está abierto."},
    FindingText{"other-areas", "Hay filas de otras áreas; se omiten."},
    FindingText{"other-county", "Hay filas de otro condado."},
    FindingText{"other-definition", "La fuente define esta medida de otra manera."},
    FindingText{"other-levels", "Hay filas de otros niveles (estado, condado); se omiten."},
    FindingText{"other-release", "La receta es de otra edición de la encuesta: el índice se "
                                 "calcula aquí, no es el publicado."},
    FindingText{"other-spelling", "Un nombre se halló escrito de otra manera."},
    FindingText{"other-status", "Hay lugares de otro estado; no cuentan."},
    FindingText{"out-of-range", "Hay valores fuera de lo posible."},
    FindingText{"overlay-unread", "Una fuente que solo dibuja el mapa no se pudo leer."},
    FindingText{"part-of-county-listed", "La lista nombra solo una parte de un condado."},
    FindingText{"people-column", "Las personas se leyeron de esta columna."},
    FindingText{"people-not-counted", "Los puntos no cuentan personas."},
    FindingText{"place-closed-counted", "Hay lugares cerrados que cuentan, como pide el estudio."},
    FindingText{"place-columns-guessed",
                "Las columnas de coordenadas se hallaron por su contenido."},
    FindingText{"place-far-from-all", "Hay lugares lejos de todos los demás."},
    FindingText{"place-unreadable", "Hay coordenadas que no se pueden leer."},
    FindingText{"places-cover-part",
                "La lista parece cubrir solo una parte de la región: fuera de ella las distancias "
                "pueden ser demasiado largas, y un índice o un plan que la use confunde."},
    FindingText{"plan-older", "El estudio cambió desde que se hallaron las paradas: el plan "
                              "responde a la pregunta anterior."},
    FindingText{"point-at-zero", "Hay filas en 0, 0, en el golfo de Guinea: una geocodificación "
                                 "fallida; no se usan como lugares."},
    FindingText{"point-missing", "Hay filas sin lugar; no se usan como lugares."},
    FindingText{"point-off-globe",
                "Hay coordenadas que no están en ningún globo; no se usan como lugares."},
    FindingText{"point-outside-region",
                "Hay lugares fuera de la región; cuentan para quienes viven cerca de su límite."},
    FindingText{"point-outside-tracts", "Hay puntos fuera de todos los sectores."},
    FindingText{"polygon-centroids", "Los polígonos se usan por su centro."},
    FindingText{"proposed-for-withdrawal", "Hay designaciones propuestas para retiro."},
    FindingText{"reader-warning", "El lector del archivo avisa de algo."},
    FindingText{"release-not-known", "No se sabe de qué edición es la tabla."},
    FindingText{"releases-differ", "El estudio reúne tablas de varias ediciones de la encuesta."},
    FindingText{"renumbered", "Hay sectores que cambiaron de número; se hallaron."},
    FindingText{"row-without-id", "Hay filas sin identificador."},
    FindingText{"row-without-tract", "Hay filas de sectores que no están en el estudio."},
    FindingText{"rows-above-header",
                "Sobre los nombres de las columnas había títulos o notas; se omiten."},
    FindingText{"rows-filtered", "El filtro del estudio deja fuera algunas filas."},
    FindingText{"rows-from-another-source",
                "Los sectores sin fila en una fuente se leyeron de otra."},
    FindingText{"schedule-infeasible", "No hay una semana como la que se pide."},
    FindingText{"second-table", "Debajo había una segunda tabla; no se lee."},
    FindingText{"sentinel", "Hay códigos que significan «sin dato»; cuentan como faltantes."},
    FindingText{"sheet-chosen", "De varias hojas se leyó la que tiene los datos."},
    FindingText{"site-id-guessed", "Los sitios se distinguen por esta columna."},
    FindingText{"site-reaches-nobody", "Hay sitios que no alcanzan a nadie."},
    FindingText{"site-twice", "Hay sitios repetidos; cuentan una vez."},
    FindingText{"site-without-id", "Hay sitios sin identificador."},
    FindingText{"site-without-place", "Hay sitios sin coordenadas."},
    FindingText{"source-not-read", "Ninguna capa lee las columnas de esta tabla."},
    FindingText{"stores-without-type", "Hay tiendas sin tipo."},
    FindingText{"street-cut-at-border", "Las calles terminan en el límite del archivo."},
    FindingText{"street-outside", "Las calles no cubren toda la región."},
    FindingText{"street-places-in-ways", "Los lugares de las calles están en los tramos."},
    FindingText{"summed-to-tracts", "Las filas de áreas más pequeñas se sumaron por sector."},
    FindingText{"table-view", "Es la vista de tabla de data.census.gov."},
    FindingText{"tract-without-demand", "Hay sectores sin puntos donde viva la gente."},
    FindingText{"tract-without-row", "Hay sectores sin fila en esta fuente."},
    FindingText{"trailing-empty-column", "Había columnas vacías al final; se omiten."},
    FindingText{"travel-cost-odd", "Hay viajes que no parecen posibles."},
    FindingText{"unit-guessed", "La unidad de la columna se dedujo de sus valores."},
    FindingText{
        "unreachable",
        "Hay lugares desde los que no se alcanza ninguno; cuentan como fuera de todo límite."},
    FindingText{"urban-unknown", "No se sabe qué sectores son urbanos."},
    FindingText{"vehicles-unknown", "En algunos sectores no se sabe quiénes no tienen vehículo."},
    FindingText{"view-without-source", "Lo que el mapa debía dibujar no está entre las fuentes."},
    FindingText{"vintage-hint", "El archivo parece de sectores de otro censo."},
    FindingText{"withdrawn-left-out", "Hay designaciones retiradas; no cuentan."},
    FindingText{"year-not-declared", "No se dice el año de los datos."},
    FindingText{"zip-without-area", "Hay códigos ZIP sin área."},
};

constexpr bool ascending() {
    for (std::size_t i = 1; i < kFindingTexts.size(); ++i)
        if (!(kFindingTexts[i - 1].code < kFindingTexts[i].code))
            return false;
    return true;
}
static_assert(ascending(), "looked up by halving");

} // namespace

std::string finding_words(const Finding& finding, Language language) {
    if (language == Language::English)
        return finding.message;
    const auto found = std::lower_bound(
        kFindingTexts.begin(), kFindingTexts.end(), std::string_view(finding.code),
        [](const FindingText& text, std::string_view code) { return text.code < code; });
    return found != kFindingTexts.end() && found->code == finding.code ? std::string(found->spanish)
                                                                       : std::string();
}

} // namespace tractwise::viewer
