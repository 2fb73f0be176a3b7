// SPDX-License-Identifier: Apache-2.0
#include "engine/report/clusters.hpp"

#include "engine/report/text_layout.hpp"

#include "engine/core/error.hpp"
#include "engine/core/file_set.hpp"
#include "engine/core/filled.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"
#include "engine/spatial/rates.hpp"
#include "engine/words/amounts.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

namespace tractwise::report {
namespace {

using spatial::Cluster;
using spatial::LocalMethod;

/// What differs from method to method.
struct MethodWords {
    std::string_view name;
    LocalMethod method;
    spatial::Style style;
    Text of_all;   ///< the statistic of all tracts
    Text of_tract; ///< the statistic of one
    const char* formula;
    std::array<Cluster, 4> classes; ///< NotSignificant fills up
};
constexpr Cluster kNoOther = Cluster::NotSignificant;
constexpr MethodWords kMethodWords[] = {
    {"moran",
     LocalMethod::Moran,
     spatial::Style::Rows,
     {"Moran's I", "La I de Moran"},
     {"local Moran's I", "I local de Moran"},
     "z_i sum w z_j / m2, z = value - mean, m2 = sum z^2 / (n - 1) as in GeoDa and esda (spdep "
     "divides by n)",
     {Cluster::HighHigh, Cluster::LowLow, Cluster::LowHigh, Cluster::HighLow}},
    {"geary",
     LocalMethod::Geary,
     spatial::Style::Rows,
     {"Geary's C", "La C de Geary"},
     {"local Geary's c", "c local de Geary"},
     "sum w (z_i - z_j)^2 / m2, z = value - mean, m2 = sum z^2 / (n - 1) as in GeoDa and spdep "
     "(esda divides by n)",
     {Cluster::HighHigh, Cluster::LowLow, Cluster::OtherAlike, Cluster::Unlike}},
    {"gi",
     LocalMethod::G,
     spatial::Style::AsGiven,
     {"Getis and Ord's G", "La G de Getis y Ord"},
     {"Getis and Ord's Gi", "Gi de Getis y Ord"},
     "sum w x_j / (sum x - x_i); empty where values are below 0, z is not",
     {Cluster::Hot, Cluster::Cold, kNoOther, kNoOther}},
    {"gistar",
     LocalMethod::GStar,
     spatial::Style::AsGiven,
     {"Getis and Ord's G", "La G de Getis y Ord"},
     {"Getis and Ord's Gi*, the tract itself included", "Gi* de Getis y Ord, con el propio sector"},
     "(x_i + sum w x_j) / sum x; empty where values are below 0, z is not",
     {Cluster::Hot, Cluster::Cold, kNoOther, kNoOther}},
    {"joins",
     LocalMethod::Joins,
     spatial::Style::AsGiven,
     {"Joins of two tracts that are yes", "Uniones de dos sectores con sí"},
     {"local join count", "cuenta local de uniones"},
     "neighbors that are 1, of a tract that is 1; p has one tail: as many or more",
     {Cluster::Joined, kNoOther, kNoOther, kNoOther}},
    {"bivariate",
     LocalMethod::BivariateMoran,
     spatial::Style::Rows,
     {"Bivariate Moran's I", "La I de Moran bivariante"},
     {"local bivariate Moran's I", "I local bivariante de Moran"},
     "zx_i sum w zy_j / (deviation of x, deviation of y), y the other column, deviations over n - "
     "1",
     {Cluster::HighHigh, Cluster::LowLow, Cluster::LowHigh, Cluster::HighLow}},
};

const MethodWords& method_words(LocalMethod method) {
    return *std::find_if(std::begin(kMethodWords), std::end(kMethodWords),
                         [&](const MethodWords& m) { return m.method == method; });
}

constexpr Text kBeside{"{} beside {} of the neighbors", "{} junto a {} de los vecinos"};
constexpr Text kStandardized{"{} per {}: standardized rate (empirical Bayes)",
                             "{} por {}: tasa estandarizada (Bayes empírico)"};
constexpr Text kNotTheRate{"A standardized rate says how far a rate is from that of all, measured "
                           "by what its base can tell; it is not the "
                           "rate itself.",
                           "Una tasa estandarizada dice cuánto dista una tasa de la de todos, "
                           "medido por lo que su base permite saber; no es "
                           "la tasa misma."};
constexpr Text kOfNeighborsOnly{
    "A tract is held against the other column of its neighbors: nothing is said of the two in one "
    "and the same tract.",
    "Un sector se compara con la otra columna de sus vecinos: nada se dice de las dos en un mismo "
    "sector."};
constexpr Text kLikeOther{
    "High values lie beside high ones of the other column, and low beside low, more than by "
    "chance.",
    "Los valores altos están junto a altos de la otra columna, y bajos junto a bajos, más que por "
    "azar."};
constexpr Text kUnlikeOther{
    "High values lie beside low ones of the other column, more than by chance.",
    "Los valores altos están junto a bajos de la otra columna, más que por azar."};
constexpr Text kClustersOf{"Where it clusters: {} ({})", "Dónde se agrupa: {} ({})"};
constexpr Text kWhoIsIn{
    "Tracts with a value: {}. Without one: {}. With one but without a neighbor that has one: {}.",
    "Sectores con dato: {}. Sin dato: {}. Con dato, pero sin vecino que lo tenga: {}."};
constexpr Text kWhoIsNeighbor{"Neighbors: {}; {} links, {:.1f} a tract.",
                              "Vecinos: {}; {} enlaces, {:.1f} por sector."};
constexpr Text kWithinDistance{"tracts within {}", "sectores a menos de {}"};
constexpr Text kNeighborsAre{"Neighbors: {}.", "Vecinos: {}."};
constexpr Text kSnapped{
    "{} of the links are there because borders that do not match were taken together.",
    "{} de los enlaces existen porque se juntaron bordes que no coinciden."};
constexpr Text kJoined{"{} tracts without a neighbor were joined to their nearest.",
                       "{} sectores sin vecino se unieron al más cercano."};
constexpr Text kAboveWas{"Yes: above {}.", "Sí: por encima de {}."};
constexpr Text kGlobal{"{}: {}; without clustering {} would be expected (z = {}).",
                       "{}: {}; sin agrupación se esperaría {} (z = {})."};
constexpr Text kGlobalP{"Out of {} permutations p is {}, two-sided.",
                        "Con {} permutaciones p es {}, de dos lados."};
constexpr Text kLike{"Like values lie beside like ones, more than by chance.",
                     "Los valores parecidos están juntos, más que por azar."};
constexpr Text kHighTogether{"High values lie together, more than by chance.",
                             "Los valores altos están juntos, más que por azar."};
constexpr Text kLowTogether{"Low values lie together, more than by chance.",
                            "Los valores bajos están juntos, más que por azar."};
constexpr Text kUnlike{"Unlike values lie side by side, more than by chance.",
                       "Los valores distintos están lado a lado, más que por azar."};
constexpr Text kYesTogether{"Tracts that are yes lie together, more than by chance.",
                            "Los sectores con sí están juntos, más que por azar."};
constexpr Text kYesApart{"Tracts that are yes lie apart, more than by chance.",
                         "Los sectores con sí están separados, más que por azar."};
constexpr Text kChance{"This could well be chance.", "Esto bien podría ser azar."};
constexpr Text kNoGlobal{"There is no G of all tracts: some values are below 0.",
                         "No hay G de todos los sectores: hay valores por debajo de 0."};
constexpr Text kByTract{
    "Tract by tract: {}, {} permutations, seed {}; significant where {} is at most {}{}.",
    "Sector por sector: {}, {} permutaciones, semilla {}; significativo donde {} es {} como "
    "máximo{}."};
constexpr Text kFoldedP{"p (one tail, as GeoDa and PySAL print it)",
                        "p (una cola, como en GeoDa y PySAL)"};
constexpr Text kOneTailP{"p (as many joins or more)", "p (tantas uniones o más)"};
constexpr Text kTwoSidedP{"p (two-sided)", "p (de dos lados)"};
constexpr Text kFdr{", after Benjamini and Hochberg's correction",
                    ", tras la corrección de Benjamini y Hochberg"};
constexpr Text kBonferroni{", after Bonferroni's correction", ", tras la corrección de Bonferroni"};
constexpr Text kClass{"class", "clase"};
constexpr Text kTractsOfClass{"tracts", "sectores"};
constexpr Text kPeople{"people", "personas"};
constexpr Text kByChance{
    "Without any clustering about {} of {} tracts would be significant by chance alone.",
    "Sin agrupación alguna, unos {} de {} sectores serían significativos por puro azar."};
constexpr Text kCorrected{"{} tests were corrected together.",
                          "Se corrigieron {} pruebas en conjunto."};
constexpr Text kPower{"With {} permutations no p is below {}, and after this correction nothing "
                      "can be significant: ask for more.",
                      "Con {} permutaciones ningún p baja de {}, y tras esta corrección nada puede "
                      "ser significativo: pida más."};
constexpr Text kOneTailCorrected{
    "p looks into one tail, that of the tract: corrected, it lets {} by chance through where {} is "
    "meant. --sides both keeps to {}.",
    "p mira una sola cola, la del sector: corregido, deja pasar {} por azar donde se quiere {}. "
    "--sides both mantiene {}."};
constexpr Text kMonteCarlo{
    "A p of {} is known to within ±{} (two Monte Carlo errors); more permutations make it surer.",
    "Un p de {} se conoce con ±{} (dos errores de Monte Carlo); más permutaciones lo afinan."};
constexpr Text kNotPeople{
    "A cluster says where tracts are alike, not why, and nothing about single people.",
    "Una agrupación dice dónde los sectores se parecen, no por qué, y nada de cada persona."};
constexpr Text kSurvey{
    "The column is a survey estimate. Its margins of error are not in these p.",
    "La columna es una estimación de encuesta. Sus márgenes de error no están en estos p."};
constexpr Text kPeopleUnknown{"The people of {} tracts are not known and not counted.",
                              "Los habitantes de {} sectores no se conocen ni se cuentan."};

std::string with_commas(std::size_t n) {
    return format_count(static_cast<double>(n));
}

/// Three significant digits: enough to read, not to compute with.
std::string short_number(double value) {
    const std::string text = fmt::format("{:.3g}", value);
    return text == "-0" ? "0" : text;
}

/// Of all tracts: what a person may take from it.
Text meaning(const ClusterReport& report) {
    const spatial::Global& g = *report.global;
    constexpr double usual = 0.05;
    if (!(g.p.two_sided <= usual))
        return kChance;
    const bool above = g.value > g.expected;
    switch (report.question.method) {
    case LocalMethod::Geary:
        return above ? kUnlike : kLike;
    case LocalMethod::G:
    case LocalMethod::GStar:
        return above ? kHighTogether : kLowTogether;
    case LocalMethod::Joins:
        return above ? kYesTogether : kYesApart;
    case LocalMethod::BivariateMoran:
        return above ? kLikeOther : kUnlikeOther;
    default:
        return above ? kLike : kUnlike;
    }
}

constexpr std::size_t kMostGlobalDraws = 999;

/// `with`: of BivariateMoran.
std::optional<spatial::Global> global_of(std::span<const double> values,
                                         std::span<const double> with, const spatial::Weights& w,
                                         const ClusterQuestion& question,
                                         const Progress& progress) {
    const spatial::GlobalSpec spec{.style = method_words(question.method).style,
                                   .draws = std::min(question.draws, kMostGlobalDraws),
                                   .seed = question.seed};
    switch (question.method) {
    case LocalMethod::Moran:
        return spatial::moran(values, w, spec, progress);
    case LocalMethod::Geary:
        return spatial::geary(values, w, spec, progress);
    case LocalMethod::Joins:
        return spatial::join_counts(values, w, spec, progress).both;
    case LocalMethod::BivariateMoran:
        return spatial::bivariate_moran(values, with, w, spec, progress);
    default:
        if (std::any_of(values.begin(), values.end(), [](double v) { return v < 0; }))
            return std::nullopt;
        return spatial::general_g(values, w, spec, progress);
    }
}

spatial::Local local_of(std::span<const double> values, std::span<const double> with,
                        const spatial::Weights& w, const ClusterQuestion& question,
                        const Progress& progress) {
    const spatial::LocalSpec spec{.style = method_words(question.method).style,
                                  .draws = question.draws,
                                  .seed = question.seed};
    switch (question.method) {
    case LocalMethod::Moran:
        return spatial::local_moran(values, w, spec, progress);
    case LocalMethod::Geary:
        return spatial::local_geary(values, w, spec, progress);
    case LocalMethod::Joins:
        return spatial::local_joins(values, w, spec, progress);
    case LocalMethod::BivariateMoran:
        return spatial::local_moran_bivariate(values, with, w, spec, progress);
    default:
        return spatial::local_g(values, w,
                                question.method == LocalMethod::GStar ? spatial::Star::Itself
                                                                      : spatial::Star::Neighbors,
                                spec, progress);
    }
}

/// The rates of a column of events, in the place of its values.
std::vector<double> take_rates(ClusterReport& report, const tract::Column& events,
                               const tract::Column& base) {
    for (std::size_t i = 0; i < events.values.size(); ++i)
        report.rate.push_back(base.values[i] > 0 ? events.values[i] / base.values[i] : kNaN);
    const auto label = [&](Language language) {
        return filled(kStandardized, language, events.info.label_in(language),
                      base.info.label_in(language));
    };
    report.column = {.name = events.info.name + "/" + base.info.name,
                     .label = label(Language::English),
                     .label_es = label(Language::Spanish),
                     .unit = "",
                     .formula = "(r - b) / sqrt(a + b / base), r = events / base, b of all tracts "
                                "(Assuncao and Reis 1999)",
                     .source = events.info.source,
                     .vintage = events.info.vintage,
                     .direction = events.info.direction};
    report.has_margins = report.has_margins || !base.margin.empty();
    return spatial::standardized_rates(events.values, base.values);
}

void require_two_columns(const ClusterQuestion& question) {
    const bool bivariate = question.method == LocalMethod::BivariateMoran;
    if (bivariate && question.with.empty())
        throw Error(ErrorKind::Usage, "bivariate Moran needs the column of the neighbors",
                    {.hint = "--with COLUMN"});
    if (!bivariate && !question.with.empty())
        throw Error(ErrorKind::Usage,
                    fmt::format("a column of the neighbors is for Moran, not for \"{}\"",
                                name_of_method(question.method)),
                    {.hint = "leave out --method, or --with"});
}

/// What the report is about, in words.
std::string subject(const ClusterReport& report, Language language) {
    const std::string& label = report.column.label_in(language);
    return report.with ? filled(kBeside, language, label, report.with->label_in(language)) : label;
}

std::vector<std::uint32_t> county_of(const tract::TractSet& tracts) {
    std::vector<std::uint32_t> county(tracts.size());
    for (std::uint32_t c = 0; c < tracts.counties().size(); ++c)
        for (std::size_t i = tracts.counties()[c].first; i < tracts.counties()[c].last; ++i)
            county[i] = c;
    return county;
}

std::vector<ClusterClass> count_classes(const ClusterReport& report,
                                        const std::vector<double>& people) {
    std::vector<ClusterClass> classes;
    for (const Cluster cluster : method_words(report.question.method).classes)
        if (cluster != kNoOther)
            classes.push_back({cluster});
    for (const Cluster cluster : {Cluster::NotSignificant, Cluster::Island, Cluster::NoValue})
        classes.push_back({cluster});
    for (ClusterClass& of : classes)
        for (std::size_t i = 0; i < people.size(); ++i)
            if (report.cluster[i] == of.cluster) {
                ++of.tracts;
                of.people += std::isnan(people[i]) ? 0 : people[i];
            }
    return classes;
}

Text deciding_words(const ClusterQuestion& question) {
    if (question.significance.sides == spatial::Sides::Both)
        return kTwoSidedP;
    return question.method == LocalMethod::Joins ? kOneTailP : kFoldedP;
}

std::size_t tested(const ClusterReport& report) {
    return static_cast<std::size_t>(
        std::count_if(report.q.begin(), report.q.end(), [](double q) { return !std::isnan(q); }));
}

bool looks_into_one_tail(const ClusterQuestion& question) {
    return question.significance.sides == spatial::Sides::Folded &&
           question.method != LocalMethod::Joins;
}

std::string by_chance(const ClusterReport& report, Language language) {
    const auto m = static_cast<double>(tested(report));
    const double expected =
        m * report.question.significance.alpha * (looks_into_one_tail(report.question) ? 2 : 1);
    return filled(kByChance, language,
                  with_commas(static_cast<std::size_t>(std::llround(expected))),
                  with_commas(tested(report)));
}

std::string neighbors_sentence(const ClusterReport& report, Language language) {
    const spatial::Weights& w = report.weights.weights;
    return filled(kWhoIsNeighbor, language, report.question.weights.describe(language),
                  with_commas(w.links()),
                  static_cast<double>(w.links()) / static_cast<double>(w.size()));
}

std::string by_tract_sentence(const ClusterReport& report, Language language) {
    const ClusterQuestion& question = report.question;
    const spatial::ClusterSpec& spec = question.significance;
    const char* correction = spec.correction == spatial::Correction::Fdr ? kFdr.in(language)
                             : spec.correction == spatial::Correction::Bonferroni
                                 ? kBonferroni.in(language)
                                 : "";
    return filled(kByTract, language, method_words(question.method).of_tract.in(language),
                  with_commas(report.local.draws), question.seed,
                  deciding_words(question).in(language), format_number(spec.alpha), correction);
}

/// Among whom the ones by chance are, or why none can be.
std::string chance_text(const ClusterReport& report, Language language) {
    const spatial::ClusterSpec& spec = report.question.significance;
    const std::size_t m = tested(report);
    if (spec.correction == spatial::Correction::None)
        return wrapped("", by_chance(report, language));
    std::string text;
    if (looks_into_one_tail(report.question))
        text += wrapped("", filled(kOneTailCorrected, language, format_number(2 * spec.alpha),
                                   format_number(spec.alpha), format_number(spec.alpha)));
    const double least = (spec.sides == spatial::Sides::Both ? 2.0 : 1.0) /
                         (static_cast<double>(report.local.draws) + 1);
    if (spec.correction == spatial::Correction::Bonferroni &&
        least * static_cast<double>(m) > spec.alpha)
        text += wrapped(
            "", filled(kPower, language, with_commas(report.local.draws), short_number(least)));
    return text;
}

} // namespace

LocalMethod cluster_method(std::string_view name) {
    std::vector<std::string> known;
    for (const MethodWords& words : kMethodWords) {
        if (words.name == name)
            return words.method;
        known.emplace_back(words.name);
    }
    throw Error(ErrorKind::Usage, fmt::format("unknown method \"{}\"", name),
                {.hint = suggestion(name, known)});
}

std::string_view name_of_method(LocalMethod method) {
    return method_words(method).name;
}

spatial::WeightsChoice::Made neighbors_of(const tract::TractSet& tracts,
                                          const spatial::WeightsChoice& choice,
                                          const Progress& progress) {
    return choice.make({tracts.polygons(), tracts.centroids(), tracts.geoids(), county_of(tracts)},
                       progress);
}

ClusterReport find_clusters(const study::ResultColumns& columns, const ClusterQuestion& question,
                            const Progress& progress) {
    require_two_columns(question);
    const tract::Column& column = columns[question.column];
    const tract::TractSet& tracts = *columns.results().tracts;
    std::vector<double> values = column.values;
    if (question.above)
        for (double& v : values)
            v = std::isfinite(v) ? (v > *question.above ? 1.0 : 0.0) : v;
    ClusterReport report{
        .question = question, .column = column.info, .has_margins = !column.margin.empty()};
    if (!question.base.empty())
        values = take_rates(report, column, columns[question.base]);
    std::span<const double> with;
    if (!question.with.empty()) {
        const tract::Column& other = columns[question.with];
        with = other.values;
        report.with = other.info;
        report.has_margins = report.has_margins || !other.margin.empty();
    }
    report.weights = neighbors_of(tracts, question.weights, progress.part(0, 0.2));
    report.global =
        global_of(values, with, report.weights.weights, question, progress.part(0.2, 0.6));
    report.local = local_of(values, with, report.weights.weights, question, progress.part(0.6, 1));
    report.q = spatial::deciding_p(report.local, question.significance);
    report.cluster = spatial::clusters(report.local, question.significance);
    const std::vector<double> people = columns.results().people();
    report.classes = count_classes(report, people);
    report.people_unknown = static_cast<std::size_t>(
        std::count_if(people.begin(), people.end(), [](double p) { return std::isnan(p); }));
    report.geoids = tracts.geoids();
    for (std::size_t i = 0; i < tracts.size(); ++i)
        report.names.push_back(tracts.name(i));
    return report;
}

map::ClusterMap cluster_map(const ClusterReport& report, Reader reader) {
    const Language language = reader;
    map::ClusterMap made{.column = report.question.column, .cluster = report.cluster};
    for (const Cluster cluster : method_words(report.question.method).classes)
        if (cluster != kNoOther)
            made.classes.push_back(cluster);
    // Files and terminals have meters, a map the units of who reads it.
    const spatial::WeightsChoice& weights = report.question.weights;
    const std::string who =
        weights.kind == spatial::WeightsChoice::Kind::Band
            ? filled(kWithinDistance, language, words::value(weights.number, "m", reader))
            : weights.describe(language);
    made.method = by_tract_sentence(report, language) + ' ' + filled(kNeighborsAre, language, who);
    if (report.question.significance.correction == spatial::Correction::None)
        made.method += ' ' + by_chance(report, language);
    else
        made.method += ' ' + filled(kCorrected, language, with_commas(tested(report)));
    if (report.has_margins)
        made.method += std::string(" ") + kSurvey.in(language);
    return made;
}

std::vector<std::string> global_sentences(const ClusterReport& report, Language language) {
    if (!report.global)
        return {kNoGlobal.in(language)};
    const spatial::Global& g = *report.global;
    return {filled(kGlobal, language, method_words(report.question.method).of_all.in(language),
                   short_number(g.value), short_number(g.expected),
                   std::isnan(g.randomization.z) ? words::kUnknown
                                                 : fmt::format("{:.2f}", g.randomization.z)),
            filled(kGlobalP, language, with_commas(g.draws), short_number(g.p.two_sided)),
            meaning(report).in(language)};
}

std::string clusters_text(const ClusterReport& report, Language language) {
    const ClusterQuestion& question = report.question;
    const spatial::Local& local = report.local;
    std::string text =
        wrapped("", filled(kClustersOf, language, subject(report, language),
                           report.with ? report.column.name + ", " + report.with->name
                                       : report.column.name));
    text += wrapped("", filled(kWhoIsIn, language, with_commas(local.tracts),
                               with_commas(local.missing), with_commas(local.islands)));
    text += wrapped("", neighbors_sentence(report, language));
    if (report.weights.added_by_snap > 0)
        text += wrapped("", filled(kSnapped, language, with_commas(report.weights.added_by_snap)));
    if (report.weights.joined > 0)
        text += wrapped("", filled(kJoined, language, with_commas(report.weights.joined)));
    if (question.above)
        text += wrapped("", filled(kAboveWas, language, format_number(*question.above)));
    text += "\n";

    for (const std::string& sentence : global_sentences(report, language))
        text += wrapped("", sentence);
    text += "\n" + wrapped("", by_tract_sentence(report, language));
    TextTable table;
    table.add({kClass.in(language), kTractsOfClass.in(language), kPeople.in(language)});
    for (const ClusterClass& of : report.classes)
        table.add({spatial::text_of(of.cluster).in(language), with_commas(of.tracts),
                   words::people(of.people)});
    text += table.text() + "\n";
    if (report.people_unknown > 0)
        text += wrapped("", filled(kPeopleUnknown, language, with_commas(report.people_unknown)));
    text += chance_text(report, language);
    const double alpha = question.significance.alpha;
    text += wrapped("", filled(kMonteCarlo, language, format_number(alpha),
                               short_number(2 * spatial::monte_carlo_error(alpha, local.draws))));
    if (report.has_margins)
        text += wrapped("", kSurvey.in(language));
    if (!report.rate.empty())
        text += wrapped("", kNotTheRate.in(language));
    if (report.with)
        text += wrapped("", kOfNeighborsOnly.in(language));
    return text + wrapped("", kNotPeople.in(language));
}

io::OutTable clusters_frame(const ClusterReport& report) {
    const spatial::Local& local = report.local;
    std::vector<double> neighbors;
    std::vector<std::string> classes;
    for (std::size_t i = 0; i < report.geoids.size(); ++i) {
        neighbors.push_back(static_cast<double>(report.weights.weights.degree(i)));
        classes.emplace_back(spatial::name_of(report.cluster[i]));
    }
    io::OutTable table{
        .name = "clusters",
        .description = "Where " + report.column.name + " clusters",
        .columns = {{"geoid", "Census tract", report.geoids},
                    {"name", "Name", report.names},
                    {"value", report.column.label, local.value},
                    {"neighbors", "Tracts linked to", std::move(neighbors)},
                    {"lag",
                     report.with ? "Of its neighbors: " + report.with->label : "Of its neighbors",
                     local.lag},
                    {"statistic", "Local statistic", local.statistic},
                    {"expected", "Expected without clustering", local.expected},
                    {"z", "Standard deviations from what is expected", local.z},
                    {"p", "Pseudo-p, one tail", local.p},
                    {"p_two_sided", "Pseudo-p, both tails", local.p_two_sided},
                    {"q", "The p that decides, corrected", report.q},
                    {"class", "Class", std::move(classes)}}};
    if (!report.rate.empty())
        table.columns.insert(table.columns.begin() + 2,
                             {"rate", "Events per one of the base", report.rate});
    return table;
}

io::OutTable clusters_codebook(const ClusterReport& report) {
    const ClusterQuestion& question = report.question;
    const MethodWords& method = method_words(question.method);
    const spatial::ClusterSpec& spec = question.significance;
    const std::string draws =
        fmt::format("{} conditional permutations, seed {}; tracts with a value only",
                    report.local.draws, question.seed);
    const std::string error =
        fmt::format("Monte Carlo error at {}: {}", format_number(spec.alpha),
                    short_number(spatial::monte_carlo_error(spec.alpha, report.local.draws)));
    const bool rows = method.style == spatial::Style::Rows;
    const std::string weights =
        question.weights.describe(Language::English) +
        (question.weights.join_islands ? ", islands joined to their nearest" : "");
    const std::string correction =
        spec.correction == spatial::Correction::Fdr          ? "Benjamini and Hochberg"
        : spec.correction == spatial::Correction::Bonferroni ? "Bonferroni"
                                                             : "none: the p itself";
    std::string classes;
    for (const ClusterClass& of : report.classes)
        classes += fmt::format("{}{} ({})", classes.empty() ? "" : ", ",
                               spatial::name_of(of.cluster), spatial::text_of(of.cluster).english);
    const std::string value_formula =
        question.above ? fmt::format("1 where above {}, else 0", format_number(*question.above))
                       : report.column.formula;
    const std::string p_formula =
        question.method == LocalMethod::Joins
            ? "(draws with as many joins or more + 1) / (M + 1)"
            : "(larger + 1) / (M + 1), larger = least of draws at least as large, and M less those";
    struct Entry {
        const char* name;
        std::string label, unit, formula;
    };
    const tract::ColumnInfo& of_neighbors = report.with ? *report.with : report.column;
    std::vector<Entry> entries = {
        {"geoid", "Census tract", "", ""},
        {"name", "Name of the tract", "", ""},
        {"value", report.column.label, question.above ? "" : report.column.unit, value_formula},
        {"neighbors", "Tracts that it is linked to, with or without a value", "tracts", weights},
        {"lag",
         std::string(rows ? "Mean of its neighbors, by weight"
                          : "Sum of its neighbors, by weight") +
             (report.with ? ": " + report.with->label : ""),
         rows && !question.above ? of_neighbors.unit : "",
         rows ? "sum w x_j, w of a row adding up to 1, neighbors without a value left out"
              : "sum w x_j, neighbors without a value left out"},
        {"statistic", method.of_tract.english, "", method.formula},
        {"expected", "What is expected of it, its neighbors being any others", "",
         "mean over all conditional permutations, exact"},
        {"z", "Distance from what is expected, in standard deviations", "",
         question.method == LocalMethod::GStar
             ? "of Gi*, the tract itself being any other, too (Ord and Getis 1995)"
             : "(statistic - expected) / deviation, both over all conditional permutations, exact"},
        {"p", "Pseudo-p of one tail", "", p_formula + "; M = " + draws + "; " + error},
        {"p_two_sided", "Pseudo-p of both tails", "",
         "2 (least of both tails, each with ties, + 1) / (M + 1), at most 1; M = " + draws},
        {"q", "The p that decides the class, corrected for many tracts", "",
         fmt::format("{}; correction: {}; {} tracts tested",
                     spec.sides == spatial::Sides::Both ? "p_two_sided" : "p", correction,
                     tested(report))},
        {"class", "Class of the map", "",
         fmt::format("{}; significant where q is at most {}", classes, format_number(spec.alpha))}};
    if (!report.rate.empty())
        entries.insert(entries.begin() + 2,
                       {"rate",
                        "Rate as it is: " + question.column + " per one of " + question.base, "",
                        question.column + " / " + question.base});
    io::OutTable table{.name = "clusters_codebook",
                       .description = "What each column of clusters.csv means",
                       .columns = {}};
    std::vector<std::string> names, labels, units, formulas, sources;
    for (const Entry& entry : entries) {
        names.emplace_back(entry.name);
        labels.push_back(entry.label);
        units.push_back(entry.unit);
        formulas.push_back(entry.formula);
        sources.push_back(names.back() == "value" ? report.column.name + ": " + report.column.source
                                                  : "");
    }
    table.columns = {{"name", "", std::move(names)},
                     {"label", "", std::move(labels)},
                     {"unit", "", std::move(units)},
                     {"formula", "", std::move(formulas)},
                     {"source", "", std::move(sources)}};
    return table;
}

std::array<std::filesystem::path, 2> write_clusters(const std::filesystem::path& folder,
                                                    const ClusterReport& report,
                                                    const Progress& progress) {
    const auto [table, codebook] = kClusterFiles;
    FileSet files(folder, progress);
    io::write_csv(files.folder() / table, clusters_frame(report));
    io::write_csv(files.folder() / codebook, clusters_codebook(report));
    progress.throw_if_stopped();
    files.commit({table, codebook});
    return {folder / table, folder / codebook};
}

} // namespace tractwise::report
