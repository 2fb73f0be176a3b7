// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/id_columns.hpp"
#include "engine/tract/id_trouble.hpp"

#include "engine/tract/join.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/io/amount.hpp"
#include "engine/tract/acs_columns.hpp"
#include "engine/tract/id_guess.hpp"
#include "engine/tract/renumbered.hpp"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <set>
#include <span>

#include <fmt/format.h>

namespace tractwise::tract {
namespace {

// Undeclared vintages: the 2010 and 2020 tracts of a county share most ids, so a small share of
// strangers on both sides is what gives them away (Cook County: 2.3 % and 1.7 %). A single
// suppressed tract must not.
constexpr double kStrangerShare = 0.005;

std::string vintage_message(const std::string& source, const std::string& source_vintage,
                            int tract_vintage, std::size_t matching, std::size_t total) {
    return fmt::format(
        "\"{}\" has {} tract ids but the study's tracts are of {}; {} of its {} ids in the region "
        "match",
        source, source_vintage, tract_vintage, matching, total);
}

// "42003 (384 rows), 42045 (150 rows) and 3 more", those with most rows first.
std::string counties_words(const std::map<std::string, std::size_t>& rows_of) {
    constexpr std::size_t kShown = 6;
    std::vector<std::pair<std::string, std::size_t>> counties(rows_of.begin(), rows_of.end());
    std::stable_sort(counties.begin(), counties.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    std::vector<std::string> words;
    for (std::size_t i = 0; i < std::min(kShown, counties.size()); ++i)
        words.push_back(fmt::format("{} ({} {})", counties[i].first,
                                    format_count(static_cast<double>(counties[i].second)),
                                    counties[i].second == 1 ? "row" : "rows"));
    return join(words, ", ") + (counties.size() > kShown
                                    ? fmt::format(" and {} more", counties.size() - kShown)
                                    : std::string());
}

std::string counties_words(const TractSet& tracts) {
    constexpr std::size_t kShown = 6;
    std::vector<std::string> words;
    for (const County& county : tracts.counties())
        if (words.size() < kShown)
            words.push_back(county.name == county.code ? county.code
                                                       : county.code + " " + county.name);
    return join(words, ", ") + (tracts.counties().size() > kShown
                                    ? fmt::format(" and {} more", tracts.counties().size() - kShown)
                                    : std::string());
}

std::string example_ids(const std::vector<std::string>& ids) {
    return join(std::span(ids).first(std::min<std::size_t>(3, ids.size())), ", ");
}

std::string crosswalk_hint(int source_vintage, int tract_vintage) {
    return fmt::format(
        "use tracts of {}, or bring the values over with a Census relationship file: "
        "crosswalk = {{ source = \"SOURCE_ID\", counts = [...], rates = [...] }} in this source",
        source_vintage == 0 ? (tract_vintage == 2010 ? 2020 : 2010) : source_vintage);
}

/// Columns of values that speak of another census year are no proof: they may be of any boundaries.
void hint_at_vintage(const io::Table& table, const io::SourceSpec& source,
                     const std::string& id_column, const TractSet& tracts, std::size_t matching,
                     std::size_t total, Diagnostics& diagnostics) {
    if (vintage_of_ids(id_column) != 0) // the ids say it themselves
        return;
    const VintageGuess told = vintage_of_values(table.columns(), id_column);
    if (told.year == 0 || tracts.vintage() == 0 || told.year == tracts.vintage())
        return;
    diagnostics.add(
        {Severity::Warning,
         "vintage-hint",
         source.id,
         fmt::format("{} speaks of {}, the study's tracts are of {}; {} of its {} ids in the "
                     "region match, but many are the same in both and stand for other areas: "
                     "declare vintage = {} or {} in this source",
                     told.by, told.year, tracts.vintage(), matching, total, told.year,
                     tracts.vintage()),
         1,
         {}});
}

bool rows_agree(const io::Table& table, std::size_t a, std::size_t b,
                std::size_t row_number_column) {
    for (std::size_t c = 0; c < table.columns().size(); ++c)
        if (c != row_number_column && table.cell(a, c) != table.cell(b, c))
            return false;
    return true;
}

// pandas writes an unnamed first column of row numbers; it always differs and means nothing.
std::size_t row_number_column(const io::Table& table) {
    const std::string& first = table.columns().empty() ? std::string() : table.columns().front();
    return first.empty() || first.starts_with("Unnamed") || first == "column_1"
               ? 0
               : std::numeric_limits<std::size_t>::max();
}

} // namespace

// Nothing matched: the likely reason is the kind of row that the file has most of.
void fail_no_match(const io::Table& table, const io::SourceSpec& source, const TractSet& tracts,
                   const JoinAudit& audit, std::string_view rows) {
    const std::string where = source.declared_at.empty() ? table.name() : source.declared_at;
    if (table.rows() == 0)
        throw Error(ErrorKind::Input, fmt::format("\"{}\" has a header but no rows", source.id),
                    {.where = where});
    std::string hint;
    if (!audit.unmatched_rows.empty()) {
        hint = fmt::format(
            "the counties are the study's, the ids are not: {} in the file, {} in the "
            "tracts of {}. They may be of another census year: say which, with "
            "vintage = 2010 or 2020 in this source, and bring the values over with "
            "crosswalk = {{ source = \"SOURCE_ID\", ... }}",
            example_ids(audit.unmatched_rows), example_ids(tracts.geoids()), tracts.vintage());
    } else if (!audit.outside.empty()) {
        hint = fmt::format("the file has the counties {}; the study's tracts are of {}: give the "
                           "file of these counties, or the tracts of those",
                           counties_words(audit.outside), counties_words(tracts));
        const auto linked = [&](const auto& county) {
            return std::any_of(
                tracts.counties().begin(), tracts.counties().end(),
                [&](const County& own) { return counties_linked(county.first, own.code); });
        };
        if (std::any_of(audit.outside.begin(), audit.outside.end(), linked))
            hint +=
                "; the codes of these counties changed, but no row has the six digits of a tract "
                "of the study";
    } else {
        hint = fmt::format(
            "column {} holds no tract ids{}: name the column that does, id = "
            "\"COLUMN\"; rows of block groups or blocks can be added up, sum = "
            "[\"COLUMN\", ...]",
            audit.id_column,
            table.find(audit.id_column)
                ? fmt::format(", but \"{}\"", table.cell(0, *table.find(audit.id_column)))
                : std::string());
    }
    throw Error(ErrorKind::Input,
                fmt::format("none of the {} {} of \"{}\" belongs to a tract of the study ({} in "
                            "other counties, {} without a tract id, {} with ids that no tract has)",
                            table.rows(), rows, source.id, audit.rows_outside,
                            audit.rows_without_id, audit.unmatched_rows.size()),
                {.where = where, .hint = hint});
}

std::optional<std::size_t> people_column(const io::Table& table) {
    for (const char* name :
         {"POP20", "POPULATION", "POP100", "E_TOTPOP", "B01001_001E", "B01003_001E", "DP05_0001E",
          "P1_001N", "Pop2010", "pop2010", "population", "people", "POP10", "POP"})
        if (const auto column = table.find(name))
            return column;
    const AcsColumns acs(table, std::nullopt); // the same cells as other publishers spell them
    for (const char* cell : {"B01003_001E", "B01001_001E"})
        if (const auto answer = acs.find(cell, 0); answer.kind == AcsColumns::Answer::Kind::Found)
            return answer.column;
    return std::nullopt;
}

void require_vintage(const io::SourceSpec& source, const TractSet& tracts, std::size_t ids_matching,
                     std::size_t ids_total) {
    if (!source.vintage || *source.vintage == tracts.vintage())
        return;
    throw Error(
        ErrorKind::Input,
        vintage_message(source.id, std::to_string(*source.vintage), tracts.vintage(), ids_matching,
                        ids_total),
        {.where = io::where_of(source), .hint = crosswalk_hint(*source.vintage, tracts.vintage())});
}

namespace {

/// Error(Input) where the source declares no vintage and tells another one than the tracts have.
void require_told_vintage(const io::SourceSpec& source, const VintageGuess& told,
                          const TractSet& tracts, std::size_t ids_matching, std::size_t ids_total) {
    if (source.vintage || told.year == 0 || tracts.vintage() == 0 || told.year == tracts.vintage())
        return;
    throw Error(
        ErrorKind::Input,
        vintage_message(source.id, told.text(), tracts.vintage(), ids_matching, ids_total) +
            ", but those of two censuses are mostly the same",
        {.where = io::where_of(source),
         .hint = fmt::format(
             "{}; if the ids are of {} whatever the name says, declare vintage = {} "
             "in this source",
             crosswalk_hint(told.year, tracts.vintage()), tracts.vintage(), tracts.vintage())});
}

} // namespace

void require_vintage_by_name(const io::SourceSpec& source, const std::string& column,
                             const TractSet& tracts, std::size_t ids_matching,
                             std::size_t ids_total) {
    require_told_vintage(source, {vintage_of_ids(column), "column " + column, true}, tracts,
                         ids_matching, ids_total);
}

void JoinAudit::add_outside(std::string_view id) {
    ++rows_outside;
    ++outside[std::string(county_of(id))];
}

void JoinAudit::add_without_id(const io::Table& table, std::size_t row) {
    ++rows_without_id;
    if (without_id.size() < kMaxListed)
        without_id.push_back(table.row_name(row));
}

StudyIds::StudyIds(const TractSet& tracts) : tracts_(tracts) {
    for (const std::string& id : tracts.geoids())
        counties_.insert(county_of(id));
}

bool StudyIds::contains(std::string_view id) const {
    return counties_.contains(county_of(id)) && tracts_.region().contains(id);
}

bool StudyIds::known_as(std::string_view id) const {
    if (!codes_changed(id))
        return false;
    const std::string other = other_id(id);
    return !other.empty() && contains(other);
}

RowMatch match_rows(const io::Table& table, const io::SourceSpec& source, const TractSet& tracts,
                    JoinAudit& audit, Diagnostics& diagnostics) {
    const RowIds ids = row_ids(table, source, AreaLevel::Tract, tracts, diagnostics);
    audit = {};
    audit.source = source.id;
    audit.file = io::shown_path(source);
    audit.id_column = ids.column;
    audit.vintage = source.vintage.value_or(0);
    audit.rows_read = table.rows();
    audit.people_read = audit.people_matched = std::numeric_limits<double>::quiet_NaN();
    const auto people = people_column(table);
    if (people)
        audit.people_read = audit.people_matched = 0;

    const StudyIds study(tracts);
    RowMatch match;
    match.row_of_tract.assign(tracts.size(), RowMatch::kNone);
    const std::size_t ignored = row_number_column(table);
    std::set<std::string> strangers;
    std::vector<std::string> repeated;
    std::size_t region_rows = 0;
    const auto people_of = [&](std::size_t r) {
        const double count = people ? io::parse_cell(table.cell(r, *people)).value : 0;
        return count > 0 && count <= io::kPeople.most ? count : 0; // the layer says what cannot be
    };
    const auto give = [&](std::size_t r, std::size_t tract) {
        ++region_rows;
        std::uint32_t& owner = match.row_of_tract[tract];
        if (owner != RowMatch::kNone) {
            if (!rows_agree(table, owner, r, ignored))
                throw Error(ErrorKind::Input,
                            fmt::format("tract {} stands twice with different values", ids.ids[r]),
                            {.where = fmt::format("{}, {} and {}", table.name(),
                                                  table.row_name(owner), table.row_name(r)),
                             .hint = how_to_keep_one(table, owner, r)});
            ++audit.rows_duplicate;
            if (repeated.size() < Finding::kMaxExamples)
                repeated.push_back(fmt::format("{} ({})", ids.ids[r], table.row_name(r)));
            return;
        }
        owner = static_cast<std::uint32_t>(r);
        ++audit.rows_matched;
        audit.people_read += people_of(r);
        audit.people_matched += people_of(r);
    };
    // Rows that find no tract by their id wait until it is known which tracts have no row.
    std::vector<std::size_t> waiting;
    for (std::size_t r = 0; r < table.rows(); ++r) {
        const std::string& id = ids.ids[r];
        if (id.empty()) {
            audit.add_without_id(table, r);
            continue;
        }
        const bool inside = study.contains(id);
        if (const auto tract = inside ? tracts.find(id) : std::nullopt)
            give(r, *tract);
        else if (inside || codes_changed(id))
            waiting.push_back(r);
        else
            audit.add_outside(id);
    }
    std::vector<std::string> ids_alone, tracts_alone;
    for (const std::size_t r : waiting)
        ids_alone.push_back(ids.ids[r]);
    if (!waiting.empty())
        for (std::size_t t = 0; t < tracts.size(); ++t)
            if (match.row_of_tract[t] == RowMatch::kNone)
                tracts_alone.push_back(tracts.geoid(t));
    const Renumbering same = renumber(ids_alone, tracts_alone);
    RenumberedRows renumbered(source.id);
    for (const std::size_t r : waiting) {
        const std::string& id = ids.ids[r];
        if (const auto at = same.partner.find(id); at != same.partner.end()) {
            give(r, *tracts.find(at->second));
            renumbered.add(id, at->second);
        } else if (study.contains(id) || study.known_as(id)) {
            ++region_rows;
            audit.people_read += people_of(r);
            strangers.insert(id);
            audit.unmatched_rows.push_back(id);
        } else {
            audit.add_outside(id);
        }
    }
    audit.rows_renumbered = renumbered.count();
    for (std::size_t t = 0; t < tracts.size(); ++t)
        if (match.row_of_tract[t] == RowMatch::kNone)
            audit.tracts_without.push_back(tracts.geoid(t));
    std::sort(audit.unmatched_rows.begin(), audit.unmatched_rows.end());

    require_vintage(source, tracts, audit.rows_matched, region_rows);
    if (audit.rows_matched == 0)
        fail_no_match(table, source, tracts, audit, "rows");
    const auto land_tracts_without =
        std::count_if(audit.tracts_without.begin(), audit.tracts_without.end(),
                      [&](const std::string& id) { return !tracts.is_water(*tracts.find(id)); });
    const bool looks_foreign =
        static_cast<double>(land_tracts_without) >
            kStrangerShare * static_cast<double>(tracts.size()) &&
        static_cast<double>(strangers.size()) > kStrangerShare * static_cast<double>(region_rows);
    if (!source.vintage && looks_foreign)
        throw Error(ErrorKind::Input,
                    vintage_message(source.id, "another vintage's (none is declared)",
                                    tracts.vintage(), audit.rows_matched, region_rows),
                    {.where = io::where_of(source),
                     .hint = fmt::format(
                         "the file has {}, which no tract is, and lacks {}: declare vintage = "
                         "2010 or 2020 in this source; then {}",
                         *strangers.begin(), audit.tracts_without.front(),
                         crosswalk_hint(0, tracts.vintage()))});
    require_vintage_by_name(source, ids.column, tracts, audit.rows_matched, region_rows);
    require_told_vintage(
        source,
        vintage_of_places(table.columns(), std::filesystem::path(source.path).stem().string()),
        tracts, audit.rows_matched, region_rows);
    if (!source.vintage)
        hint_at_vintage(table, source, ids.column, tracts, audit.rows_matched, region_rows,
                        diagnostics);
    renumbered.report(diagnostics);
    if (audit.rows_duplicate > 0)
        diagnostics.add({Severity::Warning, "duplicate-row", source.id,
                         "rows repeat an id with the same values; the first was kept",
                         audit.rows_duplicate, std::move(repeated)});
    if (!audit.unmatched_rows.empty()) {
        std::string message =
            "rows of the region's counties have ids that no tract has; they are not used";
        for (const std::string& id : strangers)
            if (const std::string_view words = redrawn_words(id); !words.empty())
                message += fmt::format("; {}", words);
        diagnostics.add({Severity::Warning, "row-without-tract", source.id, std::move(message),
                         audit.unmatched_rows.size(), audit.unmatched_rows});
    }
    if (!audit.tracts_without.empty())
        diagnostics.add({Severity::Warning, "tract-without-row", source.id,
                         "tracts have no row in this source; its columns are missing there",
                         audit.tracts_without.size(), audit.tracts_without});
    return match;
}

} // namespace tractwise::tract
