// SPDX-License-Identifier: Apache-2.0
#include "engine/study/coverage.hpp"

#include "engine/study/result_columns.hpp"

#include "engine/core/text.hpp"
#include "engine/index/columns.hpp"
#include "engine/layer/coverage.hpp"
#include "engine/plan/columns.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace tractwise::study {
namespace {

constexpr Text kPart{
    "“{}” seems to cover a part of the region only: around {} of {} tracts it has no places, so "
    "{}.",
    "«{}» parece cubrir solo una parte de la región: alrededor de {} de {} sectores no tiene "
    "lugares, así que {}."};
constexpr Text kParts{
    "{} seem to cover a part of the region only: around {} of {} tracts one of them has no places, "
    "so {}.",
    "{} parecen cubrir solo una parte de la región: alrededor de {} de {} sectores alguna no tiene "
    "lugares, así que {}."};
constexpr Text kQuoted{"“{}”", "«{}»"};
constexpr Text kAnd{" and ", " y "};
constexpr Text kTooLong{"distances there may be too long",
                        "allí las distancias pueden ser demasiado largas"};
constexpr Text kTooHigh{"the index may be too high there",
                        "allí el índice puede ser demasiado alto"};
constexpr Text kNotReached{"who lives there may be reached already, and count as newly reached",
                           "quienes viven allí quizá ya estén al alcance y se cuenten como nuevos"};
constexpr Text kNoStop{"no stop can be there", "allí no puede haber paradas"};

const Text& consequence(CoverageDoubt::Of of) {
    switch (of) {
    case CoverageDoubt::Of::Distance:
        return kTooLong;
    case CoverageDoubt::Of::Index:
        return kTooHigh;
    case CoverageDoubt::Of::Existing:
        return kNotReached;
    case CoverageDoubt::Of::Candidates:
        break;
    }
    return kNoStop;
}

/// Whether a column says that it was made from the list.
bool made_from(const tract::ColumnInfo& info, const layer::PartialList& list) {
    return info.source.find(list.title) != std::string::npos;
}

bool index_uses(const Results& results, const layer::PartialList& list) {
    return std::any_of(results.index->parts.begin(), results.index->parts.end(),
                       [&](const index::IndexPart& part) {
                           const tract::Column* raw = raw_column(results, part);
                           return raw != nullptr && part.weight > 0 && made_from(raw->info, list);
                       });
}

bool is_of_index(const Results& results, std::string_view column) {
    if (!results.index)
        return false;
    const index::ColumnNames names = index::names_of(results.index->recipe);
    return names.is_overall(column) || names.is_part(column);
}

/// Doubts of one kind are one doubt about several lists.
void add(std::vector<CoverageDoubt>& doubts, CoverageDoubt doubt) {
    const auto known = std::find_if(doubts.begin(), doubts.end(),
                                    [&](const CoverageDoubt& each) { return each.of == doubt.of; });
    if (known == doubts.end()) {
        doubts.push_back(std::move(doubt));
        return;
    }
    for (std::string& title : doubt.titles)
        if (std::find(known->titles.begin(), known->titles.end(), title) == known->titles.end())
            known->titles.push_back(std::move(title));
    std::vector<std::uint32_t> both;
    std::set_union(known->beyond.begin(), known->beyond.end(), doubt.beyond.begin(),
                   doubt.beyond.end(), std::back_inserter(both));
    known->beyond = std::move(both);
}

/// Titles of the sources of sites, and whether the places of one role end inside the region.
void add_sites(std::vector<CoverageDoubt>& doubts, CoverageDoubt::Of of, const Results& results,
               const std::vector<plan::SiteSource>& sources) {
    std::vector<std::uint32_t> beyond = layer::tracts_beyond(
        results.siting->site_places(of == CoverageDoubt::Of::Existing), *results.tracts);
    if (beyond.empty())
        return;
    std::vector<std::string> titles;
    for (const plan::SiteSource& source : sources) {
        const auto spec = results.study.sources.find(source.source);
        titles.push_back(spec == results.study.sources.end() ? source.source
                                                             : io::title_of(spec->second));
    }
    add(doubts, {of, std::move(titles), std::move(beyond)});
}

} // namespace

std::vector<CoverageDoubt> coverage_doubts(const Results& results, std::string_view column) {
    std::vector<CoverageDoubt> doubts;
    const tract::ColumnInfo* info = results.table->info(column);
    if (info == nullptr)
        return doubts;
    if (is_of_index(results, column)) {
        const bool left_out = results.study.index && results.study.index->covered_only;
        for (const layer::PartialList& list : results.partial_lists)
            if (!left_out && index_uses(results, list))
                add(doubts, {CoverageDoubt::Of::Index, {list.title}, list.beyond});
        return doubts;
    }
    for (const layer::PartialList& list : results.partial_lists)
        if (made_from(*info, list))
            add(doubts, {CoverageDoubt::Of::Distance, {list.title}, list.beyond});
    if (info->source == plan::kPlanSource)
        for (CoverageDoubt& doubt : plan_coverage_doubts(results))
            if (doubt.of == CoverageDoubt::Of::Existing)
                add(doubts, std::move(doubt));
    return doubts;
}

std::vector<CoverageDoubt> plan_coverage_doubts(const Results& results) {
    std::vector<CoverageDoubt> doubts;
    const plan::SitingChoice* asked = results.answered();
    if (!results.siting || asked == nullptr || !results.tracts || !results.table)
        return doubts;
    std::vector<std::string> columns = asked->need;
    if (asked->only)
        columns.push_back(asked->only->column);
    for (const std::string& column : columns)
        for (CoverageDoubt& doubt : coverage_doubts(results, column))
            add(doubts, std::move(doubt));
    add_sites(doubts, CoverageDoubt::Of::Existing, results, asked->existing);
    add_sites(doubts, CoverageDoubt::Of::Candidates, results, asked->candidates);
    return doubts;
}

std::string words_of(const CoverageDoubt& doubt, const Results& results, Language language) {
    std::string lists = doubt.titles.front();
    if (doubt.titles.size() > 1) {
        lists.clear();
        for (std::size_t i = 0; i < doubt.titles.size(); ++i)
            lists += (i == 0                         ? ""
                      : i + 1 == doubt.titles.size() ? kAnd.in(language)
                                                     : ", ") +
                     fmt::format(fmt::runtime(kQuoted.in(language)), doubt.titles[i]);
    }
    return fmt::format(fmt::runtime((doubt.titles.size() > 1 ? kParts : kPart).in(language)), lists,
                       format_count(static_cast<double>(doubt.beyond.size())),
                       format_count(static_cast<double>(results.tracts->size())),
                       consequence(doubt.of).in(language));
}

} // namespace tractwise::study
