// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tractwise::io {

/// What one text file is called in messages: its path in errors, the source id in findings.
struct TextOrigin {
    std::string file;
    std::string source;
};

/// Brings the bytes of a text file to plain UTF-8 in place: byte order mark off, UTF-16 decoded,
/// bytes that are not UTF-8 taken as Latin-1 (Windows-1252). Each repair is a Finding. Errors:
/// Error(Input) for an empty file and for what is no text: NUL bytes, spreadsheets, archives, web
/// pages.
void make_utf8(std::string& bytes, const TextOrigin& origin, Diagnostics& diagnostics);

/// Takes every byte of `text` that is not UTF-8 as Windows-1252.
/// Returns the number of bytes replaced.
std::size_t repair_utf8(std::string& text);

/// UTF-8 without NUL.
bool is_text(std::string_view bytes);

/// Makes repeated names unique ("name", "name_2") and names unnamed columns ("column_1"), as
/// findings.
void make_names_unique(std::vector<std::string>& names, const std::string& source,
                       Diagnostics& diagnostics);

} // namespace tractwise::io
