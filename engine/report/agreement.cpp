// SPDX-License-Identifier: Apache-2.0
#include "engine/report/agreement.hpp"

#include "engine/report/text_layout.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/index/columns.hpp"
#include "engine/index/worst_tenth.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::report {
namespace {

constexpr double kFifth = 0.8, kTenth = index::kWorstTenth;
constexpr std::size_t kMostSwitchers = 12, kMoverWidth = 42;

constexpr Text kAgreementTitle{"A: {}\nB: {}", "A: {}\nB: {}"};
constexpr Text kBoth{"{} tracts have both.", "{} sectores tienen ambos."};
constexpr Text kOneOnly{" {} have A alone and {} B alone; they are in no number.",
                        " {} solo tienen A y {} solo B; no entran en ningún número."};
constexpr Text kWorst{"worst off by", "en peor situación según"}, kFifthHead{"fifth", "quinto"},
    kTenthHead{"tenth", "décimo"}, kPeopleHead{"people", "personas"};
constexpr Text kByBoth{"both", "ambos"}, kByA{"A alone", "solo A"}, kByB{"B alone", "solo B"},
    kByNone{"neither", "ninguno de los dos"};
constexpr Text kKappa{
    "Agreement beyond chance (Cohen's kappa, 95 % interval): worst fifth {}, worst tenth {}, all "
    "fifths with quadratic "
    "weights {}. 0 is chance, 1 the same tracts.",
    "Acuerdo más allá del azar (kappa de Cohen, intervalo del 95 %): quinto en peor situación {}, "
    "décimo {}, "
    "los cinco quintos con pesos cuadráticos {}. 0 es azar, 1 los mismos sectores."};
constexpr Text kOrder{"Order of all tracts: Spearman {}, Kendall's tau-b {} (95 % intervals; "
                      "neighboring tracts resemble each other, "
                      "so they are too narrow).",
                      "Orden de todos los sectores: Spearman {}, tau-b de Kendall {} (intervalos "
                      "del 95 %; los sectores vecinos se "
                      "parecen, por eso son demasiado estrechos)."};
constexpr Text kSwitchersTitle{
    "Among the worst tenth by one of them alone: {} tracts, {} people. Those with most people:",
    "En el décimo en peor situación según uno solo: {} sectores, {} personas. Los de más "
    "personas:"};
constexpr Text kNoSwitchers{"No tract is among the worst tenth by one of them alone.",
                            "Ningún sector está en el décimo en peor situación según uno solo."};
constexpr Text kTractHead{"tract", "sector"}, kPercentileA{"A", "A"}, kPercentileB{"B", "B"},
    kMover{"because of", "debido a"};

std::string with_interval(double value, double low, double high) {
    if (std::isnan(value))
        return "-";
    if (std::isnan(low))
        return format_fixed(value, 2);
    return fmt::format("{} ({} to {})", format_fixed(value, 2), format_fixed(low, 2),
                       format_fixed(high, 2));
}

std::string in_language(std::string text, Language language) {
    const std::size_t at = language == Language::Spanish ? text.find(" to ") : std::string::npos;
    return at == std::string::npos ? text : text.replace(at, 4, " a ");
}

std::string told(const Text& pattern, Language language, const auto&... values) {
    return fmt::format(fmt::runtime(pattern.in(language)), values...);
}

std::string people_count(double people) {
    return format_count(std::round(people));
}

/// What each indicator adds to the score, less what it adds on average, for one row: the largest.
std::size_t mover_of(const index::IndexResult& index, const std::vector<std::vector<double>>& added,
                     const std::vector<double>& mean, std::uint32_t row) {
    std::size_t best = index.parts.size();
    double most = 0;
    for (std::size_t part = 0; part < index.parts.size(); ++part)
        if (index.parts[part].is_indicator)
            if (const double more = added[part][row] - mean[part]; more > most) {
                most = more;
                best = part;
            }
    return best;
}

struct Added {
    std::vector<std::vector<double>> of; ///< per part, per row
    std::vector<double> mean;
    explicit Added(const index::IndexResult& index) {
        for (std::size_t part = 0; part < index.parts.size(); ++part) {
            of.push_back(index.contributions(part));
            double sum = 0, n = 0;
            for (const double value : of.back())
                if (!std::isnan(value)) {
                    sum += value;
                    ++n;
                }
            mean.push_back(n > 0 ? sum / n : kNaN);
        }
    }
};

} // namespace

RankedSide side_of(const study::ResultColumns& columns, const std::string& name) {
    const tract::Column& column = columns[name];
    RankedSide side{name, column.info.label, column.info.label_es, column.values, {}, nullptr};
    const auto& index = columns.results().index;
    if (index && index::names_of(index->recipe).is_overall(name)) {
        side.index = index;
        side.percentile = index->percentile;
        return side;
    }
    side.percentile = stats::percentiles_of(column.values, column.info.direction ==
                                                               tract::Direction::HigherIsBetter);
    return side;
}

RankedSide side_of(const index::IndexRecipe& recipe, const study::Results& results,
                   Diagnostics& diagnostics) {
    auto index = std::make_shared<const index::IndexResult>(
        index::evaluate(recipe, *results.layer_table, diagnostics));
    return {recipe.id,    recipe.title,      recipe.title_in(Language::Spanish),
            index->score, index->percentile, index};
}

Agreement agreement_of(const study::Results& results, RankedSide a, RankedSide b) {
    Agreement found;
    const std::vector<double> people = results.people();
    std::size_t both = 0;
    for (std::size_t row = 0; row < a.percentile.size(); ++row) {
        const bool has_a = !std::isnan(a.percentile[row]), has_b = !std::isnan(b.percentile[row]);
        both += has_a && has_b ? 1 : 0;
        found.only_a += has_a && !has_b ? 1 : 0;
        found.only_b += has_b && !has_a ? 1 : 0;
    }
    if (both == 0)
        throw Error(ErrorKind::Infeasible, "no tract has both",
                    {.where = a.name + ", " + b.name, .hint = "are they of the same tracts?"});
    found.fifth = stats::top_agreement(a.percentile, b.percentile, people, kFifth);
    found.tenth = stats::top_agreement(a.percentile, b.percentile, people, kTenth);
    found.fifths =
        stats::kappa(stats::fifths(a.percentile, b.percentile), stats::KappaWeights::Quadratic);
    found.correlation = stats::correlate(a.percentile, b.percentile);
    found.kendall = stats::kendall(a.percentile, b.percentile);
    found.kendall_interval = stats::kendall_interval(found.kendall, both);
    std::optional<Added> by_a, by_b;
    if (a.index)
        by_a.emplace(*a.index);
    if (b.index)
        by_b.emplace(*b.index);
    for (std::uint32_t row = 0; row < a.percentile.size(); ++row) {
        if (std::isnan(a.percentile[row]) || std::isnan(b.percentile[row]))
            continue;
        const bool in_a = a.percentile[row] >= kTenth, in_b = b.percentile[row] >= kTenth;
        if (in_a == in_b)
            continue;
        Agreement::Switcher switcher{.row = row, .by_a = in_a, .people = people[row]};
        const RankedSide& side = in_a ? a : b;
        if (const auto& added = in_a ? by_a : by_b) {
            const std::size_t part = mover_of(*side.index, added->of, added->mean, row);
            if (part < side.index->parts.size()) {
                switcher.mover = side.index->parts[part].label;
                switcher.mover_es = side.index->parts[part].label_in(Language::Spanish);
            }
        }
        found.switchers.push_back(std::move(switcher));
    }
    std::stable_sort(found.switchers.begin(), found.switchers.end(),
                     [](const Agreement::Switcher& x, const Agreement::Switcher& y) {
                         const auto known = [](double p) { return std::isnan(p) ? -1 : p; };
                         return known(x.people) > known(y.people);
                     });
    found.a = std::move(a);
    found.b = std::move(b);
    return found;
}

std::string agreement_text(const study::Results& results, const Agreement& found,
                           Language language) {
    const auto label = [&](const RankedSide& side) {
        return fmt::format("{} ({})", said_in(language, side.label, side.label_es), side.name);
    };
    const auto total = [](const auto& four) { return four[0] + four[1] + four[2] + four[3]; };
    std::string text = told(kAgreementTitle, language, label(found.a), label(found.b)) + "\n\n";
    std::string head =
        told(kBoth, language, people_count(static_cast<double>(total(found.fifth.rows))));
    if (found.only_a + found.only_b > 0)
        head += told(kOneOnly, language, people_count(static_cast<double>(found.only_a)),
                     people_count(static_cast<double>(found.only_b)));
    text += wrapped("", head);
    TextTable table;
    const std::string people = kPeopleHead.in(language);
    table.add(
        {kWorst.in(language), kFifthHead.in(language), people, kTenthHead.in(language), people});
    struct Line {
        const Text& label;
        std::size_t at;
    };
    for (const Line& line : {Line{kByBoth, 3}, Line{kByA, 1}, Line{kByB, 2}, Line{kByNone, 0}})
        table.add({line.label.in(language),
                   people_count(static_cast<double>(found.fifth.rows[line.at])),
                   people_count(found.fifth.people[line.at]),
                   people_count(static_cast<double>(found.tenth.rows[line.at])),
                   people_count(found.tenth.people[line.at])});
    text += table.text() + "\n";
    const auto kappa = [&](const stats::Kappa& k) {
        return in_language(with_interval(k.value, k.low(), k.high()), language);
    };
    text += wrapped("", told(kKappa, language, kappa(found.fifth.kappa), kappa(found.tenth.kappa),
                             kappa(found.fifths)));
    text += wrapped("", told(kOrder, language,
                             in_language(with_interval(found.correlation.pairs.spearman,
                                                       found.correlation.spearman.low,
                                                       found.correlation.spearman.high),
                                         language),
                             in_language(with_interval(found.kendall, found.kendall_interval.low,
                                                       found.kendall_interval.high),
                                         language)));
    text += "\n";
    if (found.switchers.empty())
        return text + wrapped("", kNoSwitchers.in(language));
    double moved = 0;
    for (const Agreement::Switcher& switcher : found.switchers)
        moved += std::isnan(switcher.people) ? 0 : switcher.people;
    text += wrapped("", told(kSwitchersTitle, language,
                             people_count(static_cast<double>(found.switchers.size())),
                             people_count(moved)));
    TextTable rows;
    rows.add({kTractHead.in(language), people, kPercentileA.in(language), kPercentileB.in(language),
              kMover.in(language)});
    for (std::size_t i = 0; i < std::min(kMostSwitchers, found.switchers.size()); ++i) {
        const Agreement::Switcher& switcher = found.switchers[i];
        rows.add({results.tracts->name(switcher.row),
                  std::isnan(switcher.people) ? "?" : people_count(switcher.people),
                  format_fixed(100 * found.a.percentile[switcher.row], 1),
                  format_fixed(100 * found.b.percentile[switcher.row], 1),
                  fit(said_in(language, switcher.mover, switcher.mover_es), kMoverWidth)});
    }
    return text + rows.text();
}

io::OutTable agreement_frame(const study::Results& results, const Agreement& found,
                             Language language) {
    const std::size_t rows = results.tracts->size();
    std::vector<std::string> fifth(rows), tenth(rows), mover(rows);
    const auto words = [&](std::size_t row, double from) -> std::string {
        const double a = found.a.percentile[row], b = found.b.percentile[row];
        if (std::isnan(a) || std::isnan(b))
            return "";
        const bool in_a = a >= from, in_b = b >= from;
        return in_a && in_b ? "both" : in_a ? "a" : in_b ? "b" : "neither";
    };
    for (std::size_t row = 0; row < rows; ++row) {
        fifth[row] = words(row, kFifth);
        tenth[row] = words(row, kTenth);
    }
    for (const Agreement::Switcher& switcher : found.switchers)
        mover[switcher.row] = said_in(language, switcher.mover, switcher.mover_es);
    return {"compare",
            found.a.name + " against " + found.b.name,
            {{"geoid", "Tract", results.tracts->geoids()},
             {"people", "People who live there", results.people()},
             {"a", found.a.label, found.a.values},
             {"b", found.b.label, found.b.values},
             {"a_percentile", "Share of tracts that are better off by a", found.a.percentile},
             {"b_percentile", "Share of tracts that are better off by b", found.b.percentile},
             {"worst_fifth", "Which of them has it among the worst fifth", fifth},
             {"worst_tenth", "Which of them has it among the worst tenth", tenth},
             {"mover",
              "Among the worst tenth by one alone: the indicator that adds most above its average",
              mover}}};
}

} // namespace tractwise::report
