// SPDX-License-Identifier: Apache-2.0
#include "engine/map/describe.hpp"

#include "engine/core/text.hpp"
#include "engine/index/columns.hpp"
#include "engine/map/scene_words.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

namespace tractwise::map {
namespace {

constexpr std::size_t kMostContributions = 3;

constexpr Text kNoDataHere{"no data", "sin datos"};
constexpr Text kPeopleUnknown{"people not counted", "personas no contadas"};
constexpr Text kMargin{"{} (90 % margin of error)", "{} (margen de error del 90 %)"};
constexpr Text kPlace{"{} in {}", "{} en {}"};
constexpr Text kHigher{"higher than {} % of the ranked tracts",
                       "más alto que el {} % de los sectores clasificados"};
constexpr Text kWorse{"worse off than {} % of the ranked tracts",
                      "peor que el {} % de los sectores clasificados"};
constexpr Text kHigherThanKnown{"higher than {} % of the tracts with a value",
                                "más alto que el {} % de los sectores con dato"};
constexpr Text kShareOfScore{"{} % of the score", "{} % del puntaje"};
constexpr Text kSameState{"the same state", "el mismo estado"};
constexpr Text kSameCounty{"the same county", "el mismo condado"};
constexpr Text kAllTracts{"all tracts read", "todos los sectores leídos"};
constexpr std::array kReliability = {
    Text{"high reliability (CV {} %)", "fiabilidad alta (CV {} %)"},
    Text{"medium reliability (CV {} %)", "fiabilidad media (CV {} %)"},
    Text{"low reliability (CV {} %)", "fiabilidad baja (CV {} %)"}};

/// describe() in Spanish, in the order of the enum.
constexpr std::array kMissingSpanish = {
    "El valor está presente.",
    "La fuente deja la celda vacía.",
    "La fuente no tiene ninguna fila para este sector.",
    "El estudio no nombra ninguna fuente que lo tenga.",
    "Muy pocas observaciones en la muestra para calcular una estimación.",
    "La estimación no corresponde o no está disponible.",
    "La estimación no se puede mostrar: muy pocos casos de la muestra en el área.",
    "Muy pocas observaciones en la muestra para calcular un margen de error.",
    "La mediana cae en un intervalo abierto; no tiene margen de error.",
    "La estimación está controlada; su margen de error cuenta como 0.",
    "El valor alcanza o supera el límite más alto que se publica.",
    "El valor alcanza el límite más bajo que se publica, o queda por debajo.",
    "Los CDC y la ATSDR marcan el valor como no disponible (-999).",
    "No se puede calcular una proporción de nada.",
    "El organismo que publica el dato lo retiene.",
    "La celda contiene un texto que no es un número.",
    "Nadie vive en este sector.",
    "El sector queda fuera del grupo que la receta compara.",
    "No hay nada dentro del límite de búsqueda.",
    "Falta un dato del que depende este valor.",
};
static_assert(kMissingSpanish.size() == static_cast<std::size_t>(io::Missing::Dependent) + 1);

bool is_overall(const study::Results& results, std::string_view column) {
    return results.index && index::names_of(results.index->recipe).is_overall(column);
}

std::vector<Contribution> largest_contributions(const index::IndexResult& index, std::size_t row,
                                                Language language) {
    std::vector<Contribution> found;
    for (std::size_t p = 0; p < index.parts.size(); ++p) {
        const double value = index.contribution(p, row);
        if (!index.parts[p].is_indicator || !(value > 0))
            continue;
        const double share = value / index.score[row];
        found.push_back({index.parts[p].name, index.parts[p].label_in(language), value, share,
                         filled(kShareOfScore, language, format_fixed(share * 100, 0))});
    }
    std::stable_sort(found.begin(), found.end(), [](const Contribution& a, const Contribution& b) {
        return a.value > b.value;
    });
    found.resize(std::min(found.size(), kMostContributions));
    return found;
}

Text worse_or_higher(tract::Direction direction) {
    return direction == tract::Direction::HigherIsBetter ? kWorse : kHigher;
}

/// Which share of the others the tract stands above: its percentile where the index ranks it.
double share_of_place(const study::ResultColumns& columns, const tract::Column& column,
                      std::size_t row) {
    return is_overall(columns.results(), column.info.name)
               ? columns.results().index->percentile[row]
               : share_below(column, column.values[row]);
}

/// The sentence of the place with `percent` in it.
std::string place_sentence(const study::ResultColumns& columns, std::string_view column,
                           std::string_view percent, Language language) {
    const study::Results& results = columns.results();
    const tract::Region& region = results.study.region;
    if (is_overall(results, column)) {
        const index::IndexRecipe& recipe = results.index->recipe;
        return filled(kPlace, language,
                      filled(worse_or_higher(recipe.direction), language, percent),
                      reference_words(recipe, region, language));
    }
    return filled(kPlace, language, filled(kHigherThanKnown, language, percent),
                  region.name.empty() ? std::string(kAllTracts.in(language)) : region.name);
}

std::string place_words(const study::ResultColumns& columns, const tract::Column& column,
                        std::size_t row, Language language) {
    const double share = share_of_place(columns, column, row);
    return place_sentence(columns, column.info.name, format_fixed(share * 100, 1), language);
}

std::string reliability_words(double value, double margin, Language language) {
    const stats::Reliability level = stats::reliability(value, margin);
    if (level == stats::Reliability::Unknown)
        return {};
    return filled(reliability_pattern(level), language,
                  format_fixed(stats::coefficient_of_variation(value, margin) * 100, 0));
}

/// The index knows more than the reason: which domain lacks how many values. It says so in English.
std::string why_missing(const study::ResultColumns& columns, const tract::Column& column,
                        std::size_t row, Language language) {
    const study::Results& results = columns.results();
    if (language == Language::English && is_overall(results, column.info.name))
        if (std::string why = results.index->why(row); !why.empty())
            return why;
    const io::Missing reason = column.reason(row);
    return missing_words(reason == io::Missing::None ? io::Missing::Empty : reason, language);
}

} // namespace

TractWords describe(const study::ResultColumns& columns, std::size_t row, std::string_view name,
                    Reader reader) {
    const study::Results& results = columns.results();
    const tract::Column& column = columns[name];
    const double value = column.values[row], people = results.people()[row];
    TractWords words;
    words.name = results.tracts->name(row);
    words.geoid = results.tracts->geoid(row);
    words.people =
        std::isnan(people) ? kPeopleUnknown.in(reader) : words::value(people, "people", reader);
    words.label = column.info.label_in(reader);
    if (results.index && results.index->rank[row] != 0)
        words.contributions = largest_contributions(*results.index, row, reader);
    if (std::isnan(value)) {
        words.value = kNoDataHere.in(reader);
        words.why_missing = why_missing(columns, column, row, reader);
        return words;
    }
    words.value = words::value(value, column.info.unit, reader);
    words.place = place_words(columns, column, row, reader);
    if (!column.margin.empty() && !std::isnan(column.margin[row])) {
        words.margin =
            filled(kMargin, reader, words::margin(column.margin[row], column.info.unit, reader));
        words.reliability = reliability_words(value, column.margin[row], reader);
    }
    return words;
}

std::string place_pattern(const study::ResultColumns& columns, std::string_view column,
                          Language language) {
    return place_sentence(columns, columns[column].info.name, "{}", language);
}

std::vector<double> place_shares(const study::ResultColumns& columns, std::string_view name) {
    const tract::Column& column = columns[name];
    if (is_overall(columns.results(), column.info.name))
        return columns.results().index->percentile;
    std::vector<double> known;
    std::copy_if(column.values.begin(), column.values.end(), std::back_inserter(known),
                 [](double value) { return !std::isnan(value); });
    std::sort(known.begin(), known.end());
    std::vector<double> shares;
    for (const double value : column.values) {
        const auto below = std::lower_bound(known.begin(), known.end(), value) - known.begin();
        shares.push_back(std::isnan(value)
                             ? value
                             : static_cast<double>(below) / static_cast<double>(known.size()));
    }
    return shares;
}

Text reliability_pattern(stats::Reliability level) {
    const auto at = static_cast<std::size_t>(level);
    return at < kReliability.size() ? kReliability[at] : Text{"", ""};
}

double share_below(const tract::Column& column, double value) {
    if (std::isnan(value))
        return value;
    std::size_t known = 0, below = 0;
    for (const double other : column.values) {
        known += std::isnan(other) ? 0 : 1;
        below += other < value ? 1 : 0;
    }
    return known == 0 ? std::nan("") : static_cast<double>(below) / static_cast<double>(known);
}

std::string percentile_words(double percentile, tract::Direction direction, Language language) {
    return filled(worse_or_higher(direction), language, format_fixed(percentile * 100, 1));
}

std::string reference_words(const index::IndexRecipe& recipe, const tract::Region& region,
                            Language language) {
    if (recipe.reference == index::Reference::State)
        return kSameState.in(language);
    if (recipe.reference == index::Reference::County)
        return kSameCounty.in(language);
    return region.name.empty() ? kAllTracts.in(language) : region.name;
}

std::string missing_words(io::Missing reason, Language language) {
    return language == Language::Spanish ? kMissingSpanish[static_cast<std::size_t>(reason)]
                                         : std::string(describe(reason));
}

} // namespace tractwise::map
