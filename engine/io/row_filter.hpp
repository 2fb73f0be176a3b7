// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/io/table.hpp"

#include <vector>

namespace tractwise::io {

/// Which rows `where` of the source keeps: every named column holds one of its listed values
/// (blanks around aside). Empty where nothing is filtered. Findings: "rows-filtered" (note),
/// "filter-value-absent". Errors: Error(Input) for a column that is not there, and where no row is
/// kept.
std::vector<bool> matching_rows(const Table& table, const SourceSpec& source,
                                Diagnostics& diagnostics);

/// Error(Input) where the file has no rows, for readers that need some.
void refuse_empty(const Table& table, const SourceSpec& source);

} // namespace tractwise::io
