// SPDX-License-Identifier: Apache-2.0
#include "engine/map/scene_words.hpp"

#include "engine/core/text.hpp"
#include "engine/index/columns.hpp"
#include "engine/index/uncertainty.hpp"
#include "engine/map/describe.hpp"
#include "engine/map/people_share.hpp"
#include "engine/map/scene.hpp"
#include "engine/study/coverage.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

namespace tractwise::map {
namespace {

struct MethodText {
    stats::Method method;
    Text words;
};
constexpr std::array kMethodTexts = {
    MethodText{stats::Method::Quantiles,
               {"{} classes with about equally many tracts",
                "{} clases con un número parecido de sectores"}},
    MethodText{stats::Method::EqualInterval,
               {"{} classes of equal width", "{} clases de igual amplitud"}},
    MethodText{stats::Method::FisherJenks,
               {"{} natural classes (Fisher-Jenks)", "{} clases naturales (Fisher-Jenks)"}},
    MethodText{stats::Method::StdMean,
               {"Classes by standard deviations from the mean",
                "Clases por desviaciones estándar de la media"}},
    MethodText{stats::Method::BoxPlot,
               {"Classes of a box plot: quartiles and outliers",
                "Clases de un diagrama de caja: cuartiles y valores atípicos"}},
    MethodText{stats::Method::HeadTail,
               {"{} classes by head/tail breaks", "{} clases por cortes cabeza/cola"}},
    MethodText{
        stats::Method::MaximumBreaks,
        {"{} classes split at the widest gaps", "{} clases separadas en los huecos más anchos"}},
    MethodText{stats::Method::Percentiles,
               {"Classes at the 1st, 10th, 50th, 90th and 99th percentile",
                "Clases en los percentiles 1, 10, 50, 90 y 99"}},
    MethodText{stats::Method::Pretty,
               {"{} classes with round bounds", "{} clases con límites redondos"}},
};
constexpr Text kOwn{"{} classes with own breaks", "{} clases con cortes propios"};
constexpr Text kLocked{"{} classes kept from another map", "{} clases tomadas de otro mapa"};
constexpr Text kPercentileSteps{"{} classes of {} percentiles each",
                                "{} clases de {} percentiles cada una"};
constexpr Text kShareSteps{"{} fixed classes of {} percentage points each",
                           "{} clases fijas de {} puntos porcentuales cada una"};
constexpr Text kBeyond{"Beyond the list of places", "Fuera de la lista de lugares"};
constexpr Text kOneClass{"One class", "Una sola clase"};
constexpr Text kThirdsOfEach{"Thirds of each column", "Tercios de cada columna"};
constexpr Text kCompared{"compared with the ranked tracts in {}",
                         "en comparación con los sectores clasificados en {}"};
constexpr Text kSource{"Source: {}. ", "Fuente: {}. "};
constexpr Text kTracts{"{} census tracts.", "Sectores censales de {}."};
constexpr Text kWrongClass{
    "About {} % of the tracts may stand in a wrong class, because estimates are uncertain",
    "Cerca del {} % de los sectores puede estar en una clase equivocada, porque las estimaciones "
    "son inciertas"};
constexpr Text kNoDataLabel{"No data", "Sin datos"};
constexpr Text kUnsure{"Place not sure (90 % interval wider than {} points)",
                       "Posición incierta (intervalo del 90 % de más de {} puntos)"};
constexpr Text kUnreliable{"Unreliable estimate (CV above {} %)",
                           "Estimación poco fiable (CV mayor de {} %)"};
constexpr std::array kLevels = {Text{"low", "bajo"}, Text{"middle", "medio"}, Text{"high", "alto"}};

/// The source with the year of its data, where the study knows it and the text does not say it.
std::string dated(const study::Results& results, const std::string& source) {
    for (const auto& [id, spec] : results.study.sources)
        if (spec.year && !spec.title.empty() && source.find(spec.title) != std::string::npos) {
            const std::string year = std::to_string(*spec.year);
            if (source.find(year) == std::string::npos)
                return source + ", " + year;
        }
    return source;
}

void add_once(std::vector<std::string>& list, const std::string& item) {
    if (!item.empty() && std::find(list.begin(), list.end(), item) == list.end())
        list.push_back(item);
}

} // namespace

int even_steps(const tract::ColumnInfo& info, const ClassChoice& choice) {
    if (choice.method)
        return 0;
    if (info.unit == "percentile")
        return choice.count;
    constexpr int kQuarters = 4;
    return info.unit == "share" && info.direction == tract::Direction::HigherIsBetter ? kQuarters
                                                                                      : 0;
}

std::string method_words(const MapStyle& style, const tract::ColumnInfo& info,
                         const stats::Classes& breaks, Language language) {
    const std::size_t classes = breaks.size();
    const std::string count = std::to_string(classes);
    if (!style.second.empty())
        return kThirdsOfEach.in(language);
    if (classes < 2) // one value everywhere, or none at all
        return classes == 1 ? kOneClass.in(language) : "";
    if (style.locked)
        return filled(kLocked, language, count);
    if (!style.classes.own.empty())
        return filled(kOwn, language, count);
    if (const int steps = even_steps(info, style.classes);
        steps > 0 && breaks.lowest == 0 && breaks.upper.back() == 1)
        return filled(info.unit == "percentile" ? kPercentileSteps : kShareSteps, language, count,
                      format_number(round_half_away(100.0 / steps, 1)));
    for (const MethodText& text : kMethodTexts)
        if (text.method == style.classes.method.value_or(stats::Method::Quantiles))
            return filled(text.words, language, count);
    return {};
}

std::string compared_words(const study::ResultColumns& columns, const tract::ColumnInfo& info,
                           Language language) {
    const study::Results& results = columns.results();
    if (!results.index)
        return {};
    const index::IndexRecipe& recipe = results.index->recipe;
    const index::ColumnNames names = index::names_of(recipe);
    if (info.name != names.percentile() && info.name != names.rank())
        return {};
    return filled(kCompared, language, reference_words(recipe, results.study.region, language));
}

namespace {

/// "ACS 5-year 2022 (ACS table B25106)" -> the title that the study declares, "ACS 5-year 2022": an
/// index has too many tables to name them all at the foot of a map.
std::string declared_title(const study::Results& results, const std::string& source) {
    std::string longest;
    for (const auto& [id, spec] : results.study.sources)
        if (spec.title.size() > longest.size() && source.starts_with(spec.title))
            longest = spec.title;
    return longest.empty() ? source : longest;
}

} // namespace

std::string source_line(const study::ResultColumns& columns,
                        const std::vector<const tract::ColumnInfo*>& shown, Language language) {
    const study::Results& results = columns.results();
    std::vector<std::string> sources;
    for (const tract::ColumnInfo* info : shown) {
        const tract::Column* measured = results.layer_table->find(info->name);
        if (measured != nullptr && measured->info == *info) {
            add_once(sources, dated(results, info->source));
            continue;
        }
        // A column of the index comes from whatever its indicators come from; one that no source
        // of the study supplies has none to name.
        if (results.index)
            for (const index::IndexPart& part : results.index->parts)
                if (const tract::Column* raw = results.layer_table->find(part.column);
                    part.is_indicator && raw != nullptr && columns.has(part.column))
                    add_once(sources, dated(results, declared_title(results, raw->info.source)));
    }
    std::string line = sources.empty() ? "" : filled(kSource, language, join(sources, "; "));
    if (const int vintage = results.tracts->vintage(); vintage > 0)
        line += filled(kTracts, language, std::to_string(vintage));
    return std::string(trim(line));
}

std::vector<std::uint32_t> say_beyond(MapScene& scene, const study::ResultColumns& columns,
                                      const std::vector<std::string>& names, Reader reader) {
    std::vector<std::uint32_t> beyond;
    for (const std::string& name : names)
        for (const study::CoverageDoubt& doubt : study::coverage_doubts(columns.results(), name)) {
            add_once(scene.legend.warnings, words_of(doubt, columns.results(), reader));
            std::vector<std::uint32_t> both;
            std::set_union(beyond.begin(), beyond.end(), doubt.beyond.begin(), doubt.beyond.end(),
                           std::back_inserter(both));
            beyond = std::move(both);
        }
    return beyond;
}

void mark_beyond(MapScene& scene, const study::ResultColumns& columns,
                 const std::vector<std::string>& names, Reader reader) {
    scene.beyond = say_beyond(scene, columns, names, reader);
    if (scene.beyond.empty())
        return;
    const People people(columns.results());
    LegendMark mark{.label = kBeyond.in(reader)};
    std::vector<std::uint32_t> shown;
    for (const std::uint32_t row : scene.beyond)
        if (scene.classes[row] != stats::Classes::kNone) {
            scene.pattern[row] = Pattern::Unreliable;
            shown.push_back(row);
            ++mark.tracts;
            mark.people += people.of(row);
        }
    scene.beyond = std::move(shown);
    mark.people += people.none();
    mark.people_share = people.share(mark.people);
    scene.legend.beyond = mark;
}

std::string wrong_class_words(double chance, Language language) {
    return filled(kWrongClass, language, format_fixed(chance * 100, 0));
}

std::string no_data_words(Language language) {
    return kNoDataLabel.in(language);
}

std::string unreliable_words(double cv, Language language) {
    const double percent = round_half_away(cv * 100, 1);
    return filled(kUnreliable, language, format_number(percent));
}

std::string unsure_place_words(Language language) {
    return filled(kUnsure, language, format_number(100 * index::kUnsurePlace));
}

std::string cell_words(const std::string& upward, int row, const std::string& across, int column,
                       Language language) {
    return fmt::format("{}: {}; {}: {}", across,
                       kLevels[static_cast<std::size_t>(column)].in(language), upward,
                       kLevels[static_cast<std::size_t>(row)].in(language));
}

} // namespace tractwise::map
