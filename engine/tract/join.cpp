// SPDX-License-Identifier: Apache-2.0
#include <tractwise/tract/join.hpp>

#include <tractwise/core/error.hpp>
#include <tractwise/core/text.hpp>

#include <algorithm>
#include <limits>
#include <set>
#include <unordered_set>

#include <fmt/format.h>

namespace tractwise {
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

[[noreturn]] void fail_no_match(const io::Table& table, const io::SourceSpec& source,
                                const RowIds& ids, const JoinAudit& audit) {
    const std::string where = source.declared_at.empty() ? table.name() : source.declared_at;
    if (table.rows() == 0)
        throw Error(ErrorKind::Input, fmt::format("\"{}\" has a header but no rows", source.id),
                    {.where = where});
    std::set<std::string> counties;
    for (const std::string& id : ids.ids)
        if (!id.empty() && counties.size() < 8)
            counties.insert(std::string(county_of(id)));
    const std::vector<std::string> some(counties.begin(), counties.end());
    throw Error(ErrorKind::Input,
                fmt::format("none of the {} rows of \"{}\" belongs to a tract of the study ({} in "
                            "other counties, {} without a tract id)",
                            table.rows(), source.id, audit.rows_outside, audit.rows_without_id),
                {.where = where,
                 .hint = some.empty() ? "ids of block groups or blocks can be added up: sum = "
                                        "[\"COLUMN\", ...]; or name the id column: id = \"COLUMN\""
                                      : "it has rows of the counties " + join(some, ", ")});
}

std::string crosswalk_hint(int source_vintage, int tract_vintage) {
    return fmt::format(
        "use tracts of {}, or bring the values over with a Census relationship file: "
        "crosswalk = {{ source = \"SOURCE_ID\", counts = [...], rates = [...] }} in this source",
        source_vintage == 0 ? (tract_vintage == 2010 ? 2020 : 2010) : source_vintage);
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

std::optional<std::size_t> people_column(const io::Table& table) {
    for (const char* name :
         {"POP20", "POPULATION", "POP100", "E_TOTPOP", "B01001_001E", "B01003_001E", "DP05_0001E",
          "P1_001N", "Pop2010", "pop2010", "population", "people", "POP10", "POP"})
        if (const auto column = table.find(name))
            return column;
    return std::nullopt;
}

void require_vintage(const io::SourceSpec& source, const TractSet& tracts, std::size_t ids_matching,
                     std::size_t ids_total) {
    if (!source.vintage || *source.vintage == tracts.vintage())
        return;
    throw Error(ErrorKind::Input,
                vintage_message(source.id, std::to_string(*source.vintage), tracts.vintage(),
                                ids_matching, ids_total),
                {.where = source.declared_at.empty() ? io::shown_path(source) : source.declared_at,
                 .hint = crosswalk_hint(*source.vintage, tracts.vintage())});
}

RowMatch match_rows(const io::Table& table, const io::SourceSpec& source, const TractSet& tracts,
                    JoinAudit& audit, Diagnostics& diagnostics) {
    const RowIds ids = row_ids(table, source, AreaLevel::Tract, diagnostics);
    audit.source = source.id;
    audit.file = io::shown_path(source);
    audit.id_column = ids.column;
    audit.vintage = source.vintage.value_or(0);
    audit.rows_read = table.rows();
    audit.people_read = audit.people_matched = std::numeric_limits<double>::quiet_NaN();
    const auto people = people_column(table);
    if (people)
        audit.people_read = audit.people_matched = 0;

    std::unordered_set<std::string_view> counties;
    for (const std::string& id : tracts.geoids())
        counties.insert(county_of(id));

    RowMatch match;
    match.row_of_tract.assign(tracts.size(), RowMatch::kNone);
    const std::size_t ignored = row_number_column(table);
    std::set<std::string> strangers;
    std::size_t region_rows = 0;
    for (std::size_t r = 0; r < table.rows(); ++r) {
        const std::string& id = ids.ids[r];
        if (id.empty()) {
            ++audit.rows_without_id;
            continue;
        }
        if (!tracts.region().contains(id) || !counties.contains(county_of(id))) {
            ++audit.rows_outside;
            continue;
        }
        ++region_rows;
        const double row_people = people ? io::parse_cell(table.cell(r, *people)).value : 0;
        if (people && row_people > 0)
            audit.people_read += row_people;
        const auto tract = tracts.find(id);
        if (!tract) {
            strangers.insert(id);
            audit.unmatched_rows.push_back(id);
            continue;
        }
        std::uint32_t& owner = match.row_of_tract[*tract];
        if (owner != RowMatch::kNone) {
            if (!rows_agree(table, owner, r, ignored))
                throw Error(ErrorKind::Input,
                            fmt::format("tract {} stands twice with different values", id),
                            {.where = fmt::format("{}, {} and {}", table.name(),
                                                  table.row_name(owner), table.row_name(r)),
                             .hint =
                                 "keep one row per tract; where the file has several years, "
                                 "choose one with where = { year = [\"2016\"] }; where rows are "
                                 "block groups, add them up with sum = [\"COLUMN\"]"});
            ++audit.rows_duplicate;
            if (people && row_people > 0)
                audit.people_read -= row_people;
            continue;
        }
        owner = static_cast<std::uint32_t>(r);
        ++audit.rows_matched;
        if (people && row_people > 0)
            audit.people_matched += row_people;
    }
    for (std::size_t t = 0; t < tracts.size(); ++t)
        if (match.row_of_tract[t] == RowMatch::kNone)
            audit.tracts_without.push_back(tracts.geoid(t));
    std::sort(audit.unmatched_rows.begin(), audit.unmatched_rows.end());

    require_vintage(source, tracts, audit.rows_matched, region_rows);
    if (audit.rows_matched == 0)
        fail_no_match(table, source, ids, audit);
    const auto land_tracts_without =
        std::count_if(audit.tracts_without.begin(), audit.tracts_without.end(),
                      [&](const std::string& id) { return !tracts.is_water(*tracts.find(id)); });
    const bool looks_foreign =
        static_cast<double>(land_tracts_without) >
            kStrangerShare * static_cast<double>(tracts.size()) &&
        static_cast<double>(strangers.size()) > kStrangerShare * static_cast<double>(region_rows);
    if (!source.vintage && looks_foreign)
        throw Error(
            ErrorKind::Input,
            vintage_message(source.id, "another vintage's (none is declared)", tracts.vintage(),
                            audit.rows_matched, region_rows),
            {.where = source.declared_at.empty() ? io::shown_path(source) : source.declared_at,
             .hint = "declare vintage = 2010 or 2020 in this source; then " +
                     crosswalk_hint(0, tracts.vintage())});
    if (audit.rows_duplicate > 0)
        diagnostics.add({Severity::Warning,
                         "duplicate-row",
                         source.id,
                         "rows repeat an id with the same values; the first was kept",
                         audit.rows_duplicate,
                         {}});
    if (!audit.unmatched_rows.empty())
        diagnostics.add(
            {Severity::Warning, "row-without-tract", source.id,
             "rows of the region's counties have ids that no tract has; they are not used",
             audit.unmatched_rows.size(), audit.unmatched_rows});
    if (!audit.tracts_without.empty())
        diagnostics.add({Severity::Warning, "tract-without-row", source.id,
                         "tracts have no row in this source; its columns are missing there",
                         audit.tracts_without.size(), audit.tracts_without});
    return match;
}

} // namespace tractwise
