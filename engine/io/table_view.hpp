// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/header_rows.hpp"

#include "engine/core/diagnostics.hpp"
#include "engine/io/table.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tractwise::io {

/// A table of data.census.gov as the web page shows it: one line per variable ("    No vehicle
/// available"), geographies across ("Census Tract 1.01; Philadelphia County;
/// Pennsylvania!!Estimate"), or the other way round.
bool is_table_view(const Table& table);

/// The header of such a table in its Excel download, where the name of a geography stands in merged
/// cells over "Estimate" and "Margin of Error"; nothing where these rows are none.
std::optional<HeaderRows> table_view_header(std::span<const GridRow> head);

/// Turns it into one row per geography, called by NAME, with columns as the Census API names them
/// (B08201_002E, B08201_002M) and labels ("Estimate!!Total:!!No vehicle available"). The k-th line
/// that holds values is number k, so a hidden line would shift the numbers: that is what the labels
/// are for. `table_id` is "B08201"; where it is empty, columns are called by their labels. Errors:
/// Error(Input) with the advice to take the -Data.csv where anything is off.
Table rows_of_table_view(const Table& view, const std::string& table_id, const std::string& source,
                         Diagnostics& diagnostics);

/// The id of a Census table that a text names, such as a file's name
/// "ACSDT5Y2020.B08201-2024-05-01T120000.csv": "B08201". Empty where there is none.
std::string census_table_id(std::string_view text);

} // namespace tractwise::io
