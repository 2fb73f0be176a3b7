// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/encoding.hpp"

#include "engine/io/table.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tractwise::io {

/// Reads delimited text: one pass over the bytes, cells are left where they stand.
///
///     Table table = read_csv(bytes, {.file = "sites.csv", .source = "clinics"}, diagnostics);
///
/// The separator (comma, tab, semicolon, bar) is the one that the first line holds most of; below
/// a title, the one that the lines agree on. Lines end in LF, CRLF or CR. A field that starts with
/// a quote ends with one; inside, separators and line breaks are text and "" is a quote. Only the
/// row of labels below the names may hold quotes that are not doubled (data.census.gov). The header
/// is found (header_rows.hpp) unless `header` says its line; notes and totals below are left out
/// (foot_rows.hpp). Findings: everything left out or renamed (README.md lists them). Errors:
/// Error(Input) with file:line for rows of another length, an open quote, text after a closing
/// quote.
///
/// With `level` ("140"), lines whose GEO_ID in the first column is of another summary level are
/// passed over (level_rows.hpp).
Table read_csv(std::string bytes, const TextOrigin& origin, Diagnostics& diagnostics,
               std::optional<int> header = {}, std::string_view level = {});

} // namespace tractwise::io
