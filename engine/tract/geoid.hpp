// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/core/diagnostics.hpp>
#include <tractwise/io/table.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise {

/// The census areas whose ids Tractwise knows by length.
enum class AreaLevel { State = 2, County = 5, Tract = 11, BlockGroup = 12, Block = 15 };

/// One id, read as text: prefixes stripped, a lost leading zero put back, spreadsheet damage
/// recognised.
///
///     parse_geoid("1400000US01001020100", AreaLevel::Tract)  -> "01001020100"
///     parse_geoid("1001020100",           AreaLevel::Tract)  -> "01001020100", repaired
///     parse_geoid("9.01E+09",             AreaLevel::Tract)  -> ruined
///     parse_geoid("17031010100.0",        AreaLevel::Tract)  -> "17031010100" (a float column's ".0" is dropped)
struct ParsedGeoid {
    enum class Status { Good, RepairedZero, Ruined, NotAnId, Empty };
    std::string id; ///< empty unless Good or RepairedZero
    Status status;
};
ParsedGeoid parse_geoid(std::string_view text, AreaLevel level);

/// The ids of a table's rows at one level, with everything odd counted.
///
/// Which column: `id_columns` of the source (one id column, or state + county + tract [+ block
/// group] columns, which are zero padded and glued), else the first of the usual names (GEOID,
/// GEO_ID, FIPS, CensusTract, GEOID10, GEOID20, AFFGEOID, STATEFP/COUNTYFP/TRACTCE,
/// state/county/tract ...) whose cells parse. `table` is the level asked for; a finer id (block
/// group) is cut to the level when `cut` is set. Findings: "lost-leading-zero" (count, examples),
/// "not-an-id". Errors: Error(Input) for a ruined key, naming file and row ("a spreadsheet turned
/// it into 9.01E+09; export the id column as text").
struct RowIds {
    std::vector<std::string> ids; ///< one per row; empty where the row has no usable id
    std::string column;           ///< the column(s) they came from
    AreaLevel level = AreaLevel::Tract;
};
RowIds row_ids(const io::Table& table, const io::SourceSpec& source, AreaLevel level,
               Diagnostics& diagnostics);
/// As row_ids, but the level is the finest of block, block group and tract that the ids have.
RowIds row_ids_any_level(const io::Table& table, const io::SourceSpec& source,
                         Diagnostics& diagnostics);

std::string_view county_of(std::string_view geoid); ///< first 5 digits
std::string_view state_of(std::string_view geoid);  ///< first 2 digits
std::string_view tract_of(std::string_view geoid);  ///< first 11 digits

} // namespace tractwise
