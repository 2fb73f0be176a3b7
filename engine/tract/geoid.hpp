// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/io/table.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::tract {

class TractSet;

/// The census areas whose ids Tractwise knows by length.
enum class AreaLevel { State = 2, County = 5, Tract = 11, BlockGroup = 12, Block = 15 };

/// "state", "county", "tract", "block group", "block".
std::string_view name_of(AreaLevel level);
/// The same for several: "counties".
std::string_view plural_of(AreaLevel level);

/// One id, read as text: prefixes, dashes, blanks and quotes stripped, a lost leading zero put back,
/// spreadsheet damage recognized.
///
///     parse_geoid("1400000US01001020100", AreaLevel::Tract)  -> "01001020100"
///     parse_geoid("1001020100",           AreaLevel::Tract)  -> "01001020100", repaired
///     parse_geoid("42-101-000101",        AreaLevel::Tract)  -> "42101000101"
///     parse_geoid("G4201010000101",       AreaLevel::Tract)  -> "42101000101" (NHGIS)
///     parse_geoid("9.01E+09",             AreaLevel::Tract)  -> ruined
///     parse_geoid("17031010100.0",        AreaLevel::Tract)  -> "17031010100" (a float column's ".0" is dropped)
///     parse_geoid("0600000US4210160000",  AreaLevel::Tract)  -> not an id: the prefix says what it is
struct ParsedGeoid {
    enum class Status { Good, RepairedZero, Ruined, NotAnId, Empty };
    std::string id; ///< empty unless Good or RepairedZero
    Status status;
};
ParsedGeoid parse_geoid(std::string_view text, AreaLevel level);

/// The ids of a table's rows at one level, with everything odd counted.
///
///     RowIds ids = row_ids(table, source, AreaLevel::Tract, diagnostics);           // no tracts known
///     RowIds ids = row_ids(table, source, AreaLevel::Tract, tracts, diagnostics);   // the study's tracts help
///
/// Which column: `id_columns` of the source (one column, or state + county + tract [+ block group]
/// columns), else the content decides and names break ties. In this order: whole ids (GEOID,
/// TractFIPS20, "tracts.GEOID" of a join, GISJOIN ...), columns of the parts (codes, names or
/// postal letters), names ("Census Tract 1.01, Philadelphia County, Pennsylvania"), bare tract
/// numbers (1.01) or codes (000101). Where the tracts are known and several columns hold whole ids,
/// the one that most of the tracts are found in is taken, with a note.
///
/// Bare numbers and names without a county belong to the source's `county`, else to the only county
/// of the tracts: a finding says so. Numbers against codes: a decimal point anywhere in the column
/// makes numbers (1.01 is 000101, 101 is 010100), five or six digits or a name like TRACTCE make
/// codes; else the reading that the tracts know; where both fit, Error.
///
/// Findings: "lost-leading-zero", "not-an-id" (counts, examples), "other-areas" (rows of the
/// nation, of states, counties ... among the tracts, left out), "id-columns" (which one of several
/// was taken), "county-assumed", "tract-numbers", "tract-number-cut". Errors: Error(Input) for a
/// ruined key, naming file and row ("a spreadsheet turned it into 9.01E+09; export the id column as
/// text"), and for a table without such ids, saying what its cells are ("ids of 2 counties").
/// Cost: about 0.1 microseconds a row.
struct RowIds {
    std::vector<std::string> ids; ///< one per row; empty where the row has no usable id
    std::string column;           ///< the column(s) they came from
    AreaLevel level = AreaLevel::Tract;
    std::size_t elsewhere = 0; ///< of the empty ones: other kinds of areas, or in a county by name
                               ///< that the tracts do not have
};
RowIds row_ids(const io::Table& table, const io::SourceSpec& source, AreaLevel level,
               Diagnostics& diagnostics);
RowIds row_ids(const io::Table& table, const io::SourceSpec& source, AreaLevel level,
               const TractSet& tracts, Diagnostics& diagnostics);
/// As row_ids, but the level is the finest of block, block group and tract that the ids have.
RowIds row_ids_any_level(const io::Table& table, const io::SourceSpec& source,
                         Diagnostics& diagnostics);
RowIds row_ids_any_level(const io::Table& table, const io::SourceSpec& source,
                         const TractSet& tracts, Diagnostics& diagnostics);

std::string_view county_of(std::string_view geoid); ///< first 5 digits
std::string_view state_of(std::string_view geoid);  ///< first 2 digits
std::string_view tract_of(std::string_view geoid);  ///< first 11 digits

} // namespace tractwise::tract
