// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/core/diagnostics.hpp>
#include <tractwise/io/table.hpp>
#include <tractwise/tract/acs_columns.hpp>
#include <tractwise/tract/geoid.hpp>
#include <tractwise/tract/tract_table.hpp>

#include <optional>
#include <string>
#include <vector>

namespace tractwise::cli {

/// The census level that most ids of a column have; nothing for other areas (ZIP codes, names).
///
/// Tract, block group and block ids tell themselves by their length. Four and five digits are
/// county ids where the column's name says so, or where at least one has five digits and the
/// others would be a state 01 to 09 that lost its zero; never in a column of ZIP codes.
std::optional<AreaLevel> census_level(const io::Table& table, std::size_t column);

/// A plain table of areas as columns: one row per id, in the order of the file, only the wanted
/// columns.
///
/// Ids are kept as text. Where most of them are census ids (tract or county) prefixes are stripped
/// and lost leading zeros repaired; ruined keys are refused. Rows without an id are counted and
/// left out; an id that stands twice with equal rows is counted once, with different ones an Error.
/// Cells of the ACS are found as `acs` finds them, by their codes in the year `codes_of`.
TractTable area_table(const io::Table& table, const std::string& id_column,
                      const std::vector<std::string>& wanted, const AcsColumns& acs, int codes_of,
                      Diagnostics& diagnostics);

} // namespace tractwise::cli
