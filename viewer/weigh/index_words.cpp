// SPDX-License-Identifier: Apache-2.0
#include "viewer/weigh/index_words.hpp"

#include <array>

namespace tractwise::viewer {
namespace {

struct Words {
    Text label, help;
};

/// In the order of the enumerators.
constexpr std::array kNormalizations = {
    Words{{"As it is", "Tal cual"},
          {"The value itself, in its own unit. Only for columns that share one.",
           "El valor mismo, en su unidad. Solo para columnas que la comparten."}},
    Words{{"Percentile rank", "Rango percentil"},
          {"The share of tracts with a lower value.",
           "La proporción de sectores con un valor más bajo."}},
    Words{{"Percentile among values above 0", "Percentil entre valores mayores que 0"},
          {"The percentile among tracts with a value above 0; 0 stays 0.",
           "El percentil entre sectores con valor mayor que 0; 0 sigue siendo 0."}},
    Words{{"Percentile, ties at the top", "Percentil, empates arriba"},
          {"The share of tracts with the same or a lower value.",
           "La proporción de sectores con un valor igual o más bajo."}},
    Words{{"Whole percentile", "Percentil entero"},
          {"The share of tracts with a lower value, cut to a whole percent.",
           "La proporción de sectores con un valor más bajo, cortada a un porcentaje entero."}},
    Words{{"Least to most", "De menor a mayor"},
          {"0 for the lowest value, 1 for the highest, in proportion between them.",
           "0 para el valor más bajo, 1 para el más alto y en proporción entre ambos."}},
    Words{{"Z-score", "Puntuación Z"},
          {"How many standard deviations the value lies above the mean.",
           "A cuántas desviaciones estándar está el valor por encima de la media."}},
    Words{{"Rank", "Lugar"},
          {"1 for the lowest value, 2 for the next one, and so on.",
           "1 para el valor más bajo, 2 para el siguiente, y así sucesivamente."}},
    Words{{"Borda count", "Conteo de Borda"},
          {"How many tracts have a lower value.", "Cuántos sectores tienen un valor más bajo."}},
    Words{{"Distance to the highest", "Distancia al más alto"},
          {"1 for the highest value, less in proportion to how far it is.",
           "1 para el valor más alto y menos según lo lejos que quede."}},
    Words{{"Table of the recipe", "Tabla de la receta"},
          {"The recipe has a table that says what each value counts.",
           "La receta tiene una tabla que dice cuánto cuenta cada valor."}},
    Words{{"Cut points of the recipe", "Cortes de la receta"},
          {"The recipe has cut points; the value counts by its place among them.",
           "La receta tiene cortes; el valor cuenta según su lugar entre ellos."}},
};
static_assert(kNormalizations.size() ==
              static_cast<std::size_t>(index::Normalization::Cutpoints) + 1);

constexpr std::array kAggregations = {
    Words{{"Sum", "Suma"}, {"Weights times values, added up.", "Pesos por valores, sumados."}},
    Words{{"Mean", "Media"},
          {"A low value makes up for a high one.", "Un valor bajo compensa uno alto."}},
    Words{{"Geometric mean", "Media geométrica"},
          {"A low value makes up for a high one only in part.",
           "Un valor bajo compensa uno alto solo en parte."}},
    Words{{"Harmonic mean", "Media armónica"},
          {"The lowest values count most.", "Los valores más bajos cuentan más."}},
    Words{{"Power mean", "Media de potencias"},
          {"A mean with the power that the recipe names.",
           "Una media con la potencia que indica la receta."}},
    Words{{"Product", "Producto"}, {"Values multiplied.", "Valores multiplicados."}},
    Words{{"Highest", "El más alto"},
          {"Only the highest value counts.", "Solo cuenta el valor más alto."}},
    Words{{"Principal component", "Componente principal"},
          {"Weights come from the data: those of the first principal component.",
           "Los pesos salen de los datos: los del primer componente principal."}},
};
static_assert(kAggregations.size() ==
              static_cast<std::size_t>(index::Aggregation::PrincipalComponent) + 1);

constexpr std::array kReferences = {Text{"All tracts", "Todos"}, Text{"State", "Estado"},
                                    Text{"County", "Condado"}};

} // namespace

Text label_of(index::Normalization method) {
    return kNormalizations[static_cast<std::size_t>(method)].label;
}

Text help_of(index::Normalization method) {
    return kNormalizations[static_cast<std::size_t>(method)].help;
}

Text label_of(index::Aggregation method) {
    return kAggregations[static_cast<std::size_t>(method)].label;
}

Text help_of(index::Aggregation method) {
    return kAggregations[static_cast<std::size_t>(method)].help;
}

Text label_of(index::Reference reference) {
    return kReferences[static_cast<std::size_t>(reference)];
}

} // namespace tractwise::viewer
