// SPDX-License-Identifier: Apache-2.0
#include "engine/report/stability.hpp"

#include "engine/report/text_layout.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"
#include "engine/index/columns.hpp"
#include "engine/index/worst_tenth.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::report {
namespace {

constexpr Text kHead{"How firm is it? {} ({} tracts ranked)",
                     "¿Qué tan firme es? {} ({} sectores con lugar)"};
constexpr Text kWeights{"Other weights: {} draws around the recipe's (concentration {}, seed {}). "
                        "A tract's rank moves by {} on average.",
                        "Otros pesos: {} sorteos alrededor de los de la receta (concentración {}, "
                        "semilla {}). El lugar de un sector se mueve {} en promedio."};
constexpr Text kHold{"Of the {} tracts of the worst tenth {} stay in it in nine of ten draws or "
                     "more; {} others are in it in some draws.",
                     "De los {} sectores del décimo en peor situación, {} permanecen en él en "
                     "nueve de cada diez sorteos o más; {} otros están en él en algunos."};
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
constexpr Text kNormalizationAs{"Normalized by {}", "Normalización: {}"};
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

constexpr Text kWeightings{
    ": share of drawn weightings in the worst tenth",
    ": proporción de ponderaciones sorteadas en el décimo en peor situación"};

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

std::string whole(double value) {
    return format_count(std::round(value));
}

/// For codebooks.
std::string draws_label(const Stability& found) {
    return fmt::format("{} draws of the weights, concentration {}, seed {}", found.choice.draws,
                       format_number(found.choice.concentration), found.choice.seed);
}

/// What the index was made of: the layers' columns, and whom "covered_only" ranks.
tract::TractTable table_of_index(const study::Results& results) {
    tract::TractTable table = *results.layer_table;
    for (const index::Condition& condition : results.index->recipe.pool)
        if (table.find(condition.column) == nullptr)
            if (const tract::Column* covered = results.table->find(condition.column))
                table.add(*covered);
    return table;
}

} // namespace

Stability stability_of(const study::Results& results, const StabilityChoice& choice,
                       Diagnostics& diagnostics, const Progress& progress) {
    if (!results.index)
        throw Error(
            ErrorKind::Usage, "the study has no index",
            {.where = results.study.file.string(), .hint = "add [index] recipe = \"risk\""});
    const index::IndexResult& index = *results.index;
    const tract::TractTable table = table_of_index(results);
    const std::vector<std::string>& ids = results.tracts->geoids();
    std::vector<double> people = results.people();
    Stability found{.choice = choice.weights};
    found.counts_people =
        std::any_of(people.begin(), people.end(), [](double count) { return count > 0; });
    if (!found.counts_people)
        people.clear();
    found.weights = index::weight_stability(index, ids, choice.weights, progress.part(0, 0.3));
    found.alternatives =
        index::alternatives(index, table, people, diagnostics, progress.part(0.3, 0.5));
    if (choice.samples > 0)
        found.sensitivity = index::sensitivity(index, table, choice.samples, choice.weights.seed,
                                               progress.part(0.5, 1));
    return found;
}

WorstTenthHold worst_tenth_hold(const study::Results& results, const Stability& found) {
    const index::IndexResult& index = *results.index;
    const std::vector<double> people = results.people();
    WorstTenthHold hold;
    double shift = 0;
    for (std::size_t row = 0; row < index.rows(); ++row) {
        if (index.rank[row] == 0)
            continue;
        const index::RankShift& moved = found.weights[row];
        const double here = std::isnan(people[row]) ? 0 : people[row];
        shift += moved.mean_shift;
        ++hold.ranked;
        if (index::is_worst_tenth(index.percentile[row])) {
            ++hold.worst;
            if (index::worst_tenth_chance(moved.worst_tenth) == index::WorstTenthChance::Surely) {
                ++hold.stay;
                hold.people_stay += here;
            }
        } else if (moved.worst_tenth > 0) {
            ++hold.others;
            hold.people_others += here;
        }
    }
    hold.mean_shift = shift / static_cast<double>(hold.ranked);
    if (!found.counts_people)
        hold.people_stay = hold.people_others = kNaN;
    return hold;
}

std::string draws_words(const Stability& found, const WorstTenthHold& hold, Language language) {
    return filled_in(kWeights, language, whole(static_cast<double>(found.choice.draws)),
                     format_number(found.choice.concentration), found.choice.seed,
                     format_fixed(hold.mean_shift, 1));
}

std::string hold_words(const WorstTenthHold& hold, Language language) {
    return filled_in(kHold, language, hold.worst, hold.stay, hold.others);
}

std::string choices_head(Language language) {
    return kInAndOut.in(language);
}

std::string choice_words(const index::Alternative& alternative, Language language) {
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

std::string moved_words(const Stability& found, const index::Alternative& other,
                        Language language) {
    return fmt::format("{} {}, {} {}", (found.counts_people ? kPeopleIn : kTractsIn).in(language),
                       whole(other.enter),
                       (found.counts_people ? kPeopleOut : kTractsOut).in(language),
                       whole(other.leave));
}

std::string factors_head(const index::Sensitivity& found, Language language) {
    return filled_in(kFactors, language, whole(static_cast<double>(found.evaluations)),
                     format_fixed(found.mean_shift, 1), format_fixed(found.deviation, 1));
}

std::string factor_values(const index::Sensitivity::Factor& factor, Language language) {
    return fmt::format("{} {}, {} {}", kFirst.in(language), format_fixed(factor.first, 2),
                       kTotal.in(language), format_fixed(factor.total, 2));
}

std::string stability_text(const study::Results& results, const Stability& found,
                           Language language) {
    const index::IndexResult& index = *results.index;
    const WorstTenthHold hold = worst_tenth_hold(results, found);
    std::string text = filled_in(kHead, language, index.recipe.title_in(language),
                                 whole(static_cast<double>(hold.ranked))) +
                       "\n\n";
    text += wrapped("", draws_words(found, hold, language) + " " + hold_words(hold, language));
    text += "\n" + wrapped("", choices_head(language));
    TextTable table;
    table.add({kChoice.in(language), (found.counts_people ? kPeopleIn : kTractsIn).in(language),
               (found.counts_people ? kPeopleOut : kTractsOut).in(language),
               kRankMoves.in(language), kSpearmanHead.in(language)});
    for (std::size_t i = 0; i < std::min(kMostShown, found.alternatives.size()); ++i) {
        const index::Alternative& other = found.alternatives[i];
        table.add({choice_words(other, language), whole(other.enter), whole(other.leave),
                   format_fixed(other.mean_shift, 1), format_fixed(other.spearman, 3)});
    }
    text += table.text();
    if (!found.sensitivity)
        return text;
    text += "\n" + wrapped("", factors_head(*found.sensitivity, language));
    TextTable factors;
    factors.add({kFactor.in(language), kFirst.in(language), kTotal.in(language)});
    for (const index::Sensitivity::Factor& factor : found.sensitivity->factors)
        factors.add({factor_words(index, factor.name, language), format_fixed(factor.first, 2),
                     format_fixed(factor.total, 2)});
    return text + factors.text();
}

tract::Column weightings_column(const study::Results& results, const Stability& found) {
    const index::IndexResult& index = *results.index;
    tract::Column column;
    column.info = {.name = index::names_of(index.recipe).prefix + "worst_tenth_weightings",
                   .label = index.recipe.title + kWeightings.english,
                   .label_es = index.recipe.title_in(Language::Spanish) + kWeightings.spanish,
                   .unit = "share",
                   .formula =
                       "share of " + draws_label(found) + ", with a percentile of 90 or more",
                   .source = "recipe " + index.recipe.id,
                   .vintage = results.tracts->vintage(),
                   .direction = tract::Direction::HigherIsWorse};
    for (const index::RankShift& moved : found.weights)
        column.values.push_back(moved.worst_tenth);
    for (std::size_t row = 0; row < column.values.size(); ++row)
        if (std::isnan(column.values[row]))
            column.set_missing(row, index.reason[row] == io::Missing::None ? io::Missing::Dependent
                                                                           : index.reason[row]);
    return column;
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
    const std::string how = draws_label(found);
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
        choices.push_back(choice_words(other, language));
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
