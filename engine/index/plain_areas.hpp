// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/io/table.hpp"
#include "engine/tract/acs_columns.hpp"
#include "engine/tract/geoid.hpp"
#include "engine/tract/tract_table.hpp"

#include <optional>
#include <string>
#include <vector>

// Private to engine/index: the rows of a plain table, for plain_table.cpp.

namespace tractwise::index {

/// What names the rows of a plain table.
struct AreaIds {
    std::string column; ///< for the output: the id column, or GEOID for parts of ids
    std::optional<tract::AreaLevel> level; ///< nothing for other areas (ZIP codes, names)
    std::vector<std::string> ids;          ///< one per row; empty where it has none
};

/// The ids of the column, or, where none is named, of the columns that a study would take as well
/// (guess_ids), which a finding names. Ids are kept as text; where most of them are census ids
/// (tract or county) prefixes are stripped and lost leading zeros repaired; ruined keys are
/// refused. Error(Usage) where no column is named and none holds census ids.
AreaIds area_ids(const io::Table& table, const std::string& id_column, Diagnostics& diagnostics);

/// A plain table of areas as columns: one row per id, in the order of the file, only the wanted
/// columns. Rows without an id are counted and left out; an id that stands twice with equal rows is
/// counted once, with different ones an Error. Cells of the ACS are found as `acs` finds them, by
/// their codes in the year `codes_of`.
tract::TractTable area_table(const io::Table& table, const AreaIds& area_ids,
                             const std::vector<std::string>& wanted, const tract::AcsColumns& acs,
                             int codes_of, Diagnostics& diagnostics);

} // namespace tractwise::index
