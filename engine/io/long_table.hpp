// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/io/source.hpp"
#include "engine/io/table.hpp"

namespace tractwise::io {

/// A table of one row per area and variable becomes one of one row per area; any other comes back
/// as it is. Known are
///
///     GEOID, variable, estimate, moe         tidycensus: columns B08201_001E and B08201_001M
///     LocationID, MeasureId, Data_Value, ... CDC PLACES: ACCESS2_CrudePrev, ACCESS2_Crude95CI
///     an id, variable, value                 columns called by the variable
///
/// Columns that are the same in all rows of an area stay; the finding names those that do not.
/// Errors: Error(Input) where an area has a variable twice, with the filter that would tell them
/// apart (where = { year = ["2020"] }).
Table one_row_per_area(Table table, const SourceSpec& source, Diagnostics& diagnostics);

/// True where one_row_per_area() would change the table.
bool is_one_row_per_variable(const Table& table, const SourceSpec& source);

} // namespace tractwise::io
