// SPDX-License-Identifier: Apache-2.0
#include "engine/needs/wording.hpp"

#include "engine/core/text.hpp"
#include "engine/io/source.hpp"
#include "engine/stats/reliability.hpp"
#include "engine/study/coverage.hpp"
#include "engine/words/amounts.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::needs {
namespace {

constexpr Text kOf{"{} of {}", "{} de {}"};
constexpr Text kHidden{"withheld", "no se publica"};
constexpr Text kPoints{"{} points", "{} puntos"};
constexpr Text kSays{"{} of {} {} ({}) {}", "{} de {} {} ({}) {}"};
constexpr Text kCaution{"Use with caution: the coefficient of variation is {} %.",
                        "Úselo con cautela: el coeficiente de variación es de {} %."};
constexpr Text kUnreliable{"This estimate is not reliable: the coefficient of variation is {} %.",
                           "Esta estimación no es fiable: el coeficiente de variación es de {} %."};
constexpr Text kWho{"{} has {} residents in {}.", "{} tiene {} residentes en {}."};
constexpr Text kWhoCut{"{} has {} residents in {}, {} of them in part.",
                       "{} tiene {} residentes en {}, {} de ellos en parte."};
constexpr Text kWhoOneCut{"{} has {} residents in a part of one census tract.",
                          "{} tiene {} residentes en una parte de un sector censal."};
constexpr Text kOneTract{"one census tract", "un sector censal"};
constexpr Text kTracts{"{} census tracts", "{} sectores censales"};
constexpr std::array<Text, 4> kCompared = {
    Text{"higher", "más alto"}, Text{"lower", "más bajo"},
    Text{"no difference that can be told", "sin diferencia que se pueda afirmar"},
    Text{words::kUnknown, words::kUnknown}};

std::string counted(double count, double margin) {
    return words::people(count) + (std::isnan(margin) ? "" : " ±" + words::people(margin));
}

stats::Reliability reliability_of(const area::Pooled& pooled, const Profile& profile) {
    return stats::reliability(pooled.value, pooled.margin, profile.reliability);
}

} // namespace

std::string reliability_mark(const area::Pooled& pooled, const Profile& profile) {
    switch (reliability_of(pooled, profile)) {
    case stats::Reliability::Medium:
        return "*";
    case stats::Reliability::Low:
        return "**";
    default:
        return {};
    }
}

std::string compared_words(area::Compared compared, Language language) {
    return kCompared[static_cast<std::size_t>(compared)].in(language);
}

TableCell cell_of(const MeasuredRow& row, std::size_t place, const Profile& profile,
                  Reader reader) {
    TableCell cell{.number = true};
    const area::Pooled& pooled = row.by_place[place];
    if (!pooled.known()) {
        cell.text = words::kUnknown;
        return cell;
    }
    if (row.hidden && place == 0) {
        cell.text = kHidden.in(reader);
        return cell;
    }
    cell.mark = reliability_mark(pooled, profile);
    if (row.is_share) {
        cell.text = words::percent(pooled.value);
        if (const std::string margin = words::plain_points(pooled.margin); !margin.empty())
            cell.text += " " + margin;
        cell.small =
            fmt::format(fmt::runtime(kOf.in(reader)), counted(pooled.part.value, pooled.part.moe),
                        words::people(pooled.whole.value));
    } else if (row.info.pooling == tract::Pooling::Sum) {
        cell.text = counted(pooled.value, pooled.margin);
    } else {
        cell.text = words::value(pooled.value, row.info.unit, reader);
    }
    return cell;
}

std::string sentence_of(const MeasuredRow& row, const std::vector<Place>& places,
                        const Profile& profile, const Cite& cite, Reader reader) {
    if (!row.measure.has_sentence() || !row.is_share || row.hidden)
        return {};
    const area::Pooled& here = row.area();
    std::string share = words::percent(here.value);
    if (const std::string margin = words::plain_points(here.margin); !margin.empty())
        share += ", " + fmt::format(fmt::runtime(kPoints.in(reader)), margin);
    std::string text = fmt::format(fmt::runtime(kSays.in(reader)), words::people(here.part.value),
                                   words::people(here.whole.value), row.measure.whom.in(reader),
                                   share, row.measure.says.in(reader));
    for (std::size_t p = 1; p < places.size(); ++p) {
        const area::Pooled& there = row.by_place[p];
        if (!there.known())
            continue;
        const std::string margin = words::plain_points(there.margin);
        text += fmt::format("; {}: {}{}: {}", places[p].name, words::percent(there.value),
                            margin.empty() ? "" : " (" + margin + ")",
                            compared_words(against(row, p), reader));
    }
    text += ". " + cite(row.info.source);
    const stats::Reliability level = reliability_of(here, profile);
    if (level == stats::Reliability::Medium || level == stats::Reliability::Low) {
        const Text& warning = level == stats::Reliability::Low ? kUnreliable : kCaution;
        const double cv = stats::coefficient_of_variation(here.value, here.margin);
        text += " " + fmt::format(fmt::runtime(warning.in(reader)), format_fixed(cv * 100, 0));
    }
    return text;
}

std::string census_tracts(std::size_t count, Language language) {
    return count == 1 ? kOneTract.in(language)
                      : fmt::format(fmt::runtime(kTracts.in(language)), count);
}

std::string residents_sentence(const Place& place, Language language) {
    const std::string people = words::people(place.area.people(place.results->people()));
    const std::size_t tracts = place.area.rows().size(), cut = place.area.cut_tracts();
    if (tracts == 1 && cut == 1)
        return fmt::format(fmt::runtime(kWhoOneCut.in(language)), place.name, people);
    const std::string where = census_tracts(tracts, language);
    return cut == 0
               ? fmt::format(fmt::runtime(kWho.in(language)), place.name, people, where)
               : fmt::format(fmt::runtime(kWhoCut.in(language)), place.name, people, where, cut);
}

std::string coverage_warning(const study::Results& results, const tract::ColumnInfo& info,
                             Language language) {
    const std::vector<study::CoverageDoubt> doubts = study::coverage_doubts(results, info.name);
    return doubts.empty() ? std::string() : words_of(doubts.front(), results, language);
}

} // namespace tractwise::needs
