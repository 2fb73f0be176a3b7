// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/foreign_file.hpp"

namespace tractwise::io {

/// What a server sent instead of data, with its own words: a web page, an error as JSON, XML or
/// text. `head` as for foreign_bytes.
std::optional<ForeignFile> server_error(std::string_view head, std::string_view name,
                                        std::size_t size);

/// Names what a JSON object holds that no reader took for map features; nothing for other files.
std::optional<ForeignFile> unknown_json(const std::string& path);

} // namespace tractwise::io
