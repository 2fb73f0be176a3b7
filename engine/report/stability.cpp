// SPDX-License-Identifier: Apache-2.0
#include "engine/report/stability.hpp"

#include "engine/report/text_layout.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/index/worst_tenth.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::report {
namespace {

constexpr Text kHead{"How firm is it? {} ({} tracts ranked)",
                     "¿Qué tan firme es? {} ({} sectores con lugar)"};
constexpr Text kWeights{"Other weights: {} draws around the recipe's (concentration {}, seed {}). "
                        "A tract's rank moves by {} on "
                        "average. Of the {} tracts of the worst tenth {} stay in it in nine of ten "
                        "draws or more; {} others are in it in "
                        "some draws.",
                        "Otros pesos: {} sorteos alrededor de los de la receta (concentración {}, "
                        "semilla {}). El lugar de un sector se "
                        "mueve {} en promedio. De los {} sectores del décimo en peor situación, {} "
                        "permanecen en él en nueve de cada diez "
                        "sorteos o más; {} otros están en él en algunos."};
constexpr Text kChoice{"Choice made otherwise", "Elección hecha de otro modo"};
constexpr Text kPeopleIn{"people in", "entran"}, kPeopleOut{"people out", "salen"},
    kTractsIn{"tracts in", "entran"}, kTractsOut{"tracts out", "salen"},
    kRankMoves{"rank moves by", "el lugar se mueve"}, kSpearmanHead{"Spearman", "Spearman"};
constexpr Text kInAndOut{"Into and out of the worst tenth when one choice is made otherwise, those "
                         "that move most first:",
                         "Entradas y salidas del décimo en peor situación cuando una elección se "
                         "hace de otro modo, primero las "
                         "que más mueven:"};
constexpr Text kFactors{"Which choices matter, alone (first) and with all others (total), by {} "
                        "evaluations; the rank moves by {} ± {} on "
                        "average:",
                        "Qué elecciones importan, solas (primer orden) y con todas las demás "
                        "(total), según {} evaluaciones; el lugar se "
                        "mueve {} ± {} en promedio:"};
constexpr Text kFactor{"Factor", "Factor"}, kFirst{"first", "primer orden"},
    kTotal{"total", "total"};
constexpr Text kNormalizationAs{"Normalized by {}", "Normalizado por {}"};
constexpr Text kAggregationAs{"Domains put together by {}", "Grupos combinados por {}"};
constexpr Text kWithout{"Without: {}", "Sin: {}"};
constexpr Text kWithin{"Compared within: {}", "Comparado dentro de: {}"};
constexpr Text kWeightOf{"Weight of {}", "Peso de {}"};
constexpr Text kNormalizationFactor{"Normalization", "Normalización"},
    kAggregationFactor{"How domains are put together", "Cómo se combinan los grupos"};
struct MethodWords {
    const char* name;
    Text words;
};
constexpr MethodWords kMethodWords[] = {
    {"percent_rank", {"percentile rank", "rango percentil"}},
    {"min_max", {"smallest to largest value", "del valor menor al mayor"}},
    {"z_score", {"standard deviations", "desviaciones estándar"}},
    {"mean", {"their mean", "su media"}},
    {"geometric_mean", {"their geometric mean", "su media geométrica"}},
    {"maximum", {"the largest of them", "el mayor de ellos"}},
    {"all", {"all tracts", "todos los sectores"}},
    {"state", {"the state", "el estado"}},
    {"county", {"the county", "el condado"}},
};

constexpr std::size_t kMostShown = 15;

std::string filled_in(const Text& pattern, Language language, const auto&... values) {
    return fmt::format(fmt::runtime(pattern.in(language)), values...);
}

std::string method_name(const std::string& name, Language language) {
    for (const MethodWords& method : kMethodWords)
        if (method.name == name)
            return method.words.in(language);
    return name;
}

std::string words_of(const index::Alternative& alternative, Language language) {
    using Kind = index::Alternative::Kind;
    switch (alternative.kind) {
    case Kind::Normalization:
        return filled_in(kNormalizationAs, language, method_name(alternative.name, language));
    case Kind::Aggregation:
        return filled_in(kAggregationAs, language, method_name(alternative.name, language));
    case Kind::Reference:
        return filled_in(kWithin, language, method_name(alternative.name, language));
    case Kind::Without:
        break;
    }
    return filled_in(kWithout, language,
                     said_in(language, alternative.label, alternative.label_es));
}

std::string factor_words(const index::IndexResult& index, const std::string& name,
                         Language language) {
    if (name == "normalization")
        return kNormalizationFactor.in(language);
    if (name == "aggregation")
        return kAggregationFactor.in(language);
    for (const index::IndexPart& part : index.parts)
        if (part.name == name)
            return filled_in(kWeightOf, language, part.label_in(language));
    return name;
}

std::string whole(double value) {
    return format_count(std::round(value));
}

} // namespace

Stability stability_of(const study::Results& results, const StabilityChoice& choice,
                       Diagnostics& diagnostics, const Progress& progress) {
    if (!results.index)
        throw Error(
            ErrorKind::Usage, "the study has no index",
            {.where = results.study.file.string(), .hint = "add [index] recipe = \"risk\""});
    const index::IndexResult& index = *results.index;
    const std::vector<std::string>& ids = results.tracts->geoids();
    std::vector<double> people = results.people();
    Stability found{.choice = choice.weights};
    found.counts_people =
        std::any_of(people.begin(), people.end(), [](double count) { return count > 0; });
    if (!found.counts_people)
        people.clear();
    found.weights = index::weight_stability(index, ids, choice.weights, progress.part(0, 0.3));
    found.alternatives = index::alternatives(index, *results.layer_table, people, diagnostics,
                                             progress.part(0.3, 0.5));
    if (choice.samples > 0)
        found.sensitivity = index::sensitivity(index, *results.layer_table, choice.samples,
                                               choice.weights.seed, progress.part(0.5, 1));
    return found;
}

std::string stability_text(const study::Results& results, const Stability& found,
                           Language language) {
    const index::IndexResult& index = *results.index;
    double shift = 0, n = 0;
    std::size_t worst = 0, stay = 0, others = 0;
    for (std::size_t row = 0; row < index.rows(); ++row) {
        if (index.rank[row] == 0)
            continue;
        const index::RankShift& moved = found.weights[row];
        shift += moved.mean_shift;
        ++n;
        if (index::is_worst_tenth(index.percentile[row])) {
            ++worst;
            stay += index::worst_tenth_chance(moved.worst_tenth) == index::WorstTenthChance::Surely
                        ? 1
                        : 0;
        } else {
            others += moved.worst_tenth > 0 ? 1 : 0;
        }
    }
    std::string text =
        filled_in(kHead, language, index.recipe.title_in(language), whole(n)) + "\n\n";
    text +=
        wrapped("", filled_in(kWeights, language, whole(static_cast<double>(found.choice.draws)),
                              format_number(found.choice.concentration), found.choice.seed,
                              format_fixed(shift / n, 1), worst, stay, others));
    text += "\n" + wrapped("", kInAndOut.in(language));
    TextTable table;
    table.add({kChoice.in(language), (found.counts_people ? kPeopleIn : kTractsIn).in(language),
               (found.counts_people ? kPeopleOut : kTractsOut).in(language),
               kRankMoves.in(language), kSpearmanHead.in(language)});
    for (std::size_t i = 0; i < std::min(kMostShown, found.alternatives.size()); ++i) {
        const index::Alternative& other = found.alternatives[i];
        table.add({words_of(other, language), whole(other.enter), whole(other.leave),
                   format_fixed(other.mean_shift, 1), format_fixed(other.spearman, 3)});
    }
    text += table.text();
    if (!found.sensitivity)
        return text;
    text += "\n" + wrapped("", filled_in(kFactors, language,
                                         whole(static_cast<double>(found.sensitivity->evaluations)),
                                         format_fixed(found.sensitivity->mean_shift, 1),
                                         format_fixed(found.sensitivity->deviation, 1)));
    TextTable factors;
    factors.add({kFactor.in(language), kFirst.in(language), kTotal.in(language)});
    for (const index::Sensitivity::Factor& factor : found.sensitivity->factors)
        factors.add({factor_words(index, factor.name, language), format_fixed(factor.first, 2),
                     format_fixed(factor.total, 2)});
    return text + factors.text();
}

std::vector<io::OutTable> stability_frames(const study::Results& results, const Stability& found,
                                           Language language) {
    const index::IndexResult& index = *results.index;
    using Numbers = std::vector<double>;
    using Texts = std::vector<std::string>;
    const auto per_tract = [&](auto of) {
        Numbers values;
        for (std::size_t row = 0; row < index.rows(); ++row)
            values.push_back(of(row));
        return values;
    };
    const auto shift = [&](double index::RankShift::*member) {
        return per_tract([&](std::size_t row) { return found.weights[row].*member; });
    };
    const std::string how =
        fmt::format("{} draws of the weights, concentration {}, seed {}", found.choice.draws,
                    format_number(found.choice.concentration), found.choice.seed);
    std::vector<io::OutTable> tables;
    tables.push_back(
        {"weights",
         "How ranks move under other weights: " + how,
         {{"geoid", "Tract", results.tracts->geoids()},
          {"rank", "Rank as published (1 = worst off)", per_tract([&](std::size_t row) {
               return index.rank[row] == 0 ? std::nan("") : static_cast<double>(index.rank[row]);
           })},
          {"rank_mean", "Mean rank, " + how, shift(&index::RankShift::mean)},
          {"rank_median", "Median rank", shift(&index::RankShift::median)},
          {"rank_q5", "5 % of the ranks are at most this", shift(&index::RankShift::q5)},
          {"rank_q95", "95 % of the ranks are at most this", shift(&index::RankShift::q95)},
          {"mean_shift", "Mean absolute distance from the published rank",
           shift(&index::RankShift::mean_shift)},
          {"worst_tenth", "Share of the draws in which the tract is among the worst tenth",
           shift(&index::RankShift::worst_tenth)}}});
    Texts choices;
    Numbers enter, leave, tracts_in, tracts_out, moves, rho;
    for (const index::Alternative& other : found.alternatives) {
        choices.push_back(words_of(other, language));
        enter.push_back(found.counts_people ? other.enter : std::nan(""));
        leave.push_back(found.counts_people ? other.leave : std::nan(""));
        tracts_in.push_back(static_cast<double>(other.tracts_enter));
        tracts_out.push_back(static_cast<double>(other.tracts_leave));
        moves.push_back(other.mean_shift);
        rho.push_back(other.spearman);
    }
    tables.push_back(
        {"choices",
         "One choice made otherwise at a time, and who comes into the worst tenth or leaves it",
         {{"choice", "The choice", choices},
          {"people_in", "People of tracts that come into the worst tenth", enter},
          {"people_out", "People of tracts that leave it", leave},
          {"tracts_in", "Tracts that come into it", tracts_in},
          {"tracts_out", "Tracts that leave it", tracts_out},
          {"mean_shift", "Mean absolute change of rank", moves},
          {"spearman", "Rank correlation with the index as published", rho}}});
    if (found.sensitivity) {
        Texts names;
        Numbers first, total;
        for (const index::Sensitivity::Factor& factor : found.sensitivity->factors) {
            names.push_back(factor_words(index, factor.name, language));
            first.push_back(factor.first);
            total.push_back(factor.total);
        }
        tables.push_back(
            {"sensitivity",
             fmt::format("Sobol indices of the mean absolute rank shift, {} evaluations",
                         found.sensitivity->evaluations),
             {{"factor", "The choice that is varied", names},
              {"first", "Share of the variance that it causes alone", first},
              {"total", "Share with all that it does together with others", total}}});
    }
    return tables;
}

} // namespace tractwise::report
