// SPDX-License-Identifier: Apache-2.0
#include "engine/report/coherence.hpp"

#include "engine/report/text_layout.hpp"

#include "engine/core/filled.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"
#include "engine/words/amounts.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::report {
namespace {

using index::Coherence;

constexpr Text kTogetherTitle{
    "Do the indicators of \"{}\" belong together? {} areas are ranked by it.",
    "¿Van juntos los indicadores de «{}»? Ordena {} áreas."};
constexpr Text kIndicatorHead{"Indicator", "Indicador"}, kDomainR{"with the rest", "con el resto"},
    kScoreR{"with score", "con puntaje"}, kWeightShare{"weight", "peso"},
    kImportance{"importance", "importancia"};
constexpr Text kColumnsMean{"With the rest: correlation with the mean of the others of its domain. "
                            "Importance: its share of the squared correlations "
                            "with the score; what an indicator is worth in the ranking, beside the "
                            "weight that the recipe gives it.",
                            "Con el resto: correlación con la media de los otros de su dominio. "
                            "Importancia: su parte de las correlaciones al cuadrado "
                            "con el puntaje; lo que un indicador vale en la clasificación, junto "
                            "al peso que le da la receta."};
constexpr Text kAllIndicators{"All indicators", "Todos los indicadores"};
constexpr Text kGroupLine{"{}: alpha {}; the first of {} components holds {} % of what varies; "
                          "with an eigenvalue above 1: {}.",
                          "{}: alfa {}; el primero de {} componentes reúne el {} % de lo que "
                          "varía; con valor propio mayor que 1: "
                          "{}."};
constexpr Text kLowAlpha{"{}: an alpha below 0.7 says that these measure more than one thing. That "
                         "is no fault of an index of "
                         "several needs, but then one number hides which of them a place has.",
                         "{}: un alfa menor que 0.7 dice que miden más de una cosa. No es un "
                         "defecto en un índice de varias "
                         "necesidades, pero un solo número oculta cuál de ellas tiene un lugar."};
constexpr Text kAgainst{"Against each other; in a mean they cancel:",
                        "Opuestos entre sí; en una media se anulan:"};
constexpr Text kTwice{"Nearly the same; what they share counts twice:",
                      "Casi lo mismo; lo que comparten cuenta dos veces:"};
constexpr Text kThesePair{"{}: {} and {}", "{}: {} y {}"};
constexpr Text kSilent{
    "{}: {} % of the weights, {} % of the importance. It hardly shows in the ranking.",
    "{}: {} % de los pesos, {} % de la importancia. Apenas se nota en la clasificación."};
constexpr Text kReversed{
    "{}: its correlation with the score is {}. Places where it is worse come out better.",
    "{}: su correlación con el puntaje es {}. Los lugares donde es peor salen mejor."};
constexpr Text kOutlying{"Outlying values (skewness of 2 and kurtosis of 3.5 or more): {}. Ranks "
                         "do not mind; min-max and z-scores "
                         "do: outliers = \"treat\" in the recipe draws them in.",
                         "Valores extremos (asimetría de 2 y curtosis de 3.5 o más): {}. A los "
                         "rangos no les afecta; a min-max y z "
                         "sí: outliers = \"treat\" en la receta los acerca."};
constexpr Text kNothingOdd{"No two indicators cancel or repeat each other.",
                           "Ningún par de indicadores se anula o se repite."};

constexpr double kNearlySame = 0.92, kLeastAlpha = 0.7, kCancels = -0.1, kSilentShare = 0.25;
constexpr std::size_t kMostPairs = 8; ///< in the text; the matrix has them all

std::string two_digits(double value) {
    if (std::isnan(value))
        return words::kUnknown;
    const std::string text = format_fixed(std::abs(value), 2);
    return (value < 0 && text != "0.00" ? "−" : "") + text;
}

const index::IndexPart& part_of(const index::IndexResult& index, const Coherence::Item& item) {
    return index.parts[item.part];
}

std::string label_of_group(const index::IndexResult& index, const Coherence::Group& group,
                           Language language) {
    return group.part < 0 ? kAllIndicators.in(language)
                          : index.parts[static_cast<std::size_t>(group.part)].label_in(language);
}

std::string table_of_items(const index::IndexResult& index, const Coherence& found,
                           Language language) {
    TextTable table;
    table.add({kIndicatorHead.in(language), kDomainR.in(language), kScoreR.in(language),
               kWeightShare.in(language), kImportance.in(language)});
    for (const Coherence::Item& item : found.items)
        table.add({part_of(index, item).label_in(language), two_digits(item.with_rest),
                   two_digits(item.with_score), words::percent(item.nominal, 0),
                   words::percent(item.importance, 0)});
    return table.text();
}

struct ItemPair {
    std::size_t a, b;
    double r;
};

/// Pairs beyond a limit, the strongest first.
std::vector<ItemPair> item_pairs_where(const Coherence& found, bool (*wanted)(double)) {
    std::vector<ItemPair> pairs;
    for (std::size_t i = 0; i < found.items.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (const double r = found.correlation(i, j); wanted(r))
                pairs.push_back({j, i, r});
    std::stable_sort(pairs.begin(), pairs.end(), [](const ItemPair& x, const ItemPair& y) {
        return std::abs(x.r) > std::abs(y.r);
    });
    pairs.resize(std::min(pairs.size(), kMostPairs));
    return pairs;
}

} // namespace

std::string coherence_text(const index::IndexResult& index, const Coherence& found,
                           Language language) {
    const auto label = [&](std::size_t item) {
        return part_of(index, found.items[item]).label_in(language);
    };
    std::string text = wrapped("", filled(kTogetherTitle, language, index.recipe.title_in(language),
                                          format_count(static_cast<double>(found.areas)))) +
                       "\n" + table_of_items(index, found, language) +
                       wrapped("  ", kColumnsMean.in(language)) + "\n";
    for (const Coherence::Group& group : found.groups) {
        const auto over_one = std::count_if(group.eigenvalues.begin(), group.eigenvalues.end(),
                                            [](double value) { return value > 1; });
        text += wrapped("- ", filled(kGroupLine, language, label_of_group(index, group, language),
                                     two_digits(group.alpha), group.items.size(),
                                     format_fixed(100 * group.eigenvalues.front() /
                                                      static_cast<double>(group.items.size()),
                                                  0),
                                     over_one));
    }
    text += "\n";
    const std::vector<ItemPair> against =
        item_pairs_where(found, [](double r) { return r < kCancels; });
    const std::vector<ItemPair> twice =
        item_pairs_where(found, [](double r) { return r > kNearlySame; });
    const auto list = [&](Text head, const std::vector<ItemPair>& pairs) {
        if (!pairs.empty())
            text += wrapped("- ", head.in(language));
        for (const ItemPair& pair : pairs)
            text += wrapped("    ", filled(kThesePair, language, two_digits(pair.r), label(pair.a),
                                           label(pair.b)));
    };
    list(kAgainst, against);
    list(kTwice, twice);
    if (against.empty() && twice.empty())
        text += wrapped("- ", kNothingOdd.in(language));
    for (std::size_t i = 0; i < found.items.size(); ++i) {
        const Coherence::Item& item = found.items[i];
        if (item.with_score < 0)
            text +=
                wrapped("- ", filled(kReversed, language, label(i), two_digits(item.with_score)));
        else if (item.importance < kSilentShare * item.nominal)
            text += wrapped("- ",
                            filled(kSilent, language, label(i), format_fixed(100 * item.nominal, 0),
                                   format_fixed(100 * item.importance, 1)));
    }
    for (const Coherence::Group& group : found.groups)
        if (group.alpha < kLeastAlpha)
            text +=
                wrapped("- ", filled(kLowAlpha, language, label_of_group(index, group, language)));
    std::vector<std::string> outlying;
    for (std::size_t i = 0; i < found.items.size(); ++i)
        if (found.items[i].outlying)
            outlying.push_back(label(i));
    if (!outlying.empty())
        text += wrapped("- ", filled(kOutlying, language, join(outlying, "; ")));
    return text;
}

std::vector<io::OutTable> coherence_frames(const index::IndexResult& index,
                                           const Coherence& found) {
    std::vector<std::string> names, labels, domains;
    std::vector<double> rest, score, nominal, importance, alpha, skewness, kurtosis, outlying,
        first;
    for (std::size_t i = 0; i < found.items.size(); ++i) {
        const Coherence::Item& item = found.items[i];
        const index::IndexPart& part = part_of(index, item);
        names.push_back(part.name);
        labels.push_back(part.label);
        domains.push_back(
            part.parent < 0 ? "" : index.parts[static_cast<std::size_t>(part.parent)].name);
        rest.push_back(item.with_rest);
        score.push_back(item.with_score);
        nominal.push_back(item.nominal);
        importance.push_back(item.importance);
        alpha.push_back(item.alpha_without);
        skewness.push_back(item.shape.skewness);
        kurtosis.push_back(item.shape.kurtosis);
        outlying.push_back(item.outlying ? 1 : 0);
        first.push_back(found.groups.front().component_weight[i]);
    }
    io::OutTable items{
        "indicators",
        "Each indicator beside the others; values are normalized and turned so that higher is "
        "worse",
        {{"indicator", "Name in the recipe", names},
         {"label", "", labels},
         {"domain", "", domains},
         {"correlation_with_rest", "With the mean of the others of its domain", rest},
         {"correlation_with_score", "", score},
         {"weight_share", "Its share of the recipe's weights", nominal},
         {"importance", "Its share of the squared correlations with the score", importance},
         {"component_weight", "Squared loading on the first component of all, as a share", first},
         {"alpha_without", "Cronbach's alpha of its domain without it", alpha},
         {"skewness", "Of the raw values, G1", skewness},
         {"kurtosis", "Of the raw values, excess, G2", kurtosis},
         {"outlying", "1: skewness of 2 and kurtosis of 3.5 or more", outlying}}};

    std::vector<std::string> group_names;
    std::vector<double> counts, alphas, firsts, over_one;
    for (const Coherence::Group& group : found.groups) {
        group_names.push_back(
            group.part < 0 ? "all" : index.parts[static_cast<std::size_t>(group.part)].name);
        counts.push_back(static_cast<double>(group.items.size()));
        alphas.push_back(group.alpha);
        firsts.push_back(group.eigenvalues.front() / static_cast<double>(group.items.size()));
        over_one.push_back(
            static_cast<double>(std::count_if(group.eigenvalues.begin(), group.eigenvalues.end(),
                                              [](double value) { return value > 1; })));
    }
    io::OutTable groups{"groups",
                        "How far indicators measure one thing",
                        {{"group", "A domain; all: the whole index", group_names},
                         {"indicators", "", counts},
                         {"alpha", "Cronbach's", alphas},
                         {"first_component",
                          "Share of the variance that the first principal component holds", firsts},
                         {"eigenvalues_above_1", "", over_one}}};

    io::OutTable matrix{
        "correlations", "Pearson's, of normalized values", {{"indicator", "", names}}};
    for (std::size_t j = 0; j < names.size(); ++j) {
        std::vector<double> column;
        for (std::size_t i = 0; i < names.size(); ++i)
            column.push_back(found.correlation(i, j));
        matrix.columns.push_back({names[j], labels[j], column});
    }
    return {std::move(items), std::move(groups), std::move(matrix)};
}

} // namespace tractwise::report
