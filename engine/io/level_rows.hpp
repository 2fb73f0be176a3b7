// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/io/source.hpp"
#include "engine/io/table.hpp"

#include <string_view>

namespace tractwise::io {

/// As read_table, of the rows of one summary level only where a text file's first column is GEO_ID
/// and its rows are of several levels: the nation, states and counties stand among the tracts of
/// every table-based summary file of the Census Bureau.
///
///     Table tracts = read_table_of_level(source, "140", diagnostics);    // census tracts
///
/// Lines of other levels are passed over without being taken apart, so 85,000 tract rows out of
/// 445,000 (174 MB) take a third of the time of the whole file; a finding counts them by level. A
/// file without a row of this level, and any other file, is read as read_table reads it.
Table read_table_of_level(const SourceSpec& source, std::string_view summary_level,
                          Diagnostics& diagnostics);

} // namespace tractwise::io
