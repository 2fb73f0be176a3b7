// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/tract/geoid.hpp"
#include "engine/tract/tract_set.hpp"
#include "engine/tract/tract_table.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace tractwise::tract {

/// What became of one source: the row of audit.csv. Nothing is lost without standing here.
struct JoinAudit {
    std::string source;
    std::string file;
    std::string id_column;
    int vintage = 0; ///< 0: not declared
    std::size_t rows_read = 0;
    std::size_t rows_outside = 0; ///< in other counties than the region: expected, not a loss
    std::size_t rows_without_id = 0;
    std::size_t rows_closed = 0;    ///< places that are closed, or not open yet
    std::size_t rows_duplicate = 0; ///< repeated ids that agree
    std::size_t rows_matched = 0;
    std::size_t rows_renumbered =
        0; ///< of these, under another code of their area (renumbered.hpp)
    std::map<std::string, std::size_t> outside; ///< rows outside by county; empty for points
    std::vector<std::string> without_id;     ///< "line 12": the first kMaxListed rows without an id
    std::vector<std::string> unmatched_rows; ///< ids of the region's counties that no tract has
    std::vector<std::string> tracts_without; ///< tracts that no row has
    double people_read =
        0; ///< people in rows of the region, where the source counts people; else NaN
    double people_matched = 0; ///< of these, in matched rows

    static constexpr std::size_t kMaxListed = 1000;

    void add_outside(std::string_view id);
    void add_without_id(const io::Table& table, std::size_t row);
};

/// Which ids are the business of a study: those of its counties and its region.
///
///     StudyIds ids(tracts);
///     ids.contains("170310101001")        // by the code that it has
///     ids.known_as("09001010101")         // by the other code of a renumbered area
class StudyIds {
public:
    explicit StudyIds(const TractSet& tracts);
    bool contains(std::string_view id) const;
    bool known_as(std::string_view id) const;
    bool has_county(std::string_view id) const { return counties_.contains(county_of(id)); }

private:
    const TractSet& tracts_;
    std::unordered_set<std::string_view> counties_;
};

/// Which tract each row belongs to, after every check on ids. Rows whose area changed its code
/// inside the vintage (Connecticut in 2022) go to the tract of the same area, and a finding counts
/// them (renumbered.hpp).
///
///     RowMatch match = match_rows(table, source, tracts, audit, diagnostics);
///     match.row_of_tract[t]                                   // kNone where the source has no row
///
/// Errors: Error(Input)
///  - vintage: `source.vintage` differs from the tracts', or (undeclared) ids look like another vintage: more than
///    0.5 % of the region's tracts without a row *and* more than 0.5 % of the rows without a tract. The message names
///    both vintages, how many ids match, and the crosswalk option. Likewise (undeclared) where the name of the id
///    column or the measures of CDC PLACES tell another census (id_guess.hpp).
///  - duplicate ids whose rows disagree, naming the id and both rows.
///  - no row belongs to a tract, with the likely reason: other counties, another vintage, no ids.
struct RowMatch {
    static constexpr std::uint32_t kNone = 0xffffffffU;
    std::vector<std::uint32_t> row_of_tract;
};
RowMatch match_rows(const io::Table& table, const io::SourceSpec& source, const TractSet& tracts,
                    JoinAudit& audit, Diagnostics& diagnostics);

/// Nothing matched: the Error says how the rows fell away, and the likely reason. `rows` is what the
/// file is made of: "rows", "demand points".
[[noreturn]] void fail_no_match(const io::Table& table, const io::SourceSpec& source,
                                const TractSet& tracts, const JoinAudit& audit,
                                std::string_view rows);

/// The column that counts people, by the names agencies give it; nothing where there is none.
std::optional<std::size_t> people_column(const io::Table& table);

/// Checks declared vintages only; shared with DemandPoints and Crosswalk.
void require_vintage(const io::SourceSpec& source, const TractSet& tracts, std::size_t ids_matching,
                     std::size_t ids_total);

/// Where no vintage is declared: Error(Input) if the names of the id columns tell of another census
/// year than the tracts ("GEOID10" on tracts of 2020), however many ids match: most are the same in
/// both. `column`: RowIds::column.
void require_vintage_by_name(const io::SourceSpec& source, const std::string& column,
                             const TractSet& tracts, std::size_t ids_matching,
                             std::size_t ids_total);

} // namespace tractwise::tract
