// SPDX-License-Identifier: Apache-2.0
#include "engine/map/certainty.hpp"

#include "engine/core/text.hpp"
#include "engine/index/uncertainty.hpp"
#include "engine/index/worst_tenth.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

namespace tractwise::map {
namespace {

constexpr Text kInterval{"90 % interval: rank {} to {}", "intervalo del 90 %: lugar {} a {}"};
constexpr Text kDrawn{
    "{} draws of the survey's estimates by their margins of error (seed {}): of {} ranked areas {} "
    "are among the worst tenth in nine of ten draws or more, {} in some, {} in one of ten or less.",
    "{} sorteos de las estimaciones de la encuesta según sus márgenes de error (semilla {}): de {} "
    "áreas con lugar, {} están en el décimo en peor situación en nueve de cada diez sorteos o más, "
    "{} en algunos, {} en uno de cada diez o menos."};
constexpr Text kWidth{"Half of the 90 % intervals are at most {} ranks wide.",
                      "La mitad de los intervalos del 90 % abarcan como máximo {} lugares."};
constexpr Text kExact{
    "{} of {} indicators have no margins of error and count as exact, so only the survey's error "
    "is "
    "in the intervals.",
    "{} de {} indicadores no tienen márgenes de error y se toman como exactos: los intervalos solo "
    "contienen el error de la encuesta."};
constexpr Text kMonteCarlo{
    "The draws themselves leave such a share open by {} points at most (one standard error).",
    "Los propios sorteos dejan esas proporciones abiertas en {} puntos como máximo (un error "
    "estándar)."};

std::string said(const Text& pattern, Language language, const auto&... values) {
    return fmt::format(fmt::runtime(pattern.in(language)), values...);
}

} // namespace

std::string interval_words(const index::IndexResult& index, std::size_t row, Language language) {
    if (!index.uncertainty || std::isnan(index.uncertainty->rank_lo[row]))
        return {};
    return said(kInterval, language, format_count(index.uncertainty->rank_lo[row]),
                format_count(index.uncertainty->rank_hi[row]));
}

WorstTenth worst_tenth(const index::IndexResult& index) {
    WorstTenth count;
    for (const double p : index.uncertainty->p_worst_tenth) {
        if (std::isnan(p))
            continue;
        using Chance = index::WorstTenthChance;
        const Chance chance = index::worst_tenth_chance(p);
        ++(chance == Chance::Surely    ? count.surely
           : chance == Chance::Perhaps ? count.perhaps
                                       : count.surely_not);
    }
    return count;
}

std::string certainty_words(const index::IndexResult& index, Language language) {
    if (!index.uncertainty)
        return {};
    const index::IndexUncertainty& sure = *index.uncertainty;
    const auto count = [](std::size_t n) { return format_count(static_cast<double>(n)); };
    const WorstTenth tenth = worst_tenth(index);
    std::string text =
        said(kDrawn, language, count(sure.choice.draws), sure.choice.seed, count(index.n_ranked),
             count(tenth.surely), count(tenth.perhaps), count(tenth.surely_not));
    std::vector<double> widths;
    for (std::size_t row = 0; row < index.rows(); ++row)
        if (!std::isnan(sure.rank_lo[row]))
            widths.push_back(sure.rank_hi[row] - sure.rank_lo[row]);
    if (!widths.empty()) {
        const auto middle = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2);
        std::nth_element(widths.begin(), middle, widths.end());
        text += " " + said(kWidth, language, format_count(*middle));
    }
    std::size_t exact = 0, known = 0;
    for (const index::IndexUncertainty::Source& source : sure.sources) {
        known += source.estimates > 0 ? 1 : 0;
        exact += source.estimates > 0 && source.drawn == 0 ? 1 : 0;
    }
    if (exact > 0)
        text += " " + said(kExact, language, exact, known);
    return text + " " +
           said(kMonteCarlo, language, format_fixed(100 * sure.monte_carlo_error(0.5), 1));
}

} // namespace tractwise::map
