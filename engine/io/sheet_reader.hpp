// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/workbook.hpp"

#include "engine/core/diagnostics.hpp"

#include <string>
#include <vector>

namespace tractwise::io {

/// What becomes of a sheet on which a second table begins: whoever looks at several sheets says so
/// and goes on.
enum class SecondTable { Refuse, Say };

/// A sheet as a table, the header found and notes left out as in a text file (header_rows.hpp,
/// foot_rows.hpp). Rows keep the numbers that a spreadsheet shows. Errors: Error(Input) for a second
/// table on the sheet.
Table table_of_sheet(const Sheet& sheet, const Member& member, const SourceSpec& source,
                     Diagnostics& diagnostics, SecondTable second = SecondTable::Refuse);

/// The same, and the table view of data.census.gov turned into rows (table_view.hpp).
Table rows_of_sheet(const Workbook& book, const Sheet& sheet, const Member& member,
                    const SourceSpec& source, Diagnostics& diagnostics,
                    SecondTable second = SecondTable::Refuse);

/// The sheet that is meant: the one called `layer`, the only one, or the only one that holds census
/// ids or places; said in a note. Errors: Error(Input) listing the sheets with their rows and
/// columns where several fit, or none.
Table read_workbook(const Member& member, const SourceSpec& source, Diagnostics& diagnostics);

} // namespace tractwise::io
