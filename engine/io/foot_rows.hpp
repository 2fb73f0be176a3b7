// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/header_rows.hpp"

#include "engine/core/diagnostics.hpp"
#include "engine/io/table.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tractwise::io {

/// What a row at the end of a table is.
enum class RowKind { Data, Note, Total };

/// True for "Source: ACS", "Note", "* suppressed": how notes under tables begin.
bool begins_like_a_note(std::string_view cell);

/// Judges a row by its cells. With an id column (nearly every row of which names a census area) a
/// row without an id is a note where it has one cell of text, a total where a text says so. Without
/// one, only what begins as notes do ("Source:", "Note", "*") or is called "Total" is left out: a
/// place may well be a row with nothing but a name.
RowKind kind_of_row(const GridRow& cells, std::optional<std::size_t> id_column);

/// The column of which at least 9 of 10 of the first rows name a census area.
std::optional<std::size_t> column_of_area_ids(const Table& table);

/// Findings for rows left out; the texts name each one.
void add_foot_findings(std::vector<std::string> notes, std::vector<std::string> totals,
                       const std::string& source, Diagnostics& diagnostics);

/// Leaves out notes and totals below a table and totals among its rows, each named in a finding.
/// Only rows are left out that certainly are no area and no place.
void leave_out_foot_rows(Table& table, const std::string& source, Diagnostics& diagnostics);

} // namespace tractwise::io
