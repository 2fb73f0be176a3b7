// SPDX-License-Identifier: Apache-2.0
#include "engine/report/disparity.hpp"

#include "engine/report/text_layout.hpp"

#include "engine/core/error.hpp"
#include "engine/core/filled.hpp"
#include "engine/core/text.hpp"
#include "engine/layer/margins.hpp"
#include "engine/words/amounts.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace tractwise::report {
namespace {

constexpr Text kDifferenceTo{"Difference to {}", "Diferencia con {}"};
constexpr Text kGroupHead{"Group", "Grupo"}, kGroupPeopleHead{"People", "Personas"},
    kValueHead{"Rate or mean", "Tasa o promedio"},
    kConcernedHead{"People concerned", "Personas afectadas"}, kRatioHead{"Ratio", "Razón"};
constexpr Text kFromTo{"{} ({} to {})", "{} ({} a {})"};
constexpr Text kAlike{"{}: the same for all groups ({}).", "{}: igual para todos los grupos ({})."};
constexpr Text kWidest{
    "Between the group with the highest and the one with the lowest value ({}; {}): {}, {} times.",
    "Entre el grupo con el valor más alto y el del más bajo ({}; {}): {}, {} veces."};
constexpr Text kSpread{
    "All groups against their common mean: index of disparity {} %, Theil index {} (x 1000), "
    "between-group standard deviation {}.",
    "Todos los grupos frente a su promedio común: índice de disparidad {} %, índice de Theil {} (x "
    "1000), desviación estándar entre grupos {}."};
constexpr Text kSlope{
    "From the poorest to the richest end of the area's tracts (fifths by \"{}\"): slope index {}, "
    "concentration index {} (above 0: gathered where people are better off).",
    "Del extremo más pobre al más rico de los sectores del área (quintos según «{}»): índice de la "
    "pendiente {}, índice de concentración {} (mayor que 0: concentrado donde se vive mejor)."};
constexpr Text kOverTracts{
    "Over all people, by the tract where they live: Gini index {}, Theil index {}.",
    "Entre todas las personas, según el sector donde viven: índice de Gini {}, índice de Theil "
    "{}."};
constexpr Text kBetweenCounties{
    "{} % of that Theil index lies between the {} counties, the rest inside them.",
    "El {} % de ese índice de Theil está entre los {} condados; el resto, dentro de ellos."};
constexpr Text kNoise{
    "{} % of the variance between tracts is survey error; it makes these indices too high.",
    "El {} % de la varianza entre sectores es error de encuesta; hace demasiado altos estos "
    "índices."};
constexpr Text kBounded{
    "Tract by tract, for a share: Erreygers' index {}, Wagstaff's {}.",
    "Sector por sector, para una proporción: índice de Erreygers {}, de Wagstaff {}."};
constexpr Text kDifferenceHead{"Difference", "Diferencia"};
constexpr Text kHeldAgainst{"Differences and ratios are to: {}.",
                            "Diferencias y razones respecto a: {}."};
constexpr Text kNoValue{"No tract has a value and people.",
                        "Ningún sector tiene dato y habitantes."};
constexpr Text kNoGroup{
    "No group of people is counted here: no source gives people by race and origin.",
    "Aquí no se cuenta ningún grupo: ninguna fuente da personas por raza y origen."};
constexpr Text kLivesWith{
    "A group's value is that of the tracts where its members live, not their own.",
    "El valor de un grupo es el de los sectores donde viven sus miembros, no el suyo propio."};
constexpr Text kNotCompared{
    "** its number or value is not reliable here: compared with nobody, in no measure.",
    "** su número o valor no es fiable aquí: no se compara ni entra en ninguna medida."};
constexpr Text kApartTitle{"Who lives apart", "Quién vive separado"};
constexpr Text kApartFrom{"From: {}.", "De: {}."};
constexpr Text kDissimilarity{"Dissimilarity", "Disimilitud"}, kGini{"Gini", "Gini"},
    kEntropy{"Entropy", "Entropía"}, kIsolation{"Isolation", "Aislamiento"},
    kAround{"With neighbors", "Con vecinos"};
constexpr Text kApartHow{
    "0: every tract as the whole; 1: nobody shares a tract. \"With neighbors\" is the "
    "dissimilarity of a tract together with "
    "those around it. Small counts with large margins make all of them too high.",
    "0: cada sector como el conjunto; 1: nadie comparte sector. «Con vecinos» es la disimilitud de "
    "un sector junto con los "
    "que lo rodean. Los números pequeños con márgenes grandes los hacen todos demasiado altos."};
constexpr Text kPlanTitle{"Within reach, today and with the plan",
                          "A su alcance, hoy y con el plan"};
constexpr Text kToday{"Today", "Hoy"}, kWithPlan{"With the plan", "Con el plan"};
constexpr Text kPlanGap{
    "Between the group reached most and the one reached least: {} points today, {} with the plan. "
    "Index of "
    "disparity: {} % today, {} % with the plan.",
    "Entre el grupo más alcanzado y el menos alcanzado: {} puntos hoy, {} con el plan. Índice de "
    "disparidad: {} % hoy, {} % con el plan."};

constexpr std::size_t kFifths = 5;
/// Fewer tracts than this cannot be cut into fifths that mean anything.
constexpr std::size_t kLeastTracts = 15;
/// Noise below this is not worth a sentence.
constexpr double kNoticedNoise = 0.1;
constexpr double kLowAversion = 0.5;

std::string outcome_value(double value, const tract::ColumnInfo& outcome, Reader reader) {
    return std::isnan(value) ? std::string(words::kUnknown)
                             : words::value(value, outcome.unit, reader);
}

/// A distance between two values; between shares or percentiles it is one of points, without their name.
std::string outcome_size(double value, const tract::ColumnInfo& outcome, Reader reader) {
    return outcome.unit == "share" || outcome.unit == "percentile"
               ? format_fixed(std::abs(value) * 100, 1)
               : words::value(std::abs(value), outcome.unit, reader);
}

std::string outcome_difference(double value, const tract::ColumnInfo& outcome, Reader reader) {
    if (std::isnan(value))
        return words::kUnknown;
    return (value < 0 ? "−" : "+") + outcome_size(value, outcome, reader);
}

/// In the unit of its value, which is named there: "±2.1", "±0.02".
std::string margin_of_outcome(const stats::GroupMean& mean, const tract::ColumnInfo& outcome,
                              Reader reader) {
    if (std::isnan(mean.moe))
        return {};
    // Of a handful of people: a share cannot be so far off, and the mark beside their number says how little is known.
    if (outcome.unit == "share" || outcome.unit == "percentile")
        return mean.moe > 1 ? std::string() : words::plain_points(mean.moe);
    if (outcome.unit != "m")
        return words::margin(mean.moe, outcome.unit, reader);
    const words::ShownUnit shown = words::shown_unit(outcome.unit, mean.value, reader);
    return "±" + format_fixed(mean.moe * shown.factor, shown.decimals);
}

std::string plain_number(double value, int decimals) {
    if (std::isnan(value))
        return words::kUnknown;
    return (value < 0 ? "−" : "") + format_fixed(std::abs(value), decimals);
}

std::string value_with_interval(const stats::Interval& interval, Language language,
                                int decimals = 2) {
    if (std::isnan(interval.low))
        return plain_number(interval.value, decimals);
    return filled(kFromTo, language, plain_number(interval.value, decimals),
                  plain_number(interval.low, decimals), plain_number(interval.high, decimals));
}

double share_inside(const StudyPart& part, std::uint32_t row) {
    return part.inside.empty() ? 1 : part.inside[row];
}

/// Counts of the group inside the part; of a tract that is cut, its share.
std::optional<DisparityGroup> group_of(const study::Results& results, const std::string& name,
                                       bool measured, const tract::Column& outcome,
                                       const DisparityQuestion& question, const StudyPart& part) {
    const tract::Column* column = results.table->find(name);
    if (column == nullptr)
        return std::nullopt;
    if (column->info.pooling != tract::Pooling::Sum)
        throw Error(ErrorKind::Usage,
                    fmt::format("\"{}\" is no count of people, so it is no group", name),
                    {.hint = "groups are columns such as black_nh or people_65_and_over"});
    std::vector<double> counts, margins, values, value_margins;
    std::vector<layer::Estimate> estimates;
    for (const std::uint32_t t : part.rows) {
        const double inside = share_inside(part, t);
        counts.push_back(std::max(column->values[t], 0.0) * inside);
        margins.push_back(column->margin.empty() ? kNaN : column->margin[t] * inside);
        values.push_back(outcome.values[t]);
        if (!outcome.margin.empty())
            value_margins.push_back(outcome.margin[t]);
        estimates.push_back({counts.back(), margins.back()});
    }
    DisparityGroup group{.info = column->info,
                         .mean = stats::group_mean(counts, margins, values, value_margins),
                         .measured = measured};
    if (!(group.mean.people > 0))
        return std::nullopt;
    group.people_known =
        stats::reliability(group.mean.people, layer::moe_of_sum(estimates), question.reliability);
    // Without a margin (a census) there is nothing to doubt.
    group.comparable = measured && group.people_known != stats::Reliability::Low &&
                       stats::reliability(group.mean.value, group.mean.moe, question.reliability) !=
                           stats::Reliability::Low;
    return group;
}

/// The group that was asked for, or, where too few of it live here, the largest one.
std::optional<std::size_t> reference_of(const Disparity& found) {
    std::optional<std::size_t> largest;
    for (std::size_t g = 0; g < found.groups.size(); ++g) {
        const DisparityGroup& group = found.groups[g];
        if (!group.comparable)
            continue;
        if (group.info.name == found.question.reference)
            return g;
        if (!largest || group.mean.people > found.groups[*largest].mean.people)
            largest = g;
    }
    return largest;
}

/// What lies over people, tract by tract.
struct TractValues {
    std::vector<double> values, people, errors, rank;
    std::vector<std::size_t> county;
};

TractValues tract_values(const study::Results& results, const tract::Column& outcome,
                         const tract::Column* order, const StudyPart& part) {
    const std::vector<double> people = results.people();
    TractValues of;
    for (const std::uint32_t t : part.rows) {
        of.values.push_back(outcome.values[t]);
        of.people.push_back(people[t] * share_inside(part, t));
        of.errors.push_back(outcome.margin.empty() ? kNaN : outcome.margin[t] / layer::kErrorsIn90);
        // Highest first are to be the worst off.
        if (order != nullptr)
            of.rank.push_back(order->info.direction == tract::Direction::HigherIsBetter
                                  ? -order->values[t]
                                  : order->values[t]);
        of.county.push_back(static_cast<std::size_t>(&results.tracts->county(t) -
                                                     results.tracts->counties().data()));
    }
    if (outcome.margin.empty())
        of.errors.clear();
    return of;
}

std::optional<Disparity::Ordered> ordered_by(const tract::Column& order, const TractValues& of) {
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < of.values.size(); ++i)
        if (!std::isnan(of.rank[i]) && !std::isnan(of.values[i]) && of.people[i] > 0)
            rows.push_back(i);
    if (rows.size() < kLeastTracts)
        return std::nullopt;
    std::stable_sort(rows.begin(), rows.end(),
                     [&](std::size_t a, std::size_t b) { return of.rank[a] > of.rank[b]; });
    std::vector<stats::GroupEstimate> fifths(kFifths, {0, 0, kNaN});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        stats::GroupEstimate& fifth = fifths[i * kFifths / rows.size()];
        fifth.population += of.people[rows[i]];
        fifth.value += of.people[rows[i]] * of.values[rows[i]];
    }
    for (stats::GroupEstimate& fifth : fifths)
        fifth.value /= fifth.population;
    return Disparity::Ordered{
        .by = order.info,
        .slope = stats::slope_index(fifths, {.confidence = stats::Confidence::Percent90}),
        .fifths = stats::concentration_index(fifths, stats::Confidence::Percent90),
        .tracts = stats::concentration(
            {.values = of.values, .weights = of.people, .errors = of.errors}, of.rank)};
}

} // namespace

stats::GroupEstimate DisparityGroup::estimate() const {
    return {mean.people, mean.value, mean.moe / layer::kErrorsIn90};
}

StudyPart whole_study(const study::Results& results) {
    StudyPart part;
    part.rows.resize(results.tracts->size());
    std::iota(part.rows.begin(), part.rows.end(), 0U);
    return part;
}

Disparity disparity_of(const study::Results& results, const DisparityQuestion& question,
                       const StudyPart& part) {
    const tract::Column& outcome = (*results.table)[question.outcome];
    if (outcome.info.pooling == tract::Pooling::Sum)
        throw Error(
            ErrorKind::Usage,
            fmt::format("\"{}\" counts, and a large tract has more of it", question.outcome),
            {.hint = "take a share, a mean or a distance"});
    Disparity found{.question = question, .outcome = outcome.info};
    const auto add = [&](const std::vector<std::string>& names, bool measured) {
        for (const std::string& name : names)
            if (auto group = group_of(results, name, measured, outcome, question, part))
                found.groups.push_back(std::move(*group));
    };
    add(question.groups, true);
    add(question.others, false);

    constexpr auto k90 = stats::Confidence::Percent90;
    found.reference = reference_of(found);
    std::vector<stats::GroupEstimate> compared;
    std::vector<std::size_t> place;
    for (std::size_t g = 0; g < found.groups.size(); ++g) {
        DisparityGroup& group = found.groups[g];
        if (!group.comparable)
            continue;
        if (g != *found.reference)
            group.gap =
                stats::gap(group.estimate(), found.groups[*found.reference].estimate(), k90);
        compared.push_back(group.estimate());
        place.push_back(g);
    }
    found.widest = stats::widest_gap(compared, k90);
    if (found.widest.groups >= 2) {
        found.widest.greatest = place[found.widest.greatest];
        found.widest.least = place[found.widest.least];
    }
    found.spread = stats::spread(compared, k90);

    const tract::Column* order =
        question.ordered_by.empty() ? nullptr : &(*results.table)[question.ordered_by];
    const TractValues of = tract_values(results, outcome, order, part);
    if (order != nullptr)
        found.ordered = ordered_by(*order, of);
    found.tracts =
        stats::inequality({.values = of.values, .weights = of.people, .errors = of.errors});
    found.atkinson = stats::atkinson(of.values, of.people, kLowAversion);
    std::vector<std::size_t> counties = of.county;
    std::sort(counties.begin(), counties.end());
    found.counties =
        static_cast<std::size_t>(std::unique(counties.begin(), counties.end()) - counties.begin());
    if (found.counties > 1)
        found.by_county = stats::theil_parts(of.values, of.people, of.county);
    return found;
}

std::vector<ApartGroup> living_apart(const study::Results& results,
                                     const std::vector<std::string>& groups,
                                     const std::string& reference,
                                     const spatial::Weights* neighbors) {
    std::vector<ApartGroup> apart;
    const tract::Column* held = results.table->find(reference);
    if (held == nullptr)
        return apart;
    const auto errors = [](const tract::Column& column) {
        std::vector<double> se;
        for (const double margin : column.margin)
            se.push_back(margin / layer::kErrorsIn90);
        return se;
    };
    const std::vector<double> held_errors = errors(*held);
    for (const std::string& name : groups) {
        const tract::Column* column = results.table->find(name);
        if (column == nullptr || column == held)
            continue;
        const std::vector<double> se = errors(*column);
        ApartGroup group{.info = column->info, .reference = held->info};
        group.tracts = stats::segregation(column->values, held->values,
                                          se.empty() || held_errors.empty()
                                              ? stats::CountErrors{}
                                              : stats::CountErrors{se, held_errors});
        if (neighbors != nullptr)
            group.around = spatial::spatial_segregation(column->values, held->values, *neighbors);
        if (!std::isnan(group.tracts.dissimilarity)) // somebody of both is here
            apart.push_back(std::move(group));
    }
    return apart;
}

std::optional<PlanDisparity> plan_disparity(const study::Results& results,
                                            const std::vector<std::string>& groups) {
    if (!results.siting)
        return std::nullopt;
    PlanDisparity plan;
    for (const std::string& name : groups)
        for (const siting::GroupReach& reach : results.siting->reach.groups) {
            if (reach.name != name || !(reach.total.people > 0))
                continue;
            const tract::Column* column = results.table->find(name);
            plan.names.push_back(name);
            plan.labels.push_back(column ? column->info.label : reach.description);
            plan.labels_es.push_back(column ? column->info.label_in(Language::Spanish)
                                            : reach.description);
            plan.before.groups.push_back({reach.total.people, reach.before_share,
                                          reach.before_share_moe / layer::kErrorsIn90});
            plan.after.groups.push_back({reach.total.people, reach.after_share,
                                         reach.after_share_moe / layer::kErrorsIn90});
            break;
        }
    if (plan.names.size() < 2)
        return std::nullopt;
    for (PlanDisparity::Side* side : {&plan.before, &plan.after}) {
        side->widest = stats::widest_gap(side->groups, stats::Confidence::Percent90);
        side->spread = stats::spread(side->groups, stats::Confidence::Percent90);
    }
    return plan;
}

DisparityCells disparity_heads(const Disparity& found, Reader reader) {
    const Language language = reader.language;
    return {.group = kGroupHead.in(language),
            .people = kGroupPeopleHead.in(language),
            .value = kValueHead.in(language),
            .concerned = kConcernedHead.in(language),
            .difference = found.reference
                              ? filled(kDifferenceTo, language,
                                       found.groups[*found.reference].info.label_in(language))
                              : "",
            .ratio = kRatioHead.in(language)};
}

DisparityCells disparity_cells(const Disparity& found, std::size_t g, Reader reader) {
    const DisparityGroup& group = found.groups[g];
    const tract::ColumnInfo& outcome = found.outcome;
    return {.group = group.info.label_in(reader.language),
            .people = words::people(group.mean.people),
            .people_mark = group.people_known == stats::Reliability::Low      ? "**"
                           : group.people_known == stats::Reliability::Medium ? "*"
                                                                              : "",
            .value = outcome_value(group.mean.value, outcome, reader),
            .margin = margin_of_outcome(group.mean, outcome, reader),
            .concerned =
                outcome.unit == "share" ? words::people(group.mean.value * group.mean.people) : "",
            .difference = outcome_difference(group.gap.difference.value, outcome, reader),
            .ratio = value_with_interval(group.gap.ratio, reader.language)};
}

std::string all_alike_sentence(const Disparity& found, Reader reader) {
    const auto printed = [&](const DisparityGroup& group) {
        return outcome_value(group.mean.value, found.outcome, {});
    };
    if (found.groups.empty() ||
        !std::all_of(found.groups.begin(), found.groups.end(), [&](const DisparityGroup& group) {
            return printed(group) == printed(found.groups[0]);
        }))
        return {};
    return filled(kAlike, reader.language, found.outcome.label_in(reader.language),
                  outcome_value(found.groups[0].mean.value, found.outcome, reader));
}

std::vector<std::string> disparity_sentences(const Disparity& found, Reader reader) {
    const Language language = reader.language;
    std::vector<std::string> said;
    if (found.widest.groups >= 2)
        said.push_back(
            filled(kWidest, language, found.groups[found.widest.greatest].info.label_in(language),
                   found.groups[found.widest.least].info.label_in(language),
                   outcome_difference(found.widest.gap.difference.value, found.outcome, reader),
                   value_with_interval(found.widest.gap.ratio, language)));
    if (!std::isnan(found.spread.disparity.weighted))
        said.push_back(filled(kSpread, language, format_fixed(found.spread.disparity.weighted, 1),
                              value_with_interval(found.spread.theil, language),
                              outcome_size(found.spread.deviation, found.outcome, reader)));
    if (found.ordered) {
        said.push_back(
            filled(kSlope, language, found.ordered->by.label_in(language),
                   outcome_difference(found.ordered->slope.slope.value, found.outcome, reader),
                   plain_number(found.ordered->fifths.relative.value, 3)));
        if (found.outcome.unit == "share" && !std::isnan(found.ordered->tracts.erreygers.value))
            said.push_back(
                filled(kBounded, language,
                       value_with_interval(found.ordered->tracts.erreygers, language, 3),
                       value_with_interval(found.ordered->tracts.wagstaff, language, 3)));
    }
    if (!std::isnan(found.tracts.gini.value)) {
        said.push_back(filled(kOverTracts, language,
                              value_with_interval(found.tracts.gini, language, 3),
                              value_with_interval(found.tracts.theil, language, 3)));
        if (found.by_county.total > 0)
            said.push_back(
                filled(kBetweenCounties, language,
                       format_fixed(100 * found.by_county.between / found.by_county.total, 0),
                       found.counties));
        if (found.tracts.noise_share >= kNoticedNoise)
            said.push_back(filled(kNoise, language,
                                  format_fixed(100 * std::min(found.tracts.noise_share, 1.0), 0)));
    }
    return said;
}

std::string disparity_text(const Disparity& found, Reader reader) {
    const Language language = reader.language;
    std::string text = printable(found.outcome.label_in(language)) + "\n";
    if (found.tracts.rows == 0)
        return text + wrapped("  ", kNoValue.in(language));
    if (found.groups.empty())
        text += wrapped("  ", kNoGroup.in(language));
    if (!found.groups.empty()) {
        TextTable table;
        const auto row_of = [&](const DisparityCells& cells, const std::string& mark) {
            std::vector<std::string> row{cells.group + mark, cells.people,
                                         cells.value +
                                             (cells.margin.empty() ? "" : " " + cells.margin)};
            if (found.reference) {
                row.push_back(cells.difference);
                row.push_back(cells.ratio);
            }
            return row;
        };
        DisparityCells heads = disparity_heads(found, reader);
        heads.difference =
            kDifferenceHead.in(language); // a terminal is narrow: to whom is said below
        table.add(row_of(heads, ""));
        bool doubted = false;
        for (std::size_t g = 0; g < found.groups.size(); ++g) {
            const bool out = found.groups[g].measured && !found.groups[g].comparable;
            doubted = doubted || out;
            table.add(row_of(disparity_cells(found, g, reader), out ? " **" : ""));
        }
        text += table.text();
        if (found.reference)
            text += wrapped("  ", filled(kHeldAgainst, language,
                                         found.groups[*found.reference].info.label_in(language)));
        if (doubted)
            text += wrapped("  ", kNotCompared.in(language));
        text += wrapped("  ", kLivesWith.in(language));
    }
    for (const std::string& sentence : disparity_sentences(found, reader))
        text += wrapped("- ", sentence);
    return text;
}

std::string living_apart_text(const std::vector<ApartGroup>& groups, Reader reader) {
    const Language language = reader.language;
    TextTable table;
    const bool around = std::any_of(groups.begin(), groups.end(), [](const ApartGroup& group) {
        return !std::isnan(group.around.dissimilarity);
    });
    std::vector<std::string> heads{kApartTitle.in(language), kDissimilarity.in(language),
                                   kGini.in(language), kEntropy.in(language),
                                   kIsolation.in(language)};
    if (around)
        heads.insert(heads.begin() + 2, kAround.in(language));
    table.add(heads);
    for (const ApartGroup& group : groups) {
        const stats::Segregation& s = group.tracts;
        std::vector<std::string> row{
            group.info.label_in(language),
            plain_number(s.dissimilarity, 3) +
                (std::isnan(s.dissimilarity_se)
                     ? ""
                     : " ±" + format_fixed(s.dissimilarity_se * layer::kErrorsIn90, 3)),
            plain_number(s.gini, 3), plain_number(s.entropy, 3), plain_number(s.isolation, 3)};
        if (around)
            row.insert(row.begin() + 2, plain_number(group.around.dissimilarity, 3));
        table.add(std::move(row));
    }
    if (groups.empty())
        return {};
    return table.text() +
           wrapped("  ",
                   filled(kApartFrom, language, groups.front().reference.label_in(language))) +
           wrapped("  ", kApartHow.in(language));
}

std::string plan_disparity_text(const PlanDisparity& plan, Reader reader) {
    const Language language = reader.language;
    TextTable table;
    table.add({kPlanTitle.in(language), kGroupPeopleHead.in(language), kToday.in(language),
               kWithPlan.in(language)});
    const auto cell = [](const stats::GroupEstimate& group) {
        const std::string margin = words::plain_points(group.se * layer::kErrorsIn90);
        return words::percent(group.value) + (margin.empty() ? "" : " " + margin);
    };
    for (std::size_t g = 0; g < plan.names.size(); ++g)
        table.add({language == Language::Spanish ? plan.labels_es[g] : plan.labels[g],
                   words::people(plan.before.groups[g].population), cell(plan.before.groups[g]),
                   cell(plan.after.groups[g])});
    const auto points = [](const PlanDisparity::Side& side) {
        return plain_number(side.widest.gap.difference.value * 100, 1);
    };
    return table.text() +
           wrapped("- ", filled(kPlanGap, language, points(plan.before), points(plan.after),
                                plain_number(plan.before.spread.disparity.weighted, 1),
                                plain_number(plan.after.spread.disparity.weighted, 1)));
}

namespace {

/// Collects the rows of the table, one number each.
class NumberRows {
public:
    struct Row {
        std::string outcome, measure, group, other;
        stats::Interval number;
        double people = kNaN;
        std::size_t tracts = 0;
        const char* formula = "";
    };
    void add(Row row) { rows_.push_back(std::move(row)); }

    io::OutTable table() const {
        std::vector<std::string> outcome, measure, group, other, formula;
        std::vector<double> value, low, high, people, tracts;
        for (const Row& row : rows_) {
            outcome.push_back(row.outcome);
            measure.push_back(row.measure);
            group.push_back(row.group);
            other.push_back(row.other);
            value.push_back(row.number.value);
            low.push_back(row.number.low);
            high.push_back(row.number.high);
            people.push_back(row.people);
            tracts.push_back(row.tracts == 0 ? kNaN : static_cast<double>(row.tracts));
            formula.push_back(row.formula);
        }
        return {
            .name = "disparity",
            .description = "Measures of inequality, one number a row",
            .columns = {
                {"outcome", "What is unequal; empty: where groups live", outcome},
                {"measure", "What is measured", measure},
                {"group", "The group, or the one with the highest value", group},
                {"other", "What it is held against", other},
                {"value", "In the units of the outcome where it is a difference or a mean", value},
                {"low", "Lower end of the 90 % interval; empty: not known", low},
                {"high", "Upper end of the 90 % interval", high},
                {"people", "People that the number is of", people},
                {"tracts", "Tracts that the number is of", tracts},
                {"formula", "How it is computed", formula}}};
    }

private:
    std::vector<Row> rows_;
};

stats::Interval from_margin(double value, double moe) {
    return {value, moe / layer::kErrorsIn90, value - moe, value + moe};
}

void add_rows(NumberRows& rows, const Disparity& found) {
    const std::string& outcome = found.outcome.name;
    const auto name_of_group = [&](std::size_t g) { return found.groups[g].info.name; };
    for (std::size_t g = 0; g < found.groups.size(); ++g) {
        const DisparityGroup& group = found.groups[g];
        rows.add({outcome, "group_mean", group.info.name, "",
                  from_margin(group.mean.value, group.mean.moe), group.mean.people,
                  group.mean.tracts, "sum g x / sum g over tracts"});
        if (!group.comparable || g == *found.reference)
            continue;
        rows.add({outcome, "difference", group.info.name, name_of_group(*found.reference),
                  group.gap.difference, group.mean.people, 0, "a - b"});
        rows.add({outcome, "ratio", group.info.name, name_of_group(*found.reference),
                  group.gap.ratio, group.mean.people, 0, "a / b"});
    }
    if (found.widest.groups >= 2) {
        rows.add({outcome, "widest_difference", name_of_group(found.widest.greatest),
                  name_of_group(found.widest.least), found.widest.gap.difference, kNaN, 0,
                  "highest - lowest of the groups"});
        rows.add({outcome, "widest_ratio", name_of_group(found.widest.greatest),
                  name_of_group(found.widest.least), found.widest.gap.ratio, kNaN, 0,
                  "highest / lowest of the groups"});
    }
    const stats::Spread& s = found.spread;
    const std::pair<const char*, std::pair<stats::Interval, const char*>> spread[] = {
        {"between_group_variance", {s.variance, "sum p (y - m)^2 over groups"}},
        {"between_group_deviation", {{s.deviation}, "sqrt(between_group_variance)"}},
        {"index_of_disparity", {{s.disparity.weighted}, "100 sum p |y - m| / m over groups"}},
        {"index_of_disparity_unweighted",
         {{s.disparity.unweighted}, "100 sum |y - m| / (n m) over groups"}},
        {"theil_of_groups", {s.theil, "1000 sum p r ln r over groups, r = y / m"}},
        {"log_deviation_of_groups", {s.log_deviation, "-1000 sum p ln r over groups"}},
    };
    for (const auto& [measure, number] : spread)
        if (!std::isnan(number.first.value))
            rows.add({outcome, measure, "", "", number.first, kNaN, 0, number.second});
    if (found.ordered) {
        const Disparity::Ordered& o = *found.ordered;
        const auto add = [&](const char* measure, const stats::Interval& number, std::size_t tracts,
                             const char* formula) {
            if (!std::isnan(number.value))
                rows.add({outcome, measure, "", o.by.name, number, kNaN, tracts, formula});
        };
        add("slope_index", o.slope.slope, 0,
            "fitted(1) - fitted(0) over fifths of tracts; interval: scatter around the line");
        add("relative_index", o.slope.ratio, 0,
            "fitted(1) / fitted(0) over fifths of tracts; interval: scatter around the line");
        add("concentration_absolute", o.tracts.absolute, o.tracts.rows,
            "2 sum q y (R - 1/2) over tracts, the worst off first");
        add("concentration_index", o.tracts.relative, o.tracts.rows, "concentration_absolute / m");
        add("concentration_erreygers", o.tracts.erreygers, o.tracts.rows,
            "4 concentration_absolute, for values within 0..1");
        add("concentration_wagstaff", o.tracts.wagstaff, o.tracts.rows,
            "concentration_index / (1 - m), for values within 0..1");
        add("concentration_of_fifths", o.fifths.relative, 0,
            "as concentration_index, over fifths; interval: scatter around a line");
    }
    const stats::Inequality& t = found.tracts;
    const auto over_tracts = [&](const char* measure, const stats::Interval& number,
                                 const char* formula) {
        if (!std::isnan(number.value))
            rows.add({outcome, measure, "", "", number, kNaN, t.rows, formula});
    };
    over_tracts("mean", {t.mean}, "sum q y over tracts by people");
    over_tracts("gini", t.gini, "2 / m sum q y (R - 1/2) over tracts by people");
    over_tracts("theil", t.theil, "sum q r ln r over tracts by people");
    over_tracts("theil_between_counties", {found.by_county.between},
                "the part of theil that lies between counties");
    over_tracts("theil_within_counties", {found.by_county.within},
                "theil - theil_between_counties");
    over_tracts("log_deviation", t.log_deviation, "-sum q ln r over tracts by people");
    over_tracts("atkinson", {found.atkinson},
                "Atkinson's index over tracts by people, aversion 1/2");
    over_tracts("palma", t.palma,
                "the highest tenth's sum / the lowest four tenths' sum, by people");
    over_tracts("noise_share", {t.noise_share},
                "mean squared standard error / variance between tracts");
}

void add_rows(NumberRows& rows, const ApartGroup& group) {
    const stats::Segregation& s = group.tracts;
    const auto add = [&](const char* measure, double value, double se, std::size_t tracts,
                         const char* formula) {
        if (!std::isnan(value))
            rows.add({"", measure, group.info.name, group.reference.name,
                      from_margin(value, se * layer::kErrorsIn90), kNaN, tracts, formula});
    };
    add("dissimilarity", s.dissimilarity, s.dissimilarity_se, s.tracts,
        "sum t |p - P| / (2 T P (1 - P))");
    add("segregation_gini", s.gini, s.gini_se, s.tracts, "sum sum t t |p - p| / (2 T^2 P (1 - P))");
    add("entropy_index", s.entropy, kNaN, s.tracts, "sum t (E - E_t) / (E T)");
    add("segregation_atkinson", s.atkinson, kNaN, s.tracts, "1 - (sum sqrt(x y))^2 / (X Y)");
    add("isolation", s.isolation, s.isolation_se, s.tracts, "sum (x / X) p, among the two groups");
    add("exposure", s.exposure, s.isolation_se, s.tracts, "1 - isolation");
    const spatial::SpatialSegregation& a = group.around;
    add("spatial_dissimilarity", a.dissimilarity, kNaN, a.tracts,
        "dissimilarity with p of a tract and its neighbors");
    add("spatial_entropy", a.entropy, kNaN, a.tracts,
        "1 - sum t E / (T E) with p of a tract and its neighbors");
    add("spatial_isolation", a.isolation, kNaN, a.tracts,
        "sum (x / X) p with p of a tract and its neighbors");
    add("spatial_exposure", a.exposure, kNaN, a.tracts, "1 - spatial_isolation");
    add("border_dissimilarity", a.border_dissimilarity, kNaN, a.tracts,
        "dissimilarity - sum w |p - p| / sum w over neighbors");
}

void add_rows(NumberRows& rows, const PlanDisparity& plan) {
    const auto add = [&](const char* when, const PlanDisparity::Side& side) {
        const std::string outcome = fmt::format("reached_{}", when);
        for (std::size_t g = 0; g < plan.names.size(); ++g)
            rows.add({outcome, "group_mean", plan.names[g], "",
                      from_margin(side.groups[g].value, side.groups[g].se * layer::kErrorsIn90),
                      side.groups[g].population, 0, "share of the group within the limit"});
        if (side.widest.groups >= 2) {
            rows.add({outcome, "widest_difference", plan.names[side.widest.greatest],
                      plan.names[side.widest.least], side.widest.gap.difference, kNaN, 0,
                      "highest - lowest of the groups"});
            rows.add({outcome, "widest_ratio", plan.names[side.widest.greatest],
                      plan.names[side.widest.least], side.widest.gap.ratio, kNaN, 0,
                      "highest / lowest of the groups"});
        }
        if (!std::isnan(side.spread.disparity.weighted))
            rows.add({outcome,
                      "index_of_disparity",
                      "",
                      "",
                      {side.spread.disparity.weighted},
                      kNaN,
                      0,
                      "100 sum p |y - m| / m over groups"});
    };
    add("today", plan.before);
    add("with_plan", plan.after);
}

} // namespace

io::OutTable disparity_frame(const std::vector<Disparity>& outcomes,
                             const std::vector<ApartGroup>& apart,
                             const std::optional<PlanDisparity>& plan) {
    NumberRows rows;
    for (const Disparity& found : outcomes)
        add_rows(rows, found);
    for (const ApartGroup& group : apart)
        add_rows(rows, group);
    if (plan)
        add_rows(rows, *plan);
    return rows.table();
}

} // namespace tractwise::report
