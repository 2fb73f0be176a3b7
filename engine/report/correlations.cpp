// SPDX-License-Identifier: Apache-2.0
#include "engine/report/correlations.hpp"

#include "engine/report/text_layout.hpp"

#include "engine/core/text.hpp"

#include <cmath>
#include <span>

#include <fmt/format.h>

namespace tractwise::report {
namespace {

constexpr Text kTitle{"What goes together here", "Lo que aquí va junto"};
constexpr Text kLegend{
    "r: along a line (Pearson), rank: in rank (Spearman), each from -1 to 1; 0: they do not go "
    "together.",
    "r: en línea (Pearson), rango: por rangos (Spearman), de -1 a 1; 0: no van juntas."};
constexpr Text kNoCause{
    "This is no proof of cause: two columns also go together where a third one moves both.",
    "Esto no prueba una causa: dos columnas también van juntas cuando una tercera mueve a las "
    "dos."};
constexpr Text kNeighbors{
    "Neighboring tracts resemble each other, so the intervals are too narrow: they count every "
    "tract as if it stood alone.",
    "Los sectores vecinos se parecen, por eso los intervalos son demasiado estrechos: cuentan cada "
    "sector como si estuviera solo."};
constexpr Text kModeled{
    "Estimates that a model made from the people of a tract (as those of CDC PLACES are) go with "
    "what the model used, such as age, race and schooling, by construction.",
    "Las estimaciones que un modelo hace a partir de los habitantes de un sector (como las de CDC "
    "PLACES) van por construcción con lo que el modelo usó, como edad, raza y escolaridad."};
constexpr Text kTractsAreNotPeople{
    "What holds for tracts need not hold for the people in them.",
    "Lo que vale para los sectores no tiene por qué valer para sus habitantes."};
constexpr Text kColumn{"column", "columna"};
constexpr Text kLine{"r", "r"};
constexpr Text kRank{"ranks", "rangos"};
constexpr Text kInterval{"95 % interval", "interv. 95 %"};
constexpr Text kTracts{"tracts", "sectores"};
constexpr Text kLeftOut{"left out", "sin dato"};
constexpr Text kTo{"{} to {}", "{} a {}"};

std::string coefficient(double value) {
    if (std::isnan(value))
        return "-";
    const double shown = std::round(value * 100) / 100;
    return fmt::format("{:.2f}", shown == 0 ? 0.0 : shown); // "-0.00" says nothing
}

std::string interval_text(const stats::Limits& interval, Language language) {
    if (std::isnan(interval.low))
        return "-";
    return fmt::format(fmt::runtime(kTo.in(language)), coefficient(interval.low),
                       coefficient(interval.high));
}

std::string table_text(std::span<const ColumnPair> pairs, Language language) {
    TextTable table;
    table.add({kColumn.in(language), kLine.in(language), kInterval.in(language), kRank.in(language),
               kInterval.in(language), kTracts.in(language), kLeftOut.in(language)});
    for (const ColumnPair& pair : pairs) {
        const stats::Correlation& found = pair.found;
        table.add({pair.determinant.label_in(language), coefficient(found.pairs.pearson),
                   interval_text(found.pearson, language), coefficient(found.pairs.spearman),
                   interval_text(found.spearman, language),
                   format_count(static_cast<double>(found.pairs.count)),
                   format_count(static_cast<double>(found.pairs.left_out))});
    }
    return table.text();
}

} // namespace

std::vector<ColumnPair> correlations(const study::ResultColumns& columns,
                                     const std::vector<std::string>& determinants,
                                     const std::vector<std::string>& outcomes) {
    std::vector<ColumnPair> pairs;
    for (const std::string& outcome : outcomes)
        for (const std::string& determinant : determinants) {
            const tract::Column &x = columns[determinant], &y = columns[outcome];
            if (determinant != outcome)
                pairs.push_back({x.info, y.info, stats::correlate(x.values, y.values)});
        }
    return pairs;
}

io::OutTable correlation_frame(const std::vector<ColumnPair>& pairs, Language language) {
    const auto texts = [&](const char* name, const char* what, auto value) {
        std::vector<std::string> cells;
        for (const ColumnPair& pair : pairs)
            cells.push_back(value(pair));
        return io::OutColumn{name, what, std::move(cells)};
    };
    const auto numbers = [&](const char* name, const char* what, auto value) {
        std::vector<double> cells;
        for (const ColumnPair& pair : pairs)
            cells.push_back(static_cast<double>(value(pair.found)));
        return io::OutColumn{name, what, std::move(cells)};
    };
    using stats::Correlation;
    io::OutTable table{.name = "correlations",
                       .description = join(correlation_cautions(language), " "),
                       .columns = {}};
    table.columns = {
        texts("column", "Determinant", [](const ColumnPair& p) { return p.determinant.name; }),
        texts("with", "Outcome", [](const ColumnPair& p) { return p.outcome.name; }),
        texts("column_label", "Determinant in words",
              [&](const ColumnPair& p) { return p.determinant.label_in(language); }),
        texts("with_label", "Outcome in words",
              [&](const ColumnPair& p) { return p.outcome.label_in(language); }),
        numbers("pearson", "Correlation along a line",
                [](const Correlation& c) { return c.pairs.pearson; }),
        numbers("pearson_low", "Lower limit, 95 %",
                [](const Correlation& c) { return c.pearson.low; }),
        numbers("pearson_high", "Upper limit, 95 %",
                [](const Correlation& c) { return c.pearson.high; }),
        numbers("spearman", "Correlation of ranks",
                [](const Correlation& c) { return c.pairs.spearman; }),
        numbers("spearman_low", "Lower limit, 95 %",
                [](const Correlation& c) { return c.spearman.low; }),
        numbers("spearman_high", "Upper limit, 95 %",
                [](const Correlation& c) { return c.spearman.high; }),
        numbers("tracts", "Tracts that have both",
                [](const Correlation& c) { return c.pairs.count; }),
        numbers("left_out", "Tracts that lack one or both",
                [](const Correlation& c) { return c.pairs.left_out; })};
    return table;
}

std::string correlation_text(const std::vector<ColumnPair>& pairs, Language language) {
    std::string text = std::string(kTitle.in(language)) + "\n" + wrapped("", kLegend.in(language));
    for (std::size_t begin = 0; begin < pairs.size();) {
        std::size_t end = begin;
        while (end < pairs.size() && pairs[end].outcome.name == pairs[begin].outcome.name)
            ++end;
        text += "\n" + wrapped("", fmt::format("{} ({})", pairs[begin].outcome.label_in(language),
                                               pairs[begin].outcome.name));
        text += table_text(std::span(pairs).subspan(begin, end - begin), language);
        begin = end;
    }
    text += "\n";
    for (const std::string& caution : correlation_cautions(language))
        text += wrapped("", caution);
    return text;
}

std::vector<std::string> correlation_cautions(Language language) {
    std::vector<std::string> cautions;
    for (const Text& caution : {kNoCause, kNeighbors, kModeled, kTractsAreNotPeople})
        cautions.emplace_back(caution.in(language));
    return cautions;
}

} // namespace tractwise::report
