// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"

namespace tractwise::viewer {

/// A word of the trade in plain language.
struct Definition {
    Text word, meaning;
};

inline constexpr Definition kGlossary[] = {
    {{"Census tract", "Sector censal"},
     {"A small area of about 4,000 people (1,200 to 8,000) drawn by the Census Bureau. Its id, the "
      "GEOID, has 11 digits: 2 for the state, 3 for the county, 6 for the tract.",
      "Un área pequeña de unas 4,000 personas (1,200 a 8,000) trazada por la Oficina del Censo. Su "
      "identificador, el GEOID, tiene 11 dígitos: 2 del estado, 3 del condado y 6 del sector."}},
    {{"Percent", "Porcentaje"},
     {"A share of something: 20 % of the households of a tract have no vehicle.",
      "Una parte de algo: el 20 % de los hogares de un sector no tiene vehículo."}},
    {{"Percentile", "Percentil"},
     {"A place in line, not a share: percentile 87 means that the value is higher than that of "
      "87 % of the tracts it is compared with. It says nothing about how much higher.",
      "Un lugar en la fila, no una parte: percentil 87 significa que el valor es más alto que el "
      "del 87 % de los sectores con los que se compara. No dice cuánto más alto."}},
    {{"Percentage point", "Punto porcentual"},
     {"The difference between two percentages: from 10 % to 12 % are 2 percentage points.",
      "La diferencia entre dos porcentajes: de 10 % a 12 % hay 2 puntos porcentuales."}},
    {{"Estimate", "Estimación"},
     {"A number computed from a sample of households, as in the American Community Survey (ACS), "
      "not from a count of all.",
      "Un número calculado con una muestra de hogares, como en la Encuesta sobre la Comunidad "
      "Estadounidense (ACS), no con un conteo de todos."}},
    {{"Margin of error", "Margen de error"},
     {"How far an estimate may be off: in 90 of 100 samples the true number lies within the "
      "estimate plus or minus its margin.",
      "Cuánto puede fallar una estimación: en 90 de 100 muestras el número real está dentro de la "
      "estimación más o menos su margen."}},
    {{"Reliability (CV)", "Fiabilidad (CV)"},
     {"The standard error as a share of the estimate. Below 12 % it is called high, up to 40 % "
      "medium, above that low: hatched on the map.",
      "El error estándar como parte de la estimación. Por debajo de 12 % se llama alta, hasta 40 % "
      "media y por encima baja: con trama en el mapa."}},
    {{"No data", "Sin datos"},
     {"The number is not known. It is never counted as zero, and the reason is always given.",
      "El número no se conoce. Nunca se cuenta como cero y siempre se da el motivo."}},
    {{"Index, score", "Índice, puntaje"},
     {"Several measures put together into one number by a recipe that you can see and change. A "
      "score ranks places; it does not measure what any one person lives through.",
      "Varias medidas reunidas en un número con una receta que puede ver y cambiar. Un puntaje "
      "ordena lugares; no mide lo que vive cada persona."}},
    {{"Weight", "Peso"},
     {"How much a measure counts in the index beside the others. Twice the weight, twice the say.",
      "Cuánto cuenta una medida en el índice junto a las demás. El doble de peso, el doble de "
      "voz."}},
    {{"Class", "Clase"},
     {"A step of the map's colors: all tracts between two values look alike.",
      "Un escalón de los colores del mapa: todos los sectores entre dos valores se ven iguales."}},
    {{"Cluster", "Agrupación"},
     {"Tracts with high values beside high ones, or low beside low, more than by chance. \"High "
      "among low\" is a tract that "
      "differs from its neighbors. It says where, not why.",
      "Sectores con valores altos junto a altos, o bajos junto a bajos, más que por azar. \"Alto "
      "entre bajos\" es un sector "
      "distinto de sus vecinos. Dice dónde, no por qué."}},
    {{"Moran's I", "La I de Moran"},
     {"One number for all tracts: near 0 where values lie anywhere, towards 1 where like values "
      "lie together, below 0 where "
      "unlike ones do.",
      "Un número para todos los sectores: cerca de 0 si los valores están en cualquier parte, "
      "hacia 1 si los parecidos están "
      "juntos, menor que 0 si lo están los distintos."}},
    {{"p", "p"},
     {"How often chance alone would give as much: p 0.01 is once in a hundred. Where many tracts "
      "are tested, some are rare by "
      "chance; a correction takes that into account.",
      "Con qué frecuencia el azar solo daría otro tanto: p 0.01 es una vez en cien. Al probar "
      "muchos sectores, algunos son "
      "raros por azar; una corrección lo tiene en cuenta."}},
    {{"Candidate", "Candidato"},
     {"A place where a stop could be: a school, a church, a parking lot.",
      "Un lugar donde podría haber una parada: una escuela, una iglesia, un estacionamiento."}},
    {{"Stop", "Parada"},
     {"A candidate that the plan visits. Existing sites are no stops: they stay open anyway.",
      "Un candidato que el plan visita. Los sitios existentes no son paradas: siguen abiertos."}},
    {{"Within reach", "Al alcance"},
     {"People whose way to an open site is no longer than the limit, such as 15 minutes by car.",
      "Personas cuyo camino a un sitio abierto no supera el límite, como 15 minutos en auto."}},
    {{"Coverage", "Cobertura"},
     {"The share of a group that is within reach of an open site or a stop.",
      "La parte de un grupo que está al alcance de un sitio abierto o una parada."}},
    {{"Newly reached", "Nuevas personas alcanzadas"},
     {"People within reach of a stop who reach no existing site.",
      "Personas al alcance de una parada que no alcanzan ningún sitio existente."}},
    {{"Gap", "Brecha"},
     {"How much better any other plan could be at most. 0 % is a proof that none is better.",
      "Cuánto mejor podría ser, a lo más, cualquier otro plan. 0 % prueba que ninguno es mejor."}},
    {{"Scenario", "Escenario"},
     {"A set of stops under a name, to be set beside the plan and compared.",
      "Un conjunto de paradas con nombre, para ponerlo junto al plan y compararlo."}},
    {{"Vintage", "Edición de los límites"},
     {"The census whose tract boundaries an id belongs to: 2010 or 2020. The same number may stand "
      "for another area in another vintage.",
      "El censo a cuyos límites pertenece un identificador: 2010 o 2020. El mismo número puede "
      "nombrar otra área en otra edición."}},
};

struct Library {
    const char *name, *license;
};
inline constexpr Library kLibraryList[] = {
    {"Dear ImGui", "MIT"},
    {"GLFW", "zlib"},
    {"libepoxy", "MIT"},
    {"libpng", "libpng"},
    {"GDAL", "MIT"},
    {"PROJ", "MIT"},
    {"GEOS", "LGPL-2.1"},
    {"GLU", "SGI-B-2.0"},
    {"libosmium", "BSL-1.0"},
    {"protozero", "BSD-2-Clause"},
    {"Expat", "MIT"},
    {"zlib", "zlib"},
    {"bzip2", "bzip2"},
    {"Cbc", "EPL-2.0"},
    {"oneTBB", "Apache-2.0"},
    {"OpenSSL", "Apache-2.0"},
    {"{fmt}", "MIT"},
    {"toml++", "MIT"},
    {"JSON for Modern C++", "MIT"},
    {"CLI11", "BSD-3-Clause"},
    {"libxlsxwriter", "BSD-2-Clause"},
    {"Inter (typeface)", "OFL-1.1"},
};

inline constexpr Text kAboutPassages[] = {
    {"Neighborhood determinants of health by census tract: measures from public data, indices "
     "whose "
     "recipe can be seen and changed, and stops for mobile clinics.",
     "Determinantes de la salud por sector censal: medidas de datos públicos, índices cuya receta "
     "se puede ver y cambiar, y paradas para clínicas móviles."},
    {"Free software under the Apache License 2.0, without any warranty.",
     "Software libre bajo la Licencia Apache 2.0, sin garantía alguna."},
    {"What it is not: no medical advice, no measure of any single person, and no replacement for "
     "asking the people who live there. Its numbers are as good as the data that you give it; the "
     "findings say what is doubtful.",
     "Lo que no es: ni consejo médico, ni medida de una persona, ni sustituto de preguntar a "
     "quienes "
     "viven allí. Sus números valen lo que valen los datos que usted le da; los avisos dicen qué "
     "es "
     "dudoso."},
    {"Nothing leaves this computer: the program reads files, and opens a connection only where a "
     "study names one.",
     "Nada sale de esta computadora: el programa lee archivos y solo abre una conexión si un "
     "estudio la nombra."},
};

} // namespace tractwise::viewer
