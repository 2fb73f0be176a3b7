// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "encoding.hpp"

#include <tractwise/io/table.hpp>

#include <string>

namespace tractwise::io {

/// Reads delimited text: one pass over the bytes, cells are left where they stand.
///
///     Table table = read_csv(bytes, {.file = "sites.csv", .source = "clinics"}, diagnostics);
///
/// The separator (comma, tab, semicolon, bar) is the one that the first line holds most of. Lines
/// end in LF, CRLF or CR. A field that starts with a quote ends with one; inside, separators and
/// line breaks are text and "" is a quote. Findings: everything left out or renamed (README.md
/// lists them). Errors: Error(Input) with file:line for rows of another length, an open quote, text
/// after a closing quote.
Table read_csv(std::string bytes, const TextOrigin& origin, Diagnostics& diagnostics);

} // namespace tractwise::io
